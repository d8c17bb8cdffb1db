"""Whose App Home must be drawn again, and who is drawing it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from db.context import ChangeContext
from db.days import day_of
from db.home import freshness
from db.models import Home, Person
from db.session import insert_unless_known

LOOKED_AT_LATELY = timedelta(days=7)
Looks = Mapping[str, Any]  # what somebody looks at in their Home


@dataclass(frozen=True)
class HomeDrawing:
    """What a Home shows of the changes that concern its person: so many of them."""

    person_id: int
    changed: int


def said_until(session: Session, person: Person) -> datetime | None:
    """Return until when a Home says what was pressed there: no two presses have the same."""
    home = session.get(Home, person.id)
    return home.news_until if home else None


def opened(session: Session, person: Person, at: datetime, said: datetime | None) -> None:
    """Keep it that somebody looks at their Home; what they pressed before is said no more.

    `said` is what `said_until` was when it was drawn. This is kept after it is shown, so a press
    there may be kept first, and stays.
    """
    day = day_of(session, at)
    home = _row(session, person.id, day)
    home.opened_on = day
    _say_no_more(home, said)
    session.flush()


def choice(session: Session, person: Person) -> Looks:
    """Return what somebody looks at in their Home; nothing if they have not opened it."""
    home = session.get(Home, person.id)
    return home.choice if home else {}


def pressed(
    ctx: ChangeContext,
    *,
    until: datetime,
    chosen: Looks,
    news: Sequence[Mapping[str, Any]],
    news_until: datetime,
) -> None:
    """Note what somebody does in their Home; whoever pressed draws it now, others after `until`."""
    home = _noted(ctx, until)
    home.choice = dict(chosen)
    home.news, home.news_until = [dict(block) for block in news] or None, news_until
    ctx.session.flush()


def looked(
    ctx: ChangeContext,
    *,
    until: datetime,
    chosen: Looks,
    before: Collection[Looks],
    said: datetime | None,
) -> None:
    """Note what somebody looks at in their Home; `said` as in `opened`.

    `before` is what was kept when it was drawn, and what they chose it in. Whatever else is kept
    by now they have chosen later, and it stays.
    """
    home = _noted(ctx, until)
    if home.choice in before:
        home.choice = dict(chosen)
    _say_no_more(home, said)
    ctx.session.flush()


def _noted(ctx: ChangeContext, until: datetime) -> Home:
    freshness.note(ctx.session)
    home = _row(ctx.session, ctx.person.id, day_of(ctx.session, until))
    home.changed += 1  # until it is shown, in case we never come to show it
    home.not_before = until
    return home


def _row(session: Session, person_id: int, day: date) -> Home:
    """Return the row of somebody's Home; a new one counts as changed, so it is drawn once more."""
    home = session.get(Home, person_id, populate_existing=True, with_for_update=True)
    if home is not None:
        return home
    row = {"person_id": person_id, "opened_on": day, "shown_on": day, "changed": 1}
    session.execute(insert_unless_known(session, Home), [row])
    return session.get_one(Home, person_id, with_for_update=True)


def _say_no_more(home: Home, said: datetime | None) -> None:
    if home.news_until == said:
        home.news = home.news_until = None


def claim(session: Session, at: datetime, lease: timedelta) -> Home | None:
    """Take a Home that must be drawn again, for as long as `lease`."""
    freshness.catch_up(session)
    day = day_of(session, at)
    overnight = and_(Home.shown_on < day, Home.opened_on >= day - LOOKED_AT_LATELY)
    due = and_(
        or_(Home.changed > Home.shown, overnight),
        or_(Home.not_before.is_(None), Home.not_before <= at),
    )
    query = select(Home).where(due).order_by(Home.not_before, Home.person_id).limit(1)
    home = session.scalar(query.with_for_update(skip_locked=True, of=Home))
    if home is not None:
        home.not_before = at + lease
    return home


def person_of(session: Session, home: Home) -> Person:
    """Return whose Home it is."""
    return session.get_one(Person, home.person_id)


def drawn(session: Session, drawing: HomeDrawing, day: date, rest_until: datetime) -> None:
    """Record what a Home shows; where something has changed since, it is drawn once more.

    Two who draw the same Home at once may be seen in the wrong order, so whoever finds that it has
    changed meanwhile leaves it to be drawn again.
    """
    home = session.get(Home, drawing.person_id, with_for_update=True)
    if home is None:
        return
    home.shown = min(drawing.changed, home.changed)
    if home.changed != drawing.changed:
        home.shown = home.changed - 1
    home.shown_on, home.not_before = day, rest_until


def put_off(session: Session, person_id: int, until: datetime) -> None:
    """Leave a Home alone for a while."""
    change = update(Home).where(Home.person_id == person_id).values(not_before=until)
    session.execute(change, execution_options={"synchronize_session": False})


def forget(session: Session, person_id: int) -> None:
    """Draw no Home for somebody who cannot see it any more; opening it begins anew."""
    home = session.get(Home, person_id)
    if home is not None:
        session.delete(home)
