// The books on the disk: built, checked, and gathered for a press.

import { open } from "./panes.js";
import { ask, byId, element, send } from "./state.js";

const BUTTONS = ["build", "build-here", "check", "hand-over"];

/** Prepare the buttons. */
export function start() {
  for (const id of ["build", "build-here"]) byId(id).addEventListener("click", () => run("Building", () => build([])));
  byId("check").addEventListener("click", () => run("Checking", check));
  byId("hand-over").addEventListener("click", () => run("Gathering the files for the press", () => build(["upload"])));
  byId("choose-press").addEventListener("click", choosePress);
  document.addEventListener("tab", update);
}

/** Show which books there are, and for which press. */
export async function update() {
  if (byId("books").hidden) return;
  const [{ folder, files }, name] = await Promise.all([ask("books"), press()]);
  byId("books-folder").textContent = files.length ? `In ${folder}:` : "No book was built yet.";
  byId("files").replaceChildren(...files.map(([path, bytes]) => element("li", {}, path, " ", element("span", { class: "quiet" }, size(bytes)))));
  byId("press-name").textContent = name ? `The press is ${name}.` : "No press is chosen.";
  byId("check").disabled = !files.length;
  byId("hand-over").disabled = !name;
}

async function press() {
  const { fields } = await ask("settings");
  return fields.find((field) => field.table === "press" && field.key === "preset").value;
}

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** Do something that takes a while, and say what came of it. */
async function run(words, work) {
  open("books");
  for (const id of BUTTONS) byId(id).disabled = true;
  byId("built").textContent = `${words} …`;
  byId("working").hidden = false;
  byId("working").removeAttribute("value");
  byId("book-problems").replaceChildren();
  try {
    const { words: answer, problems } = await work();
    byId("built").textContent = answer;
    byId("book-problems").replaceChildren(...problems.map(problem));
  } catch (fault) {
    byId("built").textContent = fault.message;
  }
  byId("working").hidden = true;
  for (const id of BUTTONS) byId(id).disabled = false;
  await update();
}

/** Show how far a build is. */
export function progress(done, all) {
  Object.assign(byId("working"), { max: all, value: done });
}

async function build(editions) {
  const { files, problems } = await send("build", { editions });
  const names = files.map(([name, pages]) => (pages ? `${name} (${pages} ${pages === 1 ? "page" : "pages"})` : name));
  return { words: names.length ? `Saved: ${names.join(", ")}` : "No book was built.", problems };
}

async function check() {
  const { files, problems } = await send("check", { press: await press() });
  const errors = problems.filter((each) => each.severity === "error").length;
  const words = errors ? `${errors} of what was found must be mended.` : "Nothing stands in the way.";
  return { words: `Checked: ${files.join(", ")}. ${words}`, problems };
}

function problem({ severity, path, line, message, hint }) {
  const where = path && `${path}${line ? `:${line}` : ""}: `;
  return element("div", { class: `problem ${severity}` }, element("p", {}, `${where}${message}`),
    hint ? element("p", { class: "hint" }, hint) : null);
}

function choosePress() {
  open("settings");
  document.addEventListener("settings", () => byId("set-press-preset").focus(), { once: true });
}
