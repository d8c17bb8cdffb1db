"""What somebody may not know of is answered, at every entrance, as what there is not.

Every verb, button, form, shortcut, file and event that the registry lists is tried by people of
every role on actions and audits in every state. Wherever the permission table says that a thing is
not theirs to see, the whole answer must be that to a number which does not exist: what Slack is
answered, whatever is said or opened, and what is written.
"""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property, partial
from typing import Any, Final

import pytest
from sqlalchemy import delete, select

from bot.actions import bulk
from bot.actions.bulk_view import BulkChoice
from bot.registry import FORMS
from db.actions import queries as actions
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import Absence, Action, AuditMonth, LiveAudit, MonthState, Person
from db.session import Session
from tests.bot.entrances import Entrance, Target, all_entrances, filled_in, state_for
from tests.bot.way_in import Told, WayIn
from tests.bot.withheld_council import (
    MEMBER,
    MODERATOR,
    NO_ACTION,
    NO_AUDIT,
    OUTSIDER,
    filled,
    knows,
    targets,
)
from tests.contexts import COUNCIL, asking
from tests.people import NOW, TODAY, Council

ENTRANCES: Final = all_entrances()
# Somebody of each role from whom anything is withheld: leads and administrators see it all.
READERS: Final = (
    "Practitioner 1, Permanence", "Practitioner 2, Permanence", "Team Manager, Permanence",
    "Team Manager, Assessment", "Head of Service", MODERATOR, OUTSIDER, MEMBER,
)  # fmt: skip
# How many of the readers and things each entrance is tried with: all of them would take a day.
TRIED: Final = 20 if os.environ.get("NIGHTLY") else 2 if os.environ.get("CI") else 1
# Forms that nobody is shown by a number here, so that they are handed in empty: a case is drawn by
# lot, a moderator knows a code alone, a note is of a month, and the last follows another form.
NEVER_SHOWN: Final = frozenset({"case", "moderate", "learning", "rules_sure"})
FAULT: Final = "Something broke"
_NUMBERS = re.compile(r"(?<!\d)[3-7]\d{5}(?!\d)|LA-\d{4}-\d\d-\d{3}")
_OF_SEVERAL = re.compile(r'(?<="pick\d": ")[^"]*')

Cell = tuple[str, Target]


@dataclass
class Withheld:
    """The council, the app, and what is kept from whom in it."""

    council: Council
    way: WayIn
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)

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
            (role, replace(target, own=self.own[role, target.of_audit]))
            for target, known in self.things
            if entrance.is_about(target)
            for role in READERS
            if role not in known and entrance.is_of_one
        ]

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
        view = None
        if entrance.form:
            state = state_for(entrance.form, target)
            view = filled_in(self.shown(entrance.form), state, target.person)
        body = entrance.body(str(self.council[role].slack_id), target, view)
        told = self.way.tell(entrance.name, body)
        return Told(*(tuple(map(_without_numbers, part)) for part in told))

    def of_their_own(self, entrance: Entrance, role: str) -> Target:
        """Return a thing of a reader's own, beside which somebody of another team is named."""
        of_audit = entrance.is_about(NO_AUDIT) and not entrance.is_about(NO_ACTION)
        missing = NO_AUDIT if of_audit else NO_ACTION
        number = self.own[role, of_audit] or int(missing.number)
        person = str(self.council.stranger.slack_id)
        return replace(missing, number=number, reference=str(number), person=person)

    def shown(self, name: str) -> dict[str, Any]:
        """Return a form as the first person is shown it who may fill it in."""
        if name not in self.forms:
            opened = self._opened(name)
            empty = {"type": "modal", "blocks": [], "private_metadata": "{}"}
            self.forms[name] = next(opened, empty | {"callback_id": FORMS[name].callback_id})
        return self.forms[name]

    def _opened(self, name: str) -> Iterator[dict[str, Any]]:
        form = FORMS[name]
        for target, _ in self.things if name not in NEVER_SHOWN else ():
            if (form.about == "audit") is target.of_audit:
                with self.way.database.begin() as session:
                    for person in self.council.people.values():
                        ctx = asking(session.get_one(Person, person.id), NOW)
                        state = state_for(name, target)
                        try:
                            if name == "choose_do":
                                yield bulk.doing(BulkChoice.of(state), ctx)
                            else:
                                yield form.view(state, ctx)
                        except RefusedError:
                            continue


def _without_numbers(said: str) -> str:
    """Return what was said with no number in it, nor in the order of the numbers refused."""
    several = _OF_SEVERAL.sub(lambda its: "\\n".join(sorted(its[0].split("\\n"))), said)
    return _NUMBERS.sub("N", several)


