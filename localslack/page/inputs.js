/** Block Kit's fields one types into: text, numbers, dates and times. */

import { h } from "./dom.js";
import { dateText } from "./format.js";
import { textOf } from "./mrkdwn.js";

function common(element, block, spokenName) {
  return {
    class: "field", "data-action": element.action_id, "data-block": block.block_id,
    "aria-label": spokenName(element, block), placeholder: textOf(element.placeholder) || null,
  };
}

function typedOrNull(node) {
  return node.value === "" ? null : node.value;
}

/** Enter sends a field that asks to be heard, as Slack does. */
function hearEnter(node, element, block, surface, read) {
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !block.dispatch_action) return;
    event.preventDefault();
    surface.changed(element, block, read());
  });
}

function textInput(element, block, surface, spokenName) {
  const limits = { maxlength: element.max_length, minlength: element.min_length };
  const props = { ...common(element, block, spokenName), ...limits };
  const node = element.multiline ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, type: "text" });
  return ready(node, element, block, surface);
}

const KINDS = { number_input: "number", email_text_input: "email", url_text_input: "url" };

function typedInput(element, block, surface, spokenName) {
  const limits = { min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : null };
  const node = h("input", { ...common(element, block, spokenName), ...limits, type: KINDS[element.type] });
  return ready(node, element, block, surface);
}

function ready(node, element, block, surface) {
  const read = () => ({ value: typedOrNull(node) });
  node.value = surface.start(element, block).value ?? "";
  surface.field(element, block, read);
  hearEnter(node, element, block, surface, read);
  return node;
}

/** A browser fires "change" for each digit of a year typed by hand: "0002-12-04" is on its way to 2026. */
function isMeant(value) {
  return !/^0\d{3}-/.test(value);
}

function pickedInput(type, answer, words) {
  return (element, block, surface, spokenName) => {
    const node = h("input", { ...common(element, block, spokenName), type });
    const read = () => ({ [answer]: typedOrNull(node) });
    node.value = surface.start(element, block)[answer] ?? "";
    node.addEventListener("change", () => isMeant(node.value) && surface.changed(element, block, read()));
    surface.field(element, block, read);
    return inWords(node, words);
  };
}

/** A browser writes dates its own way, "12/04/2026" in some: our words stand over the field and leave no doubt. */
function inWords(node, words) {
  const shown = h("output", {});
  const say = () => {
    const settled = node.value && isMeant(node.value);
    shown.textContent = settled ? words(node.value) : "Choose …";
    shown.classList.toggle("empty", !settled);
  };
  node.addEventListener("input", say);
  say();
  return h("span", { class: "dated" }, node, shown);
}

function toLocal(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function dateTime(element, block, surface, spokenName) {
  const node = h("input", { ...common(element, block, spokenName), type: "datetime-local" });
  const read = () => ({ selected_date_time: node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null });
  const started = surface.start(element, block).selected_date_time;
  node.value = started ? toLocal(started) : "";
  node.addEventListener("change", () => surface.changed(element, block, read()));
  surface.field(element, block, read);
  return node;
}

/** The makers of these fields by Slack's type. */
export const TEXT_INPUTS = {
  plain_text_input: textInput,
  number_input: typedInput,
  email_text_input: typedInput,
  url_text_input: typedInput,
  datepicker: pickedInput("date", "selected_date", dateText),
  timepicker: pickedInput("time", "selected_time", (time) => time),
  datetimepicker: dateTime,
};
