"""The form of columns: the usual fields first, the others at a press, and nothing chosen lost."""

import pytest
from sqlalchemy import select

from db.models import Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.test_import import form_of, sheet
from tests.end_to_end.world import World

pytestmark = pytest.mark.usefixtures("world", "council")


@pytest.fixture
def seen(officer: Persona) -> Seen:
    """Drop a plan in which a column of people is headed as a theme."""
    content = sheet(
        ("Ref", "Action", "Theme", "Phase", "Success measure"),
        ("A-1", "Agree the panel's terms", "Team Manager, Permanence", "First", "Terms agreed"),
    )
    return officer.drops(("plan.xlsx", content))


def columns(officer: Persona, seen: Seen) -> Seen:
    officer.presses(seen, "Change columns")
    return form_of(officer, "which column is what")


def test_a_field_that_the_form_of_columns_shows_later_gives_its_column_up(
    officer: Persona, seen: Seen
) -> None:
    form = columns(officer, seen)
    names = [each["action_id"] for each in form.controls if each["action_id"] != "rows"]
    assert names == ["reference", "title", "owner", "due", "status", "plan_more"]

    officer.submits(form, owner="2")

    seen = officer.sees_again(seen, "Theme → owner")
    assert "Phase → phase" in seen.text


def test_a_field_that_was_chosen_and_is_not_shown_again_gives_its_column_up(
    officer: Persona, seen: Seen
) -> None:
    form = officer.goes_on(columns(officer, seen), "More fields", owner="2")
    officer.submits(form, phase="4", measure="3")
    seen = officer.sees_again(seen, "Success measure → phase")

    officer.submits(columns(officer, seen), owner="4")

    seen = officer.sees_again(seen, "Success measure → owner")
    assert "→ phase" not in seen.text


def test_what_was_chosen_in_the_other_fields_of_columns_stays_when_the_first_alone_are_handed_in(
    world: World, officer: Persona, seen: Seen
) -> None:
    form = officer.goes_on(columns(officer, seen), "More fields", owner="2")
    held = {each["action_id"]: each.get("initial_option", {}) for each in form.controls}
    assert held["phase"]["value"] == "3"
    assert held["owner"]["value"] == "2"
    officer.submits(form, phase="4", measure="3", **{"from": "Peer review"})
    seen = officer.sees_again(seen, "Success measure → phase")

    assert officer.submits(columns(officer, seen))["outcome"] == "closed"

    form = officer.goes_on(columns(officer, seen), "More fields")
    assert "Peer review" in str(form.controls)
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action")
    with world.database.read() as session:
        action = session.scalars(select(Action)).one()
        assert (action.phase, action.success_measure) == ("Terms agreed", "First")
