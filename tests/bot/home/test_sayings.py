"""What a sentence is about, by how near it comes to things people say."""

import pytest

from bot.home.sayings import Sayings
from bot.home.subjects import Subject, subjects
from bot.home.topics import EXACT, LIKELY, OFFERED, PERHAPS, SURE, subjects_near

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
    likely, found = SAYINGS.nearest(sentence)[0]
    assert found == subject
    assert likely >= SURE


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
    assert subjects_near(sentence, PERHAPS) == []


@pytest.mark.parametrize(
    ("sentence", "offered"),
    [
        ("nudge everybody who is late with theirs", "Has everyone been chased?"),
        ("a report to take to the committee", "I need a report"),
        ("my wife's ill, might be off tomorrow", "I'm ill"),
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
    assert subjects_near(text, LIKELY) == []


@pytest.mark.parametrize("subject", subjects(), ids=lambda one: one.label or one.sayings[0])
def test_just_what_people_say_of_a_subject_is_about_that_alone(subject: Subject) -> None:
    """Or else a saying stands with two subjects."""
    for said in subject.sayings:
        assert subjects_near(said, EXACT) == [subject], said


def test_most_of_what_people_say_is_found_by_what_others_say_of_the_same() -> None:
    """Some are taken out of each subject, and looked for by all the others."""
    said = [[*one.sayings] for one in subjects()]
    taken = [(place, each.pop(at)) for place, each in enumerate(said) for at in (7, 14)]
    nearest = Sayings(said).nearest
    found = [(place, nearest(saying)[:OFFERED]) for place, saying in taken]
    offered = sum(place in [one for _, one in near] for place, near in found)
    answered = [near[0][1] == place for place, near in found if near[0][0] >= SURE]
    assert offered >= 0.7 * len(taken)
    assert sum(answered) >= 0.75 * len(answered)
