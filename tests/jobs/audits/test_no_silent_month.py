"""A drawn month is never lost in silence: it is published by itself, and in every count."""

from collections import Counter
from datetime import date, datetime, timedelta
from random import Random

import pytest

from bot.audits.drawing import HoldBack, Publish, ShowPlan
from bot.audits.month_page import ShowMonth
from bot.digest.audit_sections import AuditsSection
from bot.report import sections
from db.audits import changes
from db.audits import queries as audits
from db.digest.scope import ALL, DigestScope, usual
from db.models import AuditState, MonthState, Person
from db.session import Session
from jobs.audits.month import run_audit_months
from jobs.context import Council
from jobs.digest.digest import Digest
from jobs.measures.distance import audit_facts
from jobs.reminders.daily import enqueue_reminders
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.versions import for_officers, for_scrutiny
from jobs.rules.months import first_of
from jobs.rules.periods import Period
from jobs.rules.quiet import Cadence, Limits, QuietWeeks
from tests.contexts import asking, by_itself
from tests.jobs.audits.months import (
    DECEMBER,
    DRAW_DAY,
    DUE,
    ENGLAND,
    JANUARY,
    OPENS,
    DrawnMonth,
    on,
)
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

LEAD = "Assistant Director"
MANAGER = "Team Manager, Permanence"
COUNCIL = Council(ENGLAND)
A_DAY = timedelta(days=1)
SAID = "0 of 4 held, not published yet"


def look(month: DrawnMonth, at: datetime, council: Council = COUNCIL) -> None:
    run_audit_months(month.database, lambda: at, council)


def morning(month: DrawnMonth, at: datetime) -> list[str]:
    """Return who hears that morning of a month to publish."""
    enqueue_reminders(month.database, lambda: at, COUNCIL)
    roles = {person.id: role for role, person in month.council.people.items()}
    return [
        roles[message.person_id]
        for message in month.messages("morning")
        if message.due_at == at and message.about["months"]
    ]


def lead_types(month: DrawnMonth, verb: HoldBack | Publish | ShowPlan, at: datetime) -> str:
    with month.database.begin() as session:
        return str(verb.run(asking(month.person(session, LEAD), at)))


