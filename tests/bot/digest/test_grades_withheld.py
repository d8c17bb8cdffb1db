"""A digest tells nothing that follows from a grade to whoever may not know the grade.

The same audit is graded and moderated in every way there is. Whoever is above its auditor alone
reads the same of each, in every section and of everybody whose work they may ask about.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import pytest

from bot.digest.sections import OPENED
from db.actions.operations import Draft
from db.audits import changes
from db.audits.changes import Outcome, Verdict
from db.digest.scope import DigestScope, line_of, of_person, of_team, own
from db.models import LiveAudit, Person, Team
from db.session import Session
from jobs.audits import outcomes
from jobs.rules.audit_rules import DEFAULTS
from tests.contexts import asking, by_itself
from tests.db.audits.months import drawn, me
from tests.digests import measured
from tests.people import NOW, TODAY, Council

UPHELD = Verdict(upheld=True)
CHANGED = Verdict(upheld=False, grade="Good", why="The plan is there")
WAYS: Final = (
    ("Good", None), ("Inadequate", None), ("Inadequate", UPHELD), ("Inadequate", CHANGED)
)  # fmt: skip


@pytest.fixture
def above(council: Council) -> Person:
    """Return who is above an auditor and not above the practitioner they audit."""
    with council.database.begin() as session:
        made = Person(name="Head of Court", role="Head of Court", slack_id="U31")
        auditor = me(session, council.other_manager)
        auditor.manager, auditor.team = made, Team(name="Court", service="Court")
        me(session, council.stranger).manager = me(session, council.head)
        session.add(made)
    return made


def lived(council: Council, session: Session, audit: LiveAudit, *way: object) -> None:
    """Hold an audit, hear its practitioner, and moderate it where it is to be."""
    grade, verdict = way
    arising = [Draft("Write the plan down", owner=audit.practitioner)]
    held = Outcome(str(grade), areas=DEFAULTS.themes[:1])
    outcomes.hold(asking(audit.auditor, NOW), audit, held, arising)
    outcomes.reflect(asking(audit.practitioner, NOW), audit, "Fair.", agrees=True)
    if isinstance(verdict, Verdict):
        officer = me(session, council.officer)
        changes.choose_moderator(by_itself(session, NOW), audit, officer.id)
        outcomes.moderate(asking(officer, NOW), audit, verdict)
    session.flush()


def read_of(session: Session, scopes: Sequence[DigestScope]) -> Iterator[str]:
    """Yield all that stands in each section of each digest, opened and in a channel."""
    for scope in scopes:
        digest = measured(session, scope, since=TODAY.replace(day=1))
        for section in OPENED.values():
            if section.is_for(scope):
                yield f"{scope.kind} {section.name} {section.opened(digest)}"
                yield f"{scope.kind} {section.name} {section.channel_alone(digest)}"


def scopes_of(council: Council, session: Session, reader: Person) -> list[DigestScope]:
    """Return all that somebody may ask about an auditor."""
    auditor = me(session, council.other_manager)
    return [line_of(reader), of_person(reader, auditor), of_team(session, reader, "Court")]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers, not the rows
def test_who_is_above_the_auditor_alone_reads_the_same_whatever_the_grade(
    council: Council, above: Person
) -> None:
    pair = (council.other_manager, council.practitioner)
    [number] = drawn(council, pair, month=TODAY.replace(day=1))
    read: list[tuple[list[str], list[str], list[str]]] = []
    for way in WAYS:
        with council.database.begin() as session:
            lived(council, session, session.get_one(LiveAudit, number), *way)
            reader, manager, auditor = (
                me(session, one) for one in (above, council.manager, council.other_manager)
            )
            theirs = list(read_of(session, scopes_of(council, session, reader)))
            read.append(
                (
                    theirs,
                    list(read_of(session, [line_of(manager)])),
                    list(read_of(session, [own(auditor)])),
                )
            )
            session.rollback()
    for theirs, _, _ in read[1:]:
        assert theirs == read[0][0]
    assert "1 of 1 held" in repr(read[0][0])
    for knows in (1, 2):  # who may know reads it
        assert len({repr(one[knows]) for one in read}) > 2
