"""Puts a digest together: the eleven sections, each measured by `jobs.digest.sections`."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from db.digest.scope import Whose
from db.session import Session
from jobs.digest.sections import SHOWN, STANDARD, Board
from jobs.digest.values import Digest
from jobs.rules.distance import Track
from jobs.rules.rag import RagRules
from jobs.rules.working_days import Calendar

LOOKS_BACK: Final = timedelta(days=30)


def digest_of(
    session: Session,
    whose: Whose,
    today: date,
    calendar: Calendar,
    *,
    since: date | None = None,
    shown: int = SHOWN,
    rules: RagRules = STANDARD,
    travelled: Sequence[Track] = (),
) -> Digest:
    """Return where things stand on a day for whom `db.digest.scope` has let ask.

    `since` is the day from which "since last time" counts, 30 days ago unless somebody says
    otherwise; `shown` is how many actions each section names; `rules` are the council's written
    rule of what is at risk; `travelled` is what is measured, by
    whoever measures it. Working days are the calendar's.
    """
    board = Board(session, whose, today, since or today - LOOKS_BACK, calendar, shown, rules)
    standing = board.standing()
    moved = board.moved(standing.open)
    coverage = board.coverage()
    return Digest(
        whose=whose,
        day=today,
        headline=board.headline(standing, moved),
        done=board.done(),
        overdue=board.overdue(standing),
        at_risk=board.at_risk(),
        moved=moved,
        gaps=board.gaps(standing),
        audits=board.audits(),
        coverage=coverage,
        inadequates=board.inadequates(coverage),
        themes=board.themes(),
        travelled=tuple(travelled),
    )
