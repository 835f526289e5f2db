// The data of a review: what was found, the header's values to be set, ratings to be answered,
// and its place among the others. Each writes headers; the difference is shown, and can be undone.

import { ask, byId, element, send, state } from "./state.js";
import { write } from "./writing.js";

const PERMISSIONS = ["granted", "requested", "refused", "not needed"];

let entry = null; // the line of the contents that is shown
let values = {}; // of its header, as they are written
let digest = "";
let toPlace = () => {};

/** Prepare the pane; `place` opens a text. */
export function start(place) {
  toPlace = place;
  byId("earlier").addEventListener("click", () => move(entry.id, -1));
  byId("later").addEventListener("click", () => move(entry.id, 1));
  byId("write-header").addEventListener("click", () => save([{ path: entry.path, values: changes() }]));
}

/** Show the review of an entry of the contents. */
export async function show(chosen) {
  entry = chosen;
  byId("review-title").textContent = chosen.title;
  document.dispatchEvent(new CustomEvent("review", { detail: chosen.id }));
  await draw();
}

/** Show it again after a change, unless somebody is typing here. */
export async function update() {
  const isTyped = () => Object.keys(changes()).length > 0;
  if (entry && !isTyped()) await draw(isTyped);
}

const place = () => reviewsOfBook().findIndex((each) => each.id === entry.id);
const reviewsOfBook = () => state.book.contents.filter((each) => each.id.startsWith("review-") && each.path);

/** Show what is known of the review; its header stays as it is where `isTyped` says so by then. */
async function draw(isTyped = () => false) {
  const at = place();
  byId("earlier").disabled = at <= 0;
  byId("later").disabled = at < 0 || at === reviewsOfBook().length - 1;
  const found = entry.path ? await ask("review", { id: entry.id }) : { rows: [], proposals: [], permission: "", copy: "" };
  byId("found-title").hidden = !found.rows.length;
  byId("rows").replaceChildren(...found.rows.flatMap(({ label, value }) => [
    element("dt", {}, label),
    label === "file"
      ? element("dd", {}, element("button", { type: "button", class: "place", onclick: () => toPlace({ path: value, line: 1 }) }, value))
      : element("dd", {}, value),
  ]));
  const asked = [...found.proposals.map(proposal), found.copy && conflict(found.copy), found.permission && permission(found.permission)];
  byId("questions").replaceChildren(...asked.filter(Boolean));
  const header = entry.path ? await ask("header", { path: entry.path }).catch(() => null) : null;
  if (isTyped()) return;
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

const question = (words, ...buttons) => element("p", { class: "question" }, words, " ", ...buttons.flatMap((each) => [each, " "]));
const answer = (words, onclick) => element("button", { type: "button", onclick }, words);
const saysIn = (values) => () => save([{ path: entry.path, values }]);

function proposal(rating) {
  return question(`The text says “${rating}”. Is it the reviewer’s rating?`, answer(`Yes, ${rating}`, saysIn({ rating })));
}

function permission(now) {
  const others = PERMISSIONS.filter((each) => each !== now);
  const words = now === "unknown" ? "No permission to print it is mentioned. It is" : `Permission to print it: ${now}. Now it is`;
  return element("p", {}, words, ...others.flatMap((each) => [" ", answer(each, saysIn({ permission: each }))]));
}

/** The site's text and the editor's have both changed: which stays? */
function conflict(copy) {
  const settle = (whose) => () => saved("settle", { path: entry.path, copy, whose });
  return question("It was changed on the site and by you. Which text stays?", answer("Mine", settle("mine")),
    answer("The site’s", settle("theirs")), answer("Compare", () => compare(copy)));
}

async function compare(copy) {
  const shown = await send("settle", { path: entry.path, copy, whose: "theirs" });
  byId("header-diff").textContent = shown.diff;
}

function changes() {
  const inputs = [...document.querySelectorAll("#header input")];
  return Object.fromEntries(inputs.filter((i) => i.value !== values[i.dataset.key]).map((i) => [i.dataset.key, i.value]));
}

/** Write headers. */
async function save(wanted) {
  if (!(await saved("headers", { changes: wanted }))) return;
  if (wanted.length > 1) byId("header-note").textContent = `${wanted.length} headers were written.`;
  else settle(wanted[0].values);
  byId("write-header").disabled = true;
}

/** Write something; whether that was possible. */
async function saved(path, body) {
  try {
    byId("header-diff").textContent = (await write(path, body)).diff;
    byId("header-note").textContent = "Written.";
    return true;
  } catch (fault) {
    byId("header-note").textContent = fault.message;
    return false;
  }
}

/** Take what was written for what the header says. */
function settle(written) {
  const { permission: _, ...own } = written;
  Object.assign(values, own);
  for (const input of document.querySelectorAll("#header input")) input.value = values[input.dataset.key];
}

/** Move a review by so many places among those of its part, or before another. */
export async function move(id, step, before) {
  const reviews = reviewsOfBook();
  const from = reviews.findIndex((each) => each.id === id);
  const to = before ? reviews.findIndex((each) => each.id === before) : from + step;
  if (from < 0 || to < 0 || to >= reviews.length || from === to) return;
  reviews.splice(to, 0, ...reviews.splice(from, 1));
  const wanted = reviews.map(({ path }, index) => ({ path, values: { order: String(index + 1) } }));
  await save(wanted);
}
