/** “Start again”: everything typed is forgotten, and the clock goes back to now. */

import { get, post } from "./api.js";
import { agreed } from "./dialogs.js";
import { byId, toast } from "./dom.js";

const PAUSE = 1000;
const QUESTION = {
  title: { text: "Start again from the beginning?" },
  text: { type: "plain_text", text: "Everything typed here is deleted, and the clock goes back to now. It takes some seconds." },
  confirm: { text: "Start again" }, deny: { text: "Cancel" }, style: "danger",
};

/** Waits until a new workspace has its bot, and opens it. */
async function opened() {
  const answer = await get("/page/bootstrap").catch(() => ({}));
  if (answer.connected) location.assign("/");
  else setTimeout(opened, PAUSE);
}

async function begin() {
  if (!await agreed(QUESTION)) return;
  await post("/page/again", {}).then(() => {
    document.body.inert = true;
    toast("Starting again …");
    setTimeout(opened, 2 * PAUSE);
  }, (problem) => toast(problem.message));
}

/** Offers it where whoever started the workspace takes part. */
export function offer(may) {
  byId("begin-again").hidden = !may;
}

/** Ties the button. */
export function listen() {
  byId("begin-again").addEventListener("click", begin);
}
