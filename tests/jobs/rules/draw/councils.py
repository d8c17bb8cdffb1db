"""Random councils, and the people of a plain one.

What draws them is made once and kept: to put it together takes longer than to draw from it.
"""

import os
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from jobs.rules.draw.draw_rules import Rules, ServiceRules
from jobs.rules.draw.model import Auditor, DrawRequest, Month, PastAudit, Practitioner, Window
from jobs.rules.draw.sheet import Ids
from tests.properties import scaled

JANUARY = Window(date(2027, 1, 4), date(2027, 1, 29))
FIRST_WEEK = Window(date(2027, 1, 4), date(2027, 1, 8))
DAYS = [date(2027, 1, day) for day in range(1, 32)]
A_DAY = st.sampled_from(DAYS)
SERVICES = ("Children in care", "Assessment", "Early help")
Value = TypeVar("Value")
TEAMS = ("Permanence", "Duty", "Fostering")


def examples(count: int) -> settings:
    """Return the settings of a property: DRAW_EXAMPLES=10 tries ten times as many councils."""
    factor = int(os.environ.get("DRAW_EXAMPLES", "1"))
    return settings(max_examples=scaled(count) * factor, deadline=None)


def auditor(id_: str, team: str = "Permanence", quota: int | None = None) -> Auditor:
    return Auditor(id_, team, SERVICES[0], quota=quota)


def practitioner(id_: str, team: str = "Permanence", line: tuple[str, ...] = ()) -> Practitioner:
    return Practitioner(id_, team, SERVICES[0], line)


def held(auditor_id: str, practitioner_id: str, year: int, month: int) -> PastAudit:
    return PastAudit(auditor_id, practitioner_id, Month(year, month))


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    first, last = sorted((draw(A_DAY), draw(A_DAY)))
    return first, last


