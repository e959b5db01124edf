// What is typed into a form is kept in this tab until it is saved: a lost connection, a reload or a refusal loses
// nothing, and nothing is kept beyond the tab. A form carries data-keep, an address and the version it was shown with.
// What was kept is filled in again together with the version it was written on, so that the server sees what somebody
// else changed meanwhile. It goes once it was sent and a page came that asks for it no more.

interface Kept {
  sent: boolean;
  fields: Record<string, string>;
}

const PREFIX = "sightline kept ";

/** Keep every form[data-keep], fill it again after a loss, and say so when the connection is gone. */
export function keepForms(page: Document): void {
  const store = storage(page);
  if (store === null) return;
  const refused = page.querySelector(".problem") !== null;
  const forms = new Map([...page.querySelectorAll<HTMLFormElement>("form[data-keep]")].map((form) => [keyOf(form), form]));
  for (const key of Object.keys(store).filter((name) => name.startsWith(PREFIX))) {
    const kept = read(store, key);
    const form = forms.get(key);
    if (form !== undefined && kept !== null && !refused && !(kept.sent && shows(form, kept))) fill(form, kept);
    else if (kept === null || kept.sent) store.removeItem(key);
  }
  for (const [key, form] of forms) keep(page, form, store, key);
}

function storage(page: Document): Storage | null {
  try {
    return page.defaultView?.sessionStorage ?? null;
  } catch {
    return null; // a browser may refuse it
  }
}

function keyOf(form: HTMLFormElement): string {
  return PREFIX + (form.dataset["keep"] ?? "").split("#")[0];
}

function read(store: Storage, key: string): Kept | null {
  try {
    return JSON.parse(store.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function keep(page: Document, form: HTMLFormElement, store: Storage, key: string): void {
  const save = (sent: boolean): void => store.setItem(key, JSON.stringify({ sent, fields: fields(form) } satisfies Kept));
  form.addEventListener("input", () => save(false));
  form.addEventListener("change", () => save(false));
  form.querySelector("[data-cancel]")?.addEventListener("click", () => store.removeItem(key));
  form.addEventListener("submit", (event) => {
    const there = page.defaultView?.navigator.onLine !== false;
    save(there);
    if (there) return;
    event.preventDefault();
    say(page);
  });
}

/** What is worth keeping: what is typed, the version it was typed on, and of a matrix the marks that were changed. */
function fields(form: HTMLFormElement): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "form_token") all[name] = value;
  }
  const changed = (name: string): boolean => {
    const cell = name.replace(/^(m|was)\./, "");
    return cell === name || all[`m.${cell}`] !== all[`was.${cell}`];
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => changed(name)));
}

/** Whether the form shows what was kept: then it was saved. The reason given is never shown again. */
function shows(form: HTMLFormElement, kept: Kept): boolean {
  const now = new FormData(form);
  const asked = Object.entries(kept.fields).filter(([name]) => !["why", "seen"].includes(name) && !name.startsWith("was."));
  return asked.every(([name, value]) => now.get(name) === value);
}

function fill(form: HTMLFormElement, kept: Kept): void {
  for (const field of form.elements) {
    const known =
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && !["radio", "checkbox"].includes(field.type));
    if (!known || field.name === "form_token") continue;
    const value = kept.fields[field.name];
    if (value !== undefined && field.value !== value) field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
  form.querySelector("table")?.dispatchEvent(new Event("change", { bubbles: true }));
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
