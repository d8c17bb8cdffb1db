/** Handing in files: by the paper clip, or by dropping them on the conversation. */

import { upload } from "./api.js";
import { takeWords } from "./composer.js";
import { byId, toast } from "./dom.js";
import { toBottom } from "./messages.js";
import { world } from "./world.js";

async function send(files) {
  if (!files.length) return;
  const form = new FormData();
  form.append("user", world.me);
  form.append("channel", world.channel);
  const { text, thread_ts } = takeWords();
  form.append("text", text);
  form.append("thread_ts", thread_ts);
  for (const file of files) form.append("file", file);
  toBottom();
  await upload("/page/upload", form).catch((problem) => toast(problem.message));
}

function chosen() {
  const files = [...byId("files").files];
  byId("files").value = "";
  send(files);
}

function over(event) {
  if (![...event.dataTransfer.types].includes("Files")) return;
  event.preventDefault();
  byId("talk").classList.add("dropping");
}

function away() {
  byId("talk").classList.remove("dropping");
}

function dropped(event) {
  away();
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  send([...event.dataTransfer.files]);
}

/** Starts listening for files. */
export function listen() {
  byId("attach").addEventListener("click", () => byId("files").click());
  byId("files").addEventListener("change", chosen);
  byId("talk").addEventListener("dragover", over);
  byId("talk").addEventListener("dragleave", away);
  byId("talk").addEventListener("drop", dropped);
}
