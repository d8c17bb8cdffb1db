/** Starts the page and ties its parts together. */

import { get } from "./api.js";
import { Clock } from "./clock.js";
import * as startAgain from "./again.js";
import * as attach from "./attach.js";
import * as composer from "./composer.js";
import { byId, toast } from "./dom.js";
import * as home from "./home.js";
import * as messages from "./messages.js";
import * as modal from "./modal.js";
import * as sidebar from "./sidebar.js";
import { listenAs } from "./stream.js";
import * as topbar from "./topbar.js";
import { settle } from "./waiting.js";
import { conversation, directMessages, people, placeName, remember, world } from "./world.js";

function fromAddress() {
  const query = new URLSearchParams(location.search);
  const known = people().some((user) => user.id === query.get("user"));
  world.me = known ? query.get("user") : people()[0].id;
  world.home = query.get("home") === "1";
  world.channel = query.get("channel") ?? "";
}

/** "dm" is one's direct messages with the bot; a place this person cannot see becomes the first they can. */
function settlePlace() {
  if (world.channel === "dm") world.channel = directMessages().id;
  if (!conversation()) world.channel = world.conversations[0]?.id ?? "";
  if (!world.home) history.replaceState(null, "", sidebar.address({ channel: world.channel }));
}

function beginning(place) {
  const what = place?.kind === "im" ? `your direct messages with ${world.bot.name}` : placeName(place);
  return `This is the very beginning of ${what}. Type / to see what you can ask.`;
}

