// The preview: reads the state, hears of changes, and shows both books.

import * as books from "./books.js";
import * as editing from "./editing.js";
import * as cover from "./cover.js";
import * as ebook from "./ebook.js";
import * as looks from "./looks.js";
import * as panes from "./panes.js";
import * as print from "./print.js";
import * as reviews from "./reviews.js";
import * as settings from "./settings.js";
import { byId, refresh, state } from "./state.js";
import * as writing from "./writing.js";

const STEPS = { read: "Reading …", typeset: "Typesetting …" };

function view(name) {
  document.body.dataset.view = name;
  for (const each of ["print", "ebook", "cover"]) byId(each).hidden = name !== each;
  for (const button of document.querySelectorAll(".choice [data-view]")) {
    button.setAttribute("aria-pressed", String(button.dataset.view === name));
  }
  ebook.update();
  cover.update();
}

async function update(failed) {
  const isNew = await refresh();
  status(failed);
  if (!isNew) return;
  panes.update();
  if (state.book) print.update();
  await Promise.all([ebook.update(), cover.update(), editing.update(), settings.update(), reviews.update(), looks.update()]);
}

function status(failed) {
  const errors = state.problems.filter((problem) => problem.severity === "error").length;
  const words = !failed ? (state.book ? "Up to date." : "Reading …")
    : state.book ? "The last good pages: see the problems." : "Nothing can be shown yet: see the problems.";
  byId("status").textContent = errors && !failed ? `${errors} left out: see the problems.` : words;
  byId("status").classList.toggle("failed", Boolean(failed || errors));
}

function listen() {
  const events = new EventSource("events");
  events.addEventListener("proof", async (event) => {
    const { failed, after, change } = JSON.parse(event.data);
    if (change && state.book && after === state.number) await print.change(change);
    await update(failed);
  });
  events.addEventListener("step", (event) => {
    const { step } = JSON.parse(event.data);
    const [, done, all] = step.match(/^build (\d+)\/(\d+)$/) || [];
    if (done) books.progress(Number(done), Number(all));
    byId("status").textContent = done === undefined ? STEPS[step] : done === all ? "Up to date." : `Building: ${done} of ${all} …`;
  });
  events.addEventListener("error", () => {
    byId("status").textContent = "The preview has ended; start it again in the terminal.";
    byId("status").classList.add("failed");
  });
}

const toSpot = (spot) => {
  view("print");
  print.goToSpot(spot);
};

for (const button of document.querySelectorAll(".choice [data-view]")) {
  button.addEventListener("click", () => view(button.dataset.view));
}
print.start(editing.openAt);
ebook.start(editing.openAt);
editing.start(toSpot);
settings.start();
looks.start();
books.start();
writing.start();
cover.start();
reviews.start(editing.openAt);
panes.start({ page: print.goTo, section: ebook.goToSection, spot: toSpot, place: editing.openAt });
listen();
