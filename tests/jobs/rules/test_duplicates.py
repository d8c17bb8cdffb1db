"""What counts as a likely twin, on pairs as councils write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.duplicates import ALIKE, SAME_SOURCE, Saying, likeness, twins

REPORT = "Peer review report, paragraph"
TWINS = [
    ("Write the Adolescent Strategy", "Finalise the Adolescent Strategy"),
    ("Write the Adolescent Strategy", "Adolescent strategy to be finalised"),
    ("Finalise the Permanence Strategy", "finalise permanence strategy"),
    ("Develop a Children's Vision", "Agree the vision for children"),
    ("Recruit and retain staff", "Recruiting and retaining our staff"),
    ("Roll out the Practice Model to staff", "Practice model rolled out to all staff"),
    ("Run the social work academy", "Social Work Academy to run three times a year"),
    ("Open days for new applicants", "Hold open days for applicants"),
    ("Review the placement panel's terms", "Placement panel terms: review"),
    ("Dip-sample supervision records", "Audit a sample of supervision records"),
    ("Finalise the Adolesent Strategy", "Finalise the Adolescent Strategy"),
    (
        "Permanence training and development sessions for all staff",
        "Training and development sessions on permanence for staff",
    ),
]
NEAR_MISSES = [
    ("Write the Adolescent Strategy", "Finalise the Permanence Strategy"),
    ("Agree a Practice Model", "Roll out the Practice Model to staff"),
    (
        "Finalise the Permanence Strategy",
        "Permanence training and development sessions for all staff",
    ),
    ("Recruit and retain staff", "Training for staff"),
    ("Open days for new applicants", "Open the duty line on Saturdays"),
    ("Review supervision records in Assessment", "Review supervision records in Permanence"),
    ("Review the plan", "Write the adolescent plan"),
    ("Review the strategy", "Finalise the Permanence Strategy"),
    ("Run the social work academy", "Further commitment to Front Line"),
    ("Audit two cases a month", "Audit pathway plans for care leavers"),
    ("Agree the neglect strategy", "Agree the exploitation strategy"),
    ("Brief the scrutiny committee", "Brief the corporate parenting board"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_the_same_in_other_words_is_a_likely_twin(one: str, other: str) -> None:
    assert likeness(Saying(one), Saying(other)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_what_only_sounds_alike_is_not(one: str, other: str) -> None:
    assert likeness(Saying(one), Saying(other)) < ALIKE


@pytest.mark.parametrize(("one", "other"), NEAR_MISSES)
def test_one_paragraph_alone_makes_no_twins(one: str, other: str) -> None:
    source = f"{REPORT} 42"
    assert likeness(Saying(one, source), Saying(other, source)) < ALIKE


@pytest.mark.parametrize("other", ["peer review para 38", "Report, p. 38", f"{REPORT} 38"])
def test_one_paragraph_however_it_is_written_counts_for_a_twin(other: str) -> None:
    one = Saying("Adolescent strategy", f"{REPORT} 38")
    two = Saying("Strategy for adolescents and families", other)
    alone = Saying("Strategy for adolescents and families")
    assert likeness(one, two) > likeness(one, alone)


def test_the_likeliest_come_first_and_no_more_than_three() -> None:
    known = [Saying("Write the Adolescent Strategy", number=n) for n in range(1, 6)]
    known.append(Saying("Finalise the Adolescent Strategy", "paragraph 38", number=9))
    new = Saying("Adolescent Strategy", "para 38")
    assert [twin.number for twin in twins(new, known)] == [9, 1, 2]


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20), st.text(max_size=20))
def test_it_is_the_same_whichever_comes_first(one: str, two: str, here: str, there: str) -> None:
    left, right = Saying(one, here), Saying(two, there)
    assert likeness(left, right) == likeness(right, left)
    assert 0 <= likeness(left, right) <= 100 + SAME_SOURCE


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=60))
def test_an_action_is_its_own_twin_unless_it_says_nothing(title: str) -> None:
    saying = Saying(title)
    assert likeness(saying, Saying(title)) in {0.0, 100.0}
