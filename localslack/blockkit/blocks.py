"""Blocks. Limits: https://docs.slack.dev/reference/block-kit/blocks."""

from collections.abc import Mapping

from localslack.blockkit.checks import Check, boolean, by_type, either, listing, record, string
from localslack.blockkit.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from localslack.blockkit.objects import IDENT, URL, any_text, kind, marked, plain
from localslack.blockkit.rich_text import RICH_TEXT_PARTS


def _block(name: str) -> Mapping[str, Check]:
    return {**kind(name), "block_id": IDENT}


IN_CONTEXT: Mapping[str, Check] = {
    "image": ELEMENTS["image"],
    "plain_text": plain(3000),
    "mrkdwn": marked(3000),
}

BLOCKS: Mapping[str, Check] = {
    "section": record(
        {
            **_block("section"),
            "text": any_text(3000),
            "fields": listing(any_text(2000), 10),
            "accessory": by_type(IN_SECTION),
            "expand": boolean,
        },
        rule=either("text", "fields"),
    ),
    "actions": record(
        {**_block("actions"), "elements": listing(by_type(IN_ACTIONS), 25)}, ["elements"]
    ),
    "context": record(
        {**_block("context"), "elements": listing(by_type(IN_CONTEXT), 10)}, ["elements"]
    ),
    "divider": record(_block("divider")),
    "header": record({**_block("header"), "text": plain(150)}, ["text"]),
    "image": record(
        {**_block("image"), "image_url": URL, "alt_text": string(2000), "title": plain(2000)},
        ["image_url", "alt_text"],
    ),
    "input": record(
        {
            **_block("input"),
            "label": plain(2000),
            "element": by_type(IN_INPUT),
            "dispatch_action": boolean,
            "hint": plain(2000),
            "optional": boolean,
        },
        ["label", "element"],
    ),
    "rich_text": record(
        {**_block("rich_text"), "elements": listing(by_type(RICH_TEXT_PARTS), 1000)}, ["elements"]
    ),
}

BLOCK = by_type(BLOCKS)
