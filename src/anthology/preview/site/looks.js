// Styles and layouts to choose from, each with pages of this very book. Pictures are asked for one
// by one, so that an edit never waits for more than one of them.

import { ask, byId, element, send, state } from "./state.js";
import { write } from "./writing.js";

const SETTINGS = { style: ["style", "name"], layout: ["book", "layout"] };
let review = ""; // from which on the book is shown
let drawn = ""; // of what the pictures are
let chosen = null; // {table, key, value}
let digest = "";

/** Prepare the pane. */
export function start() {
  document.addEventListener("tab", update);
  document.addEventListener("review", (event) => (review = event.detail));
  byId("write-look").addEventListener("click", writeChoice);
}

/** Show what there is, and what the book has now. */
export async function update() {
  if (byId("style").hidden || !state.book) return;
  const [found, settings] = await Promise.all([ask("looks"), ask("settings")]);
  digest = settings.digest;
  show(found);
  const now = Object.entries(SETTINGS).map(([kind, [table, key]]) =>
    mark(kind, settings.fields.find((field) => field.table === table && field.key === key).value));
  await drawAll(JSON.stringify([...now, review, found]));
}

let listed = "";
function show(found) {
  if (listed === JSON.stringify(found)) return;
  listed = JSON.stringify(found);
  for (const kind of Object.keys(SETTINGS)) byId(`${kind}s`).replaceChildren(...found[kind].map((each) => card(kind, each)));
}

/** Draw the pages of all, unless they are those of a book in this look already. */
async function drawAll(name) {
  if (drawn === name) return;
  drawn = name;
  for (const holder of document.querySelectorAll("#style .pages")) {
    if (drawn === name && !byId("style").hidden) await draw(holder);
  }
  if (byId("style").hidden && drawn === name) drawn = "";
}

function card(kind, { name, about }) {
  const pages = element("span", { class: "pages", "aria-hidden": "true" });
  pages.look = { [kind]: name };
  return element("button", { type: "button", class: "look", "data-kind": kind, "data-name": name, "aria-pressed": "false",
    onclick: () => choose(kind, name) }, pages, element("strong", {}, name), element("span", {}, about));
}

function mark(kind, value) {
  for (const button of document.querySelectorAll(`.look[data-kind="${kind}"]`)) {
    button.setAttribute("aria-pressed", String(button.dataset.name === value));
  }
  return value;
}

async function draw(holder) {
  const { pages, problems } = await ask("sample", { ...holder.look, review }).catch(() => ({ pages: [] }));
  holder.replaceChildren(...pages.map((src) => element("img", { src, alt: "" })));
  if (problems?.length) holder.replaceChildren(problems[0].message);
}

/** Show what a choice alters; it is written by the button. */
async function choose(kind, value) {
  const [table, key] = SETTINGS[kind];
  chosen = { table, key, value };
  const answer = await send("settings", { changes: [chosen], digest });
  byId("look-diff").textContent = answer.diff;
  byId("write-look").disabled = !answer.diff || answer.problems.length > 0;
  byId("write-look").textContent = `Take “${value}”`;
  byId("look-note").textContent = answer.problems.map((p) => p.message).join("\n") || (answer.diff ? "" : `The book has “${value}”.`);
  if (answer.diff) byId("write-look").focus();
}

async function writeChoice() {
  try {
    const answer = await write("settings", { changes: [chosen], digest });
    byId("look-diff").textContent = answer.diff;
    byId("look-note").textContent = "Written.";
  } catch (fault) {
    byId("look-note").textContent = fault.message;
  }
  byId("write-look").disabled = true;
}
