/** A surface is one message, modal or App Home on the page: what its fields hold, and where its clicks go. */

import { post } from "./api.js";
import { toast } from "./dom.js";
import { world } from "./world.js";

const INITIAL = {
  initial_value: "value",
  initial_option: "selected_option",
  initial_options: "selected_options",
  initial_date: "selected_date",
  initial_time: "selected_time",
  initial_date_time: "selected_date_time",
  initial_user: "selected_user",
  initial_users: "selected_users",
  initial_channel: "selected_channel",
  initial_channels: "selected_channels",
  initial_conversation: "selected_conversation",
  initial_conversations: "selected_conversations",
};

function initialOf(element) {
  const found = Object.entries(INITIAL).filter(([key]) => element[key] !== undefined && element[key] !== null);
  return Object.fromEntries(found.map(([key, name]) => [name, element[key]]));
}

/** One rendered message or view. `container` is as in /page/action; `kept` holds values typed before a redraw. */
export class Surface {
  constructor(container, kept = {}) {
    this.container = container;
    this.kept = kept;
    this.fields = [];
  }

  /** What a field starts with: what was typed before a redraw, or the element's own initial value. */
  start(element, block) {
    return this.kept[block.block_id]?.[element.action_id] ?? initialOf(element);
  }

  /** Notes a field; `read` gives its value in Slack's shape, without the type. */
  field(element, block, read) {
    this.fields.push({ element, block, read: () => ({ type: element.type, ...read() }) });
  }

  /** Slack's state.values. */
  values() {
    const values = {};
    for (const { element, block, read } of this.fields) {
      values[block.block_id] ??= {};
      values[block.block_id][element.action_id] = read();
    }
    return values;
  }

  /** Tells the bot that a field changed; inputs of a form stay silent unless they ask for it. */
  async changed(element, block, value) {
    if (block.type === "input" && !block.dispatch_action) return;
    await this.send(element, block, value);
  }

  /** Sends one action, with the state of every field. */
  async send(element, block, value) {
    const action = { type: element.type, action_id: element.action_id, block_id: block.block_id, ...value };
    const body = { user: world.me, container: this.container, action, state: this.values() };
    await post("/page/action", body).catch((problem) => toast(problem.message));
  }
}
