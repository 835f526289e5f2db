// What the server is asked, and what it has answered last. Addresses are relative: they keep the token.

export const state = { number: -1, book: null, problems: [], root: "" };

/** The answer to a question, as JSON. Throws an Error with the server's words. */
export async function ask(path, query = {}) {
  return answered(await fetch(`${path}?${new URLSearchParams(query)}`));
}

/** The answer to something that is sent. Throws an Error with the server's words. */
export async function send(path, body) {
  const headers = { "content-type": "application/json" };
  return answered(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answered(response) {
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || "The preview did not understand.");
  return answer;
}

/** Read the state of now; true if it is newer than the one before. */
export async function refresh() {
  const found = await ask("state");
  if (found.number === state.number) return false;
  Object.assign(state, found);
  if (state.book) state.book.pages = [...pages(state.book.sheets)];
  return true;
}

/** Put the sheets that are others now in place of those before. */
export function replaceSheets({ start, stop, sheets }) {
  state.book.sheets.splice(start, stop - start, ...sheets);
  state.book.pages = [...pages(state.book.sheets)];
}

/** Every page of the book: {key, number, folio, layout}; key "" is a blank page. */
function* pages(sheets) {
  for (const sheet of sheets) {
    for (let blank = 0; blank < sheet.blank; blank += 1) yield { key: "", number: 0, folio: "", layout: "" };
    for (const [number, folio] of sheet.folios.entries()) yield { key: sheet.key, number, folio, layout: sheet.layout };
  }
}

/** An element with attributes and children; text is always text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);
