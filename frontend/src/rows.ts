// A list worked through by keyboard: j and k go from row to row, a letter follows the row's link of that letter.
// A row is [data-row], its way in its first link (so Enter opens it); a letter's link carries data-act. Escape leaves
// a form by its [data-cancel]. All of it are links and forms of the page: nothing is known or done here alone.

const ROW = "[data-row]";

/** Put the focus on the row the page was opened for, or into the form it opened. */
export function showRow(page: Document): void {
  const field = page.querySelector<HTMLElement>("[data-first-field]");
  if (field !== null) {
    field.focus();
    field.scrollIntoView({ block: "center" });
    return;
  }
  const row = page.querySelector<HTMLElement>(`${ROW}[aria-current]`);
  if (row !== null) enter(row);
}

/** Act on a key; whether it meant something here. */
export function actOnRow(page: Document, key: string): boolean {
  const rows = [...page.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.findIndex((row) => row.contains(page.activeElement) || row.hasAttribute("aria-current"));
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

function act(key: string): string {
  return `a[data-act="${CSS.escape(key)}"]`;
}

function enter(row: HTMLElement): void {
  for (const other of row.parentElement?.querySelectorAll(`${ROW}[aria-current]`) ?? []) {
    other.removeAttribute("aria-current");
  }
  row.setAttribute("aria-current", "true");
  row.querySelector<HTMLAnchorElement>("a")?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
