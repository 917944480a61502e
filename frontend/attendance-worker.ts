// Shows lists of who is there that were kept, where there is no connection. It keeps nothing that the page of a list did
// not ask to keep, and it never shows what is older than a day: then everything that was kept goes.

import { KEPT_AT, KEPT_PAGE, LONGEST, PREFIX, SCOPE, forgetLists } from "./attendance-cache";

const LIST = /^\/aanwezigheid\/(?:groep|klas)\/[0-9a-f-]{36}\/(\d{4}-\d{2}-\d{2})\/[a-z]+-[a-z]+\/$/;
const PATIENCE = 5000; // a connection that does not answer is none
const CLOCK = 5 * 60 * 1000; // so far a clock may be put back

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

async function cacheOfLists(): Promise<Cache | undefined> {
  const name = (await caches.keys()).find((each) => each.startsWith(PREFIX));
  return name === undefined ? undefined : caches.open(name);
}

/** A kept page that is not too old; one that is, takes all others with it. */
async function keptPage(path: string): Promise<Response | undefined> {
  const kept = await (await cacheOfLists())?.match(path);
  if (!kept) return undefined;
  const age = Date.now() - Number(kept.headers.get(KEPT_AT));
  if (age > -CLOCK && age < LONGEST) return kept;
  await forgetLists(() => true);
  return undefined;
}

function today(): string {
  const now = new Date();
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** What came from the server takes the place of what was kept; of a day to come the kept list can be filled in later. */
async function renew(path: string, answer: Response): Promise<void> {
  const day = LIST.exec(path)?.[1];
  const cache = await cacheOfLists();
  if (day === undefined || day > today() || !cache || !(await cache.match(path))) return;
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set(KEPT_AT, String(Date.now()));
  await cache.put(path, new Response(await answer.text(), { status: answer.status, headers }));
}

async function inTime(request: Request, isKept: boolean): Promise<Response> {
  if (!isKept) return fetch(request);
  let clock = 0;
  const tooLong = new Promise<Response>((_resolve, reject) => {
    clock = setTimeout(() => reject(new Error("no answer")), PATIENCE) as unknown as number;
  });
  try {
    return await Promise.race([fetch(request), tooLong]);
  } finally {
    clearTimeout(clock);
  }
}

async function page(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const kept = await keptPage(LIST.test(pathname) ? pathname : KEPT_PAGE);
  try {
    const answer = await inTime(request, kept !== undefined);
    // Sent elsewhere is sent to log in: whoever reads this is nobody any more.
    if (answer.redirected || answer.type === "opaqueredirect") await forgetLists(() => true);
    else if (answer.ok) await renew(pathname, answer.clone());
    return answer;
  } catch (fault) {
    const instead = kept ?? (await keptPage(KEPT_PAGE));
    if (instead) return instead;
    throw fault;
  }
}

async function part(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (fault) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw fault;
  }
}

scope.addEventListener("install", (event) => (event as Waiting).waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => (event as Waiting).waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const asked = event as Asked;
  const url = new URL(asked.request.url);
  if (asked.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/")) asked.respondWith(part(asked.request));
  else if (asked.request.mode === "navigate" && (url.pathname === SCOPE || LIST.test(url.pathname)))
    asked.respondWith(page(asked.request));
});
