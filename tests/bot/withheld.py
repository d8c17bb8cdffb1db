"""What is kept from whom in the filled council, and how an entrance is tried with it and without.

Two answers are compared, at every entrance that there is: to a thing that is there and is not
somebody's to see, and to one that is not there.
"""

import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.actions import bulk
from bot.actions.bulk_view import BulkChoice
from bot.registry import FORMS
from bot.slack.registry import UpdateView
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Action, AuditMonth, AuditState, LiveAudit, Person
from db.session import Session
from jobs.audits import swapping
from jobs.audits.case_changes import NAMED
from tests.bot.entrances import Body, Entrance, Target, all_entrances, filled_in, state_for
from tests.bot.way_in import Told, WayIn, World
from tests.bot.withheld_council import (
    FORMER,
    LESS,
    MEMBER,
    MODERATOR,
    NO_ACTION,
    NO_AUDIT,
    OUTSIDER,
    QA_LEAD,
    filled,
    knows,
    targets,
)
from tests.contexts import COUNCIL, asking
from tests.kept import digest_of, kept
from tests.people import NOW, Council
from tests.turns import TURN, Some, sampled

ENTRANCES: Final = all_entrances()
# Somebody of each role from whom anything is withheld: leads and administrators see it all.
READERS: Final = (
    "Practitioner 1, Permanence", "Practitioner 2, Permanence", "Team Manager, Permanence",
    "Team Manager, Assessment", "Head of Service", MODERATOR, OUTSIDER, MEMBER, FORMER,
)  # fmt: skip
EVERYBODY: Final = (*READERS, QA_LEAD, "Improvement Officer", "Assistant Director")
# How many of the readers and things each entrance is tried with.
TRIED: Final = 20 if os.environ.get("NIGHTLY") else 2 if os.environ.get("CI") else 1
# Whether each entrance is tried with all of them, where the test is one that can.
EVERY: Final = bool(os.environ.get("EVERY") or os.environ.get("NIGHTLY"))
FAULT: Final = "Something broke"
_NUMBERS = re.compile(r"LA-\d{4}-\d\d-\d{3,6}|(?<!\d)[3-7]\d{5}(?!\d)")
_OF_SEVERAL = re.compile(r'(?<="pick\d": ")[^"]*')

Cell = tuple[str, Target]


def by_code(target: Target) -> Sequence[Target]:
    """Return a thing by its number, and an audit by the code that its moderator knows it by."""
    return [target, replace(target, key=target.code)] if target.code else [target]


def cases_are_named(session: Session) -> None:
    """Let the cases of all months be named by somebody, and not be drawn by lot."""
    for month in session.scalars(select(AuditMonth).with_for_update()):
        month.rules = {**month.rules, "case_choice": NAMED}


def all_have_reflected(session: Session) -> None:
    """Let whoever moderates an audit be waited for by nobody."""
    held = select(LiveAudit).where(LiveAudit.state == AuditState.HELD).with_for_update()
    for audit in session.scalars(held):
        audit.reflected_at = NOW


# What must be so for somebody to be shown a form.
IN_A_WORLD: Final[Mapping[str, World]] = {"case": cases_are_named, "moderate": all_have_reflected}


def effect_of_rules(world: "Withheld") -> dict[str, Any]:
    """Return what a lead is shown who has changed a rule, before it is saved."""
    rules, state = FORMS["rules"], ViewState()
    with world.way.database.begin() as session:
        ctx = asking(session.get_one(Person, world.council.director.id), NOW)
        body = filled_in(rules.view(state, ctx), state)
        for block in body["blocks"]:  # those of its fields that are empty have a form of their own
            if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
                [box] = body["state"]["values"][block["block_id"]].values()
                box["value"] = block["element"].get("initial_value")
        [quota] = body["state"]["values"]["quota"].values()
        quota["value"] = "3"
        told = rules.submit(rules.read(body, ctx), state, ctx)
    assert isinstance(told, UpdateView)
    assert told.then is not None
    return dict(told.then(world.way.contexts))


FOLLOWS: Final = {"rules_sure": effect_of_rules}


def _same(_: Body) -> None:
    """Hand a form in as it was filled in."""


