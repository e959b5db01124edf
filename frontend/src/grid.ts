// A matrix of choices filled in by keyboard: arrows go from cell to cell, a sign sets the mark, Enter goes to the
// reason. Every cell is a <select> of a form: without this, it is filled in as any form.

/** Make every [data-grid] table a grid. */
export function listenToGrids(page: Document): void {
  for (const table of page.querySelectorAll<HTMLTableElement>("table[data-grid]")) grid(table);
}

const LOOKS: Readonly<Record<string, string>> = { "++": "pp", "+": "p", "0": "n", "-": "m", "--": "mm", "": "none" };

function grid(table: HTMLTableElement): void {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]).map((row) => [...row.querySelectorAll("select")]);
  const first = new Map(rows.flat().map((cell) => [cell, before(cell)]));
  table.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!(cell instanceof HTMLSelectElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows.findIndex((several) => several.includes(cell));
    const column = rows[row]?.indexOf(cell) ?? -1;
    if (row < 0) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      rows[row + step[0]]?.[column + step[1]]?.focus();
    } else if (event.key === "Enter") {
      table.closest("form")?.querySelector<HTMLInputElement>('input[name="why"]')?.focus();
    } else if (!set(cell, event.key)) {
      return;
    }
    event.preventDefault();
    show(table, first);
  });
  table.addEventListener("change", () => show(table, first));
  show(table, first);
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

/** The mark the page was shown with: it stands beside the cell. */
function before(cell: HTMLSelectElement): string {
  const held = cell.parentElement?.querySelector<HTMLInputElement>('input[name^="was."]');
  return held?.value ?? cell.value;
}

/** Set a mark by its sign; the same sign again makes it strong. */
function set(cell: HTMLSelectElement, key: string): boolean {
  const sign = key === "=" ? "+" : key === "_" ? "-" : key;
  if (sign === "+" || sign === "-") cell.value = cell.value === sign ? sign + sign : sign;
  else if (sign === "0") cell.value = "0";
  else if (sign === "Delete" || sign === "Backspace") cell.value = "";
  else return false;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function show(table: HTMLTableElement, first: ReadonlyMap<HTMLSelectElement, string>): void {
  let changed = 0;
  for (const [cell, was] of first) {
    const place = cell.closest("td");
    if (place === null) continue;
    place.className = `cell is-${LOOKS[cell.value] ?? "none"}`;
    if (cell.value !== was) {
      changed += 1;
      place.classList.add("is-changed");
    }
  }
  const told = table.closest("form")?.querySelector("[data-unsaved]");
  if (told) told.textContent = changed === 0 ? "" : `${changed} mark${changed === 1 ? "" : "s"} not saved yet`;
}
