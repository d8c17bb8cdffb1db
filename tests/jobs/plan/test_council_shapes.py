"""More plans as councils write them, kind by kind: each row is right, asked about or handed back.

What is right was written down before any of them was read; docs/importing.md says how many of each
kind were right the first time. What is left out of a row is empty.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final, ParamSpec

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.plan.notes import note_words
from db.models import Person, Status
from db.session import Database
from jobs.plan.importing import Choices, columns_chosen, opened
from jobs.plan.sums import sums
from jobs.plan.tables import PlanFile
from tests.jobs.plan import plans, shapes
from tests.jobs.plan.plans import looked_at, take
from tests.jobs.plan.shapes import (
    FEB,
    JAN,
    OFFICER,
    ReadRow,
    cell,
    control,
    deleted,
    inserted,
    paragraph,
    passed,
    row,
    run,
    table,
)
from tests.people import Council

pytestmark = pytest.mark.mostly_sqlite  # its SQL is asked on PostgreSQL by other tests

DONE: Final = {"status": Status.DONE}
BEGUN: Final = {"status": Status.IN_PROGRESS}
WAITS: Final = {"status": Status.NOT_STARTED}
SEPT, DEC, MARCH = date(2026, 9, 30), date(2026, 12, 31), date(2027, 3, 31)
SAM, ROBIN, JO, ALEX, PRIYA = (
    "Sam Birch", "Robin Alder", "Jo Smith-Jones", "Alex O'Hara", "Priya Elm",
)  # fmt: skip
ROLES: Final = {
    SAM: "Children's Services Manager",
    ROBIN: "Service Manager, Fostering",
    JO: "Virtual School Head",
    ALEX: "Principal Social Worker",
    PRIYA: "Quality Assurance Manager",
}
H: Final = ("Ref", "Action", "Lead", "Due date")
HS: Final = (*H, "Status")
GUIDE: Final = ("1.1", "Write the guide", JAN)
Dress = Callable[[Worksheet], None]
Made = Callable[[], PlanFile]
P = ParamSpec("P")


def later(make: Callable[P, PlanFile]) -> Callable[P, Made]:
    """Return what has a file made where it is read: every worker collects all of them."""

    def asked(*args: P.args, **named: P.kwargs) -> Made:
        return partial(make, *args, **named)

    return asked


csv, docx, word = later(plans.csv), later(plans.docx), later(shapes.word)
xlsx, xlsx_of = later(plans.xlsx), later(plans.xlsx_of)


@dataclass(frozen=True)
class Shape:
    """A file, and what of it is stored: number, words, date, and by name what is besides."""

    kind: str
    file: Made
    rows: Sequence[tuple[object, ...]] = ()
    back: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)
    kept: Sequence[str] = ()  # words that stand somewhere in the rows


def one(
    kind: str,
    headings: Sequence[str],
    cells: Sequence[object],
    kept: Sequence[str] = (),
    **found: object,
) -> Shape:
    """Return a sheet of one row, which is "Write the guide", due on 29 January 2027."""
    return Shape(kind, xlsx(headings, cells), [(*GUIDE, found)], kept=kept)


def statuses(kind: str, expected: object, *said: str) -> Shape:
    """Return a sheet with these words for a status in each row; where there is none, all ask."""
    rows = [(f"1.{n}", f"Write guide {n}", OFFICER, JAN, each) for n, each in enumerate(said)]
    file = xlsx(HS, *rows)
    if expected is None:
        return Shape(kind, file, back=len(said))
    return Shape(kind, file, [(row[0], row[1], JAN, {"status": expected}) for row in rows])


def dues(kind: str, *said: str, back: bool = False) -> Shape:
    """Return a sheet with these words for a date in each row, which are kept, or are asked."""
    rows = [(f"1.{n}", f"Write guide {n}", OFFICER, each) for n, each in enumerate(said)]
    if back:
        return Shape(kind, xlsx(H, *rows), back=len(said))
    return Shape(kind, xlsx(H, *rows), [(*row[:2], None, {"due_as_given": row[3]}) for row in rows])


def days(kind: str, found: Mapping[str, date], original: date | None = None) -> Shape:
    """Return a sheet with these dates, each of which is read as its day."""
    rows = [(f"1.{n}", f"Write guide {n}", OFFICER, each) for n, each in enumerate(found)]
    moved = {"original_due_on": original} if original else {}
    return Shape(kind, xlsx(H, *rows), [(*row[:2], found[row[3]], moved) for row in rows])


def lead(kind: str, said: str, owner: str = "", deputy: str = "", heading: str = "Lead") -> Shape:
    """Return a sheet whose one row has this owner; where there is none, it is asked."""
    file = xlsx(("Ref", "Action", heading, "Due date"), ("1.1", "Write the guide", said, JAN))
    if not owner:
        return Shape(kind, file, back=1)
    return Shape(kind, file, [(*GUIDE, {"owner": owner, **({"deputy": deputy} if deputy else {})})])


AREA = "Supervision is not regular"
WRONG_COLUMN = [
    one("01", ("Ref", "Ofsted area for improvement", "What we will do", "Lead", "Timescale"),
        ("1.1", AREA, "Write the guide", OFFICER, JAN), kept=(AREA,)),
    one("01", ("No", "Objective", "Key actions", "Responsible officer", "Completion date"),
        ("1.1", AREA, "Write the guide", OFFICER, JAN), kept=(AREA,)),
    one("01", ("Ref", "Finding", "Risk", "Agreed management action", "Owner", "Target date"),
        ("1.1", AREA, "Drift for children", "Write the guide", OFFICER, JAN), kept=(AREA,)),
    one("01", ("Rec no", "Recommendation", "Agency response", "Single agency action", "Agency lead",
               "By when"),
        ("1.1", "Supervision should be regular", "Accepted", "Write the guide", OFFICER, JAN),
        kept=("Supervision should be regular",)),
    one("01", ("Ref", "Auditor's recommendation", "Priority (H/M/L)", "Manager's agreed action",
               "Officer responsible", "Implementation date"),
        ("1.1", "The service should write guides", "H", "Write the guide", OFFICER, JAN),
        kept=("The service should write guides",)),
]  # fmt: skip
BOTH_DATES = [
    one("03", ("Ref", "Action", "Lead", "Target date", "Revised target date", "Date completed"),
        ("1.1", "Write the guide", OFFICER, SEPT, JAN, None), original_due_on=SEPT),
    one("03", ("Ref", "Action", "Lead", "Original due", "Current due"),
        ("1.1", "Write the guide", OFFICER, SEPT, JAN), original_due_on=SEPT),
    one("03", ("Ref", "Action", "Lead", "Date agreed", "Initial timescale",
               "Revised timescale (if applicable)"),
        ("1.1", "Write the guide", OFFICER, date(2026, 5, 1), SEPT, JAN), original_due_on=SEPT),
    one("03", ("Ref", "Action", "Lead", "Due date (original)", "Due date (latest)"),
        ("1.1", "Write the guide", OFFICER, "30/09/2026", "29/01/2027"), original_due_on=SEPT),
    one("03", ("Ref", "Action", "Lead", "Deadline", "Revised date 1", "Revised date 2"),
        ("1.1", "Write the guide", OFFICER, SEPT, date(2026, 10, 30), JAN), original_due_on=SEPT),
    one("03", ("Ref", "Action", "Lead", "Agreed date", "Slipped to"),
        ("1.1", "Write the guide", OFFICER, SEPT, JAN), original_due_on=SEPT),
]  # fmt: skip


def in_word(*cells: str, headings: Sequence[str] = HS) -> Made:
    return word(table(row(*headings), row(*cells)))


WRITTEN = (*GUIDE, BEGUN)
CONTROLS = [
    Shape("05", in_word("1.1", "Write the guide", OFFICER, "29/01/2027", cell(
        control(run("In progress"), '<w:comboBox><w:listItem w:value="Complete"/></w:comboBox>')
    )), [WRITTEN]),
    Shape("05", in_word("1.1", control(cell("Write the guide")), control(cell(OFFICER)),
                        control(cell("29 January 2027")), control(cell("In progress"))), [WRITTEN]),
    Shape("05", in_word("1.1", "Write the guide", OFFICER,
                        cell(control(control(run("29 Jan 2027")))), "In progress"), [WRITTEN]),
    Shape("05", in_word(
        "1.1", "Write the guide", OFFICER,
        f"<w:tc><w:tcPr/>{control('<w:p>' + run('29/01/2027') + '</w:p>')}</w:tc>", "In progress",
    ), [WRITTEN]),
    Shape("05", in_word(
        "1.1", "Write the guide", OFFICER, "29/01/2027",
        cell(control(run("☒"), "<w:checkBox/>")), headings=(*H, "Complete?"),
    ), [(*GUIDE, DONE)]),
    Shape("05", in_word(
        "1.1", "Write the guide", OFFICER, "29/01/2027",
        cell(control(run("☐"), "<w:checkBox/>")), headings=(*H, "Complete?"),
    ), [(*GUIDE, {})]),
]  # fmt: skip
MOVED_TO = f'<w:moveTo w:id="7" w:author="A">{run("29/01/2027")}</w:moveTo>'
MOVED_FROM = f'<w:moveFrom w:id="8" w:author="A">{run("30/09/2026")}</w:moveFrom>'
TRACKED = [
    Shape("07", in_word("1.1", "Write the guide", OFFICER, cell(MOVED_FROM + MOVED_TO),
                        "In progress"), [WRITTEN]),
    Shape("07", in_word("1.1", cell(run("Write ") + deleted("a") + inserted("the") + run(" guide")),
                        cell(deleted(SAM) + inserted(OFFICER)), "29/01/2027",
                        cell(control(deleted("Complete") + inserted("In progress")))), [WRITTEN]),
    Shape("07", word(table(row(*HS), row(
        "1.1", "Write the guide", OFFICER, "29/01/2027", "In progress",
        properties='<w:ins w:id="3" w:author="A"/>',
    ))), [WRITTEN]),
    Shape("07", in_word("1.1", "Write the guide", OFFICER,
                        cell(f"{run('29 January ')}{deleted('2026')}{inserted('2027')}"),
                        cell(deleted("Not started") + inserted("In progress"))), [WRITTEN]),
]  # fmt: skip
SECOND = ("2.1", "Print the guide", FEB)
ONE, TWO = "Priority 1: Leadership", "Priority 2: Practice"
FIRST_ROW = ("1.1", "Write the guide", OFFICER, "29/01/2027")
SECOND_ROW = ("2.1", "Print the guide", OFFICER, "26/02/2027")
BANNERED = [(*GUIDE, {"theme": ONE}), (*SECOND, {"theme": TWO})]
BANNERS = [
    Shape("09", word(table(row(*H), row(cell(ONE, span=4)), row(*FIRST_ROW),
                           row(cell(TWO, span=4)), row(*SECOND_ROW))), BANNERED,
          passed={"section": 2}),
    Shape("09", docx([H, [ONE] * 4, FIRST_ROW, [TWO] * 4, SECOND_ROW]), BANNERED,
          passed={"section": 2}),
    Shape("09", word(table(row(*H), row(ONE, properties='<w:gridAfter w:val="3"/>'),
                           row(*FIRST_ROW), row(TWO, properties='<w:gridAfter w:val="3"/>'),
                           row(*SECOND_ROW))), BANNERED, passed={"section": 2}),
    Shape("09", word(table(row(*H), row(cell(ONE, span=3), cell("")), row(*FIRST_ROW),
                           row(cell(TWO, span=3), cell("")), row(*H), row(*SECOND_ROW))), BANNERED),
    Shape("10", word(table(row(cell(ONE, span=4)), row(*H), row(*FIRST_ROW)),
                     table(row(cell(TWO, span=4)), row(*H), row(*SECOND_ROW))), BANNERED),
    Shape("10", word(paragraph(ONE, "Heading2"), table(row(*H), row(*FIRST_ROW)),
                     paragraph(TWO, "Heading2"), table(row(*H), row(*SECOND_ROW))), BANNERED),
    Shape("10", word(table(row(cell(ONE, span=4)), row(cell("Priority lead: Robin Alder", span=4)),
                           row(*H), row(*FIRST_ROW))), [(*GUIDE, {"theme": ONE})]),
    Shape("10", xlsx((ONE,), ("Strategic lead:", ROBIN), ("Outcome:", "Advice arrives in time"), (),
                     H, FIRST_ROW), [(*GUIDE, {"theme": ONE})]),
    Shape("10", xlsx(("Ref", "Action", "Lead", "Timescale", None, "Status"),
                     (None, None, None, "Start", "End", None),
                     ("1.1", "Write the guide", OFFICER, SEPT, JAN, "In progress")), [WRITTEN]),
    Shape("11", xlsx(H, ("1.0", "Leadership", None, None), FIRST_ROW,
                     ("2.0", "Practice", None, None), SECOND_ROW),
          [(*GUIDE, {"theme": "1.0 Leadership"}), (*SECOND, {"theme": "2.0 Practice"})],
          passed={"section": 2}),
    Shape("11", csv(f"Ref,Action,Lead,Due date\nWorkstream A - Leadership,,,\n"
                    f"{','.join(FIRST_ROW)}\nWorkstream B - Practice,,,\n{','.join(SECOND_ROW)}\n"),
          [(*GUIDE, {"theme": "Workstream A - Leadership"}),
           (*SECOND, {"theme": "Workstream B - Practice"})], passed={"section": 2}),
    Shape("11", xlsx((*H, "RAG"), (None, "LEADERSHIP", None, None, "Green"), (*FIRST_ROW, "Amber"),
                     (None, "PRACTICE", None, None, "Red"), (*SECOND_ROW, "Amber")),
          [(*GUIDE, {"theme": "LEADERSHIP"}), (*SECOND, {"theme": "PRACTICE"})]),
    Shape("11", xlsx(H, ("Short term (0-3 months)", None, None, None), FIRST_ROW,
                     ("Medium term (3-6 months)", None, None, None), SECOND_ROW),
          [(*GUIDE, {"theme": "Short term (0-3 months)"}),
           (*SECOND, {"theme": "Medium term (3-6 months)"})]),
]  # fmt: skip


def under(kind: str, *below: Sequence[object], passed: Mapping[str, int] | None = None) -> Shape:
    """Return a sheet with this under its one action, which alone is stored."""
    file = xlsx(HS, (*FIRST_ROW, "In progress"), *below)
    return Shape(kind, file, [WRITTEN], passed=passed or {})


KEYS = [
    under("12", (), ("Status key:", "Complete"), (None, "In progress"), (None, "Not started")),
    under("12", (), ("Abbreviations",), ("TM", "Team Manager"), ("HoS", "Head of Service")),
    under("12", (), ("Signed off by:", "Head of Service"), ("Date:", "12/11/2026")),
    under("12", ("Last updated: 12 November 2026",), ("Page 1 of 3",)),
    under("12", (), ("Version control",), ("Version", "Date", "Author", "Change"),
          ("0.1", "01/09/2026", SAM, "First draft"), ("0.2", "01/10/2026", SAM, "Board comments")),
    under("13", (), ("Colour", "Meaning"), ("B", "Blue - action complete"),
          ("G", "Green - on track to be complete"), ("A", "Amber - some risk"), ("R", "Red")),
    under("13", (), ("Note: dates in bold have been revised by the board.",)),
    under("13", (), (None, "NB: subject to the budget being agreed.")),
    under("13", (), (None, "* Action carried forward from the 2025 plan")),
    under("13", (None, None, None, None, None), ("RAG", "Definition", None, None, None),
          ("Red", "Action will not be achieved by the due date", None, None, None),
          ("Amber", "Action is at risk of missing the due date", None, None, None),
          ("Green", "Action is on course", None, None, None)),
    under("13", (), ("1 = not started",), ("2 = in progress",), ("3 = complete",)),
    under("14", ("1.2", "-", "-", "-", "-"), ("1.3", "…", None, None, None)),
    under("14", ("1.2", None, "N/A", "N/A", "Not started"), ("1.3", "N/A", "N/A", "N/A", "N/A")),
    under("14", ("1.2", "Enter action here", "Enter name", "dd/mm/yyyy", "Select status"),
          ("1.3", "Enter action here", "Enter name", "dd/mm/yyyy", "Select status")),
    under("14", ("1.2", "[Insert action]", "[Name]", None, "Not started")),
    under("14", ("1.2", "TBC", "TBC", "TBC", "Not started")),
    under("14", ("Total actions", 1, None, None, None), ("% complete", "0%", None, None, None)),
]  # fmt: skip
STATUSES = [
    statuses(
        "15", None, "Due to complete in January", "Completion expected Feb 2027",
        "Complete pending QA", "Will be complete by Easter", "Complete once policy is agreed",
        "Closed - transferred", "Completed - not embedded", "Complete but not yet evidenced",
        "Closed, to be reopened",
    ),
    statuses(
        "15", Status.IN_PROGRESS, "Almost completed - awaiting sign off", "Incomplete",
        "On course to be completed", "Partially complete", "90% - final sign-off awaited",
        "Not completed",
    ),
    statuses(
        "17", Status.IN_PROGRESS, "Some progress", "Progressing", "Ongoing", "Started",
        "Good progress made", "Delayed", "Underway - delayed", "Doing", "Working towards",
        "Partially met", "Active", "Not met", "On-going", "In hand", "Work in progress",
        "Amber - in progress", "Started - on schedule",
    ),
    statuses(
        "17", Status.NOT_STARTED, "Not begun", "Awaiting start", "To do", "Backlog",
        "Not yet commenced", "No progress", "Scheduled", "Future action", "NOT STARTED",
        "Yet to commence",
    ),
    statuses(
        "17", Status.DONE, "Action closed", "Fully met", "Finished", "Action completed",
        "Implemented", "Met", "Achieved", "COMPLETE ✓", "Discharged", "Completed & closed",
    ),
    one("17", (*H, "Done?"), (*GUIDE[:2], OFFICER, JAN, "✓"), **DONE),
    one("17", (*H, "% complete"), (*GUIDE[:2], OFFICER, JAN, 1), **DONE),
    one("17", (*H, "Stage"), (*GUIDE[:2], OFFICER, JAN, "In progress"), **BEGUN),
    one("17", (*H, "Where are we now?"), (*GUIDE[:2], OFFICER, JAN, "In progress"), **BEGUN),
    statuses("17", Status.DEFERRED, "Parked", "Paused until April", "On-hold"),
    statuses(
        "17", Status.DROPPED, "Discontinued", "No longer applicable", "Abandoned", "Removed",
        "No longer needed",
    ),
]  # fmt: skip


def export(headings: str, *lines: str, days: Sequence[date]) -> Shape:
    """Return a CSV of jobs, each with a day."""
    file = csv("\n".join([headings, *lines]) + "\n", name="export.csv")
    return Shape("19", file, [(f"A{n}", f"Job {n}", day, {}) for n, day in enumerate(days, 1)])


MONTH_FIRST = [
    export("Ref,Action,Lead,Due date", f'A1,Job 1,{OFFICER},"Jan 29, 2027"',
           f'A2,Job 2,{OFFICER},"Feb 12, 2027"', days=(JAN, date(2027, 2, 12))),
    export("Ref,Action,Lead,Due date", f"A1,Job 1,{OFFICER},1/29/2027 5:00 PM",
           f"A2,Job 2,{OFFICER},3/4/2027 12:00 AM", days=(JAN, date(2027, 3, 4))),
    export("Ref,Action,Lead,Created,Due date",
           f"A1,Job 1,{OFFICER},9/14/2026,3/4/2027",
           f"A2,Job 2,{OFFICER},10/20/2026,2/12/2027", days=(date(2027, 3, 4), date(2027, 2, 12))),
    export("Ref;Action;Lead;Due date", f"A1;Job 1;{OFFICER};29.01.2027",
           f"A2;Job 2;{OFFICER};04.03.2027", days=(JAN, date(2027, 3, 4))),
    export("Ref,Action,Lead,Due date", f"A1,Job 1,{OFFICER},01.29.27",
           f"A2,Job 2,{OFFICER},03.04.27", days=(JAN, date(2027, 3, 4))),
]  # fmt: skip
DATES = [
    days("21", {
        "By 31 January 2027": date(2027, 1, 31), "end January 2027": date(2027, 1, 31),
        "29th of January 2027": JAN, "Friday 29 January 2027": JAN,
        "Friday, 29th January 2027": JAN, "March '27": MARCH, "By end of Mar 2027": MARCH,
        "Quarter 4 2026/27": MARCH, "no later than 31/03/2027": MARCH, "31/3/27": MARCH,
        "Mar 27": MARCH,
    }),
    days("21", {
        "30/09/2026 extended to 31/12/2026": DEC, "Was 30/09/2026, now 31/12/2026": DEC,
        "Original: 30/09/2026 Revised: 31/12/2026": DEC,
    }, original=SEPT),
    dues(
        "21", "Spring 2027", "Easter 2027", "Q4", "within 3 months", "Immediate", "Half term 3",
        "Jan/Feb 2027", "31 January 2027 and quarterly thereafter", "Each term", "Annually",
        "6 weeks from start", "Winter 2026/27", "Rolling programme", "Business as usual",
        "2026-27 academic year", "To be agreed", "Subject to funding",
    ),
    dues("23", "29/01", "29 Jan", "Jan 29", "By 29 January", "31st Dec", "Friday 29 January",
         "29 January (Friday)", "29/1", back=True),
    dues("23", "end of January", "January", "March/April"),
]  # fmt: skip
HEADINGS = [
    *(Shape("25", csv(f"Ref,Action,Lead,{heading}\n1.1,Write the guide,{OFFICER},29/01/2027\n"),
            [(*GUIDE, {})])
      for heading in (
          "By When?", "Timescales/Milestones", "Target (date)", "Due by date", "Completion target",
          "Expected end", "Date to be achieved by", "Delivery date", "Deadline for completion",
          "Target timescale", "Finish by", "Agreed deadline", "DUE_DATE", "Planned finish",
          "Timescale (by when)", "Proposed completion", "Deliver by", "Date action due",
      )),
    Shape("27", csv(f"Ref,Measure,Lead,Due date\n1.1,Write the guide,{OFFICER},29/01/2027\n"),
          back=1),
    *(Shape("27", csv(f"Ref,{heading},Lead,Due date\n1.1,Write the guide,{OFFICER},29/01/2027\n"),
            [(*GUIDE, {})])
      for heading in (
          "What", "Deliverable", "Milestone", "Commitment", "Work required", "Pledge", "Step",
          "Response to recommendation", "What needs doing", "Intervention", "Item",
          "Improvement required", "We will", "How", "Next steps", "ACTION_DESCRIPTION", "Job",
      )),
]  # fmt: skip


def planner(headings: str, cells: str, found: tuple[object, ...], **besides: object) -> Shape:
    return Shape("28", csv(f"{headings}\n{cells}\n", name="export.csv"), [(*found, besides)])


PLANNERS = [
    planner("Name,Subitems,Person,Status,Timeline - Start,Timeline - End,Priority",
            f"Write the guide,,{OFFICER},Working on it,2026-12-01,2027-01-29,High",
            ("", "Write the guide", JAN), **BEGUN),
    planner("Card ID,Card Name,List Name,Due Date,Members,Labels,Card Description",
            f"5f1,Write the guide,Doing,2027-01-29T12:00:00.000Z,{OFFICER},Workforce,The draft",
            ("5f1", "Write the guide", JAN), notes=("The draft",), **BEGUN),
    planner("ID,Task Name,Duration,Start,Finish,Predecessors,Resource Names,% Complete",
            f"7,Write the guide,20 days,01/12/2026,29/01/2027,,{OFFICER},50%",
            ("7", "Write the guide", JAN), **BEGUN),
    planner("Task Name,Assigned To,Start Date,End Date,% Complete,Status,Comments",
            f"Write the guide,{OFFICER},01/12/26,29/01/27,0.5,In Progress,The draft",
            ("", "Write the guide", JAN), notes=("The draft",), **BEGUN),
    planner("Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,"
            "Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task",
            f"120,2026-09-01,,2026-11-01,Write the guide,Workforce,{OFFICER},"
            "person8@council.example,,2027-01-29,,The draft,Improvement,",
            ("120", "Write the guide", JAN), theme="Workforce", notes=("The draft",)),
    planner("Issue Type,Key,Summary,Reporter,Assignee,Created,Due Date,Status",
            f"Task,IMP-7,Write the guide,{SAM},{OFFICER},01/Sep/26 9:12 AM,29/Jan/27,In Progress",
            ("IMP-7", "Write the guide", JAN), **BEGUN),
]  # fmt: skip
OWNERS = [
    *(lead("29", said, owner) for said, owner in (
        ("Sam\u00a0Birch", SAM), ("Sam  Birch ", SAM), ("Jo Smith\u2011Jones", JO),
        ("Alex O\u00b4Hara", ALEX), ("Alex O`Hara", ALEX), ("Jo Smith \u2013 Jones", JO),
        ("Children\u2032s Services Manager", SAM), ("Sam\u200b Birch", SAM),
        ("Alex O\u02bcHara", ALEX), ("“Sam Birch”", SAM),
    )),
    *(lead("31", said, SAM, ROBIN) for said in (
        "Sam Birch and Robin Alder", "Sam Birch with Robin Alder", "Sam Birch + Robin Alder",
        "Sam Birch; Robin Alder", "Birch, Sam; Alder, Robin", "Sam Birch & Robin Alder",
        "Sam Birch (lead), Robin Alder (support)", "Sam Birch supported by Robin Alder",
        "Sam Birch, Robin Alder", "Children's Services Manager / Robin Alder", "SB/RA",
        "Sam Birch, supported by Robin Alder",
        "Sam Birch | Robin Alder", "Sam Birch (Lead) Robin Alder (Deputy)",
    )),
    lead("31", "Sam Birch (Robin Alder)"),
    lead("31", "Sam Birch and partners"),
    lead("31", "All Team Managers"),
    *(lead("32", said, SAM, ROBIN) for said in (
        "• Sam Birch\n• Robin Alder", "1. Sam Birch\n2. Robin Alder", "Sam Birch\r\nRobin Alder",
        "Sam Birch,\nRobin Alder", "Sam Birch\n\nRobin Alder", "- Sam Birch\n- Robin Alder",
        "Lead: Sam Birch\nSupport: Robin Alder", "Sam Birch\n(Robin Alder)",
    )),
    lead("32", "Sam Birch\nChildren's Services Manager", SAM),
    lead("32", "Children's Services\nManager", SAM),
    *(lead("33", said, SAM) for said in (
        "Birch, Sam <sam.birch@council.example>", "Sam Birch [sam.birch@council.example]",
        "Sam Birch sam.birch@council.example", "sam.birch@council.example", "@Sam Birch",
        "Birch, Sam (Children's Services)", "Sam Birch (Children's Services)",
        "mailto:sam.birch@council.example", "Sam Birch (sam.birch@council.example)",
        "BIRCH, Sam <Sam.Birch@Council.example>;", "'Sam Birch' <sam.birch@council.example>",
        "Sam Birch - Children's Services Manager", "Sam Birch, Children's Services Manager",
        "Mrs S Birch", "Cllr Sam Birch", "Sam B", "Dr. Sam Birch MBE",
    )),
]  # fmt: skip


def merged(*areas: str) -> Dress:
    def dress(sheet: Worksheet) -> None:
        for area in areas:
            sheet.merge_cells(area)

    return dress


def shown_as(pattern: str) -> Dress:
    def dress(sheet: Worksheet) -> None:
        for line in range(2, sheet.max_row + 1):
            sheet.cell(line, 1).number_format = pattern

    return dress


def hide(kind: str, *, outline: bool) -> Dress:
    def dress(sheet: Worksheet) -> None:
        if kind == "column":
            sheet.column_dimensions["E"].hidden = True
        elif outline:
            sheet.row_dimensions[3].outlineLevel = 1
            sheet.row_dimensions[3].hidden = True
        else:
            sheet.auto_filter.ref, sheet.row_dimensions[3].hidden = "A1:E3", True

    return dress


def tall(said: str, begins: bool) -> str:
    begun = ' w:val="restart"' if begins else ""
    return cell(said, properties=f"<w:vMerge{begun}/>")


OVER_TWO: Final[list[tuple[object, ...]]] = [
    ("1", "Write the guide", JAN, {}),
    ("1 (2)", "Print the guide", FEB, {}),
]
NUMBERS = [
    Shape("34", word(table(row(*H), row(tall("1", True), *FIRST_ROW[1:]),
                           row(tall("", False), *SECOND_ROW[1:]))), OVER_TWO),
    Shape("34", xlsx(("Theme", *H), ("Voice", 1, *FIRST_ROW[1:]), (None, None, *SECOND_ROW[1:]),
                     dress=merged("A2:A3", "B2:B3")),
          [(*each[:3], {"theme": "Voice"}) for each in OVER_TWO]),
    Shape("34", xlsx(H, (1, "Write the guide", OFFICER, JAN), (None, "Print the guide", None, FEB),
                     dress=merged("A2:A3", "C2:C3")), OVER_TWO),
    Shape("34", xlsx(("Rec", "Recommendation", "Action", "Lead", "Due date"),
                     (1, AREA, "Write the guide", OFFICER, JAN),
                     (None, None, "Print the guide", OFFICER, FEB),
                     dress=merged("A2:A3", "B2:B3")),
          [(*each[:3], {"theme": AREA}) for each in OVER_TWO]),
    Shape("35", xlsx(H, *((3 + n / 100, f"Job {n}", OFFICER, JAN) for n in (9, 10, 11)),
                     dress=shown_as("0.00")),
          [(f"3.{n:02}", f"Job {n}", JAN, {}) for n in (9, 10, 11)]),
    Shape("35", csv("Ref,Action,Lead,Due date\n"
                    + "".join(f"2.{n},Job {n},{OFFICER},29/01/2027\n" for n in (1, 9, 10, 20))),
          [(f"2.{n}", f"Job {n}", JAN, {}) for n in (1, 9, 10, 20)]),
    Shape("35", xlsx(H, *((f"{2 + n / 10:.1f}" if n < 10 else "2.10", f"Job {n}", OFFICER, JAN)
                          for n in (8, 9, 10))),
          [(f"2.{n}", f"Job {n}", JAN, {}) for n in (8, 9, 10)]),
    Shape("35", xlsx(H, *((float(f"1.{n}"), f"Job {n}", OFFICER, JAN) for n in range(8, 22))),
          [(f"1.{n}", f"Job {n}", JAN, {}) for n in range(8, 22)]),
    Shape("35", xlsx(H, ("1.a", "Job a", OFFICER, JAN), ("1.b", "Job b", OFFICER, JAN)),
          [("1.a", "Job a", JAN, {}), ("1.b", "Job b", JAN, {})]),
]  # fmt: skip
SEEN = (*FIRST_ROW, "In progress")
UNSEEN = ("1.2", "Old job", SAM, "29/03/2024", "Complete")
LOOKUPS: Final[Mapping[str, Sequence[Sequence[object]]]] = {
    "Drop downs": (("Status", "RAG", "Lead"), ("Complete", "Red", SAM), ("On track", "Amber", SAM)),
    "RAG definitions": (("RAG", "Definition"), ("Red", "Will not be met"), ("Amber", "At risk")),
    "Version control": (("Version", "Date", "Author", "Changes made"),
                        ("0.1", "01/09/2026", SAM, "Wrote the first draft")),
    "Dashboard": (("Priority", "Total actions", "Complete", "On track"), (ONE, 12, 3, 9)),
    "Guidance": (("How to fill in this plan",), ("Add each action on its own row.",)),
    "Contents": (("Section", "Page"), (ONE, 3), (TWO, 7)),
    "Contacts": (("Name", "Role", "Email"), (SAM, ROLES[SAM], "sam.birch@council.example")),
    "Attendance": (("Name", "Sept", "Oct", "Nov"), (SAM, "Y", "N", "Y")),
    "KPIs": (("Measure", "Target", "Sept 26", "Oct 26"), ("Assessments in time", "90%", 0.8, 0.9)),
}  # fmt: skip
SHEETS = [
    Shape("38", xlsx(HS, SEEN, UNSEEN, dress=hide("row", outline=True)), [WRITTEN],
          passed={"hidden_row": 1}),
    Shape("38", xlsx(HS, SEEN, UNSEEN, dress=hide("row", outline=False)), [WRITTEN],
          passed={"hidden_row": 1}),
    Shape("38", xlsx((*H, "Status"), SEEN, dress=hide("column", outline=False)), [(*GUIDE, {})]),
    *(Shape("39", xlsx_of({"Action plan": [HS, SEEN], name: rows}), [WRITTEN], passed={"sheet": 1})
      for name, rows in LOOKUPS.items()),
    *(Shape("41", xlsx(HS, ("1.1", title, OFFICER, day, "In progress")), back=1)
      for title, day in (("Write the guide", "=TODAY()+30"), ("Write the guide", "=EDATE(E1,3)"),
                         ("Write the guide", "#REF!"), ("=Lookups!B2", JAN),
                         ("Write the guide", "#N/A"), ("#NAME?", JAN))),
    *(Shape("42", csv(f"Ref,Action,Lead,Due date\n{line}\n{','.join(SECOND_ROW)}\n"),
            [(*SECOND, {})], back=1)
      for line in (f"1.1,Write the guide,{OFFICER},29 January, 2027",
                   "1.1,Write the guide,Birch, Sam,29/01/2027",
                   f"1.1,Write, print and post the guide,{OFFICER},29/01/2027",
                   f"1.1,Write the guide, then print it, then post it,{OFFICER},29/01/2027")),
    Shape("42", csv(f"Ref;Action;Lead;Due date\n1.1;Write; print;{OFFICER};29/01/2027\n"), back=1),
]  # fmt: skip
DATES_IN_TEXT = [
    *(Shape("46", xlsx((*H, "Success measure"), ("1.1", said, OFFICER, JAN, measure)),
            [("1.1", said, JAN, {"success_measure": measure})])
      for said, measure in (
          ("Respond to the letter dated 12 March 2024", "All sent"),
          ("Act on the ILACS of 14 May 2023", "All done"),
          ("Write the guide", "62% (31/03/2024) rises to 80%"),
          ("Refresh the policy last reviewed 01.02.2022", "Cabinet 04/07/2024 minute 12 closed"),
          ("Adopt Working Together (15/12/2023)", "In use"),
          ("Follow the board's decision of 3 June 2024", "In use"),
      )),
    *(Shape("46", xlsx(H, ("1.1", said, OFFICER, JAN)), back=1)
      for said in ("Review the child born 12/03/2012", "Close the case, DOB 12.03.2012",
                   "Visit the boy (d.o.b. 12 March 2012)")),
]  # fmt: skip
ODD = [
    Shape("odd", csv(f"\ufeffRef\tAction\tLead\tDue date\n{chr(9).join(FIRST_ROW)}\n",
                     encoding="utf-16"), [(*GUIDE, {})]),
    Shape("odd", csv(f"Ref;Action;Lead;Due date\n1.1;Write the caf\u00e9 guide;{OFFICER};"
                     "29/01/2027\n", encoding="cp1252"),
          [("1.1", "Write the caf\u00e9 guide", JAN, {})]),
    Shape("odd", csv(f"Ref,Action,Lead,Due date\r\r1.1,Write the guide,{OFFICER},29/01/2027\r"),
          [(*GUIDE, {})]),
    Shape("odd", csv(f'"Improvement plan 2026, draft 3"\n\nRef,Action,Lead,Due date\n'
                     f'"1.1","Write\nthe guide","{OFFICER}","29/01/2027"\n'),
          [("1.1", "Write the guide", JAN, {})]),
    Shape("odd", xlsx_of({"Priority 1": [H, FIRST_ROW], "Priority 2": [H, SECOND_ROW]}),
          [(*GUIDE, {"theme": "Priority 1"}), (*SECOND, {"theme": "Priority 2"})]),
    Shape("odd", xlsx(("Ref\nno.", "Action\n(what will be done)", "Lead\nofficer", "By\nwhen"),
                      FIRST_ROW), [(*GUIDE, {})]),
]  # fmt: skip
SHAPES: Final = [
    *WRONG_COLUMN, *BOTH_DATES, *CONTROLS, *TRACKED, *BANNERS, *KEYS, *STATUSES, *MONTH_FIRST,
    *DATES, *HEADINGS, *PLANNERS, *OWNERS, *NUMBERS, *SHEETS, *DATES_IN_TEXT, *ODD,
]  # fmt: skip


@pytest.fixture
def people(council: Council) -> dict[object, str]:
    """Let those work here whom the plans name; return everybody's name by number."""
    with council.database.begin() as session:
        session.add_all(
            Person(name=name, role=role, email=f"{name.replace(' ', '.').lower()}@council.example")
            for name, role in ROLES.items()
        )
        session.flush()
        return {person.id: person.name for person in session.query(Person)}


