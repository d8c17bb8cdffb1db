/** Type-ahead choosers: one person, several people, several options. */

import { freshId, h, icon } from "./dom.js";

/** A combobox over `options` ({value, label, detail}); `changed` hears the list of chosen values. */
export class Picker {
  constructor({ options, chosen, many, label, placeholder, changed, max }) {
    Object.assign(this, { options, many, changed, max, placeholder, chosen: [...chosen], active: 0, shown: [] });
    this.list = h("ul", { role: "listbox", id: freshId("list"), class: "picker-list", hidden: true });
    this.chips = h("span", { class: "picker-chips" });
    this.input = this.makeInput(label);
    this.node = h("span", { class: many ? "picker many" : "picker" }, this.chips, this.input, icon("down"), this.list);
    this.draw();
  }

  makeInput(label) {
    return h("input", {
      type: "text", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": this.list.id, "aria-label": label,
      oninput: () => this.open(), onclick: () => this.open(),
      onkeydown: (event) => this.key(event), onblur: () => this.leave(),
    });
  }

  optionOf(value) {
    return this.options.find((option) => option.value === value) ?? { value, label: value };
  }

  matching() {
    const typed = this.input.value.trim().toLowerCase();
    const whole = !this.many && this.chosen.length && typed === this.optionOf(this.chosen[0]).label.toLowerCase();
    const left = this.options.filter((option) => !this.many || !this.chosen.includes(option.value));
    if (!typed || whole) return left;
    return left.filter(({ label, detail }) => `${label} ${detail ?? ""}`.toLowerCase().includes(typed));
  }

  open() {
    this.shown = this.matching();
    this.active = 0;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.drawList();
    this.list.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    if (!this.many && !this.input.value.trim() && this.chosen.length) this.set([]);
    this.close();
    if (!this.many) this.draw(); // a chip drawn again would not get the click that took the focus
  }

  drawList() {
    const rows = this.shown.map((option, index) => this.row(option, index));
    this.list.replaceChildren(...(rows.length ? rows : [h("li", { class: "picker-none" }, "Nobody and nothing by that name")]));
    this.mark();
  }

  row(option, index) {
    const pick = (event) => { event.preventDefault(); this.pick(option); };
    return h("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false", onpointerdown: pick },
      h("span", {}, option.label), option.detail && option.detail !== option.label ? h("small", {}, option.detail) : null);
  }

  mark() {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.active)));
    rows[this.active]?.scrollIntoView({ block: "nearest" });
    if (rows.length) this.input.setAttribute("aria-activedescendant", rows[this.active].id);
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === "Backspace" && this.many && !this.input.value) this.set(this.chosen.slice(0, -1));
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event);
    else if (event.key === "Enter") this.enter(event, open);
    else if (event.key === "Escape" && open) { event.preventDefault(); event.stopPropagation(); this.close(); }
  }

  step(event) {
    event.preventDefault();
    if (this.list.hidden) return this.open();
    const count = this.shown.length || 1;
    this.active = (this.active + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
    return this.mark();
  }

  enter(event, open) {
    event.preventDefault();
    if (open && this.shown[this.active]) this.pick(this.shown[this.active]);
  }

  pick(option) {
    if (this.many && this.max && this.chosen.length >= this.max) return;
    this.input.value = "";
    this.set(this.many ? [...this.chosen, option.value] : [option.value]);
    if (this.many) this.open();
    else this.close();
  }

  set(values) {
    this.chosen = values;
    this.draw();
    this.changed(values);
  }

  draw() {
    this.input.placeholder = this.many && this.chosen.length ? "" : this.placeholder;
    if (this.many) this.chips.replaceChildren(...this.chosen.map((value) => this.chip(value)));
    else this.input.value = this.chosen.length ? this.optionOf(this.chosen[0]).label : "";
  }

  chip(value) {
    const { label } = this.optionOf(value);
    const drop = () => this.set(this.chosen.filter((one) => one !== value));
    return h("span", { class: "chip" }, label,
      h("button", { type: "button", "aria-label": `Remove ${label}`, onclick: drop }, icon("close")));
  }
}
