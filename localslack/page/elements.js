/** Block Kit's interactive elements. Each maker gives a node and notes its field on the surface. */

import { agreed, menuButton } from "./dialogs.js";
import { freshId, h, icon } from "./dom.js";
import { TEXT_INPUTS } from "./inputs.js";
import { plain, textObject, textOf } from "./mrkdwn.js";
import { Picker } from "./picker.js";
import { hold, isHeld } from "./waiting.js";
import { channelName, people, world } from "./world.js";

/** What a control is called where no label stands beside it. */
function spokenName(element, block) {
  const label = block.label ?? (block.type === "section" ? block.text : null);
  return textOf(block.type === "input" ? label : element.placeholder ?? label) || "Choose";
}

function marks(element, block) {
  return { "data-action": element.action_id, "data-block": block.block_id };
}

async function press(node, element, block, surface) {
  if (isHeld(node) || !(await agreed(element.confirm))) return;
  hold(node);
  const value = { text: element.text, ...(element.value === undefined ? {} : { value: element.value }) };
  await surface.send(element, block, value);
}

function button(element, block, surface) {
  const props = {
    class: `button ${element.style ?? ""}`, "aria-label": element.accessibility_label ?? null, ...marks(element, block),
  };
  const onclick = () => press(node, element, block, surface);
  const node = element.url
    ? h("a", { ...props, href: element.url, target: "_blank", rel: "noopener noreferrer", onclick }, textObject(element.text))
    : h("button", { ...props, type: "button", onclick }, textObject(element.text));
  return node;
}

function overflow(element, block, surface) {
  const opener = h("button", { type: "button", class: "button overflow", "aria-label": "More actions", ...marks(element, block) }, icon("more"));
  const items = element.options.map((option) => ({ option, label: textOf(option.text), detail: textOf(option.description) }));
  return menuButton(opener, items, async ({ option }) => {
    if (option.url) window.open(option.url, "_blank", "noopener");
    if (await agreed(element.confirm)) await surface.send(element, block, { selected_option: option });
  });
}

function optionNode(option, chosen) {
  return h("option", { value: option.value, selected: option.value === chosen?.value }, textOf(option.text));
}

function allOptions(element) {
  return element.options ?? element.option_groups.flatMap((group) => group.options);
}

function optionNodes(element, chosen) {
  if (element.options) return element.options.map((option) => optionNode(option, chosen));
  return element.option_groups.map((group) =>
    h("optgroup", { label: textOf(group.label) }, ...group.options.map((option) => optionNode(option, chosen))));
}

function staticSelect(element, block, surface) {
  const { selected_option: chosen } = surface.start(element, block);
  const nothing = h("option", { value: "" }, textOf(element.placeholder) || "Choose an option");
  const node = h("select", { class: "select", "aria-label": spokenName(element, block), ...marks(element, block) },
    nothing, ...optionNodes(element, chosen));
  const selected = () => ({ selected_option: allOptions(element).find((option) => option.value === node.value) ?? null });
  let before = node.value;
  node.addEventListener("change", async () => {
    if (!(await agreed(element.confirm))) node.value = before;
    else await surface.changed(element, block, selected());
    before = node.value;
  });
  surface.field(element, block, selected);
  return node;
}

const personOption = (user) => ({ value: user.id, label: user.real_name || user.name, detail: user.title });
const optionOption = (option) => ({ value: option.value, label: textOf(option.text), detail: textOf(option.description) });
const channelOption = (channel) => ({ value: channel.id, label: `#${channelName(channel.id)}` });

/** What each chooser offers, the name of its answer, and how values become that answer. */
const CHOOSERS = {
  users_select: { offers: () => people().map(personOption), answer: "selected_user" },
  channels_select: { offers: () => [...world.channels.values()].map(channelOption), answer: "selected_channel" },
  conversations_select: { offers: () => [...world.channels.values()].map(channelOption), answer: "selected_conversation" },
  multi_users_select: { offers: () => people().map(personOption), answer: "selected_users" },
  multi_channels_select: { offers: () => [...world.channels.values()].map(channelOption), answer: "selected_channels" },
  multi_conversations_select: { offers: () => [...world.channels.values()].map(channelOption), answer: "selected_conversations" },
  multi_static_select: { offers: (element) => allOptions(element).map(optionOption), answer: "selected_options" },
};

function answered(element, many, answer, values) {
  if (answer !== "selected_options") return { [answer]: many ? values : values[0] ?? null };
  return { selected_options: allOptions(element).filter((option) => values.includes(option.value)) };
}

function startingValues(started) {
  return [started ?? []].flat().map((one) => one.value ?? one);
}

function chooser(element, block, surface) {
  const { offers, answer } = CHOOSERS[element.type];
  const many = element.type.startsWith("multi_");
  const picker = new Picker({
    options: offers(element), many, max: element.max_selected_items,
    chosen: startingValues(surface.start(element, block)[answer]),
    label: spokenName(element, block), placeholder: textOf(element.placeholder) || "Type a name",
    changed: (values) => surface.changed(element, block, answered(element, many, answer, values)),
  });
  surface.field(element, block, () => answered(element, many, answer, picker.chosen));
  for (const [name, value] of Object.entries(marks(element, block))) picker.input.setAttribute(name, value);
  return picker.node;
}

function tick(option, kind, name, checked) {
  const described = option.description ? h("small", {}, textObject(option.description)) : null;
  return h("label", { class: "tick" },
    h("input", { type: kind, name, value: option.value, checked }),
    h("span", {}, textObject(option.text), described));
}

function tickGroup(kind, role, element, block, chosen) {
  const name = freshId("ticks");
  const isChosen = (option) => chosen.some((one) => one.value === option.value);
  return h("span", { class: "ticks", role, "aria-label": spokenName(element, block), ...marks(element, block) },
    ...element.options.map((option) => tick(option, kind, name, isChosen(option))));
}

function ticked(node, element) {
  const values = [...node.querySelectorAll("input:checked")].map((input) => input.value);
  return element.options.filter((option) => values.includes(option.value));
}

function checkboxes(element, block, surface) {
  const node = tickGroup("checkbox", "group", element, block, surface.start(element, block).selected_options ?? []);
  const read = () => ({ selected_options: ticked(node, element) });
  node.addEventListener("change", () => surface.changed(element, block, read()));
  surface.field(element, block, read);
  return node;
}

function radioButtons(element, block, surface) {
  const chosen = surface.start(element, block).selected_option;
  const node = tickGroup("radio", "radiogroup", element, block, chosen ? [chosen] : []);
  const read = () => ({ selected_option: ticked(node, element)[0] ?? null });
  node.addEventListener("change", () => surface.changed(element, block, read()));
  surface.field(element, block, read);
  return node;
}

function image(element) {
  return h("img", { class: "accessory-image", src: element.image_url, alt: element.alt_text });
}

const MAKERS = {
  button, overflow, image, checkboxes, radio_buttons: radioButtons, static_select: staticSelect,
  ...Object.fromEntries(Object.keys(CHOOSERS).map((type) => [type, chooser])),
  ...TEXT_INPUTS,
};

/** Renders one element; a kind this page does not know is said so, never left out in silence. */
export function element(one, block, surface) {
  const make = MAKERS[one.type];
  if (!make) return h("span", { class: "unknown" }, plain(`This page cannot show "${one.type}"`));
  return make(one, block, surface, spokenName);
}
