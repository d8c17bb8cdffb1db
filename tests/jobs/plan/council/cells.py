"""Plans by what stands in one of their cells: a status, a date, an owner."""

from collections.abc import Mapping, Sequence
from datetime import date

from db.models import Status
from tests.jobs.plan.council.shape import (
    ALEX,
    BEGUN,
    DEC,
    DONE,
    GUIDE,
    HS,
    JO,
    MARCH,
    ROBIN,
    SAM,
    SEPT,
    H,
    Shape,
    csv,
    one,
    xlsx,
)
from tests.jobs.plan.shapes import JAN, OFFICER


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
