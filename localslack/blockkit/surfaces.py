"""Whole messages and views: checked against the tables, then given the ids Slack gives."""

import copy
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from localslack.blockkit.blocks import BLOCK
from localslack.blockkit.checks import boolean, fault, listing, record, string
from localslack.blockkit.objects import IDENT, kind, plain
from localslack.kinds import Json, SlackError

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
# Not in Slack's documents; its engineers give it in the bolt-js issues 2509 and 2867.
MOST_TEXT_IN_BLOCKS = 12_000
MOST_VIEW_BYTES = 250_000

MESSAGE_BLOCKS = listing(BLOCK, MOST_IN_MESSAGE, 0)
COMMON = {
    "blocks": listing(BLOCK, MOST_IN_VIEW, 0),
    "private_metadata": string(3000),
    "callback_id": IDENT,
    "external_id": IDENT,
}
VIEWS = {
    "home": record({**kind("home"), **COMMON}, ["type", "blocks"]),
    "modal": record(
        {
            **kind("modal"),
            **COMMON,
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
        ["type", "title", "blocks"],
    ),
}


def checked_blocks(blocks: Any) -> list[Json]:  # noqa: ANN401 - what an app sent
    """Return a message's blocks with their ids; raise `invalid_blocks` naming each fault."""
    faults = MESSAGE_BLOCKS(blocks, "/blocks") or _repeated(blocks, "/blocks")
    if faults:
        raise refusal("invalid_blocks", faults)
    if sum(map(len, _texts(blocks))) > MOST_TEXT_IN_BLOCKS:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks)


def checked_view(view: Any, surface: str) -> Json:  # noqa: ANN401 - what an app sent
    """Return a view with its blocks' ids; raise `invalid_arguments` or `view_too_large`."""
    if len(json.dumps(view)) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    faults = VIEWS[surface](view, "/view")
    faults = faults or _repeated(view["blocks"], "/view/blocks") or _no_submit(view)
    if faults:
        raise refusal("invalid_arguments", faults)
    return {**view, "blocks": with_ids(view["blocks"])}


def refusal(error: str, faults: Iterable[str]) -> SlackError:
    """Return Slack's refusal of a payload, with each fault named."""
    faults = list(faults)
    messages = {"messages": [f"[ERROR] {one}" for one in faults]}
    return SlackError(error, errors=faults, response_metadata=messages)


def with_ids(blocks: list[Json]) -> list[Json]:
    """Return the blocks with a block_id on each and an action_id on each element that acts."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", secrets.token_urlsafe(4))
        for element in acting(block):
            element.setdefault("action_id", secrets.token_urlsafe(4))
    return blocks


def acting(block: Json) -> Iterator[Json]:
    """Yield the elements of a block that a person can use."""
    inside = block.get("elements", ()) if block["type"] == "actions" else ()
    for element in (*inside, block.get("accessory"), block.get("element")):
        if element and element["type"] != "image":
            yield element


def _repeated(blocks: list[Json], at: str) -> list[str]:
    block_ids = Counter(one["block_id"] for one in blocks if one.get("block_id"))
    found = [f"block_id {name} already exists" for name, n in block_ids.items() if n > 1]
    for block in blocks:
        ids = Counter(one["action_id"] for one in acting(block) if one.get("action_id"))
        found += [f"action_id {name} already exists" for name, n in ids.items() if n > 1]
    return [words for one in found for words in fault(one, at)]


def _no_submit(view: Json) -> list[str]:
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] != "modal" or not has_input or view.get("submit"):
        return []
    return fault("missing required field: submit", "/view")


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a block
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)
