"""What is answered of a row that may be an action here: the number that somebody writes counts."""

from datetime import date

import pytest

from bot.plan.problem_words import why_words
from bot.plan.words import why_kept
from db.models import Action, Status
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


STRATEGY = "Finalise the strategy"
REST = "1.2,Publish it,\n1.3,Print it,\n1.4,Post it,\n"
PART_OF_ANOTHER = csv(f"{HEAD}2.1,{STRATEGY},\n2.2,Open a home,\n", "other plan.csv")


def test_an_action_of_another_plan_is_not_taken_over_unasked_though_half_the_file_is_known(
    database: Database,
) -> None:
    take(database, csv(f"{HEAD}1.1,{STRATEGY},\n{REST}"))
    shown = looked_at(database, PART_OF_ANOTHER)
    assert [(one.why.kind, one.place) for one in shown.problems] == [("same", TWO)]
    assert "is word for word that of 1.1. If it is" in why_words(shown.problems[0].why)
    assert (len(shown.outcome.new), shown.outcome.changed) == (1, [])
    corrected = {TWO: {"reference": "2.1"}}
    told = looked_at(database, PART_OF_ANOTHER, wishes=ReadingWishes(corrected=corrected))
    assert [step.reference for step in told.outcome.new] == ["2.1", "2.2"]


def finish(database: Database, title: str) -> None:
    with database.begin() as session:
        action = session.query(Action).filter_by(title=title).one()
        action.status, action.due_on, action.due_precision = (
            Status.SIGNED_OFF,
            date(2026, 2, 27),
            "day",
        )


@pytest.mark.parametrize("title", ["Write the guide for carers", "Write the guides for carers"])
def test_what_is_finished_is_asked_about_before_a_row_of_another_file_is_taken_for_it(
    database: Database, title: str
) -> None:
    take(database, csv(f"{HEAD},Write the guide for carers,27/02/2026\n{REST}"))
    finish(database, "Write the guide for carers")
    shown = looked_at(database, csv(f"{HEAD}7.1,{title},29/01/2027\n", "other plan.csv"))
    assert (shown.outcome.new, shown.outcome.changed) == ([], [])
    assert "#1" in why_words(shown.problems[0].why)
    assert "which is signed off" in why_words(shown.problems[0].why)


def test_the_date_of_what_is_finished_stays_where_its_own_plan_has_another(
    database: Database,
) -> None:
    plan = f"{HEAD}1.1,{STRATEGY},27/02/2026\n{REST}"
    take(database, csv(plan))
    finish(database, STRATEGY)
    shown = looked_at(database, csv(plan.replace("27/02/2026", "29/01/2027")))
    assert (shown.problems, shown.outcome.changed) == ((), [])
    [step] = shown.outcome.kept
    assert [(step.number, change.field) for change in step.kept] == [(1, "due")]
    assert why_kept(step, step.kept[0]) == "finished here"
