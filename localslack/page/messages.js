/** The list of messages: drawing, adding, rewriting in place, and staying where the reader is. */

import { blocks } from "./blocks.js";
import { post } from "./api.js";
import { menuButton } from "./dialogs.js";
import { byId, h, icon, toast } from "./dom.js";
import { avatarClass, clockText, dayKey, dayText, initials, timeText } from "./format.js";
import { emoji } from "./emoji.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { personName, world } from "./world.js";

const NEAR = 60;
const TICK = "white_check_mark";
/** Messages of one person this close together share one heading, as in Slack. */
const TOGETHER = 5 * 60 * 1000;

const pane = () => byId("scroll");
const log = () => byId("log");

/** The coloured square with a person's initials. */
export function avatar(id, name, isBot) {
  const colour = isBot ? "avatar-bot" : avatarClass(id ?? name);
  return h("span", { class: `avatar ${colour}`, "aria-hidden": "true" }, initials(name));
}

function heading(message, name, when) {
  return h("div", { class: "who" }, h("strong", {}, name),
    message.is_bot ? h("span", { class: "app-badge" }, "APP") : null,
    h("time", { datetime: message.time, title: clockText(when) }, timeText(when)));
}

function words(message, surface) {
  if (message.blocks?.length) return blocks(message.blocks, surface);
  const text = message.text ?? "";
  return h("div", { class: "text" }, message.mrkdwn === false ? plain(text) : mrkdwn(text));
}

function files(message) {
  if (!message.files?.length) return null;
  return h("ul", { class: "files" }, ...message.files.map((file) => h("li", {}, ...shown(file))));
}

/** A file's title to save it by, and above it the picture if it is one. */
function shown(file) {
  const href = new URL(file.url_private).pathname;
  const link = h("a", { href, download: file.name }, file.title);
  if (!file.mimetype?.startsWith("image/")) return [link];
  return [h("img", { src: href, alt: file.alt_txt || file.title, onload: stay }), link];
}

/** A picture grows when it arrives: whoever reads at the end still does. */
function stay(event) {
  const grown = event.target.offsetHeight;
  const { scrollHeight, scrollTop, clientHeight } = pane();
  if (scrollHeight - scrollTop - clientHeight < NEAR + grown) toBottom();
}

function wordsOrNone(message, surface) {
  return message.text || message.blocks?.length || !message.files?.length ? words(message, surface) : null;
}

function privacy(message) {
  return message.ephemeral ? h("div", { class: "only-you" }, icon("eye"), "Only visible to you") : null;
}

/** The reactions under a message; pressing one adds one's own or takes it away. */
function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions", role: "group", "aria-label": "Reactions" }, ...message.reactions.map(({ name, users }) => {
    const mine = users.includes(world.me);
    const who = users.map(personName).join(", ");
    return h("button", { type: "button", class: mine ? "reaction mine" : "reaction", "aria-pressed": String(mine), title: who, onclick: () => react(message, name) },
      h("span", { "aria-label": name.replaceAll("_", " "), role: "img" }, emoji(name)), ` ${users.length}`);
  }));
}

function react(message, name) {
  return post("/page/reaction", { user: world.me, channel: world.channel, ts: message.ts, name }).catch((problem) => toast(problem.message));
}

/** What stands at a message one points at: the tick, a reply, and the menu. */
function tools(message) {
  if (message.ephemeral) return null;
  const tick = h("button", { type: "button", class: "icon-button", "aria-label": "React with a tick", title: "React with a tick", onclick: () => react(message, TICK) }, emoji(TICK));
  const reply = h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread", onclick: () => replyTo(message) }, icon("reply"));
  return h("div", { class: "message-menu" }, tick, message.thread_ts ? null : reply, menu(message));
}

/** Lets the composer write below a message; it listens for this. */
function replyTo(message) {
  document.dispatchEvent(new CustomEvent("reply", { detail: { ts: message.ts, name: message.name || personName(message.user) } }));
}

/** The menu of a message: what the bot offers to do with it. */
function menu(message) {
  const offered = world.shortcuts.filter(({ type }) => type === "message");
  if (!offered.length) return null;
  const items = offered.map((one) => ({ label: one.name, detail: world.bot.name, callback: one.callback_id }));
  const opener = h("button", { type: "button", class: "icon-button", "aria-label": "Message menu", title: "Message menu" }, icon("more"));
  const where = { user: world.me, channel: world.channel, ts: message.ts };
  const run = ({ callback }) => post("/page/shortcut", { ...where, callback_id: callback }).catch((problem) => toast(problem.message));
  return h("span", { class: "menu-holder" }, menuButton(opener, items, run));
}

function draw(message) {
  const when = new Date(message.time ?? Number(message.ts) * 1000);
  const name = message.name || personName(message.user);
  const surface = new Surface({ type: "message", channel: world.channel, ts: message.ts });
  const edited = message.edited ? h("span", { class: "edited" }, "(edited)") : null;
  const body = h("div", { class: "body" }, heading(message, name, when), wordsOrNone(message, surface), files(message), edited, reactions(message));
  const line = h("div", { class: "line" }, avatar(message.user, name, message.is_bot), body, tools(message));
  return h("div", {
    role: "article", class: kindOf(message), tabindex: "-1",
    "data-ts": message.ts, "data-day": dayKey(when), "data-at": when.getTime(),
    "data-by": `${message.user}${message.ephemeral ? "!" : ""}`,
  }, privacy(message), line);
}

