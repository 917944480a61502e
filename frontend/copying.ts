// A button beside a text to send puts that text on the clipboard. Without a clipboard (a page that came over http) there
// is no button, and the text can be selected.

/** Shows the buttons, where this browser has a clipboard. */
function showButtons(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLElement>("[data-copy]")) button.hidden = false;
}

async function copy(button: HTMLElement): Promise<void> {
  const text = document.getElementById(button.dataset.copy ?? "");
  const said = button.parentElement?.querySelector<HTMLElement>("[data-copied]");
  if (!(text instanceof HTMLTextAreaElement) || !said) return;
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = said.dataset.copied ?? "";
  } catch {
    text.select(); // the browser refuses: what is selected can be copied by hand
  }
}

/** Makes texts that are to be sent ones that can be copied with a button, also in parts that are refreshed. */
export function startCopying(): void {
  showButtons();
  document.addEventListener("htmx:afterSwap", showButtons);
  document.addEventListener("htmx:oobAfterSwap", showButtons);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
    if (button) void copy(button);
  });
}
