// What is typed into a form is kept in this tab until it is saved: a lost connection, a reload or a refusal loses
// nothing. A form carries data-keep, an address and the version it changes; a saved form has a new version, and what
// was kept for the old one goes. Nothing is kept beyond the tab.

const PREFIX = "sightline kept ";

/** Keep every form[data-keep], fill it again after a loss, and say so when the connection is gone. */
export function keepForms(page: Document): void {
  const store = storage(page);
  if (store === null) return;
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-keep]")) keep(page, form, store);
}

function storage(page: Document): Storage | null {
  try {
    return page.defaultView?.sessionStorage ?? null;
  } catch {
    return null; // a browser may refuse it
  }
}

function keep(page: Document, form: HTMLFormElement, store: Storage): void {
  const key = PREFIX + (form.dataset["keep"] ?? "");
  const [address] = key.split("#");
  for (const other of Object.keys(store)) {
    if (other.startsWith(`${address}#`) && other !== key) store.removeItem(other);
  }
  const held = store.getItem(key);
  if (held !== null && page.querySelector(".problem") === null) fill(form, JSON.parse(held) as Record<string, string>);
  const save = (): void => store.setItem(key, JSON.stringify(fields(form)));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
  form.querySelector("[data-cancel]")?.addEventListener("click", () => store.removeItem(key));
  form.addEventListener("submit", (event) => {
    save();
    if (page.defaultView?.navigator.onLine !== false) return;
    event.preventDefault();
    say(page);
  });
}

function fields(form: HTMLFormElement): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "form_token" && !name.startsWith("was.")) found[name] = value;
  }
  return found;
}

function fill(form: HTMLFormElement, held: Readonly<Record<string, string>>): void {
  for (const field of form.elements) {
    const typed =
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !["hidden", "radio", "checkbox"].includes(field.type));
    if (typed && held[field.name] !== undefined && field.value !== held[field.name]) {
      field.value = held[field.name] ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
}

function say(page: Document): void {
  if (page.querySelector(".connection") !== null) return;
  const told = page.createElement("p");
  told.className = "problem connection";
  told.setAttribute("role", "alert");
  told.textContent = "There is no connection. What you wrote is kept in this tab; send it again when you are back.";
  page.body.append(told);
  page.defaultView?.addEventListener("online", () => told.remove(), { once: true });
}
