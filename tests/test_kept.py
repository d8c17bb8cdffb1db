from sqlalchemy import text

from db.models import Action
from tests.databases import emptied
from tests.kept import digest_of, kept
from tests.people import Council, filled


def with_actions(council: Council) -> None:
    for owner in (council.manager, council.practitioner):
        council.action(owner)


def test_a_council_that_is_put_back_is_the_very_same(council: Council) -> None:
    held = set[str]()
    for _ in range(3):
        kept(filled(emptied(council.database)), with_actions)
        held.add(digest_of(council.database))
    assert len(held) == 1


def test_it_is_another_where_one_value_is(council: Council) -> None:
    number = council.action(council.manager)
    before = digest_of(council.database)
    with council.database.begin() as session:
        session.get_one(Action, number).title = "Order the chairs"
    assert digest_of(council.database) != before


def test_it_is_the_same_wherever_its_rows_lie(council: Council) -> None:
    with_actions(council)
    before = digest_of(council.database)
    with council.database.begin() as session:
        session.execute(text("UPDATE person SET name = name WHERE id = 1"))
    assert digest_of(council.database) == before
