"""An answer that is longer than Slack takes comes as several, or says where it is cut."""

import json
from contextlib import suppress
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    checkboxes,
    field_,
    lines,
    modal,
    multi_select,
    option,
    options_of,
    quote,
    radio,
    row,
    section,
    select,
    text_input,
    title,
    two_columns,
    unique,
)
from bot.slack.forms import window
from bot.slack.pages import MORE, MOST_PAGES, characters, fitted, one_page, pages
from localslack.blockkit.surfaces import checked_blocks, checked_view
from localslack.kinds import SlackError

words = st.integers(1, 4000).map(lambda length: "word " * (length // 5) + "x")
block = st.one_of(
    words.map(lambda text: lines([bold("A line: "), text])),
    words.map(quote),
    words.map(lambda text: bullets([text], ["and ", text])),
    words.map(aside),
    words.map(title),
    words.map(lambda text: two_columns(*[[bold(text)]] * (len(text) % 14 + 1))),
    words.map(lambda text: section(text, button(text, "s", {"n": text}))),
    words.map(lambda text: row("row", *_buttons(text, len(text) % 60 + 1))),
    words.map(lambda text: {**aside(text), "elements": aside(text)["elements"] * 13}),
)


def _buttons(text: str, number: int) -> list[Block]:
    return [button(text, f"b{each}", {"n": text[: each * 100]}) for each in range(number)]


def _choices(text: str) -> list[Block]:
    return [
        option(f"{number} {text}", f"{number} {text[:120]}")
        for number in range(len(text) % 250 + 1)
    ]


field = st.one_of(
    words.map(lambda text: field_("text", text, text_input(3000, example=text), hint=text)),
    words.map(lambda text: field_("one", text, select(text, _choices(text)))),
    words.map(lambda text: field_("many", text, multi_select(text, _choices(text)))),
    words.map(lambda text: field_("boxes", text, checkboxes(_choices(text)))),
    words.map(lambda text: field_("radio", text, radio(_choices(text)))),
    words.map(
        lambda text: field_("long", text, select(text, [option(text, text), option("a", "b")]))
    ),
)
answers = st.lists(block, max_size=120).map(lambda all_: Answer("An answer", unique(all_)))


@given(answers)
def test_slack_takes_every_page(answer: Answer) -> None:
    for page in pages(answer):
        checked_blocks(list(page.blocks))


@given(answers)
def test_nothing_is_left_out_in_silence(answer: Answer) -> None:
    shown = pages(answer)
    assert len(shown) <= MOST_PAGES
    whole = sum(characters(list(page.blocks)) for page in shown) == characters(list(answer.blocks))
    assert whole or _texts(shown[-1].blocks[-1]) == MORE


@given(answers)
def test_what_fits_stays_as_it_is(answer: Answer) -> None:
    with suppress(SlackError):
        checked_blocks(list(answer.blocks))
        assume(characters(list(answer.blocks)) < 10_000)
        assert pages(answer) == [answer]
        assert one_page(answer) == answer


@given(st.lists(st.one_of(block, field), max_size=120), words)
def test_slack_takes_every_view_and_what_it_lacks_is_said(blocks: list[Block], text: str) -> None:
    view = fitted(modal("form", text, text, "{}", unique(blocks)))
    checked_view(json.loads(json.dumps(view)), "modal")
    whole = characters(view["blocks"]) == characters(list(blocks))
    assert whole or _texts(view["blocks"][-1]) == MORE
    only_shown = [one for one in blocks if one["type"] != "input"]
    checked_view(window(text, Answer("", unique(only_shown))), "modal")


@given(words)
def test_a_list_of_any_length_is_offered_whole(text: str) -> None:
    choices = _choices(text)
    for picker in (select, multi_select):
        assert options_of(picker(text, choices)) == choices


def test_an_empty_run_of_a_line_is_left_out() -> None:
    [page] = pages(Answer("", [bullets(["one", bold("")], [bold("two")])]))
    checked_blocks(list(page.blocks))
    assert characters(list(page.blocks)) == len("onetwo")


def _texts(part: Any) -> str:  # noqa: ANN401  (any block)
    return "".join(each["text"] for each in part.get("elements", []) if "text" in each)