@dataclass
class Withheld:
    """The council, the app, and what is kept from whom in it."""

    council: Council
    way: WayIn
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    opened: dict[tuple[str, str], str] = field(default_factory=dict)  # by other tests before

    @cached_property
    def things(self) -> Sequence[tuple[Target, frozenset[str]]]:
        """Return all that there is, each with the readers whom the table lets know of it."""
        with self.council.database.read() as session:
            found: Iterator[tuple[Target, Action | LiveAudit]] = targets(session)
            people = [session.get_one(Person, self.council[role].id) for role in READERS]
            return [
                (target, frozenset(one.role for one in people if knows(one, thing)))
                for target, thing in found
            ]

    def cells(self, entrance: Entrance) -> Sequence[Cell]:
        """Return who may not know of what that an entrance can be about."""
        return [
            (role, replace(target, own=shown(self.own[role, target.of_audit], target)))
            for target, known in self.things
            if entrance.is_about(target)
            for role in READERS
            if role not in known and entrance.is_of_one
            if not (entrance.swaps and target.number in self.offered(role))
        ]

    def offered(self, role: str) -> frozenset[int]:
        """Return the audits with which somebody is offered to swap theirs."""
        with self.council.database.read() as session:
            ctx = asking(session.get_one(Person, self.council[role].id), NOW)
            mine = session.get(LiveAudit, self.own[role, True])
            return frozenset(one.id for one in swapping.offered(ctx, mine)) if mine else frozenset()

    @cached_property
    def own(self) -> dict[tuple[str, bool], int]:
        """Return the number of an action, and of an open audit, of each reader."""
        mine = {(role, of_audit): 0 for role in READERS for of_audit in (False, True)}
        with self.council.database.read() as session:
            for target, thing in targets(session):
                who = thing.owner if isinstance(thing, Action) else thing.auditor
                if thing.is_open and who is not None:
                    mine[who.role, target.of_audit] = int(target.number)
        return mine

    def answer(self, entrance: Entrance, role: str, target: Target) -> Told:
        """Return what comes of an entrance, with no number in it."""
        told = self.tell(entrance, role, target)
        place = target.place if entrance.kind == "event" else ()  # others come from elsewhere
        return Told(*(tuple(_unplaced(one, place) for one in part) for part in told))

    def tell(
        self, entrance: Entrance, role: str, target: Target, changed: Callable[[Body], None] = _same
    ) -> Told:
        """Return what comes of an entrance; its form is shown, filled in, and `changed`."""
        view = None
        if entrance.form:
            state = state_for(entrance.form, target)
            view = filled_in(self.shown(entrance.form), state, target.person)
            changed(view)
        body = entrance.body(str(self.council[role].slack_id), target, view)
        return self.way.tell(entrance.name, body)

    def in_two_worlds(
        self, entrance: Entrance, role: str, target: Target, change: World
    ) -> tuple[Told, Told]:
        """Return what comes of an entrance as things are, and where something else is so."""
        as_it_is = self.answer(entrance, role, target)
        with self.where(change):
            return as_it_is, self.answer(entrance, role, target)

    def of_their_own(self, entrance: Entrance, role: str) -> Target:
        """Return a thing of a reader's own, beside which somebody of another team is named."""
        of_audit = entrance.is_about(NO_AUDIT) and not entrance.is_about(NO_ACTION)
        missing = NO_AUDIT if of_audit else NO_ACTION
        number = self.own[role, of_audit] or int(missing.number)
        person = str(self.council.stranger.slack_id)
        reference = str(shown(number, missing))
        return replace(missing, number=number, reference=reference, person=person)

    def shown(self, name: str) -> dict[str, Any]:
        """Return a form as the first person is shown it who may fill it in."""
        if name not in self.forms:
            self.forms[name] = self._opened_once(name)
        return self.forms[name]

    def _opened_once(self, name: str) -> dict[str, Any]:
        """Return a form as it was opened in a council that held the very same, or open it."""
        if self.way.database.world:
            return self._opened_anew(name)
        found = name, digest_of(self.council.database)
        if found not in self.opened:
            self.opened[found] = json.dumps(self._opened_anew(name))
        form: dict[str, Any] = json.loads(self.opened[found])
        return form

    def _opened_anew(self, name: str) -> dict[str, Any]:
        with self.where(IN_A_WORLD.get(name)):
            return next(self._opened(name))

    def _opened(self, name: str) -> Iterator[dict[str, Any]]:
        if name in FOLLOWS:
            yield FOLLOWS[name](self)
        form = FORMS[name]
        for target, number in self.openers:
            if (form.about == "audit") is target.of_audit:
                with self.way.database.begin() as session, suppress(RefusedError):
                    ctx = asking(session.get_one(Person, number), NOW)
                    state = state_for(name, target)
                    if name == "choose_do":
                        yield bulk.doing(BulkChoice.of(state), ctx)
                    else:
                        yield form.view(state, ctx)

    @cached_property
    def openers(self) -> Sequence[tuple[Target, int]]:
        """Return all that there is with everybody's number, whom the table lets know of it first.

        Most forms are refused to all others, and to ask each of them takes longest.
        """
        with self.council.database.read() as session:
            people = [session.get_one(Person, one.id) for one in self.council.people.values()]
            found = [
                (not (knows(person, thing) or its.key == its.code), its, person.id)
                for target, thing in targets(session)
                for person in people
                for its in by_code(target)
                if its.key != its.code or person.role == MODERATOR
            ]
        return [(its, number) for _, its, number in sorted(found, key=itemgetter(0))]

    @contextmanager
    def where(self, change: World | None) -> Iterator[None]:
        """Let something else be so meanwhile."""
        changes = self.way.database.world
        before = list(changes)
        changes.extend([change] if change else [])
        yield
        changes[:] = before


