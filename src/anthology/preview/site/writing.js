// What was written, the last at the end, so that it can be taken back: one list for all panes.

import { send } from "./state.js";

const undo = [];
const buttons = () => document.querySelectorAll(".undo");

/** Prepare the buttons that take back; each says in its pane what came of it. */
export function start() {
  for (const button of buttons()) button.addEventListener("click", () => takeBack(button));
  showState();
}

/** Send a change to be written. Throws an Error with the server's words. */
export async function write(path, body) {
  const answer = await send(path, { ...body, write: true });
  if (answer.undo?.length) undo.push(answer.undo);
  showState();
  return answer;
}

function showState() {
  for (const button of buttons()) button.disabled = undo.length === 0;
}

async function takeBack(button) {
  const note = document.getElementById(button.dataset.note);
  const last = undo.pop();
  try {
    const answer = await send("restore", { undo: last });
    note.textContent = "Taken back.";
    document.getElementById(button.dataset.diff).textContent = answer.diff;
  } catch (fault) {
    note.textContent = fault.message;
  }
  showState();
}
