"""Whose a Slack account is, and who is a lead or an administrator: what comes from outside."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from db import council_events
from db.among import is_one_of
from db.anew import ANEW
from db.context import WorkContext
from db.days import day_in
from db.errors import RefusedError
from db.models import CouncilEvent, CouncilEventKind, MessageName, Person
from db.outbox.at_the_server import tell_admins

SETTINGS: Final = "the server's settings"  # by whom somebody is a lead or an administrator
NEWCOMERS: Final = 0x6E657763  # tells our advisory lock in PostgreSQL from others'


@dataclass(frozen=True)
class SlackProfile:
    """What Slack says of one of its users."""

    slack_id: str
    name: str
    email: str | None
    title: str
    time_zone: str
    left: bool
    left_at: datetime | None = None


def appoint(
    ctx: WorkContext,
    leads: Collection[str],
    admins: Collection[str],
    person: Person | None = None,
) -> None:
    """Make leads and administrators of exactly the people with these e-mails, with an event each.

    With a person, of that person alone. Whoever is an administrator, or was one until now, hears of
    it. Where there was neither before, as when the bot is installed, nobody hears.
    """
    session, everybody = ctx.session, select(Person).order_by(Person.id)
    session.flush()
    met = [person] if person else session.scalars(everybody, execution_options=ANEW)
    new = _differing(met, leads, admins)
    if new:  # several bots may start at once: whoever comes second finds it done
        theirs = everybody.where(is_one_of(Person.id, [one.id for one, *_ in new]))
        locked = theirs.with_for_update(of=Person)
        new = _differing(session.scalars(locked, execution_options=ANEW), leads, admins)
    if not new:
        return
    was_anybody = session.scalar(select(exists().where(Person.is_lead | Person.is_admin)))
    former = [one for one, *_ in new if one.is_admin]
    by_settings = replace(ctx, by=SETTINGS)
    events = [_appoint(by_settings, *each) for each in new]
    if was_anybody:
        tell_admins(by_settings, events[0], MessageName.APPOINTED, former)


def _differing(
    people: Iterable[Person], leads: Collection[str], admins: Collection[str]
) -> list[tuple[Person, bool, bool]]:
    """Return those who are to be something else than they are: whether a lead, an administrator."""
    posts = ((one, one.email in leads, one.email in admins) for one in people)
    return [each for each in posts if each[1:] != (each[0].is_lead, each[0].is_admin)]


def _appoint(ctx: WorkContext, person: Person, is_lead: bool, is_admin: bool) -> CouncilEvent:
    before = council_events.watched(person)
    person.is_lead, person.is_admin = is_lead, is_admin
    changes = council_events.differences(before, council_events.watched(person))
    return council_events.record(ctx, CouncilEventKind.APPOINTED, changes, about=person)


def is_news(session: Session, profile: SlackProfile) -> bool:
    """Say whether one of Slack's users is told of with anything that is not known here."""
    person = session.scalar(select(Person).where(Person.slack_id == profile.slack_id))
    if person is None:
        return not profile.left
    if person.left_slack != profile.left:
        return True
    has_moved = _is_zone(profile.time_zone) and profile.time_zone != person.time_zone
    return has_moved or (profile.email is not None and profile.email != person.email)


def sync_user(session: Session, profile: SlackProfile, at: datetime) -> Person | None:
    """Match one of Slack's users to somebody here, or write down somebody new, with an event.

    An account is bound once, by e-mail, to whoever on the roster has none; after that by its Slack
    id alone. So a second account with the same e-mail is nobody, and takes nothing from the first,
    until an administrator binds it. A guest, or somebody of another workspace, is never written
    down. The roster is the better witness of a name and role, so Slack's are used only for people
    the roster does not have.
    """
    ctx = WorkContext(session, None, at)
    person = _known(ctx, profile)
    if person is None and not profile.left and _has_waited(session):
        person = _known(ctx, profile)
    if person is None:
        if profile.left or is_taken(session, profile.email):
            return None
        person = Person(name=profile.name[:120], role=profile.title[:120], on_roster=False)
        session.add(person)
        session.flush()
    before = council_events.watched(person)
    person.slack_id = profile.slack_id
    if person.email is None and not is_taken(session, profile.email):
        person.email = profile.email
    if profile.left != person.left_slack:
        person.left_slack_on = day_in(person, profile.left_at) if profile.left else None
    person.left_slack = profile.left
    if _is_zone(profile.time_zone):
        person.time_zone = profile.time_zone
    council_events.appointed(ctx, person, before)
    return person


def is_taken(session: Session, email: str | None) -> bool:
    """Say whether somebody here has an e-mail."""
    return bool(email) and session.scalar(select(exists().where(Person.email == email))) is True


def _known(ctx: WorkContext, profile: SlackProfile) -> Person | None:
    """Return whose account it is, or whose it becomes, locked: two bots may hear the same."""
    session = ctx.session
    bound = _locked(session, Person.slack_id == profile.slack_id)
    if not profile.email or (bound is not None and bound.email is not None):
        return bound
    named = _locked(session, Person.email == profile.email, Person.slack_id.is_(None))
    if named is None or profile.left:
        return bound
    if bound is not None:
        # Slack now tells the e-mail of an account that was known without.
        _take_account(ctx, bound)
    return named


def _locked(session: Session, *which: ColumnElement[bool]) -> Person | None:
    # What is written about somebody meanwhile, by others, needs no more than that they are there.
    locked = select(Person).where(*which).with_for_update(of=Person, key_share=True)
    return session.scalar(locked, execution_options=ANEW)


def _has_waited(session: Session) -> bool:
    """Wait for whoever takes somebody new from Slack; say whether that may be the same person.

    There is no row of theirs yet that could be locked. On SQLite one writer waits for the other.
    """
    if session.get_bind().dialect.name == "sqlite":
        return False
    session.execute(select(func.pg_advisory_xact_lock(NEWCOMERS)))
    return True


def bind(ctx: WorkContext, person: Person, slack_id: str) -> None:
    """Make another Slack account somebody's, by an administrator's word; refuse another's."""
    holder = ctx.session.scalar(select(Person).where(Person.slack_id == slack_id))
    if holder is not None and holder is not person and holder.on_roster:
        raise RefusedError("people.account_taken", person=holder.called)
    if holder is not None:
        _take_account(ctx, holder)
    before = council_events.watched(person)
    person.slack_id, person.left_slack, person.left_slack_on = slack_id, False, None
    council_events.appointed(ctx, person, before)


def _take_account(ctx: WorkContext, person: Person) -> None:
    """Leave somebody without the account that is another's, with an event."""
    before = council_events.watched(person)
    person.slack_id = None
    council_events.appointed(ctx, person, before)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