def test_a_drawn_month_is_published_by_itself_on_its_opening_day(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    look(month, on(OPENS) - timedelta(hours=10))
    assert month.round().state == MonthState.DRAWN
    look(month, on(OPENS, hour=0))
    look(month, on(OPENS, hour=1))
    audit_month = month.round()
    assert (audit_month.state, audit_month.published_by_id) == (MonthState.PUBLISHED, None)
    assert {audit.state for audit in month.audits()} == {AuditState.PUBLISHED}
    assert month.told("audit round") == [("drawn", LEAD), ("published", LEAD)]


def test_nobody_hears_at_night_and_the_pairs_have_it_in_their_mornings_message(
    month: DrawnMonth,
) -> None:
    look(month, DRAW_DAY)
    look(month, on(OPENS, hour=0))
    assert month.messages() == []
    assert [message.due_at for message in month.messages("audit round")][1] == on(OPENS)
    enqueue_reminders(month.database, lambda: on(OPENS), COUNCIL)
    steps = [step for message in month.messages("morning") for step in message.about["audits"]]
    assert [step["step"] for step in steps].count("opened 0") == 8


def test_an_outage_on_the_opening_day_is_made_up_for(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    look(month, on(OPENS) + timedelta(days=8))
    assert month.round().state == MonthState.PUBLISHED


def test_a_lead_holds_a_month_and_lets_it_go_again(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    said = lead_types(month, HoldBack(), DRAW_DAY)
    assert (
        "On hold by the Assistant Director since Tue 24 Nov 2026: a lead needs to publish it."
        in said
    )
    assert "Take off hold" in lead_types(month, ShowPlan(), DRAW_DAY)
    look(month, on(OPENS))
    assert month.round().state == MonthState.DRAWN
    said = lead_types(month, HoldBack(off=True), on(OPENS))
    assert "It's published automatically on Tue 1 Dec 2026" in said
    look(month, on(OPENS))
    assert month.round().state == MonthState.PUBLISHED


def test_a_month_on_hold_is_published_by_the_lead_and_only_leads_hold(month: DrawnMonth) -> None:
    look(month, DRAW_DAY)
    lead_types(month, HoldBack(), DRAW_DAY)
    with refused("December 2026 is on hold already"):
        lead_types(month, HoldBack(), DRAW_DAY)
    with month.database.begin() as session, refused("Only a lead or an administrator"):
        HoldBack().run(asking(month.person(session, MANAGER), DRAW_DAY))
    assert "Publish December 2026?" in lead_types(month, Publish(), on(OPENS))
    month.publish(at=on(OPENS))
    assert month.round().published_by_id == month.council.director.id
    with refused("No month is waiting to be published"):
        lead_types(month, HoldBack(), on(OPENS))


def test_a_council_may_have_its_leads_publish(month: DrawnMonth) -> None:
    month.rules(publishing="by a lead")
    look(month, DRAW_DAY)
    look(month, on(OPENS))
    assert month.round().state == MonthState.DRAWN
    assert "A lead needs to publish it" in lead_types(month, ShowPlan(), on(OPENS))


@pytest.mark.parametrize(
    ("drawn_at", "goes"), [(OPENS, OPENS + A_DAY), (date(2026, 12, 4), date(2026, 12, 7))]
)
def test_a_month_drawn_late_leaves_the_leads_a_working_day(
    month: DrawnMonth, drawn_at: date, goes: date
) -> None:
    month.draw(at=on(drawn_at))
    look(month, on(goes) - A_DAY)
    assert month.round().state == MonthState.DRAWN
    look(month, on(goes))
    assert month.round().state == MonthState.PUBLISHED


def test_quiet_weeks_are_waited_for(month: DrawnMonth) -> None:
    quiet = QuietWeeks(((OPENS, OPENS + 3 * A_DAY), (OPENS + 4 * A_DAY, OPENS + 5 * A_DAY)))
    council = Council(ENGLAND, cadence=Cadence(limits=Limits(quiet=quiet)))
    month.draw()
    look(month, on(OPENS + 5 * A_DAY), council)
    assert month.round().state == MonthState.DRAWN
    look(month, on(OPENS + 6 * A_DAY), council)
    assert month.round().state == MonthState.PUBLISHED


def test_a_month_whose_days_are_over_is_not_published_any_more(month: DrawnMonth) -> None:
    month.rules(publishing="by a lead")
    month.draw()
    month.rules()
    look(month, on(DUE) + A_DAY)
    assert month.round().state == MonthState.DRAWN


def test_leads_hear_every_morning_in_the_one_message_until_it_is_published(
    month: DrawnMonth,
) -> None:
    look(month, DRAW_DAY)
    assert morning(month, DRAW_DAY) == []  # they were told of the draw itself that day
    days = [date(2026, 11, day) for day in (25, 26, 27, 30)]
    assert [morning(month, on(day)) for day in days] == [[LEAD]] * 4
    lead_types(month, HoldBack(), on(days[-1]))
    assert morning(month, on(OPENS)) == [LEAD]
    month.publish(at=on(OPENS))
    assert morning(month, on(OPENS + A_DAY)) == []
    told = [(message.person_id, message.due_at.date()) for message in month.messages("morning")]
    assert len(told) == len(set(told))


def in_every_count(
    session: Session, today: date, scope: DigestScope, lead: Person
) -> dict[str, str]:
    """Return what each place that counts says of December."""
    digest = Digest(session, scope, today, COUNCIL)
    asked = ReportScope(Period("month", DECEMBER), today, on(today), COUNCIL)
    facts = facts_of(session, asked)
    measured = audit_facts(session, date(2026, 11, 1))
    officers, scrutiny = for_officers(facts), for_scrutiny(facts)
    return {
        "digest": str(AuditsSection().line(digest)),
        "digest, opened": str(AuditsSection().opened(digest)),
        "channel": str(AuditsSection().channel(digest)),
        "report": str(sections.audits(officers)),
        "summary": str(sections.summary(officers)),
        "scrutiny": str(sections.audits(scrutiny)),
        "month": str(ShowMonth("December").run(asking(lead, on(today)))),
        "measures": str(sum(fact.held_on is None for fact in measured)),
    }


@pytest.mark.parametrize("today", [date(2026, 12, 9), date(2026, 12, 31)])
def test_a_drawn_month_is_in_every_count(month: DrawnMonth, today: date) -> None:
    month.draw()
    with month.database.read() as session:
        told = in_every_count(session, today, ALL, month.person(session, LEAD))
        assert audits.counts(session, month.round().id).expected == 4
    assert {place: SAID in words for place, words in told.items()} == {
        "digest": True,
        "digest, opened": True,
        "channel": False,  # four people are too few to count in a channel
        "report": True,
        "summary": True,
        "scrutiny": False,
        "month": True,
        "measures": False,
    }
    assert "Put on hold" in told["month"]
    assert "held, not published yet" in told["channel"]
    assert "0 of fewer than 5 held, not published yet" in told["scrutiny"]
    assert told["measures"] == "4"


def test_a_month_drawn_before_it_begins_is_told_and_in_no_sum(month: DrawnMonth) -> None:
    month.draw()
    today = DRAW_DAY.date()
    with month.database.read() as session:
        facts = facts_of(
            session, ReportScope(Period("month", today.replace(day=1)), today, DRAW_DAY, COUNCIL)
        )
        told = for_officers(facts)
        assert SAID in str(AuditsSection().line(Digest(session, ALL, today, COUNCIL)))
    assert (told.audits, told.year) == ((), ())
    assert f"December 2026: {SAID}." in sections.summary(told)


def test_whoever_may_not_know_of_a_draw_is_told_no_number_of_it(month: DrawnMonth) -> None:
    month.draw()
    today = date(2026, 12, 9)
    with month.database.read() as session:
        for role, knows in ((LEAD, True), (MANAGER, False), ("Practitioner 1, Permanence", False)):
            digest = Digest(session, usual(month.person(session, role)), today, COUNCIL)
            assert bool(digest.audits) is knows, role


@pytest.mark.parametrize("seed", range(3))
def test_every_place_counts_as_many_as_were_drawn(month: DrawnMonth, seed: int) -> None:
    """Whatever becomes of a month, what is expected is what was drawn less what was let off."""
    chance = Random(seed)
    month.rules(publishing="by a lead")
    for drawn in (DECEMBER, JANUARY):
        month.draw(drawn)
    if chance.random() < 0.7:
        month.publish(at=on(date(2026, 12, 2)))
        lived(month, chance)
    today = date(2027, 1, chance.randrange(4, 29))
    with month.database.read() as session:
        expected = {
            one.month: audits.counts(session, one.id).expected
            for one in audits.latest_months(session)
        }
        digest = Digest(session, ALL, today, COUNCIL, since=DECEMBER)
        assert {one.month: one.expected for one in digest.audits} == expected
        facts_by_month = Counter(
            first_of(fact.due_on) for fact in audit_facts(session, date(2026, 11, 1))
        )
        assert dict(facts_by_month) == {month: n for month, n in expected.items() if n}
        quarter = ReportScope(Period("quarter", date(2027, 1, 1)), today, on(today), COUNCIL)
        facts = facts_of(session, quarter)
        assert {one.month: one.expected for one in facts.months} == expected
        told = for_officers(facts)
        assert told.audits[-1].expected.number == expected[JANUARY]


def lived(month: DrawnMonth, chance: Random) -> None:
    for audit in month.audits():
        with month.database.begin() as session:
            row = month.load(session, audit)
            lead = month.person(session, LEAD)
            what = chance.choice(["exempt", "missed", "nothing"])
            if what == "exempt":
                changes.exempt(asking(lead, on(date(2026, 12, 3))), row, "vacancy")
            elif what == "missed":
                changes.not_held(by_itself(session, on(date(2026, 12, 3))), row, "leave")
