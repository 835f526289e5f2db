// Opens a book in a real reading library (epub.js) in a real Chromium, and says what a
// reader would complain of, as JSON: node read.mjs MODULES CHROMIUM BOOK

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, chromium, book] = process.argv.slice(2);
const { chromium: browserType } = createRequire(join(modules, "x.js"))("playwright-core");

const WIDTHS = [390, 1200];
const THEMES = {
  light: { background: "#ffffff", color: "#111111" },
  dark: { background: "#111111", color: "#dddddd" },
};
const TYPES = { html: "text/html", js: "text/javascript", epub: "application/epub+zip" };

async function serve() {
  const files = { "/": join(dirname(fileURLToPath(import.meta.url)), "reader.html"), "/book.epub": book };
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://x").pathname;
    const file = files[path] ?? join(modules, normalize(path));
    try {
      const data = await readFile(file);
      response.setHeader("Content-Type", TYPES[file.split(".").pop()] ?? "text/plain");
      response.end(data);
    } catch {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

// Everything below runs in the browser's page.

async function open(theme) {
  window.book = ePub("/book.epub");
  await book.ready;
  window.rendition = book.renderTo("page", { flow: "scrolled-doc", width: "100%", height: "100%" });
  rendition.themes.register("own", { body: theme });
  rendition.themes.select("own");
  await rendition.display();
  return book.spine.spineItems.map((item) => item.href);
}

async function show(href) {
  await rendition.display(href);
}

function complaints() {
  const { document, window: view } = rendition.getContents()[0];
  const found = [];
  const root = document.scrollingElement;
  if (root.scrollWidth > view.innerWidth + 1)
    found.push(`scrolls sideways: ${root.scrollWidth} px in ${view.innerWidth} px`);
  for (const picture of document.images)
    if (!picture.complete || !picture.naturalWidth) found.push(`picture not shown: ${picture.src}`);
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const part = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(view.getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(element) || element.closest("svg")) continue;
    seen.add(element);
    const style = view.getComputedStyle(element);
    if (!element.getClientRects().length || style.visibility === "hidden") continue;
    const [a, b] = [light(numbers(style.color)), light(ground(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (contrast < (large ? 3 : 4.5))
      found.push(`contrast ${contrast.toFixed(1)}: ${element.outerHTML.slice(0, 80)}`);
  }
  return { found, texts: seen.size };
}

// The links of the section shown that lead inside the book: where each leads, by its number.
function links() {
  const { document } = rendition.getContents()[0];
  return [...document.querySelectorAll("a[href]")]
    .map((link, number) => ({ number, href: link.getAttribute("href"), text: link.textContent }))
    .filter((link) => !/^[a-z]+:/i.test(link.href));
}

// The lines of the reader's own contents.
function contents() {
  const flat = (items) => items.flatMap((item) => [item, ...flat(item.subitems ?? [])]);
  return flat(book.navigation.toc).map(({ href, label }) => ({ href, text: label }));
}

// Follows a link of the section shown, or a line of the contents (number -1).
async function follow(number, file, id) {
  const { document } = rendition.getContents()[0];
  if (number < 0) rendition.display(id ? `${file}#${id}` : file);
  else [...document.querySelectorAll("a[href]")][number].click();
  for (let waited = 0; waited < 40; waited++) {
    await new Promise((done) => setTimeout(done, 50));
    const [contents] = rendition.getContents();
    const at = book.spine.get(contents?.sectionIndex)?.href;
    const target = id ? contents?.document.getElementById(id) : contents?.document.body;
    if (at !== file || !target) continue;
    const frame = contents.window.frameElement.getBoundingClientRect();
    const top = frame.top + target.getBoundingClientRect().top;
    if (top >= -2 && top < window.innerHeight) return true;
  }
  return false;
}

function resolved(href, from) {
  const url = new URL(href, `http://x/${from}`);
  return [decodeURI(url.pathname.slice(1)), decodeURIComponent(url.hash.slice(1))];
}

async function clicks(page, sections, says) {
  const followed = { notes: 0, links: 0, contents: 0 };
  const tried = async (section, link, number) => {
    const [file, id] = resolved(link.href, section);
    if (!(await page.evaluate(
      ({ code, args }) => eval(`(${code})`)(...args),
      { code: follow.toString(), args: [number, file, id] },
    ))) return says(`${section}: “${link.text.trim()}” does not lead to ${file}#${id}`);
    followed[number < 0 ? "contents" : /-(note|ref)-/.test(id) ? "notes" : "links"]++;
  };
  for (const section of sections) {
    await page.evaluate(show, section);
    for (const link of await page.evaluate(links)) {
      await page.evaluate(show, section);
      await tried(section, link, link.number);
    }
  }
  for (const line of await page.evaluate(contents)) await tried("", line, -1);
  return followed;
}

const server = await serve();
const browser = await browserType.launch({ executablePath: chromium, args: ["--no-sandbox"] });
const result = { sections: 0, texts: 0, clicked: {}, complaints: [] };
try {
  for (const width of WIDTHS)
    for (const [name, theme] of Object.entries(THEMES)) {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme: name,
      });
      const page = await context.newPage();
      let where = "";
      const says = (words) => result.complaints.push(`${width} px ${name} ${where}: ${words}`);
      page.on("console", (m) => ["error", "warning"].includes(m.type()) && says(m.text()));
      page.on("pageerror", (error) => says(error.message));
      page.on("requestfailed", (request) => says(`not loaded: ${request.url()}`));
      page.on("response", (r) => r.status() >= 400 && says(`${r.status()}: ${r.url()}`));
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      const sections = await page.evaluate(open, theme);
      for (const section of sections) {
        where = section;
        await page.evaluate(show, section);
        const { found, texts } = await page.evaluate(complaints);
        found.forEach(says);
        result.texts += texts;
      }
      result.sections = sections.length;
      where = "clicks";
      if (width === WIDTHS[0] && name === "light")
        result.clicked = await clicks(page, sections, says);
      await context.close();
    }
} finally {
  await browser.close();
  server.close();
}
console.log(JSON.stringify(result, null, 1));
