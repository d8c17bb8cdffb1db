"""The numbers of live audits, worked out again from their events by code that shares nothing."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from db.audits import changes
from db.audits.changes import Outcome, Verdict
from db.digest.scope import ALL, DigestScope, line_of, of_team
from db.models import AuditEvent, AuditMonth, LiveAudit, Person
from db.session import Session
from jobs.audits import re_audits
from jobs.digest.digest import Digest
from jobs.rules.audit_rules import DEFAULTS
from tests.contexts import by_itself_with, doing
from tests.db.audits.months import drawn
from tests.digests import measured
from tests.people import Council
from tests.plans import at

MONTHS = [date(2026, month, 1) for month in (6, 8, 9, 10, 11)]
GRADES = ("Good", "Requires improvement", "Inadequate", "Inadequate")
THEMES = ("Planning", "Recording", "Supervision")
TOLD = {"leave": "away", "workload": "workload"}  # what is somebody's own is counted as one
SINCE = date(2026, 10, 24)
THREE_MONTHS_AGO = date(2026, 8, 23)


def made_up(council: Council, chance: Random) -> None:
    people = [council.practitioner, council.colleague, council.stranger]
    for month in MONTHS:
        auditors = [council.manager, council.other_manager]
        pairs = [(chance.choice(auditors), chance.choice(people)) for _ in range(4)]
        numbers = drawn(council, *pairs, month=month)
        with council.database.begin() as session:
            for number in numbers:
                officer = session.get_one(Person, council.officer.id)
                _lived(session.get_one(LiveAudit, number), officer, month, chance)


def _lived(audit: LiveAudit, officer: Person, month: date, chance: Random) -> None:
    day = at(month.replace(day=chance.randrange(5, 20)))
    what = chance.choice(["held", "held", "held", "missed", "exempt", "replaced", "open"])
    lead = audit.auditor.manager
    assert lead is not None
    director = lead.manager
    assert director is not None
    if what == "held":
        themes = tuple(chance.sample(THEMES, 2))
        outcome = Outcome(chance.choice(GRADES), themes[:1], themes[1:])
        changes.hold(doing(audit.auditor, day), audit, outcome)
        re_audits.settle(doing(audit.auditor, day), audit, DEFAULTS)
        if chance.random() < 0.5:
            audit.needs_moderation = True
            changes.reflect(doing(audit.practitioner, day), audit, "Fair.", agrees=True)
            upheld = chance.random() < 0.5
            audit.moderator_id = officer.id
            changes.moderate(doing(officer, day), audit, Verdict(upheld, "Good", "x"))
            re_audits.settle(doing(officer, day), audit, DEFAULTS)
    elif what == "missed":
        changes.not_held(by_itself_with(audit, day), audit, chance.choice(["leave", "workload"]))
    elif what == "exempt":
        changes.exempt(doing(director, day), audit, "vacancy")
    elif what == "replaced":
        changes.replace(by_itself_with(audit, day), audit)


@dataclass
class Replayed:
    """An audit as its events tell of it."""

    month: date
    auditor: int
    practitioner: int
    needed: bool
    state: str = "published"
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def held_on(self) -> date | None:
        told = self.fields.get("held_at")
        return date.fromisoformat(told[:10]) if told else None

    @property
    def is_expected(self) -> bool:
        return self.state != "replaced" and not self.fields.get("exempt")

    @property
    def grade(self) -> str | None:
        return self.fields.get("moderated_grade") or self.fields.get("grade")


def replayed(session: Session) -> Iterator[Replayed]:
    months = {one.id: one.month for one in session.scalars(select(AuditMonth))}
    for audit in session.scalars(select(LiveAudit).order_by(LiveAudit.id)):
        made = Replayed(
            months[audit.audit_month_id],
            audit.auditor_id,
            audit.practitioner_id,
            audit.needs_moderation,
        )
        events = select(AuditEvent).where(AuditEvent.audit_id == audit.id).order_by(AuditEvent.id)
        for event in session.scalars(events):
            for name, (_, after) in event.changes.items():
                made.fields[name] = after
        made.state = made.fields.get("state", made.state)
        yield made


def numbers(told: Digest) -> dict[str, object]:
    return {
        "months": {
            one.month: {
                "expected": one.expected,
                "held": one.held,
                "not held": dict(one.not_held),
                "exempt": one.exempt,
                "to moderate": one.to_moderate,
                "moderated": one.moderated,
                "changed": one.changed,
            }
            for one in told.audits
        },
        "seen": {team.team: team.seen for team in told.coverage.teams},
        "inadequate": (told.inadequates.of, told.inadequates.without),
        "audits": told.themes.audits,
        "themes": {one.name: (one.strengths, one.areas) for one in told.themes.shown},
    }


def counted(everything: list[Replayed], members: dict[int, str]) -> dict[str, object]:
    theirs = [one for one in everything if {one.auditor, one.practitioner} & members.keys()]
    practice = [one for one in everything if one.practitioner in members and one.held_on]
    lately = [one for one in practice if one.held_on and one.held_on >= THREE_MONTHS_AGO]
    recent = {one.practitioner for one in lately}
    teams = {members[number] for number in members if members[number]}
    poor = [one for one in practice if one.grade == "Inadequate"]
    named = Counter[tuple[str, str]]()
    for one in lately:
        for kind in ("strengths", "areas"):
            named.update((kind, theme) for theme in one.fields[kind])
    return {
        "months": {
            month: months(mine, members)
            for month in (date(2026, 10, 1), date(2026, 11, 1))
            if (mine := [one for one in theirs if one.month == month and one.state != "replaced"])
        },
        "seen": {team: sum(members[number] == team for number in recent) for team in sorted(teams)},
        "inadequate": (len(poor),) * 2,
        "audits": len(lately),
        "themes": {
            theme: (named["strengths", theme], named["areas", theme])
            for theme in THEMES
            if named["strengths", theme] or named["areas", theme]
        },
    }


def months(audits: list[Replayed], members: Container[int]) -> dict[str, object]:
    expected = [one for one in audits if one.is_expected]
    missed = [one for one in expected if one.state == "not held"]
    theirs = [one for one in expected if one.practitioner in members]
    moderated = [one for one in theirs if "moderated_at" in one.fields]
    return {
        "expected": len(expected),
        "held": sum(one.held_on is not None for one in expected),
        "not held": dict(Counter(TOLD[one.fields["not_held_reason"]] for one in missed)),
        "exempt": sum(not one.is_expected for one in audits),
        "to moderate": sum(one.needed for one in theirs),
        "moderated": len(moderated),
        "changed": sum(not one.fields["upheld"] for one in moderated),
    }


@pytest.mark.parametrize("seed", range(4))
def test_every_number_of_live_audits_is_what_their_events_tell(council: Council, seed: int) -> None:
    made_up(council, Random(seed))
    permanence = {council.practitioner.id: "Permanence", council.colleague.id: "Permanence"}
    everybody = {**permanence, council.stranger.id: "Assessment"}
    with council.database.read() as session:
        everything = list(replayed(session))
        manager = session.get_one(Person, council.manager.id)
        asked: list[tuple[DigestScope, dict[int, str]]] = [
            (ALL, everybody),
            (line_of(manager), {**permanence, manager.id: ""}),
            (of_team(session, manager, "Permanence"), {**permanence, manager.id: ""}),
        ]
        for whose, members in asked:
            told = measured(session, whose, since=SINCE)
            assert numbers(told) == counted(everything, members), whose.kind
