"""Messy spreadsheets, read: headings wherever they are, dates as they are, problems by row."""

import io
import warnings
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.notes import note_words
from bot.plan.problem_words import problem_words, why_words
from db.guard.kinds import Kind
from db.guard.own import CouncilsOwn
from db.models import Due, Status
from db.plan.importing import DueGiven, PlanEntry
from db.session import Database
from jobs.plan.importing import Choices, shape_of
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import csv, docx, looked_at, opened, xlsx, xlsx_of
from tests.people import TODAY, Council
from tests.refusals import refused

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

VISION = "Agree the children\u2019s vision"
HEADINGS = ("Ref", "Action", "Lead officer", "By when", "Progress status", "RAG")


def entries(
    database: Database, *files: PlanFile, wishes: ReadingWishes | None = None
) -> list[PlanEntry]:
    shown = looked_at(database, *files, wishes=wishes or ReadingWishes())
    assert shown.problems == ()
    return [step.entry for step in shown.outcome.steps if step.entry]


def problems(database: Database, *files: PlanFile) -> list[str]:
    return [problem_words(problem) for problem in looked_at(database, *files).problems]


def test_a_councils_own_sheet_is_read_with_its_title_rows_banners_and_blank_rows(
    database: Database, council: Council
) -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:F1")
        sheet.merge_cells("A6:F6")
        sheet.merge_cells("C7:C8")
        sheet["D8"].number_format = "mmm-yy"

    file = xlsx(
        ("Children’s Improvement Plan 2026–27",),  # noqa: RUF001 - as Word types it
        ("Version 7, for the Board",),
        (),
        HEADINGS,
        (),
        ("Priority 1: Leadership",),
        (
            "1.1",
            VISION,
            "Head of Service",
            date(2027, 3, 31),
            "On track",
            "G",
        ),
        ("1.2", "Publish “what good looks like”", None, date(2027, 4, 1), "Complete", "B"),
        (),
        HEADINGS,
        (2.1, "Refresh the threshold document", "TBC", "31/3/27", "Not yet started", "R"),
        dress=dress,
    )
    assert opened(file).layouts[0].table.headed_at == "sheet “Plan”, row 4"
    first, second, third = entries(database, file)
    assert first.place == "sheet “Plan”, row 7"
    assert first.values == {
        "title": VISION,
        "theme": "Priority 1: Leadership",
        "status": Status.IN_PROGRESS,
        "rag_override": "on track",
        "due": DueGiven(Due(date(2027, 3, 31), "day")),
        "owner_id": council.head.id,
    }
    assert second.values["owner_id"] == council.head.id  # the cell is merged over two rows
    assert second.due == DueGiven(Due(date(2027, 4, 30), "month"))
    assert second.values["status"] == Status.DONE
    assert (third.place, third.reference) == ("sheet “Plan”, row 11", "2.1")
    assert third.values["owner_as_given"] == "TBC"
    assert third.due == DueGiven(Due(date(2027, 3, 31), "day"))


def test_headings_merged_over_two_rows_are_put_together(database: Database) -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:B2")
        sheet.merge_cells("C1:D1")

    file = xlsx(
        ("Ref", "Action", "Timescale", None),
        (None, None, "From", "To"),
        ("A-1", "Agree the vision", date(2026, 9, 1), date(2027, 3, 31)),
        dress=dress,
    )
    [layout] = opened(file).layouts
    assert layout.table.headings == ("Ref", "Action", "Timescale From", "Timescale To")
    assert len(layout.table.rows) == 1


def test_excels_windows_csv_with_semicolons_and_smart_quotes_is_read(database: Database) -> None:
    text = 'Ref;Action;When\r\nA-1;“Tell your story” – again;"Spring\r\nterm"\r\n'  # noqa: RUF001
    [entry] = entries(database, csv(text, encoding="cp1252"))
    assert entry.values["title"] == "“Tell your story” – again"  # noqa: RUF001
    assert entry.due == DueGiven(Due(), "Spring\nterm")
    assert entry.place == "plan.csv, line 2"


