// The data of a review: what was found, the header's values to be set, ratings to be answered,
// and its place among the others. Each writes headers; the difference is shown, and can be undone.

import { ask, byId, element, send, state } from "./state.js";

let entry = null; // the line of the contents that is shown
let values = {}; // of its header, as they are written
let digest = "";
const undo = []; // texts as they were, by their paths
let toPlace = () => {};

/** Prepare the pane; `place` opens a text. */
export function start(place) {
  toPlace = place;
  byId("write-header").addEventListener("click", () => write([{ path: entry.path, values: changes() }]));
  byId("undo-header").addEventListener("click", takeBack);
}

/** Show the review of an entry of the contents. */
export async function show(chosen) {
  entry = chosen;
  byId("review-title").textContent = chosen.title;
  await draw();
}

/** Show it again after a change, unless somebody is typing here. */
export async function update() {
  if (entry && !Object.keys(changes()).length) await draw();
}

async function draw() {
  const found = entry.path ? await ask("review", { id: entry.id }) : { rows: [], proposals: [] };
  byId("found-title").hidden = !found.rows.length;
  byId("rows").replaceChildren(...found.rows.flatMap(({ label, value }) => [
    element("dt", {}, label),
    label === "file"
      ? element("dd", {}, element("button", { type: "button", class: "place", onclick: () => toPlace({ path: value, line: 1 }) }, value))
      : element("dd", {}, value),
  ]));
  byId("proposals").replaceChildren(...found.proposals.map(proposal));
  const header = entry.path ? await ask("header", { path: entry.path }).catch(() => null) : null;
  values = header?.values || {};
  digest = header?.digest || "";
  byId("header").replaceChildren(...Object.entries(values).map(([key, value]) => row(key, value)));
  byId("write-header").disabled = true;
}

function row(key, value) {
  const id = `header-${key}`;
  const input = element("input", { id, value, autocomplete: "off", "data-key": key });
  input.addEventListener("input", () => (byId("write-header").disabled = !Object.keys(changes()).length));
  return element("div", { class: "field" }, element("label", { for: id }, key), input);
}

function proposal(rating) {
  const press = () => write([{ path: entry.path, values: { rating } }]);
  return element("p", { class: "question" }, `The text says “${rating}”. Is it the reviewer’s rating? `,
    element("button", { type: "button", onclick: press }, `Yes, ${rating}`));
}

function changes() {
  const inputs = [...document.querySelectorAll("#header input")];
  return Object.fromEntries(inputs.filter((i) => i.value !== values[i.dataset.key]).map((i) => [i.dataset.key, i.value]));
}

/** Write headers; what they were is kept for “Undo”. */
async function write(wanted) {
  try {
    const answer = await send("headers", { changes: wanted, write: true });
    byId("header-diff").textContent = answer.diff;
    undo.push(answer.before);
    byId("undo-header").disabled = false;
    byId("header-note").textContent = wanted.length > 1 ? `${wanted.length} headers were written.` : "Written.";
    if (wanted.length === 1) settle(wanted[0].values);
    byId("write-header").disabled = true;
  } catch (fault) {
    byId("header-note").textContent = fault.message;
  }
}

/** Take what was written for what the header says. */
function settle(written) {
  Object.assign(values, written);
  for (const input of document.querySelectorAll("#header input")) input.value = values[input.dataset.key];
}

async function takeBack() {
  const before = undo.pop();
  if (!before) return;
  for (const { path, text } of before) {
    const now = await ask("text", { path });
    await send("text", { path, text, digest: now.digest });
  }
  byId("header-note").textContent = "Taken back.";
  byId("undo-header").disabled = undo.length === 0;
}

/** Move a review by so many places among those of its part, or before another. */
export async function move(id, step, before) {
  const reviews = state.book.contents.filter((each) => each.id.startsWith("review-") && each.path);
  const from = reviews.findIndex((each) => each.id === id);
  const to = before ? reviews.findIndex((each) => each.id === before) : from + step;
  if (from < 0 || to < 0 || to >= reviews.length || from === to) return;
  reviews.splice(to, 0, ...reviews.splice(from, 1));
  const wanted = reviews.map(({ path }, index) => ({ path, values: { order: String(index + 1) } }));
  await write(wanted);
}
