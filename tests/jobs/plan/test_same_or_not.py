"""What is answered of a row that may be an action here: the number that somebody writes counts."""

import pytest

from db.session import Database
from jobs.plan.importing import Preview
from jobs.plan.reading_context import ReadingWishes
from tests.jobs.plan.plans import csv, looked_at, take

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
HEAD = "Ref,Action,Due date\n"
FIRST = csv(
    f"{HEAD}1.1,Publish the standard,29/01/2027\n1.2,Hold a weekly review of each case,29/01/2027\n"
)
OTHER = csv(
    f"{HEAD}1.1,Recruit six foster carers,\n,Hold a weekly review of each family,26/02/2027\n",
    "other plan.csv",
)
TWO, THREE = "other plan.csv, line 2", "other plan.csv, line 3"


def answered(database: Database, **written: str) -> Preview:
    """Return what the other plan would do once these references were written for its lines."""
    places = {TWO: written.get("two", ""), THREE: written.get("three", "")}
    corrected = {place: {"reference": said} for place, said in places.items() if said}
    return looked_at(database, OTHER, wishes=ReadingWishes(corrected=corrected))


def test_what_is_not_answered_is_asked_again(database: Database) -> None:
    take(database, FIRST)
    assert [one.place for one in answered(database).problems] == [TWO, THREE]
    assert [one.place for one in answered(database, two="S1.1").problems] == [THREE]


@pytest.mark.parametrize(("said", "number"), [("1.2", 2), ("#2", 2), ("S1.2", None)])
def test_the_number_that_is_written_says_which_action_a_row_is(
    database: Database, said: str, number: int | None
) -> None:
    take(database, FIRST)
    shown = answered(database, two="S1.1", three=said)
    assert shown.problems == ()
    steps = [(step.number, str(step.entry.reference)) for step in shown.outcome.steps if step.entry]
    assert steps[0] == (None, "S1.1")
    assert steps[1][0] == number


def test_what_is_asked_about_is_not_told_as_gone(database: Database) -> None:
    head, same = "Action,Due date\n", "Ask the carers,\nAsk the schools,\n"
    asked = "Ask the panel for a view of each"
    take(database, csv(f"{head}{same}{asked} case,29/01/2027\nPost it,\n"))
    shown = looked_at(database, csv(f"{head}{same}{asked} family,26/02/2027\n", "plan v2.csv"))
    assert [why.why.kind for why in shown.problems] == ["likely"]
    assert [action.title for action in shown.gone] == ["Post it"]


def test_a_row_with_a_number_of_its_own_and_other_figures_is_another_action(
    database: Database,
) -> None:
    take(
        database,
        csv("Action,Lead\nTrain cohort 1 of the managers,\nTrain cohort 2 of the managers,\n"),
    )
    lines = "".join(f"{n},Train cohort {n} of the managers,\n" for n in (1, 2, 3))
    shown = looked_at(database, csv(HEAD + lines, "plan v2.csv"))
    assert (shown.problems, len(shown.outcome.new), len(shown.outcome.changed)) == ((), 1, 2)
