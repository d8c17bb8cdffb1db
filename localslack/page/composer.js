/** Where one types: commands with their hints, people by @, Enter to send. */

import { post } from "./api.js";
import { menuButton } from "./dialogs.js";
import { byId, h, toast } from "./dom.js";
import { escape } from "./mrkdwn.js";
import { addFailure, addPending, toBottom } from "./messages.js";
import { Suggestions } from "./suggestions.js";
import { conversation, people, personName, placeName, world } from "./world.js";

const entry = () => byId("entry");
const mentioned = new Map();
const pending = [];
let sent = [];
let recalled = 0;
let suggestions;
let thread = null;

function grow() {
  entry().style.height = "auto";
  entry().style.height = `${Math.min(entry().scrollHeight, 200)}px`;
}

/** The "@names" in the text that were chosen from the list, longest first. */
function chosenNames() {
  return [...mentioned.keys()].filter((name) => entry().value.includes(name)).sort((a, b) => b.length - a.length);
}

/** Splits text at the chosen names: odd pieces are names. */
function split(text) {
  const names = chosenNames().map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return names.length ? text.split(new RegExp(`(${names.join("|")})`)) : [text];
}

/** Shows the mentions behind the text field, which itself can only hold characters. */
function mirror() {
  const pieces = split(entry().value).map((piece, index) => (index % 2 ? h("mark", {}, piece) : piece));
  byId("mirror").replaceChildren(...pieces, "\u200b");
  byId("mirror").scrollTop = entry().scrollTop;
}

/** The text with the people chosen from the list as <@id>; `written` says how the rest is written. */
function encoded(text, written = (piece) => piece) {
  return split(text).map((piece, index) => (index % 2 ? `<@${mentioned.get(piece)}>` : written(piece))).join("");
}

/** Puts text into the composer, ready to be changed. */
function fill(text) {
  entry().value = text;
  entry().focus();
  entry().setSelectionRange(text.length, text.length);
  changed();
}

function changed() {
  grow();
  mirror();
  suggest();
}

function commandItems(typed) {
  return world.commands.filter(({ command }) => command.startsWith(typed)).map((command) => ({
    title: command.command, hint: command.usage_hint, detail: command.description, command,
  }));
}

function personItems(typed) {
  const wanted = typed.toLowerCase();
  const fits = (user) => [user.real_name ?? "", user.name].some((name) => name.toLowerCase().includes(wanted));
  const bot = { id: world.bot.user_id, name: world.bot.name, real_name: world.bot.name, title: "App" };
  return [...people(), bot].filter(fits).slice(0, 8).map((user) => ({ title: personName(user.id), detail: user.title, user }));
}

function insertPerson(typed) {
  return ({ user }) => {
    const name = `@${personName(user.id)}`;
    const end = entry().selectionStart;
    mentioned.set(name, user.id);
    entry().setRangeText(`${name} `, end - typed.length - 1, end, "end");
    changed();
  };
}

function suggest() {
  const before = entry().value.slice(0, entry().selectionStart);
  const command = before.match(/^\/\S*$/);
  const person = before.match(/(?:^|\s)@([^@\n]{0,40})$/);
  usage();
  if (command) suggestions.show(commandItems(command[0]), (item) => fill(`${item.command.command} `));
  else if (person) suggestions.show(personItems(person[1]), insertPerson(person[1]));
  else suggestions.hide();
}

/** After "/action " the command's own hint stays in sight. */
function usage() {
  const [word] = entry().value.split(/\s/, 1);
  const known = world.commands.find(({ command }) => command === word);
  const shown = known && entry().value.length > word.length;
  byId("usage").replaceChildren(...(shown ? [h("strong", {}, word), ` ${known.usage_hint ?? ""}`] : []));
}

/** Enter on a command typed in full sends it, instead of completing what is complete. */
function isWhole(event) {
  return event.key === "Enter" && suggestions.items[suggestions.active]?.command?.command === entry().value;
}

function key(event) {
  if (event.isComposing) return;
  if (isWhole(event)) suggestions.hide();
  if (suggestions.key(event)) return;
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); }
  else if (event.key === "ArrowUp" && mayRecall()) { event.preventDefault(); recall(-1); }
  else if (event.key === "ArrowDown" && recalled < sent.length) { event.preventDefault(); recall(1); }
}

