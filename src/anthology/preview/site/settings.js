// The settings as a form: what a change alters is shown before it is written, and can be undone.

import { ask, byId, element, send } from "./state.js";
import { write } from "./writing.js";

const NAMES = { book: "Book", style: "Style", press: "Press", cover: "Cover", front: "Front matter", back: "Back matter" };
let digest = "";
let fields = [];

/** Prepare the form. */
export function start() {
  document.addEventListener("tab", update);
  byId("review-changes").addEventListener("click", () => change(changes(), false));
  byId("write-changes").addEventListener("click", () => change(changes(), true));
}

/** Show the settings as they are written, unless somebody is changing them here. */
export async function update() {
  if (byId("settings").hidden || changes().length) return;
  const found = await ask("settings");
  if (changes().length) return; // somebody has begun meanwhile
  ({ digest, fields } = found);
  byId("fields").replaceChildren(...Object.entries(NAMES).map(([table, name]) =>
    element("fieldset", {}, element("legend", {}, name), ...fields.filter((f) => f.table === table).map(row))));
  document.dispatchEvent(new CustomEvent("settings"));
}

function row(field) {
  const id = `set-${field.table}-${field.key}`;
  const input = field.kind === "choice"
    ? element("select", { id }, ...field.choices.map((c) => element("option", { value: c, selected: c === field.value }, c || "–")))
    : field.kind === "yes or no"
      ? element("input", { id, type: "checkbox", checked: field.value })
      : element("textarea", { id, rows: field.kind === "list" ? 2 : 1 }, field.value);
  field.input = input;
  input.addEventListener("input", showState);
  const label = element("label", { for: id }, field.key.replaceAll("_", " "));
  const about = element("p", { class: "hint", id: `${id}-about` }, field.about);
  input.setAttribute("aria-describedby", about.id);
  return element("div", { class: "field" }, label, input, about);
}

const valueOf = ({ kind, input }) => (kind === "yes or no" ? input.checked : input.value);
const sent = ({ kind }, value) => (kind === "list" ? value.split("\n").map((l) => l.trim()).filter(Boolean) : value);

function changes() {
  return fields.filter((f) => f.input && valueOf(f) !== f.value)
    .map((f) => ({ table: f.table, key: f.key, value: sent(f, valueOf(f)) }));
}

function showState() {
  const count = changes().length;
  for (const id of ["review-changes", "write-changes"]) byId(id).disabled = count === 0;
  byId("settings-note").textContent = count ? `${count} changed, not written.` : "";
}

async function change(wanted, writes) {
  const answer = await send("settings", { changes: wanted, digest, write: false });
  byId("diff").textContent = answer.diff;
  if (answer.problems.length) byId("settings-note").textContent = answer.problems.map((p) => `${p.message}. ${p.hint}`).join("\n");
  else if (writes) await save(wanted);
}

async function save(wanted) {
  try {
    const answer = await write("settings", { changes: wanted, digest });
    byId("diff").textContent = answer.diff;
  } catch (fault) {
    byId("settings-note").textContent = fault.message;
    return;
  }
  fields = [];
  await update();
  showState();
  byId("settings-note").textContent = "Written.";
}
