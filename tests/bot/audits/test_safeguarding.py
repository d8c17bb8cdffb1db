"""The safeguarding button: it reports nothing, says so first, and keeps nothing.

An older version kept that it was pressed. Two worlds are compared, one in which everybody of every
pair pressed it then: whoever may see the audits, of whatever role, is told the same in both at
every entrance, in every list, history, file, report, Home and answer about themselves.
"""

import re
from collections.abc import Iterator
from typing import Final

import pytest
from sqlalchemy import select

from db.models import AuditEvent, AuditEventKind, AuditState, LiveAudit, Person
from db.session import Session
from tests.bot.entrances import Target
from tests.bot.way_in import Told
from tests.bot.withheld import ENTRANCES, EVERYBODY, Found, Withheld, few, is_tried, withheld
from tests.bot.withheld_council import knows
from tests.people import NOW

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers alone
PRESS: Final = next(one for one in ENTRANCES if one.what == "audit_safeguarding")
# Those who have audits of their own, and so may have pressed it.
PAIRS: Final = (
    "Practitioner 1, Permanence", "Practitioner 1, Assessment", "Team Manager, Permanence",
    "Team Manager, Assessment",
)  # fmt: skip
# What tells of the past, of oneself or of everything, whatever a run tries besides.
ALWAYS: Final = frozenset({
    "/audit show 7", "/action undo", "/audit about me", "/action about me", "/status",
    "/action pack", "report_scrutiny", "audit_details", "open the Home tab",
})  # fmt: skip
MADE_THEN: Final = re.compile(
    r'<code>[0-9a-fN]+</code>|"length": \w+|Events not sealed yet.{,400}?[>]\d+<', re.DOTALL
)


def was_pressed(session: Session) -> None:
    """Let everybody of every pair have pressed it, as an older version wrote it down."""
    told_of = LiveAudit.state != AuditState.DRAWN
    for audit in session.scalars(select(LiveAudit).where(told_of)):
        for person in audit.people:
            session.add(
                AuditEvent(
                    audit_id=audit.id, at=NOW, kind=AuditEventKind.SAFEGUARDING, person_id=person.id
                )
            )


def readers(withheld: Withheld) -> Iterator[tuple[str, Target]]:
    """Yield who may see which audit or action: pairs, their lines, leads and administrators."""
    with withheld.council.database.read() as session:
        people = [session.get_one(Person, withheld.council[role].id) for role in EVERYBODY]
        for target, _ in withheld.things:
            model = LiveAudit if target.of_audit else None
            thing = session.get(model, target.number) if model else None
            for person in people:
                if thing is None or knows(person, thing):
                    yield person.role, target


@pytest.mark.waits
@on_sqlite
def test_that_it_was_pressed_shows_at_no_entrance_to_the_pair_their_lines_or_leads(
    withheld: Withheld,
) -> None:
    found, seen = Found(), list(readers(withheld))
    of_a_pair = [one for one in seen if one[0] in PAIRS]
    tried = [one for one in enumerate(ENTRANCES) if one[1].what in ALWAYS or is_tried(one[0])]
    for place, entrance in tried:
        for who in (seen, of_a_pair):
            cells = [one for one in who if entrance.is_about(one[1])]
            for role, target in few(cells, place, 1):
                told, expected = map(
                    steady, withheld.in_two_worlds(entrance, role, target, was_pressed)
                )
                found.note((entrance.name, role, target.name), told, expected)
    found.is_nothing()


def steady(told: Told) -> Told:
    """Return what is said, without what is another in each file and what all events together are.

    How often anything happened at all, a report says; and what is written has keys made by lot.
    """
    return Told(tuple(MADE_THEN.sub("", one) for one in told.said), ())


@on_sqlite
def test_it_says_first_that_it_reports_nothing_and_nothing_is_written(withheld: Withheld) -> None:
    pressed = 0
    for role, target in readers(withheld):
        if not target.of_audit:
            continue
        told = withheld.tell(PRESS, role, target)
        assert not told.wrote, (role, target.name)
        said = " ".join(told.said)
        if "safeguarding procedure" in said:
            pressed += 1
            assert said.index("reports nothing and tells nobody") < said.index("Follow your")
    assert pressed
