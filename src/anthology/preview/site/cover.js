// The printed cover: flat, as the press gets it, or folded round a book of so many pages.

import { ask, byId, element, state } from "./state.js";

let sheet = null;

/** Prepare the view. */
export function start() {
  for (const id of ["folded", "folds"]) byId(id).addEventListener("change", draw);
}

/** Show the cover of now, if it is in view. */
export async function update() {
  if (document.body.dataset.view !== "cover" || sheet?.number === state.number) return;
  sheet = await ask("cover");
  draw();
}

function draw() {
  if (!sheet) return;
  const room = byId("cover-room");
  if (sheet.problems) {
    room.replaceChildren(...sheet.problems.map((p) => element("p", {}, sentence(p))));
    return;
  }
  const source = `cover.png?${sheet.number}`;
  room.replaceChildren(byId("folded").checked ? folded(source) : flat(source));
}

function flat(source) {
  const holder = element("div", { class: "flat" }, element("img", { src: source, alt: "The cover, flat: back, spine and front" }));
  if (byId("folds").checked) holder.append(...sheet.parts.map((part) => box(part)));
  return holder;
}

function box({ x, y, width, height }) {
  const made = element("div", { class: "part" });
  Object.assign(made.style, {
    left: `${(100 * x) / sheet.width}%`, top: `${(100 * y) / sheet.height}%`,
    width: `${(100 * width) / sheet.width}%`, height: `${(100 * height) / sheet.height}%`,
  });
  return made;
}

/** The book as it stands on a table: its front and its spine. */
function folded(source) {
  const parts = Object.fromEntries(sheet.parts.map((part) => [part.name, part]));
  const scale = 0.9;
  const faces = ["spine", "front"].map((name) => face(source, parts[name], name, scale));
  const book = element("div", { class: "book", role: "img", "aria-label": "The cover, folded" }, ...faces);
  book.style.setProperty("--spine", `${parts.spine.width * scale}px`);
  return element("div", { class: "stage" }, book);
}

function face(source, { x, y, width, height }, name, scale) {
  const made = element("div", { class: `face ${name}` });
  Object.assign(made.style, {
    width: `${width * scale}px`, height: `${height * scale}px`, backgroundImage: `url(${source})`,
    backgroundSize: `${sheet.width * scale}px ${sheet.height * scale}px`,
    backgroundPosition: `${-x * scale}px ${-y * scale}px`,
  });
  return made;
}

/** A problem as a sentence, and what to do. */
const sentence = ({ message, hint }) => `${message[0].toUpperCase()}${message.slice(1)}. ${hint}`;