def _besides(row: Sequence[object]) -> Mapping[str, object]:
    return last if isinstance(last := row[-1], dict) else {}


def told(found: ReadRow, people: Mapping[object, str], asked: set[str]) -> tuple[object, ...]:
    """Return a row as a shape has it: what the shape does not ask is left out."""
    owner = people.get(found.owner_id)
    besides = {
        "owner": "" if owner == OFFICER else owner,
        "deputy": people.get(found.deputy_id),
        "notes": found.entry.notes if "notes" in asked else (),
        "original_due_on": found.original_due_on,
        "due_as_given": found.entry.due.said if found.entry.due and not found.day else "",
        "theme": found.theme if "theme" in asked else "",
        "success_measure": found.success_measure if "success_measure" in asked else "",
        "status": found.status,
    }
    assert owner
    return (found.reference, found.title, found.day, {n: v for n, v in besides.items() if v})


@pytest.mark.parametrize("kind", sorted({shape.kind for shape in SHAPES}))
def test_plans_of_a_kind_are_read_right_or_asked_about(
    database: Database, people: Mapping[object, str], kind: str
) -> None:
    for shape in (each for each in SHAPES if each.kind == kind):
        shown = looked_at(database, shape.file())
        rows = [ReadRow(step.entry) for step in shown.outcome.steps if step.entry]
        asked = {name for each in shape.rows for name in _besides(each)}
        assert [told(each, people, asked) for each in rows] == list(shape.rows), shape.rows
        assert len(shown.problems) == shape.back, [each.why for each in shown.problems]
        said = [
            str(value)
            for each in rows
            for value in (*each.entry.values.values(), *each.entry.notes)
        ]
        assert all(any(part in each for each in said) for part in shape.kept), said
        assert shape.passed.items() <= passed(shown).items(), passed(shown)


