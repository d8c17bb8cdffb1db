"""A lead drops a plan into the bot's direct messages: shown first, then imported, then the gaps."""

import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from bot.demo.prepare import REPORT
from db.models import Action, Event, Message, PlanItem
from db.plan import queries as plan
from tests.end_to_end.persona import Persona
from tests.end_to_end.seen import Seen
from tests.end_to_end.world import World
from tests.people import Council

SAMPLE = Path(__file__).parents[2] / "sample"
DEMO = [(name, (SAMPLE / name).read_bytes()) for name in REPORT]

pytestmark = pytest.mark.usefixtures("council")


def sheet(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Plan"
    for row in rows:
        page.append(list(row))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


HEADINGS = ("Ref", "Action", "Lead officer", "Target date")


def count(world: World) -> tuple[int, int]:
    with world.database.read() as session:
        actions = session.scalar(select(func.count()).select_from(Action))
        items = session.scalar(select(func.count()).select_from(PlanItem))
    return actions or 0, items or 0


def number(world: World, reference: str) -> int:
    with world.database.read() as session:
        return session.scalars(select(Action.id).where(Action.reference == reference)).one()


def imports_the_report(director: Persona) -> Seen:
    seen = director.drops(*DEMO)
    director.presses(seen, "Name owners later")
    seen = director.sees_again(seen, "12 actions, 6 top tips")
    director.presses(seen, "Import")
    return director.sees_again(seen, "Imported: 12 actions")


def test_the_report_is_shown_imported_and_its_gaps_listed_by_buttons(
    world: World, council: Council, director: Persona
) -> None:
    seen = director.drops(*DEMO)
    assert "8 actions, 6 top tips" in seen.text
    assert "4 handed back" in seen.text
    assert "actions.csv, line 2" in seen.text
    assert "Import 62" in seen.buttons
    assert count(world) == (0, 0)

    director.presses(seen, "Name owners later")
    seen = director.sees_again(seen, "12 actions, 6 top tips")
    assert "owner_as_given → owner" in seen.text
    assert count(world) == (0, 0)

    director.presses(seen, "Import")
    seen = director.sees_again(seen, "Imported: 12 actions")
    assert count(world) == (12, 54)
    with world.database.read() as session:
        events = session.scalars(select(Event)).all()
        assert {(event.kind, event.person_id) for event in events} == {
            ("imported", council.director.id)
        }
        assert len(events) == 12

    director.presses(seen, "What has no action yet")
    gaps = director.reads(director.dm)
    assert "No action answers 1 of 6 top tips and 4 of 10 areas" in gaps.text
    assert [tip for tip in "abcdef" if f"TIP-{tip} " in gaps.text] == ["e"]
    review = director.types("/action review")
    director.presses(review, "More")
    assert "F-19" in director.sees_again(review, "11 to 20 of 39").text


def test_a_gap_is_closed_by_a_new_action_that_says_what_it_answers(
    world: World, director: Persona
) -> None:
    imports_the_report(director)
    gaps = director.types("/action gaps")
    director.presses(gaps, "Add an action for it")
    form = director.opened()
    assert "TIP-e" in form.text
    director.submits(form, title="Show how far we have come")

    assert "Added #" in director.reads(director.channel).text
    assert "0 of 6 top tips" in director.types("/action gaps").text
    added = number(world, "ACT-38") + 12
    shown = director.types(f"/action show {added}").text
    assert "Answers: TIP-e" in shown
    assert "paragraph 31e (TIP-e)" in shown


def test_a_gap_is_closed_by_an_action_that_is_there_and_opened_by_typing(
    world: World, director: Persona
) -> None:
    imports_the_report(director)
    live = number(world, "ACT-39")
    director.presses(director.types("/action gaps"), "An action answers it")
    assert director.submits(director.opened(), action=str(live))["outcome"] == "closed"
    assert f"#{live} (ACT-39) answers TIP-e" in director.reads(director.channel).text

    assert f"#{live} (ACT-39) answers F-12" in director.types(f"/action answers {live} f-12").text
    assert "3 of 10 areas" in director.types("/action gaps").text
    assert "does not answer TIP-e" in director.types(f"/action answers {live} not TIP-e").text
    assert "1 of 6 top tips" in director.types("/action gaps").text
    assert "said that it does not answer TIP-e" in director.types(f"/action show {live}").text

    strategy = number(world, "ACT-38")
    director.types(f"/action answers {strategy} not TIP-d")
    # A file does not join again what somebody parted, and needs no owner that is known to be late.
    assert "Nothing to change: 66 rows" in director.drops(*DEMO).text


def test_whoever_may_not_edit_an_action_cannot_say_what_it_answers(
    world: World, council: Council, director: Persona, stranger: Persona
) -> None:
    imports_the_report(director)
    nobodys, theirs = number(world, "ACT-39"), council.action(council.colleague)
    assert "Only" in stranger.types(f"/action answers {nobodys} TIP-b").text
    unseen = stranger.types(f"/action answers {theirs} TIP-b").text
    assert f"There is no action #{theirs}." in unseen


def test_only_a_lead_or_administrator_may_import_and_a_file_of_others_is_not_fetched(
    world: World, practitioner: Persona
) -> None:
    before = world.fetched()
    seen = practitioner.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Do it", "", ""))))
    assert "Only a lead or an administrator can import a plan" in seen.text
    assert world.fetched() == before


def test_the_columns_are_changed_in_a_form_and_looked_at_again(
    world: World, officer: Persona
) -> None:
    content = sheet(
        ("Ref", "Action", "Desk", "Target date", "Room"),
        ("A-1", "Agree the permanence panel's terms", "Head of Service", date(2027, 3, 31), "AD"),
    )
    seen = officer.drops(("plan.xlsx", content))
    assert "no column was taken for the owner; 2 hold people: “Desk” (Head of Service)" in seen.text
    assert "Import" not in seen.buttons
    officer.presses(seen, "Change columns")
    form = officer.opened()
    while "which column is what" not in form.text:
        form = officer.opened()
    assert officer.submits(form, owner="1")["errors"] == {
        "owner": "That column is the title already. Choose another."
    }
    assert officer.submits(form, owner="2")["outcome"] == "closed"
    seen = officer.sees_again(seen, "Desk → owner")
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action")
    with world.database.read() as session:
        action = session.scalars(select(Action)).one()
        assert (action.reference, action.due_on) == ("A-1", date(2027, 3, 31))
        assert action.owner_id is not None


def form_of(officer: Persona, words: str) -> Seen:
    form = officer.opened()
    while words not in form.text:
        form = officer.opened()
    return form


def test_what_is_gone_from_the_file_is_asked_about_and_dropped_where_ticked(
    world: World, officer: Persona
) -> None:
    rows = [(f"A-{n}", f"Step {n} of the plan", "", date(2027, 3, n)) for n in (1, 2, 3)]
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, *rows)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 3 actions")
    new = ("A-4", "Another step", "", date(2027, 4, 1))
    seen = officer.drops(("plan v2.xlsx", sheet(HEADINGS, rows[0], rows[1], new)))
    assert "1 action of this plan is not in the file any more, and stays here" in seen.text
    officer.presses(seen, "Import")
    seen = officer.sees_again(seen, "Imported: 1 action")
    officer.presses(seen, "Not in the file: 1")
    form = form_of(officer, "not in the file any more")
    gone = number(world, "A-3")
    assert officer.submits(form, **{"gone 0": str(gone)})["outcome"] == "closed"
    assert "1 action was dropped" in officer.reads(officer.dm).text
    with world.database.read() as session:
        assert session.get_one(Action, gone).status == "dropped"


