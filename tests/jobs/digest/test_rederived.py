"""Every number of the digest, worked out again from the events alone by code that shares nothing.

A past is made at random; what the digest counts with a handful of queries is counted here by
replaying each action's events one after the other and walking the calendar day by day.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from db.digest.scope import ALL, DigestScope, line_of, own
from db.models import Action, DateMove, Event, Person, Status
from db.session import Session
from jobs.digest.digest import Digest
from tests.digests import measured
from tests.people import TODAY, Council
from tests.plans import ENGLAND, Story, at

ACTIONS = 40
BEGINNING = date(2026, 6, 1)
SINCE = TODAY - timedelta(days=30)


def made_up(session: Session, council: Council, chance: Random) -> None:
    people = [council.practitioner, council.colleague, council.stranger, council.manager, None]
    for number in range(ACTIONS):
        on = BEGINNING + timedelta(days=chance.randrange(150))
        due = chance.choice([None, on + timedelta(days=chance.randrange(5, 200))])
        story = Story.begins(session, f"Action {number}", chance.choice(people), due, on)
        _lived(story, on, chance)


def _lived(story: Story, on: date, chance: Random) -> None:
    ledger_since = chance.choice([BEGINNING, date(2026, 9, 1), TODAY])
    for _ in range(chance.randrange(5)):
        on += timedelta(days=chance.randrange(1, 40))
        if on > TODAY:
            return
        _step(story, on, chance, old=on < ledger_since)


def _step(story: Story, on: date, chance: Random, *, old: bool) -> None:
    if story.action.is_open:
        _worked_on(story, on, chance, old=old)
    elif chance.random() < 0.2:
        story.happens("reopened", on, status=Status.IN_PROGRESS, done_at=None)
    elif story.action.status == Status.DONE:
        story.signed_off(on)


def _worked_on(story: Story, on: date, chance: Random, *, old: bool) -> None:
    to = (story.action.due_on or on) + timedelta(days=chance.randrange(-20, 90) or 1)
    match chance.choice(["noted", "moved", "moved", "done", "refused", "undone", "ended"]):
        case "moved":
            story.moves(to, on, "Why not", in_ledger=not old)
        case "undone":
            event = story.moves(to, on, "A slip", in_ledger=False)
            assert event is not None
            story.undone(event, on)
        case "refused":
            story.moves(to, on, "Please", in_ledger=not old, state="declined")
        case "done":
            story.done(on)
        case "ended":
            kind = chance.choice([Status.DROPPED, Status.DEFERRED])
            story.happens(str(kind), on, status=kind)
        case _:
            story.noted(on)


@dataclass
class Replayed:
    """An action as its events tell of it."""

    status: str = ""
    owner: int | None = None
    due: date | None = None
    added: date = TODAY
    done: date | None = None
    signed: date | None = None
    heard: date | None = None
    dates: list[date] = field(default_factory=list)
    ledger: int = 0
    lines: int = 0

    def take(self, event: Event) -> None:
        new = {name: after for name, (_, after) in event.changes.items()}
        if event.kind == "added":
            self.added = event.at.date()
        self.status = new.get("status", self.status)
        self.owner = new.get("owner_id", self.owner)
        if "due_on" in new:
            self.due = day(new["due_on"])
            if event.kind == "undone":
                self.dates.pop()
            elif self.due:
                self.dates.append(self.due)
        for name, field_ in (("done_at", "done"), ("signed_off_at", "signed")):
            if name in new:
                setattr(self, field_, day(new[name]))
        if event.person_id is not None:
            self.heard = event.at.date()

    @property
    def is_open(self) -> bool:
        return self.status in {"not started", "in progress"}

    @property
    def is_finished(self) -> bool:
        return self.status in {"done", "signed off"}

    @property
    def is_re_dated(self) -> bool:
        return self.lines > 0 or (bool(self.dates) and self.dates[0] != self.dates[-1])

    @property
    def slipped(self) -> int:
        return max(walked(self.dates[0], self.dates[-1]), 0) if self.dates else 0

    @property
    def moves(self) -> int:
        return len(self.dates) - 1 if self.is_re_dated else 0


def day(told: Any) -> date | None:  # noqa: ANN401  (as JSON holds it)
    return date.fromisoformat(told[:10]) if told else None


def walked(first: date, last: date) -> int:
    """Count the working days from one day to another by going through them all."""
    if last < first:
        return -walked(last, first)
    between = (first + timedelta(days=n + 1) for n in range((last - first).days))
    return sum(each.weekday() < 5 and each not in ENGLAND.holidays for each in between)


def replayed(session: Session, before: date | None = None) -> Iterator[Replayed]:
    """Yield each action there was: as it is, or as it was when a day began."""
    until = at(before or TODAY + timedelta(days=1), 0)
    events = session.scalars(select(Event).where(Event.at < until).order_by(Event.id)).all()
    moves = session.scalars(select(DateMove).where(DateMove.asked_at < until)).all()
    for number in session.scalars(select(Action.id)):
        one = Replayed()
        for event in events:
            if event.action_id == number:
                one.take(event)
        agreed = [
            (move.from_on, move.to_on)
            for move in moves
            if (move.action_id, move.state) == (number, "agreed") and move.from_on and move.to_on
        ]
        one.lines = len(agreed)
        one.ledger = sum(walked(*dates) for dates in agreed)
        if one.status:
            yield one


def numbers(told: Digest) -> dict[str, object]:
    return {
        "total": told.headline.total,
        "open": told.headline.open,
        "overdue": told.headline.overdue,
        "re-dated": told.headline.re_dated,
        "slipped": told.headline.slipped,
        "statuses": dict(told.headline.by_status),
        "done": told.done.number,
        "dated": told.done.dated,
        "on time": told.done.on_time,
        "signed off": told.done.signed_off,
        "added": told.done.added,
        "due soon": told.at_risk.of,
        "at risk": told.at_risk.number,
        "moved": told.moved.number,
        "moved days": told.moved.days,
        "without owner": told.gaps.without_owner,
        "without date": told.gaps.without_date,
    }


def counted(actions: list[Replayed]) -> dict[str, object]:
    opened = [one for one in actions if one.is_open]
    late = [one for one in opened if one.due and one.due < TODAY]
    moved = [one for one in opened if one.is_re_dated]
    done = [one for one in actions if one.is_finished and one.done and one.done >= SINCE]
    dated = [one for one in done if one.dates]
    signed = [one for one in actions if one.is_finished and one.signed and one.signed >= SINCE]
    soon = [one for one in opened if one.due and 0 <= (one.due - TODAY).days <= 30]
    return {
        "total": len(actions),
        "open": len(opened),
        "overdue": len(late),
        "re-dated": len(moved),
        "slipped": sum(one.slipped for one in moved),
        "statuses": dict(Counter(one.status for one in actions)),
        "done": len(done),
        "dated": len(dated),
        "on time": sum(one.done <= one.dates[0] for one in dated if one.done),
        "signed off": len(signed),
        "added": sum(one.added >= SINCE for one in actions),
        "due soon": len(soon),
        "at risk": sum(drifts(one) for one in soon),
        "moved": len(moved),
        "moved days": sum(one.slipped for one in moved),
        "without owner": sum(one.owner is None for one in opened),
        "without date": sum(one.due is None for one in opened),
    }


def drifts(one: Replayed, today: date = TODAY) -> bool:
    """Weigh it again as docs/digest.md puts it; these actions have no source."""
    assert one.due is not None
    silent = walked(one.heard or one.added, today)
    signs = [
        walked(today, one.due) <= 10,
        silent >= 10,
        silent >= 20,
        one.moves == 1,
    ]
    return one.moves >= 2 or sum(signs) >= 3


@pytest.mark.parametrize("seed", range(5))
def test_every_number_is_what_the_events_tell(council: Council, seed: int) -> None:
    with council.database.begin() as session:
        made_up(session, council, Random(seed))
    with council.database.read() as session:
        everything = list(replayed(session))
        line = {council.manager.id, council.practitioner.id, council.colleague.id}
        mine = council.practitioner.id
        asked: dict[DigestScope, list[Replayed]] = {
            ALL: everything,
            line_of(session.get_one(Person, council.manager.id)): [
                one for one in everything if one.owner in line
            ],
            own(council.practitioner): [one for one in everything if one.owner == mine],
        }
        for one in everything:
            if one.lines and one.lines == one.moves:  # the ledger is whole, so it says the same
                assert max(one.ledger, 0) == one.slipped
        for whose, actions in asked.items():
            told = measured(session, whose, since=SINCE)
            assert numbers(told) == counted(actions), whose.kind
            assert told.unowned.number == sum(
                one.is_open and one.owner is None for one in everything
            )


def test_those_pasts_have_something_of_everything(council: Council) -> None:
    with council.database.begin() as session:
        for seed in range(8):
            made_up(session, council, Random(seed))
        told = numbers(measured(session, ALL, since=SINCE))
    assert all(told.values()), told
    assert len(told["statuses"]) == len(Status)  # type: ignore[arg-type]  # it is a mapping
