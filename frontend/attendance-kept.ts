// Lists of who is there on the device of whoever gives the lessons, to be opened without a connection (docs/attendance.md).
// Names are on the device then: they go at log-out, when somebody else logs in, when the session ends and after a day.

import { KEPT_AT, KEPT_PAGE, PREFIX, SCOPE, forgetLists } from "./attendance-cache";

const WORKER = "/aanwezigheid/worker.js";
const NOT_HERE = "tweespoor-lijsten-niet";
const FRESH_FOR = 10 * 60 * 1000;
const ASKED_TO_KEEP = { "X-Tweespoor-Keep": "1" };

function nameOf(user: string): string {
  return `${PREFIX}${user}`;
}

function userOfPage(): string {
  return document.body.dataset.user ?? "";
}

/** Lists of anybody but who is logged in now; where nobody is, of everybody, with the script that shows them. */
async function forgetOthers(user: string): Promise<void> {
  await forgetLists((name) => user === "" || name !== nameOf(user));
  if (user === "") await unregister();
}

async function unregister(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const there = await navigator.serviceWorker.getRegistration(SCOPE);
  if (there && new URL(there.scope).pathname === SCOPE) await there.unregister();
}

/** A page as it is kept: with when that was. */
export async function asKept(answer: Response, at: number): Promise<Response> {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(name);
  headers.set(KEPT_AT, String(at));
  return new Response(await answer.text(), { status: answer.status, headers });
}

async function keepPage(cache: Cache, url: string, as: string): Promise<boolean> {
  const answer = await fetch(url, { headers: ASKED_TO_KEEP, cache: "no-store" });
  if (answer.redirected) throw new Error("logged out");
  if (answer.ok) await cache.put(as, await asKept(answer, Date.now()));
  return answer.ok;
}

async function isFresh(cache: Cache, url: string): Promise<boolean> {
  const kept = await cache.match(url);
  return kept !== undefined && Date.now() - Number(kept.headers.get(KEPT_AT)) < FRESH_FOR;
}

/** What the pages are made of: the same for everybody, and without a name in it. */
async function keepParts(cache: Cache): Promise<void> {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const named = Array.from(document.querySelectorAll<HTMLLinkElement>("link[href]"), (link) => link.href);
  const parts = new Set([...loaded, ...named].filter((url) => url.startsWith(`${window.location.origin}/static/`)));
  await Promise.all(Array.from(parts, (url) => cache.add(url).catch(() => undefined)));
}

/** Keep these lists and no others; returns how many are kept. */
async function keepLists(user: string, wanted: string[], overview: string): Promise<number> {
  await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const cache = await caches.open(nameOf(user));
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path.startsWith(SCOPE) && path !== KEPT_PAGE && !wanted.includes(path)) await cache.delete(request);
  }
  let count = 0;
  for (const url of wanted) if ((await isFresh(cache, url)) || (await keepPage(cache, url, url))) count += 1;
  await keepPage(cache, overview, KEPT_PAGE);
  await keepParts(cache);
  return count;
}

class Keeping {
  private readonly state: HTMLElement | null;

  constructor(
    private readonly region: HTMLElement,
    private readonly user: string,
  ) {
    this.state = region.querySelector("[data-keep-state]");
  }

  async start(): Promise<void> {
    this.region.hidden = false;
    for (const button of this.region.querySelectorAll<HTMLButtonElement>("button[data-keep]"))
      button.addEventListener("click", () => void this.choose(button.dataset.keep ?? ""));
    await this.carryOut();
  }

  private async choose(what: string): Promise<void> {
    if (what === "not") localStorage.setItem(NOT_HERE, "1");
    else localStorage.removeItem(NOT_HERE);
    await this.carryOut();
  }

  private async carryOut(): Promise<void> {
    const not = localStorage.getItem(NOT_HERE) !== null;
    for (const button of this.region.querySelectorAll<HTMLButtonElement>("button[data-keep]"))
      button.hidden = (button.dataset.keep === "not") === not;
    if (not) {
      await forgetLists(() => true);
      this.say("not");
      return;
    }
    try {
      const wanted = (this.region.dataset.keepLists ?? "").split(" ").filter((url) => url !== "");
      const count = await keepLists(this.user, wanted, this.region.dataset.keepOverview ?? KEPT_PAGE);
      this.say(count ? "kept" : "none", count);
    } catch (fault) {
      if (fault instanceof Error && fault.message === "logged out") await forgetLists(() => true);
      this.say("failed");
    }
  }

  private say(kind: string, count = 0): void {
    if (!this.state) return;
    this.state.dataset.keepState = kind;
    this.state.textContent = (this.region.dataset[kind] ?? "").replace("{n}", String(count));
  }
}

/** The kept list says what was tapped since, so that it is not forgotten where the connection is gone. */
export async function keepAsItStands(): Promise<void> {
  const user = userOfPage();
  if (!("caches" in window) || user === "" || !(await caches.has(nameOf(user)))) return;
  const cache = await caches.open(nameOf(user));
  const kept = await cache.match(window.location.pathname);
  if (!kept) return;
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-attendance] input[type=radio]"))
    box.toggleAttribute("checked", box.checked);
  for (const option of document.querySelectorAll<HTMLOptionElement>("[data-attendance] option"))
    option.toggleAttribute("selected", option.selected);
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  for (const said of copy.querySelectorAll("[data-attendance-sync]")) said.textContent = ""; // of this moment alone
  const page = `<!doctype html>${copy.outerHTML}`;
  await cache.put(window.location.pathname, new Response(page, { status: 200, headers: kept.headers }));
}

export async function startKeeping(): Promise<void> {
  if (!("caches" in window)) return;
  const user = userOfPage();
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-leaves]"))
    form.addEventListener("submit", () => void forgetLists(() => true));
  await forgetOthers(user);
  const region = document.querySelector<HTMLElement>("[data-keep-lists]");
  if (region && user && "serviceWorker" in navigator) await new Keeping(region, user).start();
}
