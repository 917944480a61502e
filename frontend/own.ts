// The participant's own pages: reading aloud, and reading without a connection. Everything works without it.

const WORKER = "/mijn/worker.js";
const SCOPE = "/mijn/";
const KEPT = "tweespoor-mijn";

/** The voice of the telephone for a language, where it has one. */
function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  return window.speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

/** What is read: the words that are seen, without those of buttons. */
function wordsOf(region: Element): string {
  const copy = region.cloneNode(true) as Element;
  for (const each of Array.from(copy.querySelectorAll("button, a, form, svg, [hidden]"))) each.remove();
  return Array.from(copy.querySelectorAll("h2, p"), (each) => each.textContent?.replace(/\s+/g, " ").trim() ?? "")
    .filter((words) => words !== "")
    .join(". ");
}

function startSpeaking(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-own-speak]");
  if (!button || !("speechSynthesis" in window)) return;
  const region = document.querySelector(button.dataset.ownSpeak ?? "");
  const language = document.documentElement.lang;
  if (!region) return;
  const show = (): void => {
    button.hidden = voiceFor(language) === undefined;
  };
  show();
  window.speechSynthesis.addEventListener("voiceschanged", show);
  button.addEventListener("click", () => {
    if (window.speechSynthesis.speaking) {
      window.speechSynthesis.cancel();
      return;
    }
    const said = new SpeechSynthesisUtterance(wordsOf(region));
    said.lang = language;
    said.voice = voiceFor(language) ?? null;
    said.rate = 0.9;
    window.speechSynthesis.speak(said);
  });
}

function showConnection(): void {
  const notice = document.querySelector<HTMLElement>("[data-own-offline]");
  if (!notice) return;
  const show = (): void => {
    notice.hidden = navigator.onLine;
  };
  show();
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
}

/** Who is in no more, leaves nothing behind on the telephone: the next may be another of the family. */
async function forget(): Promise<void> {
  if ("caches" in window) await caches.delete(KEPT);
  if (!("serviceWorker" in navigator)) return;
  const there = await navigator.serviceWorker.getRegistration(SCOPE);
  await there?.unregister();
}

async function keep(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  } catch {
    // Without it the pages work, with a connection.
  }
}

startSpeaking();
showConnection();
if (document.body.hasAttribute("data-own-clear")) void forget();
else if (document.body.hasAttribute("data-own-pages")) void keep();
