"""Re-pairing a published month with least disturbance: one step, proven, nothing forgotten."""

from dataclasses import dataclass
from datetime import datetime, time

from db.audits import work as audit_work
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.models import LiveAudit, Person, RoundState
from db.session import Session
from jobs.audits.letters import NINE
from jobs.audits.plan_words import capital, names_of
from jobs.audits.replacing import Replacing
from jobs.audits.standing import Standing, ids_of, standing
from jobs.rules.draw.answers import Blocked
from jobs.rules.draw.repair import Cannot, RePaired, re_pair
from jobs.rules.draw.words import bad_pin_words, blocked_words, re_paired_words
from jobs.rules.working_days import Calendar


@dataclass(frozen=True)
class RePairing:
    """What a re-pair would change, or has changed, in words.

    `possible` says that it makes a new pair. `cancelled` are the audits that give way and `made`
    the new ones, once it is applied.
    """

    audit: LiveAudit
    words: str
    possible: bool
    cancelled: tuple[LiveAudit, ...] = ()
    made: tuple[LiveAudit, ...] = ()


def preview_re_pair(
    session: Session, audit: LiveAudit, at: datetime, calendar: Calendar
) -> RePairing:
    """Say what would make up for an audit that was not held, or cannot be; nothing changes."""
    found = _found(session, audit, at, calendar)
    if isinstance(found, str):
        return RePairing(audit, found, possible=False)
    words = re_paired_words(found.outcome, names_of(session))
    return RePairing(audit, words, possible=bool(found.outcome.added))


def apply_re_pair(
    session: Session,
    audit: LiveAudit,
    by: Person,
    at: datetime,
    calendar: Calendar,
    *,
    remind_at: time = NINE,
) -> RePairing:
    """Make up for an audit with new pairs, and tell everyone whom that concerns.

    The new pairs hear at once, or in the morning's message where it is not yet `remind_at` of the
    day on which the month opens for them.
    Raises RefusedError for whoever may not, where it is done already, and where no pair can be
    found.
    """
    require(by, Permission.RE_PAIR, audit)
    _refuse_done(session, audit)
    found = _found(session, audit, at, calendar)
    if isinstance(found, str):
        raise RefusedError(found)
    if not found.outcome.added:
        raise RefusedError(f"No new pair can make up for {audit.reference}; it stays as it is.")
    words = re_paired_words(found.outcome, names_of(session))
    replacing = Replacing(
        session, audit.round, found.standing, found.outcome, by, at, remind_at=remind_at
    )
    cancelled, made = replacing.carry_out()
    return RePairing(audit, words, True, tuple(cancelled), tuple(made))


@dataclass(frozen=True)
class _Found:
    standing: Standing
    outcome: RePaired


def _found(session: Session, audit: LiveAudit, at: datetime, calendar: Calendar) -> _Found | str:
    """Return the re-pair that disturbs least, or say why there is none."""
    round_ = audit.round
    if round_.state != RoundState.PUBLISHED or at.date() > round_.due_on:
        return f"{round_.month:%B %Y} is over, so nobody new can be paired."
    stands = standing(session, audit, at.date(), calendar)
    published = tuple(stands.published)
    answer = re_pair(stands.request, published, Cannot(ids_of(audit)), at.date())
    if isinstance(answer, RePaired):
        return _Found(stands, answer)
    names = names_of(session)
    if isinstance(answer, Blocked):
        return capital(blocked_words(answer, names))
    return " ".join(capital(bad_pin_words(pin, names)) for pin in answer.pins)


def _refuse_done(session: Session, audit: LiveAudit) -> None:
    if audit_work.replacement_of(session, audit) is not None:
        raise RefusedError(f"{audit.reference} was paired anew already.")