function kindOf(message) {
  if (message.ephemeral) return "message ephemeral";
  return message.thread_ts ? "message reply" : "message";
}

function follows(node, before) {
  return before && before.dataset.day === node.dataset.day && before.dataset.by === node.dataset.by
    && !node.classList.contains("ephemeral") && Number(node.dataset.at) - Number(before.dataset.at) < TOGETHER;
}

/** Marks where a day begins and which messages continue the one above. */
function arrange() {
  let before = null;
  for (const node of log().querySelectorAll("[data-ts]")) {
    const newDay = before?.dataset.day !== node.dataset.day;
    node.classList.toggle("continued", Boolean(follows(node, before)));
    if (newDay) node.setAttribute("data-day-label", dayText(new Date(Number(node.dataset.at)), world.clock.now()));
    else node.removeAttribute("data-day-label");
    before = node;
  }
}

function atBottom() {
  const { scrollHeight, scrollTop, clientHeight } = pane();
  return scrollHeight - scrollTop - clientHeight < NEAR;
}

/** Shows the newest message. */
export function toBottom() {
  pane().scrollTop = pane().scrollHeight;
}

/** Keeps a reader at the end there when a phone is turned, or when what is being written grows. */
export function stayAtEnd() {
  let isThere = true;
  pane().addEventListener("scroll", () => { isThere = atBottom(); });
  new ResizeObserver(() => isThere && toBottom()).observe(pane());
}

/** Runs a change to the list; a reader at the bottom stays there, another stays where they read. */
function keepingPlace(change) {
  const bottom = atBottom();
  change();
  arrange();
  if (bottom) toBottom();
}

function find(ts) {
  return log().querySelector(`[data-ts="${CSS.escape(ts)}"]`);
}

/** Draws a whole conversation; the last `unread` of its messages stand below a line that says so. */
export function showAll(messages, unread = 0) {
  const drawn = messages.map(draw);
  const others = drawn.filter((_, at) => messages[at].user !== world.me);
  if (unread > 0) others.at(-Math.min(unread, others.length))?.setAttribute("data-new", "New");
  log().replaceChildren(...drawn, ...ownLines());
  arrange();
  toBottom();
}

/** What only this page says, while a command waits or after it failed: it outlives a fresh look at the same place. */
function ownLines() {
  return [...log().querySelectorAll("[data-own]")].filter((node) => node.dataset.own === here());
}

function here() {
  return `${world.me} ${world.channel}`;
}

/** Adds a message in its place by time; one already there is rewritten. */
export function add(message) {
  if (find(message.ts)) return rewrite(message);
  return keepingPlace(() => {
    const later = [...log().querySelectorAll("[data-ts]")].find((node) => Number(node.dataset.ts) > Number(message.ts));
    log().insertBefore(draw(message), later ?? null);
  });
}

function focusPath(node) {
  const held = node.contains(document.activeElement) ? document.activeElement : null;
  return held && { action: held.dataset.action ?? "", block: held.dataset.block ?? "" };
}

function giveFocus(node, path) {
  const same = [...node.querySelectorAll("[data-action]")]
    .find((one) => one.dataset.action === path.action && one.dataset.block === path.block);
  (same ?? node).focus({ preventScroll: true });
}

/** Rewrites a message in place, without moving the page or losing the keyboard's place. */
export function rewrite(message) {
  const old = find(message.ts);
  if (!old) return add(message);
  return keepingPlace(() => {
    const path = focusPath(old);
    const node = draw(message);
    if (old.hasAttribute("data-new")) node.setAttribute("data-new", "New");
    old.replaceWith(node);
    if (path) giveFocus(node, path);
  });
}

/** Takes a message away. */
export function remove(ts) {
  keepingPlace(() => find(ts)?.remove());
}

/** One's own command, seen by nobody else, until the bot answers. */
export function addPending(text) {
  const name = personName(world.me);
  const body = h("div", { class: "body" }, h("div", { class: "who" }, h("strong", {}, name)),
    h("div", { class: "text" }, mrkdwn(text)), h("div", { class: "sending", role: "status" }, "Sending…"));
  const node = h("div", { class: "message pending", "data-own": here() }, h("div", { class: "line" }, avatar(world.me, name, false), body));
  log().append(node);
  toBottom();
  return node;
}

/** Slack's own red line when a command came to nothing. */
export function addFailure(text) {
  keepingPlace(() => {
    const line = h("div", { class: "line" }, h("span", { class: "avatar avatar-slack", "aria-hidden": "true" }, "S"),
      h("div", { class: "body" }, h("div", { class: "failure" }, mrkdwn(text))));
    log().append(h("div", { class: "message ephemeral", "data-own": here() }, privacy({ ephemeral: true }), line));
  });
}
