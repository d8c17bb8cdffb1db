"""How long a draw takes, and how much better it is than a greedy one, for councils of real sizes.

`python -m bench.draw` writes docs/draw/sizes.md.
"""

import os
import platform
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import process_time
from typing import TypeVar

import numpy as np

from bench.draw_bots import greedy_draw
from bench.draw_cases import CaseRow, measured_with_cases, table_of_cases
from bench.draw_councils import COUNCILS_IN_ENGLAND, SOURCE, one_council, services_apart, sizes
from jobs.rules.draw.check import problems
from jobs.rules.draw.days import offer_days
from jobs.rules.draw.eligible import Eligibility
from jobs.rules.draw.flow import cheapest, parts_of
from jobs.rules.draw.model import DrawRequest, Plan
from jobs.rules.draw.network import DrawNetwork, supply_of
from jobs.rules.draw.record import Record
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.rules.draw.sheet import Ids
from jobs.rules.draw.solve import draw

OUTPUT = Path(__file__).parents[1] / "docs" / "draw" / "sizes.md"
COUNCILS = ("York now", "Kent", "Essex")
APART = (
    ("Kent", "Kent in 12 services", 12),
    ("Essex", "Essex in 12 services", 12),
    ("England", f"England, {COUNCILS_IN_ENGLAND} councils at once", COUNCILS_IN_ENGLAND),
)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Quality:
    """What a draw achieves: audits placed, months waited by those drawn, repeats, team shares.

    `unevenness` is the sum over teams of (audits squared / size), the least being the most even.
    """

    audits: int
    never: int
    waited: int
    repeats: int
    unevenness: float


@dataclass(frozen=True)
class Row:
    """One council's line of the table; times in seconds."""

    name: str
    auditors: int
    practitioners: int
    draw: float
    days: float
    check: float
    re_pair: float
    greedy: float
    ours: Quality
    theirs: Quality
    parts: int
    divided: float
    whole: float


def main() -> None:
    """Measure every size and write the table."""
    census = sizes()
    asked = [(name.removesuffix(" now"), one_council(census[name], 1)) for name in COUNCILS]
    asked += [(label, services_apart(census[name], services, 1)) for name, label, services in APART]
    rows = [measured(name, request) for name, request in asked]
    cases = [
        measured_with_cases(name, request, row.ours.audits)
        for (name, request), row in zip(asked, rows, strict=True)
    ]
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(table(rows, cases), encoding="utf-8")
    print(OUTPUT.read_text(encoding="utf-8"))


def measured(name: str, request: DrawRequest) -> Row:
    """Draw, check, re-pair and draw greedily, and time each."""
    times = 3 if len(request.auditors) < 1000 else 1
    plan, drawing = timed(lambda: draw(request), times)
    if not isinstance(plan, Plan):
        raise SystemExit(f"{name} has no plan: {plan}")
    _, placing = timed(lambda: offer_days(request, plan.ids), 1)
    found, checking = timed(lambda: problems(request, plan), 1)
    if found:
        raise SystemExit(f"{name}: {found[0]}")
    outcome, repairing = timed(lambda: re_pair(request, plan.ids, Cannot(plan.ids[0])), 1)
    if not isinstance(outcome, RePaired):
        raise SystemExit(f"{name} cannot be re-paired: {outcome}")
    greedy, going = timed(lambda: greedy_draw(request), times)
    heads = len(request.auditors), len(request.practitioners)
    ours, theirs = quality(request, plan.ids), quality(request, greedy)
    parted = in_parts(request, plan.most, times)
    return Row(name, *heads, drawing, placing, checking, repairing, going, ours, theirs, *parted)


def in_parts(request: DrawRequest, most: int, times: int) -> tuple[int, float, float]:
    """Return how many parts a draw falls into, and the time to solve them and to solve it whole."""
    eligible = Eligibility(request)
    drawing = DrawNetwork(eligible, supply_of(request, eligible), most)
    network, levels = drawing.network, list(drawing.levels.values())
    divided, parted = timed(lambda: cheapest(network, levels), times)
    whole, at_once = timed(lambda: cheapest(network, levels, divided=False), times)
    if not np.array_equal(divided.flow, whole.flow):
        raise SystemExit("The parts do not make up the whole")
    return len(list(parts_of(network))), parted, at_once


