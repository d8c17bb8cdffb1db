"""Rows that were handed back are put right in a form, which says at its field what it can't use."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models import Action, Person
from tests.end_to_end.persona import Persona
from tests.end_to_end.test_import import HEADINGS, form_of, sheet
from tests.end_to_end.world import World
from tests.people import Council

pytestmark = pytest.mark.usefixtures("council")


def test_a_row_is_put_right_in_a_form_and_its_words_are_known_the_next_time(
    world: World, officer: Persona, council: Council
) -> None:
    rows = [
        ("A-1", "Agree the terms", "Head of Service", date(2027, 3, 31), "In progress"),
        ("A-2", "Publish the terms", "The big boss", date(2027, 4, 30), "Complete by March"),
    ]
    seen = officer.drops(("plan.xlsx", sheet((*HEADINGS, "Status"), *rows)))
    assert "1 action new, 0 changed, 0 unchanged; 1 handed back" in seen.text
    assert "“Complete by March” is not a status that I know" in seen.text
    officer.presses(seen, "Put rows right")
    form = form_of(officer, "What you write here goes into the import")
    picked = {"row 0": council.head.name, "row 1": "in progress"}
    if "status" in form.text.split("owner")[0]:
        picked = {"row 1": council.head.name, "row 0": "in progress"}
    assert officer.submits(form, **picked)["outcome"] == "updated"
    seen = officer.sees_again(seen, "2 actions new")
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions")
    with world.database.read() as session:
        second = session.scalars(select(Action).where(Action.reference == "A-2")).one()
        assert (second.owner_id, second.status) == (council.head.id, "in progress")
    later = ("A-3", "Read the terms", "The Big Boss", date(2027, 5, 31), "complete by March")
    assert (
        "1 action new, 0 changed, 2 unchanged"
        in officer.drops(("plan v2.xlsx", sheet((*HEADINGS, "Status"), *rows, later))).text
    )


def test_an_owner_is_read_as_people_type_them_and_what_cannot_be_used_is_said_at_its_field(
    world: World, officer: Persona, council: Council
) -> None:
    with world.database.begin() as session:
        for person, name in ((council.head, "Hannah Quill"), (council.manager, "Sam Quill")):
            session.get_one(Person, person.id).name = name
    rows = [
        ("A-1", "Agree the terms", "The big boss", date(2027, 3, 31)),
        ("A-2", "Publish the terms", "", "31/06/2027"),
    ]
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, *rows)))
    officer.presses(seen, "Put rows right")
    form = form_of(officer, "What you write here goes into the import")
    assert "“Agree the terms”" in form.text
    owner, due = (
        ("row 0", "row 1")
        if form.text.index("Agree") < form.text.index("Publish")
        else (
            "row 1",
            "row 0",
        )
    )

    officer.submits(form, **{owner: "quill", due: "31/09/2027"})
    form = form_of(officer, "“quill” could be Hannah Quill")
    assert "“31/09/2027” is not a day in the calendar" in form.text
    assert "“Agree the terms”" in form.text
    kept = {each["action_id"]: each.get("initial_value") for each in form.controls}
    assert (kept[owner], kept[due]) == ("quill", "31/09/2027")
    officer.submits(form, **{owner: "nobody here", due: "30/09/2027"})
    form = form_of(officer, "“nobody here” is nobody on the roster")
    assert "31/09/2027" not in form.text

    officer.submits(form, **{owner: "hannah", due: "30/09/2027"})
    seen = officer.sees_again(seen, "2 actions new")
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions")
    with world.database.read() as session:
        first = session.scalars(select(Action).where(Action.reference == "A-1")).one()
        assert first.owner_id == council.head.id
