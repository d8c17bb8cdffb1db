"""Sheets of cases for a month: written, taken in, dealt out, and named by a person."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from bot.audits.case_words import case_words
from db.models import LiveAudit, SampleLine
from db.session import Session
from jobs.audits import case_changes
from jobs.audits import sample as samples
from jobs.audits.case_changes import Named
from jobs.audits.drawing import replay
from jobs.audits.sample import SamplePreview
from jobs.plan.tables import PlanFile
from tests.contexts import asking, by_itself
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, DrawnMonth, on

SECRET: Final = "a key that nobody guesses, of 32 or more"
HEADINGS: Final = ("Line", "Practitioner", "Second practitioner", "Team", "Case number", "Theme")
P1, P2 = "Practitioner 1, Permanence", "Practitioner 2, Permanence"
A1, A2, A3 = (f"Practitioner {number}, Assessment" for number in (1, 2, 3))
HEAD: Final = "Head of Service"
JANUARY_DRAWN: Final = date(2026, 12, 23)


def file(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> list[PlanFile]:
    written = io.StringIO()
    csv.writer(written).writerows([headings, *rows])
    return [PlanFile("sample.csv", written.getvalue().encode())]


def everybody(number: int = 1) -> list[PlanFile]:
    """Return a sheet with some lines for each practitioner, in the order P1, P2, A1, A2, A3."""
    holders = [one for one in (P1, P2, A1, A2, A3) for _ in range(number)]
    return file(*((10 + n, holder, "", "", "", "") for n, holder in enumerate(holders)))


def given(
    month: DrawnMonth, handed: list[PlanFile], when: date = DECEMBER, at: datetime = DRAW_DAY
) -> SamplePreview:
    with month.database.begin() as session:
        shown = samples.preview(session, when, handed, SECRET)
        samples.take(by_itself(session, at), when, shown.sheet)
        return shown


def lines(month: DrawnMonth, when: date = DECEMBER) -> dict[str, list[int | None]]:
    held: dict[str, list[int | None]] = {}
    for audit in month.audits(when):
        if not audit.is_off:
            held.setdefault(audit.practitioner.role, []).append(audit.case_line)
    return held


def every_line(month: DrawnMonth) -> set[int | None]:
    return {line for held in lines(month).values() for line in held}


def replayed(month: DrawnMonth, when: date = DECEMBER) -> None:
    with month.database.begin() as session:
        again = replay(session, when)
    assert (again.same, again.problems) == (True, ())


def rows(session: Session) -> list[SampleLine]:
    return list(session.scalars(select(SampleLine).order_by(SampleLine.line)))


def with_lines(month: DrawnMonth, number: int) -> LiveAudit:
    given(month, everybody(number))
    month.published()
    return month.audits()[0]


def gone(month: DrawnMonth, audit: LiveAudit, why: str = "closed") -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        ctx = asking(row.practitioner, on(date(2026, 12, 3)))
        case_changes.next_case(ctx, row, why)  # type: ignore[arg-type]  # closed or transferred


def told(month: DrawnMonth, audit: LiveAudit) -> str:
    with month.database.read() as session:
        return case_words(month.load(session, audit))


def named(month: DrawnMonth, audit: LiveAudit, role: str, line: int) -> None:
    with month.database.begin() as session:
        row = month.load(session, audit)
        ctx = asking(month.person(session, role), on(date(2026, 12, 2)))
        case_changes.name_case(ctx, row, Named(line))
