// Ace with one browser and one tab for book after book: node ace.cjs MODULES
// Reads "BOOK TAB FOLDER" from each line, saves Ace's report in the folder, and answers with what
// failed, if anything, and "end". Ace's own runner starts a browser for each book and opens
// a tab for each document, to which it sends a megabyte of scripts; that took most of its time.

const { createInterface } = require("node:readline");
const { createRequire } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const from = createRequire(join(process.argv[2], "x.js"));
const puppeteer = from("puppeteer");
const ace = from("@daisy/ace-core");

const BUSY = 120_000; // milliseconds: a browser starts in two seconds, where nothing else runs
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"];
let browser;
let tab;

async function open() {
  browser = await puppeteer.launch({ args: ARGUMENTS, timeout: BUSY, protocolTimeout: 2 * BUSY });
  tab = await browser.newPage();
}

async function close() {
  await browser?.close().catch(() => {});
  browser = undefined;
}

const runner = {
  concurrency: 1, // there is one tab
  launch: async () => browser?.connected || open(),
  close: async () => {},
  run: async (url, scripts, contents) => {
    await tab.goto(url);
    for (const content of contents) await tab.addScriptTag({ content });
    for (const script of scripts) await tab.addScriptTag({ url: pathToFileURL(script).href });
    await tab.evaluate(() => document.querySelectorAll("script[src^='file:']").forEach(
      (script) => script.setAttribute("data-ace", ""))); // its reports leave these out
    return tab.evaluate(() => new Promise((resolve, reject) => {
      window.daisy.ace.run((error, found) => (error ? reject(error) : resolve(found)));
    }));
  },
};

async function main() {
  for await (const line of createInterface({ input: process.stdin })) {
    const [book, outdir] = line.split("\t");
    try {
      await ace(book, { cwd: "/", outdir, silent: true, initLogger: true, fileName: "ace.log" }, runner);
    } catch (error) {
      await close();
      console.log(`${error}`);
    }
    console.log("end");
  }
  await close();
  process.exit();
}

main();
