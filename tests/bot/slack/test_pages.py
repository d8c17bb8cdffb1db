"""An answer that is longer than Slack takes comes as several, or says where it is cut."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import Answer, aside, bold, bullets, lines, quote, title
from bot.slack.pages import MORE, MOST_PAGES, characters, one_page, pages
from localslack.blockkit.surfaces import checked_blocks

words = st.integers(1, 4000).map(lambda length: "word " * (length // 5) + "x")
block = st.one_of(
    words.map(lambda text: lines([bold("A line: "), text])),
    words.map(quote),
    words.map(lambda text: bullets([text], ["and ", text])),
    st.integers(1, 200).map(lambda length: aside("a" * length)),
    st.just(title("A heading")),
)
answers = st.lists(block, max_size=120).map(lambda blocks: Answer("An answer", blocks))


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
    if len(answer.blocks) <= 50 and characters(list(answer.blocks)) < 10_000:
        assert pages(answer) == [answer]
        assert one_page(answer) == answer


def _texts(part: Any) -> str:  # noqa: ANN401  (any block)
    return "".join(each["text"] for each in part.get("elements", []) if "text" in each)
