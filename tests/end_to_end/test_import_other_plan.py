"""A second plan with the numbers of the first: one button, or what is written in the form."""

from datetime import date

import pytest

from tests.end_to_end.persona import Persona
from tests.end_to_end.test_import import HEADINGS, form_of, sheet

pytestmark = pytest.mark.usefixtures("council")
DAY = date(2027, 3, 31)


def test_a_row_that_is_another_action_comes_in_under_the_number_that_is_written(
    officer: Persona,
) -> None:
    first = [("1.1", "Publish the standard", "", DAY), ("1.2", "Hold a weekly review", "", DAY)]
    seen = officer.drops(("Ofsted.xlsx", sheet(HEADINGS, *first)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions")
    seen = officer.drops(("Carers.xlsx", sheet(HEADINGS, ("1.1", "Recruit six carers", "", DAY))))
    officer.presses(seen, "Put rows right")
    form = form_of(officer, "What you write here goes into the import")
    assert officer.submits(form, **{"row 0": "C1.1"})["outcome"] == "updated"
    seen = officer.sees_again(seen, "1 action new, 0 changed")
    assert "C1.1 Recruit six carers" in seen.text
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action new")


def test_another_plan_comes_in_with_one_press_under_its_own_name(officer: Persona) -> None:
    first = [("1.1", "Publish the standard", "", DAY), ("1.2", "Hold a weekly review", "", DAY)]
    seen = officer.drops(("Ofsted.xlsx", sheet(HEADINGS, *first)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions")
    rows = [("1.1", "Recruit six carers", "", DAY), ("1.2", "Train all advisers", "", DAY)]
    seen = officer.drops(("Carers action plan.xlsx", sheet(HEADINGS, *rows)))
    officer.presses(seen, "Another plan")
    seen = officer.sees_again(seen, "2 actions new, 0 changed")
    assert "Carers 1.1 Recruit six carers" in seen.text
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions new")
    again = officer.drops(("Carers action plan December.xlsx", sheet(HEADINGS, *rows)))
    assert "Nothing to change: 2 rows" in again.text
