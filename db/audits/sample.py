"""A month's sample of cases: the lines of the sheet that a lead gave, and which audit has which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from db import council_events
from db.context import WorkContext
from db.models import AuditMonth, CaseDebt, CouncilEventKind, LiveAudit, Person, SampleLine, Team
from db.models.audit import OFF_STATES
from db.permissions import Permission, require


@dataclass(frozen=True)
class NewLine:
    """A line of a sheet as it is to be kept: people and teams by number."""

    line: int
    practitioner_id: int | None = None
    second_practitioner_id: int | None = None
    team_id: int | None = None
    theme: str = ""
    case_key: str | None = None

    def fields(self) -> dict[str, object]:
        """Return what a row keeps of it besides its line."""
        return {name: value for name, value in vars(self).items() if name != "line"}


@dataclass(frozen=True)
class Taken:
    """What came of a sheet: lines that are new, changed, as they were, and no longer there.

    `kept` are no longer on the sheet and stay, since an audit has them.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    kept: int = 0


def lines_of(session: Session, month: date) -> Sequence[SampleLine]:
    """Return a month's lines with their people and teams, in the order of the sheet."""
    query = (
        select(SampleLine)
        .options(
            joinedload(SampleLine.practitioner).joinedload(Person.team),
            joinedload(SampleLine.second_practitioner),
            joinedload(SampleLine.team),
        )
        .where(SampleLine.month == month)
    )
    return session.scalars(query.order_by(SampleLine.line)).all()


def latest_change(session: Session, month: date) -> datetime | None:
    """Return when a month's sheet was last given; None where there is none."""
    return session.scalar(select(func.max(SampleLine.imported_at)).where(SampleLine.month == month))


def in_use(session: Session, month: date) -> Mapping[int, LiveAudit]:
    """Return the audits that have a line of a month's sheet and were not called off, by line."""
    query = (
        select(LiveAudit)
        .join(LiveAudit.audit_month)
        .where(
            AuditMonth.month == month,
            LiveAudit.case_line.is_not(None),
            LiveAudit.state.not_in(OFF_STATES),
        )
    )
    return {audit.case_line: audit for audit in session.scalars(query) if audit.case_line}


def take(ctx: WorkContext, month: date, lines: Sequence[NewLine]) -> Taken:
    """Keep a month's sheet in place of the one that was there; the leads' to do.

    A line that an audit has stays as it is, whatever the new sheet says of it.
    """
    if ctx.person is not None:
        require(ctx.person, Permission.SAMPLE)
    before = {row.line: row for row in lines_of(ctx.session, month)}
    was = _holders(before.values())
    used = in_use(ctx.session, month)
    wanted = {line.line: line for line in lines}
    dropped = [
        row
        for number, row in before.items()
        if number not in wanted and number not in used and row.debt_id is None
    ]
    for row in dropped:
        ctx.session.delete(row)
    ctx.session.flush()
    _free_keys(ctx.session, before, wanted, used)
    counts = {"new": 0, "changed": 0, "same": 0}
    for number, line in wanted.items():
        counts[_put(ctx, month, before.get(number), line, is_used=number in used)] += 1
    ctx.session.flush()
    now = _holders(lines_of(ctx.session, month))
    held = {line: [was.get(line), now.get(line)] for line in sorted(was.keys() | now.keys())}
    changed = {str(line): pair for line, pair in held.items() if pair[0] != pair[1]}
    of = {"month": f"{month:%Y-%m}", "lines": len(now), "changed": changed}
    council_events.did(ctx, CouncilEventKind.SAMPLE, "given", of)
    kept = sum(number not in wanted for number in used if number in before)
    return Taken(**counts, gone=len(dropped), kept=kept)


def would_take(session: Session, month: date, lines: Sequence[NewLine]) -> Taken:
    """Say what would come of a sheet; nothing changes."""
    before = {row.line: row for row in lines_of(session, month)}
    used = in_use(session, month)
    wanted = {line.line: line for line in lines}
    same = sum(
        number in before and (number in used or _is_same(before[number], line))
        for number, line in wanted.items()
    )
    new = len(wanted.keys() - before.keys())
    missing = [row for number, row in before.items() if number not in wanted]
    kept = sum(row.line in used for row in missing)
    gone = sum(row.line not in used and row.debt_id is None for row in missing)
    return Taken(new, len(wanted) - new - same, same, gone, kept)


def mark_gone(ctx: WorkContext, month: date, line: int, why: str) -> None:
    """Note that the case of a line was closed or transferred, so that no audit gets it."""
    query = select(SampleLine).where(SampleLine.month == month, SampleLine.line == line)
    row = ctx.session.scalar(query.with_for_update())
    if row is not None:
        row.gone = why


def keep_lines_again(ctx: WorkContext, month: date, lines: Mapping[int, CaseDebt]) -> None:
    """Keep the lines after the sheet's own at which files are looked at again, and no others."""
    known = {row.line: row for row in lines_of(ctx.session, month) if row.debt_id is not None}
    for number in known.keys() - lines.keys():
        ctx.session.delete(known[number])
    ctx.session.flush()
    for number, debt in lines.items():
        row = known.get(number)
        if row is None:
            row = SampleLine(month=month, line=number, gone="", theme="", imported_at=ctx.now)
            ctx.session.add(row)
        row.debt_id, row.practitioner_id = debt.id, debt.holder_id
        row.case_key = debt.first_audit.case_key


def teams(session: Session) -> Sequence[Team]:
    """Return every team."""
    return session.scalars(select(Team).order_by(Team.id)).all()


def _put(
    ctx: WorkContext, month: date, row: SampleLine | None, line: NewLine, *, is_used: bool
) -> str:
    if row is None:
        by = ctx.person.id if ctx.person else None
        fields = {"month": month, "line": line.line, **line.fields()}
        row = SampleLine(**fields, gone="", imported_at=ctx.now, imported_by_id=by)
        ctx.session.add(row)
        return "new"
    if is_used or _is_same(row, line):
        return "same"
    for name, value in line.fields().items():
        setattr(row, name, value)
    row.gone, row.debt_id, row.imported_at = "", None, ctx.now
    return "changed"


def _holders(rows: Iterable[SampleLine]) -> dict[int, list[object]]:
    """Return who holds each line, or which team, by number; its theme is of the case, and stays."""
    return {
        row.line: [row.practitioner_id, row.second_practitioner_id, row.team_id] for row in rows
    }


def _is_same(row: SampleLine, line: NewLine) -> bool:
    return all(getattr(row, name) == value for name, value in line.fields().items())


def _free_keys(
    session: Session,
    before: Mapping[int, SampleLine],
    wanted: Mapping[int, NewLine],
    used: Mapping[int, LiveAudit],
) -> None:
    """Take the fingerprints off lines that get another, so that two may change places."""
    for number, row in before.items():
        if number in wanted and number not in used and row.case_key != wanted[number].case_key:
            row.case_key = None
    session.flush()