BEFORE = xlsx(H, FIRST_ROW, SECOND_ROW, name="Plan Oct 26")
AGAIN = [
    xlsx(("Improvement plan, November 2026",), (), H, SECOND_ROW, FIRST_ROW, name="Plan Nov 26"),
    xlsx(("Due date", "Lead", "Action", "Ref"), *(each[::-1] for each in (FIRST_ROW, SECOND_ROW))),
    docx([H, FIRST_ROW, SECOND_ROW]),
    csv("\n".join(";".join(each[1:]) for each in (H, FIRST_ROW, SECOND_ROW)), "Nov.csv", "cp1252"),
]


def test_a_plan_in_another_shape_is_the_same_plan(
    database: Database, people: Mapping[object, str]
) -> None:
    take(database, BEFORE())
    for file in (make() for make in AGAIN):
        again = looked_at(database, file).outcome
        assert [*again.new, *again.changed] == [], file.name
        assert len(again.unchanged) == 2


@pytest.mark.parametrize(
    "said",
    [
        ("Lead=deputy", "Sponsor=owner"),
        ("Start=due", "Due date=original"),
        ("Action=text", "Outcome=title", "Lead=nothing"),
    ],
)
def test_choices_do_the_same_in_any_order(
    database: Database, people: Mapping[object, str], said: Sequence[str]
) -> None:
    headings = ("Ref", "Action", "Outcome", "Lead", "Sponsor", "Start", "Due date")
    file = plans.xlsx(headings, ("1.1", "Write the guide", "Staff know it", SAM, ROBIN, JAN, FEB))
    layouts = opened([file], Choices()).layouts
    stored = {
        str(looked_at(database, file, choices=Choices(columns=chosen)).outcome.steps)
        for chosen in (columns_chosen(layouts, said), columns_chosen(layouts, said[::-1]))
    }
    assert len(stored) == 1
    assert "deputy_id" in stored.pop() or "deputy" not in said[0]


@pytest.mark.parametrize(
    ("cells", "sums_say"),
    [
        (("", "", ""), "1 has no date, 1 has no owner, 0 are done"),
        ((OFFICER, "TBC", "Complete"), "1 has no date, 0 have no owner, 1 is done"),
        (("TBC", "29/01/2027", "Closed"), "0 have no date, 1 has no owner, 1 is done"),
    ],
)
def test_the_sums_say_what_will_be_stored(
    database: Database, people: Mapping[object, str], cells: Sequence[str], sums_say: str
) -> None:
    shown = looked_at(database, plans.xlsx(HS, ("1.1", "Write the guide", *cells)))
    assert sums_say in "\n".join(note_words(each) for each in sums(shown))
