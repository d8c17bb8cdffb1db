"""What a sentence is about, by how near it comes to things people say."""

import pytest

from bot.home.sayings import Sayings
from bot.home.subjects import SUBJECTS, Subject
from bot.home.topics import NEAR, SURE, subjects_near

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
    assert near >= NEAR


@pytest.mark.parametrize(
    "sentence", ["Ring Legal about the notes by Friday", "Draw up the rota", "Chairs for room 2"]
)
def test_what_is_to_be_done_comes_near_nothing(sentence: str) -> None:
    near, _ = SAYINGS.nearest(sentence)[0]
    assert near < NEAR


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: one.said.split("\n")[1].strip())
def test_what_people_say_of_a_subject_is_nearest_to_it(subject: Subject) -> None:
    """Or else a saying stands with the wrong subject, or with two."""
    for said in subject.sayings:
        assert subjects_near(said, SURE)[0] is subject, said
