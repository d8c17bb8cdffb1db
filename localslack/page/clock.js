/** The workspace's time, which runs with the machine's but may be moved. */

import { post } from "./api.js";
import { byId, toast } from "./dom.js";
import { clockText } from "./format.js";

/** Remembers how far the workspace is from the machine. */
export class Clock {
  constructor() {
    this.ahead = 0;
  }

  /** Takes the workspace's time from the server. */
  set(iso) {
    this.ahead = new Date(iso).getTime() - Date.now();
    this.draw();
  }

  /** The workspace's time now. */
  now() {
    return new Date(Date.now() + this.ahead);
  }

  /** Shows it at the top of the page. */
  draw() {
    const shown = clockText(this.now());
    if (byId("clock").textContent === shown) return;
    byId("clock").textContent = shown;
    byId("clock").dateTime = this.now().toISOString();
  }

  /** Keeps it going and ties the buttons that move it. */
  start() {
    setInterval(() => this.draw(), 1000);
    for (const button of document.querySelectorAll("[data-move]")) {
      button.addEventListener("click", () => this.move(button.dataset.move));
    }
  }

  /** Asks the server to move it. The stream alone tells where it went, so that two moves stay in their order. */
  async move(how) {
    await post("/page/clock", { move: how }).catch((problem) => toast(problem.message));
  }
}
