"""The month on one page: what a lead reads there, what they do from it, and the register."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.audits.month_page import ShowMonth
from bot.audits.register import ShowRegister, as_csv, waiver_row
from bot.registry import FORMS
from bot.slack.blocks import Answer
from bot.slack.view_state import ViewState
from db.audits import booking, changes, register
from db.audits import queries as audits
from db.audits import rules as audit_rules
from db.audits.changes import Outcome
from db.models import LiveAudit, Meeting, Message, MessageName, MonthState, Person
from db.models.audit import AuditMonth
from jobs.audits import changing, correcting, extending, month_page
from jobs.audits.month_page import Only
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking, by_itself, by_itself_with, doing
from tests.db.audits.months import BOOKED_ON, OPENED, drawn, me
from tests.people import Council
from tests.refusals import refused

MID = datetime(2027, 1, 20, 9, 0, tzinfo=UTC)
LATE = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
GOOD = Outcome("Good", ("Permanence",))


@pytest.fixture
def numbers(council: Council) -> list[int]:
    """A month of four: one not booked, one booked and past its day, one held, one cancelled."""
    other = council.other_manager
    made = drawn(
        council,
        (other, council.practitioner),
        (other, council.colleague),
        (council.manager, council.stranger),
        (council.manager, council.officer),
    )
    with council.database.begin() as session:
        _, booked, held, cancelled = (session.get_one(LiveAudit, number) for number in made)
        booking.book(doing(booked.auditor, OPENED), booked, Meeting(BOOKED_ON))
        changes.hold(doing(held.auditor, OPENED), held, GOOD)
        changes.not_held(doing(cancelled.auditor, OPENED), cancelled, "leave")
    return made


def shown(council: Council, by: Person, at: datetime = MID, only: str = Only.ALL) -> str:
    with council.database.read() as session:
        ctx = asking(me(session, by), at)
        return as_read(ShowMonth("January", only).run(ctx))


def test_a_lead_reads_each_audit_with_what_it_waits_for_and_how_long(
    council: Council, numbers: list[int]
) -> None:
    assert shown(council, council.director).splitlines() == [
        "(Live audits of January 2027)",
        "*Live audits of January 2027*",
        "1 of 4 held · 1 not booked · 1 not written up · 1 waiting for reflection",
        "[Show ▾ All (4) / Not booked (1) / Not completed yet (2) / More time asked for (0) / "
        "Case not named (0) / Not written up (1) / "
        "Waiting for reflection (1) / Waiting for moderation (0) / Cancelled or exempt (1) / "
        "Done (0)]",
        "*Team Manager, Assessment with Practitioner 1, Permanence*",
        "LA-2027-01-001 · Due Thu 28 Jan 2027 · _waiting for a booking, 12 working days_",
        "[Record for them] [Extend] [Exempt] [Details]",
        "*Team Manager, Assessment with Practitioner 2, Permanence*",
        "LA-2027-01-002 · Booked for Thu 14 Jan 2027 · _waiting for the write-up, 4 working days_",
        "[Record for them] [Extend] [Exempt] [Details]",
        "*Team Manager, Permanence with Practitioner 1, Assessment*",
        "LA-2027-01-003 · Completed on Mon 4 Jan 2027 · "
        "_waiting for the practitioner's reflection, 12 working days_",
        "[Details]",
        "*Team Manager, Permanence with Improvement Officer*",
        "LA-2027-01-004 · Cancelled: away",
        "[Details]",
        "[Nudge those not booked (1)] [Register]",
    ]


def test_after_its_last_day_nothing_waits_for_a_day_and_nobody_is_nudged(
    council: Council, numbers: list[int]
) -> None:
    over = shown(council, council.director, LATE).splitlines()
    assert over[2] == "1 of 4 held · 2 not written up · 1 waiting for reflection"
    assert over[5] == (
        "LA-2027-01-001 · Not completed, was due Thu 28 Jan 2027 · "
        "_waiting for the write-up, 22 working days_"
    )
    assert not any("Nudge" in line for line in over)
    with council.database.begin() as session:
        ctx = asking(me(session, council.director), LATE)
        month = session.get_one(AuditMonth, session.get_one(LiveAudit, numbers[0]).audit_month_id)
        with refused("There's nobody to nudge"):
            month_page.nudge(ctx, month)
        changes.stop_records(ctx, month)
        told = as_read(ShowMonth("January").run(ctx)).splitlines()
        assert told[5] == "LA-2027-01-001 · Not completed, was due Thu 28 Jan 2027"


def test_a_month_that_was_not_drawn_yet_is_not_last_years(council: Council) -> None:
    drawn(council, (council.other_manager, council.practitioner), month=date(2025, 11, 1))
    november = datetime(2026, 11, 29, 9, tzinfo=UTC)
    with council.database.begin() as session:
        ctx = asking(me(session, council.director), november)
        asked = ShowMonth("November")
        with refused("November 2026 has not been drawn") as why:
            asked.run(ctx)
        told = asked.kept(why.value, ctx)
        assert isinstance(told, Answer)
        assert as_read(told).splitlines()[1:] == [
            "November 2026 has not been drawn. Did you mean November 2025?",
            "[November 2025]",
        ]
        assert "November 2025" in ShowMonth("November 2025").run(ctx).text
        spring = asking(me(session, council.director), datetime(2026, 4, 1, 9, tzinfo=UTC))
        assert "November 2025" in ShowMonth("November").run(spring).text


def test_how_long_a_case_is_not_audited_again_is_told_as_the_rules_have_it(
    council: Council, numbers: list[int]
) -> None:
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, numbers[1])
        ctx = asking(audit.auditor, MID)
        for months, told in (
            (12, "within 12 months."),
            (1, "within 1 month."),
            (0, "fingerprint."),
        ):
            values = {"case_number_pattern": "[0-9]{7}", "case_gap_months": months}
            audit_rules.change(by_itself(session, MID), values)
            asked = FORMS["held"].view(ViewState(audit=audit.id), ctx)["blocks"]
            [hint] = [block["hint"]["text"] for block in asked if block.get("block_id") == "case"]
            assert hint.endswith(told)


@pytest.mark.parametrize(
    ("only", "number"),
    [
        (Only.NOT_BOOKED, 1),
        (Only.NOT_HELD, 2),
        (Only.WRITING_UP, 1),
        (Only.REFLECTION, 1),
        (Only.MODERATION, 0),
        (Only.CANCELLED, 1),
        (Only.DONE, 0),
    ],
)
def test_a_filter_shows_those_alone(
    council: Council, numbers: list[int], only: Only, number: int
) -> None:
    with council.database.read() as session:
        ctx = asking(me(session, council.director), MID)
        found = audits.month_for(session, date(2027, 1, 1))
        assert found is not None
        assert len(month_page.month_page(ctx, found, only).rows) == number


def test_nobody_but_leads_and_administrators_sees_it(council: Council, numbers: list[int]) -> None:
    assert "Improvement Officer" in shown(council, council.officer)
    for person in (council.manager, council.head, council.practitioner):
        with refused(match="Only a lead or an administrator can see the month"):
            shown(council, person)


def test_no_grade_stands_on_the_page(council: Council, numbers: list[int]) -> None:
    assert "Good" not in shown(council, council.director)


def test_a_large_month_is_turned_page_by_page(council: Council) -> None:
    pairs = [(council.other_manager, council.practitioner)] * 20
    drawn(council, *pairs)
    with council.database.read() as session:
        ctx = asking(me(session, council.director), MID)
        pages = [ShowMonth("January", Only.ALL, start).run(ctx) for start in (0, 8, 16)]
    assert all(len(page.blocks) <= 30 for page in pages)
    turners = [_last_row(page) for page in pages]
    assert ["More" in row for row in turners] == [True, True, False]
    assert ["Earlier" in row for row in turners] == [False, True, True]


def _last_row(page: Answer) -> str:
    return as_read(page).splitlines()[-1]


def test_the_month_that_runs_is_shown_without_a_name_and_a_draft_says_so(
    council: Council, numbers: list[int]
) -> None:
    pair = council.other_manager, council.practitioner
    drawn(council, pair, month=date(2027, 2, 1), state=MonthState.DRAWN)
    with council.database.read() as session:
        ctx = asking(me(session, council.director), MID)
        assert "January 2027" in ShowMonth().run(ctx).text
        read = as_read(ShowMonth("February").run(ctx))
        assert "0 of 1 held, not published yet" in read
        assert "waiting for publication" in read
        with refused(match="March has not been drawn"):
            ShowMonth("March").run(ctx)


def nudged(council: Council, at: datetime) -> int:
    with council.database.begin() as session:
        found = audits.month_for(session, date(2027, 1, 1))
        assert found is not None
        return month_page.nudge(asking(me(session, council.director), at), found)


def test_those_who_have_not_booked_are_nudged_once_a_day(
    council: Council, numbers: list[int]
) -> None:
    assert nudged(council, MID) == 1
    with refused(match="nudged today already"):
        nudged(council, MID + timedelta(hours=2))
    assert nudged(council, MID + timedelta(days=1)) == 1


def test_a_nudge_is_one_message_a_person_that_names_all_their_audits(council: Council) -> None:
    other, people = council.other_manager, (council.practitioner, council.colleague)
    made = drawn(council, *((other, each) for each in people))
    assert nudged(council, MID) == 2
    with council.database.read() as session:
        query = select(Message).where(Message.kind == MessageName.AUDIT_NUDGE)
        told = {one.person_id: one.about["audits"] for one in session.scalars(query)}
    assert told == {other.id: made, people[0].id: made[:1], people[1].id: made[1:]}


def test_a_lead_reads_which_case_is_not_named_and_who_asked_for_more_time(
    council: Council,
) -> None:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        audit.audit_month.rules = {"case_choice": "named"}
        ctx = asking(audit.auditor, datetime(2027, 1, 15, 9, 0, tzinfo=UTC))
        extending.ask_extension(ctx, audit, date(2027, 2, 2), "Back on the 2nd")
    read = shown(council, council.director)
    assert "1 not booked · 1 with more time asked for · 1 with no case named" in read
    assert (
        "_waiting for an answer: more time was asked for, 3 working days; and for its case to be "
        "named, 12 working days; and for a booking, 12 working days_"
    ) in read
    for only in (Only.MORE_TIME, Only.CASE, Only.NOT_BOOKED):
        assert "Practitioner 1" in shown(council, council.director, only=only)
    with council.database.begin() as session:
        ctx = asking(me(session, council.head), MID)
        extending.answer_extension(ctx, session.get_one(LiveAudit, number), agreed=False)
    assert "more time was asked for" not in shown(council, council.director)


def test_late_records_are_stopped_and_the_page_no_longer_waits_for_them(
    council: Council, numbers: list[int]
) -> None:
    with council.database.begin() as session:
        for number in numbers[:2]:
            audit = session.get_one(LiveAudit, number)
            changes.not_held(by_itself_with(audit, MID), audit, "no word")
    read = shown(council, council.director, LATE)
    assert read.count("[Record for them]") == 2
    assert "[Stop late records]" in read
    with council.database.begin() as session:
        [month] = session.query(AuditMonth).all()
        changes.stop_records(doing(me(session, council.director), LATE), month)
    read = shown(council, council.director, LATE)
    assert "[Record for them]" not in read
    assert "[Allow late records]" in read


def settled(council: Council, numbers: list[int]) -> None:
    """Extend the first and exempt the second, as a lead does from the page."""
    with council.database.begin() as session:
        first, second = (session.get_one(LiveAudit, number) for number in numbers[:2])
        ctx = asking(me(session, council.director), MID)
        extending.give(ctx, first, date(2027, 2, 1), "The panel moved")
        changing.exempt(ctx, second, "sickness", "Agreed with the head of service")


def test_the_register_says_who_why_and_by_whom(council: Council, numbers: list[int]) -> None:
    settled(council, numbers)
    with council.database.read() as session:
        ctx = asking(me(session, council.director), MID)
        read = as_read(ShowRegister("January").run(ctx))
        rows = [waiver_row(one, ctx) for one in register.waivers(session, [date(2027, 1, 1)])]
    assert "until Mon 1 Feb 2027 · The panel moved · Assistant Director, Wed 20 Jan 2027" in read
    assert "exempt · away; Agreed with the head of service" in read
    assert "sickness" not in read
    lines = as_csv(rows).decode("utf-8-sig").splitlines()
    assert lines[0] == "audit,auditor,practitioner,what,why,by,on"
    assert len(lines) == 1 + len(rows) == 3


def test_more_time_needs_a_reason_for_the_register(council: Council, numbers: list[int]) -> None:
    with council.database.begin() as session, refused(match="Say why", about="why"):
        first = session.get_one(LiveAudit, numbers[0])
        ctx = asking(me(session, council.director), MID)
        extending.give(ctx, first, date(2027, 2, 1), " ")


def test_a_reopened_audit_waits_from_the_day_it_was_reopened(
    council: Council, numbers: list[int]
) -> None:
    with council.database.begin() as session:
        held = session.get_one(LiveAudit, numbers[2])
        at = MID - timedelta(days=1)
        correcting.reopen(asking(me(session, council.director), at), held, "The wrong audit")
    assert "waiting for a booking, 1 working day_" in shown(council, council.director)


def test_an_extension_that_was_asked_for_says_by_whom_and_what_was_refused_is_not_there(
    council: Council, numbers: list[int]
) -> None:
    def asks(until: date, *, agreed: bool) -> None:
        with council.database.begin() as session:
            audit = session.get_one(LiveAudit, numbers[0])
            ctx = asking(audit.practitioner, MID)
            extending.ask_extension(ctx, audit, until, "A private matter")
            answer = asking(me(session, council.manager), MID)
            extending.answer_extension(answer, audit, agreed=agreed)

    asks(date(2027, 2, 1), agreed=False)
    asks(date(2027, 2, 2), agreed=True)
    with council.database.read() as session:
        ctx = asking(me(session, council.officer), MID)
        read = as_read(ShowRegister("January").run(ctx))
    assert "until Tue 2 Feb 2027 · asked for by Practitioner 1, Permanence" in read
    assert "Mon 1 Feb" not in read
    assert "private matter" not in read


def test_what_is_written_up_late_is_not_offered_as_held_today(
    council: Council, numbers: list[int]
) -> None:
    def offered(at: datetime) -> str | None:
        with council.database.begin() as session:
            ctx = asking(me(session, council.director), at)
            view = FORMS["held"].view(ViewState(audit=numbers[0]), ctx)
            [day] = [one for one in view["blocks"] if one.get("block_id") == "held_on"]
            chosen: str | None = day["element"].get("initial_date")
            return chosen

    assert offered(MID) == "2027-01-20"
    assert offered(datetime(2027, 2, 3, 9, 0, tzinfo=UTC)) is None
