"""Whatever fails in a council's year, nothing is lost, doubled or told wrongly.

A seed that fails is lived again with YEAR_SEED=17 YEAR_DAYS=250 in the environment.
"""

import os
from contextlib import ExitStack

import pytest

from db.session import BUSY_TIMEOUT_MS, Database
from tests.databases import KINDS, emptied, on_sqlite
from tests.faulty_year.reader import Verdict, judge
from tests.faulty_year.year import FaultyYear, impatient
from tests.people import Council, filled
from tests.whole import not_whole

IS_NIGHT = bool(os.environ.get("NIGHTLY"))
DAYS = int(os.environ.get("YEAR_DAYS", "250" if IS_NIGHT else "5"))
SEEDS = (
    [int(os.environ["YEAR_SEED"])] if "YEAR_SEED" in os.environ else range(12 if IS_NIGHT else 2)
)


def lived(council: Council, seed: int, days: int) -> tuple[FaultyYear, Verdict]:
    """Live a year, and let the reader judge it."""
    year = FaultyYear(council, seed)
    year.lives(days)
    assert not_whole(council.database) == []
    with council.database.look() as connection:
        return year, judge(connection, year.slack.posts, year.asked)


@pytest.mark.parametrize("database_kind", KINDS if IS_NIGHT else ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_year_of_faults_loses_nothing_doubles_nothing_and_tells_nothing_wrong(
    council: Council, seed: int
) -> None:
    year, verdict = lived(council, seed, DAYS)
    assert year.met, "something failed"
    assert verdict.judged, "something arrived"
    assert verdict.is_clean, f"YEAR_SEED={seed} YEAR_DAYS={DAYS}: {verdict}"


@pytest.mark.mostly_sqlite
def test_the_same_seed_is_the_same_year(database: Database) -> None:
    lives = []
    for _ in range(2):
        year = FaultyYear(filled(emptied(database)), seed=3)
        year.lives(3)
        posts = [(post.at, post.channel, post.text) for post in year.slack.posts]
        lives.append((posts, year.met, [(one.at, one.user, one.verb) for one in year.asked]))
    assert lives[0] == lives[1]
    assert lives[0][1], "something failed"


@on_sqlite
def test_what_is_asked_of_the_database_after_a_year_waits_for_its_turn_again(
    database: Database,
) -> None:
    def patience() -> set[object]:
        with ExitStack() as stack:
            opened = [stack.enter_context(database.look()) for _ in range(3)]
            return {each.exec_driver_sql("PRAGMA busy_timeout").scalar() for each in opened}

    with impatient(database):
        assert patience() == {0}
    assert patience() == {BUSY_TIMEOUT_MS}
