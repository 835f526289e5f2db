// The e-book in a frame without scripts: we turn its pages and set its light from outside.

import { ask, byId, send, state } from "./state.js";

const LIGHTS = {
  light: "",
  sepia: "html, body { background: #f4ecd8 !important; color: #3b2f1e !important; }",
  dark: "html, body { background: #121212 !important; color: #e6e6e6 !important; color-scheme: dark; }",
};
let spine = [];
let digests = new Map();
let at = 0;
let number = -1; // of the proof whose e-book is shown
let onPlace = () => {};

/** Prepare the view; `place` is called with {path, line} of what is clicked. */
export function start(place) {
  onPlace = place;
  for (const id of ["device", "light", "text-size", "paged"]) byId(id).addEventListener("change", dress);
  byId("before").addEventListener("click", () => turn(-1));
  byId("after").addEventListener("click", () => turn(1));
  byId("frame").addEventListener("load", loaded);
}

/** Show the e-book of now, if it is in view: what is open is loaded again only if it changed. */
export async function update() {
  if (document.body.dataset.view !== "ebook" || number === state.number) return;
  const made = await ask("ebook");
  if (!made.spine) return;
  number = made.number;
  const open = spine[at]?.path;
  spine = made.spine;
  const found = spine.findIndex((each) => each.path === open);
  at = Math.max(found, 0);
  const changed = digests.get(spine[at].path) !== spine[at].digest || stylesChanged(made);
  digests = new Map(spine.map((each) => [each.path, each.digest]));
  if (changed) show(spine[at].path, found >= 0);
}

let styles = "";
function stylesChanged(made) {
  const changed = styles !== "" && styles !== made.styles;
  styles = made.styles;
  return changed;
}

function show(path, keep) {
  const frame = byId("frame");
  const scrolled = keep ? inside()?.scrollingElement?.scrollTop || 0 : 0;
  frame.kept = scrolled;
  frame.src = `book/${path}?${digests.get(path.split("#")[0]) || ""}${path.includes("#") ? `#${path.split("#")[1]}` : ""}`;
}

const inside = () => byId("frame").contentDocument;

function loaded() {
  const page = inside();
  if (!page || !page.body) return;
  const here = decodeURIComponent(page.location.pathname.split("/book/")[1] || "");
  const found = spine.findIndex((each) => each.path === here);
  if (found >= 0) at = found;
  dress();
  if (byId("frame").kept) page.scrollingElement.scrollTop = byId("frame").kept;
  byId("frame").kept = 0;
  byId("where").textContent = `${at + 1} of ${spine.length}`;
  page.addEventListener("click", clicked);
  document.dispatchEvent(new CustomEvent("pixels", { detail: here }));
}

/** Dress the frame as a device, in a light, with a size of text. */
function dress() {
  byId("device-frame").dataset.device = byId("device").value;
  const page = inside();
  if (!page?.head) return;
  let sheet = page.getElementById("preview-light");
  if (!sheet) {
    sheet = page.createElementNS("http://www.w3.org/1999/xhtml", "style");
    sheet.id = "preview-light";
    page.head.append(sheet);
  }
  const size = `html { font-size: ${byId("text-size").value}% !important; }`;
  const margins = "body { margin: 1.2rem 6% !important; }";
  const columns = byId("paged").checked
    ? "html { height: 100vh; overflow: hidden; } body { height: calc(100vh - 2.4rem); column-width: 88vw; column-gap: 12vw; }"
    : "";
  sheet.textContent = [size, margins, columns, LIGHTS[byId("light").value]].join("\n");
}

/** Turn a page; past the end of a document, go on to the next. */
function turn(step) {
  const page = inside();
  if (byId("paged").checked && page) {
    const scroller = page.scrollingElement, before = scroller.scrollLeft;
    scroller.scrollLeft += step * page.documentElement.clientWidth;
    if (scroller.scrollLeft !== before) return;
  }
  const next = Math.min(Math.max(at + step, 0), spine.length - 1);
  if (next !== at) show(spine[next].path, false);
}

/** Open the document of a section. */
export async function goToSection(id) {
  await update();
  const found = spine.findIndex((each) => each.sections?.includes(id));
  if (found >= 0) {
    at = found;
    show(`${spine[found].path}#${id}`, false);
  }
}

async function clicked(event) {
  const link = event.target.closest?.("a[href]");
  if (link) return;
  const section = event.target.closest?.("section[id]");
  const range = inside().caretRangeFromPoint?.(event.clientX, event.clientY);
  if (!section || !range) return;
  const words = section.textContent.split(/\s+/).filter(Boolean);
  const before = inside().createRange();
  before.setStart(section, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const counted = before.toString().split(/\s+/).filter(Boolean).length;
  const word = Math.max(Math.min(counted - 1, words.length - 1), 0);
  const place = await send("place-in-ebook", { section: section.id, word, words });
  if (place.path) onPlace(place);
}
