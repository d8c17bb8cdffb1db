"""What Slack's own library has against a message or a view, by the models it has of each block.

The local Slack checks all that it is sent by tables of its own; this is a second witness, who has
read Slack's documents for himself.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View


def faults_of_blocks(blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what the library does not know, would not send, or would send otherwise."""
    for given in blocks:
        block = Block.parse(dict(given))
        if block is None:
            yield f"a block of no known type: {given['type']}"
            continue
        try:
            if block.to_dict() != given:
                yield f"it would be another: {given} {block.to_dict()}"
        except SlackObjectFormationError as error:
            yield f"{given['type']}: {error}"


def faults_of_view(view: Mapping[str, Any]) -> Iterator[str]:
    """Yield the same of a view and of what stands in it."""
    yield from faults_of_blocks(view["blocks"])
    try:
        View(**view).to_dict()
    except SlackObjectFormationError as error:
        yield f"{view['type']}: {error}"


def faults_of_calls(calls: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the same of every call of the Web API that the local Slack has on record."""
    for call in calls:
        sent = call["args"]
        yield from faults_of_blocks(_read(sent.get("blocks")) or ())
        if view := _read(sent.get("view")):
            yield from faults_of_view(view)


def _read(sent: Any) -> Any:  # noqa: ANN401  (JSON, or what a form holds of it)
    return json.loads(sent) if isinstance(sent, str) else sent
