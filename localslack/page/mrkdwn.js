/** Slack's own markup to nodes. Text never becomes markup of the page: every leaf is a text node. */

import { h } from "./dom.js";
import { emoji, isEmoji } from "./emoji.js";
import { dateTokens } from "./format.js";
import { channelName, personName, world } from "./world.js";

const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

/** Turns Slack's three entities back into the characters they stand for. */
function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** The three characters Slack's client escapes in what a person typed. */
export function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A person's name in a mention; one's own stands out, as in Slack. */
export function mention(id) {
  return h("span", { class: id === world.me ? "mention mine" : "mention", "data-user": id }, `@${personName(id)}`);
}

/** A mention of a whole channel. */
export function broadcast(range) {
  return h("span", { class: "mention mine", "data-broadcast": range }, `@${range}`);
}

/** A channel's name as a mention. */
export function channelMention(id) {
  return h("span", { class: "mention" }, `#${channelName(id)}`);
}

/** A link that opens apart; anything but the web, mail and telephone is shown as text. */
export function link(url, ...label) {
  if (!SAFE_LINK.test(url)) return h("span", {}, ...label);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...label);
}

function special(body) {
  const [command, fallback] = body.split("|");
  const [name, ...rest] = command.split("^");
  if (["here", "channel", "everyone"].includes(name)) return broadcast(name);
  if (name === "date") return h("time", {}, dateTokens(rest[0], rest[1] ?? fallback));
  return h("span", { class: "mention" }, unescape(fallback ?? name));
}

function angled(body) {
  const [target, label] = body.split("|");
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1));
  if (target.startsWith("!")) return special(body.slice(1));
  const url = unescape(target);
  return link(url, unescape(label ?? target.replace(/^mailto:/, "")));
}

const EDGE = "(?<![\\p{L}\\p{N}";
const AFTER = "(?![\\p{L}\\p{N}";
/** A run between two marks: marks touch the text inside and no letter or digit outside. */
const run = (mark) => `${EDGE}${mark}])[${mark}](?!\\s)(?:[^${mark}\\n]+?)(?<!\\s)[${mark}]${AFTER}${mark}])`;
const INLINE = [
  ["code", "`[^`\\n]+`"],
  ["angle", "<[^<>\\n]+>"],
  ["bold", run("*")],
  ["italic", run("_")],
  ["strike", run("~")],
  ["emoji", ":[a-z0-9_+-]+(?:::skin-tone-\\d)?:"],
];
const LITERAL = [
  ["url", "\\bhttps?://[^\\s<>|]*[^\\s<>|.,;:!?)'\"]"],
  ["everyone", `${EDGE}@])@(?:here|channel|everyone)${AFTER}])`],
];

function pattern(kinds) {
  return new RegExp(kinds.map(([name, source]) => `(?<${name}>${source})`).join("|"), "gu");
}

const PLAIN = pattern(INLINE);
const PARSED = pattern([...INLINE, ...LITERAL]);

const inner = (text) => text.slice(1, -1);
const MAKE = {
  code: (text) => h("code", {}, codeText(inner(text))),
  angle: (text) => angled(inner(text)),
  bold: (text, how) => h("strong", {}, ...inline(inner(text), how)),
  italic: (text, how) => h("em", {}, ...inline(inner(text), how)),
  strike: (text, how) => h("s", {}, ...inline(inner(text), how)),
  emoji: (text) => emojiNode(inner(text)),
  url: (text) => link(unescape(text), unescape(text)),
  everyone: (text) => broadcast(text.slice(1)),
};

function codeText(text) {
  return unescape(text.replace(/<(?:[^<>|]*\|)?([^<>]*)>/g, "$1"));
}

/** An emoji with its name for screen readers, or the name as typed. */
export function emojiNode(name) {
  if (!isEmoji(name)) return `:${name}:`;
  return h("span", { class: "emoji", role: "img", "aria-label": name.replaceAll("_", " ") }, emoji(name));
}

function inline(text, how) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(how.verbatim ? PLAIN : PARSED)) {
    const [kind, found] = Object.entries(match.groups).find(([, value]) => value !== undefined);
    if (match.index > end) nodes.push(unescape(text.slice(end, match.index)));
    nodes.push(MAKE[kind](found, how));
    end = match.index + found.length;
  }
  if (end < text.length) nodes.push(unescape(text.slice(end)));
  return nodes;
}

function withBreaks(lines, how) {
  return lines.flatMap((line, index) => [...(index ? [h("br")] : []), ...inline(line, how)]);
}

const QUOTED = /^(?:&gt;|>) ?/;

function paragraphs(text, how) {
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTED.test(line);
    if (groups.at(-1)?.quoted !== quoted) groups.push({ quoted, lines: [] });
    groups.at(-1).lines.push(line.replace(QUOTED, ""));
  }
  return groups.flatMap(({ quoted, lines }) =>
    quoted ? [h("blockquote", {}, ...withBreaks(lines, how))] : withBreaks(lines, how));
}

/** Renders mrkdwn. `verbatim` leaves bare addresses and @everyone as they are, as Slack does. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const box = document.createDocumentFragment();
  text.split("```").forEach((piece, index) => {
    if (index % 2) box.append(h("pre", {}, codeText(piece.replace(/^\n|\n$/g, ""))));
    else if (piece) box.append(...paragraphs(index ? piece.replace(/^\n/, "") : piece, { verbatim }));
  });
  return box;
}

/** Renders plain text: emoji by name, and nothing else means anything. */
export function plain(text, withEmoji = true) {
  const box = document.createDocumentFragment();
  const pieces = withEmoji ? text.split(/(:[a-z0-9_+-]+:)/) : [text];
  pieces.forEach((piece, index) => box.append(index % 2 ? emojiNode(inner(piece)) : unescape(piece)));
  return box;
}

/** Renders a Block Kit text object. */
export function textObject(object) {
  if (!object) return document.createDocumentFragment();
  if (object.type === "mrkdwn") return mrkdwn(object.text, { verbatim: object.verbatim });
  return plain(object.text, object.emoji !== false);
}

/** A text object's characters, where only characters can go (a label, an option). */
export function textOf(object) {
  const box = h("span", {}, textObject(object));
  return box.textContent;
}
