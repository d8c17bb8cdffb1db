"""A learning note tells shares by which none of a month's audits can be told."""

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.learning import MonthLearning, Share, chosen, in_order
from jobs.rules.small_numbers import LEAST_SHOWN

COUNTS = st.integers(0, 60)


@st.composite
def months(draw: st.DrawFn) -> MonthLearning:
    held = draw(COUNTS)
    return MonthLearning(expected=held + draw(COUNTS), held=held)


def as_told(month: MonthLearning, number: int) -> tuple[bool, Share, Share | None]:
    """Return all that a reader has of a theme: whether there is a note, and two numbers."""
    return month.is_enough, month.audits, month.share(number) if month.is_enough else None


@given(month=months(), data=st.data())
def test_what_is_told_is_true(month: MonthLearning, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, month.held))
    told = month.share(number)
    if told.least is None:
        assert number < LEAST_SHOWN
    elif told.is_exact:
        assert told.least == number
    else:
        assert LEAST_SHOWN <= told.least <= number


@given(month=months(), data=st.data())
def test_nobody_can_tell_that_all_audits_had_a_theme_or_that_only_one_had(
    month: MonthLearning, data: st.DataObject
) -> None:
    """Whatever is told of a theme fits several numbers, or a rest of five audits or more."""
    if not month.is_enough:
        return
    number = data.draw(st.integers(1, month.held))
    told = as_told(month, number)
    alike = [
        (other, held)
        for held in range(1, month.expected + 1)
        for other in range(1, held + 1)
        if as_told(MonthLearning(expected=month.expected, held=held), other) == told
    ]
    rests = {held - other for other, held in alike}
    assert any(rest > 0 for rest in rests)
    assert len({other for other, _ in alike}) > 1 or min(rests) >= LEAST_SHOWN


def test_a_small_month_has_no_note() -> None:
    assert not MonthLearning(5, 5).is_enough
    assert MonthLearning(6, 6).is_enough
    assert not MonthLearning(7, 6).is_enough  # "at least 3 of 7", and a note would say which
    assert MonthLearning(12, 9).is_enough


def test_a_theme_of_one_audit_is_never_named_and_the_order_tells_nothing_more() -> None:
    themes = {"Supervision": 1, "Permanence": 4, "Ambition": 2, "Direct work": 6, "Voice": 3}
    names = chosen(themes)
    assert names == ["Direct work", "Permanence", "Voice"]
    month = MonthLearning(expected=12, held=12)
    assert in_order(themes, ["Voice", "Permanence", "Direct work"], month) == [
        ("Direct work", Share(6, is_exact=True)),
        ("Permanence", Share(None)),
        ("Voice", Share(None)),
    ]
