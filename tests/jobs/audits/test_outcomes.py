"""From held to moderated, and what an Inadequate starts."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.audits.draw_words import why_words
from db.actions.operations import Draft
from db.audits.changes import Outcome, Verdict
from db.errors import RefusedError
from db.models import Action, AuditState, Due, LiveAudit
from jobs.audits.outcomes import hold, moderate
from jobs.rules.deadlines import spell
from tests.contexts import asking
from tests.jobs.audits.months import ENGLAND, JANUARY, DrawnMonth, on, seat
from tests.refusals import refused

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
HEAD, DIRECTOR = "Head of Service", "Assistant Director"
HELD_ON = on(date(2026, 12, 9))
LATEST = ENGLAND.shift(HELD_ON.date(), 10)


@pytest.fixture
def audit(month: DrawnMonth) -> LiveAudit:
    return month.published().of(PERMANENCE)


def record(month: DrawnMonth, audit: LiveAudit, outcome: Outcome, *drafts: Draft) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        mine = [
            replace(draft, owner=session.merge(draft.owner) if draft.owner else None)
            for draft in drafts
        ]
        hold(asking(row.auditor, HELD_ON), row, outcome, mine)


def settle(
    month: DrawnMonth,
    audit: LiveAudit,
    by: str,
    *,
    upheld: bool = True,
    grade: str | None = None,
    why: str = "",
) -> None:
    with month.database.begin() as session:
        moderate(
            asking(month.person(session, by), on(date(2026, 12, 14))),
            month.load(session, audit),
            Verdict(upheld, grade, why),
        )


def now(month: DrawnMonth, audit: LiveAudit) -> LiveAudit:
    return next(each for each in month.audits() if each.id == audit.id)


def actions(month: DrawnMonth) -> list[Action]:
    with month.database.read() as session:
        return list(session.scalars(select(Action)))


def quality(month: DrawnMonth) -> str:
    """Give the council somebody for quality, out of everybody's line, who moderates everything."""
    month.rules(moderation="all")
    with month.database.begin() as session:
        officer = month.person(session, "Improvement Officer")
        officer.role, officer.manager = "Quality Assurance Lead", None
    return "Improvement Officer"


def test_the_practitioner_is_asked_how_they_see_it(month: DrawnMonth, audit: LiveAudit) -> None:
    before = len(month.messages())
    record(month, audit, Outcome("Good"))
    assert now(month, audit).state == AuditState.HELD
    assert month.told(since=before) == [("held", audit.practitioner.role)]


