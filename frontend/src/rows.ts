// A list worked through by keyboard: j and k go from row to row, a letter follows the row's link of that letter.
// A row is [data-row], its way in its first link (so Enter opens it); a letter's link carries data-act. Escape leaves
// a form by its [data-cancel]. All of it are links and forms of the page: nothing is known or done here alone.

const ROW = "[data-row]";

const FIELD = "[data-first-field]";

/** Put the focus on the row the page was opened for, or into the form it opened. */
export function showRow(page: Document): void {
  const field = page.querySelector<HTMLElement>(FIELD);
  if (field !== null) {
    enterForm(field);
    // A browser that scrolls to the address's fragment afterwards takes the focus away again.
    page.defaultView?.addEventListener("load", () => requestAnimationFrame(() => idle(page) && enterForm(field)));
    return;
  }
  const row = page.querySelector<HTMLElement>(`${ROW}[aria-current]`);
  if (row !== null) enter(row);
}

/** Act on a key; whether it meant something here. */
export function actOnRow(page: Document, key: string): boolean {
  const field = page.querySelector<HTMLElement>(FIELD);
  if (field !== null && idle(page)) {
    enterForm(field); // the key is the first letter of what is written there, not the way to another row
    return false;
  }
  const rows = [...page.querySelectorAll<HTMLElement>(ROW)];
  const focused = rows.findIndex((row) => row.contains(page.activeElement));
  const at = focused === -1 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : focused;
  if (key === "j" || key === "k") {
    const next = rows[at === -1 ? 0 : Math.min(Math.max(at + (key === "j" ? 1 : -1), 0), rows.length - 1)];
    if (next !== undefined) enter(next);
    return rows.length > 0;
  }
  const within = rows[at]?.querySelector<HTMLAnchorElement>(act(key));
  const link = within ?? page.querySelector<HTMLAnchorElement>(`${act(key)}:not(${ROW} *)`);
  link?.click();
  return link !== null;
}

/** Leave the form the focus stands in; whether there was one to leave. */
export function leaveForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  const link = form?.querySelector<HTMLAnchorElement>("a[data-cancel]") ?? null;
  link?.click();
  return link !== null;
}

/** Send the form the focus stands in, one that can be left as well; whether there was one. */
export function sendForm(target: EventTarget | null): boolean {
  const form = target instanceof Element ? target.closest("form") : null;
  if (form === null || form.querySelector("a[data-cancel]") === null) return false;
  form.requestSubmit();
  return true;
}

function act(key: string): string {
  return `a[data-act="${CSS.escape(key)}"]`;
}

/** Whether the focus stands nowhere. */
function idle(page: Document): boolean {
  return page.activeElement === null || page.activeElement === page.body;
}

function enterForm(field: HTMLElement): void {
  field.focus();
  field.scrollIntoView({ block: "center" });
}

/** Make this the row that is meant: rows of one page may stand in many lists, and only one of them is meant. */
function enter(row: HTMLElement): void {
  for (const other of row.ownerDocument.querySelectorAll(`${ROW}[aria-current]`)) {
    other.removeAttribute("aria-current");
  }
  row.setAttribute("aria-current", "true");
  row.querySelector<HTMLAnchorElement>("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
