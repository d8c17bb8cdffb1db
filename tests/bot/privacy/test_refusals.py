"""What is said of personal data: its kind, what to write instead, and no word of the text."""

from datetime import date

import pytest

from bot.privacy.refusals import KINDS
from bot.refusals import refusal_words
from db.guard.kinds import Kind
from db.privacy import Finding, PersonalDataError, find, refuse

TODAY = date(2026, 11, 23)


def told(text: str) -> str:
    with pytest.raises(PersonalDataError) as refused:
        refuse(text, TODAY)
    return refusal_words(refused.value)


def test_a_refusal_names_the_kind_and_says_what_to_do() -> None:
    assert told("Child 943 476 5870 seen") == (
        "That looks like an NHS number. I keep nothing about children or families here: "
        "take it out, and use the action's own number, for example #12."
    )


def test_a_question_asks_whether_it_is_about_a_child() -> None:
    assert told("Visit child AB") == (
        "Is this about a child or a family? That looks like a child's initials. If it is, take it "
        "out: name the case by its line on the month's sheet, for example line 17."
    )


def test_several_things_are_asked_about_at_once() -> None:
    words = told("Visit child AB at 14 Acacia Avenue")
    assert "a home address and a child's initials" in words


def test_a_link_is_said_to_be_one() -> None:
    assert "The link looks as if it holds an NHS number." in told("https://a.example/9434765870")


def test_every_kind_has_words() -> None:
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_refusal_suggests_would_itself_be_let_by(kind: Kind) -> None:
    assert find(refusal_words(PersonalDataError([Finding(kind)])), TODAY) is None


@pytest.mark.parametrize("text", ["Child 943 476 5870 seen", "child AB", "mum@example.com"])
def test_no_refusal_repeats_the_text(text: str) -> None:
    words = told(text)
    assert not [word for word in ("943", "5870", "AB", "mum", "example.com") if word in words]
