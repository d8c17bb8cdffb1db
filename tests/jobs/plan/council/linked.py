"""Plans with links in their cells, and plans as services hand them round, each by one habit."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from openpyxl.worksheet.worksheet import Worksheet

from tests.jobs.plan.council.shape import (
    BEGUN,
    DONE,
    FIRST_ROW,
    GUIDE,
    HS,
    JO,
    ROBIN,
    SAM,
    SECOND,
    SECOND_ROW,
    H,
    Made,
    Shape,
    csv,
    docx,
    one,
    xlsx,
    xlsx_of,
)
from tests.jobs.plan.plans import Dress
from tests.jobs.plan.shapes import FEB, JAN, OFFICER

GUIDE_AT, TEAM_SITE = "https://council.example/guide", "https://council.example/team"
NOTED: Final = {"notes": (GUIDE_AT,)}


def link(*cells: str, to: str = GUIDE_AT) -> Dress:
    def dress(sheet: Worksheet) -> None:
        for cell in cells:
            sheet[cell].hyperlink = to

    return dress


def of(kind: str, file: Made, rows: Sequence[tuple[object, ...]], **besides: Any) -> Shape:  # noqa: ANN401
    """Return a shape whose rows need not say that there is nothing besides."""
    whole = [row if isinstance(row[-1], dict) else (*row, {}) for row in rows]
    return Shape(kind, file, whole, **besides)


LINKED: Final = [
    of("links", xlsx(H, FIRST_ROW, SECOND_ROW, dress=link("B2")), [(*GUIDE, NOTED), SECOND]),
    of("links", xlsx(H, FIRST_ROW, dress=link("A2")), [(*GUIDE, NOTED)]),
    of("links", xlsx(H, FIRST_ROW, dress=link("C2", to="mailto:io@council.example")), [GUIDE]),
    of(
        "links",
        xlsx(H, FIRST_ROW, dress=link("C2", to=TEAM_SITE)),
        [(*GUIDE, {"notes": (TEAM_SITE,)})],
    ),
    of("links", xlsx(H, FIRST_ROW, dress=link("D2")), [(*GUIDE, NOTED)]),
    of("links", xlsx(H, FIRST_ROW, dress=link("A2", "B2", "C2", "D2")), [(*GUIDE, NOTED)]),
    of(
        "links",
        xlsx(HS, (*FIRST_ROW, "In progress"), dress=link("E2")),
        [(*GUIDE, {**BEGUN, **NOTED})],
    ),
    of(
        "links",
        xlsx((*H, "Evidence"), (*FIRST_ROW, "Minutes"), dress=link("E2")),
        [GUIDE],
        kept=(f"Minutes {GUIDE_AT}",),
    ),
    of(
        "links",
        xlsx((*H, "Comments"), (*FIRST_ROW, "See the guide"), dress=link("E2")),
        [GUIDE],
        kept=("See the guide", GUIDE_AT),
    ),
    of(
        "links",
        xlsx((*H, "Theme"), (*FIRST_ROW, "Practice"), dress=link("E2")),
        [(*GUIDE, {**NOTED, "theme": "Practice"})],
    ),
    of(
        "links",
        csv(f"Ref,Action,Lead,Due date\n1.1,Write the guide {GUIDE_AT},{OFFICER},29/01/2027\n"),
        [(*GUIDE, NOTED)],
    ),
    of(
        "links",
        csv(
            f"Ref,Action,Lead,Due date\n1.1,Update {GUIDE_AT} with the new form,{OFFICER},"
            "29/01/2027\n"
        ),
        [("1.1", f"Update {GUIDE_AT} with the new form", JAN)],
    ),
    of(
        "links",
        csv(f"Ref,Action,Lead,Due date\n1.1,{GUIDE_AT},{OFFICER},29/01/2027\n"),
        [("1.1", GUIDE_AT, JAN)],
    ),
    of(
        "links",
        docx([H, ("1.1", f"Write the guide\n{GUIDE_AT}", OFFICER, "29/01/2027")]),
        [(*GUIDE, NOTED)],
    ),
]

HANDED_ROUND: Final = [
    one(
        "handed round",
        ("No.", "What we will do", "By whom", "By when"),
        ("1.1", "Write the guide", OFFICER, "29.01.27"),
    ),
    one(
        "handed round",
        ("Ref", "Actions we will take", "Lead officer", "Timescale"),
        ("1.1", "Write the guide", OFFICER, "29th Jan 2027"),
    ),
    one(
        "handed round",
        ("Action no", "Action", "Responsible", "Target date", "BRAG"),
        ("1.1", "Write the guide", OFFICER, "29/1/27", "Green"),
    ),
    one(
        "handed round",
        ("ID", "Required action", "Accountable officer", "Completion date (target)"),
        ("1.1", "Write the guide", OFFICER, "29 January 2027"),
    ),
    one(
        "handed round",
        ("Ref", "Task", "Owner(s)", "Deadline", "% complete"),
        ("1.1", "Write the guide", OFFICER, date(2027, 1, 29), 0.4),
        **BEGUN,
    ),
    one(
        "handed round",
        ("Ref", "SMART action", "Named lead", "Due", "Status"),
        ("1.1", "Write the guide", OFFICER, "Fri 29 Jan 2027", "On track"),
        **BEGUN,
    ),
    one(
        "handed round",
        ("Ref.", "Improvement action", "Lead", "When", "Progress to date"),
        ("1.1", "Write the guide", OFFICER, "29-Jan-27", "Draft with Legal"),
        kept=("Draft with Legal",),
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date", "Update 12/10", "Update 09/11"),
        ("1.1", "Write the guide", OFFICER, "29/01/2027", "Begun", "Nearly there"),
        kept=("Begun", "Nearly there"),
    ),
    one(
        "handed round",
        ("Rhif", "Cam gweithredu / Action", "Arweinydd / Lead", "Dyddiad / Date"),
        ("1.1", "Write the guide", OFFICER, "29 Ionawr 2027"),
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        (" 1.1 ", "  Write   the guide ", f" {OFFICER} ", " 29/01/2027 "),
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide\u200b", f"{OFFICER}\u00a0", "29\u00a0January\u00a02027"),
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "Sam Birch", "29/01/2027"),
        owner=SAM,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "BIRCH, Sam", "29/01/2027"),
        owner=SAM,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "S. Birch", "29/01/2027"),
        owner=SAM,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "Sam Birch (lead), Robin Alder", "29/01/2027"),
        owner=SAM,
        deputy=ROBIN,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Support", "Due date"),
        ("1.1", "Write the guide", "Sam Birch", "Robin Alder", "29/01/2027"),
        owner=SAM,
        deputy=ROBIN,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "Jo Smith Jones", "29/01/2027"),
        owner=JO,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "Virtual School Head", "29/01/2027"),
        owner=JO,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date"),
        ("1.1", "Write the guide", "sam.birch@council.example", "29/01/2027"),
        owner=SAM,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Original date", "Revised date"),
        ("1.1", "Write the guide", OFFICER, "30/09/2026", "29/01/2027"),
        original_due_on=date(2026, 9, 30),
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date", "Date completed"),
        ("1.1", "Write the guide", OFFICER, "29/01/2027", "02/11/2026"),
        **DONE,
    ),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date", "Complete?"),
        ("1.1", "Write the guide", OFFICER, "29/01/2027", "Y"),
        **DONE,
    ),
    of("handed round", xlsx(HS, (*FIRST_ROW, "Complete - Oct 26")), [], back=1),
    one(
        "handed round",
        ("Ref", "Action", "Lead", "Due date", "Status"),
        ("1.1", "Write the guide", OFFICER, "29/01/2027", "started"),
        **BEGUN,
    ),
    of(
        "handed round",
        xlsx(
            ("Action plan - SEND",), ("Version 3, 16 November 2026",), (), H, FIRST_ROW, SECOND_ROW
        ),
        [GUIDE, SECOND],
    ),
    of("handed round", xlsx(H, FIRST_ROW, (), (), SECOND_ROW, ("Total", 2)), [GUIDE, SECOND]),
    of("handed round", xlsx(H, FIRST_ROW, H, SECOND_ROW), [GUIDE, SECOND]),
    of(
        "handed round",
        xlsx_of(
            {
                "Read me": [("How to use this plan",), ("Fill in each month",)],
                "Plan": [H, FIRST_ROW, SECOND_ROW],
            }
        ),
        [GUIDE, SECOND],
    ),
    of(
        "handed round",
        xlsx_of({"Plan": [H, FIRST_ROW], "Archive": [H, SECOND_ROW]}),
        [GUIDE],
        back=1,
    ),
    of(
        "handed round",
        csv(
            "\ufeffRef;Action;Lead;Due date\r\n1.1;Write the guide;Improvement Officer;"
            "29/01/2027\r\n"
            "2.1;Print the guide;Improvement Officer;26/02/2027\r\n"
        ),
        [GUIDE, SECOND],
    ),
    of(
        "handed round",
        csv(
            "Ref\tAction\tLead\tDue date\n1.1\tWrite the guide\tImprovement Officer\t29/01/2027\n",
            "plan.csv",
        ),
        [GUIDE],
    ),
    of(
        "handed round",
        csv('Ref,Action,Lead,Due date\n1.1,"Write\nthe guide",Improvement Officer,29/01/2027\n'),
        [GUIDE],
    ),
    of(
        "handed round",
        csv(
            '"Improvement plan, November"\n\nRef,Action,Lead,Due date\n'
            "1.1,Write the guide,Improvement Officer,29/01/2027\n"
        ),
        [GUIDE],
    ),
    of("handed round", docx([H, FIRST_ROW, SECOND_ROW]), [GUIDE, SECOND]),
    of("handed round", docx([H, FIRST_ROW], [H, SECOND_ROW]), [GUIDE, SECOND]),
    of(
        "handed round",
        docx(
            [
                ("Ref", "1.1"),
                ("Action", "Write the guide"),
                ("Lead", OFFICER),
                ("Due date", "29/01/2027"),
            ]
        ),
        [GUIDE],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "ongoing")),
        [GUIDE, ("2.1", "Print the guide", None, {"due_as_given": "ongoing"})],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "tbc")),
        [GUIDE, ("2.1", "Print the guide", None, {"due_as_given": "tbc"})],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "Feb-27")),
        [GUIDE, ("2.1", "Print the guide", date(2027, 2, 28))],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "end Feb 2027")),
        [GUIDE, ("2.1", "Print the guide", date(2027, 2, 28))],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "Q4 2026/27")),
        [GUIDE, ("2.1", "Print the guide", date(2027, 3, 31))],
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", "Somebody Unknown", "26/02/2027")),
        [GUIDE],
        back=1,
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, "31/02/2027")),
        [GUIDE],
        back=1,
    ),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("1.1", "Print the guide", OFFICER, FEB)),
        [GUIDE, ("1.1 (2)", "Print the guide", FEB)],
    ),
    of("handed round", xlsx(H, FIRST_ROW, ("2.1", "", OFFICER, "26/02/2027")), [GUIDE], back=1),
    of(
        "handed round",
        xlsx(H, FIRST_ROW, ("2.1", "Print the guide", OFFICER, FEB)),
        [GUIDE, SECOND],
    ),
]
