/* Of the words of a bot that did nothing, notes what was pressed last, and which notices are older than that. */
(words) => {
  let pressed = null;
  let isSure = false;
  let known = [];
  const isOne = ({ textContent }) => words.some((each) => textContent.includes(each));
  const notices = () => [...document.querySelectorAll("#log [data-ts], [role=alert], .toast")].filter(isOne);
  addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    isSure = Boolean(button?.closest(".confirm"));
    if (!isSure) pressed = button;
    for (const one of notices()) if (!one.dataset.ts) one.textContent = "";
    known = notices().map((one) => one.dataset.ts);
  }, true);
  window.cameToNothing = () => Boolean(pressed) && notices().some((one) => !known.includes(one.dataset.ts));
  window.pressAgain = () => {
    const wasSure = isSure;
    pressed.click();
    if (wasSure) document.querySelector(".confirm .dialog-buttons :last-child").click();
  };
}
