"""What was deleted at once is gone for everybody but who added it and those who can redact it."""

from datetime import timedelta

import pytest

from db.actions import deferral, operations, queries
from db.actions.operations import Draft
from db.actions.roles import may_see
from db.actions.scopes import Scope
from db.models import Action, Person, Status
from tests.bot.commands.said import Saying
from tests.contexts import doing
from tests.people import NOW, Council

WAYS = ("find biscuits", "list no owner", "list plan", "list all", "show 1", "undo", "note 1 seen")


@pytest.fixture
def deleted(council: Council) -> Council:
    adder = Saying(council, council.manager)
    told = adder.reads("/action add Buy biscuits for the visit")
    assert "Until somebody owns it, every colleague can see it." in told
    assert "biscuits" in Saying(council, council.colleague).reads("/action find biscuits")
    late = Saying(council, council.manager, NOW + timedelta(seconds=20))
    assert "deleted" in late.reads("undo")
    return council


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["Practitioner 1, Permanence", "Practitioner 1, Assessment"])
def test_others_find_it_nowhere(deleted: Council, role: str, way: str) -> None:
    outcome = Saying(deleted, deleted[role]).outcome(f"/action {way}")
    never = Saying(deleted, deleted[role]).outcome(f"/action {way.replace('1', '99')}")
    assert outcome.replace("#1", "#99") == never
    assert "biscuits for" not in outcome


@pytest.mark.parametrize("role", ["Team Manager, Permanence", "Assistant Director"])
def test_whoever_added_it_and_a_lead_still_know_of_it(deleted: Council, role: str) -> None:
    assert "Buy biscuits" in Saying(deleted, deleted[role]).reads("/action show 1")


def taken_back_from(council: Council, owner: Person) -> int:
    """Add an action for somebody and delete it at once."""
    with council.database.begin() as session:
        adder = session.get_one(Person, council.director.id)
        draft = Draft("Buy biscuits for the visit", owner=session.get_one(Person, owner.id))
        action, _ = operations.add(doing(adder, NOW), draft)
        session.flush()
        operations.take_back(doing(adder, NOW), action, "by mistake")
        return action.id


def knows(council: Council, who: Person, number: int) -> tuple[bool, bool]:
    """Return whether somebody may see an action, and whether a list of all that they see has it."""
    with council.database.read() as session:
        person = session.get_one(Person, who.id)
        ctx = doing(person, NOW)
        listed = queries.page(ctx, Scope("all"), start=0, size=50).rows
        return may_see(person, session.get_one(Action, number)), number in {a.id for a in listed}


@pytest.mark.parametrize("on_roster", [True, False])
def test_its_owner_knows_nothing_of_it(council: Council, on_roster: bool) -> None:
    owner = council.practitioner
    with council.database.begin() as session:
        session.get_one(Person, owner.id).on_roster = on_roster
    number = taken_back_from(council, owner)
    assert knows(council, owner, number) == (False, False)


def test_what_was_brought_back_and_dropped_for_a_reason_is_known_to_its_owner(
    council: Council,
) -> None:
    owner = council.practitioner
    number = taken_back_from(council, owner)
    with council.database.begin() as session:
        manager = session.get_one(Person, council.manager.id)
        action = session.get_one(Action, number)
        deferral.resume(doing(manager, NOW + timedelta(days=1)), action, Status.NOT_STARTED)
        session.flush()
        assert may_see(session.get_one(Person, owner.id), action)
        deferral.drop(doing(manager, NOW + timedelta(days=90)), action, "the visit is over")
    assert knows(council, owner, number) == (True, True)
