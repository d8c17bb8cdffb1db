"""Two auditors swap their practitioners, if both agree."""

from datetime import date

import pytest

from db.models import AuditState, LiveAudit
from jobs.audits.drawing import replay
from jobs.audits.swapping import answer_swap, ask_swap, is_offered, offered
from tests.contexts import asking
from tests.jobs.audits.months import DECEMBER, DrawnMonth, on, seat
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

PERMANENCE, ASSESSMENT = "Team Manager, Permanence", "Team Manager, Assessment"
HEAD = "Head of Service"
AT = on(date(2026, 12, 2))


@pytest.fixture
def published(month: DrawnMonth) -> DrawnMonth:
    """Seat a third auditor, who may meet anybody, with one audit."""
    with month.database.begin() as session:
        seat(session, [month.council.head], quota=1)
        seat(session, [month.council.manager, month.council.other_manager], quota=1)
    month.rules(never_own_supervisor="immediate")
    return month.published()


def theirs(month: DrawnMonth) -> tuple[LiveAudit, LiveAudit]:
    """Return an audit of a team manager's and the head's that they may swap."""
    head = month.of(HEAD)
    team = head.practitioner.role.partition(", ")[2]
    other = ASSESSMENT if team == "Permanence" else PERMANENCE
    return month.of(other), head


def ask(month: DrawnMonth, mine: LiveAudit, other: LiveAudit, by: str) -> None:
    with month.database.begin() as session:
        row, person = month.load(session, mine), month.person(session, by)
        ask_swap(asking(person, AT), row, month.load(session, other))


def answer(month: DrawnMonth, audit: LiveAudit, by: str, *, agreed: bool) -> tuple[LiveAudit, ...]:
    with month.database.begin() as session:
        row, person = month.load(session, audit), month.person(session, by)
        return answer_swap(asking(person, AT), row, agreed=agreed)


def test_the_other_auditor_is_asked_and_nothing_changes_yet(published: DrawnMonth) -> None:
    mine, other = theirs(published)
    before = len(published.messages())
    ask(published, mine, other, mine.auditor.role)
    assert published.told(since=before) == [("swap asked", HEAD)]
    assert len(published.audits()) == 3


def test_agreed_each_has_the_practitioner_of_the_other_and_all_four_hear(
    published: DrawnMonth,
) -> None:
    mine, other = theirs(published)
    ask(published, mine, other, mine.auditor.role)
    before = len(published.messages())
    made = answer(published, mine, HEAD, agreed=True)
    assert {(audit.auditor_id, audit.practitioner_id) for audit in made} == {
        (mine.auditor_id, other.practitioner_id),
        (other.auditor_id, mine.practitioner_id),
    }
    assert {audit.replaces_id for audit in made} == {mine.id, other.id}
    states = {audit.id: audit.state for audit in published.audits()}
    assert states[mine.id] == states[other.id] == AuditState.REPLACED
    told = published.told(since=before)
    assert len(told) == 8
    assert {event for event, _ in told} == {"published", "replaced"}


def test_a_month_with_a_swap_still_replays(published: DrawnMonth) -> None:
    mine, other = theirs(published)
    ask(published, mine, other, mine.auditor.role)
    answer(published, mine, HEAD, agreed=True)
    with published.database.read() as session:
        again = replay(session, DECEMBER)
    assert (again.same, again.problems) == (True, ())


def test_refused_only_the_one_who_asked_hears(published: DrawnMonth) -> None:
    mine, other = theirs(published)
    ask(published, mine, other, mine.auditor.role)
    before = len(published.messages())
    assert answer(published, mine, HEAD, agreed=False) == ()
    assert published.told(since=before) == [("swap refused", mine.auditor.role)]
    with refused(match="Nobody is waiting for that answer"):
        answer(published, mine, HEAD, agreed=True)


def test_whoever_asks_does_not_also_agree(published: DrawnMonth) -> None:
    mine, other = theirs(published)
    ask(published, mine, other, mine.auditor.role)
    with refused(match="can answer that"):
        answer(published, mine, mine.auditor.role, agreed=True)


def test_a_swap_that_breaks_a_rule_is_refused_in_words(month: DrawnMonth) -> None:
    month.published()
    with refused(match="one of them supervises the other"):
        ask(month, month.of(PERMANENCE), month.of(ASSESSMENT), PERMANENCE)


def test_only_the_two_auditors_ask(published: DrawnMonth) -> None:
    mine, other = theirs(published)
    with refused(match="can ask for this swap"):
        ask(published, mine, other, "Assistant Director")


def offered_to(month: DrawnMonth, audit: LiveAudit, by: str) -> tuple[bool, set[int]]:
    """Return whether a swap is offered, and the audits that were loaded to say so."""
    with month.database.read() as session:
        row, person = month.load(session, audit), month.person(session, by)
        is_there = is_offered(asking(person, AT), row)
        loaded = {one.id for one in session if isinstance(one, LiveAudit)}
        assert is_there == bool(offered(asking(person, AT), row))
    return is_there, loaded


def test_a_swap_is_offered_where_somebody_is_there_to_swap_with(published: DrawnMonth) -> None:
    mine, _ = theirs(published)
    assert offered_to(published, mine, mine.auditor.role) == (True, {mine.id})
    assert offered_to(published, mine, "Assistant Director") == (False, {mine.id})
    with published.database.begin() as session:
        for audit in published.audits():
            if audit.auditor_id != mine.auditor_id:
                published.load(session, audit).auditor.left_slack = True
    assert offered_to(published, mine, mine.auditor.role) == (False, {mine.id})
