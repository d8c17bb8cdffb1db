/* Of the words of a bot that did nothing, notes what was pressed last, and which notices are older than that. */
(words) => {
  let pressed = null;
  let known = [];
  const isOne = ({ textContent }) => words.some((each) => textContent.includes(each));
  const notices = () => [...document.querySelectorAll("#log [data-ts], [role=alert], .toast")].filter(isOne);
  addEventListener("click", ({ target }) => {
    pressed = target.closest("button");
    for (const one of notices()) if (!one.dataset.ts) one.textContent = "";
    known = notices().map((one) => one.dataset.ts);
  }, true);
  window.cameToNothing = () => Boolean(pressed) && notices().some((one) => !known.includes(one.dataset.ts));
  window.pressAgain = () => pressed.click();
}
