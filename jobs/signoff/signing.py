"""Who is asked to sign an action off, and how they are told."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime

from db.actions import signoff_queries
from db.audits import auditor_pool
from db.models import Action, Event, MessageName, Person
from db.models.action import UNDO_FOR
from db.outbox import queries as outbox
from db.people import queries as people
from db.permissions import Permission, may
from db.session import Session
from jobs.actions import notices


def close(session: Session, action: Action, by: Person, at: datetime, note: str = "") -> Event:
    """Mark an action done, tell whom it concerns, and ask somebody to sign it off.

    They are asked when the minute for undoing is over, so that a slip reaches nobody.
    """
    asked = choose(session, action, at.date(), marked_by=by)
    event = action.close(by, at, note, asked)
    notices.tell(session, action, event)
    if asked is None:
        tell_leads(session, action, lambda _: at + UNDO_FOR)
    else:
        ask(session, action, event, asked, at + UNDO_FOR)
    return event


def name_signer(session: Session, action: Action, by: Person, at: datetime, to: Person) -> Event:
    """Choose who is to sign an action off, and ask them where it is done already."""
    event = action.name_signer(by, at, to)
    session.flush()
    if "sign_off_asked_id" in event.changes:
        ask(session, action, event, to, at)
    return event


def ask(session: Session, action: Action, event: Event, asked: Person, at: datetime) -> None:
    """Ask somebody, `at` a time, to sign off what `event` says they are asked."""
    session.flush()
    about = {"action": action.id}
    outbox.add(
        session,
        outbox.NewMessage(
            f"{MessageName.SIGN_OFF}:{event.id}:{asked.id}",
            asked,
            MessageName.SIGN_OFF,
            about=about,
            at=at,
        ),
    )


def tell_leads(session: Session, action: Action, hour_of: Callable[[Person], datetime]) -> None:
    """Tell those who can choose a signer, each at their hour and once, that nobody may sign."""
    session.flush()
    about = {"action": action.id}
    for person in those_who_choose(session):
        key = _no_signer_key(action, person)
        outbox.add(
            session,
            outbox.NewMessage(key, person, MessageName.NO_SIGNER, about=about, at=hour_of(person)),
        )


def leads_know(session: Session, action: Action) -> bool:
    """Say whether those who can choose were told that nobody may sign it off."""
    keys = [_no_signer_key(action, person) for person in those_who_choose(session)]
    return len(outbox.known_keys(session, keys)) == len(keys)


def _no_signer_key(action: Action, person: Person) -> str:
    since = action.done_at.isoformat() if action.done_at else "import"
    return f"{MessageName.NO_SIGNER}:{action.id}:{since}:{person.id}"


def those_who_choose(session: Session) -> list[Person]:
    """Return who can choose a signer for any action: the leads, else the administrators."""
    return list(people.leads(session) or people.admins(session))


def choose(
    session: Session, action: Action, day: date, marked_by: Person | None = None
) -> Person | None:
    """Return who is asked to sign an action off, always the same for the same state of things.

    That is who was named; else a lead outside the owner's line; else an administrator; else the
    manager outside it whose grade is nearest to that of the owner's manager. Among equals it is
    who has fewest waiting. Whoever is on leave on `day` is asked only where nobody else can be.
    None where nobody may.
    """
    fit = [
        person
        for person in _in_order(session, action)
        if person.is_reachable(day)
        and person is not marked_by
        and may(person, Permission.SIGN, action.owner, besides=action.standing_of(person))
    ]
    if fit and fit[0].id == action.signer_id:
        return fit[0]
    away = _away(session, day)
    return next((person for person in fit if person.id not in away), next(iter(fit), None))


def _in_order(session: Session, action: Action) -> Iterator[Person]:
    waiting, found = signoff_queries.load(session), signoff_queries.candidates(session)
    if action.signer is not None:
        yield action.signer
    yield from _least_loaded((one for one in found if one.is_lead), waiting)
    yield from _least_loaded((one for one in found if one.is_admin), waiting)
    if action.owner is not None:
        managers = [one for one in found if one.is_manager]
        yield from _nearest_grade(managers, action.owner, waiting)


def _least_loaded(found: Iterable[Person], waiting: Mapping[int, int]) -> list[Person]:
    return sorted(found, key=lambda person: (waiting.get(person.id, 0), person.id))


def _nearest_grade(
    found: Iterable[Person], owner: Person, waiting: Mapping[int, int]
) -> list[Person]:
    grade = _grade(owner.manager) if owner.manager else _grade(owner)
    return sorted(
        found,
        key=lambda one: (abs(_grade(one) - grade), waiting.get(one.id, 0), one.id),
    )


def _grade(person: Person) -> int:
    """Return how many stand above somebody: the fewer, the more senior."""
    return len(list(person.line))


def _away(session: Session, day: date) -> frozenset[int]:
    absences = auditor_pool.absences(session, day, day)
    return frozenset(absence.person_id for absence in absences if not absence.can_finish)