def test_an_action_that_arises_names_the_audit_and_is_the_practitioners(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    due = Due.on(date(2027, 1, 8))
    draft = Draft("Write the plan down", month.council[audit.practitioner.role], due)
    record(month, audit, Outcome("Good"), draft)
    [action] = actions(month)
    assert (action.source, action.due_on) == (audit.reference, due.day)
    assert action.owner_id == audit.practitioner_id
    assert [message.person_id for message in month.messages("event")] == [audit.practitioner_id]


def test_an_action_is_not_put_into_the_hands_of_somebody_far_from_the_pair(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    stranger = month.council["Improvement Officer"]
    with refused(match="or a manager of theirs"):
        record(month, audit, Outcome("Good"), Draft("Write the plan down", stranger))
    assert actions(month) == []
    assert now(month, audit).state == AuditState.PUBLISHED


def test_a_refusal_says_which_of_the_actions_it_concerns(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    mine = Draft("Write the plan down", month.council[audit.practitioner.role], Due.on(LATEST))
    far = replace(mine, owner=month.council["Improvement Officer"])
    late = replace(mine, due=Due.on(ENGLAND.shift(LATEST, 1)))
    for second, about in ((far, "owner2"), (late, "due2"), (replace(mine, title=" "), "title2")):
        with pytest.raises(RefusedError) as caught:
            record(month, audit, Outcome("Inadequate"), mine, second)
        assert caught.value.about == about


def test_a_grade_is_one_of_the_scale(month: DrawnMonth, audit: LiveAudit) -> None:
    with refused(match="Choose a grade from the list: Outstanding, Good"):
        record(month, audit, Outcome("Splendid"))


def test_where_nothing_is_graded_a_grade_is_refused(month: DrawnMonth, audit: LiveAudit) -> None:
    month.rules(grade_scale="none")
    with refused(match="no grade"):
        record(month, audit, Outcome("Good"))
    record(month, audit, Outcome(None))
    assert now(month, audit).state == AuditState.HELD


def test_a_theme_is_one_of_the_list(month: DrawnMonth, audit: LiveAudit) -> None:
    with refused(match="themes from the list"):
        record(month, audit, Outcome("Good", ("Weather",)))


def test_a_case_is_not_audited_twice_in_a_year(month: DrawnMonth, audit: LiveAudit) -> None:
    record(month, audit, Outcome("Good", case_key="a" * 64))
    second = month.of(ASSESSMENT)
    with refused(match="audited in December 2026"):
        record(month, second, Outcome("Good", case_key="a" * 64))


def test_a_reflection_sends_it_to_somebody_for_quality_rather_than_another_auditor(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    who = quality(month)
    record(month, audit, Outcome("Good"))
    before = len(month.messages())
    month.reflect(audit, HELD_ON)
    assert month.told(since=before) == sorted([("moderate", who), ("reflected", PERMANENCE)])
    assert now(month, audit).moderator_id == month.council[who].id


def test_moderators_take_turns(month: DrawnMonth) -> None:
    quality(month)
    with month.database.begin() as session:
        month.person(session, HEAD).role = "Team Leader"
        other = month.person(session, "Practitioner 3, Assessment")
        other.role, other.manager, other.team_id = "Quality Officer", None, None
    month.published()
    for audit in month.audits():
        month.hold(audit, HELD_ON)
        month.reflect(audit, HELD_ON)
    asked = [audit.moderator_id for audit in month.audits()]
    assert sorted(asked.count(person) for person in set(asked)) == [2, 2]


def test_nobody_of_the_pair_or_its_line_moderates(month: DrawnMonth, audit: LiveAudit) -> None:
    quality(month)
    record(month, audit, Outcome("Good"))
    month.reflect(audit, HELD_ON)
    for by in (PERMANENCE, HEAD, DIRECTOR):
        with pytest.raises(RefusedError):
            settle(month, audit, by)


def test_upheld_both_of_the_pair_hear(month: DrawnMonth, audit: LiveAudit) -> None:
    who = quality(month)
    record(month, audit, Outcome("Good"))
    month.reflect(audit, HELD_ON)
    before = len(month.messages())
    settle(month, audit, who)
    row = now(month, audit)
    assert (row.state, row.upheld, row.moderated_grade) == (AuditState.MODERATED, True, "Good")
    assert month.told(since=before) == sorted(
        [("moderated", PERMANENCE), ("moderated", audit.practitioner.role)]
    )


def test_a_grade_that_changes_needs_another_grade_and_a_reason(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    who = quality(month)
    record(month, audit, Outcome("Good"))
    month.reflect(audit, HELD_ON)
    with refused(match="Choose a different grade"):
        settle(month, audit, who, upheld=False, grade="Good", why="No.")
    with refused(match="Say why"):
        settle(month, audit, who, upheld=False, grade="Outstanding")
    settle(month, audit, who, upheld=False, grade="Outstanding", why="Stronger than that.")
    assert now(month, audit).moderated_grade == "Outstanding"


def test_where_only_inadequates_are_moderated_a_good_one_waits_for_nobody(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    month.rules(moderation="inadequate")
    record(month, audit, Outcome("Good"))
    before = len(month.messages())
    month.reflect(audit, HELD_ON)
    assert month.told(since=before) == [("reflected", PERMANENCE)]
    assert not now(month, audit).needs_moderation


def test_a_practitioner_who_disagrees_is_heard_by_their_manager_and_a_moderator(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    who = quality(month)
    month.rules(moderation="inadequate")
    record(month, audit, Outcome("Good"))
    before = len(month.messages())
    month.reflect(audit, HELD_ON, agrees=False)
    assert month.told(since=before) == sorted(
        [("disagreed", ASSESSMENT), ("moderate", who), ("reflected", PERMANENCE)]
    )


def test_an_inadequate_tells_the_head_of_service_and_dates_its_actions(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    before = len(month.messages())
    record(month, audit, Outcome("Inadequate"), Draft("Visit again", None))
    assert ("inadequate", HEAD) in month.told(since=before)
    [action] = actions(month)
    assert action.due_on == LATEST


def test_an_inadequate_needs_an_action_in_time(month: DrawnMonth, audit: LiveAudit) -> None:
    with refused(match="needs an action, due by"):
        record(month, audit, Outcome("Inadequate"))
    late = Draft("Visit again", None, Due.on(ENGLAND.shift(LATEST, 1)))
    with refused(match=spell(LATEST)):
        record(month, audit, Outcome("Inadequate"), late)


def test_a_grade_moderated_to_inadequate_starts_the_clock(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    who = quality(month)
    record(month, audit, Outcome("Good"))
    month.reflect(audit, HELD_ON)
    before = len(month.messages())
    settle(month, audit, who, upheld=False, grade="Inadequate", why="Nobody saw the child.")
    assert ("inadequate", HEAD) in month.told(since=before)


def test_an_inadequate_is_looked_at_again_by_another_auditor_the_month_after(
    month: DrawnMonth,
) -> None:
    with month.database.begin() as session:
        seat(session, [month.council.head], quota=1)
    month.published()
    first = month.of(PERMANENCE)
    record(month, first, Outcome("Inadequate"), Draft("Visit again", None))
    month.draw(JANUARY, on(date(2026, 12, 23)))
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    assert again.re_audit_of_id == first.id
    assert again.practitioner_id == first.practitioner_id
    assert again.auditor_id != first.auditor_id
    assert why_words(again.reason).startswith("Last audited 1 month ago")
    assert not again.pinned


def test_an_inadequate_is_looked_at_again_once(month: DrawnMonth) -> None:
    month.published()
    first = month.of(PERMANENCE)
    record(month, first, Outcome("Inadequate"), Draft("Visit again", None))
    month.draw(JANUARY, on(date(2026, 12, 23)))
    month.publish(JANUARY, on(date(2026, 12, 23)))
    month.draw(date(2027, 2, 1), on(date(2027, 1, 25)))
    assert [audit for audit in month.audits(date(2027, 2, 1)) if audit.re_audit_of_id] == []


def test_an_inadequate_that_was_moderated_away_is_not_looked_at_again(
    month: DrawnMonth, audit: LiveAudit
) -> None:
    who = quality(month)
    record(month, audit, Outcome("Inadequate"), Draft("Visit again", None))
    month.reflect(audit, HELD_ON)
    settle(month, audit, who, upheld=False, grade="Good", why="The plan was there.")
    month.draw(JANUARY, on(date(2026, 12, 23)))
    assert [each for each in month.audits(JANUARY) if each.re_audit_of_id] == []