def test_what_must_not_be_kept_is_refused_beside_its_field_in_the_form_of_columns(
    officer: Persona,
) -> None:
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree it", "", date(2027, 3, 31)))))
    officer.presses(seen, "Change columns")
    form = officer.goes_on(form_of(officer, "which column is what"), "More fields")
    errors = officer.submits(form, **{"from": "call 07700 900123"})["errors"]
    assert "looks like a phone number" in errors["from"]


def test_the_new_owner_hears_once_of_all_that_an_import_gave_them(
    world: World, officer: Persona, practitioner: Persona
) -> None:
    name = "Practitioner 1, Permanence"
    rows = [(f"A-{n}", f"Step {n} of the plan", name, date(2027, 3, n)) for n in (1, 2, 3)]
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, *rows)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 3 actions")
    world.delivery.send_pending()
    told = practitioner.reads()
    assert "gave you 3 actions" in told.text
    assert "Step 3 of the plan" in told.text
    assert practitioner.has_nothing_new()
    with world.database.read() as session:
        assert len(session.scalars(select(Message)).all()) == 1


def test_what_was_moved_here_stays_and_the_preview_says_so(world: World, officer: Persona) -> None:
    row = ("A-1", "Agree the panel's terms", "Improvement Officer", date(2027, 3, 31))
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, row)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action")
    mine = number(world, "A-1")
    officer.types(f"/action move {mine} to 30 April 2027 because the panel meets then")

    later = ("A-1", "Agree the terms of the panel", "Improvement Officer", date(2027, 5, 31))
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, later)))
    assert (
        f"#{mine} (A-1) title: Agree the panel's terms → Agree the terms of the panel" in seen.text
    )
    kept = "due date Fri 30 Apr 2027: moved here since. The file has Mon 31 May 2027."
    assert f"#{mine} (A-1) “Agree the terms of the panel” {kept}" in seen.text
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 0 new, 1 changed")
    shown = officer.types(f"/action show {mine}").text
    assert "changed it from a file: title Agree the panel's terms → Agree the terms" in shown
    assert "Fri 30 Apr 2027" in shown


