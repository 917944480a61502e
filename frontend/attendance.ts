// The list of who is there: every tap is kept on the device and sent at once, or as soon as there is a connection. What
// is kept holds keys and codes, never a name. A mark has its own key, so that one that is sent twice is kept once.

import { keepAsItStands } from "./attendance-kept";

const PREFIX = "tweespoor-attendance:";
const AGAIN_AFTER = 20_000;
const MOST_AT_ONCE = 500; // what the server takes; the rest goes after

interface Kept {
  key: string;
  person: string;
  absence: string;
  reason: string;
  at: number;
}

interface Answer {
  kept: string[];
  refused: Record<string, string>;
  count: string;
}

function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

class List {
  private sending = false;
  private readonly key: string;
  private readonly sync: HTMLElement | null;

  constructor(private readonly form: HTMLFormElement) {
    this.key = `${PREFIX}${form.dataset.owner ?? ""}:${window.location.pathname}`;
    this.sync = form.querySelector("[data-attendance-sync]");
  }

  start(): void {
    if (this.isEarly()) return;
    this.putBack();
    this.form.addEventListener("change", (event) => this.changed(event));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => void this.send());
    document.addEventListener("visibilitychange", () => void this.send());
    window.setInterval(() => void this.send(), AGAIN_AFTER);
    this.form.querySelector("[data-attendance-save]")?.remove();
    void this.send();
  }

  /** A list that was kept of a day to come is filled in when the day is there. */
  private isEarly(): boolean {
    const now = new Date();
    const two = (part: number): string => String(part).padStart(2, "0");
    const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    if ((this.form.dataset.opens ?? "") <= today) return false;
    for (const each of this.form.querySelectorAll<HTMLFieldSetElement>("fieldset, button")) each.disabled = true;
    for (const each of document.querySelectorAll<HTMLElement>("[data-attendance-early]")) each.hidden = false;
    return true;
  }

  private waiting(): Kept[] {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "[]") as Kept[];
    } catch {
      return [];
    }
  }

  private keep(marks: Kept[]): void {
    if (marks.length) localStorage.setItem(this.key, JSON.stringify(marks));
    else localStorage.removeItem(this.key);
  }

  /** What was tapped before and not sent yet stands on the page again. */
  private putBack(): void {
    for (const mark of this.waiting()) {
      const person = this.form.querySelector(`[data-person="${CSS.escape(mark.person)}"]`);
      for (const box of person?.querySelectorAll<HTMLInputElement>("input[type=radio]") ?? [])
        box.checked = box.value === mark.absence;
      const reason = person?.querySelector("select");
      if (reason) reason.value = mark.reason;
    }
  }

  private changed(event: Event): void {
    const person = (event.target as HTMLElement).closest<HTMLElement>("[data-person]");
    if (person) this.mark(person);
  }

  private mark(person: HTMLElement): void {
    const chosen = person.querySelector<HTMLInputElement>("input[type=radio]:checked")?.value ?? "";
    const reason = chosen === "authorised" ? (person.querySelector("select")?.value ?? "") : "";
    const made = { key: uuid(), person: person.dataset.person ?? "", absence: chosen, reason, at: Date.now() };
    this.keep([...this.waiting(), made]);
    this.tell();
    void this.send();
  }

  /** With a script there is nothing left to save; only "the others were there" is a deed of its own. */
  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    if (!event.submitter?.hasAttribute("data-attendance-all")) return;
    for (const person of this.form.querySelectorAll<HTMLElement>("[data-person]")) {
      const chosen = person.querySelector<HTMLInputElement>("input[type=radio]:checked");
      const there = person.querySelector<HTMLInputElement>('input[value="present"]');
      if ((chosen && chosen.value) || !there) continue;
      there.checked = true;
      this.mark(person);
    }
  }

  private async send(): Promise<void> {
    const marks = this.waiting().slice(0, MOST_AT_ONCE);
    if (this.sending || !marks.length) return;
    this.sending = true;
    try {
      const now = Date.now();
      const token = this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
      const response = await fetch(window.location.pathname, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({
          marks: marks.map(({ key, person, absence, reason, at }) => ({
            key,
            person,
            absence,
            reason,
            age: Math.max(0, (now - at) / 1000),
          })),
        }),
      });
      if (response.redirected || response.status === 403) this.tell("expired");
      else if (response.ok) await this.settle((await response.json()) as Answer);
      else if (response.status < 500) this.refuse(marks, ((await response.json()) as { error?: string }).error ?? "");
      else this.tell("waiting");
    } catch {
      this.tell("waiting");
    } finally {
      this.sending = false;
    }
    if (this.waiting().some((mark) => !marks.some((sent) => sent.key === mark.key))) void this.send();
  }

  /** What is sent is forgotten only when the kept list says it too: in between it would be nowhere on the device. */
  private async settle(answer: Answer): Promise<void> {
    const count = document.querySelector("[data-attendance-count]");
    if (count) count.textContent = answer.count;
    await keepAsItStands().catch(() => undefined);
    const done = new Set([...answer.kept, ...Object.keys(answer.refused)]);
    this.keep(this.waiting().filter((mark) => !done.has(mark.key)));
    const refused = Object.values(answer.refused);
    if (refused.length) this.say("refused", Array.from(new Set(refused)).join(" "));
    else this.tell();
  }

  private refuse(marks: Kept[], why: string): void {
    const sent = new Set(marks.map((mark) => mark.key));
    this.keep(this.waiting().filter((mark) => !sent.has(mark.key)));
    this.say("refused", why);
  }

  private tell(kind?: string): void {
    const count = this.waiting().length;
    const state = kind ?? (count ? "waiting" : "kept");
    this.say(state, (this.sync?.dataset[state] ?? "").replace("{n}", String(count)));
  }

  private say(kind: string, sentence: string): void {
    if (!this.sync) return;
    this.sync.dataset.kind = kind;
    if (this.sync.textContent !== sentence) this.sync.textContent = sentence;
  }
}

export function startAttendance(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-attendance]")) new List(form).start();
}
