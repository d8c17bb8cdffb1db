/** The list of suggestions above the composer, driven from its keyboard. */

import { h } from "./dom.js";

/** A listbox tied to a text field. */
export class Suggestions {
  constructor(field, list) {
    Object.assign(this, { field, list, items: [], active: 0, pick: null });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
  }

  get open() {
    return !this.list.hidden;
  }

  /** Shows items ({title, hint, detail}); `pick` is told which one was chosen. */
  show(items, pick) {
    if (!items.length) return this.hide();
    Object.assign(this, { items, pick, active: 0 });
    this.list.replaceChildren(...items.map((item, index) => this.row(item, index)));
    this.list.hidden = false;
    return this.mark();
  }

  row(item, index) {
    const choose = (event) => { event.preventDefault(); this.choose(index); };
    return h("li", { role: "option", id: `${this.list.id}-${index}`, onpointerdown: choose },
      h("span", { class: "suggestion-title" }, item.title), item.hint ? h("span", { class: "suggestion-hint" }, item.hint) : null,
      item.detail ? h("small", {}, item.detail) : null);
  }

  hide() {
    this.list.hidden = true;
    this.items = [];
    this.field.removeAttribute("aria-activedescendant");
  }

  mark() {
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.active)));
    this.list.children[this.active].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.active}`);
  }

  choose(index = this.active) {
    const item = this.items[index];
    this.hide();
    this.pick(item);
  }

  /** Moves, completes or closes; true when the key was for the list. */
  key(event) {
    if (!this.open) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      this.active = (this.active + steps[event.key] + this.items.length) % this.items.length;
      this.mark();
    } else if (event.key === "Tab" || event.key === "Enter") this.choose();
    else if (event.key === "Escape") this.hide();
    else return false;
    event.preventDefault();
    return true;
  }
}
