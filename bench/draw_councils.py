"""Councils of real sizes, from the Department for Education's census of children's social work."""

import csv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.model import Auditor, DrawRequest, Month, PastAudit, Practitioner, Window
from jobs.rules.working_days import bank_holidays

SIZING = Path(__file__).parents[1] / "sample" / "sizing.csv"
SOURCE = "DfE children's social work workforce census"
JANUARY = Window(date(2027, 1, 4), date(2027, 1, 29))
COUNCILS_IN_ENGLAND = 153
PART_TIME = ((0, 1, 2), (1, 2, 3, 4), (0, 1, 3, 4), (2, 3, 4))
MONTHS_OF_HISTORY = 12


@dataclass(frozen=True)
class Size:
    """One row of the census: heads, and rates in per cent a year (absence: of all days)."""

    label: str
    first_line: int
    middle: int
    practitioners: int
    headcount: int
    leavers: int
    vacancy: float
    absence: float
    fte_per_head: float


def sizes() -> dict[str, Size]:
    """Return the census rows by label."""
    with SIZING.open(encoding="utf-8") as file:
        return {row["label"]: _size(row) for row in csv.DictReader(file)}


def _size(row: dict[str, str]) -> Size:
    return Size(
        row["label"],
        int(row["first_line"]),
        int(row["middle"]),
        int(row["senior_practitioner"]) + int(row["case_holder"]),
        int(row["headcount"]),
        int(row["leavers"]),
        float(row["vacancy_pct"]),
        float(row["absence_pct"]),
        float(row["fte_per_head"]),
    )


def one_council(size: Size, seed: int) -> DrawRequest:
    """Return January's request of a council of this size: anybody may audit anybody's team."""
    people = _people(size, size.label, Random(f"{size.label} {seed}"))
    return _request((people,), Rules(who_with_whom="any"), seed)


def services_apart(size: Size, number: int, seed: int) -> DrawRequest:
    """Return one request for services whose managers audit only other teams of their own."""
    random = Random(seed)
    parts = (_share(size, number, place) for place in range(number))
    people = [_people(part, f"service {n:03}", random) for n, part in enumerate(parts)]
    return _request(tuple(people), Rules(who_with_whom="another team"), seed)


def _share(size: Size, number: int, place: int) -> Size:
    def part(whole: int) -> int:
        return whole // number + (place < whole % number)

    return replace(
        size,
        first_line=part(size.first_line),
        middle=part(size.middle),
        practitioners=part(size.practitioners),
    )


Staff = tuple[tuple[Auditor, ...], tuple[Practitioner, ...], tuple[PastAudit, ...]]


def _request(parts: tuple[Staff, ...], rules: Rules, seed: int) -> DrawRequest:
    return DrawRequest(
        auditors=tuple(auditor for part in parts for auditor in part[0]),
        practitioners=tuple(person for part in parts for person in part[1]),
        window=JANUARY,
        rules=rules,
        history=tuple(audit for part in parts for audit in part[2]),
        holidays=tuple(bank_holidays("ENG", [2027])),
        seed=seed,
    )


def _people(size: Size, service: str, random: Random) -> Staff:
    """Return a team for every first-line manager, a middle manager above several of them."""
    middle = [f"{service} middle {n:03}" for n in range(size.middle)]
    first = [f"{service} first {n:03}" for n in range(size.first_line)]
    above = {id_: middle[n % len(middle)] if middle else service for n, id_ in enumerate(first)}
    auditors = [
        Auditor(id_, f"team {n:03}", service, (above[id_],), *_days(size, random))
        for n, id_ in enumerate(first)
    ]
    auditors += [Auditor(id_, "management", service, (), *_days(size, random)) for id_ in middle]
    people = []
    for number in range(size.practitioners):
        team = number % len(first)
        line = (first[team], above[first[team]])
        id_ = f"{service} practitioner {number:05}"
        days = _days(size, random)
        people.append(Practitioner(id_, f"team {team:03}", service, line, *days))
    return tuple(auditors), tuple(people), _history(auditors, people, random)


def _days(size: Size, random: Random) -> tuple[tuple[int, ...], tuple[tuple[date, date], ...]]:
    part_time = random.random() < (1 - size.fte_per_head) * 3  # about a third off each
    away = random.random() < size.absence / 100
    weekdays = random.choice(PART_TIME) if part_time else (0, 1, 2, 3, 4)
    return weekdays, ((JANUARY.opens, JANUARY.due),) if away else ()


def _history(
    auditors: list[Auditor], people: list[Practitioner], random: Random
) -> tuple[PastAudit, ...]:
    """Return a year in which every auditor took two practitioners a month as they came."""
    history = []
    for month in range(1, MONTHS_OF_HISTORY + 1):
        taken = random.sample(people, min(len(people), 2 * len(auditors)))
        givers = [auditor for auditor in auditors for _ in range(2)]
        history += [
            PastAudit(giver.id, person.id, Month(2026, month))
            for giver, person in zip(givers, taken, strict=False)
        ]
    return tuple(history)
