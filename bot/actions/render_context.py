"""Makes ready what every message about actions tells: where they stand and what waits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.actions.view import Reader
from db.actions import date_changes
from db.models import Action
from db.session import Session
from jobs.actions import rag_status
from jobs.context import RequestContext
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar


def reader(
    session: Session, rows: Sequence[Action], today: date, calendar: Calendar, rules: RagRules
) -> Reader:
    """Return for whom these actions are told, with what a line about each of them needs."""
    if not rows:
        return Reader(today, calendar)
    stands = rag_status.stands(session, rows, today, calendar, rules)
    asked = date_changes.waiting(session, [action.id for action in rows])
    return Reader(today, calendar, stands, asked)


def reader_of(ctx: RequestContext, rows: Sequence[Action] = ()) -> Reader:
    """Return for whom an answer to this request is written, and where these actions stand."""
    made = reader(ctx.session, rows, ctx.today, ctx.council.calendar, ctx.council.rag)
    return replace(made, outcome_weeks=ctx.council.outcome_weeks)
