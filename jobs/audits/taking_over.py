"""An auditor takes a live audit over from one who leaves, and a moderator another's moderation."""

from datetime import datetime
from typing import Final

from db.errors import RefusedError
from db.models import LiveAudit, Person
from db.session import Session
from jobs.audits.plan_words import names_of
from jobs.audits.replacing import Replacing
from jobs.audits.standing import Standing, ids_of, standing
from jobs.rules.draw.repair import BadSwap, RePaired, take_over
from jobs.rules.draw.words import bad_take_over_words
from jobs.rules.working_days import Calendar

REASON: Final = "The auditor took it over from the one who was drawn."


def take_audit(
    session: Session, audit: LiveAudit, taker: Person, at: datetime, calendar: Calendar
) -> LiveAudit:
    """Put `taker` into the auditor's place; return the audit that replaces this one.

    Both of the old and the new pair hear. Raises RefusedError where the rules keep the two apart.
    """
    stands, outcome = _taken(session, audit, taker, at, calendar)
    replacing = Replacing(session, audit.round, stands, outcome, taker, at, REASON)
    _, made = replacing.carry_out()
    return made[0]


def take_moderation(audit: LiveAudit, taker: Person, at: datetime) -> None:
    """Let `taker` moderate; refuse one of the pair, or of the line of either."""
    if not audit.may_moderate(taker):
        raise RefusedError(
            f"{audit.reference} is moderated by somebody who is neither of the pair nor in the "
            "line of either."
        )
    audit.moderator_id = taker.id
    audit.happened("moderator chosen", taker, at, moderator_id=taker.id)


def _taken(
    session: Session, audit: LiveAudit, taker: Person, at: datetime, calendar: Calendar
) -> tuple[Standing, RePaired]:
    if not audit.is_open:
        raise RefusedError(f"{audit.reference} is {audit.state}, so nobody can take it over.")
    stands = standing(session, audit, at.date(), calendar, lost=False)
    published = tuple(stands.published)
    outcome = take_over(stands.request, published, ids_of(audit), str(taker.id), at.date())
    if isinstance(outcome, BadSwap):
        raise RefusedError(bad_take_over_words(outcome, names_of(session)))
    return stands, outcome
