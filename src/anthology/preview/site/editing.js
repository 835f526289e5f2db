// The text of a manuscript beside its pages: from a page to its line, and from a line to its page.

import { ask, byId, element, send, state } from "./state.js";
import { open } from "./panes.js";

let shown = null; // {path, text, digest} as it was read
let toSpot = () => {};

/** Prepare the pane; `spot` goes to a spot on a page. */
export function start(spot) {
  toSpot = spot;
  byId("save").addEventListener("click", save);
  byId("to-page").addEventListener("click", showInBook);
  byId("copy-place").addEventListener("click", copyPlace);
  byId("in-editor").addEventListener("click", openElsewhere);
  byId("source").addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      save();
    }
  });
  byId("source").addEventListener("input", () => note(changed() ? "Not saved." : ""));
  byId("source").addEventListener("keyup", nameTheLine);
  byId("source").addEventListener("click", nameTheLine);
  window.addEventListener("beforeunload", (event) => changed() && event.preventDefault());
}

const changed = () => shown !== null && byId("source").value !== shown.text;
const note = (words) => (byId("text-note").textContent = words);

/** Open a text at a line. */
export async function openAt({ path, line }) {
  open("text");
  if (changed() && shown.path !== path) {
    note(`${shown.path} is not saved: save it first, or undo your changes.`);
    return;
  }
  if (!changed()) await read(path);
  if (shown?.path === path) select(line || 1);
}

async function read(path) {
  try {
    put(await ask("text", { path }));
  } catch (fault) {
    byId("text-name").textContent = path;
    note(fault.message);
    byId("source").disabled = true;
  }
}

function put(text) {
  shown = text;
  byId("source").value = text.text;
  for (const id of ["source", "save", "to-page", "copy-place"]) byId(id).disabled = false;
  note("");
}

/** Read the text again after another program has saved it, if it is not being changed here. */
export async function update() {
  if (shown === null) return;
  const now = await ask("text", { path: shown.path }).catch(() => null);
  if (now === null || now.digest === shown.digest) return;
  if (changed()) {
    note("Another program has saved this file; your text here is not saved.");
    return;
  }
  const { selectionStart, scrollTop } = byId("source");
  put(now);
  byId("source").setSelectionRange(selectionStart, selectionStart);
  byId("source").scrollTop = scrollTop;
}

function select(line) {
  const source = byId("source");
  const lines = source.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  source.focus();
  source.setSelectionRange(start, start + (lines[line - 1] || "").length);
  source.scrollTop = Math.max(heightOf(source.value.slice(0, start)) - source.clientHeight / 3, 0);
  nameTheLine();
}

/** How high a text is in the pane, where long lines are folded. */
function heightOf(text) {
  const mirror = element("div", { id: "mirror", "aria-hidden": "true" });
  mirror.style.width = `${byId("source").clientWidth}px`;
  mirror.textContent = text;
  document.body.append(mirror);
  const height = mirror.scrollHeight;
  mirror.remove();
  return height;
}

const lineOfCaret = () => byId("source").value.slice(0, byId("source").selectionStart).split("\n").length;

function nameTheLine() {
  if (!shown) return;
  const line = lineOfCaret();
  byId("text-name").textContent = `${shown.path}:${line}`;
  const { editor } = state;
  byId("in-editor").hidden = editor === null;
  if (editor === null) return;
  byId("in-editor").textContent = `Open in ${editor.name}`;
  byId("in-editor").href = editor.address.replace("{line}", line).replace("{path}", encodeURI(`${state.root}/${shown.path}`)) || "#";
}

/** Let the preview start an editor that has no address. */
async function openElsewhere(event) {
  if (state.editor.address) return;
  event.preventDefault();
  try {
    await send("open", { path: shown.path, line: lineOfCaret() });
  } catch (fault) {
    note(fault.message);
  }
}

async function copyPlace() {
  await navigator.clipboard.writeText(`${state.root}/${shown.path}:${lineOfCaret()}`);
  note("Copied.");
}

async function showInBook() {
  const spot = await ask("find", { path: shown.path, line: lineOfCaret() });
  if (spot.page === undefined) note("This line is not in the print book.");
  else toSpot(spot);
}

async function save() {
  if (!changed()) return;
  const { path, digest } = shown;
  try {
    shown = await send("text", { path, digest, text: byId("source").value });
    note("Saved.");
  } catch (fault) {
    note(fault.message);
  }
}
