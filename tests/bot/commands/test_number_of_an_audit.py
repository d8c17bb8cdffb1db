"""A bare number after the command for live audits is the end of the one that people read."""

from datetime import date

import pytest

from bot.slack.commands import typed_first
from db.guard.kinds import Kind
from db.models import AuditMonth, LiveAudit, MonthState
from db.privacy import Finding, PersonalDataError
from tests.bot.commands.said import Saying
from tests.databases import on_sqlite
from tests.db.audits.months import drawn
from tests.kept import kept
from tests.people import Council

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
TYPED = ("show 1", "correct 1", "1", "book 1 Friday 4 Dec", "#1", "held 1", "cannot 1 sick")


@pytest.fixture
def months(council: Council) -> Council:
    """Give a closed month with three live audits, and one that goes on with two."""
    return kept(council, closed_and_going_on)


def closed_and_going_on(council: Council) -> None:
    director, manager = council.director, council.manager
    one, other = council.practitioner, council.colleague
    drawn(council, (director, other), (director, one), (manager, other), month=NOVEMBER)
    with council.database.begin() as session:
        session.get_one(AuditMonth, 1).state = MonthState.CLOSED
    numbers = drawn(council, (manager, one), (manager, other), month=DECEMBER)
    assert numbers == [4, 5]


@pytest.mark.parametrize("typed", TYPED)
def test_it_is_what_is_shown_and_not_what_the_database_counts(months: Council, typed: str) -> None:
    auditor = Saying(months, months.manager)
    whole = typed.replace("#1", "1").replace("1", "LA-2026-12-001", 1)
    told = auditor.outcome(f"/audit {typed}")
    assert told == auditor.outcome(f"/audit {whole}")
    assert "no live audit" not in told


@pytest.mark.parametrize("typed", ["/audit show {}", "can't do {}: sick"])
def test_the_end_of_it_with_its_month_is_the_same(months: Council, typed: str) -> None:
    auditor = Saying(months, months.manager)
    told = auditor.outcome(typed.format("LA-2026-12-001"))
    for end in ("12-001", "LA-12-001", "la 12 001", "2026-12-001", "LA 001"):
        assert auditor.outcome(typed.format(end)) == told


def test_a_month_that_is_over_is_named_by_its_figures(months: Council) -> None:
    lead = Saying(months, months.director)
    assert "LA-2026-11-001" in repr(lead.tries("/audit show 11-001"))
    assert "LA-2026-12-001" in repr(lead.tries("/audit show 001"))


@on_sqlite
def test_a_time_behind_it_is_asked_about_by_whom_it_is_with(months: Council) -> None:
    auditor = Saying(months, months.manager)
    for number in ("001", "12-001", "1"):
        asked = repr(auditor.tries(f"/audit {number} Friday 4 December at 2pm"))
        assert "Friday 4 December at 2pm for your live audit with Practitioner 1" in asked


def test_where_nothing_of_a_month_that_goes_on_ends_so_it_is_the_latest_that_does(
    months: Council,
) -> None:
    lead = Saying(months, months.director)
    assert "LA-2026-11-003" in repr(lead.tries("/audit show 3"))


def test_of_two_months_that_go_on_it_is_asked_which(months: Council) -> None:
    with months.database.begin() as session:
        session.get_one(AuditMonth, 1).state = MonthState.PUBLISHED
    lead = Saying(months, months.director)
    assert lead.outcome("/audit show 1") == (
        "asks Practitioner 2, Permanence · November · LA-2026-11-001 / "
        "The Team Manager, Permanence with Practitio… · December · LA-2026-12-001"
    )


def test_what_one_may_not_see_is_not_among_them(months: Council) -> None:
    """The practitioner had November's second: the first of December is another's to them."""
    with months.database.begin() as session:
        session.get_one(AuditMonth, 1).state = MonthState.PUBLISHED
        assert session.get_one(LiveAudit, 4).practitioner_id == months.practitioner.id
    mine = Saying(months, months.practitioner)
    assert "LA-2026-12-001" in repr(mine.tries("/audit show 1"))
    of_others, of_nobody = (mine.outcome(f"/audit show {number}") for number in (3, 9))
    assert of_others.replace("3", "9") == of_nobody


def test_it_is_the_same_once_somebody_said_that_what_they_typed_is_not_about_a_child(
    months: Council,
) -> None:
    auditor = Saying(months, months.manager)
    asked = typed_first("show 1", "/audit", PersonalDataError([Finding(Kind.INITIALS)]))
    assert "LA-2026-12-001" in repr(auditor.presses(asked, "It's not about a child"))