def test_a_bom_and_tabs_are_no_trouble(database: Database) -> None:
    file = csv("Ref\tAction\nA-1\tAgree, at last, the vision\n", encoding="utf-8-sig")
    assert entries(database, file)[0].values["title"] == "Agree, at last, the vision"


def test_a_word_table_that_goes_on_over_several_tables_is_one(database: Database) -> None:
    headings = ("Ref", "Action", "Lead")
    file = docx(
        [headings, ("A-1", "Agree the vision", "")],
        [headings, ("A-2", "Agree the model", "")],
        [("A-3", "Roll it out", "")],
    )
    found = entries(database, file)
    assert [entry.reference for entry in found] == ["A-1", "A-2", "A-3"]
    assert [entry.place for entry in found] == [
        "table 1, row 2", "table 2, row 2", "table 3, row 1",
    ]  # fmt: skip


def test_a_word_file_without_a_table_says_that_tables_are_read(database: Database) -> None:
    with refused(match=r"plan\.docx has no table"):
        opened(docx())


def test_each_sheet_is_what_its_name_says_and_hidden_ones_are_left_out() -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, heading in (("Action plan", "Action"), ("Top tips", "Tip"), ("KLOEs", "KLOE")):
        sheet = book.create_sheet(name)
        sheet.append(["Ref", heading])
        sheet.append([f"{name[0]}-1", "Words"])
    lists = book.create_sheet("Lists")
    lists.append(["Ref", "Action"])
    lists.sheet_state = "hidden"
    book.create_sheet("Cover").append(["Read me first"])
    written = io.BytesIO()
    book.save(written)
    made = opened(PlanFile("plan.xlsx", written.getvalue()))
    assert [layout.kind for layout in made.layouts] == ["action", "tip", "kloe"]
    assert [(one.kind, one.place) for one in made.passed] == [
        ("hidden_sheet", "Lists"), ("sheet", "Cover"),
    ]  # fmt: skip


def test_a_kind_column_tells_findings_tips_and_actions_apart(database: Database) -> None:
    file = csv(
        "Ref,Type,Wording,Para\nF-1,Strength,The right children,13\n"
        "F-2,Area for consideration,Drift and delay,23\nT-1,Top tip,Tell your story,31e\n"
        "A-1,Action,Agree the vision,40\n",
        name="review.csv",
    )
    assert [(e.kind, e.reference) for e in entries(database, file)] == [
        ("action", "A-1"), ("strength", "F-1"), ("area", "F-2"), ("tip", "T-1"),
    ]  # fmt: skip


def test_a_sheet_that_does_not_say_what_it_holds_is_asked_about(database: Database) -> None:
    file = csv("Ref,Wording\nX-1,Tell your story\n", name="export.csv")
    [problem] = problems(database, file)
    assert problem.startswith("export.csv, line 2: kind: is missing")
    layouts = opened(file, choices=Choices({0: "tip"})).layouts
    assert layouts[0].kind == "tip"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Lead officer", "owner"),
        ("Responsible Officer:", "owner"),
        ("LEAD OFFICER (name)", "owner"),
        ("Timescales", "due"),
        ("Target  completion date", "due"),
        ("Sucess measures", "measure"),
        ("What will success look like?", "measure"),
        ("Work-stream", "theme"),
        ("Paragraph no.", None),
        ("Budget", None),
        ("RAG", None),
    ],
)
def test_headings_are_known_by_their_other_names(heading: str, field: str | None) -> None:
    [layout] = opened(csv(f"Ref,Action,{heading}\nA-1,Agree,x\n")).layouts
    found = {name for name, at in layout.columns.items() if at == 2}
    assert found == ({field} if field else found - {"owner", "due", "measure", "theme"})


