// The settings as a form: what a change alters is shown before it is written, and can be undone.

import { ask, byId, element, send } from "./state.js";

const NAMES = { book: "Book", style: "Style", cover: "Cover", front: "Front matter", back: "Back matter" };
let digest = "";
let fields = [];
const undo = []; // changes that take back what was written, the last at the end

/** Prepare the form and the button that builds the books. */
export function start() {
  document.addEventListener("tab", update);
  byId("review-changes").addEventListener("click", () => change(changes(), false));
  byId("write-changes").addEventListener("click", () => change(changes(), true));
  byId("undo").addEventListener("click", () => undo.length && write(undo.pop()));
  byId("build").addEventListener("click", build);
}

/** Show the settings as they are written, unless somebody is changing them here. */
export async function update() {
  if (byId("settings").hidden || changes().length) return;
  const found = await ask("settings");
  ({ digest, fields } = found);
  byId("fields").replaceChildren(...Object.entries(NAMES).map(([table, name]) =>
    element("fieldset", {}, element("legend", {}, name), ...fields.filter((f) => f.table === table).map(row))));
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
  else if (writes) await write(wanted);
}

async function write(wanted) {
  const back = wanted.map(({ table, key }) => {
    const field = fields.find((f) => f.table === table && f.key === key);
    return { table, key, value: sent(field, field.value) };
  });
  try {
    const answer = await send("settings", { changes: wanted, digest, write: true });
    byId("diff").textContent = answer.diff;
  } catch (fault) {
    byId("settings-note").textContent = fault.message;
    return;
  }
  if (!undo.includes(wanted)) undo.push(back);
  byId("undo").disabled = undo.length === 0;
  fields = [];
  await update();
  showState();
  byId("settings-note").textContent = "Written.";
}

async function build() {
  byId("build").disabled = true;
  try {
    const result = await send("build", { editions: [] });
    const errors = result.problems.filter((problem) => problem.severity === "error");
    const names = result.files.map(([name, pages]) => (pages ? `${name} (${pages} pages)` : name));
    byId("built").textContent = names.length ? `Saved: ${names.join(", ")}`
      : `No book was built: ${errors.map((e) => `${e.path}${e.line ? `:${e.line}` : ""}: ${e.message}`).join("; ")}`;
  } catch (fault) {
    byId("built").textContent = fault.message;
  }
  byId("build").disabled = false;
}
