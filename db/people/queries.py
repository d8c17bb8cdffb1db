"""Questions asked of the person table."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from functools import cache
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    bindparam,
    exists,
    not_,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from db import loading
from db.among import is_one_of
from db.errors import RefusedError
from db.models import Person
from db.wording import unquoted


def by_slack_id(session: Session, slack_id: str, at: datetime) -> Person:
    """Return who is behind a Slack user id, loaded with everybody above them, or refuse.

    Every request comes this way. A guest, somebody of another workspace, a closed account, whoever
    is past their last day and whoever was never met are nobody, and told so in the same words.
    """
    line = loading.objects(session, _line_of_slack_id(), {"slack_id": slack_id})
    _keep(session, line)
    person = next((one for one in line if one.slack_id == slack_id), None)
    if person is None or not is_somebody(person, at):
        raise RefusedError("people.unknown")
    return person


def is_somebody(person: Person, at: datetime) -> bool:
    """Say whether somebody has an account here that is open, and is not past their last day."""
    is_open = person.slack_id is not None and not person.left_slack
    return is_open and not has_left(person, person.day_of(at))


def has_left(person: Person, today: date) -> bool:
    """Say whether the roster's last day of somebody is over."""
    return person.ends_on is not None and person.ends_on < today


def mentioned(session: Session, slack_id: str) -> Person:
    """Return the person somebody mentioned, or refuse in words."""
    person = session.scalar(select(Person).where(Person.slack_id == slack_id))
    if person is None:
        raise RefusedError("people.mentioned_unknown", "owner")
    return person


def remember_conversation(session: Session, person: Person, channel: str | None) -> None:
    """Keep which conversation the bot has with somebody, or that it is to be opened again."""
    kept = f"{person.slack_id} {channel}" if channel else None
    session.execute(update(Person).where(Person.id == person.id).values(opened=kept))


def somebody_is_known(session: Session) -> bool:
    """Say whether anybody here was taken from Slack."""
    return session.scalar(select(exists().where(Person.slack_id.is_not(None)))) or False


def reachable_accounts(session: Session, slack_ids: Collection[str]) -> Set[str]:
    """Return those of some Slack accounts that are somebody's who has not left."""
    asked = select(Person.slack_id).where(
        is_one_of(Person.slack_id, slack_ids), Person.left_slack.is_(False)
    )
    return {slack_id for slack_id in session.scalars(asked) if slack_id}


def called_so(session: Session, words: str, today: date) -> Sequence[Person]:
    """Return those who work here and have all of some words in their name, by name."""
    wanted = _parts_of(words)
    if not wanted:
        return []
    asked = _with_lines(Person.left_slack.is_(False)).where(Person.slack_id.is_not(None))
    # To load whose it is costs several times as much as to read a name.
    names = session.execute(asked.with_only_columns(Person.id, Person.name).order_by(Person.name))
    ids = [number for number, name in names if wanted <= _parts_of(name)]
    load_lines(session, ids)
    people = named(session, ids)
    return [people[number] for number in ids if people[number].works_here(today)]


def _parts_of(name: str) -> set[str]:
    """Return the words of a name, so that "Birch, Sam" is Sam Birch."""
    return set(unquoted(name).replace("-", " ").replace(",", " ").split())


def known_by_slack_id(session: Session, slack_id: str) -> Person | None:
    """Return the person somebody mentioned, or None where nobody here is called so."""
    return session.scalar(select(Person).where(Person.slack_id == slack_id))


def named(session: Session, ids: Collection[int]) -> Mapping[int, Person]:
    """Return the people with these ids, by id; whoever is loaded already is not asked for again."""
    kept = _kept(session)
    met = (kept.get(one) or session.identity_map.get(identity_key(Person, one)) for one in {*ids})
    found = [person for person in met if person is not None]
    missing = {*ids} - {person.id for person in found}
    if missing:
        found += session.scalars(select(Person).where(is_one_of(Person.id, missing)))
    return {person.id: person for person in sorted(found, key=lambda each: each.id)}


def load_lines(session: Session, ids: Iterable[int | None]) -> None:
    """Load these people and everybody above them at once, for as long as the session lasts."""
    missing = {number for number in ids if number} - _kept(session).keys()
    if missing:
        _keep(session, loading.objects(session, _lines_of_ids(), {"ids": missing}))


def loaded(session: Session, number: int | None) -> Person | None:
    """Return somebody who was loaded with everybody above them; None for nobody."""
    return None if number is None else _kept(session)[number]


@cache  # here and below: to build a statement costs more than to execute it
def _line_of_slack_id() -> Select[Person]:
    return _with_lines(Person.slack_id == bindparam("slack_id"))


@cache
def _lines_of_ids() -> Select[Person]:
    return _with_lines(is_one_of(Person.id, given="ids"))


