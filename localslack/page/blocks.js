/** Block Kit's blocks to nodes. */

import { freshId, h } from "./dom.js";
import { element } from "./elements.js";
import { plain, textObject } from "./mrkdwn.js";
import { richText } from "./richtext.js";

const TYPED = "input:not([type=checkbox]):not([type=radio]), textarea, select";

function section(block, surface) {
  const words = h("div", { class: "section-words" });
  if (block.text) words.append(h("div", { class: "text" }, textObject(block.text)));
  if (block.fields) words.append(h("div", { class: "fields" }, ...block.fields.map((field) => h("div", {}, textObject(field)))));
  const side = block.accessory ? h("div", { class: "accessory" }, element(block.accessory, block, surface)) : null;
  return h("div", { class: "block-section" }, words, side);
}

function actions(block, surface) {
  return h("div", { class: "block-actions" }, ...block.elements.map((one) => element(one, block, surface)));
}

function contextPart(part) {
  if (part.type === "image") return h("img", { src: part.image_url, alt: part.alt_text });
  return h("span", {}, textObject(part));
}

function context(block) {
  return h("div", { class: "block-context" }, ...block.elements.map(contextPart));
}

function image(block) {
  const title = block.title ? h("figcaption", {}, textObject(block.title)) : null;
  return h("figure", {}, title, h("img", { src: block.image_url, alt: block.alt_text }));
}

function heading(block) {
  return h("h3", { class: "block-header" }, textObject(block.text));
}

function ask(field, describedBy, optional) {
  field.setAttribute("aria-describedby", describedBy);
  if (!optional && !field.matches("[role=group]")) field.setAttribute("aria-required", "true");
}

/** An input with its label, hint and a place for what is wrong with it. */
function input(block, surface) {
  const [label, hint, error] = [freshId("label"), freshId("hint"), freshId("error")];
  const made = element(block.element, block, surface);
  const field = made.matches(`${TYPED}, [role]`) ? made : made.querySelector(TYPED) ?? made;
  ask(field, `${hint} ${error}`, block.optional);
  field.setAttribute("aria-labelledby", label);
  const marker = block.optional ? h("span", { class: "optional" }, " (optional)") : null;
  const name = h("label", { id: label }, h("span", {}, textObject(block.label)), marker);
  if (field.matches(TYPED)) { field.id ||= freshId("field"); name.htmlFor = field.id; }
  return h("div", { class: "block-input", "data-input": block.block_id }, name, made,
    h("div", { class: "error", id: error, role: "alert" }),
    h("div", { class: "hint", id: hint }, textObject(block.hint)));
}

const MAKERS = {
  section, actions, context, image, input, header: heading,
  divider: () => h("hr", {}),
  rich_text: richText,
};

function named(block, index) {
  return block.block_id ? block : { ...block, block_id: `block-${index}` };
}

function rendered(block, index, surface) {
  const make = MAKERS[block.type];
  if (!make) return h("div", { class: "unknown" }, plain(`This page cannot show "${block.type}"`));
  return make(named(block, index), surface);
}

/** Renders a list of blocks onto a surface. */
export function blocks(list, surface) {
  return h("div", { class: "blocks" }, ...list.map((block, index) => rendered(block, index, surface)));
}