def test_a_column_of_dates_or_addresses_is_known_without_a_known_heading() -> None:
    file = xlsx(
        ("Ref", "Action", "Q", "Desk"),
        ("A-1", "Agree the vision", date(2027, 3, 31), "person2@council.example"),
        ("A-2", "Agree the model", date(2027, 4, 30), "person3@council.example"),
    )
    [layout] = opened(file).layouts
    assert (layout.heading("due"), layout.heading("owner")) == ("Q", "Desk")


@pytest.mark.parametrize(
    ("said", "day", "precision", "kept"),
    [
        ("31 March 2027", date(2027, 3, 31), "day", "31 March 2027"),
        ("31.03.2027", date(2027, 3, 31), "day", ""),
        ("by April 2020", date(2020, 4, 30), "month", "by April 2020"),
        ("Mar-27", date(2027, 3, 31), "month", "Mar-27"),
        ("end of March", None, "none", "end of March"),  # of which year, a plan does not say
        ("next Friday", None, "none", "next Friday"),
        ("over the next few months", None, "none", "over the next few months"),
        ("Q4 2026", None, "none", "Q4 2026"),
        ("Ongoing", None, "none", "Ongoing"),
    ],
)
def test_a_date_is_read_only_where_it_names_one_day_of_one_year(
    database: Database, said: str, day: date | None, precision: str, kept: str
) -> None:
    [entry] = entries(database, csv(f"Ref,Action,Due date\nA-1,Agree the vision,{said}\n"))
    assert entry.due == DueGiven(Due(day, precision), kept)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("A-1,Agree,,31/02/2027,", "due date: “31/02/2027” is not a day in the calendar."),
        ("A-1,Agree,Nobody Known,,", "owner: “Nobody Known” is nobody on the roster."),
        ("A-1,Agree,head of servise,,", "Is it Head of Service?"),
        (
            "A-1,,Head of Service,,",
            "title: is empty. Write it like this: Finalise the Permanence Strategy.",
        ),
        (
            "A-1,Agree,,,wobbly",
            "status: “wobbly” is not a status that I know. Write it like this: not",
        ),
        ("A-1,#REF!,,,", "title: holds #REF!, which is what Excel writes for a broken formula."),
        ("#99,Agree,,,", "reference: “#99” is no action's number here."),
    ],
)
@pytest.mark.usefixtures("council")
def test_what_is_wrong_is_said_by_row_with_a_right_example(
    database: Database, row: str, words: str
) -> None:
    [problem] = problems(database, csv(f"Ref,Action,Owner,Due,Status\n{row}\n"))
    assert problem.startswith("plan.csv, line 2: ")
    assert words in problem


def test_a_reference_that_is_there_twice_names_both_rows(database: Database) -> None:
    [problem] = problems(database, csv("Ref,Action\nA-1,Agree\nA-2,Publish\na-1,Agree again\n"))
    assert problem.startswith(
        "plan.csv, line 4: reference: “a-1” is there already, in plan.csv, line 2."
    )


def test_a_person_is_found_by_email_name_or_role_and_two_alike_are_asked_about(
    database: Database, council: Council
) -> None:
    with database.begin() as session:
        session.merge(council.colleague).role = "Practitioner"
        session.merge(council.practitioner).role = "Practitioner"
    head = "Ref,Action,Owner\n"
    for said in ("PERSON3@council.example", "team manager,  permanence"):
        [entry] = entries(database, csv(f'{head}A-1,Agree,"{said}"\n'))
        assert entry.values["owner_id"] == council.manager.id
    [problem] = problems(database, csv(f"{head}A-1,Agree,practitioner\n"))
    assert "is the role of 2 people. Write an e-mail address instead." in problem


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Ring the family on 07700 900123", "phone number"),
        ("See NHS 943 476 5919", "nhs number"),
        ("Visit YO1 7HH", "postcode"),
        ("Born 04/12/2012", "date of birth"),
    ],
)
def test_what_must_not_be_kept_is_refused_by_row_and_kind_and_not_repeated(
    database: Database, said: str, kind: str
) -> None:
    columns = "Ref,Action,Quote,Theme,Phase,Success measure,Source,Owner,Due"
    for at in range(1, 9):
        cells = ["A-1", "Agree", "", "", "", "", "", "", ""]
        cells[at] = said
        shown = looked_at(
            database,
            csv(f"{columns}\n{','.join(cells)}\n"),
            wishes=ReadingWishes(owners_later=True),
        )
        [problem] = shown.problems
        assert problem.place == "plan.csv, line 2"
        assert f"looks like it holds personal data ({kind})" in why_words(problem.why)
        assert said not in str(shown.problems)


