/** Small helpers for building the page: everything goes in as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: `on…` props are listeners, `class`, `data-…` and `aria-…` are attributes, null ones are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "value") node.value = value;
  else node.setAttribute(name, value === true ? "" : value);
}

/** The element with this id, which index.html promises to hold. */
export function byId(id) {
  return document.getElementById(id);
}

let count = 0;

/** A new id for tying a label, a hint or a list to its field. */
export function freshId(stem) {
  count += 1;
  return `${stem}-${count}`;
}

const ICONS = {
  eye: "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5S2 10 2 10Zm8 2.6a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2Z",
  close: "M5 5l10 10M15 5 5 15",
  back: "M12 4l-6 6 6 6",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  home: "M3.5 9.5 10 4l6.5 5.5M5.5 8.5V16h9V8.5",
  down: "M5 8l5 5 5-5",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h7c3 0 5 2 5 5.5",
};

/** A line icon, hidden from screen readers: the text beside it or the control's label says what it is. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 20 20", "aria-hidden": "true", class: `icon icon-${name}` })) {
    svg.setAttribute(key, value);
  }
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Says something at the bottom of the window for a few seconds. */
export function toast(text) {
  const note = h("div", { class: "toast" }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 6000);
}
