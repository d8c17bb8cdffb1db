"""The outcome of an audit as it is filled in: what is blank is not said, and what is missing is."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.audits import view
from bot.audits.outcomes import FORMS, HeldOn
from bot.audits.settling import CannotForm
from bot.digest.audit_sections import AuditsSection
from bot.digest.words import tick_words
from bot.slack.filled import FieldsError, Filled
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.digest.scope import ALL
from db.models import LiveAudit
from jobs.digest.digest import Digest
from jobs.rules.grade_scales import TO_IMPROVE
from tests.contexts import COUNCIL, asking
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, JANUARY, DrawnMonth, month, on

__all__ = ["month"]

HELD_FORM = FORMS[0]
HELD_ON = on(date(2026, 12, 9))
GOOD: dict[str, Any] = {
    "held_on": "2026-12-09",
    "areas": ("Permanence",),
    "grade": "Good",
    "family": "not asked",
}


def fills_in(
    month: DrawnMonth, audit: LiveAudit, given: Mapping[str, Any], actions: int = 0
) -> None:
    with month.database.begin() as session:
        ctx = asking(month.person(session, audit.auditor.role), HELD_ON)
        HELD_FORM.submit(Filled(given), ViewState(audit=audit.id, kept={"n": actions}), ctx)


def told(month: DrawnMonth, audit: LiveAudit) -> str:
    with month.database.read() as session:
        return view.tick_words(month.load(session, audit), standards=True)


def counted(month: DrawnMonth) -> str:
    with month.database.read() as session:
        digest = Digest(session, ALL, HELD_ON.date(), COUNCIL)
        (counts,) = digest.audits
        return tick_words(counts)


def test_what_was_left_blank_is_not_said_and_is_in_no_share(month: DrawnMonth) -> None:
    first, second, third, _ = month.published().audits()
    fills_in(month, first, GOOD)
    assert told(month, first) == "The family was not asked."
    assert counted(month) == "family asked 0 of 1"
    fills_in(month, second, GOOD | {"there": "yes", "standards": "no"})
    assert told(month, second) == (
        "The practitioner was there; the family was not asked; the practice standards were not met."
    )
    fills_in(month, third, GOOD | {"there": "no"})
    assert told(month, third) == "Without the practitioner; the family was not asked."
    assert counted(month) == "practitioner there 1 of 2; family asked 0 of 3"


@pytest.mark.parametrize(
    ("said", "filled_in"),
    [
        ("good", {"grade": "Good"}),
        ("yesterday, graded good", {"grade": "Good", "held_on": "2026-12-08"}),
        (
            "Requires improvement on Friday 4 Dec",
            {"grade": TO_IMPROVE, "held_on": "2026-12-04"},
        ),
        ("yesterday", {"held_on": "2026-12-08"}),
        ("yesterday, wasn't good", {"held_on": "2026-12-08"}),
        ("Good Friday", {}),
        ("not good", {}),
        ("good enough", {}),
    ],
)
def test_a_grade_that_is_typed_stands_in_the_form_where_all_that_is_typed_is_read(
    month: DrawnMonth, said: str, filled_in: Mapping[str, str]
) -> None:
    audit = month.published().audits()[0]
    with month.database.read() as session:
        asked = HeldOn(audit.id, said).run(
            asking(month.person(session, audit.auditor.role), HELD_ON)
        )
    assert isinstance(asked, OpenForm)
    assert dict(asked.fields) == filled_in
    assert bool(asked.problem) == (not filled_in)


def test_all_that_is_missing_is_said_at_once(month: DrawnMonth) -> None:
    audit = month.published().audits()[0]
    given = {
        "held_on": "2026-12-09",
        "grade": "Inadequate",
        "family": "yes",
        "title2": "Ring Legal",
    }
    with pytest.raises(FieldsError) as refused:
        fills_in(month, audit, given)
    assert refused.value.problems == {
        "strengths": "Choose at least one strength or one area.",
        "owner2": "Say who does it.",
        "due2": "Enter a due date, today or later.",
    }
    with pytest.raises(FieldsError) as refused:
        fills_in(month, audit, {**given, "title2": "", "areas": ("Permanence",)}, actions=1)
    assert refused.value.problems == {
        "title1": "This grade needs an action, due by Wed 23 Dec 2026: say what will be done.",
        "owner1": "Say who does it.",
        "due1": "Enter a due date, today or later.",
    }


def test_the_form_says_what_each_grade_needs(month: DrawnMonth) -> None:
    audit = month.published().audits()[0]
    with month.database.read() as session:
        ctx = asking(month.person(session, audit.auditor.role), HELD_ON)
        shown = str(HELD_FORM.blocks(ViewState(audit=audit.id), ctx))
    assert "At least one strength or area, whatever the grade." in shown
    assert "Inadequate needs at least one action, due by Wed 23 Dec 2026." in shown


def test_a_case_that_closed_is_one_reason_with_another_case_and_one_without(
    month: DrawnMonth,
) -> None:
    audit = month.published().audits()[0]
    with month.database.begin() as session:
        row = month.load(session, audit)
        row.case_line = 3
        ctx = asking(month.person(session, audit.auditor.role), HELD_ON)
        shown = str(CannotForm().blocks(ViewState(audit=audit.id), ctx))
        session.rollback()
    assert "The case was closed: next on the list" in shown
    assert "Case closed: no other to look at" in shown
    assert "'Case closed'" not in shown


def figure(month: DrawnMonth, at: datetime) -> str:
    with month.database.read() as session:
        return str(AuditsSection().figure(Digest(session, ALL, at.date(), COUNCIL)))


@pytest.mark.parametrize("day", [1, 4, 10, 31])
def test_while_a_month_runs_it_is_the_one_that_is_spoken_of(month: DrawnMonth, day: int) -> None:
    month.published().drawn(JANUARY)
    month.publish(JANUARY)
    assert "December" in figure(month, on(date(2026, 12, day)))
    assert "January" in figure(month, on(date(2027, 1, 4)))


def test_before_any_month_runs_the_one_to_come_is_spoken_of(month: DrawnMonth) -> None:
    month.published().drawn(JANUARY)
    month.publish(JANUARY)
    assert "December" in figure(month, DRAW_DAY - timedelta(days=1))
    assert month.round(DECEMBER).published_at is not None
