"""Slack's documented limits: what is just allowed, and what is just too much."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localslack.blockkit.surfaces import checked_blocks, checked_view, with_ids
from localslack.kinds import Json, SlackError
from tests.localslack.slack import button, modal, plain


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**more: object) -> Json:
    return {"type": "section", "text": mrkdwn("x"), **more}


def fields(count: int, length: int = 1) -> Json:
    return {"type": "section", "fields": [mrkdwn("x" * length)] * count}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def field(**more: object) -> Json:
    element = {"type": "plain_text_input", **more}
    return {"type": "input", "label": plain("Why"), "element": element}


def options(count: int, text: int = 1, value: int = 1) -> list[Json]:
    return [{"text": plain("x" * text), "value": "x" * value}] * count


def select(**more: object) -> Json:
    return {"type": "static_select", "options": options(1), **more}


def confirm(**more: object) -> Json:
    whole = {
        "title": plain("Sure?"),
        "text": mrkdwn("Really?"),
        "confirm": plain("Yes"),
        "deny": plain("No"),
    }
    return button(confirm={**whole, **more})


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def rich_section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


FINE_AND_TOO_MUCH: list[tuple[list[Json], list[Json]]] = [
    ([{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    ([section(text=mrkdwn("x" * 3000))], [section(text=mrkdwn("x" * 3001))]),
    ([section(text=mrkdwn("x"))], [section(text=mrkdwn(""))]),
    ([fields(10)], [fields(11)]),
    ([fields(1, 2000)], [fields(1, 2001)]),
    ([actions(button(text=plain("x" * 75)))], [actions(button(text=plain("x" * 76)))]),
    ([actions(button(text=plain("x")))], [actions(button(text=mrkdwn("x")))]),
    ([actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))]),
    ([actions(button("x" * 255))], [actions(button("x" * 256))]),
    ([actions(button(style="danger"))], [actions(button(style="warning"))]),
    ([actions(button(url="x" * 3000))], [actions(button(url="x" * 3001))]),
    ([section(block_id="x" * 255)], [section(block_id="x" * 256)]),
    (
        [actions(*(button(str(n)) for n in range(25)))],
        [actions(*(button(str(n)) for n in range(26)))],
    ),
    ([actions(button("a"), button("b"))], [actions(button("a"), button("a"))]),
    ([section(block_id="a"), section(block_id="b")], [section(block_id="a")] * 2),
    (
        [{"type": "context", "elements": [mrkdwn("x")] * 10}],
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
    ),
    ([actions(select(options=options(100)))], [actions(select(options=options(101)))]),
    ([actions(select(options=options(1, 75)))], [actions(select(options=options(1, 76)))]),
    ([actions(select(options=options(1, 1, 150)))], [actions(select(options=options(1, 1, 151)))]),
    ([actions(select())], [actions({"type": "static_select"})]),
    (
        [actions(select(initial_option=options(1)[0]))],
        [actions(select(initial_option=options(1, 2)[0]))],
    ),
    (
        [actions(select(placeholder=plain("x" * 150)))],
        [actions(select(placeholder=plain("x" * 151)))],
    ),
    (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    ([{"type": "header", "text": plain("x")}], [{"type": "header", "text": mrkdwn("x")}]),
    ([field(max_length=3000)], [field(max_length=3001)]),
    ([field(placeholder=plain("x" * 150))], [field(placeholder=plain("x" * 151))]),
    ([{**field(), "label": plain("x" * 2000)}], [{**field(), "label": plain("x" * 2001)}]),
    ([{**field(), "hint": plain("x" * 2000)}], [{**field(), "hint": plain("x" * 2001)}]),
    ([actions(confirm(title=plain("x" * 100)))], [actions(confirm(title=plain("x" * 101)))]),
    ([actions(confirm(text=mrkdwn("x" * 300)))], [actions(confirm(text=mrkdwn("x" * 301)))]),
    ([actions(confirm(deny=plain("x" * 30)))], [actions(confirm(deny=plain("x" * 31)))]),
    ([actions(confirm())], [actions(confirm(deny=None))]),
    (
        [actions({"type": "datepicker", "initial_date": "2026-12-04"})],
        [actions({"type": "datepicker", "initial_date": "4/12/2026"})],
    ),
    (
        [actions({"type": "timepicker", "initial_time": "09:00"})],
        [actions({"type": "timepicker", "initial_time": "24:00"})],
    ),
    (
        [actions({"type": "overflow", "options": options(5)})],
        [actions({"type": "overflow", "options": options(6)})],
    ),
    (
        [actions({"type": "checkboxes", "options": options(10)})],
        [actions({"type": "checkboxes", "options": options(11)})],
    ),
    (
        [section(accessory={"type": "multi_users_select"})],
        [actions({"type": "multi_users_select"})],
    ),
    ([field()], [actions({"type": "plain_text_input"})]),
    ([section()], [{"type": "section"}]),
    ([section()], [section(colour="red")]),
    ([section()], [{"text": mrkdwn("x")}]),
    ([section()], [{"type": "heading", "text": plain("x")}]),
    ([actions(button())], [actions({"type": "knob"})]),
    ([actions(button())], [actions()]),
    (
        [rich(rich_section({"type": "user", "user_id": "U01"}))],
        [rich(rich_section({"type": "user"}))],
    ),
    (
        [rich(rich_section({"type": "broadcast", "range": "here"}))],
        [rich(rich_section({"type": "broadcast", "range": "all"}))],
    ),
    (
        [rich({"type": "rich_text_list", "style": "bullet", "elements": [rich_section()]})],
        [rich({"type": "rich_text_list", "style": "square", "elements": [rich_section()]})],
    ),
    (
        [rich({"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x"}]})],
        [rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U"}]})],
    ),
    (
        [rich({"type": "rich_text_quote", "elements": [{"type": "emoji", "name": "eyes"}]})],
        [rich({"type": "rich_text_quote", "elements": [{"type": "smile"}]})],
    ),
]


@pytest.mark.parametrize(("fine", "too_much"), FINE_AND_TOO_MUCH)
def test_a_message_is_held_to_slacks_limits(fine: list[Json], too_much: list[Json]) -> None:
    assert len(checked_blocks(fine)) == len(fine)
    with pytest.raises(SlackError, match=r"^invalid_blocks$") as refused:
        checked_blocks(too_much)
    assert all("[json-pointer:/blocks" in one for one in refused.value.more["errors"])


def test_all_the_text_of_a_message_is_limited_too() -> None:
    assert checked_blocks([section(text=mrkdwn("x" * 3000))] * 4)
    with pytest.raises(SlackError, match="msg_blocks_too_long"):
        checked_blocks([*[section(text=mrkdwn("x" * 3000))] * 4, section()])


VIEWS: list[tuple[Json, Json]] = [
    ({"title": plain("x" * 24)}, {"title": plain("x" * 25)}),
    ({"submit": plain("x" * 24)}, {"submit": plain("x" * 25)}),
    ({"close": plain("x" * 24)}, {"close": plain("x" * 25)}),
    ({"private_metadata": "x" * 3000}, {"private_metadata": "x" * 3001}),
    ({"callback_id": "x" * 255}, {"callback_id": "x" * 256}),
    ({"external_id": "x" * 255}, {"external_id": "x" * 256}),
    ({"blocks": [{"type": "divider"}] * 100}, {"blocks": [{"type": "divider"}] * 101}),
    ({"type": "modal"}, {"type": "home"}),
    ({"submit": plain("Save")}, {"submit": None}),
    ({"title": plain("x")}, {"title": None}),
    ({"blocks": [section(block_id="a")]}, {"blocks": [section(block_id="a")] * 2}),
]


@pytest.mark.parametrize(("fine", "too_much"), VIEWS)
def test_a_modal_is_held_to_slacks_limits(fine: Json, too_much: Json) -> None:
    assert checked_view(modal(**fine), "modal")
    with pytest.raises(SlackError, match=r"^invalid_arguments$"):
        checked_view(modal(**too_much), "modal")


def test_a_view_may_not_pass_250_kb() -> None:
    many = [section(text=mrkdwn("x" * 2900)) for _ in range(90)]
    with pytest.raises(SlackError, match="view_too_large"):
        checked_view(modal(blocks=many), "modal")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "options"]), inner)
    ),
    max_leaves=10,
)


@given(JSON)
def test_whatever_is_sent_is_taken_or_refused_and_never_a_crash(blocks: object) -> None:
    try:
        checked_blocks(blocks)
    except SlackError as error:
        assert error.error == "invalid_blocks"  # noqa: PT017 - either outcome is right


def test_given_ids_stay_and_missing_ones_are_made() -> None:
    given_ids, made = with_ids([section(block_id="mine"), actions({"type": "overflow"})])
    assert given_ids["block_id"] == "mine"
    assert made["block_id"]
    assert made["elements"][0]["action_id"]
