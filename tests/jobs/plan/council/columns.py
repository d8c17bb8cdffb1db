"""Plans by what their columns are called, what planners export, and how actions are numbered."""

from datetime import date
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from tests.jobs.plan.council.shape import (
    AREA,
    BEGUN,
    FIRST_ROW,
    GUIDE,
    SAM,
    SECOND_ROW,
    SEPT,
    H,
    Shape,
    csv,
    one,
    word,
    xlsx,
)
from tests.jobs.plan.plans import Dress
from tests.jobs.plan.shapes import FEB, JAN, OFFICER, cell, row, table

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
