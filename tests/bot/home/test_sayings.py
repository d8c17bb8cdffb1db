"""What a sentence is about, by how near it comes to things people say."""

import pytest

from bot.home.sayings import Sayings
from bot.home.subjects import SUBJECTS, Subject
from bot.home.topics import ASKED, LIKELY, SURE, subjects_near

SAYINGS = Sayings([["why was I picked", "is the draw fair"], ["who sees my notes"], ["good night"]])


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Why was I picked?!", 0),
        ("tbh, why was I picked again", 0),
        ("was I picked, and why", 0),
        ("Is teh draw fiar", 0),
        ("who can see the notes", 1),
        ("Who\u2019s seeing my notes", 1),
        ("Good night!", 2),
    ],
)
def test_the_nearest_is_found_in_other_words_another_order_and_with_slips(
    sentence: str, subject: int
) -> None:
    near, found = SAYINGS.nearest(sentence)[0]
    assert found == subject
    assert near >= ASKED


@pytest.mark.parametrize(
    "sentence",
    [
        "Ring Legal about the notes by Friday",
        "Draw up the rota",
        "Review the threshold document with partners",
        "Update the induction folder",
        "any day but friday",
    ],
)
def test_what_is_to_be_done_comes_near_nothing(sentence: str) -> None:
    assert subjects_near(sentence, LIKELY) == []


@pytest.mark.parametrize(
    ("sentence", "offered"),
    [
        ("nudge everyone who hasn't booked", "Who hasn't booked?"),
        ("give me the report for the committee", "Report"),
        ("my mum's ill, might be off", "I'm ill"),
    ],
)
def test_what_comes_less_near_is_offered_in_the_words_of_its_subject(
    sentence: str, offered: str
) -> None:
    [first, *_] = subjects_near(sentence, LIKELY)
    assert first.offer is not None
    assert first.offer.label == offered


@pytest.mark.parametrize("text", ["why was I picked? " * 50, "wibble " * 4000])
def test_a_long_text_is_not_compared_word_by_word(text: str) -> None:
    assert not SAYINGS.nearest(text)


@pytest.mark.parametrize("text", ["12", "friday", "\U0001f642", "."])
def test_what_has_no_words_comes_near_nothing(text: str) -> None:
    assert SAYINGS.nearest(text)[0][0] == 0


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.said.split("\n")[1].strip())
def test_what_people_say_of_a_subject_is_nearest_to_it(subject: Subject) -> None:
    """Or else a saying stands with the wrong subject, or with two."""
    for said in subject.sayings:
        assert subjects_near(said, SURE)[0] is subject, said
