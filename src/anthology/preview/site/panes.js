// The panes beside the book: contents, problems, the data of a review, what was found.

import { move, show as review } from "./reviews.js";
import { ask, byId, element, state } from "./state.js";

const TABS = ["problems", "text", "review", "style", "settings", "books", "found"];
let go = { page: () => {}, section: () => {}, spot: () => {}, place: () => {} };

/** Prepare the panes; `ways` go to a page, a section, a spot on a page, or a place in a text. */
export function start(ways) {
  go = ways;
  for (const name of TABS) byId(`tab-${name}`).addEventListener("click", () => open(name));
  document.querySelector('[role="tablist"]').addEventListener("keydown", moved);
  byId("search").addEventListener("submit", search);
  document.addEventListener("page", (event) => markCurrent(event.detail));
  toggles("show-contents", "no-contents");
  toggles("show-side", "no-side");
  if (isNarrow()) {
    for (const id of ["show-contents", "show-side"]) byId(id).click();
  }
}

/** Whether a pane takes the whole window, as on a phone. */
const isNarrow = () => matchMedia("(max-width: 900px)").matches;

function toggles(button, name) {
  byId(button).addEventListener("click", () => {
    const hidden = document.body.classList.toggle(name);
    byId(button).setAttribute("aria-expanded", String(!hidden));
    window.dispatchEvent(new Event("resize"));
  });
}

/** Open a tab, and the side if it is closed. */
export function open(name) {
  if (document.body.classList.contains("no-side")) byId("show-side").click();
  for (const each of TABS) {
    const chosen = each === name;
    byId(`tab-${each}`).setAttribute("aria-selected", String(chosen));
    byId(`tab-${each}`).tabIndex = chosen ? 0 : -1;
    byId(each).hidden = !chosen;
  }
  document.dispatchEvent(new CustomEvent("tab", { detail: name }));
}

function moved(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const here = TABS.findIndex((name) => byId(`tab-${name}`) === document.activeElement);
  const next = TABS[(here + step + TABS.length) % TABS.length];
  open(next);
  byId(`tab-${next}`).focus();
}

/** Show the contents and the problems of now. */
export function update() {
  const wrong = state.problems.length ? state.problems.map(answerable) : [{ message: "Nothing is wrong." }];
  fill(byId("problems"), wrong, problemElement);
  const count = state.problems.length;
  byId("tab-problems").textContent = count ? `Problems (${count})` : "Problems";
  if (!state.book) return;
  byId("title").textContent = document.title = state.book.title;
  const focused = document.activeElement?.closest?.("#entries li");
  const entries = state.book.contents.filter((entry) => entry.title);
  fill(byId("entries"), entries.map((entry) => ({ ...entry, folio: state.book.pages[entry.page]?.folio || "" })), entryElement);
  if (focused && !focused.isConnected) document.querySelector(`#entries li[data-id="${CSS.escape(focused.dataset.id)}"] button`)?.focus();
}

/** Show an element for each value; of equal values they stay, since a book may have thousands. */
function fill(holder, values, make) {
  const before = [...holder.children];
  for (const old of before.splice(values.length)) old.remove();
  for (const [index, value] of values.entries()) {
    const words = JSON.stringify(value);
    if (before[index]?.words === words) continue;
    const made = Object.assign(make(value), { words });
    if (before[index]) before[index].replaceWith(made);
    else holder.append(made);
  }
}

function entryElement(entry) {
  const name = element("span", {}, entry.title);
  if (entry.byline) name.append(element("span", { class: "byline" }, entry.byline));
  const press = () => {
    if (isNarrow()) byId("show-contents").click();
    document.body.dataset.view === "ebook" ? go.section(entry.id) : go.page(entry.page);
    review(entry);
  };
  const button = element("button", { type: "button", "data-page": entry.page, onclick: press }, name, element("span", { class: "folio" }, entry.folio));
  const item = element("li", { class: `level-${entry.level}`, "data-id": entry.id }, button);
  if (entry.id.startsWith("review-") && entry.path) movable(item, button, entry);
  return item;
}

/** Let an entry be moved among its neighbours: by dragging it, or with Alt and the arrow keys. */
function movable(item, button, entry) {
  item.draggable = true;
  button.title = "Drag it, or press Alt and an arrow key, to move it.";
  button.addEventListener("keydown", (event) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : 0;
    if (!step) return;
    event.preventDefault();
    moveTo(entry, step);
  });
  item.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", entry.id));
  item.addEventListener("dragover", (event) => event.preventDefault());
  item.addEventListener("drop", (event) => {
    event.preventDefault();
    const id = event.dataTransfer.getData("text/plain");
    moveTo(state.book.contents.find((each) => each.id === id), 0, entry.id);
  });
}

/** Move a review, and show beside it what was written and how it is taken back. */
async function moveTo(entry, step, before) {
  if (!entry) return;
  if (!isNarrow()) open("review");
  await review(entry);
  await move(entry.id, step, before);
}

/** A problem, with the entry of the contents where its question is answered. */
function answerable(problem) {
  return problem.question ? { ...problem, entry: state.book?.contents.find((each) => each.path === problem.path) } : problem;
}

function problemElement({ severity, path, line, message, hint, entry }) {
  if (!severity) return element("p", {}, message);
  const where = path + (line ? `:${line}` : "");
  const press = () => go.place({ path, line });
  const answer = () => (review(entry), open("review"));
  return element("div", { class: `problem ${severity}` },
    where && element("button", { type: "button", class: "place", onclick: press }, where),
    element("p", {}, message),
    hint ? element("p", { class: "hint" }, hint) : null,
    entry ? element("button", { type: "button", onclick: answer }, "Answer") : null);
}

function markCurrent(index) {
  const buttons = [...document.querySelectorAll("#entries button")];
  const here = buttons.filter((button) => Number(button.dataset.page) <= index + 1).pop();
  for (const button of buttons) {
    if (button === here) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

async function search(event) {
  event.preventDefault();
  const words = byId("words").value.trim();
  if (!words) return;
  const hits = await ask("search", { words });
  const buttons = hits.map((hit) => {
    const folio = state.book.pages[hit.page].folio || "–";
    return element("button", { type: "button", class: "hit", onclick: () => go.spot(hit) }, `${folio}: … ${hit.around} …`);
  });
  byId("found").replaceChildren(element("p", {}, `“${words}”: ${hits.length} places`), ...buttons);
  open("found");
}
