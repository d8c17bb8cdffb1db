"""Publishing a month's draw: the first anybody hears of it."""

from datetime import datetime, time

from db.audits import queries as audits
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.models import AuditRound, Person, RoundState
from db.session import Session
from jobs.audits.letters import NINE, Opening, tell_published
from jobs.rules.deadlines import spell
from jobs.rules.draw.model import Request


def publish(
    session: Session, round_: AuditRound, by: Person, at: datetime, *, remind_at: time = NINE
) -> None:
    """Let both of each pair know: the morning on which the round opens, or at once if it has.

    It opens for each on a working day of theirs, at `remind_at` by their own clock or when they
    start.
    Raises RefusedError for whoever may not, and for a round that is published already.
    """
    require(by, Permission.PUBLISH)
    if round_.state != RoundState.DRAWN:
        raise RefusedError(f"{round_.month:%B %Y} is {round_.state} already.")
    if at.date() > round_.due_on:
        raise RefusedError(
            f"{round_.month:%B %Y} was due on {spell(round_.due_on)}, so it is too late."
        )
    round_.state = RoundState.PUBLISHED
    round_.published_at, round_.published_by_id = at, by.id
    opening = Opening(round_.opens_on, at, Request.from_json(round_.request).calendar, remind_at)
    for audit in audits.of_round(session, round_.id):
        audit.publish(by, at)
        tell_published(session, audit, opening)
