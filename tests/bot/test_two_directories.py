"""Two bots that hear the same of somebody from Slack at once take it once."""

from collections.abc import Mapping

import pytest
from slack_bolt import BoltContext
from sqlalchemy import select

from bot.home_workspace import HomeWorkspace
from bot.people.directory import Directory
from db.models import CouncilEvent, Person
from tests.at_once import CHANGES, in_between
from tests.people import NOW, Council

FRANCE = {"tz": "Europe/Paris"}


def hears(council: Council, slack_id: str, user: Mapping[str, object]) -> None:
    """Be one of the bots: take what Slack tells of somebody."""
    user = {"id": slack_id, "team_id": "T", "profile": {"real_name": "Kim Ash"}, **user}
    directory = Directory(
        council.database, frozenset(), frozenset(), lambda: NOW, HomeWorkspace("T")
    )
    body = {"team_id": "T", "event": {"type": "user_change", "user": user}}
    directory.changed(BoltContext({}).ack, body)


def written(council: Council, slack_id: str) -> list[dict[str, list[object]]]:
    """Return what the history says was changed of somebody."""
    with council.database.read() as session:
        about = select(Person.id).where(Person.slack_id == slack_id).scalar_subquery()
        told = select(CouncilEvent).where(CouncilEvent.about_id == about)
        return [event.changes for event in session.scalars(told)]


@pytest.mark.parametrize("part", ["FROM person", "UPDATE person"])
def test_a_change_that_two_bots_hear_at_once_is_one_event(council: Council, part: str) -> None:
    who = str(council.practitioner.slack_id)

    def one() -> None:
        hears(council, who, FRANCE)

    in_between(council.database, part, CHANGES, one, one).result()

    assert written(council, who) == [{"time_zone": ["Europe/London", "Europe/Paris"]}]


@pytest.mark.parametrize("part", ["FROM person", "INSERT INTO person"])
def test_somebody_new_whom_two_bots_hear_of_at_once_is_one_person_and_one_event(
    council: Council, part: str
) -> None:
    def one() -> None:
        hears(council, "UNEW", FRANCE)

    in_between(council.database, part, CHANGES, one, one).result()

    assert len(written(council, "UNEW")) == 1


def test_whoever_the_roster_names_has_one_account_although_two_bots_hear_of_it_at_once(
    council: Council, caplog: pytest.LogCaptureFixture
) -> None:
    with council.database.begin() as session:
        session.get_one(Person, council.practitioner.id).slack_id = None
    email = str(council.practitioner.email)
    profile = {"profile": {"real_name": "Kim Ash", "email": email}}

    def one() -> None:
        hears(council, "UNEW", profile)

    in_between(council.database, "FROM person", CHANGES, one, one).result()

    assert [list(each) for each in written(council, "UNEW")] == [["slack_id"]]
    with council.database.read() as session:
        assert session.get_one(Person, council.practitioner.id).slack_id == "UNEW"
    assert "it is nobody" not in caplog.text
