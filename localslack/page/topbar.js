/** The top of the page: the workspace's name, who one is, and whether a bot is there. */

import { byId, h } from "./dom.js";
import { people, world } from "./world.js";

function option(user) {
  return h("option", { value: user.id, selected: user.id === world.me }, user.real_name || user.name);
}

/** People under their titles, in the order the workspace gives them. */
function byTitle() {
  const groups = new Map();
  for (const user of people()) groups.set(user.title ?? "", [...(groups.get(user.title ?? "") ?? []), user]);
  return [...groups].map(([title, users]) =>
    title ? h("optgroup", { label: title }, ...users.map(option)) : h("optgroup", { label: "Everyone else" }, ...users.map(option)));
}

/** Draws the names. */
export function draw() {
  byId("team").textContent = world.team.name;
  byId("persona").replaceChildren(...byTitle());
  byId("persona").value = world.me;
}

/** Shows or hides the quiet banner. */
export function connection(connected) {
  byId("banner").hidden = connected !== false;
}
