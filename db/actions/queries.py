"""Questions asked of the action table."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, not_, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from db import loading
from db.actions.roles import deputising, may_see, taken_back
from db.actions.scopes import FINISHED, OPEN, Scope, within
from db.among import is_one_of
from db.anew import ANEW
from db.audits import rules, visible
from db.context import ChangeContext
from db.errors import RefusedError
from db.models import (
    Action,
    AuditRuleValues,
    DateMove,
    Dependency,
    Event,
    LiveAudit,
    Person,
    Register,
    Status,
)
from db.models.action import OPEN_STATUSES
from db.models.event_kinds import EventKind
from db.people import queries as people
from db.permissions import Permission, may
from db.wording import unquoted

_ENDED = Action.status.not_in(OPEN_STATUSES)


@dataclass(frozen=True)
class Page:
    """Part of a list, and how long the whole list is."""

    rows: Sequence[Action]
    total: int
    offset: int


def find(session: Session, number: int, asker: Person) -> Action:
    """Return an action that `asker` may see, locked, or refuse as if there was none.

    What they may not see is asked for, locked and loaded no more than what there is not: neither
    the time it takes nor that somebody else is at work on it tells them that it is there.
    """
    action = _get(session, number, asker)
    people.load_lines(session, (asker.id, *_people_of(action)))
    for name, whose in (("owner", action.owner_id), ("signer", action.signer_id)):
        set_committed_value(action, name, people.loaded(session, whose))
    if not may_see(asker, action):
        raise RefusedError("action.unknown", number=number)
    return action


def _people_of(action: Action) -> tuple[int | None, ...]:
    return (
        action.owner_id,
        action.deputy_id,
        action.signer_id,
        action.sign_off_asked_id,
        action.signed_off_by_id,
        action.done_by_id,
    )


def locked(session: Session, number: int) -> Action:
    """Return an action, locked for a change that its caller has the right to make."""
    return _get(session, number)


def lock(
    session: Session, numbers: Collection[int], asker: Person | None = None
) -> Mapping[int, Action]:
    """Return several actions, locked by number, which their caller has the right to change.

    With an asker those alone that they may see: for the others nobody waits.
    """
    is_seen = visible_to(asker) if asker else true()
    query = select(Action).where(is_one_of(Action.id, numbers), is_seen).order_by(Action.id)
    found = session.scalars(query.with_for_update(of=Action), execution_options=ANEW)
    return {action.id: action for action in found}


def history(session: Session, action: Action, limit: int | None = None) -> Sequence[Event]:
    """Return what happened to an action with who did it, newest first."""
    query = (
        select(Event)
        .options(joinedload(Event.person))
        .where(Event.action_id == action.id)
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return session.scalars(query).all()


def just_done(ctx: ChangeContext, number: int) -> Event | None:
    """Return the last thing that happened to an action, if this person has just done it."""
    last = select(func.max(Event.id)).where(Event.action_id == number).scalar_subquery()
    query = select(Event).options(joinedload(Event.person)).where(Event.id == last)
    return ctx.session.scalar(query.where(Event.person_id == ctx.person.id, Event.at == ctx.now))


def several(
    session: Session, numbers: Collection[int], asker: Person | None = None
) -> Mapping[int, Action]:
    """Return the actions with these numbers with their owners and their days away, by number.

    With an asker those alone that they may see: of the others nothing is loaded.
    """
    owner = joinedload(Action.owner)
    query = select(Action).options(owner.selectinload(Person.absences), selectinload(Action.after))
    query = query.where(is_one_of(Action.id, numbers), visible_to(asker) if asker else true())
    return {action.id: action for action in session.scalars(query)}


def disowned(session: Session, numbers: Collection[int], person: Person) -> frozenset[int]:
    """Return which of these actions `person` said were not theirs, with nothing said since."""
    latest = select(func.max(Event.id)).where(is_one_of(Event.action_id, numbers))
    query = select(Event.action_id).where(
        Event.id.in_(latest.group_by(Event.action_id)),
        Event.kind == EventKind.DISOWNED,
        Event.person_id == person.id,
    )
    return frozenset(session.scalars(query))


def event(session: Session, event_id: int) -> Event:
    """Return an event with who did it, its action and that action's owner, or refuse in words."""
    query = (
        select(Event)
        .options(joinedload(Event.person), joinedload(Event.action).joinedload(Action.owner))
        .where(Event.id == event_id)
    )
    found = session.scalar(query)
    if found is None:
        raise RefusedError("action.undo_not_theirs")
    return found


def acted_on(session: Session, event_ids: Collection[int]) -> Sequence[int]:
    """Return the numbers of the actions that these events happened to."""
    return session.scalars(select(Event.action_id).where(is_one_of(Event.id, event_ids))).all()


