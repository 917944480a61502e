// Keeps what is being typed in this tab until it is sent, so that an ended session does not cost it. What was sent in an
// ended session is kept by the server. Kept per user and per form; never passwords, codes, files or hidden fields.

const PREFIX = "tweespoor-draft:";
const SECRET = /password|wachtwoord|secret|geheim|code|token|credential|bsn/i;
const NEVER = new Set(["hidden", "password", "file", "submit", "button", "image", "reset"]);

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = Record<string, string[]>;

function keptFields(form: HTMLFormElement): Field[] {
  return Array.from(form.elements).filter(
    (each): each is Field =>
      (each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement) &&
      each.name !== "" &&
      !NEVER.has(each.type) &&
      !SECRET.test(each.name),
  );
}

function isBox(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}

function valuesOf(field: Field): string[] {
  if (isBox(field)) return field.checked ? [field.value] : [];
  if (field instanceof HTMLSelectElement) return Array.from(field.selectedOptions, (option) => option.value);
  return [field.value];
}

function read(form: HTMLFormElement): Draft {
  const draft: Draft = {};
  for (const field of keptFields(form)) (draft[field.name] ??= []).push(...valuesOf(field));
  return draft;
}

function put(form: HTMLFormElement, draft: Draft): void {
  const left: Draft = structuredClone(draft);
  for (const field of keptFields(form)) {
    const values = left[field.name];
    if (!values) continue;
    if (isBox(field)) field.checked = values.includes(field.value);
    else if (field instanceof HTMLSelectElement)
      for (const option of field.options) option.selected = values.includes(option.value);
    else field.value = values.shift() ?? field.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function keyOf(user: string, form: HTMLFormElement): string {
  return `${PREFIX}${user}:${window.location.pathname}:${form.getAttribute("action") ?? ""}`;
}

/** A form whose loss would cost somebody work: one that is sent, and holds something to fill in. */
function isKept(form: HTMLFormElement): boolean {
  return form.method === "post" && form.getAttribute("role") !== "search" && keptFields(form).length > 0;
}

function forget(whose: (key: string) => boolean): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && whose(key)) sessionStorage.removeItem(key);
}

/** Offers what was typed before, above its form. */
function offer(form: HTMLFormElement, key: string, draft: Draft): void {
  const template = document.getElementById("tweespoor-draft");
  if (!(template instanceof HTMLTemplateElement)) return;
  const notice = template.content.firstElementChild?.cloneNode(true);
  if (!(notice instanceof HTMLElement)) return;
  notice.querySelector("[data-put-back]")?.addEventListener("click", () => {
    put(form, draft);
    notice.remove();
    keptFields(form)[0]?.focus();
  });
  notice.querySelector("[data-throw-away]")?.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    notice.remove();
  });
  form.before(notice);
}

export function keepDrafts(): void {
  const user = document.body.dataset.user ?? "";
  if (!user) return;
  forget((key) => !key.startsWith(`${PREFIX}${user}:`));
  for (const form of document.querySelectorAll("form")) {
    if (form.hasAttribute("data-leaves")) form.addEventListener("submit", () => forget(() => true));
    if (!isKept(form)) continue;
    const key = keyOf(user, form);
    const before = sessionStorage.getItem(key);
    if (before !== null && before !== JSON.stringify(read(form))) offer(form, key, JSON.parse(before) as Draft);
    form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(read(form))));
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }
}
