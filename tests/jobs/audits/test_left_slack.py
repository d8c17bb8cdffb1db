"""Whoever has left Slack is neither counted, paired, pinned nor told."""

from datetime import date, timedelta

import pytest

from bot.people.directory import profile_of
from db.actions import operations
from db.audits import auditor_pool, coverage
from db.models import Action, AuditState, Person
from db.people import accounts
from db.session import Session
from jobs.audits.month import run_audit_months
from jobs.context import Council
from jobs.reminders.daily import enqueue_reminders
from tests.contexts import asking, by_itself
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, ENGLAND, FIRST_DRAWN, OPENS, DrawnMonth, on
from tests.refusals import refused

GONE = "Practitioner 1, Assessment"
PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
COUNCIL = Council(ENGLAND)
BEFORE = DRAW_DAY - timedelta(days=3)


def leaves(month: DrawnMonth, role: str = GONE, at: float = BEFORE.timestamp()) -> None:
    """Let somebody's account be deactivated, as Slack tells it."""
    with month.database.begin() as session:
        person = month.person(session, role)
        user = {
            "id": person.slack_id,
            "deleted": True,
            "updated": int(at),
            "profile": {"email": person.email, "real_name": person.name},
        }
        accounts.sync_user(session, profile_of(user), DRAW_DAY)


def test_whoever_left_is_not_drawn(month: DrawnMonth) -> None:
    month.draw()
    assert FIRST_DRAWN in {role for pair in month.pairs() for role in pair}
    leaves(month, FIRST_DRAWN)
    month.draw()
    assert FIRST_DRAWN not in {role for pair in month.pairs() for role in pair}


def test_an_auditor_who_left_is_not_drawn_and_cannot_be_seated(month: DrawnMonth) -> None:
    leaves(month, PERMANENCE)
    month.draw()
    assert {auditor for auditor, _ in month.pairs()} == {ASSESSMENT}
    with month.database.begin() as session, refused("does not work"):
        auditor_pool.add_auditor(by_itself(session, DRAW_DAY), month.person(session, PERMANENCE))


def test_a_pin_of_whoever_left_is_refused_and_the_plan_stays(month: DrawnMonth) -> None:
    month.draw()
    before = month.pairs()
    leaves(month)
    pair = (month.council[PERMANENCE].id, month.council[GONE].id)
    assert "cannot be pinned: one of them" in month.why_not(pins=[pair])[0]
    assert month.pairs() == before


def test_whoever_left_is_not_counted_from_that_day_on(month: DrawnMonth) -> None:
    def practitioners(session: Session, day: date) -> set[str]:
        return {person.role for person in auditor_pool.practitioners(session, day)}

    leaves(month)
    with month.database.read() as session:
        assert GONE not in practitioners(session, DRAW_DAY.date())
        assert GONE in practitioners(session, BEFORE.date() - timedelta(days=1))
        seen = coverage.coverage(session, DRAW_DAY.date())
        assert sum(team.total for team in seen) == 4
        then = coverage.coverage(session, BEFORE.date() - timedelta(days=1))
        assert sum(team.total for team in then) == 5


@pytest.mark.parametrize("role", [GONE, PERMANENCE])
def test_whoever_leaves_after_the_draw_is_drawn_around_before_it_is_published(
    month: DrawnMonth, role: str
) -> None:
    month.draw()
    leaves(month, role, at=on(OPENS).timestamp() - 100)
    run_audit_months(month.database, lambda: on(OPENS), COUNCIL)
    assert month.round(DECEMBER).published_at == on(OPENS)
    assert role not in {each for pair in month.pairs() for each in pair}


def test_whoever_leaves_a_published_pair_is_not_told_and_another_pair_is_offered(
    month: DrawnMonth,
) -> None:
    month.published()
    theirs = month.audits()[0]
    leaves(month, theirs.practitioner.role, at=on(OPENS).timestamp())
    run_audit_months(month.database, lambda: on(OPENS), COUNCIL)
    told = {who for event, who in month.told() if event == "re-pair offered"}
    _, _, team = theirs.practitioner.role.partition(", ")
    assert f"Team Manager, {team}" in told
    enqueue_reminders(month.database, lambda: on(OPENS), COUNCIL)
    reminded = {message.person_id for message in month.messages("morning")}
    assert theirs.practitioner_id not in reminded
    assert theirs.state == AuditState.PUBLISHED


def test_where_the_only_lead_has_left_the_administrators_hear_of_a_month(
    month: DrawnMonth,
) -> None:
    leaves(month, "Assistant Director")
    run_audit_months(month.database, lambda: DRAW_DAY, COUNCIL)
    assert month.told("audit round") == [("drawn", "Improvement Officer")]


def test_whoever_comes_back_counts_again(month: DrawnMonth) -> None:
    leaves(month)
    with month.database.begin() as session:
        person = month.person(session, GONE)
        back = {"id": person.slack_id, "profile": {"email": person.email}}
        accounts.sync_user(session, profile_of(back), DRAW_DAY)
        assert (person.left_slack, person.left_slack_on) == (False, None)
        there = auditor_pool.practitioners(session, DRAW_DAY.date())
        assert GONE in {each.role for each in there}


@pytest.mark.parametrize(
    ("left_on", "ends_on", "last"),
    [
        (date(2026, 12, 3), None, date(2026, 12, 2)),
        (date(2026, 12, 3), date(2026, 11, 30), date(2026, 11, 30)),
        (None, None, date(1970, 1, 1)),
    ],
)
def test_the_last_day_is_the_earlier_of_the_two(
    left_on: date | None, ends_on: date | None, last: date
) -> None:
    person = Person(left_slack=True, left_slack_on=left_on, ends_on=ends_on)
    assert person.last_on == last
    assert not person.works_here(last + timedelta(days=1))
    assert person.works_here(last)


def test_nobody_gives_an_action_to_whoever_left(month: DrawnMonth) -> None:
    leaves(month)
    number = month.council.action(month.council.manager)
    with month.database.begin() as session, refused("has left or cannot be reached in Slack"):
        action = session.get_one(Action, number)
        lead = month.person(session, "Assistant Director")
        operations.give(asking(lead, DRAW_DAY), action, month.person(session, GONE))
