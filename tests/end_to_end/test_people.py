"""People come from Slack, page by page and change by change."""

import pytest
from slack_bolt import Ack
from sqlalchemy import select

from bot.people.directory import members
from db.models import Person
from db.people import accounts
from db.people import queries as people
from db.people.accounts import SlackProfile
from db.session import Database
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import LINE, TODAY, Council
from tests.statements import counted
from tests.waiting import eventually

pytestmark = pytest.mark.usefixtures("world")


def known(database: Database) -> dict[str | None, Person]:
    with database.read() as session:
        return {person.email: person for person in session.scalars(select(Person))}


def test_everyone_but_apps_is_taken_from_slack(world: World) -> None:
    taken = world.directory.sync_all(world.client)

    assert taken == len(LINE)
    assert {person.name for person in known(world.database).values()} == set(LINE)


def test_taking_them_again_changes_nothing(world: World) -> None:
    world.directory.sync_all(world.client)
    before = {person.id: person.slack_id for person in known(world.database).values()}
    world.directory.sync_all(world.client)

    assert {person.id: person.slack_id for person in known(world.database).values()} == before


def test_a_long_list_is_read_page_by_page(world: World) -> None:
    everyone = [user["id"] for user in members(world.client, page=3)]

    assert len(everyone) == len(set(everyone)) >= len(LINE)


def test_the_roster_keeps_its_own_name_for_somebody_slack_knows(
    council: Council, world: World
) -> None:
    with world.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.slack_id, person.name = None, "Practitioner, as the roster has it"
    world.directory.sync_all(world.client)

    found = known(world.database)["person5@council.example"]
    assert (found.slack_id, found.name) == ("U05", "Practitioner, as the roster has it")


def test_leads_and_administrators_are_those_the_settings_name(world: World) -> None:
    world.directory.sync_all(world.client)

    with world.database.read() as session:
        assert [lead.name for lead in people.leads(session, TODAY)] == ["Assistant Director"]
        assert [admin.name for admin in people.admins(session, TODAY)] == ["Improvement Officer"]


def test_somebody_who_joins_is_known_at_once(world: World) -> None:
    user = {"id": "U77", "name": "new", "real_name": "New Practitioner", "email": "new@x.example"}
    world.control("users", action="add", user=user)

    found = eventually(lambda: known(world.database).get("new@x.example"), "the new person")
    assert (found.slack_id, found.name) == ("U77", "New Practitioner")
    world.control("users", action="deactivate", user={"id": "U77"})
    eventually(
        lambda: known(world.database)["new@x.example"].left_slack or None, "the person to leave"
    )


def test_what_is_no_news_here_writes_nothing(world: World) -> None:
    world.directory.sync_all(world.client)
    user = next(members(world.client))
    with counted(world.database) as asked:
        world.directory.changed(Ack(), {"event": {"user": user}})  # type: ignore[no-untyped-call]  # slack_bolt's own
    assert len(asked) == 1
    assert asked[0].startswith("SELECT")


def test_a_change_of_one_person_is_one_cheap_write(world: World) -> None:
    world.directory.sync_all(world.client)
    user = next(members(world.client)) | {"tz": "Europe/Paris"}
    with counted(world.database) as asked:
        world.directory.changed(Ack(), {"event": {"user": user}})  # type: ignore[no-untyped-call]  # slack_bolt's own
    assert sum(one.startswith("UPDATE person") for one in asked) == 1
    # What it was and what it is now: an event, and how the row stands, for `verify`.
    assert [one.split()[2] for one in asked if one.startswith("INSERT")] == [
        "standing",
        "council_event",
    ]
    assert len(asked) <= 6


def test_somebody_not_in_the_roster_can_use_the_bot_for_themselves(
    world: World, practitioner: Persona
) -> None:
    world.directory.sync_all(world.client)

    answer = practitioner.types("/action add me by friday week: Review the plan")

    assert "Practitioner 1, Permanence · Fri 4 Dec 2026" in answer.text


def test_an_account_with_the_email_of_somebody_takes_nothing_from_them(
    council: Council, world: World
) -> None:
    def synced(slack_id: str, email: str) -> Person | None:
        profile = SlackProfile(slack_id, "Somebody", email, "", "Not/A_Zone", left=False)
        with world.database.begin() as session:
            return accounts.sync_user(session, profile, world.clock())

    assert synced("U99", "person5@council.example") is None
    renamed = synced("U05", "other@x.example")

    assert renamed is not None
    assert (renamed.email, renamed.slack_id) == ("person5@council.example", "U05")
    assert {person.slack_id for person in known(world.database).values()} & {"U99"} == set()
