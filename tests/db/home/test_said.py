"""What a Home shows and says of a press, where what is looked at is kept after it was shown."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from db.context import ChangeContext
from db.home import queries as homes
from db.home.queries import Looks
from db.models import Home, Person
from tests.contexts import doing
from tests.people import NOW, Council

MINE, LATE, WEEK = ({"show": one, "page": 0} for one in ("mine", "late", "week"))
SAID = [{"type": "divider"}]
Looking = Callable[[ChangeContext, datetime | None], None]


def _opens(ctx: ChangeContext, said: datetime | None) -> None:
    homes.opened(ctx.session, ctx.person, ctx.now, said)


def _chooses(ctx: ChangeContext, said: datetime | None) -> None:
    homes.looked(ctx, until=ctx.now, chosen=LATE, before=({}, MINE), said=said)


LOOKING = pytest.mark.parametrize("looks", [_opens, _chooses])


def _does(council: Council, work: Callable[[ChangeContext], None], at: datetime = NOW) -> None:
    with council.database.begin() as session:
        work(doing(session.get_one(Person, council.practitioner.id), at))


def _presses(ctx: ChangeContext) -> None:
    until = ctx.now + timedelta(minutes=1)
    homes.pressed(ctx, until=ctx.now, chosen={}, news=SAID, news_until=until)


def _said_until(council: Council) -> datetime | None:
    with council.database.read() as session:
        return homes.said_until(session, council.practitioner)


def _news(council: Council) -> object:
    with council.database.read() as session:
        return session.get_one(Home, council.practitioner.id).news


@LOOKING
def test_a_press_that_is_kept_before_what_was_looked_at_is_still_said(
    council: Council, looks: Looking
) -> None:
    said = _said_until(council)
    _does(council, _presses)

    _does(council, lambda ctx: looks(ctx, said))

    assert _news(council) == SAID


@LOOKING
def test_whoever_looks_after_a_press_is_told_of_it_no_more(
    council: Council, looks: Looking
) -> None:
    _does(council, _presses)

    said = _said_until(council)
    _does(council, lambda ctx: looks(ctx, said))

    assert _news(council) is None


@LOOKING
def test_of_two_presses_the_one_that_was_not_seen_stays(council: Council, looks: Looking) -> None:
    _does(council, _presses)
    said = _said_until(council)
    _does(council, _presses, NOW + timedelta(seconds=1))

    _does(council, lambda ctx: looks(ctx, said))

    assert _news(council) == SAID


def _choice(council: Council) -> Looks:
    with council.database.read() as session:
        return homes.choice(session, council.practitioner)


def _looks(council: Council, at: Looks, *before: Looks) -> None:
    _does(
        council,
        lambda ctx: homes.looked(ctx, until=ctx.now, chosen=at, before=before, said=None),
    )


def test_of_two_choices_the_later_stays_whichever_is_kept_first(council: Council) -> None:
    before = _choice(council)

    _looks(council, WEEK, before, LATE)
    _looks(council, LATE, before, MINE)

    assert _choice(council) == WEEK


def test_of_two_choices_that_are_kept_late_the_later_takes_the_place_of_the_other(
    council: Council,
) -> None:
    before = _choice(council)

    _looks(council, LATE, before, MINE)
    _looks(council, WEEK, before, LATE)

    assert _choice(council) == WEEK
