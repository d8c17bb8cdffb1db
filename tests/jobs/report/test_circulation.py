"""No number that is hidden from scrutiny can be worked out from the others: asked of a solver."""

from collections.abc import Iterator, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from db.audits.coverage import TeamCoverage
from db.digest.audits import AuditMonthCounts
from jobs.digest.values import Inadequates
from jobs.report.circulation import audit_rows, coverage_rows, files_owed
from jobs.report.values import ReportedMonth
from jobs.rules.small_numbers import LEAST_SHOWN, Cell, Mark, cells, shown
from tests.properties import examples

REASONS = ("leave", "sickness")
MOST = 400
FEW = st.integers(0, 7) | st.sampled_from((12, 25))


@st.composite
def months(draw: st.DrawFn) -> list[AuditMonthCounts]:
    """Draw up to three months of live audits, small and large."""
    found = []
    for number in range(draw(st.integers(1, 3)), 0, -1):
        changed, upheld, later, other = (draw(FEW) for _ in range(4))
        not_held = {reason: draw(FEW) for reason in REASONS}
        is_over = draw(st.booleans())
        waiting = 0 if is_over else draw(FEW)
        held = changed + upheld + later + other
        found.append(
            AuditMonthCounts(
                month=date(2026, number, 1),
                expected=held + sum(not_held.values()) + waiting,
                held=held,
                not_held={reason: number for reason, number in not_held.items() if number},
                exempt=draw(FEW),
                to_moderate=changed + upheld + later,
                moderated=changed + upheld,
                changed=changed,
                is_over=is_over,
            )
        )
    return found


def told_in(row: ReportedMonth) -> dict[str, Cell]:
    named = {
        "expected": row.expected,
        "held": row.held,
        "not held": row.not_held,
        "waiting": row.waiting,
        "to moderate": row.to_moderate,
        "moderated": row.moderated,
        "changed": row.changed,
        "exempt": row.exempt,
    }
    return named | {f"because {why}": cell for why, cell in row.by_reason.items()}


class Reader:
    """Somebody who works out all that a report lets them: which numbers could a cell be?"""

    def __init__(self) -> None:
        self.model = cp_model.CpModel()
        self.numbers: dict[tuple[str, str], cp_model.IntVar] = {}
        self.hidden: list[tuple[str, str]] = []

    def reads(self, whose: str, told: Mapping[str, Cell]) -> None:
        for name, cell in told.items():
            number = self.model.new_int_var(0, MOST, f"{whose} {name}")
            self.numbers[whose, name] = number
            if cell.mark is Mark.SHOWN:
                self.model.add(number == (cell.number or 0))
            else:
                self.hidden.append((whose, name))
            if cell.mark is Mark.FEWER:
                self.model.add(number >= 1)
                self.model.add(number < LEAST_SHOWN)

    def knows(self, row: ReportedMonth, whose: str) -> None:
        """Reckon with how the audits of a month divide."""
        of = {name: number for (who, name), number in self.numbers.items() if who == whose}
        why = [number for name, number in of.items() if name.startswith("because")]
        self.model.add(of["expected"] == of["held"] + of["not held"] + of["waiting"])
        self.model.add(of["not held"] == sum(why))
        self.model.add(of["to moderate"] <= of["held"])
        self.model.add(of["moderated"] <= of["to moderate"])
        self.model.add(of["changed"] <= of["moderated"])
        if row.is_over:
            self.model.add(of["waiting"] == 0)

    def could_be(self, cell: tuple[str, str]) -> tuple[int, int]:
        number, found = self.numbers[cell], []
        for direction in (1, -1):
            self.model.minimize(direction * number)
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            assert solver.solve(self.model) == cp_model.OPTIMAL
            found.append(solver.value(number))
        return found[0], found[1]

    def derives(self) -> Iterator[tuple[tuple[str, str], int]]:
        for cell in self.hidden:
            least, most = self.could_be(cell)
            if least == most:
                yield cell, least


@examples(60)
@given(months())
def test_no_hidden_number_of_the_audits_can_be_worked_out(drawn: list[AuditMonthCounts]) -> None:
    rows = audit_rows(drawn, cells)
    reader = Reader()
    for row in rows:
        reader.reads(f"{row.month}", told_in(row))
        reader.knows(row, f"{row.month}")
    for name in told_in(rows[-1]):
        parts = [reader.numbers[f"{row.month}", name] for row in rows[:-1]]
        reader.model.add(reader.numbers["None", name] == sum(parts))
    assert list(reader.derives()) == []


@examples(60)
@given(months())
def test_no_small_number_is_told_and_every_number_that_is_told_is_so(
    drawn: list[AuditMonthCounts],
) -> None:
    exact = audit_rows(drawn, lambda flows: [shown(flow.count) for flow in flows])
    for told, real in zip(audit_rows(drawn, cells), exact, strict=True):
        for name, cell in told_in(told).items():
            number = told_in(real)[name].number
            if cell.mark is Mark.SHOWN:
                assert cell.number == number
                assert cell.number == 0 or (cell.number or 0) >= LEAST_SHOWN
            elif cell.mark is Mark.FEWER:
                assert 0 < (number or 0) < LEAST_SHOWN


TEAMS = st.lists(st.tuples(FEW, FEW, st.sampled_from("ABC")), min_size=1, max_size=5)


@examples(60)
@given(TEAMS)
def test_no_hidden_number_of_the_coverage_can_be_worked_out(
    drawn: list[tuple[int, int, str]],
) -> None:
    teams = [
        TeamCoverage(f"Team {number}", service, seen, seen + unseen)
        for number, (seen, unseen, service) in enumerate(drawn)
    ]
    rows = coverage_rows(teams, cells, by_team=False)
    reader = Reader()
    for row in rows:
        told = {"seen": row.seen, "not seen": row.not_seen, "total": row.total}
        reader.reads(row.service, told)
        of = {name: reader.numbers[row.service, name] for name in told}
        reader.model.add(of["total"] == of["seen"] + of["not seen"])
    for name in ("seen", "not seen", "total"):
        parts = [reader.numbers[row.service, name] for row in rows[:-1]]
        reader.model.add(reader.numbers["", name] == sum(parts))
    assert list(reader.derives()) == []


def test_what_was_held_is_told_rather_than_what_was_expected() -> None:
    month = AuditMonthCounts(date(2026, 10, 1), 36, 33, {"leave": 3}, 0, 0, 0, 0, True)
    row = audit_rows([month], cells)[0]
    assert (str(row.expected), str(row.held)) == ("not shown", "33")
    assert str(row.not_held) == "fewer than 5"


def test_files_owed_give_no_small_number_away() -> None:
    told = files_owed(Inadequates(9, 3, 1), cells)
    assert [str(cell) for cell in told][1:] == ["fewer than 5", "fewer than 5"]
    exact = files_owed(Inadequates(9, 3, 1), lambda flows: [shown(f.count) for f in flows])
    assert [cell.number for cell in exact] == [9, 3, 1]
