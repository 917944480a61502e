// What a page does beyond its HTML. Everything can be read and registered without it.
import "htmx.org";
import { keepDrafts } from "./drafts";
import { preparePasskeys } from "./passkeys";
import { startIntake } from "./intake";
import { startAttendance } from "./attendance";
import { startKeeping } from "./attendance-kept";
import { startBoard } from "./board";
import { startCopying } from "./copying";

const ANNOUNCEMENTS = "tweespoor-announcements";
const CONNECTION = "tweespoor-connection";

interface SwapDetail {
  xhr: XMLHttpRequest;
  pathInfo: { requestPath: string };
  shouldSwap: boolean;
}

/** A refreshed part that was sent elsewhere (to log in, after the session ended): the whole page goes there instead. */
function leaveWithThePage(event: CustomEvent<SwapDetail>): void {
  const { xhr, pathInfo } = event.detail;
  const asked = new URL(pathInfo.requestPath, window.location.href);
  if (xhr.responseURL && new URL(xhr.responseURL).pathname !== asked.pathname) {
    event.detail.shouldSwap = false;
    window.location.reload();
  }
}

/** Screen readers hear the sentence of a refreshed part once, when it changes, not at every refresh. */
function announce(): void {
  const sentence = document.querySelector<HTMLElement>("[data-announce]")?.textContent?.trim() ?? "";
  const region = document.getElementById(ANNOUNCEMENTS);
  if (region && region.textContent !== sentence) region.textContent = sentence;
}

/** Says that the connection is gone, for as long as it is. */
function showConnection(lost: boolean): void {
  const notice = document.getElementById(CONNECTION);
  if (notice && notice.hidden === lost) notice.hidden = !lost;
}

document.addEventListener("htmx:beforeSwap", (event) => leaveWithThePage(event as CustomEvent<SwapDetail>));
document.addEventListener("htmx:afterSwap", announce);
document.addEventListener("htmx:oobAfterSwap", announce);
document.addEventListener("htmx:sendError", () => showConnection(true));
document.addEventListener("htmx:afterOnLoad", () => showConnection(false));

// The script is deferred: the page is there.
preparePasskeys();
keepDrafts();
startIntake();
startAttendance();
void startKeeping();
startBoard();
startCopying();
