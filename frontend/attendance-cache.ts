// What the pages and the script that shows kept lists agree about.

export const PREFIX = "tweespoor-lijsten:";
export const SCOPE = "/aanwezigheid/";
export const KEPT_PAGE = "/aanwezigheid/bewaard/";
export const KEPT_AT = "X-Tweespoor-Kept-At";
export const LONGEST = 24 * 60 * 60 * 1000;

/** Delete kept lists, by the names of their caches. */
export async function forgetLists(which: (name: string) => boolean): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && which(name)) await caches.delete(name);
}
