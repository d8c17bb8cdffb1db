"""A date that is part of what something is called is cut out of no title."""

import pytest

from bot.actions.adding import Add, read_line, settled
from bot.actions.adding_doubts import ask
from jobs.context import RequestContext
from tests.contexts import COUNCIL
from tests.people import NOW, Council

NAMES = (
    *("the Monday meeting", "the 4 Dec panel", "the 12 November workshop", "our Thursday huddle"),
    *("minutes of 18/11 meeting", "the end of March return", "a w/c 7 Dec rota"),
)


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


def read(line: str, ctx: RequestContext) -> Add:
    request = read_line(line)
    assert isinstance(request, Add)
    return settled(request, ctx)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_no_due_date(council: Council, name: str) -> None:
    with council.database.read() as session:
        ctx = RequestContext(session, session.merge(council.manager, load=False), NOW, COUNCIL)
        found = read(f"Write up {name}", ctx)
        assert (found.title, found.due, found.doubts) == (f"Write up {name}", None, ())
        dated = read(f"Write up {name} by 11 Dec", ctx)
        assert (dated.title, dated.due) == (f"Write up {name}", "11 Dec")


@pytest.mark.parametrize("behind", ["by", "before", "for", "on"])
def test_behind_by_it_is_asked_about_and_stays_in_the_words(council: Council, behind: str) -> None:
    with council.database.read() as session:
        ctx = RequestContext(session, session.merge(council.manager, load=False), NOW, COUNCIL)
        for name in ("the 4 Dec panel", "the Thursday huddle"):
            line = f"Write it up {behind} {name}"
            found = read(line, ctx)
            assert (found.title, found.due) == (line, None)
            ask(found, ctx)
            assert [doubt[1] for doubt in found.doubts] == [""]
