"""The columns of a roster: what each is for, and what people and HR systems call it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from db.patterns import pattern
from jobs.people import roster_cells as cells
from jobs.people.roster_cells import Unsaid

Read = str | date | time | None | Unsaid | tuple[time, time]


def _as_it_stands(text: str) -> str:
    return text


@dataclass(frozen=True)
class Column:
    """A column: its name, a right example, its reader, and other names, the surest first.

    `becomes` are the fields of a person; a column without any helps to find them. Where `is_date`
    the reader is `cells.day`, which asks the whole column which way round its dates are.
    """

    name: str
    example: str = ""
    read: Callable[[str], Read] = _as_it_stands
    becomes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    is_date: bool = False


def _named(words: str) -> tuple[str, ...]:
    return tuple(_letters(each) for each in words.split(","))


def _letters(heading: str) -> str:
    return re.sub(r"[^a-z]", "", heading)


EMAIL: Final = Column(
    "e-mail", "team.manager@council.example", cells.email, ("email",),
    _named("mail,work e-mail,work e-mail address,e-mail address,e-mail work,business e-mail,"
           "business e-mail address,work mail,primary e-mail,primary e-mail address,"
           "council e-mail,corporate e-mail,company e-mail,office e-mail,e-mail id,"
           "internet e-mail address,user principal name,upn,contact e-mail,primary work e-mail,"
           "e-mail primary work,smtp address,primary smtp address,login,log in,user name,"
           "network login,e-bost,cyfeiriad e-bost"),
)  # fmt: skip
NAME: Final = Column(
    "name", "Team Manager, Permanence", cells.name, ("name",),
    _named("full name,employee name,display name,worker name,staff name,person name,employee,"
           "worker,staff member,member of staff,person,name of employee,preferred full name,"
           "known name,legal name,surname first name,last name first name,surname forename,"
           "employee full name,colleague,first name last name,resource,candidate,incumbent,"
           "job holder,post holder,postholder,name of post holder,name of postholder,enw,"
           "enw llawn"),
)  # fmt: skip
FIRST: Final = Column(
    "first name",
    also=_named("forename,forenames,first names,given name,given names,christian name,fname,"
                "first,known as,known as forename,preferred name,preferred first name,"
                "preferred forename,legal first name,legal forename,initials,initial,middle name,"
                "middle names,second forename,enw cyntaf"),
)  # fmt: skip
LAST: Final = Column(
    "surname",
    also=_named("last name,family name,second name,last names,surnames,lname,last,cyfenw"),
)  # fmt: skip
ROLE: Final = Column(
    "role", "Team Manager", cells.words, ("role",),
    _named("job title,job role,position title,post title,position,post,designation,role title,"
           "job,job name,position name,post name,role name,occupation,substantive post,"
           "business title,assignment name,job assignment,job description,title,r\u00f4l,swydd,"
           "teitl swydd"),
)  # fmt: skip
TEAM: Final = Column(
    "team", "Permanence", cells.words, ("team",),
    _named("team name,team unit,unit,section,sub team,work team,team section,organisation unit,"
           "organisational unit,organizational unit,org unit,organization unit,unit name,"
           "team description"),
)  # fmt: skip
SERVICE: Final = Column(
    "service", "Children Looked After", cells.words, ("service",),
    _named("service area,service name,service unit,department,dept,department name,division,"
           "division name,business unit,business area,service group,gwasanaeth,adran"),
)  # fmt: skip
MANAGER: Final = Column(
    "line manager", "head.of.service@council.example",
    also=_named("line manager e-mail,manager,reports to,line mgr,line manager surname forename,"
                "reports to position holder,rheolwr llinell"),
)  # fmt: skip
MANAGER_FIRST: Final = Column(
    "line manager's first name",
    also=_named("line manager first name,manager first name,manager forename,"
                "line manager forename"),
)  # fmt: skip
MANAGER_LAST: Final = Column(
    "line manager's surname",
    also=_named("line manager surname,manager surname,line manager last name,manager last name"),
)  # fmt: skip
DAYS: Final = Column(
    "working days", "mon tue wed thu fri", cells.working_days, ("works",),
    _named("days,working days and hours,days and hours,working days per week,days per week,"
           "days worked,work days,working pattern,work pattern,working week,work schedule,"
           "normal working days,pattern,days of work,contracted days,usual working days,"
           "shift pattern"),
)  # fmt: skip
HOURS: Final = Column(
    "hours", "09:00-17:00", cells.hours, ("day_starts", "day_ends"),
    _named("working hours,hours of work,work hours,daily hours,normal hours,usual hours,"
           "hours worked,start finish time,start finish times,start end time,"
           "start and finish time,start and finish times,start and end time"),
)  # fmt: skip
DAY_STARTS: Final = Column(
    "starts at", "09:00", cells.clock, ("day_starts",),
    _named("start time,day starts,work start time,hours from,time from"),
)  # fmt: skip
DAY_ENDS: Final = Column(
    "ends at", "17:00", cells.clock, ("day_ends",),
    _named("end time,finish time,day ends,work end time,hours to,time to"),
)  # fmt: skip
START: Final = Column(
    "start", "2026-09-01", becomes=("starts_on",), is_date=True,
    also=_named("start date,starts,date started,date of joining,join date,joining date,joined,"
                "hire date,date of hire,latest hire date,entry date,date of entry,"
                "commencement date,date commenced,start date in post,date from,appointment date,"
                "date appointed,start dt,date joined,date of commencement,"
                "continuous service date"),
)  # fmt: skip
END: Final = Column(
    "end", "2027-08-31", becomes=("ends_on",), is_date=True,
    also=_named("end date,ends,leaving date,date left,leave date,date of leaving,leaver date,"
                "termination date,last day,last working day,last day of service,date to,end dt,"
                "date of termination,contract ends,contract expiry"),
)  # fmt: skip
DEPUTY: Final = Column(
    "deputy", "deputy.manager@council.example",
    also=_named("deputy e-mail,deputy name,deputised by,deputy manager,cover,covered by"),
)  # fmt: skip
NUMBER: Final = Column(
    "number",
    also=_named("employee number,staff number,payroll number,pay number,personnel number,"
                "person number,worker number,emp number,employee code,hr number,pers number,"
                "position number,post number,assignment number,payroll id,id,personal number,"
                "user number"),
)  # fmt: skip
FTE: Final = Column(
    "FTE",
    also=_named("wte,full time equivalent,fte value,contract fte,whole time"),
)  # fmt: skip
STATUS: Final = Column(
    "status",
    also=_named("employment status,employee status,assignment status,worker status,"
                "current status,user status,account status,active,enabled,account enabled,"
                "leaver"),
)  # fmt: skip
WEEK: Final = tuple(
    Column(day, also=(day[:3], day[:4], day[:5], f"{day[:3]}s", f"{day}s")) for day in cells.WEEK
)

# What a person becomes, in the order in which it is told; then what helps to find that.
FIELDS: Final = (
    EMAIL, NAME, ROLE, TEAM, SERVICE, MANAGER, DAYS, HOURS, START, END, DEPUTY
)  # fmt: skip
HELPERS: Final = (
    FIRST, LAST, MANAGER_FIRST, MANAGER_LAST, DAY_STARTS, DAY_ENDS, NUMBER, FTE, STATUS, *WEEK
)  # fmt: skip
SEVERAL: Final = frozenset({MANAGER.name, NUMBER.name, FIRST.name})  # each of them may help
SUREST: Final = -1
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir")
)
_OTHERS: Final = pattern(
    r"\b(?:personal(?! (?:ref|no|num|id))|home|private|alternative|previous|next of kin|"
    r"emergency)\b"
)
_CALLED: Final = pattern(r"\b(?:preferred|known as)\b")
_BEFORE: Final = pattern(
    r"^(?:employee|employees|staff|worker|person|current|primary|main|assignment|the|contact|"
    r"individual|colleague|work|corporate)\b\s*"
)
_OF_WORK: Final = pattern(r"\b(?:work|business|council|corporate|office|company)\b")
# What stands in very many ways: whose manager, in which way, and when a contract ends.
_MANAGER_LIKE: Final = pattern(
    r"(?P<other>(?:(?:line|direct|reporting|immediate|people|appraising|responsible) )*)"
    r"(?:managers?|mgr|supervisor|superior|reports? to|reporting to|reporting line|managed by)"
    r"(?P<what>(?: (?:name|full|display|e ?mail|address|work|primary|employee|staff|person|"
    r"personnel|personal|user|payroll|pay|position|post|emp|number|id|ref|reference|code|no|holder))*)"
)
_CONTRACT_LIKE: Final = pattern(
    r"(?:(?:contract|job|booking|ftc|fixed term|temporary|temp|secondment|assignment|post|position|"
    r"agency|acting up|employment|occupancy|effective|expected|projected|latest|original) )+"
    r"(?:(?P<start>start)|end|ends|expiry|expires|until)(?: date)?"
)
LESS_SURE: Final = 100  # "Forename 2" beside "Forename 1", "Appraising manager"
_KNOWN: Final = {
    name: (column, rank)
    for column in (*HELPERS, *FIELDS)
    for rank, name in enumerate((_letters(column.name.lower()), *column.also))
    if name
}


@dataclass(frozen=True)
class Found:
    """A column of a file: where it stands, what it is, and how surely: 0 is by its own name."""

    at: int
    column: Column
    rank: int


def column_called(heading: str) -> tuple[Column, int] | None:
    """Return the column that a heading names, and how surely; None for one that is not known."""
    plain = heading.lower().replace("\u2019s", "").replace("'s", "").replace("_", " ")
    if _OTHERS.search(plain):
        return None
    for tried in _ways(plain):
        if found := _KNOWN.get(_letters(tried)):
            column, rank = found
            # Beside "E-mail", which may be anybody's, "Work e-mail" is surely the council's.
            is_second = column is not MANAGER and re.search(r"[2-9]\W*$", plain)
            rank += LESS_SURE if is_second else 0
            if column is FIRST and _CALLED.search(plain):
                return column, SUREST  # what somebody is called goes before what stands on paper
            return column, SUREST if column is EMAIL and _OF_WORK.search(plain) else rank
    return _alike(plain)


def _alike(plain: str) -> tuple[Column, int] | None:
    """Return what a heading is that is put together of known words; None for any other."""
    bare = " ".join(re.findall("[a-z]+", re.sub(r"\([^)]*\)", " ", plain)))
    if manager := _MANAGER_LIKE.fullmatch(bare):
        is_other = re.search("appraising|responsible", manager["other"])
        return MANAGER, LESS_SURE if is_other else 1 + 2 * bool(manager["what"])
    if contract := _CONTRACT_LIKE.fullmatch(bare):
        column = START if contract["start"] else END
        return column, len(column.also)
    day = next(
        (one for one in WEEK if re.fullmatch(rf"{one.name[:3]}[a-z]* (?:hours|hrs)", bare)), None
    )
    if day is not None:
        return day, 1
    number = re.sub(r"\b(?:no|num|id|ref|reference)$", "number", bare)
    return (NUMBER, len(NUMBER.also)) if _letters(number) in NUMBER.also else None


def _ways(plain: str) -> Sequence[str]:
    """Return a heading as it stands, without what is in brackets, and without what goes before.

    Of two languages the second is tried, too.
    """
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain).strip(" *:")
    ways = [plain, bare, bare.partition("/")[0]]
    while (less := _BEFORE.sub("", ways[-1])) not in {"", ways[-1]}:
        ways.append(less)
    return [*ways, bare.rpartition("/")[2].strip()]  # "Rheolwr / Manager"


def columns_of(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Found]:
    """Return the columns of a table, by their headings and by what is in them."""
    found = []
    for at, heading in enumerate(headings):
        called = column_called(heading) if heading else None
        if called and not _is_salutation(called[0], heading, _filled(rows, at)):
            is_code = called[0] in (NAME, ROLE) and _are_numbers(_filled(rows, at))
            found.append(Found(at, NUMBER if is_code else called[0], called[1]))
    if not any(one.column is EMAIL for one in found):
        taken = {one.at for one in found}
        likely = (at for at in range(len(headings)) if at not in taken and _has_emails(rows, at))
        found += [Found(at, EMAIL, len(EMAIL.also) + 1) for at in likely][:1]
    return [_as_whole(_as_first(one, found, rows), found, rows) for one in found]


def _as_first(one: Found, found: Sequence[Found], rows: Sequence[Sequence[str]]) -> Found:
    """Return a column "Name" beside one for the surname, which it does not have, as first names."""
    last = [each.at for each in found if each.column is LAST]
    has_first = any(each.column is FIRST for each in found)
    if one.column is not NAME or not last or has_first:
        return one
    both = [(row[one.at], row[last[0]]) for row in rows if max(one.at, last[0]) < len(row)]
    told = [(name.lower(), surname.lower()) for name, surname in both if name and surname]
    is_whole = any(surname in name for name, surname in told) or not told
    return one if is_whole else replace(one, column=FIRST)


def _as_whole(one: Found, found: Sequence[Found], rows: Sequence[Sequence[str]]) -> Found:
    """Return a column of what somebody is called as their name, where it has whole names in it."""
    filled = _filled(rows, one.at)
    is_alone = one.rank == SUREST and not any(each.column is LAST for each in found)
    if one.column is not FIRST or not is_alone or not any(each.column is NAME for each in found):
        return one
    return replace(one, column=NAME) if filled and all(" " in each for each in filled) else one


def _is_salutation(column: Column, heading: str, filled: Sequence[str]) -> bool:
    """Say whether a column "Title" has "Mr" and "Dr" in it, and no job titles."""
    if column is not ROLE or _letters(heading.lower()) != "title":
        return False
    return bool(filled) and all(each.lower().strip(".") in _TITLES for each in filled)


def _are_numbers(filled: Sequence[str]) -> bool:
    """Say whether a column "Employee #" or "Position" has the numbers of people or posts in it."""
    return bool(filled) and all(re.fullmatch(r"[A-Za-z]{0,3}\d+", each) for each in filled)


def _has_emails(rows: Sequence[Sequence[str]], at: int) -> bool:
    filled = _filled(rows, at)
    return len(filled) > 0 and 2 * sum(map(cells.looks_like_email, filled)) > len(filled)


def _filled(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at] for row in rows if at < len(row) and row[at]]
