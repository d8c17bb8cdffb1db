"""What may be about a child in the forms of an import, and whoever is sure that it isn't."""

from datetime import date

import pytest
from sqlalchemy import select

from db.models import GuardPass
from tests.end_to_end.persona import Persona
from tests.end_to_end.test_import import HEADINGS, form_of, number, sheet
from tests.end_to_end.world import World

pytestmark = pytest.mark.usefixtures("world", "council")


def test_what_may_be_about_a_child_is_asked_about_in_the_form_of_columns_and_kept_when_sure(
    world: World, officer: Persona
) -> None:
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree it", "", date(2027, 3, 31)))))
    officer.presses(seen, "Change columns")
    form = officer.goes_on(form_of(officer, "which column is what"), "More fields")
    where = {"from": "Review at 14 Acacia Avenue"}
    assert officer.submits(form, **where)["outcome"] == "updated"
    asked = form_of(officer, "Is this about a child or a family?")
    assert officer.submits(asked, **where)["outcome"] == "closed"
    seen = officer.sees_again(seen, "A-1")
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action")
    with world.database.read() as session:
        assert session.scalars(select(GuardPass.kind)).all() == ["address"]


def test_the_reason_why_rows_are_gone_is_asked_about_and_kept_when_sure(
    world: World, officer: Persona
) -> None:
    rows = [(f"A-{n}", f"Step {n}", "", date(2027, 3, n)) for n in (1, 2, 3)]
    new = ("A-4", "Another step", "", date(2027, 4, 1))
    for name, of in (("plan.xlsx", rows), ("plan v2.xlsx", [*rows[:2], new])):
        seen = officer.drops((name, sheet(HEADINGS, *of)))
        officer.presses(seen, "Import")
        seen = officer.sees_again(seen, "Imported")
    officer.presses(seen, "Not in the file: 1")
    form = form_of(officer, "not in the file any more")
    ticked = {"gone 0": str(number(world, "A-3")), "why": "The office at 14 Acacia Avenue closed"}
    assert officer.submits(form, **ticked)["outcome"] == "updated"
    asked = form_of(officer, "Is this about a child or a family?")
    assert officer.submits(asked, **ticked)["outcome"] == "closed"
    assert "1 action was dropped" in officer.reads(officer.dm).text
    with world.database.read() as session:
        assert session.scalars(select(GuardPass.kind)).all() == ["address"]