function mayRecall() {
  return sent.length > 0 && (entry().value === "" || entry().value === sent[recalled]);
}

function recall(step) {
  recalled = Math.max(0, Math.min(sent.length, recalled + step));
  fill(sent[recalled] ?? "");
  suggestions.hide();
}

function send() {
  const typed = entry().value.trim();
  if (!typed) return;
  const [text, shown] = [encoded(typed), encoded(typed, escape)];
  sent = [...sent.filter((one) => one !== typed), typed];
  recalled = sent.length;
  fill("");
  if (isCommand(typed)) sendCommand(text, shown);
  else sendMessage(text);
}

/** Empties the field, and returns the words that go with a file and where; a command stays where it is. */
export function takeWords() {
  const typed = entry().value.trim();
  const thread_ts = thread?.ts ?? "";
  leaveThread();
  if (isCommand(typed)) return { text: "", thread_ts };
  const text = encoded(typed);
  fill("");
  return { text, thread_ts };
}

function isCommand(typed) {
  return typed.startsWith("/");
}

async function sendMessage(text) {
  toBottom();
  const thread_ts = thread?.ts;
  leaveThread();
  await post("/page/message", { user: world.me, channel: world.channel, text, ...(thread_ts ? { thread_ts } : {}) }).catch((problem) => toast(problem.message));
}

/** Says below which message one writes, with a way back. */
function enterThread({ detail }) {
  thread = detail;
  const back = h("button", { type: "button", class: "tip", onclick: leaveThread }, "Leave the thread");
  byId("thread").replaceChildren(`Reply in the thread of ${detail.name} `, back);
  entry().focus();
}

function leaveThread() {
  thread = null;
  byId("thread").replaceChildren();
}

async function sendCommand(text, shown) {
  const line = { channel: world.channel, word: text.split(/\s/, 1)[0], node: addPending(shown) };
  pending.push(line);
  const answer = await post("/page/command", { user: world.me, channel: world.channel, text }).catch((problem) => problem);
  if (answer instanceof Error) failed({ channel: line.channel, text: `${line.word} failed: ${answer.message}` });
  else if (answer.outcome === "failed") failed({ channel: line.channel, text: answer.text });
  line.node.remove();
}

function settled(line) {
  line.node.remove();
  pending.splice(pending.indexOf(line), 1);
}

/** One's own command was acknowledged: its pending line has done its work. */
export function typed({ channel }) {
  const line = pending.find((one) => one.channel === channel);
  if (line) settled(line);
}

/** One's own command came to nothing: says so in Slack's words, once, although both answer and stream tell it. */
export function failed({ channel, text }) {
  const line = pending.find((one) => one.channel === channel && text.startsWith(one.word));
  if (!line) return toast(text); // a press
  settled(line);
  if (channel === world.channel && !world.home) addFailure(text);
  else toast(text);
}

/** Draws what depends on who is looking and where: placeholder and tips. */
export function draw() {
  leaveThread();
  const place = conversation();
  const name = place?.kind === "im" ? world.bot.name : placeName(place);
  entry().placeholder = `Write to ${name}, or type / for commands`;
  const tips = world.users.get(world.me)?.tips ?? [];
  const chip = (tip) => h("button", { type: "button", class: "tip", onclick: () => fill(tip) }, tip);
  byId("tips").replaceChildren(...(tips.length ? [h("span", { class: "tips-label" }, "Try:"), ...tips.map(chip)] : []));
}

function shortcuts() {
  const global = world.shortcuts.filter(({ type }) => type !== "message");
  const items = global.map((one) => ({ label: one.name, detail: one.description ?? world.bot.name, callback: one.callback_id }));
  const run = ({ callback }) => post("/page/shortcut", { user: world.me, callback_id: callback }).catch((problem) => toast(problem.message));
  if (items.length) byId("shortcuts-holder").append(menuButton(byId("shortcuts"), items, run));
  else byId("shortcuts").remove();
}

/** Starts listening to the keyboard. */
export function listen() {
  suggestions = new Suggestions(entry(), byId("suggestions"));
  document.addEventListener("reply", enterThread);
  entry().addEventListener("input", changed);
  entry().addEventListener("keydown", key);
  entry().addEventListener("scroll", mirror);
  entry().addEventListener("blur", () => suggestions.hide());
  byId("send").addEventListener("click", () => { send(); entry().focus(); });
  shortcuts();
}
