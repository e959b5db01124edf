// Keyboard: `/` to the search, `g` then a letter to a room, `[` and `]` to the neighbour, `?` for the list.
// Which key does what stands in the page (data-key, data-focus-key, data-act, rel); nothing is known twice.
import { actOnRow, leaveForm, sendForm } from "./rows";

const PATIENCE = 1200; // milliseconds a `g` waits for its letter

let waitingSince = Number.NEGATIVE_INFINITY;

/** Listen to the whole page, and show the button that opens the list of keys. */
export function listenToKeys(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter" && sendForm(event.target)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && leaveForm(event.target)) return event.preventDefault();
    if (writes(event.target)) return;
    if (act(page, event.key, event.timeStamp)) event.preventDefault();
  });
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-open]")) {
    button.hidden = false;
    button.addEventListener("click", () => dialog(page, button.dataset["open"] ?? "")?.showModal());
  }
}

function act(page: Document, key: string, at: number): boolean {
  if (page.querySelector("dialog[open]") !== null) return false;
  if (at - waitingSince < PATIENCE) {
    waitingSince = Number.NEGATIVE_INFINITY;
    return follow(page, `[data-key="${CSS.escape(key)}"]`);
  }
  switch (key) {
    case "g":
      waitingSince = at;
      return true;
    case "?":
      dialog(page, "keys")?.showModal();
      return true;
    case "[":
      return follow(page, 'a[rel="prev"]');
    case "]":
      return follow(page, 'a[rel="next"]');
    default:
      return focus(page, `[data-focus-key="${CSS.escape(key)}"]`) || actOnRow(page, key);
  }
}

function follow(page: Document, selector: string): boolean {
  const link = page.querySelector<HTMLAnchorElement>(selector);
  link?.click();
  return link !== null;
}

function focus(page: Document, selector: string): boolean {
  const field = page.querySelector<HTMLInputElement>(selector);
  field?.focus();
  field?.select();
  return field !== null;
}

function dialog(page: Document, id: string): HTMLDialogElement | null {
  return page.querySelector<HTMLDialogElement>(`dialog#${CSS.escape(id)}`);
}

function writes(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