def timed(work: Callable[[], Answer], times: int) -> tuple[Answer, float]:
    """Return the answer and the least time of several tries, in seconds of the processor."""
    best = float("inf")
    for _ in range(times):
        start = process_time()
        answer = work()
        best = min(best, process_time() - start)
    return answer, best


def quality(request: DrawRequest, drawn: tuple[Ids, ...]) -> Quality:
    """Return what a draw achieves."""
    record = Record(request)
    waits = [record.months_waited(person) for _, person in drawn]
    teams = {person.id: person.team_key for person in request.practitioners}
    heads = Counter(teams.values())
    audits = Counter(teams[person] for _, person in drawn)
    return Quality(
        len(drawn),
        sum(wait is None for wait in waits),
        sum(wait or 0 for wait in waits),
        sum(ids in record.repeats for ids in drawn),
        sum(number**2 / heads[team] for team, number in audits.items()),
    )


def table(rows: list[Row], cases: list[CaseRow]) -> str:
    """Return the measurements as a page of Markdown."""
    versions = f"Python {platform.python_version()}, OR-Tools {version('ortools')}"
    machine = f"{versions}, one of {os.cpu_count()} shared cores."
    return "\n".join(
        [
            "# The draw at real sizes",
            "",
            f"Headcounts: {SOURCE}, `sample/sizing.csv`.",
            "First-line and middle managers audit two practitioners each. Working days, absences",
            "at the census's rates and a year of history are made up. Times are seconds of the",
            "processor, because others work on the machine: the least of three runs for a",
            "council, of one for England. Whoever draws waits for the draw and its days; the",
            "search for days is bounded, and from there on they are chosen one by one.",
            machine,
            "",
            *_times(rows),
            "",
            "## With cases",
            "",
            "The same councils with a sheet of cases: half as many lines again as audits, a tenth",
            "of them of two practitioners, a fifth of a team, half with a fingerprint, a tenth of",
            "those looked at less than a year ago. Drawn once, proven, and checked.",
            "",
            *table_of_cases(cases),
            "",
            "## In parts",
            "",
            "What nothing joins, such as services that keep to their own, is solved part by part.",
            "The network alone, its proof included, in parts and whole, one after the other:",
            "",
            *_parts(rows),
            "",
            "Every plan above carries its certificate and was checked by the independent checker.",
            "Auditors may audit any team but their own staff; in 12 services, and in England's",
            "councils drawn as one request, only other teams of their own service or council.",
            "",
            "## Against a plain greedy draw in the same run",
            "",
            *_qualities(rows),
            "",
            "Greedy lets auditors choose in turn whoever waited longest, and somebody they have",
            "not met lately where waits are equal, under the same hard rules; an auditor for whom",
            "nobody is left goes without. Never: practitioners drawn who had never been audited.",
            "Months: the waits of the others drawn, added up. Repeats: pairs that met in the last",
            "six months. Uneven: sum over teams of (audits squared / size).",
            "",
        ]
    )


def _times(rows: list[Row]) -> list[str]:
    return [
        "| | auditors | practitioners | audits | draw, s | days, s | check, s | re-pair, s "
        "| greedy, s | draw / greedy |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {row.name} | {row.auditors:,} | {row.practitioners:,} | {row.ours.audits:,} "
            f"| {row.draw:.2f} | {row.days:.2f} | {row.check:.2f} | {row.re_pair:.2f} "
            f"| {row.greedy:.2f} | {row.draw / row.greedy:.1f} |"
            for row in rows
        ),
    ]


def _parts(rows: list[Row]) -> list[str]:
    return [
        "| | parts | in parts, s | whole, s | whole / in parts |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {row.name} | {row.parts:,} | {row.divided:.2f} | {row.whole:.2f} "
            f"| {row.whole / row.divided:.1f} |"
            for row in rows
        ),
    ]


def _qualities(rows: list[Row]) -> list[str]:
    lines = [
        "| | draw | audits | never | months | repeats | uneven |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        for who, made in (("ours", row.ours), ("greedy", row.theirs)):
            lines.append(
                f"| {row.name} | {who} | {made.audits:,} | {made.never:,} | {made.waited:,} "
                f"| {made.repeats:,} | {made.unevenness:,.1f} |"
            )
    return lines


if __name__ == "__main__":
    main()