@pytest.fixture
def withheld(council: Council, monkeypatch: pytest.MonkeyPatch) -> Withheld:
    """Fill the council, and let nothing stay of what the tests ask in it."""
    way = WayIn(filled(council).database, COUNCIL)
    way.keep_replies(monkeypatch)
    return Withheld(council, way)


def some(cells: Sequence[Cell], place: int) -> Iterator[tuple[str, Target, Target]]:
    """Yield those that are tried at one entrance, each with what there is not in its place.

    Each entrance begins elsewhere and goes in steps, so that all entrances together try each role
    and each state. Every second one stands in the message about the thing.
    """
    step = max(1, len(cells) // TRIED)
    for number, (role, target) in enumerate(cells[(place * 7) % step :: step]):
        is_in = bool((place + number) % 2)
        missing = replace(NO_AUDIT if target.of_audit else NO_ACTION, own=target.own)
        yield role, replace(target, in_message=is_in), replace(missing, in_message=is_in)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers, not the rows
def test_what_is_withheld_is_answered_like_what_there_is_not(withheld: Withheld) -> None:
    betrayed, faults, tried = [], set(), 0
    for place, entrance in enumerate(ENTRANCES):
        for role, target, missing in some(withheld.cells(entrance), place):
            told, expected = (withheld.answer(entrance, role, one) for one in (target, missing))
            tried += 1
            if told != expected:
                betrayed.append((entrance.name, role, target.name, told, expected))
            faults |= {entrance.name for said in (told, expected) if FAULT in repr(said)}
    assert not betrayed, betrayed[0]
    assert not faults
    assert tried >= sum(entrance.is_of_one for entrance in ENTRANCES)
    assert {name for name, view in withheld.forms.items() if not view["blocks"]} <= NEVER_SHOWN


def is_away(session: Session, council: Council) -> None:
    """Let people be away in the days that are asked about."""
    for who in (council.stranger, council.practitioner):
        first, last = TODAY - timedelta(days=3), TODAY + timedelta(days=40)
        new = Absence(person_id=who.id, first_on=first, last_on=last, recorded_at=NOW)
        session.add(new)


def is_drawn_no_more(session: Session, council: Council) -> None:
    """Take the month away that was drawn in a council and that nobody was told of."""
    assert council.people
    month = session.scalars(select(AuditMonth).where(AuditMonth.state == MonthState.DRAWN)).one()
    session.execute(delete(LiveAudit).where(LiveAudit.audit_month_id == month.id))
    session.execute(delete(AuditMonth).where(AuditMonth.id == month.id))


# What a reader of these may not know at all, and who asks with a thing of their own.
SECRETS: Final = {
    is_away: (MEMBER, OUTSIDER, MODERATOR),
    is_drawn_no_more: READERS,
}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nobody_is_told_who_is_away_or_what_is_drawn_who_may_not_know(withheld: Withheld) -> None:
    """Two worlds are compared, at every entrance: one with it and one without."""
    betrayed, faults = [], set()
    for place, entrance in enumerate(ENTRANCES):
        for change, readers in SECRETS.items():
            role = readers[place % len(readers)]
            target = withheld.of_their_own(entrance, role)
            if TRIED != 1 or entrance.kind == "typed" or place % 3 == 0:
                without = withheld.answer(entrance, role, target)
                withheld.way.database.world.append(partial(change, council=withheld.council))
                told = withheld.answer(entrance, role, target)
                withheld.way.database.world.clear()
                if told != without:
                    betrayed.append((entrance.name, role, change.__name__, told, without))
                faults |= {entrance.name for said in (told, without) if FAULT in repr(said)}
    assert not betrayed, betrayed[0]
    assert not faults


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_one_question_that_is_not_asked_of_the_table_shows(
    withheld: Withheld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the test above could pass because it looks at nothing."""
    monkeypatch.setattr(actions, "may_see", lambda *_: True)
    monkeypatch.setattr(audits, "is_known_to", lambda *_: True)
    ways = ("/action show 12", "/audit show 7", "press action_note", "hand in cannot")
    for entrance in (one for one in ENTRANCES if one.name in ways):
        [role, target, missing], *_ = some(withheld.cells(entrance), 0)
        told, expected = (withheld.answer(entrance, role, one) for one in (target, missing))
        assert told != expected, entrance.name


def test_every_verb_button_form_and_shortcut_is_an_entrance() -> None:
    kinds = {"typed", "pressed", "handed in", "chosen", "event"}
    assert {one.kind for one in ENTRANCES} == kinds
    assert {one.form for one in ENTRANCES if one.kind == "handed in"} == set(FORMS)
