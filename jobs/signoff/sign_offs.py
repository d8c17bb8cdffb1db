"""Looks after what waits at an action's end: a signer, a deferred action's day, its outcome.

Nothing here asks whether a day is today: each look asks what is due and not yet done, so that a
missed look or a week's outage is made up by the next.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Final

from db.actions import deferral, signoff, signoff_queries
from db.actions.operations import UNDO_FOR
from db.actions.roles import can_sign, may_see
from db.context import WorkContext
from db.models import Action, MessageName, Person, Status
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Database, Session, in_parts
from jobs.actions import notices
from jobs.audits.letters import Opening
from jobs.context import Council
from jobs.rules.months import A_DAY
from jobs.signoff import signing

AT_MOST: Final = 60  # of a kind at one look
AT_ONCE: Final = 25  # in one unit of work: a writer holds up the others


@dataclass(frozen=True)
class _Look:
    """One look, and by which clock and calendar people hear what comes of it."""

    session: Session
    at: datetime
    council: Council
    _answered: dict[Hashable, bool] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """Return the date at the council."""
        return self.council.day_of(self.at)

    @cached_property
    def choosing(self) -> signing.Choosing:
        """Return what chooses who is asked, for all of one look."""
        return signing.Choosing(self.session, self.day)

    def can_be_asked(self, action: Action) -> bool:
        """Say whether anybody may sign it off; it is found out once for all that are alike."""
        hands = (action.owner_id, action.deputy_id, action.signer_id, action.done_by_id)
        alike = (*hands, action.register, action.audit_id)
        if alike not in self._answered:
            fit = signing.those_fit(self.session, action, self.day)
            self._answered[alike] = any(True for _ in fit)
        return self._answered[alike]

    def hour_of(self, person: Person, day: date) -> datetime:
        """Return when somebody first hears of what is due on `day`: on a working day of theirs."""
        council = self.council
        return Opening(day, self.at, council.calendar, council.remind_at).hour_of(person)

    def next_hour_of(self, person: Person) -> datetime:
        """Return when somebody next hears."""
        return self.hour_of(person, self.today(person))

    def today(self, person: Person | None) -> date:
        """Return the date where a person is; the council's where there is nobody."""
        return person.day_of(self.at) if person else self.day


def process_sign_offs(database: Database, now: Callable[[], datetime], council: Council) -> int:
    """Ask who must be asked, wake what is to be woken; return how many actions needed it.

    What is more than `AT_MOST` of a kind waits for the next look.
    """
    at = now()
    with database.read() as session:
        look = _Look(session, at, council)
        due = dict(each for kind in _KINDS for each in islice(kind(look), AT_MOST))
    for some in in_parts(sorted(due), AT_ONCE):
        with database.begin() as session:
            look = _Look(session, at, council)
            for number in some:
                due[number](look, signoff_queries.locked(session, number))
    return len(due)


Work = Callable[[_Look, Action], None]
Due = Iterator[tuple[int, Work]]


def _to_ask(look: _Look) -> Due:
    stuck = []
    for action in signoff_queries.maybe_to_ask(look.session, look.at - UNDO_FOR):
        if action.sign_off_asked_id is None and not look.can_be_asked(action):
            stuck.append(action)
        elif _needs_signer(look, action):
            yield action.id, _ask
    known = signing.known_to_leads(look.session, stuck, look.day)
    yield from ((action.id, _ask) for action in stuck if action.id not in known)


def _to_wake(look: _Look) -> Due:
    latest = look.day + A_DAY  # somewhere it is by now
    asleep = signoff_queries.asleep(look.session, latest)
    return ((action.id, _wake) for action in asleep if _is_awake(look, action))


def _to_judge(look: _Look) -> Due:
    found = signoff_queries.to_judge(look.session, look.day)
    numbers = {_outcome_key(*each): each[0] for each in found}
    known = outbox.known_keys(look.session, numbers)
    for number in (number for key, number in numbers.items() if key not in known):
        if _who_judges(look, look.session.get_one(Action, number)):
            yield number, _ask_outcome


_KINDS: Final = (_to_ask, _to_wake, _to_judge)


def _needs_signer(look: _Look, action: Action) -> bool:
    """Say whether somebody else must be asked, or the leads be told that there is nobody."""
    if not action.awaits_sign_off:
        return False
    if action.sign_off_asked_id is None:
        day = look.day
        return look.can_be_asked(action) or not signing.known_to_leads(look.session, [action], day)
    asked = people.named(look.session, [action.sign_off_asked_id])[action.sign_off_asked_id]
    can_still = can_sign(action, asked) and asked.is_reachable(look.today(asked))
    return not can_still or _somebody_else_is_named(look, action)


def _somebody_else_is_named(look: _Look, action: Action) -> bool:
    """Say whether the place of the signer has passed to somebody who can sign it off."""
    named = action.signer
    if named is None or named.id == action.sign_off_asked_id:
        return False
    return can_sign(action, named) and named.is_reachable(look.today(named))


def _ask(look: _Look, action: Action) -> None:
    if not _needs_signer(look, action):
        return
    asked = look.choosing.choose(action)
    if asked is not None or action.sign_off_asked_id is not None:
        event = signoff.ask_signer(action, look.at, asked)
    if asked is None:
        signing.tell_leads(WorkContext(look.session, None, look.at), action, look.next_hour_of)
    else:
        look.choosing.waiting.update({asked.id: 1})
        signing.ask(look.session, action, event, asked, look.next_hour_of(asked))


def _is_awake(look: _Look, action: Action) -> bool:
    until = action.deferred_until
    is_deferred = action.status == Status.DEFERRED and until is not None
    return is_deferred and until is not None and until <= look.today(action.owner)


def _wake(look: _Look, action: Action) -> None:
    if not _is_awake(look, action):
        return
    day = look.today(action.owner)
    event = deferral.wake(action, look.at, signoff_queries.status_before(look.session, action))
    look.session.flush()
    for person in _who_hears(look.session, action, day):
        key = f"event:{event.id}:{person.id}"
        hour, about = look.hour_of(person, day), {"event": event.id}
        outbox.add(look.session, outbox.NewMessage(key, person, MessageName.EVENT, about, hour))


def _who_hears(session: Session, action: Action, day: date) -> Sequence[Person]:
    """Return the owner, or the nearest above one who has left, or else the leads."""
    if action.owner is not None and action.owner.is_reachable(day):
        return [action.owner]
    return notices.responsible(session, action, day)


def _ask_outcome(look: _Look, action: Action) -> None:
    if action.outcome_check_on is None or action.status != Status.SIGNED_OFF:
        return
    key = _outcome_key(action.id, action.signed_off_at, action.outcome_check_on)
    about = {"action": action.id, "on": action.outcome_check_on.isoformat()}
    for person in _who_judges(look, action):
        hour = look.next_hour_of(person)
        new = outbox.NewMessage(key, person, MessageName.OUTCOME, about=about, at=hour)
        outbox.add(look.session, new)


def _who_judges(look: _Look, action: Action) -> list[Person]:
    """Return the owner's manager, or the nearest above; else who signed it off; else a lead."""
    session, day = look.session, look.day
    signed_by = people.named(session, [action.signed_off_by_id or 0]).values()
    asked = [*(action.owner.line if action.owner else ()), *signed_by, *people.leads(session, day)]
    return [one for one in asked if one.can_be_asked(day) and may_see(one, action)][:1]


def _outcome_key(number: int, signed_off_at: datetime | None, check_on: date) -> str:
    signed = signed_off_at.isoformat() if signed_off_at else ""
    return f"{MessageName.OUTCOME}:{number}:{signed}:{check_on}"
