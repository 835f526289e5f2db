// The print book as spreads. Only pages in sight have pictures; a new picture takes the place of
// the old one when it is there, so that nothing flickers and nothing moves.

import { ask, byId, element, replaceSheets, state } from "./state.js";

const ROOM = 1.2; // how far beyond the window pages are drawn, in windows
const LONGEST = 1000; // ms that what is beside the pages waits for their pictures
/** Whether pages stand one below the other. */
const isPhone = () => matchMedia("(max-width: 600px)").matches;
let zoom = 1;
let fitted = true;
let shown = []; // the pages as they are shown: {key, number, folio}
let onPlace = () => {};
let waiting = false; // whether the pages in sight are about to be drawn

/** Prepare the view; `place` is called with {path, line} of a line that is clicked. */
export function start(place) {
  onPlace = place;
  byId("smaller").addEventListener("click", () => setZoom(zoom / 1.2));
  byId("larger").addEventListener("click", () => setZoom(zoom * 1.2));
  byId("fit").addEventListener("click", fit);
  byId("boxes").addEventListener("change", (event) => {
    byId("spreads").classList.toggle("boxes", event.target.checked);
    if (fitted) fit();
  });
  for (const name of ["margins", "grid"]) {
    byId(name).addEventListener("change", (event) => byId("spreads").classList.toggle(name, event.target.checked));
  }
  byId("page").addEventListener("change", (e) => goToFolio(e.target.value.trim()));
  byId("spreads").addEventListener("click", clicked);
  byId("spreads").addEventListener("keydown", keyed);
  byId("spreads").addEventListener("scroll", () => (drawSoon(), nameThePage()), { passive: true });
  new ResizeObserver(drawSoon).observe(byId("spreads")); // also when it was hidden and is shown
  window.addEventListener("resize", () => fitted && state.book && fit());
}

/** Show the pages of now: those that are the same stay as they are. */
export function update() {
  const { pages, width, height, bleed, binding, area } = state.book;
  const holder = byId("spreads");
  const { top, outer, bottom, inner } = area;
  setProperties(holder, { w: width, h: height, bleed, top, outer, bottom, inner });
  holder.classList.toggle("bound-right", binding === "right");
  show(pages);
  byId("of-pages").textContent = `of ${pages.length} pages`;
  if (fitted) fit();
  drawSoon();
  nameThePage();
}

/** Show the sheets that are others now, before anything else is known; ends when they are drawn. */
export async function change(news) {
  replaceSheets(news);
  await Promise.race([show(state.book.pages), new Promise((done) => setTimeout(done, LONGEST))]);
}

/** Put pages in the place of those shown. Those that are others are marked until the next change. */
async function show(pages) {
  const isSame = (index) => ["key", "number", "folio", "layout"].every((name) => shown[index]?.[name] === pages[index]?.[name]);
  const indexes = [...Array(Math.max(pages.length, shown.length)).keys()].filter((index) => !isSame(index));
  if (!indexes.length) return;
  const holder = byId("spreads"), before = new Set(shown.map(nameOf));
  const inSight = seen(ROOM), inWindow = new Set(seen(0)); // asked before anything changes: that is quick
  for (const old of holder.querySelectorAll(".changed")) old.classList.remove("changed");
  const spreads = Math.floor(pages.length / 2) + 1;
  while (holder.children.length > spreads) holder.lastChild.remove();
  while (holder.children.length < spreads) holder.append(newSpread(holder.children.length));
  const changed = indexes.filter((index) => index < pages.length);
  for (const index of changed) setPage(pageElement(index), pages[index], before.size && pages[index].key && !before.has(nameOf(pages[index])));
  if (pages.length % 2 === 0) setPage(pageElement(pages.length), null, false);
  shown = pages;
  await Promise.all([...inWindow].map(draw));
  inSight.map(draw);
}

/** The pages that are at most so many windows away from what is seen. A book may have thousands. */
function seen(room) {
  const holder = byId("spreads"), { scrollTop, clientHeight, offsetTop } = holder;
  if (!clientHeight) return [];
  const top = scrollTop + offsetTop - room * clientHeight, bottom = scrollTop + offsetTop + (1 + room) * clientHeight;
  const first = firstSpread((each) => each.offsetTop + each.offsetHeight > top);
  const last = firstSpread((each) => each.offsetTop >= bottom);
  return [...Array(last - first).keys()].flatMap((index) => [...holder.children[first + index].children]);
}

/** The number of the first spread of which something holds that holds of all after it too. */
function firstSpread(holds) {
  const { children } = byId("spreads");
  let from = 0, to = children.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(children[middle])) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Draw what is in sight with the next picture of the window. */
function drawSoon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (state.book) seen(ROOM).forEach(draw);
  });
}

const nameOf = (page) => `${page.key}/${page.number}`;

function setProperties(holder, values) {
  for (const [name, value] of Object.entries(values)) {
    if (holder.style.getPropertyValue(`--${name}`) !== String(value)) holder.style.setProperty(`--${name}`, value);
  }
}

function newSpread(number) {
  const left = element("div", { class: "page left" }), right = element("div", { class: "page right" });
  if (number === 0) left.classList.add("none");
  return element("div", { class: "spread" }, left, right);
}

