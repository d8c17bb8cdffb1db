/* Returns [what is wrong, where] of what can be seen: "wide", "cut", "small", "lonely" or "machine". */
(finger) => {
  const found = [];
  const root = document.querySelector("dialog[open]") ?? document.body;
  const name = (node) => `${node.tagName.toLowerCase()}.${node.className} ${node.textContent.trim().slice(0, 50)}`;
  const mayScroll = "input, .tips, .unseen";
  const controls = "button, select, textarea, [role=combobox], .tick";
  const isOut = ({ left, right, width }) => width && (right > innerWidth + 1 || left < -1);
  // A kept date, a mention, an emoji or a code that was not drawn, a gap that was not filled.
  const ofTheMachine = /\b20\d\d-\d\d-\d\d\b|<[@#!][A-Z]|:[a-z]+_[a-z_]+:|\{\w*(\.\w+)?\}|`|\bundefined\b|\bNaN\b/;
  const isEmpty = (node) => !node.textContent.trim() && !node.querySelector("img, svg, input, textarea, button");
  const pen = document.createElement("canvas").getContext("2d");
  const isLongChoice = (select, { font, paddingLeft, paddingRight }) => {
    pen.font = font;
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return pen.measureText(select.selectedOptions[0]?.text ?? "").width > room + 1;
  };
  if (document.documentElement.scrollWidth > innerWidth) found.push(["wide", "the page"]);
  for (const node of root.querySelectorAll("*")) {
    if (!node.checkVisibility() || node.closest("svg, option, optgroup, .sidebar, .tips, .unseen")) continue;
    const style = getComputedStyle(node);
    const { overflowX, textOverflow } = style;
    if (node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1 && !node.matches(mayScroll)) {
      if (["auto", "scroll"].includes(overflowX)) found.push(["wide", name(node)]);
      else if (overflowX === "hidden" && textOverflow !== "ellipsis") found.push(["cut", name(node)]);
    }
    if (node.matches("select") && textOverflow !== "ellipsis" && isLongChoice(node, style)) found.push(["cut", name(node)]);
    const box = node.getBoundingClientRect();
    const isSmall = finger && node.matches(controls) && box.height < finger - 0.5;
    if (isSmall && !node.closest(".picker .picker, #entry, .entry-area, .message-menu")) {
      if (!node.matches(".picker input")) found.push(["small", `${Math.round(box.height)} px, ${name(node)}`]);
    }
    if (!node.childElementCount && isOut(box)) found.push(["cut", name(node)]);
    if (node.matches("h2 + :not(hr), h3 + :not(hr)") && (isEmpty(node) || node.matches("h2 + h2, h3 + h3"))) {
      found.push(["lonely", name(node.previousElementSibling)]);
    }
    if (!node.childElementCount && ofTheMachine.test(node.textContent)) found.push(["machine", name(node)]);
  }
  return found;
}
