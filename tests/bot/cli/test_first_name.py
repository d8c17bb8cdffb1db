"""`live-audit person forget` where texts have a first name alone: they are listed, and may go."""

from contextlib import closing

import pytest
from sqlalchemy import select

from db.actions import operations
from db.chain.sealing import seal
from db.context import WorkContext
from db.models import Action, Event, Person
from db.models.event_kinds import EventKind
from db.session import connect
from tests.bot.cli.test_person import LEFT, NOW, Run, live_audit

__all__ = ["live_audit"]
URL = "sqlite:///bot.db"


@pytest.fixture
def written(live_audit: Run) -> Run:
    """Let texts mean whoever left by their first name, whole name and surname; one has no name."""
    with closing(connect(URL)) as database, database.begin() as session:
        session.add(Person(name="Kim Oak", email="kim.oak@council.example"))
        for title in ("Ring KIM about it", "Ask Ms Ash", "Kimono day"):
            action = Action(title=title, created_at=NOW, due_precision="none")
            session.add(action)
            operations.start(WorkContext(session, None, NOW), action, EventKind.ADDED)
        session.flush()
        seal(session, NOW)
    return live_audit


def titles() -> list[str]:
    with closing(connect(URL)) as database, database.read() as session:
        return list(session.scalars(select(Action.title).order_by(Action.id)))


def history() -> str:
    with closing(connect(URL)) as database, database.read() as session:
        return repr([one.changes for one in session.scalars(select(Event))])


def test_texts_with_a_word_of_the_name_alone_are_listed_with_who_else_is_called_so(
    written: Run,
) -> None:
    told = written("person", "forget", LEFT).stdout
    assert "“Kim” stands alone in these texts, and would stay there:" in told
    assert "  action 2: Ring KIM about it\n" in told
    assert "  action 3: Ask Ms Ash\n" in told
    assert "Ask Kim Ash" not in told  # the whole name goes unasked
    assert "Kimono" not in told
    assert (
        "--also Kim takes it out of all of them.\nIt would go where it means Kim Oak, too." in told
    )
    assert titles() == ["Ask Kim Ash", "Ring KIM about it", "Ask Ms Ash", "Kimono day"]


def test_a_word_that_is_chosen_goes_from_every_text_and_the_history_stays_whole(
    written: Run,
) -> None:
    done = written("person", "forget", LEFT, "--apply", "--also", "Kim")
    assert done.exit_code == 0, done.output
    assert titles() == ["Ask [removed]", "Ring [removed] about it", "Ask Ms Ash", "Kimono day"]
    assert "KIM" not in history()
    with closing(connect(URL)) as database, database.begin() as session:
        assert session.scalars(select(Person.name).where(Person.id == 4)).one() == "Kim Oak"
        seal(session, NOW)
    whole = written("verify")
    assert (whole.exit_code, whole.stderr) == (0, "")


def test_a_word_that_is_not_of_the_name_is_refused_and_nothing_is_erased(written: Run) -> None:
    refused = written("person", "forget", LEFT, "--apply", "--also", "the")
    assert refused.exit_code == 1
    assert "“the” is no word of Kim Ash's name." in refused.output
    assert titles()[0] == "Ask Kim Ash"