@dataclass
class Found:
    """What was found where two answers were to be the same: betrayals, faults, and tries."""

    betrayed: list[tuple[object, ...]] = field(default_factory=list)
    faults: set[object] = field(default_factory=set)
    tried: int = 0

    def note(self, where: Collection[object], told: Told, expected: Told) -> None:
        """Note one try."""
        self.tried += 1
        if told != expected:
            self.betrayed.append((*where, told, expected))
        self.faults |= {tuple(where) for said in (told, expected) if FAULT in repr(said)}

    def is_nothing(self) -> None:
        """Fail where anything was told or anything broke."""
        assert not self.betrayed, f"{[one[:3] for one in self.betrayed]}\n{self.betrayed[0]}"
        assert not self.faults


def shown(number: int, target: Target) -> int:
    """Return what people type for a thing of the same kind as another."""
    return number - LESS if target.of_audit and number else number


def _unplaced(said: str, place: Sequence[str]) -> str:
    """Return what was said without where it was asked, which whoever asks knows: they said it."""
    for each in filter(None, place):
        said = said.replace(f'"{each}"', '"there"')
    return _without_numbers(said)


def _without_numbers(said: str) -> str:
    """Return what was said with no number in it, and several that are refused alike once.

    The form that is handed in may be one that was shown about the very thing it is tried on.
    """
    unnumbered = _NUMBERS.sub("N", said)
    return _OF_SEVERAL.sub(lambda its: "\\n".join(sorted({*its[0].split("\\n")})), unnumbered)


@pytest.fixture
def withheld(council: Council, monkeypatch: pytest.MonkeyPatch) -> Withheld:
    """Fill the council, and let nothing stay of what the tests ask in it."""
    way = WayIn(kept(council, filled).database, COUNCIL)
    way.keep_replies(monkeypatch)
    return Withheld(council, way, opened=_OPENED)


# To open them all takes a quarter of the time of most tests that try every entrance.
_OPENED: Final[dict[tuple[str, str], str]] = {}


def few(things: Sequence[Some], place: int, times: int = TRIED) -> Sequence[Some]:
    """Return those of some things that are tried at one place in this run: so many, in steps."""
    return sampled(things, place, times)


def is_tried(place: int) -> bool:
    """Say whether what takes long is tried at this place: at one in three, and else at each."""
    return TRIED != 1 or (place + TURN) % 3 == 0


def some(
    cells: Sequence[Cell], place: int, *, once: bool = False
) -> Iterator[tuple[str, Target, Target]]:
    """Yield those that are tried at one entrance, each with what there is not in its place.

    Every second one stands in the message about the thing. `once` tries them all in no run.
    """
    for number, (role, target) in enumerate(cells if EVERY and not once else few(cells, place)):
        is_in = bool((place + number) % 2)
        missing = replace(NO_AUDIT if target.of_audit else NO_ACTION, own=target.own)
        yield role, replace(target, in_message=is_in), replace(missing, in_message=is_in)
