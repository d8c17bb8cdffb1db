/** The bot's App Home for the person looking. */

import { get } from "./api.js";
import { blocks } from "./blocks.js";
import { byId, h } from "./dom.js";
import { Surface } from "./surface.js";
import { world } from "./world.js";

function nothing() {
  return h("p", { class: "empty" }, `${world.bot.name} has not put anything here yet.`);
}

function heldField() {
  const held = byId("home").contains(document.activeElement) ? document.activeElement : null;
  return held?.dataset.action;
}

let drawn = 0;

/** Draws a Home view in place of the one shown; the keyboard stays where it was. */
export function show(view) {
  drawn += 1;
  const action = heldField();
  const surface = view && new Surface({ type: "view", view_id: view.id });
  byId("home-view").replaceChildren(view ? blocks(view.blocks, surface) : nothing());
  if (action) byId("home").querySelector(`[data-action="${CSS.escape(action)}"]`)?.focus({ preventScroll: true });
}

/** Opens the Home, which tells the bot that somebody looks; what the bot sends meanwhile is newer than the answer. */
export async function open() {
  byId("home-view").replaceChildren();
  const before = drawn;
  const { view } = await get("/page/home", { user: world.me });
  if (drawn === before) show(view);
}