/** The element of a page of the book, from 0, which is a right-hand page. */
const pageElement = (index) => byId("spreads").children[Math.floor((index + 1) / 2)].children[(index + 1) % 2];

function setPage(holder, page, isNew) {
  holder.classList.toggle("none", page === null);
  holder.classList.toggle("changed", Boolean(isNew));
  const name = page ? nameOf(page) : "none";
  if (holder.name === name) return;
  Object.assign(holder, { name, page, drawn: "" });
  if (page) setProperties(holder, state.book.area.lines[page.layout]);
  if (!page || !page.key) holder.replaceChildren();
}

async function draw(holder) {
  const { page } = holder;
  if (!page || !page.key) return;
  const scale = Math.min(zoom * window.devicePixelRatio, 4).toFixed(2);
  const source = `page/${page.key}/${page.number}?scale=${scale}`;
  if (holder.drawn === source) return;
  holder.drawn = source;
  const picture = element("img", { alt: page.folio ? `Page ${page.folio}` : "Page without a number", src: source, draggable: "false" });
  try {
    await picture.decode();
  } catch {
    if (holder.drawn === source) holder.drawn = "";
    return;
  }
  if (holder.drawn !== source) return; // a newer one was asked for meanwhile
  const overlays = [...holder.children].filter((child) => child.tagName !== "IMG");
  holder.replaceChildren(picture, ...overlays);
  document.dispatchEvent(new CustomEvent("pixels", { detail: source }));
}

function boxElement(name, { left, top, right, bottom }) {
  const made = element("div", { class: name });
  const share = (value, whole) => `${(100 * value) / whole}%`;
  Object.assign(made.style, {
    left: share(left, state.book.width), top: share(top, state.book.height),
    width: share(right - left, state.book.width), height: share(bottom - top, state.book.height),
  });
  return made;
}

function setZoom(value) {
  fitted = false;
  applyZoom(value);
}

function fit() {
  fitted = true;
  const room = byId("spreads").clientWidth - 40;
  const beside = isPhone() ? 1 : 2; // pages
  const around = byId("boxes").checked ? 2 * beside * state.book.bleed : 0;
  const wanted = room / (beside * state.book.width + around);
  if (wanted !== zoom) applyZoom(wanted);
}

function applyZoom(value) {
  const holder = byId("spreads");
  const middle = holder.scrollHeight ? holder.scrollTop / holder.scrollHeight : 0;
  zoom = Math.min(Math.max(value, 0.2), 5);
  holder.style.setProperty("--zoom", zoom);
  byId("zoom").textContent = `${Math.round((zoom / (96 / 72)) * 100)} %`;
  holder.scrollTop = middle * holder.scrollHeight;
  drawSoon();
}

async function clicked(event) {
  const holder = event.target.closest(".page");
  if (!holder || !holder.page || !holder.page.key) return;
  const box = holder.getBoundingClientRect();
  const x = ((event.clientX - box.left) / zoom).toFixed(2), y = ((event.clientY - box.top) / zoom).toFixed(2);
  const place = await ask("place", { page: indexOf(holder), x, y });
  if (place.path) onPlace(place);
}

function keyed(event) {
  const ahead = state.book.binding === "right" ? -1 : 1;
  const step = { PageDown: 1, PageUp: -1, ArrowRight: ahead, ArrowLeft: -ahead }[event.key];
  if (event.key === "Home") goTo(0);
  else if (event.key === "End") goTo(shown.length - 1);
  else if (event.key === "+" || event.key === "=") setZoom(zoom * 1.2);
  else if (event.key === "-") setZoom(zoom / 1.2);
  else if (step) goTo(current() + 2 * step);
  else return;
  event.preventDefault();
}

const indexOf = (holder) => {
  const spread = [...byId("spreads").children].indexOf(holder.parentElement);
  return 2 * spread + [...holder.parentElement.children].indexOf(holder) - 1;
};

/** The first page of the spread in the middle of the window. */
export function current() {
  const holder = byId("spreads");
  const middle = holder.scrollTop + holder.offsetTop + holder.clientHeight / 3;
  const spread = firstSpread((each) => each.offsetTop + each.offsetHeight > middle);
  return Math.max(2 * Math.min(spread, holder.children.length - 1) - 1, 0);
}

/** Scroll to a page, by its number from 0. */
export function goTo(index) {
  const page = Math.min(Math.max(index, 0), shown.length - 1);
  const holder = pageElement(page);
  (isPhone() ? holder : holder?.parentElement)?.scrollIntoView({ block: "start" });
}

/** Scroll to a place on a page and mark it for a while. */
export function goToSpot(spot) {
  goTo(spot.page);
  const holder = pageElement(spot.page);
  for (const old of document.querySelectorAll(".spot")) old.remove();
  holder.append(boxElement("spot", spot));
}

function goToFolio(folio) {
  const index = shown.findIndex((page) => page.folio === folio);
  if (index >= 0) goTo(index);
}

function nameThePage() {
  const folio = shown[current()]?.folio || shown[current() + 1]?.folio || "";
  if (document.activeElement !== byId("page")) byId("page").value = folio;
  document.dispatchEvent(new CustomEvent("page", { detail: current() }));
}
