// The planning board: drag a group to another half-day, or a person to another group. While something is held above a
// place, the server says what dropping it there would do; dropping carries that out. The same can be done with the
// forms beside the board, with a keyboard and without this script.

interface Held {
  group: string | undefined;
  session: string | undefined;
  person: string | undefined;
}

const OVER = "tweespoor-board__place--over";

class Board {
  private held: Held | null = null;
  private over: HTMLElement | null = null;
  private asking: AbortController | null = null;
  private answer: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: HTMLElement,
    private readonly address: string,
  ) {
    root.addEventListener("dragstart", (event) => this.take(event));
    root.addEventListener("dragover", (event) => this.hold(event));
    root.addEventListener("drop", (event) => this.drop(event));
    root.addEventListener("dragend", () => this.leave());
  }

  private take(event: DragEvent): void {
    const source = event.target instanceof Element ? event.target.closest<HTMLElement>("[draggable='true']") : null;
    if (!source) return;
    const { group, session, person } = source.dataset;
    this.held = { group, session, person };
    event.dataTransfer?.setData("text/plain", "");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  }

  /** Where what is held could be dropped: a half-day for a group, a group for a person. */
  private placeOf(event: DragEvent): HTMLElement | null {
    const target = event.target instanceof Element ? event.target : null;
    const kind = this.held?.person ? "[data-group]" : "[data-half-day]";
    return target?.closest<HTMLElement>(kind) ?? null;
  }

  private hold(event: DragEvent): void {
    if (!this.held) return;
    const place = this.placeOf(event);
    if (!place) return;
    event.preventDefault();
    if (place === this.over) return;
    this.over?.classList.remove(OVER);
    this.over = place;
    place.classList.add(OVER);
    this.answer = this.ask(place);
  }

  private async ask(place: HTMLElement): Promise<void> {
    const query = this.query(place);
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const response = await fetch(`${this.address}?${query}`, {
        headers: { "HX-Request": "true" },
        signal: this.asking.signal,
      });
      if (response.ok && !response.redirected) this.show(await response.text());
      else window.location.reload();
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === "AbortError")) this.show("");
    }
  }

  private query(place: HTMLElement): string {
    const tab = this.root.dataset.period ?? "";
    const seen = this.root.dataset.version ?? ""; // what is on the screen: somebody else may have gone on since
    const held = this.held;
    const fields: Record<string, string> = held?.person
      ? { doe: "person", wie: held.person, groep: place.dataset.group ?? "", naar: place.dataset.group ?? "" }
      : { doe: "move", groep: held?.group ?? "", [`begin${held?.session ?? "0"}`]: place.dataset.halfDay ?? "" };
    return new URLSearchParams({ ...fields, tab, seen }).toString();
  }

  private show(fragment: string): void {
    const region = document.getElementById("gevolgen");
    if (region) region.innerHTML = fragment;
  }

  private async drop(event: DragEvent): Promise<void> {
    if (!this.held || !this.placeOf(event)) return;
    event.preventDefault();
    const answer = this.answer;
    this.asking = null; // the end of dragging, which comes next, leaves this answer alone
    this.leave();
    await answer;
    document.querySelector<HTMLFormElement>("#gevolgen [data-carry-out]")?.requestSubmit();
  }

  private leave(): void {
    this.over?.classList.remove(OVER);
    this.over = null;
    this.held = null;
    this.asking?.abort();
  }
}

/** Makes the board of a draft one on which things can be dragged. */
export function startBoard(): void {
  const root = document.querySelector<HTMLElement>("[data-board]");
  const address = root?.dataset.board;
  if (root && address) new Board(root, address);
}
