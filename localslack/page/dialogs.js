/** The "are you sure?" dialog and small menus. */

import { freshId, h } from "./dom.js";
import { plain, textObject } from "./mrkdwn.js";

function confirmButtons(dialog, confirm) {
  const style = confirm.style === "danger" ? "button danger" : "button primary";
  const answer = (value) => () => dialog.close(value);
  return h("div", { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", onclick: answer("no") }, plain(confirm.deny?.text ?? "No")),
    h("button", { type: "button", class: style, onclick: answer("yes") }, plain(confirm.confirm?.text ?? "Yes")));
}

/** Asks a Block Kit `confirm` object; true when the person agrees, also when there is nothing to ask. */
export function agreed(confirm) {
  if (!confirm) return Promise.resolve(true);
  const title = freshId("confirm");
  const dialog = h("dialog", { class: "dialog confirm", "aria-labelledby": title },
    h("h2", { id: title }, plain(confirm.title?.text ?? "Are you sure?")),
    h("div", { class: "dialog-text" }, textObject(confirm.text)));
  dialog.append(confirmButtons(dialog, confirm));
  document.body.append(dialog);
  return new Promise((settled) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      settled(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}

function moveBy(menu, step) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length].focus();
}

function menuKeys(menu, close) {
  return (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) moveBy(menu, steps[event.key]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function menuItem(item, choose) {
  return h("button", { type: "button", role: "menuitem", class: "menu-item", onclick: () => choose(item) },
    h("span", {}, item.label), item.detail ? h("small", {}, item.detail) : null);
}

/** A button that opens a menu of `items` ({label, detail, url}); `pick` is told which was chosen. */
export function menuButton(button, items, pick) {
  const holder = h("span", { class: "menu-holder" }, button);
  const menu = h("div", { role: "menu", class: "menu", hidden: true });
  const outside = (event) => holder.contains(event.target) || show(false);
  const show = (open) => {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    document[open ? "addEventListener" : "removeEventListener"]("pointerdown", outside);
    if (open) menu.querySelector("[role=menuitem]")?.focus();
  };
  const choose = (item) => { show(false); button.focus(); pick(item); };
  menu.append(...items.map((item) => menuItem(item, choose)));
  menu.addEventListener("keydown", menuKeys(menu, () => { show(false); button.focus(); }));
  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => show(menu.hidden));
  holder.append(menu);
  return holder;
}
