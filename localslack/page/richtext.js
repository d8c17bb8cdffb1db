/** Slack's rich_text blocks: sections, lists, quotes and preformatted text. */

import { h } from "./dom.js";
import { broadcast, channelMention, emojiNode, link, mention } from "./mrkdwn.js";
import { dateTokens } from "./format.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"], ["underline", "u"]];

const LEAVES = {
  text: (leaf) => leaf.text,
  link: (leaf) => link(leaf.url, leaf.text ?? leaf.url),
  user: (leaf) => mention(leaf.user_id),
  channel: (leaf) => channelMention(leaf.channel_id),
  broadcast: (leaf) => broadcast(leaf.range),
  usergroup: (leaf) => h("span", { class: "mention" }, `@${leaf.usergroup_id}`),
  emoji: (leaf) => emojiNode(leaf.name),
  color: (leaf) => leaf.value,
  date: (leaf) => dateLeaf(leaf),
};

function dateLeaf(leaf) {
  const shown = dateTokens(leaf.timestamp, leaf.format) || leaf.fallback;
  return leaf.url ? link(leaf.url, shown) : h("time", {}, shown);
}

function leafNode(leaf) {
  const made = LEAVES[leaf.type];
  const node = made ? made(leaf) : `[${leaf.type}]`;
  return STYLES.reduce((inside, [style, tag]) => (leaf.style?.[style] ? h(tag, {}, inside) : inside), node);
}

function leaves(elements) {
  return elements.map(leafNode);
}

/** Ordered markers by depth, as Slack shows them: 1. a. i. */
const ORDERED = ["decimal", "lower-alpha", "lower-roman"];
const BULLETS = ["disc", "circle", "square"];

function list(element) {
  const depth = element.indent ?? 0;
  const markers = element.style === "ordered" ? ORDERED : BULLETS;
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = element.offset ? element.offset + 1 : null;
  const items = element.elements.map((item) => h("li", {}, ...leaves(item.elements)));
  const node = h(tag, { class: `indent-${depth}`, start }, ...items);
  node.style.listStyleType = markers[depth % markers.length];
  return node;
}

const PARTS = {
  rich_text_section: (part) => h("div", { class: "rich-section" }, ...leaves(part.elements)),
  rich_text_list: list,
  rich_text_quote: (part) => h("blockquote", {}, ...leaves(part.elements)),
  rich_text_preformatted: (part) => h("pre", {}, ...leaves(part.elements)),
};

/** Renders a rich_text block. */
export function richText(block) {
  const parts = block.elements.map((part) => PARTS[part.type]?.(part) ?? h("div", {}, `[${part.type}]`));
  return h("div", { class: "rich-text" }, ...parts);
}
