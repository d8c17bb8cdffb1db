"""More rosters as HR systems and people write them, kind by kind: each row right or handed back.

What is right was written down before any of them was read; docs/importing.md says how many of each
kind were right the first time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jobs.people.roster import read
from tests.jobs.people.colleagues import ALEX, ROBIN, SAM
from tests.jobs.plan.plans import Dress, xlsx_of

ALDER: Final = {"name": "Robin Alder"}
BIRCH: Final = {"name": "Sam Birch"}
START, END = date(2026, 9, 1), date(2027, 3, 31)
People = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Shape:
    """A file, and who is read of it, each with at least these fields."""

    kind: str
    content: bytes
    people: People = field(default_factory=dict)
    back: int = 0


def lines(kind: str, *text: str, back: int = 0, encoding: str = "utf-8", **people: object) -> Shape:
    return Shape(kind, "\n".join(text).encode(encoding), _named(people), back)


def sheets(
    kind: str,
    rows: Mapping[str, Sequence[Sequence[object]]],
    dress: Dress | None = None,
    **people: object,
) -> Shape:
    return Shape(kind, xlsx_of(rows, dress).content, _named(people))


def _named(people: Mapping[str, object]) -> People:
    addresses = {"robin": ROBIN, "sam": SAM, "alex": ALEX}
    found: dict[str, Mapping[str, object]] = {}
    for name, values in people.items():
        assert isinstance(values, Mapping)
        found[addresses[name]] = values
    return found


MANAGED: Final = {**BIRCH, "manager": ROBIN}
EXPORTS = [
    lines("81",
          "Personal Reference,Title,Known As,Surname,Position Title,Position Reference,Org Unit,"
          "Cost Code,Contract Type,Contract Hours,Grade,Work E-Mail,Reports To Position,Reports To",
          f"012345,Mr,Robin,Alder,Head of Service,P100,Care,CC1,Permanent,37,12,{ROBIN},,",
          f"012346,Ms,Sam,Birch,Team Manager,P200,Permanence,CC2,Permanent,37,9,{SAM},P100,"
          "Robin Alder",
          robin={**ALDER, "role": "Head of Service"}, sam={**MANAGED, "team": "Permanence"}),
    lines("81",
          "Person Number,Assignment Number,Assignment Status,Person Name,Work Email,Business Unit,"
          "Department,Job,Grade,Location,Line Manager Person Number,Line Manager Name,FTE",
          f'1001,E1001,Active - Payroll Eligible,"Alder, Robin",{ROBIN},Council,Care,'
          "Head of Service,PO9,Civic Centre,,,1",
          f'1002,E1002,Active - Payroll Eligible,"Birch, Sam",{SAM},Council,Permanence,'
          'Team Manager,PO5,Civic Centre,1001,"Alder, Robin",0.8',
          robin=ALDER, sam={**MANAGED, "role": "Team Manager"}),
    lines("81",
          "Pers.no.;Employee/app.name;Employee subgroup;Organizational Unit;Position;CoCd;"
          "Communication;Chief",
          f"00001001;Robin Alder;Officer;Care;Head of Service;C1;{ROBIN};",
          f"00001002;Sam Birch;Officer;Permanence;Team Manager;C1;{SAM};Robin Alder",
          robin=ALDER, sam={**BIRCH, "role": "Team Manager"}),
    lines("81",
          "DisplayName,UserPrincipalName,JobTitle,Department,OfficeLocation,Manager,AccountEnabled,"
          "LastSignIn",
          f"Robin Alder,{ROBIN},Head of Service,Care,Civic Centre,,TRUE,01/11/2026",
          f"Sam Birch,{SAM},Team Manager,Permanence,Civic Centre,Robin Alder,TRUE,02/11/2026",
          robin=ALDER, sam=MANAGED),
    lines("81",
          "Employee,Preferred Name,Worker Type,Business Title,Supervisory Organization,"
          "Worker's Manager,Hire Date,Time Type,Scheduled Weekly Hours,Email - Primary Work",
          f"Robin Alder (1001),Robin,Regular,Head of Service,Care (Robin Alder),,2015-04-01,"
          f"Full time,37,{ROBIN}",
          f"Sam Birch (1002),Sam,Fixed Term,Team Manager,Permanence (Sam Birch),"
          f"Robin Alder (1001),2021-02-15,Part time,22,{SAM}",
          robin=ALDER, sam=MANAGED),
    lines("81", "SWE Registration,Name,Email address,Post,Team,Caseload,Supervision date,Vacancy?",
          f"SW1,Sam Birch,{SAM},Social Worker,Duty,14,03/11/2026,N",
          sam={**BIRCH, "role": "Social Worker", "team": "Duty"}),
]  # fmt: skip


def called(kind: str, headings: str, cells: str, name: str = "Sam Birch") -> Shape:
    """Return a list of one person, whose name stands in these cells."""
    return lines(kind, f"{headings},Work Email", f"{cells},{SAM}", sam={"name": name})


NAMES = [
    called("83", "Title,Initials,Surname,Known As", "Ms,S J,Birch,Sam"),
    called("83", "Employee Name", '"BIRCH, Sam Jo (Ms)"', "Sam Jo Birch"),
    called("83", "Last,First,MI", "Birch,Sam,J"),
    called("83", "FORENAME1,FORENAME2,SURNAME", "Sam,Jo,Birch"),
    called("83", "Forename 1,Forename 2,Surname", "SAM,JO,BIRCH"),
    called("83", "Legal Name,Known Name", '"Birch, Samuel",Sam Birch'),
    called("83", "Employee's Surname,Employee's Forename", "Birch,Sam"),
    called("83", "Sur Name,Fore Name", "Birch,Sam"),
    called("83", "Staff Name (Surname, First Name)".replace(",", " /"), '"Birch, Sam"'),
    called("83", "First name(s),Surname", "Sam,BIRCH"),
    called("83", "Surname,Preferred Forename,Legal Forename", "Birch,Sam,Samuel"),
    called("83", "Forename,Surname,Preferred Name", "Samuel,Birch,Sam"),
    called("83", "Forename,Surname,Preferred Name", "Samuel,Birch,Sam Birch"),
    called("83", "Initials,Surname", "S J,Birch", "S J Birch"),
    called("83", "Employee #,First name Last name", "1,Sam Birch"),
    called("83", "Resource,Resource (T)", "1002,Sam Birch"),
    called("83", "Display Name,Assignment Name", '"Birch, Sam",Team Manager'),
    called("83", "Employee Name", "Sam Birch (On Leave)"), called("83", "Name", "BIRCH Sam"),
    called("83", "Given name,Surname,Maiden Name", "Sam,Birch,Oak"),
]  # fmt: skip


def managed(
    kind: str, headings: str, cells: str, *, back: int = 0, sam: Mapping[str, object] = MANAGED
) -> Shape:
    """Return a list of Robin, and of Sam whose manager stands in these cells."""
    none = "," * headings.count(",")
    text = (
        f"Employee No,Position No,Name,Job Title,E-mail,{headings}",
        f"1001,P100,Robin Alder,Head of Service,{ROBIN},{none}",
        f"1002,P200,Sam Birch,Team Manager,{SAM},{cells}",
    )
    if back:
        return lines(kind, *text, back=back, robin=ALDER)
    return lines(kind, *text, robin=ALDER, sam=sam)


BOTH: Final = {"name": "Robin Alder (n\u00e9e Oak)"}
MANAGERS = [
    *(managed("84", heading, said) for heading, said in (
        ("Line manager", '"Alder, Robin (Head of Service)"'),
        ("Line manager", "Robin Alder - Head of Service"),
        ("Line manager", '"Robin Alder, Head of Service"'),
        ("Line manager", "ALDER R"), ("Line manager", "Alder R."),
        ("Line manager", "Robin ALDER"), ("Line manager", "P100"),
        ("Line manager", f"Robin Alder ({ROBIN})"),
        ("Line manager", "Ms R Alder"), ("Line manager", "Robin  Alder*"),
        ("Manager's Email", ROBIN), ("Manager Employee Ref", "1001"),
        ("Supervisor's Position", "P100"), ("Reports to (name)", "Robin Alder"),
        ("Manager Forename,Manager Surname", "Robin,Alder"),
        ("Line Manager (1),Line Manager (2)", "Robin Alder,"),
        ("Line Manager Full Name,Line Manager Job Title", "Robin Alder,Head of Service"),
        ("Appraising manager", "Robin Alder"), ("Responsible manager", "Robin Alder"),
    )),
    managed("84", "Line manager", "Robin Alder / Alex Cedar", back=1),
    managed("84", "Line manager", "Robyn Alder", back=1),
    managed("84", "Line manager", "Head of Service"),  # the one who has the post
    managed("84", "Line manager", "No_Manager", sam={**BIRCH, "manager": None}),
    managed("84", "Reports To Personal Reference", "1001"),
    managed("84", "Line Mgr Emp No.", "1001"), managed("84", "Manager User ID", "P100"),
    managed("84", "Line manager", "1001 Robin Alder"),
    managed("84", "Line manager", "Robin Alder P100"),
    managed("84", "Manager", r'"CN=Alder\, Robin,OU=Staff,DC=council"'),
    lines("84", "Name,E-mail,Job Title,Manager", f"Robin Alder (n\u00e9e Oak),{ROBIN},Head,",
          f"Sam Birch,{SAM},Officer,Robin Alder", robin=BOTH, sam=MANAGED),
    lines("84", "Name,E-mail,Job Title,Manager", f"Robin Alder,{ROBIN},Officer,",
          f"Sam Birch,{SAM},Officer,", f"Alex Cedar,{ALEX},Officer,officer", robin=ALDER, sam=BIRCH,
          back=1),
    lines("84", "Employee,,Manager,", "Name,E-mail,Name,E-mail", f"Robin Alder,{ROBIN},,",
          f"Sam Birch,{SAM},Robin Alder,{ROBIN}", robin=ALDER, sam=MANAGED),
]  # fmt: skip


def mailed(kind: str, said: str) -> Shape:
    return lines(kind, "Name,Role,E-mail", f'Sam Birch,Officer,"{said}"', sam=BIRCH)


ADDRESSES = [
    *(mailed("86", said) for said in (
        f"[{SAM}](mailto:{SAM})", f"Sam Birch ({SAM})", f"{SAM} (work)", f"E: {SAM}",
        f"<mailto:{SAM}>", f"{SAM}\n", f"Email: {SAM}", f"{SAM}/", f"({SAM})", f"“{SAM}”",
        f"{SAM}, {SAM}", f"Birch, Sam <{SAM}>; ", f"{SAM}<mailto:{SAM}>",
        "Sam.Birch @council.example",
    )),
    lines("86", "Name,E-mail", f'Sam Birch,"=HYPERLINK(""mailto:{SAM}"",""Email"")"', sam=BIRCH),
    lines("86", "Name,Role,E-mail", "Sam Birch,Officer,sam.birch@council,example", back=1),
    *(lines("86", "Name,Role,E-mail", f"Sam Birch,Officer,{said}", back=1)
      for said in ("sam.birch at council.example", "Sam.Birch@council .example", "Email Sam")),
]  # fmt: skip
TITLED = (
    ("Establishment list",), ("Run date:", date(2026, 11, 1)), (),
    ("Name", "E-mail", "Role"), ("Sam Birch", SAM, "Team Manager"),
)  # fmt: skip


def hidden(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def merged(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


BOOKS = [
    sheets("87", {"Cover": [("Children's Services",), ("Staff list",)], "Data": TITLED},
           sam={**BIRCH, "role": "Team Manager"}),
    sheets("87", {"Permanence": [("Name", "E-mail"), ("Sam Birch", SAM)],
                  "Care": [("E-mail", "Name"), (ROBIN, "Robin Alder")]}, robin=ALDER, sam=BIRCH),
    sheets("87", {"Staff": [("Name", "E-mail"), ("Sam Birch", SAM), ("Robin Alder", ROBIN)]},
           hidden, sam=BIRCH),
    sheets("87", {"Staff": [("Team", "Name", "E-mail"), ("Care", "Sam Birch", SAM),
                            (None, "Robin Alder", ROBIN)]}, merged,
           sam={**BIRCH, "team": "Care"}, robin={**ALDER, "team": "Care"}),
    sheets("87", {"Staff": [("Name", "E-mail", "Start", "End", "FTE"),
                            ("Sam Birch", SAM, START, END, 0.6)]},
           sam={**BIRCH, "starts_on": START, "ends_on": END}),
    sheets("87", {"Staff": [("Staff\nname", "Work\ne-mail", "Line\nmanager"),
                            ("Robin Alder", ROBIN, None), ("Sam Birch", SAM, "Robin Alder")]},
           robin=ALDER, sam=MANAGED),
    sheets("87", {"Staff": [("Team: Permanence",), ("Name", "E-mail"), ("Sam Birch", SAM),
                            ("Team: Care",), ("Name", "E-mail"), ("Robin Alder", ROBIN)]},
           robin=ALDER, sam=BIRCH),
]  # fmt: skip


def ends(said: str, day: date | None, heading: str = "Contract End Date") -> Shape:
    return lines("88", f"Name,E-mail,Start,{heading}", f'Sam Birch,{SAM},01/09/2026,"{said}"',
                 sam={**BIRCH, "starts_on": START, "ends_on": day})  # fmt: skip


def starts(said: str) -> Shape:
    return lines(
        "88", "Name,E-mail,Start date", f'Sam Birch,{SAM},"{said}"', sam={"starts_on": START}
    )


CONTRACTS = [
    *(starts(said) for said in (
        "1/9/26", "01.09.2026", "01.09.26", "2026-09-01T00:00:00+01:00", "1 Sept 2026",
        "Tuesday, 1 September 2026", "01-SEP-26", "Sep 1 2026", "01/09/2026 12:00:00 AM",
        "1st September, 2026", "2026-Sep-01", "01 09 2026", "20260901000000", "01/Sep/2026",
    )),
    *(ends(said, END) for said in (
        "FTC 31/03/2027", "Fixed term until 31 March 2027", "31 March 2027 (maternity cover)",
        "Fixed term - 31/03/2027", "31/03/2027 FTC", "Ends 31/03/2027", "to 31 March 2027",
        "31-Mar-27", "Temporary to 31/03/2027", "until 31.03.2027",
    )),
    *(ends(said, None) for said in (
        "31/12/2999", "Perm", "Permanent contract", "N/K", "Not known", "Until further notice",
        "Substantive", "No", "None recorded", "(blank)", "NULL", "Open Ended Contract",
        "Indefinite", "01/01/1900", "31/12/9999",
    )),
    ends("31/03/2027", END, heading="Fixed Term End Date (if applicable)"),
    ends("31/03/2027", END, heading="Secondment end date"),
    ends("31/03/2027", END, heading="FTC expiry"),
    lines("88", "Name,E-mail,End", f"Sam Birch,{SAM},31/02/2027", back=1),
    *(lines("88", "Name,E-mail,End", f"Sam Birch,{SAM},{said}", back=1)
      for said in ("March", "#N/A")),
]  # fmt: skip


def works(said: str, days: str | None, heading: str = "Working pattern") -> Shape:
    values = {**BIRCH, **({"works": days} if days else {})}
    return lines("pattern", f"Name,E-mail,{heading}", f'Sam Birch,{SAM},"{said}"', sam=values)


PATTERNS = [
    *(works(said, days) for said, days in (
        ("Mon Tue Wed (am)", "123"), ("0.6 FTE (Mon, Tue, Weds)", "123"),
        ("22.2 hrs Mon-Wed", "123"), ("Mon\u2013Thurs", "1234"), ("MTW--", "123"),
        ("Weds-Fri", "345"), ("Mo Tu We", "123"), ("Mon to Thu, 9am - 3pm", "1234"),
        ("Monday, Tuesday & Wednesday", "123"), ("Mon/Tue/Wed", "123"), ("M-Th", "1234"),
        ("Works Mon, Wed, Fri", "135"), ("Does not work Fridays", "1234"),
        ("Non working day: Friday", "1234"), ("Full time (Mon-Fri)", "12345"),
        ("Part time - Mon, Tue, Wed", "123"), ("Mon 9-5, Tue 9-5, Wed 9-1", "123"),
        ("Tues, Weds, Thurs", "234"), ("Mon; Tue; Wed", "123"), ("Mon + Tue", "12"),
        ("Mon, Tues and alternate Weds", None), ("Week 1: Mon-Wed, Week 2: Wed-Fri", None),
        ("4 day week", None), ("Nine day fortnight", None), ("Annualised hours", None),
        ("Full-time", None), ("37 hours", None), ("Flexi", None), ("9DF", None),
        ("Fri off", "1234"), ("Mon-Thu, Fri off", "1234"), ("Mon-Thu (Fri NWD)", "1234"),
        ("Wed non-working day", "1245"), ("Compressed hours (Fri off)", "1234"),
        ("0.6 (M,T,W)", "123"), ("Mon.-Thurs.", "1234"), ("Monday - Friday inclusive", "12345"),
        ("Term time only (Mon-Wed)", "123"), ("FT", None), ("Wk 1 Mon Tue, Wk 2 Thu Fri", None),
        ("Standard 5 day", "12345"), ("STD37", None), ("MON-FRI 37", "12345"),
    )),
    lines("pattern", "Name,E-mail,Mon Hours,Tue Hours,Wed Hours,Thu Hours,Fri Hours",
          f"Sam Birch,{SAM},7.4,7.4,7.4,0,0", sam={**BIRCH, "works": "123"}),
    lines("pattern", "Name,E-mail,M,T,W,T,F", f"Sam Birch,{SAM},Y,Y,Y,,", sam=BIRCH),
    lines("pattern", "Name,E-mail,Hours of work", f"Sam Birch,{SAM},8.30am to 4.30pm",
          sam={**BIRCH, "day_starts": time(8, 30), "day_ends": time(16, 30)}),
    lines("pattern", "Name,E-mail,Start time,Finish time", f"Sam Birch,{SAM},08:30:00,16:30:00",
          sam={**BIRCH, "day_starts": time(8, 30), "day_ends": time(16, 30)}),
    lines("pattern", "Name,E-mail,Hours", f'Sam Birch,{SAM},"Mon-Thu 9-5, Fri 9-4.30"',
          sam={**BIRCH, "works": "12345"}),
    works("0.8 (not Fri)", "1234", "FTE"), works("Mon-Wed 9-5", "123", "Working days and hours"),
]  # fmt: skip
CSV = "Name;E-mail;Role"
ODD = [
    lines("odd", "\ufeffName;E-mail;Role", f"Zoë Birch;{SAM};Officer", sam={"name": "Zoë Birch"}),
    lines("odd", CSV.replace(";", "\t"), f"Zoë Birch\t{SAM}\tOfficer", encoding="utf-16-le",
          sam={"name": "Zoë Birch"}),
    lines("odd", "sep=;", CSV, f"Sam Birch;{SAM};Officer", sam=BIRCH),
    lines("odd", '"Name","E-mail","Role"', f'"Sam Birch","{SAM}","Officer"', "", "",
          '"1 record(s) returned"', sam=BIRCH),
    lines("odd", CSV, f"Siân O\u2019Neil;{SAM};Officer", encoding="cp1252",
          sam={"name": "Siân O\u2019Neil"}),
    lines("odd", "Name,E-mail,Role", f"Sam Birch,{SAM},Manager, Duty", back=1),
    lines("odd", "Name,E-mail,Role", f"Sam Birch,{SAM}", back=1),
    lines("odd", "Name,E-mail,Role,Leaving date", f"Sam Birch,{SAM},Officer,",
          f"Robin Alder,{ROBIN},Officer,31/10/2025", sam=BIRCH,
          robin={**ALDER, "ends_on": date(2025, 10, 31)}),
    *(lines("left", f"Name,E-mail,{heading},Leaving date", f"Sam Birch,{SAM},{here},",
            f"Robin Alder,{ROBIN},{gone},", f"Alex Cedar,{ALEX},{gone},31/10/2025", sam=BIRCH,
            alex={"ends_on": date(2025, 10, 31)}, back=1)
      for heading, here, gone in (
          ("Status", "Active", "Leaver"), ("Employment Status", "Maternity leave", "Terminated"),
          ("Assignment Status", "Suspend Assignment", "Inactive - Payroll Eligible"),
          ("Enabled", "TRUE", "FALSE"), ("Leaver?", "N", "Y"), ("Status", "Part-time", "Left"))),
    lines("left", "Name,E-mail,Contract end date,Leaving date",
          f"Sam Birch,{SAM},31/03/2027,31/12/2026", f"Robin Alder,{ROBIN},31/03/2027,",
          sam={"ends_on": date(2026, 12, 31)}, robin={"ends_on": END}),
    lines("left", "Name,E-mail,Date to", f"Sam Birch,{SAM},31/12/2099", sam={"ends_on": None}),
    lines("left", "Name,E-mail,Date to", f"Sam Birch,{SAM},Left 31/03/2027",
          f"Robin Alder,{ROBIN},On-going", sam={"ends_on": END}, robin={"ends_on": None}),
    lines("88", "Name,E-mail,Date joined,Continuous service date",
          f"Sam Birch,{SAM},01/09/2026,05/05/2010", sam={"starts_on": START}),
    lines("twice", "Name,E-mail,Post FTE,Line manager", f"Robin Alder,{ROBIN},1,",
          f"Sam Birch,{SAM},0.6,Robin Alder", f"Sam Birch,{SAM.upper()},0.4,Robin Alder",
          robin=ALDER, sam=MANAGED),
    lines("twice", "Name,E-mail,Job title", f"Robin Alder,{ROBIN},Head", f"Sam Birch,{SAM},Officer",
          f"Sam Birch,{SAM},Practice Educator", robin=ALDER, back=2),
    lines("odd", "Name,E-mail,Service,Team", f"Sam Birch,{SAM},Care,Duty",
          f"Robin Alder,{ROBIN},Care,", f"Prepared by HR,{ALEX},,",
          sam={"service": "Care", "team": "Duty"}, robin={"service": None}),
]  # fmt: skip
SHAPES: Final = [*EXPORTS, *NAMES, *MANAGERS, *ADDRESSES, *BOOKS, *CONTRACTS, *PATTERNS, *ODD]


@pytest.mark.parametrize("kind", sorted({shape.kind for shape in SHAPES}))
def test_rosters_of_a_kind_are_read_right_or_handed_back(kind: str) -> None:
    for shape in (each for each in SHAPES if each.kind == kind):
        roster = read(shape.content, {})
        assert {one.email for one in roster.entries} == set(shape.people), roster.problems
        for one in roster.entries:
            wanted = shape.people[one.email]
            assert {name: one.values.get(name) for name in wanted} == dict(wanted)
            assert kind != "pattern" or ("works" in wanted) == ("works" in one.values)
        assert len(roster.back) == shape.back
