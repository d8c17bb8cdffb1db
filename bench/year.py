"""A year at York's size: how long people wait under our draw and under what pairing bots do.

`python -m bench.year` writes docs/draw/year.md and docs/draw/year.png.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import mean, quantiles

from bench.draw_bots import RoundRobin, greedy_draw, random_draw
from bench.draw_councils import SOURCE, Size, sizes
from bench.draw_staff import MEASURED_FROM, MONTHS, Staff, request_of
from bench.year_picture import picture
from jobs.rules.draw.model import DrawRequest, Month, PastAudit, Plan
from jobs.rules.draw.repair import PersonAway, RePaired, re_pair
from jobs.rules.draw.sheet import Ids
from jobs.rules.draw.solve import draw

FOLDER = Path(__file__).parents[1] / "docs" / "draw"
RUNS = 20
REPEAT_GAP = 6
LONG = 6

Draw = Callable[[DrawRequest], tuple[Ids, ...]]


@dataclass
class Year:
    """What one simulated year shows; `gaps` are the months between audits of one practitioner."""

    gaps: list[int] = field(default_factory=list)
    longest: int = 0
    uneven: list[float] = field(default_factory=list)
    repeats: int = 0
    expected: int = 0
    held: int = 0


@dataclass(frozen=True)
class Method:
    """A way to draw; `repairs` says whether what falls through is re-paired."""

    name: str
    start: Callable[[], Draw]
    repairs: bool = False


def ours(request: DrawRequest) -> tuple[Ids, ...]:
    """Draw with the engine; a month that cannot be drawn stands empty."""
    plan = draw(request)
    return plan.ids if isinstance(plan, Plan) else ()


METHODS = (
    Method("Random", lambda: random_draw),
    Method("Round-robin", lambda: RoundRobin().draw),
    Method("Greedy", lambda: greedy_draw),
    Method("Ours, no re-pairing", lambda: ours),
    Method("Ours", lambda: ours, repairs=True),
)


def main() -> None:
    """Simulate, and write the table and the picture."""
    size = sizes()["York now"]
    years = {
        method.name: [simulate(size, method, run) for run in range(RUNS)] for method in METHODS
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "year.md").write_text(page(years), encoding="utf-8")
    waits = {name: mean(year.longest for year in ran) for name, ran in years.items()}
    repeats = {name: mean(year.repeats for year in ran) for name, ran in years.items()}
    uneven = {name: mean(u for y in ran for u in y.uneven) for name, ran in years.items()}
    picture(FOLDER / "year.png", waits, repeats, uneven)
    print((FOLDER / "year.md").read_text(encoding="utf-8"))


def simulate(size: Size, method: Method, run: int) -> Year:
    """Run a first year unmeasured and a second measured, the same people for every method."""
    staff, how, year = Staff(size, run), method.start(), Year()
    history: list[PastAudit] = []
    for number in range(MONTHS):
        request = request_of(staff, number, tuple(history), run)
        held = _held(staff, request, how(request), method.repairs)
        if number >= MEASURED_FROM:
            _measure(year, staff, request, held)
        history += [PastAudit(*ids, request.month) for ids in held]
        staff.move_on()
    year.longest = max(_waits(staff, history), default=0)
    year.gaps = list(_waits(staff, history))
    return year


def _held(staff: Staff, request: DrawRequest, drawn: tuple[Ids, ...], repairs: bool) -> list[Ids]:
    """Return the audits that are held although somebody falls ill after the draw."""
    for person in staff.falling_ill:
        if repairs:
            drawn = _re_paired(request, drawn, person)
        drawn = tuple(ids for ids in drawn if person not in ids)
    return list(drawn)


def _re_paired(request: DrawRequest, drawn: tuple[Ids, ...], person: str) -> tuple[Ids, ...]:
    window = request.window
    known = {someone.id for someone in (*request.auditors, *request.practitioners)}
    if person not in known:
        return drawn
    outcome = re_pair(request, drawn, PersonAway(person, window.opens, window.due))
    return outcome.plan.ids if isinstance(outcome, RePaired) else drawn


def _measure(year: Year, staff: Staff, request: DrawRequest, held: list[Ids]) -> None:
    recent = {
        (audit.auditor, audit.practitioner)
        for audit in request.history
        if request.month.since(audit.month) < REPEAT_GAP
    }
    year.repeats += sum(ids in recent for ids in held)
    year.expected += sum(2 for auditor in request.auditors if auditor.id in staff.in_post)
    year.held += len(held)
    year.uneven.append(_uneven(request, held))


def _uneven(request: DrawRequest, held: list[Ids]) -> float:
    """Return the highest share of a team audited less the lowest, in hundredths."""
    teams = {person.id: person.team for person in request.practitioners}
    heads = Counter(teams.values())
    audits = Counter(teams[person] for _, person in held)
    shares = [audits[team] / heads[team] for team in heads]
    return 100 * (max(shares) - min(shares))


def _waits(staff: Staff, history: list[PastAudit]) -> Iterator[int]:
    """Yield the months waited in the measured year: between audits, since joining, until now."""
    months: dict[str, list[int]] = {}
    for audit in history:
        months.setdefault(audit.practitioner, []).append(_number(audit.month))
    for person, (joined, left) in staff.careers.items():
        marks = [joined, *months.get(person, ()), left]
        for before, after in pairwise(marks):
            if after >= MEASURED_FROM:
                yield after - before


def _number(month: Month) -> int:
    return month.since(Month(2025, 1))


def page(years: dict[str, list[Year]]) -> str:
    """Return the results as a page of Markdown."""
    return "\n".join(
        [
            "# A simulated year at York's size",
            "",
            f"Headcount, leavers, vacancies and absence: {SOURCE}, York, 2025",
            "(`sample/sizing.csv`): 15 managers who audit two practitioners a month, 110",
            f"practitioners in 9 teams. {RUNS} simulated years, each after a year of running in;",
            "every method has the same people, leave, sickness, leavers and newcomers, and is",
            "given our hard rules (own supervisor, days in common, one audit a month).",
            "",
            "| | longest wait, worst year | longest wait, mean | 95 in 100 wait at most "
            f"| waits over {LONG} months | repeats a year | team spread | audits held |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *(_line(name, ran) for name, ran in years.items()),
            "",
            "![Waits, repeats and spread by method](year.png)",
            "",
            "Waits are in months: between two audits of a practitioner, from joining to the first,",
            "and from the last to the end. Repeats are pairs that met in the six months before.",
            "Team spread is the highest share of a team audited in a month less the lowest, in",
            "percentage points. Audits held are of those the quotas of the managers in post ask",
            "for; half of all sickness comes after the draw and before the month opens. Only ours",
            "offers to re-pair then, so the row without is the fair comparison of the draws alone.",
            f"A wait of {MONTHS} months is as long as the simulation: nobody could wait longer.",
            "",
            "Random: anybody. Round-robin: down the list and on from there next month. Greedy:",
            "managers in turn choose whoever waited longest and, among equals, somebody not met",
            "lately.",
            "",
        ]
    )


def _line(name: str, ran: list[Year]) -> str:
    gaps = [gap for year in ran for gap in year.gaps]
    longest = [year.longest for year in ran]
    held, expected = sum(y.held for y in ran), sum(y.expected for y in ran)
    uneven = mean(share for year in ran for share in year.uneven)
    return (
        f"| {name} | {max(longest)} | {mean(longest):.1f} | {quantiles(gaps, n=20)[-1]:.0f} "
        f"| {sum(gap > LONG for gap in gaps):,} of {len(gaps):,} "
        f"| {mean(year.repeats for year in ran):.1f} | {uneven:.0f} "
        f"| {held:,} of {expected:,} |"
    )


if __name__ == "__main__":
    main()
