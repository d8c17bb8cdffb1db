"""What Slack brings back of a form besides what was filled in: its blocks, as the bot showed them.

Whoever has a session of their own can edit them too. What is not as the bot makes it is out of
date: https://docs.slack.dev/reference/block-kit.
"""

from collections.abc import Mapping
from typing import Any, Final

from bot.slack.carried import fits, out_of_date

_PART = dict[str, Any]
_PARTS = list[_PART]
# What is of which kind, wherever in a form it stands; other names are read by nobody.
_KINDS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("type", "block_id", "action_id", "id", "hash"), str),
    **dict.fromkeys(("title", "submit", "close", "label", "element"), _PART | None),
    **dict.fromkeys(("blocks", "elements", "fields", "options", "option_groups"), _PARTS),
    "text": str | _PART, "value": str, "max_length": int,
}  # fmt: skip
# What a part must have that stands under one of these names, or, being text, has words.
_NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "blocks": ("type",), "elements": ("type",), "element": ("type", "action_id"),
    "options": ("value", "text"), "option_groups": ("options",),
}  # fmt: skip
_OF_AN_INPUT: Final = ("block_id", "element")
_LISTS: Final = ("static_select", "radio_buttons", "checkboxes", "multi_static_select")


def require_as_shown(view: Mapping[str, Any]) -> None:
    """Refuse a form whose blocks are not as the bot made them."""
    if not _is_as_shown(view, "view"):
        raise out_of_date()


def _is_as_shown(part: object, name: str) -> bool:
    if isinstance(part, list):
        return all(_is_as_shown(each, name) for each in part)
    if not isinstance(part, Mapping):
        return True
    if any(not fits(each, _KINDS[key]) for key, each in part.items() if key in _KINDS):
        return False
    needed = [*_NEEDED.get(name, ())]
    needed += _OF_AN_INPUT if part.get("type") == "input" and name == "blocks" else ()
    needed += ("type",) if isinstance(part.get("text"), str) else ()
    if any(part.get(key) is None for key in needed):
        return False
    if name == "element" and part["type"] in _LISTS and not part.keys() & _NEEDED.keys():
        return False
    return all(_is_as_shown(each, key) for key, each in part.items() if key != "state")
