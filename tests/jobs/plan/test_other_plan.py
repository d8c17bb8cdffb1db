"""A second plan that has the numbers of the first: one answer keeps the two apart for good."""

import pytest

from bot.plan.notes import note_words
from db.models import Action
from db.plan.known import KnownPlan, Roster
from db.session import Database
from jobs.plan import apart
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import csv, looked_at, take

pytestmark = [pytest.mark.usefixtures("council"), pytest.mark.mostly_sqlite]
HEAD = "Ref,Action,Due date\n"
FIRST = csv(
    f"{HEAD}1.1,Publish the standard,29/01/2027\n1.2,Report to the Board,29/01/2027\n",
    "ILACS plan.csv",
)
ANOTHER = ReadingWishes(is_other_plan=True)


def second(*words: str, name: str = "SEND plan November 2026.csv") -> PlanFile:
    rows = (f"1.{number},{said},26/02/2027\n" for number, said in enumerate(words, start=1))
    return csv(HEAD + "".join(rows), name)


SEND = second("Commission more school places", "Report to the Board", "Train all advisers")


def references(database: Database) -> dict[str, str]:
    with database.begin() as session:
        return {str(each.reference): each.title for each in session.query(Action)}


def test_its_rows_are_asked_about_and_one_answer_takes_all_of_them(database: Database) -> None:
    take(database, FIRST)
    assert looked_at(database, SEND).outcome.other.keys() == {"1.1"}
    shown = take(database, SEND, wishes=ANOTHER)
    told = "Another plan has these numbers: they go as “SEND 1.1”"
    assert told in [note_words(each) for each in sums(shown)]
    assert references(database) == {
        "1.1": "Publish the standard",
        "1.2": "Report to the Board",
        "SEND 1.1": "Commission more school places",
        "SEND 1.2": "Report to the Board",
        "SEND 1.3": "Train all advisers",
    }


@pytest.mark.parametrize("wishes", [ReadingWishes(), ANOTHER])
def test_imported_again_it_is_known_without_being_asked(
    database: Database, wishes: ReadingWishes
) -> None:
    take(database, FIRST)
    take(database, SEND, wishes=ANOTHER)
    assert take(database, SEND, wishes=wishes).outcome.is_nothing
    assert take(database, FIRST).outcome.is_nothing


def test_next_months_file_changes_its_own_actions_and_adds_to_them(database: Database) -> None:
    take(database, FIRST)
    take(database, SEND, wishes=ANOTHER)
    december = second(
        "Commission many more school places", "Report to the Board", "Train all advisers",
        "Publish the offer", name="SEND plan December 2026.csv",
    )  # fmt: skip
    outcome = take(database, december).outcome
    assert [step.reference for step in outcome.changed] == ["SEND 1.1"]
    assert [step.reference for step in outcome.new] == ["SEND 1.4"]


def test_what_was_numbered_in_the_form_counts_as_it_is_written(database: Database) -> None:
    take(database, FIRST)
    written = {"SEND plan November 2026.csv, line 2": {"reference": "C7"}}
    take(database, SEND, wishes=ReadingWishes(corrected=written, is_other_plan=True))
    assert {"C7", "SEND 1.2"} <= references(database).keys()


def test_the_same_plan_reworded_is_still_the_same(database: Database) -> None:
    take(database, FIRST)
    take(database, SEND, wishes=ReadingWishes(is_same_plan=True))
    assert references(database)["1.1"] == "Commission more school places"


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("SEND plan November 2026", "SEND"),
        ("JTAI_action_plan_v2_FINAL", "JTAI"),
        ("Corporate parenting improvement plan 2026-27", "Corporate"),
        ("Action plan (3)", "Plan 2"),
        ("ILACS plan", "ILACS 2"),
    ],
)
def test_a_plan_is_called_by_what_is_its_own_in_its_name(name: str, mark: str) -> None:
    here = {said.lower(): said for said in ("1.1", "ILACS 1.1")}
    assert apart.new_mark(name, KnownPlan({}, here, {}, Roster([]), {})) == mark