@pytest.mark.parametrize("name", ["plan 943 476 5919.csv", "mum@example.com.csv"])
def test_a_file_that_is_named_after_somebody_is_refused(database: Database, name: str) -> None:
    shown = looked_at(database, csv("Ref,Action\nA-1,Agree\n", name=name))
    assert [problem_words(problem) for problem in shown.problems] == [
        "The file or a sheet: the name looks like it holds personal data: give it another name."
    ]


def test_whoever_imports_a_file_of_such_a_name_says_that_it_is_no_childs(
    database: Database,
) -> None:
    shown = looked_at(database, csv("Ref,Action\nA-1,Agree\n", name="Plan, 14 Acacia Avenue.csv"))
    assert (shown.problems, shown.sure) == ((), frozenset({Kind.ADDRESS}))


ROWS = (("Ref", "Finding"), ("1", "Plans are late"), ("2", "Records are thin"))
TWICE = [*ROWS[1:], ("Priority 2: Health",), *ROWS[1:]]
# Each way in which words of a file that stand in no row could be kept with it.
NAMED = {
    "its name": lambda said: csv("Ref,Action\nA-1,Agree\n", name=f"plan {said}.csv"),
    "a sheet": lambda said: xlsx(*ROWS, name=f"Plan {said}"),
    "one of two sheets": lambda said: xlsx_of({f"Plan {said}": ROWS, "Plan": ROWS}),
    "a section of findings": lambda said: xlsx(ROWS[0], (f"Priority 1 {said}: Law",), *TWICE),
    "a section of actions": lambda said: xlsx(
        ("Ref", "Action"), (f"Priority 1 {said}: Law",), *TWICE
    ),
    "a heading": lambda said: xlsx((*ROWS[0], f"Seen by {said}"), *ROWS[1:]),
}


@pytest.mark.parametrize("said", ["943 476 5919", "CS-48213"])
@pytest.mark.parametrize("place", NAMED)
def test_no_words_around_the_rows_are_kept_that_could_not_stand_in_one(
    database: Database, place: str, said: str
) -> None:
    own = CouncilsOwn(case_numbers=("AA-99999",))
    for is_let, words in ((True, "of ours"), (False, said)):
        shown = looked_at(database, NAMED[place](words), wishes=ReadingWishes(own=own))
        kept = repr([step.entry for step in shown.outcome.steps])
        if not any(problem.is_whole for problem in shown.problems):
            kept += repr(shape_of(shown, TODAY))
        assert (words in kept) is is_let


def test_what_may_be_about_a_child_is_shown_and_refuses_no_plan(database: Database) -> None:
    shown = looked_at(database, csv("Ref,Action\nA-1,Visit 14 Acacia Avenue\nA-2,Agree\n"))
    assert shown.problems == ()
    [note] = shown.notes
    assert note_words(note) == (
        "plan.csv, line 2: title: may be about a child or a family (address): look at it before "
        "you import it"
    )


def test_a_file_that_unpacks_to_far_more_than_it_is_is_not_opened() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 120_000_000)
    with refused(match="unpacks to more than 100 MB"):
        opened(PlanFile("plan.xlsx", written.getvalue()))


def test_opening_a_real_excel_file_warns_of_nothing() -> None:
    file = xlsx(("Ref", "Action"), ("A-1", "Agree"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened(file)
        load_workbook(io.BytesIO(file.content))
