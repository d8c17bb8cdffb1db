"""The table itself, and that lists show exactly what it allows."""

from itertools import product

import pytest

from bot.refusals import refusal_words
from db.actions import due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.actions.scopes import Scope
from db.errors import RefusedError
from db.models import Action, Due, Person
from db.permissions import Permission, may, require_can_assign
from jobs.rules.working_days import Calendar
from tests.people import LINE, TODAY, Council, acting
from tests.refusals import refused

TERMS = MoveTerms(Calendar().between)

MANAGERS_OF = {
    "Practitioner 1, Permanence": {
        "Team Manager, Permanence",
        "Head of Service",
        "Assistant Director",
    }
}
OWNER = "Practitioner 1, Permanence"


def allowed(council: Council, permission: Permission, owner: Person | None) -> set[str]:
    with council.database.read() as session:
        held = session.get(Person, owner.id) if owner else None
        people = {role: session.get_one(Person, council[role].id) for role in LINE}
        return {role for role, person in people.items() if may(person, permission, held)}


@pytest.mark.parametrize(
    ("permission", "besides"),
    [
        (Permission.CLOSE, set()),
        (Permission.MOVE, {"Improvement Officer"}),
        (Permission.GIVE, {"Improvement Officer"}),
        (Permission.NOTE, {"Improvement Officer"}),
        (Permission.REOPEN, {"Improvement Officer"}),
        (Permission.SEE, {"Improvement Officer", "Practitioner 2, Permanence"}),
    ],
)
def test_the_owner_and_their_line_may_and_so_may(
    council: Council, permission: Permission, besides: set[str]
) -> None:
    expected = {OWNER} | MANAGERS_OF[OWNER] | besides
    assert allowed(council, permission, council.practitioner) == expected


def test_only_the_owner_may_say_it_is_not_theirs(council: Council) -> None:
    assert allowed(council, Permission.DISOWN, council.practitioner) == {OWNER}


def test_everyone_may_see_what_nobody_owns_but_only_leads_and_administrators_close_it(
    council: Council,
) -> None:
    assert allowed(council, Permission.SEE, None) == set(LINE)
    assert allowed(council, Permission.CLOSE, None) == {"Assistant Director", "Improvement Officer"}


def test_a_list_shows_exactly_what_the_table_lets_each_person_see(council: Council) -> None:
    owners: list[Person | None] = [None, *council.people.values()]
    numbers = {council.action(owner): owner for owner in owners}
    for role, (number, owner) in product(LINE, numbers.items()):
        with council.database.read() as session:
            asker = session.get_one(Person, council[role].id)
            page = actions.page(acting(asker), Scope("all"), start=0, size=100)
            listed = number in {action.id for action in page.rows}
            held = session.get(Person, owner.id) if owner else None
            assert listed == may(asker, Permission.SEE, held), f"{role} and #{number}"


def test_what_may_not_be_seen_cannot_be_found_by_its_number(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session, refused(match="There is no action"):
        actions.find(session, number, session.get_one(Person, council.stranger.id))


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)  # which locks by the row
def test_that_somebody_is_at_work_on_what_may_not_be_seen_shows_to_nobody(council: Council) -> None:
    """Or whoever is told that it is busy knows that it is there."""
    number = council.action(council.practitioner)
    with council.database.begin() as session, council.database.begin() as besides:
        actions.locked(session, number)
        with refused(match="There is no action"):
            actions.find(besides, number, besides.get_one(Person, council.stranger.id))


def test_a_loop_in_the_roster_hangs_nobody(council: Council) -> None:
    with council.database.begin() as session:
        director = session.get_one(Person, council.director.id)
        director.manager = session.get_one(Person, council.practitioner.id)
    with council.database.read() as session:
        person = session.get_one(Person, council.practitioner.id)
        assert [above.name for above in person.line] == [
            "Team Manager, Permanence",
            "Head of Service",
            "Assistant Director",
        ]
        actions.page(acting(person), Scope("team"), start=0, size=10)


@pytest.mark.parametrize(
    ("giver", "receiver", "is_allowed"),
    [
        ("manager", "practitioner", True),
        ("manager", "stranger", False),
        ("practitioner", "practitioner", True),
        ("practitioner", "colleague", False),
        ("director", "stranger", True),
        ("officer", "stranger", True),
        ("head", "stranger", True),
    ],
)
def test_an_action_is_put_only_into_hands_one_answers_for(
    council: Council, giver: str, receiver: str, is_allowed: bool
) -> None:
    with council.database.read() as session:
        by = session.get_one(Person, getattr(council, giver).id)
        to = session.get_one(Person, getattr(council, receiver).id)
        if is_allowed:
            require_can_assign(by, to)
        else:
            with refused(match="can give actions to"):
                require_can_assign(by, to)


def test_a_refusal_names_who_can(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        stranger = session.get_one(Person, council.stranger.id)
        with pytest.raises(RefusedError) as caught:
            signoff.close(acting(stranger), action)
        assert refusal_words(caught.value) == (
            f"Only Practitioner 1, Permanence or their manager can close #{number}."
        )
        with refused(match="their manager, a lead or an administrator can move"):
            due_dates.move(acting(stranger), action, Due.on(TODAY), "because", TERMS)


def test_what_nobody_owns_is_said_to_be_nobodys_rather_than_disowned(council: Council) -> None:
    number = council.action(None)
    with council.database.begin() as session:
        director = session.get_one(Person, council.director.id)
        with refused(match=f"#{number} has no owner, so nobody can say"):
            operations.disown(acting(director), session.get_one(Action, number), "Not mine")
