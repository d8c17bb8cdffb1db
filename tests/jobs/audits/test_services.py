"""Services whose live audits go by rules of their own."""

from datetime import date, time
from functools import partial

import pytest
from sqlalchemy import select

from bot.audits.draw_words import plan_words, trial_words
from db.actions.operations import Draft
from db.audits import debts, rules
from db.audits import queries as audits
from db.audits.changes import Outcome
from db.models import LiveAudit, Team
from jobs.audits import month as months
from jobs.audits import outcomes
from jobs.audits.changing import cannot
from jobs.audits.drawing import replay
from jobs.audits.extending import ask_extension
from jobs.audits.re_pairing import apply_re_pair
from jobs.audits.trying import tried
from jobs.context import Council
from jobs.rules.audit_services import RuleSets
from jobs.rules.draw.model import DrawRequest
from tests.contexts import asking, by_itself
from tests.jobs.audits.months import (
    DECEMBER,
    DRAW_DAY,
    DUE,
    ENGLAND,
    JANUARY,
    MODERATED_BY,
    OPENS,
    DrawnMonth,
    on,
)
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
SERVICE = "Front door"
COUNCIL = Council(ENGLAND)
LATER = date(2027, 1, 22)  # working day 15 of January
AT = on(date(2026, 12, 2))


@pytest.fixture
def apart(month: DrawnMonth) -> DrawnMonth:
    """Put the team Assessment into a service of its own."""
    with month.database.begin() as session:
        session.scalars(select(Team).where(Team.name == "Assessment")).one().service = SERVICE
    return month


def own(month: DrawnMonth, **values: object) -> None:
    with month.database.begin() as session:
        rules.change(by_itself(session, DRAW_DAY), values, SERVICE)


def by_service(month: DrawnMonth) -> tuple[LiveAudit, LiveAudit]:
    """Return an audit of a practitioner of the service, and one of somebody else's."""
    every = month.audits()
    theirs = next(a for a in every if "Assessment" in a.practitioner.role)
    return theirs, next(a for a in every if "Permanence" in a.practitioner.role)


def test_each_auditor_has_the_quota_of_their_own_service_and_the_draw_is_replayed(
    apart: DrawnMonth,
) -> None:
    own(apart, quota=1)
    apart.draw()
    auditors = sorted(auditor for auditor, _ in apart.pairs())
    assert auditors == [ASSESSMENT, PERMANENCE, PERMANENCE]
    with apart.database.read() as session:
        again = replay(session, DECEMBER)
    assert (again.same, again.problems) == (True, ())


def test_a_draw_by_one_set_of_rules_is_kept_as_it_was_before_services_had_any(
    apart: DrawnMonth,
) -> None:
    apart.draw()
    kept = apart.round().request
    assert '"version"' not in kept
    assert DrawRequest.from_json(kept).to_json() == kept


def test_a_service_with_the_month_off_is_left_out_and_the_plan_says_so(apart: DrawnMonth) -> None:
    apart.rules(never_own_supervisor="off")
    own(apart, months_off=[12])
    drawn = apart.drawn()
    assert {auditor for auditor, _ in apart.pairs()} == {PERMANENCE}
    assert all("Permanence" in practitioner for _, practitioner in apart.pairs())
    told = f"A month off, so nothing is drawn for {SERVICE} (1 auditor, 3 practitioners)."
    assert told in plan_words(drawn.seen).fairness


def test_a_service_may_be_drawn_in_a_month_that_the_council_has_off(apart: DrawnMonth) -> None:
    apart.rules(never_own_supervisor="off", months_off=[12])
    own(apart, months_off=[])
    apart.draw()
    assert {auditor for auditor, _ in apart.pairs()} == {ASSESSMENT}


def test_nothing_is_drawn_where_every_service_has_the_month_off(apart: DrawnMonth) -> None:
    apart.rules(months_off=[12])
    assert apart.why_not() == ["December is a month off, so nothing is drawn."]
    months.run_audit_months(apart.database, lambda: DRAW_DAY, COUNCIL)
    with apart.database.read() as session:
        assert audits.latest_months(session) == []


def test_the_month_draws_itself_for_the_services_that_have_it_on(apart: DrawnMonth) -> None:
    apart.rules(never_own_supervisor="off", months_off=[12])
    own(apart, months_off=[])
    months.run_audit_months(apart.database, lambda: DRAW_DAY, COUNCIL)
    assert {auditor for auditor, _ in apart.pairs()} == {ASSESSMENT}


def test_an_audit_is_moderated_by_the_day_of_its_practitioners_service(apart: DrawnMonth) -> None:
    own(apart, moderation_by_working_day=15)
    apart.draw()
    theirs, other = by_service(apart)
    assert (theirs.moderation_due, other.moderation_due) == (LATER, MODERATED_BY)
    audit_month = apart.round()
    assert (audit_month.opens_on, audit_month.due_on, audit_month.moderate_by) == (
        OPENS,
        DUE,
        LATER,
    )


def test_a_month_closes_when_its_last_service_has_moderated(apart: DrawnMonth) -> None:
    own(apart, moderation_by_working_day=15)
    apart.published()
    for day, state in ((LATER, "published"), (date(2027, 1, 23), "closed")):
        months.run_audit_months(apart.database, partial(on, day), COUNCIL)
        assert apart.round().state == state


