"""How well text stands out from what is behind it, measured in a page."""

import re
from typing import Any

from playwright.sync_api import Page

# WCAG 2.2, 1.4.3 (AA), for text of normal size: https://www.w3.org/TR/WCAG22/#contrast-minimum
ENOUGH = 4.5
COLOURS = """
() => {
  const over = (node) => {
    const layers = [];
    for (let one = node; one; one = one.parentElement) {
      layers.push(getComputedStyle(one).backgroundColor);
      if (one.matches("dialog")) break;
    }
    return layers;
  };
  const shows = (node) => node.childNodes.length && [...node.childNodes].some(
    (child) => child.nodeType === 3 && child.textContent.trim()) && node.checkVisibility()
    && getComputedStyle(node).color !== "rgba(0, 0, 0, 0)";
  return [...document.querySelectorAll("body *")].filter(shows).map((node) => ({
    text: node.textContent.trim().slice(0, 40),
    colour: getComputedStyle(node).color,
    grounds: over(node),
    image: getComputedStyle(node).backgroundImage,
  }));
}
"""
Colour = tuple[float, float, float, float]


def colour(css: str) -> Colour:
    numbers = [float(one) for one in re.findall(r"[\d.]+", css)]
    red, green, blue = numbers[:3]
    return red, green, blue, numbers[3] if len(numbers) > 3 else 1.0


def blend(top: Colour, below: Colour) -> Colour:
    share = top[3]
    mixed = [
        share * one + (1 - share) * other for one, other in zip(top[:3], below[:3], strict=True)
    ]
    return mixed[0], mixed[1], mixed[2], 1.0


def luminance(of: Colour) -> float:
    def linear(channel: float) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(of[0]) + 0.7152 * linear(of[1]) + 0.0722 * linear(of[2])


def contrast(seen: dict[str, Any]) -> float:
    ground: Colour = (255, 255, 255, 1)
    for layer in reversed(seen["grounds"]):
        ground = blend(colour(layer), ground)
    lights = sorted(luminance(one) for one in (blend(colour(seen["colour"]), ground), ground))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def measured(page: Page) -> list[tuple[str, float]]:
    """Return each text that can be seen with its contrast."""
    seen = [one for one in page.evaluate(COLOURS) if "gradient" not in one["image"]]
    return [(one["text"], round(contrast(one), 2)) for one in seen]
