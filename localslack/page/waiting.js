/** Buttons that were pressed and wait for something to change. */

const PATIENCE = 3000;
const held = new Set();

/** Whether a control is waiting, and so must not be pressed again. */
export function isHeld(button) {
  return button.getAttribute("aria-busy") === "true";
}

/** Disables a control with a small spinner until `settle` is called or three seconds pass. */
export function hold(button) {
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  held.add(button);
  setTimeout(() => release(button), PATIENCE);
}

/** Gives one control back. */
export function release(button) {
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
  held.delete(button);
}

/** Gives every waiting control back: something changed. */
export function settle() {
  for (const button of [...held]) release(button);
}