def ending(session: Session, action: Action) -> Event | None:
    """Return what ended an action, or shelved it, with who did it; None while it is open."""
    if action.is_open:
        return None
    lately = history(session, action, limit=_ENDED_WITHIN)
    became = (one for one in lately if one.changes.get("status", [None])[-1] == action.status)
    return next(became, None)


_ENDED_WITHIN = 30  # events: notes may follow


def was_undone(session: Session, event: Event) -> bool:
    """Say whether somebody took that event back."""
    return session.scalar(select(Event.id).where(Event.undoes_id == event.id)) is not None


def arisen(session: Session, source: str) -> Sequence[Action]:
    """Return the actions that arose from something and were not dropped, by number."""
    query = select(Action).where(Action.source == source, Action.status != Status.DROPPED)
    return session.scalars(query.order_by(Action.id)).all()


def arisen_in(session: Session, audit_month_id: int) -> tuple[int, int]:
    """Count the actions that a month's live audits led to and that were not dropped; the done."""
    query = (
        select(func.count(), func.count().filter(FINISHED))
        .join(LiveAudit, LiveAudit.id == Action.audit_id)
        .where(LiveAudit.audit_month_id == audit_month_id, Action.status != Status.DROPPED)
    )
    number, finished = session.execute(query).one()
    return number, finished


def added_with(session: Session, source: str, at: datetime) -> Sequence[Event]:
    """Return the first events of the actions that arose from something at that instant."""
    query = (
        select(Event)
        .join(Action, Action.id == Event.action_id)
        .where(Action.source == source, Event.kind == EventKind.ADDED, Event.at == at)
    )
    return session.scalars(query.order_by(Event.id)).all()


def page(ctx: ChangeContext, scope: Scope, *, start: int, size: int) -> Page:
    """Return part of the list somebody asked for: open before done, soonest due date first."""
    session = ctx.session
    chosen = and_(visible_to(ctx.person), within(scope, ctx.person, ctx.today))
    total = session.scalar(select(func.count()).select_from(Action).where(chosen)) or 0
    rows = session.scalars(open_first(select(Action).where(chosen)).offset(start).limit(size))
    return Page(rows.all(), total, start)


def open_of(session: Session, person: Person, limit: int) -> Sequence[Action]:
    """Return someone's own open actions, soonest due date first."""
    query = open_first(select(Action).where(OPEN, Action.owner_id == person.id))
    return session.scalars(query.limit(limit)).all()


def closable(
    session: Session, asker: Person, words: Sequence[str], limit: int, day: date | None = None
) -> Sequence[Action]:
    """Return the open actions in whose title words begin so, and which `asker` may close."""
    titles = select(Action.id, Action.title).where(OPEN, visible_to(asker))
    found = telling(session, words, titles, begun=True)
    people.load_lines(session, {action.owner_id for action in found})
    return [
        action
        for action in found
        if may(asker, Permission.CLOSE, action.owner, deputising(action, day))
    ][:limit]


def telling(
    session: Session,
    words: Collection[str],
    asked: Select[*tuple[Any, ...]],
    *,
    begun: bool = False,
) -> Sequence[Action]:
    """Return the actions that tell all these words, those still open first.

    What is `asked` is the number of each, and what of it may tell them; where words are to be
    `begun` they stand in no other's middle, as "it" does in "write".
    """
    apart = r"(?<![^\W\d_])" if begun else ""
    wanted = [re.compile(apart + re.escape(unquoted(word))) for word in words if unquoted(word)]

    def has_all(told: Iterable[str | None]) -> bool:
        said = " ".join(map(unquoted, filter(None, told)))
        return len(wanted) == len(words) and all(word.search(said) for word in wanted)

    # To load an action costs several times as much as to read what it tells.
    ids = [number for number, *told in session.execute(asked) if has_all(told)]
    return session.scalars(open_first(select(Action).where(is_one_of(Action.id, ids)))).all()


def open_from(session: Session, source: str) -> Sequence[Action]:
    """Return the open actions that come from one place, such as an audit's reference."""
    return session.scalars(open_first(select(Action).where(OPEN, Action.source == source))).all()


def newest_of_nobody(session: Session, asker: Person, most: int) -> Sequence[Action]:
    """Return the newest open actions without an owner that `asker` may see."""
    chosen = select(Action).where(OPEN, Action.owner_id.is_(None), visible_to(asker))
    return session.scalars(chosen.order_by(Action.id.desc()).limit(most)).all()


def sources(session: Session) -> frozenset[str]:
    """Return where the actions come from that are there."""
    return frozenset(session.scalars(select(Action.source)))