def mostly(usual: Value, otherwise: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    """Choose what is usual five times out of six, or else something else."""
    usually = st.just(usual)
    return st.integers(0, 5).flatmap(lambda roll: otherwise if roll == 5 else usually)


PART_TIME = st.sets(st.integers(0, 4), min_size=1).map(lambda days: tuple(sorted(days)))
WEEKDAYS = mostly((0, 1, 2, 3, 4), PART_TIME)
AWAY = mostly((), st.lists(periods(), max_size=2).map(tuple))
IN_POST = mostly(None, A_DAY)
SERVICE = st.sampled_from(SERVICES)
OFF = mostly((), SERVICE.map(lambda name: (name,)))
WINDOWS = st.sampled_from([JANUARY, FIRST_WEEK])
HOLIDAYS = st.sampled_from([(), (date(2027, 1, 4),)])
SEEDS = st.integers(0, 5)


@cache
def rules(most: st.SearchStrategy[int | None]) -> st.SearchStrategy[Rules]:
    return st.builds(
        Rules,
        quota=st.integers(1, 2),
        who_with_whom=mostly(
            "any", st.sampled_from(["own team", "another team", "another service"])
        ),
        never_own_supervisor=st.sampled_from(["off", "immediate", "whole line"]),
        repeat_gap_months=st.integers(0, 8),
        days_apart=st.integers(0, 6),
        most_audits=most,
    )


@cache
def auditors(number: int) -> st.SearchStrategy[tuple[Auditor, ...]]:
    people = [
        st.builds(
            Auditor,
            id=st.just(f"m{place}"),
            team=st.sampled_from(TEAMS),
            service=mostly(SERVICES[0], st.just(SERVICES[1])),
            quota=mostly(None, st.integers(0, 3)),
            line=mostly(("head",), st.sampled_from([(), ("m0", "head"), ("p0",)])),
            weekdays=WEEKDAYS,
            away=AWAY,
        )
        for place in range(number)
    ]
    return st.tuples(*people)


@cache
def practitioners(number: int, managers: int) -> st.SearchStrategy[tuple[Practitioner, ...]]:
    above = st.sampled_from([f"m{place}" for place in range(managers)])
    people = [
        st.builds(
            Practitioner,
            id=st.just("m0" if place == 4 else f"p{place}"),
            team=st.sampled_from(TEAMS),
            service=mostly(SERVICES[0], st.just(SERVICES[1])),
            line=mostly((), st.lists(above, max_size=2).map(tuple)),
            weekdays=WEEKDAYS,
            away=AWAY,
            starts=IN_POST,
            ends=IN_POST,
            finish_only=mostly(False, st.just(True)),
        )
        for place in range(number)
    ]
    return st.tuples(*people)


@cache
def histories(managers: int, people: int) -> st.SearchStrategy[tuple[PastAudit, ...]]:
    audits = st.builds(
        PastAudit,
        st.integers(0, managers - 1).map("m{}".format),
        st.integers(0, people - 1).map("p{}".format),
        st.integers(6, 12).map(lambda number: Month(2026, number)),
    )
    return st.lists(audits, max_size=people * 3).map(tuple)


@cache
def pairs(managers: int, people: int, most: int) -> st.SearchStrategy[tuple[Ids, ...]]:
    ids = st.tuples(
        st.integers(0, managers - 1).map("m{}".format), st.integers(0, people - 1).map("p{}".format)
    )
    return st.lists(ids, max_size=most, unique=True).map(tuple)


@cache
def rarely_pairs(managers: int, people: int, most: int) -> st.SearchStrategy[tuple[Ids, ...]]:
    return mostly((), pairs(managers, people, most))


@cache
def own_rules(
    most: st.SearchStrategy[int | None],
) -> st.SearchStrategy[tuple[ServiceRules, ...]]:
    """Choose which services have rules of their own, and what they are."""
    of_each = {name: st.builds(ServiceRules, st.just(name), rules(most)) for name in SERVICES}

    @cache
    def of_those(names: frozenset[str]) -> st.SearchStrategy[tuple[ServiceRules, ...]]:
        return st.tuples(*(of_each[name] for name in sorted(names)))

    return st.frozensets(SERVICE).flatmap(of_those)


@st.composite
def councils_of_services(
    draw: st.DrawFn,
    managers: int = 3,
    people: int = 6,
    pins: int = 0,
    most: st.SearchStrategy[int | None] = st.none(),  # noqa: B008  a strategy is a constant
) -> DrawRequest:
    """Draw a council of up to three services, most of which have rules of their own."""
    request = draw(councils(managers, people, pins, most))
    auditors_ = tuple(replace(auditor, service=draw(SERVICE)) for auditor in request.auditors)
    people_ = tuple(replace(person, service=draw(SERVICE)) for person in request.practitioners)
    return replace(
        request,
        auditors=auditors_,
        practitioners=people_,
        services=draw(own_rules(most)),
        off=draw(OFF),
    )


@st.composite
def councils(
    draw: st.DrawFn,
    managers: int = 3,
    people: int = 6,
    pins: int = 0,
    most: st.SearchStrategy[int | None] = st.none(),  # noqa: B008  a strategy is a constant
) -> DrawRequest:
    number, count = draw(st.integers(1, managers)), draw(st.integers(min(2, people), people))
    return DrawRequest(
        auditors=draw(auditors(number)),
        practitioners=draw(practitioners(count, number)),
        window=draw(WINDOWS),
        rules=draw(rules(most)),
        history=draw(histories(number, count)),
        holidays=draw(HOLIDAYS),
        pins=draw(rarely_pairs(number, count, pins)),
        forbids=draw(pairs(number, count, 2)),
        held=draw(rarely_pairs(number, count, 2)),
        seed=draw(SEEDS),
    )


def plain(managers: int, people: int, **changes: object) -> DrawRequest:
    """Return a council in which everybody is at work and anybody may audit anybody."""
    request = DrawRequest(
        tuple(auditor(f"m{place}") for place in range(managers)),
        tuple(practitioner(f"p{place}") for place in range(people)),
        JANUARY,
    )
    return replace(request, **changes)  # type: ignore[arg-type]  # fields of a DrawRequest
