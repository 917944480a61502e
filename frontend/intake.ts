// The intake saves every answer as it is given. What cannot be sent yet waits on this device, in order, each with the
// key of its request, so that sending it again has no second effect; it is taken away as soon as it was kept.
// Without this script the form works the same with one button.

const STORE = "tweespoor-intake:";
const AGAIN_AFTER = 5_000;

interface Entry {
  key: string;
  page: string;
  url: string;
  item: string;
  fields: [string, string][];
}

interface Reply {
  status: "saved" | "wrong" | "clash";
  message: string;
  key?: string;
  asked?: number;
  total?: number;
  keep?: string;
  use?: string;
}

class Intake {
  private sending = false;
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {}

  start(): void {
    const waited = this.entries().length > 0;
    this.form.addEventListener("change", (event) => this.changed(event.target as HTMLElement));
    this.form.addEventListener("input", (event) => this.typed(event.target as HTMLElement));
    this.form.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("online", () => void this.send());
    void this.send().then(() => {
      if (waited && this.entries().length === 0) window.location.reload();
    });
  }

  /** Typing an answer presses its button. */
  private typed(target: HTMLElement): void {
    const field = target as HTMLInputElement;
    if (!field.name?.endsWith("-answer")) return;
    const item = this.itemOf(target);
    const given = item?.querySelector<HTMLInputElement>('input[type="radio"][value="answer"]');
    if (given) given.checked = true;
  }

  private changed(target: HTMLElement): void {
    const item = this.itemOf(target);
    if (!item) return;
    this.typed(target);
    if (this.isUnfinished(item)) return;
    this.keep(item, []);
  }

  /** "Antwoord" was pressed and nothing is filled in yet. */
  private isUnfinished(item: HTMLElement): boolean {
    const given = item.querySelector<HTMLInputElement>('input[type="radio"][value="answer"]');
    if (!given?.checked) return false;
    const slug = item.dataset.item ?? "";
    return !new FormData(this.form).getAll(`${slug}-answer`).some((value) => value !== "");
  }

  private clicked(event: Event): void {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>('button[name="bevestig"]');
    const item = button && this.itemOf(button);
    if (!button || !item) return;
    event.preventDefault();
    this.keep(item, [["bevestig", button.value]]);
  }

  private itemOf(element: HTMLElement): HTMLElement | null {
    return element.closest<HTMLElement>("[data-item]");
  }

  private keep(item: HTMLElement, more: [string, string][]): void {
    const slug = item.dataset.item ?? "";
    const fields = [...new FormData(this.form).entries()]
      .filter(([name]) => name.startsWith("bron-") || name.startsWith(`${slug}-`))
      .map(([name, value]): [string, string] => [name, String(value)]);
    this.add(item, [...fields, ...more]);
  }

  private add(item: HTMLElement, fields: [string, string][]): void {
    const entry = {
      key: crypto.randomUUID(),
      page: window.location.pathname,
      url: item.dataset.url ?? "",
      item: item.dataset.item ?? "",
      fields,
    };
    this.store([...this.entries(), entry]);
    this.say(entry, this.form.dataset.saving ?? "", "waiting");
    void this.send();
  }

  /** Sends what waits, one after the other; stops where there is no connection, and tries again. */
  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    window.clearTimeout(this.timer);
    try {
      for (let entry = this.entries()[0]; entry; entry = this.entries()[0]) {
        if (!(await this.sendOne(entry))) {
          this.timer = window.setTimeout(() => void this.send(), AGAIN_AFTER);
          break;
        }
        this.store(this.entries().filter((each) => each.key !== entry.key));
      }
    } finally {
      this.sending = false;
    }
  }

  /** Whether the entry is settled: kept, or refused with a reason. */
  private async sendOne(entry: Entry): Promise<boolean> {
    const body = new URLSearchParams(entry.fields);
    body.set("csrfmiddlewaretoken", this.token());
    body.set("idempotency_key", entry.key);
    let answer: Response;
    try {
      answer = await fetch(entry.url, { method: "POST", body, credentials: "same-origin" });
    } catch {
      this.waits(entry, this.form.dataset.waiting ?? "");
      return false;
    }
    if (!(answer.headers.get("content-type") ?? "").includes("application/json")) {
      if (answer.status === 404) {
        this.say(entry, this.form.dataset.refused ?? "", "wrong");
        return true;
      }
      this.waits(entry, answer.redirected ? (this.form.dataset.gone ?? "") : (this.form.dataset.refused ?? ""));
      return false;
    }
    this.settle(entry, (await answer.json()) as Reply);
    return true;
  }

  private settle(entry: Entry, reply: Reply): void {
    if (reply.status === "clash") {
      this.clash(entry, reply);
      return;
    }
    this.say(entry, reply.message, reply.status);
    if (reply.status !== "saved") return;
    this.setKey(entry.item, reply.key ?? "");
    const progress = document.querySelector<HTMLElement>("[data-progress]");
    if (progress && entry.page === window.location.pathname) {
      progress.textContent = (progress.dataset.template ?? "")
        .replace("{asked}", String(reply.asked))
        .replace("{total}", String(reply.total));
    }
  }

  /** Somebody else answered meanwhile: both answers, and a button for each. */
  private clash(entry: Entry, reply: Reply): void {
    const status = this.say(entry, reply.message, "wrong");
    if (!status) return;
    const row = document.createElement("span");
    row.className = "tweespoor-actions";
    row.append(
      this.button(reply.keep ?? "", () => window.location.reload()),
      this.button(reply.use ?? "", () => {
        const item = this.find(entry.item);
        if (!item) return;
        this.setKey(entry.item, reply.key ?? "");
        const fields = entry.fields.filter(([name]) => name !== `${entry.item}-key`);
        this.add(item, [...fields, [`${entry.item}-key`, reply.key ?? ""]]);
      }),
    );
    status.append(row);
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--secondary-action";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  private waits(entry: Entry, message: string): void {
    for (const each of this.entries()) this.say(each, message, "waiting");
    this.announce(message);
    this.say(entry, message, "waiting");
  }

  private say(entry: Entry, message: string, kind: string): HTMLElement | null {
    if (entry.page !== window.location.pathname) return null;
    const status = this.find(entry.item)?.querySelector<HTMLElement>("[data-status]") ?? null;
    if (!status) return null;
    status.textContent = message;
    status.dataset.kind = kind;
    if (kind !== "waiting") this.announce(message);
    return status;
  }

  private announce(message: string): void {
    const region = document.getElementById("tweespoor-announcements");
    if (region && region.textContent !== message) region.textContent = message;
  }

  private find(item: string): HTMLElement | null {
    return this.form.querySelector<HTMLElement>(`[data-item="${CSS.escape(item)}"]`);
  }

  private setKey(item: string, key: string): void {
    const field = this.form.querySelector<HTMLInputElement>(`input[name="${CSS.escape(item)}-key"]`);
    if (field) field.value = key;
  }

  private token(): string {
    return this.form.querySelector<HTMLInputElement>('input[name="csrfmiddlewaretoken"]')?.value ?? "";
  }

  private entries(): Entry[] {
    try {
      return JSON.parse(localStorage.getItem(this.place()) ?? "[]") as Entry[];
    } catch {
      return [];
    }
  }

  private store(entries: Entry[]): void {
    if (entries.length) localStorage.setItem(this.place(), JSON.stringify(entries));
    else localStorage.removeItem(this.place());
  }

  private place(): string {
    return STORE + (this.form.dataset.user ?? "");
  }
}

export function startIntake(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-intake]");
  if (form) new Intake(form).start();
}