def test_nothing_is_imported_if_what_is_here_changed_after_the_preview(
    world: World, officer: Persona, director: Persona
) -> None:
    first = sheet(HEADINGS, ("A-1", "Agree the panel's terms", "", ""))
    seen = officer.drops(("plan.xlsx", first))
    other = director.drops(("plan.xlsx", first))
    director.presses(other, "Import")
    director.sees_again(other, "Imported: 1 action")
    officer.presses(seen, "Import")
    again = officer.sees_again(seen, "Something here has changed since you looked")
    assert "Nothing to change" in again.text
    assert count(world) == (1, 0)


def test_another_file_than_the_one_shown_is_refused(world: World, officer: Persona) -> None:
    shown = officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree the terms", "", ""))))
    officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-2", "Something else", "", ""))))
    value = json.loads(shown.control("Import")["value"])
    other = officer.shares(("plan.xlsx", sheet(HEADINGS, ("A-3", "And another", "", ""))))
    officer.reads(officer.dm)
    forged = json.dumps(value | {"f": other})
    officer.presses(shown, "Import", forging=forged)
    assert "That is another file than the one I showed you" in officer.reads(officer.dm).text
    assert count(world) == (0, 0)


def test_a_file_that_was_deleted_meanwhile_is_told(world: World, officer: Persona) -> None:
    [file_id] = officer.shares(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree", "", ""))))
    seen = officer.reads(officer.dm)
    world.control("files", delete=file_id)
    officer.presses(seen, "Import")
    assert "no longer in Slack" in officer.reads(officer.dm).text
    assert count(world) == (0, 0)


def test_a_file_may_be_called_anything(world: World, officer: Persona) -> None:
    content = sheet(HEADINGS, ("A-1", "Agree the terms", "", ""))
    assert "1 action new" in officer.drops(("the board's plan é & 100%.xlsx", content)).text


def test_cancel_imports_nothing(world: World, officer: Persona) -> None:
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree the terms", "", ""))))
    officer.presses(seen, "Cancel")
    officer.sees_again(seen, "Nothing was imported.")
    assert count(world) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("photo.png", b"png", "photo.png is not a plan I can read"),
        ("plan.xlsx", b"no zip", "plan.xlsx is not an Excel file that I can read"),
        ("plan.csv", b"one,two\n1,2\n", "I found no table with headings that I know"),
        ("plan.csv", b"x" * 5_000_001, "plan.csv is larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(
    officer: Persona, name: str, content: bytes, words: str
) -> None:
    seen = officer.drops((name, content))
    assert seen.text.startswith(words)
    assert seen.buttons == []


def test_whoever_drops_a_staff_list_learns_who_imports_it(officer: Persona) -> None:
    seen = officer.drops(("staff.csv", b"Name,Email,Team\nSam Birch,sam@council.example,MASH\n"))
    assert seen.text.endswith("I don't take a staff list here: whoever runs me imports it.")


def test_the_problem_of_a_row_does_not_repeat_what_must_not_be_kept(
    world: World, officer: Persona
) -> None:
    row = ("A-1", "Ring the family on 07700 900123", "", "")
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, row)))
    assert (
        "sheet “Plan”, row 2: title: looks like it holds personal data (phone number)" in seen.text
    )
    assert "900123" not in seen.text
    assert count(world) == (0, 0)


def test_a_plan_seen_while_the_clock_runs_on_is_imported_at_the_press(
    world: World, officer: Persona
) -> None:
    seen = officer.drops(("plan.xlsx", sheet(HEADINGS, ("A-1", "Agree the terms", "", ""))))
    world.later(days=2)
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 1 action")
    with world.database.read() as session:
        event = session.scalars(select(Event)).one()
        assert event.at - world.clock.time == timedelta()
        assert plan.gaps(session, start=0, size=1).total == 0


def test_why_a_row_is_not_imported_is_told_to_its_end_with_the_way_on(officer: Persona) -> None:
    day = date(2027, 3, 31)
    of_carers = [
        ("1.1", "Publish the standard for all teams", "", day),
        ("1.2", "Hold a review", "", day),
    ]
    seen = officer.drops(("Carers 2026-11-20.xlsx", sheet(HEADINGS, *of_carers)))
    officer.presses(seen, "Import")
    officer.sees_again(seen, "Imported: 2 actions")
    others = [("1.1", "Recruit six foster carers", "", day), ("1.3", "Open a family hub", "", day)]
    seen = officer.drops(("Homes.xlsx", sheet(HEADINGS, *others)))
    assert "“1.1” is 1.1 “Publish the standard for all teams” in the bot" in seen.text
    assert "or give it another number." in seen.text
    officer.presses(seen, "Import 1")
    seen = officer.sees_again(seen, "Imported: 1 action new")
    assert "1 row was not imported: the file that I send you has it, with the reason" in seen.text
