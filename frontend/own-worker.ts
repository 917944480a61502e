// Keeps what a participant read last, to be read on the bus. Only pages to read are kept: nothing that is sent, and no
// page on which somebody signs in. What is fresh comes from the server wherever there is a connection.

const NAME = "tweespoor-mijn";
const READ = ["/mijn/week/", "/mijn/berichten/"];
const PICTURES = "/mijn/plaatje/";

interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: string, listener: (event: Event) => void): void;
}

interface Waiting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Asked extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

const scope = self as unknown as Scope;

function isRead(url: URL): boolean {
  return url.origin === location.origin && (READ.includes(url.pathname) || url.pathname.startsWith(PICTURES));
}

function isPart(url: URL): boolean {
  return url.origin === location.origin && url.pathname.startsWith("/static/");
}

async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(NAME);
  try {
    const answer = await fetch(request);
    // A page that was sent elsewhere is the one to sign in with: then nothing of before is shown any more.
    if (answer.redirected || answer.type === "opaqueredirect") await caches.delete(NAME);
    else if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  } catch (fault) {
    const kept = (await cache.match(request)) ?? (await cache.match(request, { ignoreSearch: true }));
    if (kept) return kept;
    throw fault;
  }
}

scope.addEventListener("install", (event) => (event as Waiting).waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => (event as Waiting).waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const url = new URL(asked.request.url);
  if (asked.request.method !== "GET" || !(isRead(url) || isPart(url))) return;
  asked.respondWith(fresh(asked.request));
});
