"""How the plan's actions stood a month ago, reckoned back from the history once a day.

The status screen compares with it; to reckon it each time would take longer than all the rest.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from db.digest import month_ago, moves, risk_forecast
from db.digest.scope import ALL
from db.report.as_it_was import actions_as_they_were
from db.session import Database, Session
from jobs.context import Council
from jobs.digest.digest import AHEAD, LOOKS_BACK
from jobs.digest.risks import Risks
from jobs.rules.months import A_DAY

COUNTED: Final = tuple(each.key for each in month_ago.COUNTED)


def keep_month_ago(database: Database, today: date, council: Council) -> None:
    """Keep how things stood as the day began that a screen of today looks back to."""
    day = today - LOOKS_BACK
    with database.read() as session:
        if month_ago.is_kept(session, day):
            return
        with actions_as_they_were(session, day - A_DAY) as past:
            rows = list(_counted(past, day, council))
    with database.begin() as session:
        month_ago.keep(session, day, rows)


def _counted(past: Session, day: date, council: Council) -> Iterator[dict[str, object]]:
    """Yield a row for each owner, and one of what nobody owned."""
    soon = risk_forecast.due_between(past, ALL, day, day + AHEAD)
    _, at_risk = Risks(past, day, council.calendar).all(soon, council.rag, len(soon))
    due_soon = {one.id for one in soon}
    told = moves.moved(past, ALL)
    moved = {*told.dated, *told.undated}
    counted: dict[int | None, Counter[str]] = {None: Counter()}
    for number, owner_id, due_on in month_ago.open_then(past):
        counted.setdefault(owner_id, Counter()).update(
            open=1,
            overdue=due_on is not None and due_on < day,
            due_soon=number in due_soon,
            at_risk=number in at_risk,
            moved=number in moved,
            without_date=due_on is None,
        )
    for owner_id, numbers in counted.items():
        yield {"day": day, "owner_id": owner_id, **{name: numbers[name] for name in COUNTED}}
