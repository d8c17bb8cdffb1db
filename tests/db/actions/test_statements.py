"""How many questions a change of an action asks of the database: people are loaded once."""

from db.actions import queries as actions
from db.models import Person
from db.people import queries as people
from jobs.signoff import signing
from tests.contexts import asking
from tests.people import NOW, Council
from tests.statements import counted


def test_closing_asks_little_of_the_database(council: Council) -> None:
    number = council.action(council.practitioner)
    with counted(council.database) as seen, council.database.begin() as session:
        me = people.by_slack_id(session, str(council.practitioner.slack_id), NOW)
        signing.close(asking(me, NOW), actions.find(session, number, me))
    # With the mark that the request was seen it is sixteen.
    assert len(seen) <= 15, "\n".join(seen)


def test_who_answers_for_whom_is_asked_once(council: Council) -> None:
    with counted(council.database) as seen, council.database.read() as session:
        people.load_lines(session, [council.practitioner.id, council.stranger.id])
        asked = len(seen)
        for role in ("Practitioner 1, Permanence", "Practitioner 1, Assessment"):
            person = session.get_one(Person, council[role].id)
            assert [above.name for above in person.line][-1] == "Assistant Director"
        people.load_lines(session, [council.manager.id])
    assert asked == len(seen) == 1


def test_a_list_asks_no_more_for_many_actions_than_for_one(council: Council) -> None:
    def cost() -> int:
        with counted(council.database) as seen, council.database.read() as session:
            me = session.get_one(Person, council.practitioner.id)
            for action in actions.open_of(session, me, 20):
                assert action.waits_for == []
                assert action.owner is me
        return len(seen)

    council.action(council.practitioner)
    one = cost()
    for _ in range(9):
        council.action(council.practitioner)
    assert cost() == one


def test_whether_somebody_manages_is_known_with_the_person(council: Council) -> None:
    with council.database.read() as session:
        found = {one.name: one.is_manager for one in people.load_senior(session)}
        assert found["Team Manager, Permanence"]
        assert not found["Improvement Officer"]
        assert "Practitioner 1, Permanence" not in found