def linkable(session: Session, asker: Person) -> Sequence[Action]:
    """Return the actions, open before done, of which `asker` may say what they answer."""
    chosen = select(Action).where(visible_to(asker), Action.status != Status.DROPPED)
    found = session.scalars(open_first(chosen)).all()
    people.load_lines(session, {action.owner_id for action in found})
    return [action for action in found if may(asker, Permission.LINK, action.owner)]


def visible_to(asker: Person) -> ColumnElement[bool]:
    """Return the condition under which the permission table lets `asker` see an action."""
    if asker.is_lead or asker.is_admin:
        return true()
    is_own = Action.owner_id == asker.id
    known = or_(Action.created_by_id == asker.id, not_(taken_back()))
    if not asker.has_duties:
        return and_(is_own, known)
    asked = (Action.sign_off_asked_id, Action.signer_id, Action.signed_off_by_id, Action.deputy_id)
    deputised = select(Person.id).where(Person.deputy_id == asker.id)
    theirs = (Action.owner_id.in_(people.team_of(asker)), Action.owner_id.in_(deputised))
    anywhere = or_(Action.owner_id.is_(None), *theirs)
    of_audits = Action.audit_id.in_(select(LiveAudit.id).where(visible.visible_to(asker)))
    allowed = or_(
        is_own,
        *(column == asker.id for column in asked),
        and_(Action.register != Register.AUDITS, anywhere),
        and_(Action.register == Register.AUDITS, of_audits),
    )
    return and_(allowed, known)


def open_first(query: Select[Action]) -> Select[Action]:
    """Return a query with owners, open before done, soonest due date first."""
    return query.options(joinedload(Action.owner), selectinload(Action.after)).order_by(
        _ENDED, Action.due_on.is_(None), Action.due_on, Action.id
    )


def nothing_waits_for(session: Session, action: Action) -> bool:
    """Say whether an action was found with nothing to come after it, and nobody put it since."""
    return action.id in session.info.get(_WAITED_FOR_BY_NONE, ())


def is_waited_for(session: Session, numbers: Collection[int]) -> None:
    """Note that something comes after these actions now."""
    session.info.get(_WAITED_FOR_BY_NONE, set()).difference_update(numbers)


def _get(session: Session, number: int, asker: Person | None = None) -> Action:
    asked: dict[str, int | None] = {"number": number}
    kind = None
    if asker is not None and not (asker.is_lead or asker.is_admin):
        kind = asker.has_duties, asker.team_id is not None
        asked |= {"asker": asker.id, "team": asker.team_id}
    if session.get_bind().dialect.name != "sqlite":
        # A statement that waits for a lock still tells of other tables as they were before.
        session.execute(_lock(kind), asked)
    found = loading.rows(session, _numbered(kind), asked, anew=True)
    if not found:
        raise RefusedError("action.unknown", number=number)
    action, council, was_moved, waited_for = found[0]
    rules.know(session, council)
    if not was_moved:
        set_committed_value(action, "moves", [])
    if not waited_for:
        session.info.setdefault(_WAITED_FOR_BY_NONE, set()).add(number)
    return action


_WAITED_FOR_BY_NONE: Final = "actions: those found with nothing to come after them"


_Kind = tuple[bool, bool] | None  # of who asks: whether they have duties, and a team


@cache
def _lock(kind: _Kind) -> Select[int]:
    return select(Action.id).where(*_known_by(kind)).with_for_update()


def _known_by(kind: _Kind) -> Sequence[ColumnElement[bool]]:
    """Return the conditions for an action by its number, of those that such an asker may see."""
    its_number = Action.id == bindparam("number")
    if kind is None:
        return [its_number]
    has_duties, has_team = kind
    asker = Person(id=bindparam("asker"), is_lead=False, is_admin=False, on_roster=has_duties)
    asker.team_id = bindparam("team") if has_team else None
    return [its_number, visible_to(asker)]


@cache  # to build a statement costs more than to execute it
def _numbered(kind: _Kind) -> Select[Action, rules.Values | None, bool, bool]:
    """Return the question for an action, with the rules by which it is signed off.

    Most have no moves, and nothing comes after most: whether any does, it says as well.
    """
    of_council = AuditRuleValues.service == rules.EVERY_SERVICE
    was_moved = exists().where(DateMove.action_id == Action.id)
    waited_for = exists().where(Dependency.after_id == Action.id)
    query = select(Action, AuditRuleValues.values, was_moved, waited_for)
    query = query.outerjoin(AuditRuleValues, of_council)
    return query.where(*_known_by(kind)).with_for_update(of=Action)
