"""Makes ready what every message about actions tells: where they stand and what waits."""

from collections.abc import Sequence
from datetime import date

from bot.messages.action import Reader
from db import dates
from db.models import Action
from db.session import Session
from jobs import rag
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar


def reader(
    session: Session, rows: Sequence[Action], today: date, calendar: Calendar, rules: RagRules
) -> Reader:
    """Return for whom these actions are told, with what a line about each of them needs."""
    if not rows:
        return Reader(today, calendar)
    stands = rag.stands(session, rows, today, calendar, rules)
    asked = dates.waiting(session, [action.id for action in rows])
    return Reader(today, calendar, stands, asked)
