"""The counts of a report that share totals, told together so that none gives another away.

Each function lays counts and totals out as flows, hands all of them at once to whoever says how
they may be told, and puts what comes back in its place. For officers that is every number as it
is; for scrutiny it is `jobs.rules.small_numbers.cells`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.audits.coverage import TeamCoverage
from db.digest.audits import AuditMonthCounts
from jobs.digest.values import Inadequates
from jobs.report.values import CoverageRow, ReportedMonth
from jobs.rules.small_numbers import Cell, Flow, Mark

Tell = Callable[[Sequence[Flow]], Sequence[Cell]]
Named = dict[tuple[str, str], Cell]  # by whose number it is, and which

EVERYWHERE = "all"
WAITING = "waiting"
NONE = Cell(Mark.SHOWN, 0)


@dataclass(frozen=True)
class _Branch:
    """A number of a month's live audits, and what it is a part of."""

    name: str
    within: str
    count: Callable[[AuditMonthCounts], int]
    # What was held is what all grades are counted of, so what was expected gives way before it.
    is_dear: bool = False


def _tree(reasons: Iterable[str]) -> tuple[_Branch, ...]:
    """Return how the audits that were expected divide."""
    return (
        _Branch("held", "expected", lambda one: one.held, is_dear=True),
        _Branch("not held", "expected", _not_held),
        _Branch(WAITING, "expected", lambda one: one.expected - one.held - _not_held(one)),
        *(_reason(each) for each in reasons),
        _Branch("to moderate", "held", lambda one: one.to_moderate),
        _Branch("other", "held", lambda one: one.held - one.to_moderate),
        _Branch("moderated", "to moderate", lambda one: one.moderated),
        _Branch("not yet", "to moderate", lambda one: one.to_moderate - one.moderated),
        _Branch("changed", "moderated", lambda one: one.changed),
        _Branch("upheld", "moderated", lambda one: one.moderated - one.changed),
    )


def _not_held(month: AuditMonthCounts) -> int:
    return sum(month.not_held.values())


def _reason(reason: str) -> _Branch:
    return _Branch(f"because {reason}", "not held", lambda one: one.not_held.get(reason, 0))


def audit_rows(months: Sequence[AuditMonthCounts], tell: Tell) -> list[ReportedMonth]:
    """Return the rows of some months and of their sum, which comes last."""
    if not months:
        return []
    reasons = sorted({reason for month in months for reason in month.not_held})
    tree = _tree(reasons)
    told = _told(_flows(months, tree), tell) | _told(_exempt(months), tell)
    rows = [
        replace(_row(told, f"{one.month}", one.month, one.is_over, reasons), is_draft=one.is_draft)
        for one in months
    ]
    is_over = all(month.is_over for month in months)
    return [*rows, _row(told, EVERYWHERE, None, is_over, reasons)]


def _flows(
    months: Sequence[AuditMonthCounts], tree: Sequence[_Branch]
) -> Iterator[tuple[tuple[str, str], Flow]]:
    """Yield every number: down each month's tree to its leaves, up again to the sums, and round."""
    inner = {branch.within for branch in tree}
    for month in months:
        whose = f"{month.month}"
        yield (whose, "expected"), Flow("round", f"{whose} expected", month.expected)
        for one in tree:
            if one.name == WAITING and month.is_over and not one.count(month):
                continue  # anybody knows that it is nought, so it hides nothing
            end = f"{whose} {one.name}" if one.name in inner else f"sum {one.name}"
            start = f"{whose} {one.within}"
            yield (whose, one.name), Flow(start, end, one.count(month), one.is_dear)
    is_over = all(month.is_over for month in months)
    for one in tree:
        number = sum(one.count(month) for month in months)
        if one.name == WAITING and is_over and not number:
            continue
        flow = Flow(f"sum {one.name}", f"sum {one.within}", number, one.is_dear)
        yield (EVERYWHERE, one.name), flow
    number = sum(month.expected for month in months)
    yield (EVERYWHERE, "expected"), Flow("sum expected", "round", number)


def _exempt(months: Sequence[AuditMonthCounts]) -> Iterator[tuple[tuple[str, str], Flow]]:
    for month in months:
        yield (f"{month.month}", "exempt"), Flow("start", "end", month.exempt)
    number = sum(month.exempt for month in months)
    yield (EVERYWHERE, "exempt"), Flow("end", "start", number, True)


def _told(flows: Iterable[tuple[tuple[str, str], Flow]], tell: Tell) -> Named:
    names, laid_out = zip(*flows, strict=True)
    return dict(zip(names, tell(laid_out), strict=True))


def _row(
    told: Named, whose: str, month: date | None, is_over: bool, reasons: Sequence[str]
) -> ReportedMonth:
    return ReportedMonth(
        month=month,
        is_over=is_over,
        expected=told[whose, "expected"],
        held=told[whose, "held"],
        not_held=told[whose, "not held"],
        by_reason={reason: told[whose, f"because {reason}"] for reason in reasons},
        waiting=told.get((whose, WAITING), NONE),
        exempt=told[whose, "exempt"],
        to_moderate=told[whose, "to moderate"],
        moderated=told[whose, "moderated"],
        changed=told[whose, "changed"],
    )


def table(counts: Mapping[str, Mapping[str, int]], tell: Tell) -> Named:
    """Return rows of counts by row and column, with the sums of both under EVERYWHERE."""
    return _told(_table(counts), tell) if counts else {}


def _table(counts: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[tuple[str, str], Flow]]:
    columns = list(dict.fromkeys(column for row in counts.values() for column in row))
    for name, row in counts.items():
        yield (name, EVERYWHERE), Flow("round", f"row {name}", sum(row.values()), True)
        for column, number in row.items():
            yield (name, column), Flow(f"row {name}", f"column {column}", number)
    for column in columns:
        number = sum(row.get(column, 0) for row in counts.values())
        yield (EVERYWHERE, column), Flow(f"column {column}", "sum", number, True)
    whole = sum(sum(row.values()) for row in counts.values())
    yield (EVERYWHERE, EVERYWHERE), Flow("sum", "round", whole, True)


def coverage_rows(teams: Sequence[TeamCoverage], tell: Tell, *, by_team: bool) -> list[CoverageRow]:
    """Return who was seen by team or by service, in the order given, and the sum, last."""
    counts: dict[str, dict[str, int]] = {}
    places: dict[str, tuple[str, str]] = {}
    for one in teams:
        team, name = (one.team, one.team) if by_team else ("", one.service)
        places[name] = (team, one.service)
        row = counts.setdefault(name, {"seen": 0, "not seen": 0})
        row["seen"] += one.seen
        row["not seen"] += one.not_seen
    told = table(counts, tell)
    whole = [(EVERYWHERE, ("", ""))] if counts else []
    return [
        CoverageRow(
            team, service, told[name, "seen"], told[name, "not seen"], told[name, EVERYWHERE]
        )
        for name, (team, service) in [*places.items(), *whole]
    ]


def files_owed(found: Inadequates, tell: Tell) -> tuple[Cell, Cell, Cell]:
    """Return how many files were owed another look, how many still wait for it, and overdue."""
    flows = {
        ("", "of"): Flow("start", "of", found.of, True),
        ("", "without"): Flow("of", "without", found.without),
        ("", "looked at"): Flow("of", "end", found.of - found.without),
        ("", "overdue"): Flow("without", "end", found.overdue),
        ("", "in time"): Flow("without", "end", found.without - found.overdue),
        ("", "sum"): Flow("end", "start", found.of, True),
    }
    told = _told(flows.items(), tell)
    return told["", "of"], told["", "without"], told["", "overdue"]
