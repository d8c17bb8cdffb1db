"""Plans by how they are laid out: Word's controls and changes, banners, keys, hidden rows."""

from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from tests.jobs.plan.council.shape import (
    DONE,
    FIRST_ROW,
    GUIDE,
    HS,
    ONE,
    ROBIN,
    ROLES,
    SAM,
    SECOND,
    SECOND_ROW,
    SEPT,
    TWO,
    WRITTEN,
    H,
    Made,
    Shape,
    csv,
    docx,
    word,
    xlsx,
    xlsx_of,
)
from tests.jobs.plan.plans import Dress
from tests.jobs.plan.shapes import (
    JAN,
    OFFICER,
    cell,
    control,
    deleted,
    inserted,
    paragraph,
    row,
    run,
    table,
)


def in_word(*cells: str, headings: Sequence[str] = HS) -> Made:
    return word(table(row(*headings), row(*cells)))


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