function drawPlace() {
  const place = conversation();
  const withBot = world.home || place?.kind === "im";
  byId("place-title").textContent = withBot ? world.bot.name : placeName(place).replace(/^#/, "# ");
  byId("place-topic").textContent = withBot ? "App" : place?.topic ?? "";
  byId("beginning").textContent = beginning(place);
  byId("tabs").hidden = !withBot;
  for (const [tab, chosen] of [["tab-home", world.home], ["tab-messages", !world.home]]) {
    byId(tab).setAttribute("aria-selected", String(chosen));
    byId(tab).tabIndex = chosen ? 0 : -1;
  }
  byId("home").hidden = !world.home;
  byId("talk").hidden = world.home;
  document.title = `${byId("place-title").textContent} · ${world.team.name}`;
}

let looked = 0;
/** What happened while a conversation was being fetched: the answer may be older. */
let meanwhile = null;

async function loadMessages() {
  looked += 1;
  const asked = looked;
  meanwhile = [];
  const found = await get("/page/messages", { user: world.me, channel: world.channel, opened: 1 }).catch(giveUp);
  if (asked !== looked) return;
  messages.showAll(found, conversation()?.unread ?? 0);
  catchUp();
  seen();
}

function giveUp(problem) {
  meanwhile = null;
  throw problem;
}

function catchUp() {
  const events = meanwhile;
  meanwhile = null;
  events.forEach(heard);
}

function seen() {
  if (conversation()) conversation().unread = 0;
  sidebar.draw();
}

/** Shows the place the address names, as the person it names. */
async function show() {
  const { me } = world;
  const found = await get("/page/conversations", { user: me });
  if (me !== world.me) return;
  world.conversations = found;
  settlePlace();
  topbar.draw();
  world.clock.draw();
  drawPlace();
  sidebar.draw();
  composer.draw();
  await (world.home ? home.open() : loadMessages());
}

async function go(search) {
  const before = world.me;
  if (search !== location.search) history.pushState(null, "", search);
  fromAddress();
  openSidebar(false);
  if (world.me !== before) become();
  await show();
  if (!world.home) byId("entry").focus();
}

function become() {
  modal.forget();
  listenAs(world.me, heard, again);
}

async function bootstrap() {
  const answer = await get("/page/bootstrap");
  remember(answer);
  world.clock.set(typeof answer.clock === "string" ? answer.clock : answer.clock.now);
  topbar.connection(answer.connected);
  startAgain.offer(answer.may_end);
}

async function again() {
  await guarded(async () => { await bootstrap(); await show(); });
}

async function guarded(work) {
  await work().catch((problem) => toast(problem.message));
}

function isOpen(channel) {
  return !world.home && channel === world.channel;
}

let marking = null;

/** Tells the server that what just arrived in the open conversation has been seen. */
function markRead() {
  clearTimeout(marking);
  const query = { user: world.me, channel: world.channel };
  marking = setTimeout(() => get("/page/messages", query).catch(() => undefined), 300);
}

function arrived({ channel, message }) {
  if (!isOpen(channel)) return sidebar.countUnread(channel);
  messages.add(message);
  return markRead();
}

const HEARD = {
  message: arrived,
  changed: ({ channel, message }) => isOpen(channel) && messages.rewrite(message),
  deleted: ({ channel, message, ts }) => isOpen(channel) && messages.remove(message?.ts ?? ts),
  view: ({ view, replaces }) => modal.receive(view, replaces),
  view_closed: ({ view_id: id }) => modal.dismiss(id),
  home: ({ view }) => world.home && home.show(view),
  typed: composer.typed,
  failed: (event) => modal.failed(event) || composer.failed(event),
  clock: ({ now }) => world.clock.set(now),
  connected: ({ connected }) => topbar.connection(connected),
};

/** Events that say the bot did something, and so give waiting buttons back. */
const CHANGES = new Set(["message", "changed", "deleted", "view", "view_closed", "home", "failed"]);

const IN_CONVERSATION = new Set(["message", "changed", "deleted"]);

function heard(event) {
  if (meanwhile && IN_CONVERSATION.has(event.type)) meanwhile.push(event);
  else HEARD[event.type]?.(event);
  if (CHANGES.has(event.type)) settle();
}

function followLinks(event) {
  const place = event.target.closest("a[data-place]");
  if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  guarded(() => go(addressOf(place.dataset.place)));
}

/** A place as the person one is now sees it: a link may have been drawn for somebody else. */
function addressOf(id) {
  if (id === "home") return sidebar.address({ home: true });
  const kind = world.conversations.find((one) => one.id === id)?.kind;
  return sidebar.address({ channel: kind === "im" ? "dm" : id });
}

function goTab(tab) {
  const place = tab === "tab-home" ? { home: true } : { channel: directMessages().id };
  guarded(() => go(sidebar.address(place))).then(() => byId(tab).focus());
}

function tabKeys(event) {
  if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
  goTab(event.target.id === "tab-home" ? "tab-messages" : "tab-home");
}

function switchPersona() {
  const place = world.home ? { home: true } : { channel: conversation()?.kind === "im" ? "dm" : world.channel };
  guarded(() => go(sidebar.address({ ...place, user: byId("persona").value }))).then(() => byId("persona").focus());
}

/** On a narrow window the sidebar is a drawer. */
function openSidebar(open) {
  document.body.classList.toggle("sidebar-open", open);
  byId("sidebar-toggle").setAttribute("aria-expanded", String(open));
  if (open) byId("places").querySelector("a").focus();
}

function toggleSidebar() {
  openSidebar(!document.body.classList.contains("sidebar-open"));
}

function sidebarKeys(event) {
  if (event.key !== "Escape" || !document.body.classList.contains("sidebar-open")) return;
  openSidebar(false);
  byId("sidebar-toggle").focus();
}

function listen() {
  byId("places").addEventListener("click", followLinks);
  byId("places").addEventListener("keydown", sidebarKeys);
  byId("persona").addEventListener("change", switchPersona);
  byId("sidebar-toggle").addEventListener("click", toggleSidebar);
  for (const tab of ["tab-home", "tab-messages"]) byId(tab).addEventListener("click", () => goTab(tab));
  byId("tabs").addEventListener("keydown", tabKeys);
  window.addEventListener("popstate", () => guarded(() => go(location.search)));
  modal.listen();
  composer.listen();
  attach.listen();
  startAgain.listen();
  messages.stayAtEnd();
  world.clock.start();
}

async function start() {
  world.clock = new Clock();
  await bootstrap();
  fromAddress();
  listen();
  become();
  await show();
  if (!world.home) byId("entry").focus();
}

guarded(start);
