"""The sample council's year: every section of the digest has something to say, in its order."""

from pathlib import Path

import pytest

from bot.digest import screen
from bot.slack.blocks import Answer
from db.digest.scope import ALL
from db.session import Database
from jobs.context import Council
from jobs.digest.digest import Digest
from tests.databases import poured
from tests.end_to_end.seen import controls_in, words_in
from tests.sample_year import CALENDAR, NOW

HEADINGS = (
    "open actions) overdue, ",
    "Done since ",
    "Overdue: ",
    "At risk in the next 30 days: ",
    "Moved dates: ",
    "Owners and dates",
    "Live audits",
    "Not seen for 3 months: ",
    "Files to be looked at again: ",
    "Themes",
    "Distance travelled",
)


@pytest.fixture
def sample(database: Database, sample_year: Path) -> Database:
    return poured(sample_year, database)


def shown(database: Database, view: str = "") -> Answer:
    with database.read() as session:
        return screen.shown(
            view, Digest(session, ALL, NOW.date(), Council(CALENDAR), shown=screen.SHOWN_ROWS)
        )


def test_all_eleven_sections_stand_in_their_order_on_the_sample_year(sample: Database) -> None:
    said = "".join(words_in(list(shown(sample, screen.EVERYTHING).blocks)))
    places = [said.find(heading) for heading in HEADINGS]
    assert -1 not in places, [head for head, at in zip(HEADINGS, places, strict=True) if at < 0]
    assert places == sorted(places)
    assert "3 months ago" in said[places[-1] :]
    buttons = controls_in(list(shown(sample).blocks))
    named = [one["text"]["text"] for one in buttons if one.get("text")]
    assert "Picture" in named
