"""A slip of the finger is asked about, in the words that may have been meant; nothing is done."""

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.registry import ACTIONS
from bot.slack.blocks import Answer
from bot.slack.spelling import MOST_STRANGE, is_slip, mended
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying, controls, words_on
from tests.people import Council
from tests.properties import examples

__all__ = ["board"]

# What is carried out where nothing is misspelt.
SENTENCES = [
    "mark 2 as done",
    "push 2 back a week",
    "remind me about 2 tomorrow",
    "when is my audit",
    "how many actions are overdue",
    "i'm off sick today",
    "everything is done",
]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mark 2 as dnoe", "mark 2 as done"),
        ("remnd me abuot 2 on friday", "remind me about 2 on friday"),
        ("im of sick tody", "im of sick today"),
        ("how mnay actions are overdue", "how many actions are overdue"),
    ],
)
def test_what_was_meant_is_offered_and_can_be_pressed(
    board: Council, typed: str, meant: str
) -> None:
    somebody = Saying(board, board.manager)
    asked = somebody.says(typed)
    assert isinstance(asked, Answer)
    assert next(words_on(each) for each in controls(list(asked.blocks))) == meant
    assert f"Did you mean “{meant}”?" in str(asked.blocks)
    assert somebody.presses(asked, meant) is not None


@given(st.sampled_from(SENTENCES), st.integers(0, 10), st.sampled_from(["swap", "drop", "double"]))
@examples(60)
def test_no_slip_is_ever_carried_out(sentence: str, place: int, how: str) -> None:
    """Whatever is mended is one of the sentences that could be meant, and only ever asked about."""
    words = sentence.split()
    long = [at for at, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    at = long[place % len(long)]
    word = words[at]
    slipped = {
        "swap": word[0] + word[2] + word[1] + word[3:],
        "drop": word[:-2] + word[-1:],
        "double": word[:2] + word[1:],
    }[how]
    typed = " ".join([*words[:at], slipped, *words[at + 1 :]])
    for made in mended(typed, ACTIONS.known_words):
        changed = [a for a, b in zip(typed.split(), made.split(), strict=True) if a != b]
        assert changed == [slipped]


def test_numbers_names_and_addresses_are_never_mended() -> None:
    known = frozenset({"done", "when", "council"})
    typed = "dnoe12 <@U05|Wehn Dnoe> https://dnoe.example/wehn dnoe@x.example #dnoe Sam's"
    assert list(mended(typed, known)) == []


def test_a_long_text_is_no_slip() -> None:
    assert list(mended("wehn " * (MOST_STRANGE + 1), ACTIONS.known_words)) == []


words = st.text(ascii_lowercase[:4], min_size=3, max_size=6)


@given(words, words)
@examples(300)
def test_a_slip_is_one_letter_too_many_too_few_wrong_or_misplaced(one: str, other: str) -> None:
    def slips_of(word: str) -> set[str]:
        made = set()
        for at in range(len(word) + 1):
            made |= {word[:at] + letter + word[at:] for letter in ascii_lowercase}
            made |= {word[:at] + letter + word[at + 1 :] for letter in ascii_lowercase}
            made |= {word[:at] + word[at + 1 :]}
            made |= {word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]}
        return made - {word}

    is_long = min(len(one), len(other)) > 3
    assert is_slip(one, other) == (is_long and one in slips_of(other))