def test_the_grade_is_on_the_scale_of_the_practitioners_service(apart: DrawnMonth) -> None:
    own(apart, grade_scale="0-10")
    apart.published()
    theirs, other = by_service(apart)
    with refused(match="Choose a grade from the list: 0, 1"):
        apart.hold(theirs, AT, "Good")
    apart.hold(theirs, AT, "7")
    with refused(match="Choose a grade from the list: Outstanding"):
        apart.hold(other, AT, "7")


def test_what_counts_as_inadequate_is_for_the_service_to_say(apart: DrawnMonth) -> None:
    own(apart, grade_scale="0-10", inadequate_grades=["5"], inadequate_action_working_days=3)
    apart.published()
    theirs, other = by_service(apart)
    with apart.database.begin() as session:
        row = apart.load(session, theirs)
        drafts = [Draft("Write down the plan", row.practitioner)]
        outcomes.hold(asking(row.auditor, AT), row, Outcome("5"), drafts)
    apart.hold(other, AT, "Good")
    with apart.database.read() as session:
        owed = debts.owed(session, JANUARY, besides=JANUARY)
        assert [each.first.id for each in owed] == [theirs.id]


def test_the_reasons_are_those_of_the_practitioners_service(apart: DrawnMonth) -> None:
    own(apart, not_held_reasons=["court"])
    apart.published()
    for audit, allowed, unknown in zip(
        by_service(apart), ("court", "leave"), ("leave", "court"), strict=True
    ):
        with apart.database.begin() as session:
            row = apart.load(session, audit)
            with refused(match="Choose a reason from the list"):
                cannot(asking(row.auditor, AT), row, unknown, "")
            cannot(asking(row.auditor, AT), row, allowed, "")


def test_a_line_manager_gives_the_time_that_the_practitioners_service_allows(
    apart: DrawnMonth,
) -> None:
    own(apart, extension_working_days=0)
    apart.published()
    until = date(2027, 1, 5)
    events = []
    for audit in by_service(apart):
        with apart.database.begin() as session:
            row = apart.load(session, audit)
            manager = apart.person(session, "Head of Service")
            asked = ask_extension(asking(manager, AT), row, until)
            events.append(asked.kind)
    assert events == ["extension asked", "extended"]


def test_rules_of_a_service_hold_from_the_next_draw_on(apart: DrawnMonth) -> None:
    own(apart, moderation_by_working_day=15)
    apart.published()
    own(apart, moderation_by_working_day=1, quota=0)
    lost = next(a for a in apart.audits() if "Assessment" in a.practitioner.role)
    with apart.database.begin() as session:
        row = apart.load(session, lost)
        lead = apart.person(session, "Assistant Director")
        cannot(asking(row.auditor, AT), row, "workload", "")
        made = apply_re_pair(asking(lead, AT), row).made
        assert [audit.moderation_due for audit in made] == [LATER]


@pytest.mark.parametrize(("remind_at", "told"), [(time(9), 2), (time(11), 0)])
def test_a_new_pair_hears_at_once_only_after_the_councils_reminder_time(
    month: DrawnMonth, remind_at: time, told: int
) -> None:
    month.published()
    before, at = len(month.messages()), on(OPENS, 10)
    with month.database.begin() as session:
        row = month.load(session, month.of(PERMANENCE))
        lead = month.person(session, "Assistant Director")
        cannot(asking(row.auditor, at), row, "workload", "")
        reminding = Council(ENGLAND, remind_at=remind_at)
        assert apply_re_pair(asking(lead, at, reminding), row).made
    new = [m for m in month.messages()[before:] if m.about["event"] == "published"]
    assert len(new) == told


def preview(month: DrawnMonth, old: RuleSets, new: RuleSets) -> list[str]:
    with month.database.read() as session:
        return trial_words(tried(by_itself(session, DRAW_DAY), old, new), "/audit")


def test_the_next_draw_is_tried_before_anything_is_saved(apart: DrawnMonth) -> None:
    old = RuleSets()
    said = preview(apart, old, old.with_service(SERVICE, {"quota": 1}))
    assert said == [
        "December 2026 by these rules: 2 auditors, 3 audits, 3 of 5 practitioners audited.",
        "By the current rules: 2 auditors, 4 audits, 4 of 5 practitioners audited.",
        said[2],
    ]
    assert said[2].endswith(" of 3 pairs would be the same.")
    with apart.database.read() as session:
        assert audits.latest_months(session) == []
        assert rules.own_values(session) == {}


def test_a_trial_says_whom_nobody_could_reach_and_who_has_the_month_off(
    apart: DrawnMonth,
) -> None:
    old = RuleSets().with_council({"never_own_supervisor": "off"})
    within = old.with_service(SERVICE, {"quota": 0})
    council_within = {"never_own_supervisor": "off", "who_with_whom": "own team"}
    said = preview(apart, old, within.with_council(council_within))
    assert "3 practitioners could not be reached" in said[0]
    off = preview(apart, old, old.with_service(SERVICE, {"months_off": [12]}))
    assert off[0].endswith(f"nothing for {SERVICE}.")


def test_a_trial_that_cannot_be_drawn_says_why(apart: DrawnMonth) -> None:
    said = preview(apart, RuleSets(), RuleSets().with_council({"who_with_whom": "own team"}))
    assert said[0].startswith("December 2026 by these rules: it cannot be drawn. ")
    assert "can only reach 0 practitioners" in said[0]


def test_a_month_that_is_published_is_not_tried_but_the_next_one(apart: DrawnMonth) -> None:
    apart.published()
    said = preview(apart, RuleSets(), RuleSets())
    assert said[0].startswith("January 2027 by these rules: ")
    assert said[1] == "The current rules would give the same."
