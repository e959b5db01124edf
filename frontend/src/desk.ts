// The desk's paragraphs as editors (ProseMirror). The text area stays the truth: what is typed is written back into it
// line by line, so that the form works the same without this script. Saves by itself; without a connection it keeps
// the text in this browser and tries again.
import { baseKeymap, splitBlock } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { type Node, Schema } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

const WAIT = 1500; // milliseconds of rest before a paragraph is saved
const AGAIN = 5000; // milliseconds before a lost connection is tried again

// A sentence is a line of text and nothing else: whatever is pasted, from Word too, loses its markup here.
const schema = new Schema({
  nodes: {
    doc: { content: "sentence+" },
    sentence: {
      content: "text*",
      parseDOM: [{ tag: "p" }, { tag: "li" }, { tag: "h1" }, { tag: "h2" }, { tag: "h3" }, { tag: "div" }],
      toDOM: () => ["p", { class: "sentence" }, 0],
    },
    text: {},
  },
});

function read(text: string): Node {
  const lines = text.split("\n").map((line) => schema.node("sentence", null, line === "" ? [] : [schema.text(line)]));
  return schema.node("doc", null, lines);
}

function write(doc: Node): string {
  const lines: string[] = [];
  doc.forEach((sentence) => lines.push(sentence.textContent.replace(/\s+/g, " ").trim()));
  return lines.filter((line) => line !== "").join("\n");
}

/** Put an editor over every paragraph form of the page. */
export function openDesk(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-editor]")) edit(form);
}

/** What was typed, with the step of the paragraph it was typed against and the citations its numbers count. */
interface Kept {
  text: string;
  seen: string;
  cites: string;
}

function hidden(form: HTMLFormElement, name: string): HTMLInputElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement ? field : null;
}

function keep(form: HTMLFormElement, key: string, text: string): void {
  const held: Kept = { text, seen: hidden(form, "seen")?.value ?? "", cites: hidden(form, "cites")?.value ?? "[]" };
  localStorage.setItem(key, JSON.stringify(held));
}

function keptOf(key: string): Kept | null {
  try {
    const held = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return typeof held?.text === "string" && /^\d+$/.test(held.seen) ? held : null;
  } catch {
    return null;
  }
}

function edit(form: HTMLFormElement): void {
  const area = form.querySelector("textarea");
  const told = form.querySelector<HTMLElement>("[data-state]");
  if (area === null || told === null) return;
  const kept = `sightline-desk:${form.dataset["editor"] ?? ""}`;
  const seen = (): string => hidden(form, "seen")?.value ?? "";
  const sent = `${kept}:sent`;
  const before = localStorage.getItem(sent);
  if (before !== null && before !== seen()) localStorage.removeItem(kept); // the office took what was sent
  localStorage.removeItem(sent);
  const left = keptOf(kept);
  if (left !== null && left.text !== area.value) {
    const stale = left.seen !== seen();
    area.value = left.text;
    for (const name of ["seen", "cites"] as const) {
      const field = hidden(form, name);
      if (field !== null) field.value = left[name];
    }
    told.textContent = "Restored from this browser; not saved yet.";
    if (stale) told.textContent += " The paragraph was changed since: what you save is laid beside it as a suggestion.";
  }
  const place = area.ownerDocument.createElement("div");
  place.className = "desk-editor";
  area.before(place);
  area.hidden = true;
  let timer = 0;
  let saving: Promise<void> | null = null;
  const later = (wait: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const begun: Promise<void> = (saving ?? Promise.resolve())
        .then(() => save(form, area, told, kept, later))
        .then(() => {
          if (saving === begun) saving = null;
        });
      saving = begun;
    }, wait);
  };
  const view = new EditorView(place, {
    state: EditorState.create({
      doc: read(area.value),
      plugins: [
        history(),
        keymap({ "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo, Enter: splitBlock }),
        keymap(baseKeymap),
      ],
    }),
    transformPastedHTML: (html) =>
      html
        .replace(/<a\b[^>]*mso-footnote-id[^>]*>[\s\S]*?<\/a>/gi, "")
        .replace(/<(del|s|strike)\b[^>]*>[\s\S]*?<\/\1>/gi, "") // what was struck out is no part of the text
        .replace(/<\/t[dh]>/gi, " | $&"),
    attributes: { "aria-label": "Sentences, one a line", role: "textbox", "aria-multiline": "true" },
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (!change.docChanged) return;
      area.value = write(view.state.doc);
      keep(form, kept, area.value);
      if (form.dataset["refused"] !== undefined) {
        told.textContent = "Kept in this browser; Save paragraph lays it beside the paragraph again.";
        return;
      }
      told.textContent = "Typing…";
      later(WAIT);
    },
  });
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (!navigator.onLine) {
      event.preventDefault();
      keep(form, kept, area.value);
      told.textContent = "No connection. The text is kept in this browser and will be saved when it is back.";
      later(AGAIN);
      return;
    }
    if (saving !== null) { // the office is taking an earlier state: what is sent now builds on it
      event.preventDefault();
      const by = event.submitter;
      void saving.then(() => form.requestSubmit(by));
      return;
    }
    keep(form, kept, area.value); // until the office has it: what it refuses is not lost
    localStorage.setItem(sent, seen());
  });
}

async function save(
  form: HTMLFormElement,
  area: HTMLTextAreaElement,
  told: HTMLElement,
  kept: string,
  later: (wait: number) => void,
): Promise<void> {
  const sent = new FormData(form);
  sent.delete("item");
  sent.delete("quote");
  const text = area.value;
  const address = new URL(form.action);
  address.pathname += ".json";
  let answer: Response;
  try {
    answer = await fetch(address, { method: "POST", body: sent });
  } catch {
    told.textContent = "No connection. The text is kept in this browser and will be saved when it is back.";
    later(AGAIN);
    return;
  }
  const said = (await answer.json().catch(() => ({}))) as { seen?: number; error?: { message: string; remedy: string } };
  if (!answer.ok) {
    told.textContent = [said.error?.message ?? "It was not saved", said.error?.remedy ?? ""].map(sentence).join(" ");
    if (answer.status === 409) {
      localStorage.removeItem(kept); // the office kept it as a suggestion, and one is enough
      form.dataset["refused"] = "";
    }
    return;
  }
  const fields = form.closest(".desk-block")?.querySelectorAll<HTMLInputElement>('input[name="seen"]') ?? [];
  if (said.seen !== undefined) for (const field of fields) field.value = String(said.seen);
  if (area.value === text) {
    localStorage.removeItem(kept);
    told.textContent = "Saved.";
    await preview();
  } else {
    keep(form, kept, area.value); // typed on meanwhile, over what the office has now
  }
}

/** Words of the office as a sentence: it writes a message and a remedy without capital and full stop. */
function sentence(words: string): string {
  const told = words.trim();
  return told && `${told[0]!.toUpperCase()}${told.slice(1)}${/[.!?…]$/.test(told) ? "" : "."}`;
}

/** The section as it will be printed, drawn anew after a save; what was there stays where it cannot be got. */
async function preview(): Promise<void> {
  const old = document.querySelector(".desk-preview .sheet");
  if (!old) return;
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.querySelector(".desk-preview .sheet");
  if (now) old.replaceWith(document.importNode(now, true));
}
