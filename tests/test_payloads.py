"""The second witness of what is sent to Slack says what is wrong with it."""

import json
from typing import Any

import pytest

from tests.payloads import faults_of_blocks, faults_of_calls, faults_of_view

WORDS = {"type": "mrkdwn", "text": "Finalise the strategy"}
GOOD: dict[str, Any] = {"type": "section", "text": WORDS}


def button(words: str) -> dict[str, Any]:
    label = {"type": "plain_text", "text": words}
    return {"type": "actions", "elements": [{"type": "button", "text": label, "action_id": "a"}]}


@pytest.mark.parametrize("block", [GOOD, button("x" * 75)], ids=["a section", "a button"])
def test_what_is_right_has_no_fault(block: dict[str, Any]) -> None:
    assert list(faults_of_blocks([block])) == []


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"type": "sectio"}, "of no known type"),
        (GOOD | {"colour": "red"}, "would be another"),
        (GOOD | {"text": WORDS | {"text": "x" * 3001}}, "cannot exceed 3000"),
        (button("x" * 76), "cannot exceed 75"),
        ({"type": "context", "elements": [WORDS] * 11}, "cannot exceed 10"),
        ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "exceed 150"),
    ],
    ids=["kind", "field", "section", "button", "context", "header"],
)
def test_what_is_wrong_is_named(block: dict[str, Any], fault: str) -> None:
    assert fault in " ".join(faults_of_blocks([block]))


def test_a_view_is_read_whole() -> None:
    title = {"type": "plain_text", "text": "Edit an action"}
    assert list(faults_of_view({"type": "modal", "title": title, "blocks": [GOOD]})) == []
    longer = {"type": "plain_text", "text": "x" * 25}
    assert list(faults_of_view({"type": "modal", "title": longer, "blocks": [GOOD]}))


def test_every_call_on_record_is_read_as_json_and_as_a_form() -> None:
    wrong = GOOD | {"colour": "red"}
    view = {"type": "home", "blocks": [wrong]}
    calls = [{"blocks": [GOOD]}, {"blocks": json.dumps([wrong])}, {"view": view}, {"users": "U1"}]
    assert len(list(faults_of_calls([{"args": sent} for sent in calls]))) == 2
