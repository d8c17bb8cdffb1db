/** Modals: a stack of views in one dialog, with errors beside the fields. */

import { post } from "./api.js";
import { blocks } from "./blocks.js";
import { byId, h, icon, toast } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { Surface } from "./surface.js";
import { hold, release } from "./waiting.js";
import { world } from "./world.js";

const stack = [];
let returnTo = null;

const dialog = () => byId("modal");
const top = () => stack.at(-1);

function header(view) {
  const back = stack.length > 1
    ? h("button", { type: "button", class: "icon-button", "aria-label": "Back", onclick: close }, icon("back")) : null;
  return h("header", { class: "modal-header" }, back, h("h2", { id: "modal-title" }, plain(view.title?.text ?? "")),
    h("button", { type: "button", class: "icon-button", "aria-label": "Close dialog", onclick: closeAll }, icon("close")));
}

function footer(view) {
  const label = view.submit?.text ?? (view.blocks.some((block) => block.type === "input") ? "Submit" : null);
  return h("footer", { class: "modal-footer" },
    h("button", { type: "button", class: "button", onclick: close }, plain(view.close?.text ?? "Cancel")),
    label ? h("button", { type: "submit", class: "button primary" }, plain(label)) : null);
}

function draw(view, kept) {
  const surface = new Surface({ type: "view", view_id: view.id }, kept);
  const body = h("div", { class: "modal-body" }, blocks(view.blocks, surface));
  const form = h("form", { novalidate: true, onsubmit: submit, oninput: forgive }, body);
  return { view, surface, form };
}

/** Puts the topmost view into the dialog; views beneath keep what was typed in them. */
function show() {
  const { view, form } = top();
  form.querySelectorAll(".modal-header, .modal-footer").forEach((old) => old.remove());
  form.prepend(header(view));
  form.append(footer(view));
  dialog().replaceChildren(form);
  if (!dialog().open) dialog().showModal();
  focusFirst(form);
}

function focusFirst(form) {
  const first = form.querySelector(".modal-body :is(input, select, textarea, button)");
  (first ?? form.querySelector(".modal-footer button:last-child")).focus();
}

function push(view) {
  if (!stack.length) returnTo = document.activeElement;
  if (view.previous_view_id === null && stack.length) stack.length = 0;
  stack.push(draw(view, {}));
  show();
}

function replace(index, view) {
  const kept = stack[index].surface.values();
  const held = document.activeElement?.dataset?.action;
  stack[index] = draw(view, kept);
  if (stack[index] !== top()) return;
  show();
  if (held) top().form.querySelector(`[data-action="${CSS.escape(held)}"]`)?.focus();
}

/** Opens, pushes or updates a view, as the bot asked. */
export function receive(view, replaces) {
  const index = stack.findIndex((one) => one.view.id === (replaces ?? view.id));
  if (index >= 0 && view.hash && stack[index].view.hash === view.hash) return;
  if (index >= 0) replace(index, view);
  else if (!replaces) push(view);
}

/** Takes one view off the stack, wherever it is. */
export function dismiss(viewId) {
  const index = stack.findIndex((one) => one.view.id === viewId);
  if (index < 0) return;
  stack.splice(index, 1);
  if (stack.length) show();
  else shut();
}

function shut() {
  dialog().close();
  dialog().replaceChildren();
  if (returnTo?.isConnected) returnTo.focus();
  else byId("entry").focus();
}

/** Forgets every view: another person is looking now. */
export function forget() {
  stack.length = 0;
  if (dialog().open) dialog().close();
  dialog().replaceChildren();
}

function close() {
  const { view } = top();
  dismiss(view.id);
  post("/page/close", { user: world.me, view_id: view.id }).catch((problem) => toast(problem.message));
}

function closeAll() {
  while (stack.length) close();
}

/** Esc closes the topmost view only. */
export function listen() {
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    if (stack.length) close();
  });
}

function isEmpty(value) {
  const given = Object.entries(value).filter(([name]) => name !== "type").map(([, one]) => one);
  return given.every((one) => one === null || one === undefined || one.length === 0);
}

/** What Slack's own client refuses before asking the bot: required fields left empty. */
function missing(surface) {
  const empty = surface.fields.filter(({ block, read }) => block.type === "input" && !block.optional && isEmpty(read()));
  return Object.fromEntries(empty.map(({ block }) => [block.block_id, "Please complete this required field."]));
}

function showErrors(form, errors) {
  for (const box of form.querySelectorAll("[data-input]")) {
    const text = errors[box.dataset.input] ?? "";
    box.querySelector(".error").textContent = text;
    box.classList.toggle("wrong", Boolean(text));
    box.querySelector("[aria-describedby]")?.setAttribute("aria-invalid", String(Boolean(text)));
  }
  form.querySelector(".wrong :is(input, select, textarea)")?.focus();
}

/** What is being put right is no longer marked as wrong. */
function forgive(event) {
  const box = event.target.closest(".wrong");
  if (!box) return;
  box.classList.remove("wrong");
  box.querySelector(".error").textContent = "";
  event.target.removeAttribute("aria-invalid");
}

async function submit(event) {
  event.preventDefault();
  const { view, surface, form } = top();
  const button = form.querySelector("[type=submit]");
  if (!button || button.hasAttribute("aria-busy")) return;
  const wanting = missing(surface);
  showErrors(form, wanting);
  if (Object.keys(wanting).length) return;
  hold(button);
  await sendForm(view, surface, form);
  release(button);
}

async function sendForm(view, surface, form) {
  const body = { user: world.me, view_id: view.id, state: surface.values() };
  const answer = await post("/page/submit", body).catch((problem) => ({ outcome: "failed", text: problem.message }));
  OUTCOMES[answer.outcome]?.(view, form, answer);
}

const OUTCOMES = {
  closed: (view) => dismiss(view.id),
  errors: (view, form, answer) => showErrors(form, answer.errors),
  updated: (view, form, answer) => receive(answer.view, null),
  failed: (view, form, answer) => showFailure(form, answer.text),
};

/** Slack's words when the bot did not answer; what was typed stays. */
function showFailure(form, text) {
  form.querySelector(".modal-problem")?.remove();
  form.querySelector(".modal-body").prepend(h("div", { class: "modal-problem", role: "alert" }, text));
}

/** Says in the open modal that a click in it came to nothing; false when none is open. */
export function failed({ text }) {
  if (stack.length) showFailure(top().form, text);
  return stack.length > 0;
}
