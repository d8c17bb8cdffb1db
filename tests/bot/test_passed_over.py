"""What a manager was asked and told goes to the next above them once they are nobody, or off the
roster: nothing of another's reaches them any more, and none of it is lost.

Each entrance and each of the council's jobs is tried as things are, and with the manager gone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.main import COUNCIL_JOBS
from db.models import Action, LiveAudit, Status
from tests.bot.entrances import Entrance, Target
from tests.bot.test_duties import CHANGES, let
from tests.bot.way_in import Sent
from tests.bot.withheld import ENTRANCES, Withheld, is_tried, withheld
from tests.bot.withheld_council import MODERATOR, as_drawn, cards, targets
from tests.contexts import COUNCIL
from tests.db.audits.months import drawn
from tests.people import NOW

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

OWNER, LEAD = "Practitioner 1, Permanence", "Assistant Director"
Thing = tuple[object, ...]


def told(messages: list[Sent], to: frozenset[int]) -> set[Thing]:
    """Return each thing that these people are told of, by its kind and number."""
    found: set[Thing] = set()
    for sent in messages:
        if sent.to in to:
            sources = {name: value for name, value in sent.about.items() if isinstance(value, list)}
            for name, items in sources.items():  # of a morning
                found |= {(name, one["id"]) for one in items if isinstance(one, dict)}
            if not sources and sent.about.get("event") != "offered":  # their own to answer
                found.add((sent.kind, *sorted(sent.about.items())))
    return found


def settled(world: Withheld) -> None:
    """Let the manager be asked for what they own no part of, and have no audit of their own."""
    manager = world.council.manager.id
    drawn(world.council, (world.council[MODERATOR], world.council.practitioner))
    with world.council.database.begin() as session:
        for action in session.scalars(select(Action).where(Action.status == Status.DONE)):
            if action.owner is not None and action.owner.id == world.council.stranger.id:
                action.needs_sign_off, action.sign_off_asked_id = True, manager
                action.signer_id = manager
        for audit in session.scalars(select(LiveAudit)):
            audit.second_practitioner_id = None
        cards(session)
        as_drawn(session)


def tries(world: Withheld) -> Iterator[tuple[Entrance, str, Target]]:
    """Yield each entrance with a thing of the practitioner's, and who may change most of it."""
    with world.council.database.read() as session:
        found = list(targets(session))
    mine = [
        (target, (OWNER, LEAD) if isinstance(thing, Action) else (MODERATOR, OWNER))
        for target, thing in found
        if thing.is_open
        and (
            thing.owner_id == world.council.practitioner.id and not thing.is_from_audit
            if isinstance(thing, Action)
            else thing.auditor_id == world.council[MODERATOR].id
        )
    ]
    for place, entrance in enumerate(ENTRANCES):
        if entrance.is_of_one and (entrance.kind in ("typed", "handed in") or is_tried(place)):
            about = [one for one in mine if entrance.is_about(one[0])]
            target, roles = about[place % len(about)]
            yield from ((entrance, role, target) for role in roles)


@dataclass
class Gone:
    """What a manager is told of, and what is still so, or told to nobody, once they are gone."""

    world: Withheld
    told: set[str] = field(default_factory=set)  # at which ways in the manager is told anything
    wrong: list[tuple[object, ...]] = field(default_factory=list)

    def compare(self, name: str, come_in: Callable[[], object]) -> None:
        """Come in by one way as things are, and then with the manager gone, in each way."""
        number = self.world.council.manager.id
        others = frozenset(one.id for one in self.world.council.people.values()) - {number}
        before = told(self._messages(come_in), frozenset({number}))
        self.told |= {name} if before else set()
        for change in CHANGES if before else ():
            self.world.way.database.world.append(partial(let, number, change))
            after = self._messages(come_in)
            self.world.way.database.world.clear()
            still, nobody = told(after, frozenset({number})), before - told(after, others)
            if still or nobody:
                self.wrong.append((name, change.__name__, still, nobody))

    def _messages(self, come_in: Callable[[], object]) -> list[Sent]:
        self.world.way.database.messages.clear()
        come_in()
        return list(self.world.way.database.messages)


@on_sqlite
def test_what_somebody_does_is_told_to_the_next_above_a_manager_who_is_gone(
    withheld: Withheld,
) -> None:
    settled(withheld)
    gone = Gone(withheld)
    for entrance, role, target in tries(withheld):
        gone.compare(f"{entrance.name} by {role}", partial(withheld.tell, entrance, role, target))
    assert not gone.wrong, "\n".join(map(repr, gone.wrong))
    assert len(gone.told) > 5, gone.told


@on_sqlite
def test_what_the_bot_does_by_itself_is_told_to_the_next_above_a_manager_who_is_gone(
    withheld: Withheld,
) -> None:
    settled(withheld)
    gone, database = Gone(withheld), withheld.way.database
    for name, job in COUNCIL_JOBS.items():
        for day in range(0, 60, 6):
            at = partial(NOW.__add__, timedelta(days=day))
            gone.compare(f"{name} after {day} days", partial(job, database, at, COUNCIL))
    assert not gone.wrong, "\n".join(map(repr, gone.wrong))
    assert len(gone.told) > 5, gone.told
