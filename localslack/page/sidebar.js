/** The channels, the bot's direct messages and its Home, with what is unread. */

import { byId, h, icon } from "./dom.js";
import { avatar } from "./messages.js";
import { directMessages, placeName, world } from "./world.js";

/** The address of a place, for bookmarks and for going back. */
export function address({ user = world.me, channel = "", home = false }) {
  return `?${new URLSearchParams(home ? { user, home: "1" } : { user, channel })}`;
}

function badge(unread) {
  if (!unread) return null;
  return h("span", { class: "badge" }, String(unread), h("span", { class: "unseen" }, " unread"));
}

function row({ here, place, unread = 0 }, ...label) {
  const props = { class: unread ? "place unread" : "place", href: address(place), "aria-current": here ? "page" : null };
  return h("li", {}, h("a", { ...props, "data-place": place.home ? "home" : place.channel }, ...label, badge(unread)));
}

function isHere(conversation) {
  return !world.home && conversation.id === world.channel;
}

function conversationRow(one, ...label) {
  return row({ here: isHere(one), place: { channel: one.id }, unread: one.unread }, ...label);
}

/** A heading with nothing below it would say that something is missing. */
function section(title, rows) {
  if (!rows.length) return "";
  return h("section", {}, h("h2", {}, title), h("ul", {}, ...rows));
}

/** Draws the sidebar. */
export function draw() {
  const channels = world.conversations.filter((one) => one.kind === "channel");
  const groups = world.conversations.filter((one) => one.kind === "mpim");
  const bot = directMessages();
  const face = () => avatar(world.bot.user_id, world.bot.name, true);
  const home = row({ here: world.home, place: { home: true } }, icon("home"), h("span", { class: "place-name" }, `${world.bot.name}: Home`));
  byId("places").replaceChildren(
    section("Channels", channels.map((one) => conversationRow(one,
      h("span", { class: "hash", "aria-hidden": "true" }, "#"), h("span", { class: "place-name" }, one.name)))),
    section("Direct messages", [
      ...(bot ? [conversationRow(bot, face(), h("span", { class: "place-name" }, world.bot.name))] : []),
      ...groups.map((one) => conversationRow(one, face(), h("span", { class: "place-name" }, placeName(one)))),
    ]),
    section("Apps", [home]));
}

/** Counts one more unread message in a conversation. */
export function countUnread(channel) {
  const one = world.conversations.find((place) => place.id === channel);
  if (!one) return;
  one.unread += 1;
  draw();
}
