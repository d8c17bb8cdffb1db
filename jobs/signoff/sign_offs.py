"""Looks after what waits at an action's end: a signer, a deferred action's day, its outcome.

Nothing here asks whether a day is today: each look asks what is due and not yet done, so that a
missed look or a week's outage is made up by the next.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from db.actions import deferral, signoff, signoff_queries
from db.actions.operations import UNDO_FOR
from db.actions.roles import can_sign, may_see
from db.models import Action, MessageName, Person, Status
from db.outbox import queries as outbox
from db.people import queries as people
from db.session import Database, Session
from jobs.audits.letters import Opening
from jobs.context import Council
from jobs.signoff import signing

A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class _Look:
    """One look, and by which clock and calendar people hear what comes of it."""

    session: Session
    at: datetime
    council: Council

    def hour_of(self, person: Person, day: date) -> datetime:
        """Return when somebody first hears of what is due on `day`: on a working day of theirs."""
        council = self.council
        return Opening(day, self.at, council.calendar, council.remind_at).hour_of(person)

    def next_hour_of(self, person: Person) -> datetime:
        """Return when somebody next hears."""
        return self.hour_of(person, self.today(person))

    def today(self, person: Person | None) -> date:
        """Return the date where a person is; by UTC where there is nobody."""
        return (self.at.astimezone(ZoneInfo(person.time_zone)) if person else self.at).date()


def process_sign_offs(database: Database, now: Callable[[], datetime], council: Council) -> int:
    """Ask who must be asked, wake what is to be woken; return how many actions needed it."""
    at = now()
    with database.read() as session:
        look = _Look(session, at, council)
        numbers = {action.id: work for action, work in _due(look)}
    for number, work in sorted(numbers.items()):
        with database.begin() as session:
            action = signoff_queries.locked(session, number)
            work(_Look(session, at, council), action)
    return len(numbers)


Work = Callable[[_Look, Action], None]


def _due(look: _Look) -> Iterable[tuple[Action, Work]]:
    for action in signoff_queries.unasked(look.session, look.at - UNDO_FOR):
        if _needs_signer(look, action):
            yield action, _ask
    for action in signoff_queries.asleep(
        look.session, look.at.date() + A_DAY
    ):  # somewhere it is by now
        if _is_awake(look, action):
            yield action, _wake
    for action in signoff_queries.to_judge(look.session, look.at.date()):
        if not outbox.known_keys(look.session, [_outcome_key(action)]):
            yield action, _ask_outcome


def _needs_signer(look: _Look, action: Action) -> bool:
    """Say whether somebody else must be asked, or the leads be told that there is nobody."""
    if not action.awaits_sign_off:
        return False
    if action.sign_off_asked_id is None:
        return not signing.leads_know(look.session, action) or bool(_choice(look, action))
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
    asked = _choice(look, action)
    if asked is not None or action.sign_off_asked_id is not None:
        event = signoff.ask_signer(action, look.at, asked)
    if asked is None:
        signing.tell_leads(look.session, action, look.next_hour_of)
    else:
        signing.ask(look.session, action, event, asked, look.next_hour_of(asked))


def _choice(look: _Look, action: Action) -> Person | None:
    return signing.choose(look.session, action, look.at.date())


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
        hour = look.hour_of(person, day)
        outbox.add(
            look.session,
            outbox.NewMessage(key, person, MessageName.EVENT, about={"event": event.id}, at=hour),
        )


def _who_hears(session: Session, action: Action, day: date) -> list[Person]:
    """Return the owner, or the nearest above one who has left, or else the leads."""
    line = [action.owner, *action.owner.line] if action.owner else []
    reachable = [one for one in line if one.is_reachable(day) and _may_hear(one, action)]
    return reachable[:1] or list(people.leads(session))


def _ask_outcome(look: _Look, action: Action) -> None:
    if action.outcome_check_on is None or action.status != Status.SIGNED_OFF:
        return
    for person in _who_judges(look.session, action, look.at.date()):
        about = {"action": action.id, "on": action.outcome_check_on.isoformat()}
        hour = look.next_hour_of(person)
        outbox.add(
            look.session,
            outbox.NewMessage(
                _outcome_key(action), person, MessageName.OUTCOME, about=about, at=hour
            ),
        )


def _who_judges(session: Session, action: Action, day: date) -> list[Person]:
    """Return the owner's manager, or the nearest above; else who signed it off; else a lead."""
    signed_by = people.named(session, [action.signed_off_by_id or 0]).values()
    asked = [*(action.owner.line if action.owner else ()), *signed_by, *people.leads(session)]
    return [one for one in asked if one.is_reachable(day) and _may_hear(one, action)][:1]


def _may_hear(person: Person, action: Action) -> bool:
    return not action.is_from_audit or may_see(person, action)


def _outcome_key(action: Action) -> str:
    signed = action.signed_off_at.isoformat() if action.signed_off_at else ""
    return f"{MessageName.OUTCOME}:{action.id}:{signed}:{action.outcome_check_on}"