def _with_lines(which: ColumnElement[bool]) -> Select[Person]:
    return select(Person).where(Person.id.in_(above(which)))


def above(which: ColumnElement[bool]) -> Select[int]:
    """Return a query for the ids of these people and of everyone above them."""
    start = select(Person.id, Person.manager_id).where(which).cte(recursive=True)
    manager = _other()
    # UNION, not UNION ALL: a loop in the roster must end.
    up = select(manager.id, manager.manager_id).where(manager.id == start.c.manager_id)
    return select(start.union(up).c.id)


@cache
def lines() -> CTE:
    """Return everybody with each person above them, for a query that asks of many at once."""
    person = _other()
    own = select(Person.id.label("person_id"), Person.manager_id.label("above_id"))
    found = own.where(Person.manager_id.is_not(None)).cte("lines", recursive=True)
    up = select(found.c.person_id, person.manager_id).where(person.id == found.c.above_id)
    # UNION, not UNION ALL: a loop in the roster must end.
    return found.union(up.where(person.manager_id.is_not(None)))


def load_senior(session: Session) -> Sequence[Person]:
    """Return the leads, the administrators and everybody to whom somebody answers, by id.

    They are loaded once for as long as the session lasts, and so is everybody above them. Whoever
    was loaded before is not asked for again.
    """
    if _SENIOR not in session.info:
        kept = _kept(session)
        _keep(session, loading.objects(session, _senior(), {"kept": [*kept]}))
        senior = (one for one in kept.values() if one.is_lead or one.is_admin or one.is_manager)
        session.info[_SENIOR] = sorted(senior, key=lambda one: one.id)
    found: Sequence[Person] = session.info[_SENIOR]
    return found


@cache
def _senior() -> Select[Person]:
    is_senior = or_(Person.is_lead, Person.is_admin, Person.is_manager)
    return select(Person).where(is_senior, not_(is_one_of(Person.id, given="kept")))


_SENIOR: Final = "people: everybody senior"
_KEPT: Final = "people: those loaded with their lines"


def _keep(session: Session, people: Sequence[Person]) -> None:
    """Hold on to people loaded with their lines: a session itself forgets whom nobody holds.

    Who manages each is among them, and need not be looked for once more by who walks a line.
    """
    kept = _kept(session)
    kept.update((person.id, person) for person in people)
    for person in people:
        above = kept.get(person.manager_id) if person.manager_id else None
        if above is not None or person.manager_id is None:
            set_committed_value(person, "manager", above)


def _kept(session: Session) -> dict[int, Person]:
    kept: dict[int, Person] = session.info.setdefault(_KEPT, {})
    return kept


def has_duties(person_id: int) -> ColumnElement[bool]:
    """Return the condition under which somebody may answer for more than their own actions."""
    return exists().where(Person.id == person_id, Person.has_duties)


def below(which: ColumnElement[bool]) -> Select[int]:
    """Return a query for the ids of these people and of everyone in the line below them."""
    start = select(Person.id).where(which).cte(recursive=True)
    report = _other()
    # UNION, not UNION ALL: a loop in the roster must end.
    everyone = start.union(select(report.id).where(report.manager_id == start.c.id))
    return select(everyone.c.id)


@cache  # an alias costs more than all the rest of such a question
def _other() -> type[Person]:
    """Return the next person of a line, up or down."""
    return aliased(Person)


def team_of(person: Person) -> Select[int]:
    """Return a query for the ids that make up someone's team: their line, or their teammates."""
    line = below(Person.id == person.id)
    if person.team_id is None:
        return line
    mates = select(Person.id).where(Person.team_id == person.team_id)
    return select(union(line, mates).subquery().c.id)


def by_email(session: Session, email: str) -> Person | None:
    """Return the person with this e-mail, in small letters."""
    return session.scalar(select(Person).where(Person.email == email))


def leads(session: Session, day: date) -> Sequence[Person]:
    """Return the leads who can be asked on a day, by id."""
    return _asked(session, Person.is_lead, day)


def leads_or_admins(session: Session, day: date) -> Sequence[Person]:
    """Return the leads who can be asked on a day; where there are none, the administrators."""
    return leads(session, day) or admins(session, day)


def admins(session: Session, day: date) -> Sequence[Person]:
    """Return the administrators who can be asked on a day, by id."""
    return _asked(session, Person.is_admin, day)


def _asked(session: Session, which: InstrumentedAttribute[bool], day: date) -> Sequence[Person]:
    known: Sequence[Person] | None = session.info.get(_SENIOR)  # both are among them
    if known is None:
        known = session.scalars(select(Person).where(which).order_by(Person.id)).all()
    return [one for one in known if getattr(one, which.key) and one.can_be_asked(day)]
