"""The tables of a report, for the document and the workbook alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.report.paper import PaperTable, Stood, Value, table, told
from jobs.report.values import ActionLine, Audience, Extension, Report, ReportedMonth, Stand
from jobs.rules.distance import LOOKS_BACK
from jobs.rules.rag import Level

LEVELS: Final = list(Level)
NO_DATE: Final = "no date"
NO_OWNER: Final = "no owner"
NOT_YET: Final = "not yet"
NOTHING: Final = "none"
WHOLE: Final = "The whole period"
UNKNOWN: Final = "not known"
AGO: Final = {0: "Now", 3: "3 months ago", 6: "6 months ago", 12: "12 months ago"}
WAYS: Final = {"better": "better", "worse": "worse", "level": "level", "": UNKNOWN}
STEPS: Final = {
    "answered": "Finding to action",
    "done": "Action to done",
    "signed off": "Done to signed off",
    "re-audited": "Signed off to re-audited",
}


def is_for_officers(report: Report) -> bool:
    """Say whether roles and reasons may stand in it."""
    return report.audience is Audience.OFFICERS


def owners(report: Report) -> str:
    """Return what the column of those who answer for an action is called."""
    return "Owner" if is_for_officers(report) else "Service"


def stood(stand: Stand) -> Stood:
    """Return where an action stands, by the rule."""
    return Stood(stand.level, f"{stand.sign} {stand.word}")


def day(on: date | None, otherwise: str = NO_DATE) -> Value:
    """Return a day, or the words for there being none."""
    return on if on is not None else otherwise


def listed(report: Report, name: str, numbers: Iterable[int]) -> PaperTable:
    """Return some actions by their numbers, in this order, with why each stands where it does."""
    by_number = {one.number: one for one in report.actions}
    rows = (
        (one.number, one.title, one.owner or NO_OWNER, day(one.due_on), stood(one.stand))
        for one in (by_number[number] for number in numbers)
    )
    columns = [("No.", 10), ("Action", 72), (owners(report), 36), ("Due", 31), ("Stands", 25)]
    return table(name, columns, rows)


def done(report: Report) -> PaperTable:
    """Return what was finished in the period."""
    by_number = {one.number: one for one in report.actions}
    rows = (
        (
            one.number,
            one.title,
            one.owner or NO_OWNER,
            day(one.original_on),
            day(one.done_on, UNKNOWN),
            day(one.signed_off_on, NOT_YET),
        )
        for one in (by_number[line.number] for line in report.facts.done.shown)
    )
    columns = [
        ("No.", 10),
        ("Action", 57),
        (owners(report), 35),
        ("First date", 24),
        ("Done", 24),
        ("Signed off", 24),
    ]
    return table("Done since last time", columns, rows)


def compared(report: Report) -> PaperTable:
    """Return what was finished in the period and in the one before it."""
    now, before = report.facts.done, report.facts.done_before
    rows = (
        ("Done", now.number, before.number),
        (
            "Done by their first date, of those that had one",
            f"{now.on_time} of {now.dated}",
            f"{before.on_time} of {before.dated}",
        ),
        ("Signed off", now.signed_off, before.signed_off),
        ("Added", now.added, before.added),
    )
    period = report.facts.period
    columns = [("Actions", 40), (_called(period.name), 30), (_called(period.before.name), 30)]
    return table("This period and the one before", columns, rows)


def _called(name: str) -> str:
    return name[0].upper() + name[1:]


def standing(report: Report) -> PaperTable:
    """Return how many actions stand where, of all there are."""
    total = len(report.actions)
    found = Counter(stood(one.stand) for one in report.actions)
    in_order = sorted(found.items(), key=lambda each: (LEVELS.index(each[0].level), each[0].words))
    rows = ((key, f"{number} of {total}") for key, number in in_order)
    return table("Where the actions stand", [("Stands", 50), ("Actions", 50)], rows)


def at_risk(report: Report) -> PaperTable:
    """Return what will probably miss its date, and why."""
    by_number = {one.number: one for one in report.actions}
    rows = (
        (one.number, one.title, one.owner or NO_OWNER, day(one.due_on), _risk(one, risk.why))
        for risk in report.facts.at_risk.shown
        for one in (by_number[risk.line.number],)
    )
    columns = [("No.", 10), ("Action", 58), (owners(report), 35), ("Due", 22), ("Why", 49)]
    return table("At risk", columns, rows)


def _risk(one: ActionLine, why: str) -> str:
    """Return why an action is at risk; the digest names who says so, and a report does not."""
    stand = one.stand
    if not stand.is_worrying:
        return why
    words = f"{stand.said_by or 'somebody'} says {stand.said}"
    return f"{words}: “{stand.said_why}”" if stand.said_why else words


def extensions(report: Report) -> PaperTable:
    """Return the open actions that were given another date."""
    columns = [
        ("No.", 10),
        ("Action", 38),
        ("First date", 20),
        ("Date now", 20),
        ("Times", 15),
        ("Working days", 19),
    ]
    if is_for_officers(report):
        columns += [("Why, last time", 32), ("Agreed by", 22)]
    return table("Moved dates", columns, (_extension(report, one) for one in report.extensions))


def _extension(report: Report, one: Extension) -> tuple[Value, ...]:
    line = one.line
    row = (line.number, line.title, day(one.original_on), day(line.due_on), one.times, one.days)
    if not is_for_officers(report):
        return row
    return (*row, one.why or "no reason given", one.agreed or UNKNOWN)


def moves(report: Report) -> PaperTable:
    """Return every agreed move of every action."""
    columns = [("No.", 6), ("Action", 40), ("Asked on", 14), ("From", 14), ("To", 14)]
    columns += [("Working days", 12)]
    if is_for_officers(report):
        columns += [("Asked by", 28), ("Agreed by", 28), ("Why", 40)]
    rows = []
    for one in report.moves:
        days = one.days if one.days is not None else UNKNOWN
        row: tuple[Value, ...] = (
            one.number,
            one.title,
            one.asked_on,
            day(one.from_on),
            day(one.to_on),
            days,
        )
        if is_for_officers(report):
            why = one.why or "no reason given"
            row = (*row, one.asked_by or UNKNOWN, one.agreed_by or UNKNOWN, why)
        rows.append(row)
    return table("Every move", columns, rows)


def gaps(report: Report) -> PaperTable:
    """Return the open actions without an owner or a date."""
    rows = (
        (
            one.number,
            one.title,
            one.owner or NO_OWNER,
            day(one.due_on),
        )
        for one in report.actions
        if one.is_open and (not one.owner or one.due_on is None)
    )
    columns = [("No.", 10), ("Action", 95), (owners(report), 38), ("Due", 31)]
    return table("No owner or no date", columns, rows)


def outstanding(report: Report) -> PaperTable:
    """Return every open action, the soonest first, those without a date last."""
    mine = [one for one in report.actions if one.is_open]
    return listed(report, "Outstanding actions", [one.number for one in sorted(mine, key=_soonest)])


def _soonest(one: ActionLine) -> tuple[bool, date, int]:
    return one.due_on is None, one.due_on or date.max, one.number


def everything(report: Report) -> PaperTable:
    """Return every action with all that is told of it."""
    columns = [
        ("No.", 6),
        ("Action", 50),
        ("Theme", 20),
        (owners(report), 28),
        ("Status", 14),
        ("Stands", 16),
        ("Because", 34),
        ("First date", 14),
        ("Date now", 14),
        ("Date is", 9),
        ("Times moved", 9),
        ("Working days moved", 10),
        ("Done", 14),
        ("Signed off", 14),
    ]
    if is_for_officers(report):
        columns += [("Service", 26), ("Somebody says otherwise", 20), ("Who", 28)]
        columns += [("Their reason", 40)]
    return table("Actions", columns, (_action(report, one) for one in report.actions))


def _action(report: Report, one: ActionLine) -> tuple[Value, ...]:
    row: tuple[Value, ...] = (
        one.number,
        one.title,
        one.theme or NOTHING,
        one.owner or NO_OWNER,
        one.status,
        stood(one.stand),
        one.stand.why,
        day(one.original_on),
        day(one.due_on),
        one.due_precision,
        one.times_moved,
        one.days_moved,
        day(one.done_on, NOT_YET),
        day(one.signed_off_on, NOT_YET),
    )
    if not is_for_officers(report):
        return row
    stand = one.stand
    said = (stand.said, stand.said_by, stand.said_why)
    return (*row, one.service or UNKNOWN, *(words or NOTHING for words in said))


def audits(report: Report) -> PaperTable:
    """Return the months of live audits: expected, held and not."""
    columns = [
        ("Month", 20),
        ("Expected", 13),
        ("Held", 13),
        ("Not held", 13),
        ("Still to be held", 13),
        ("Exempt", 13),
    ]
    rows = (
        (_month(one), *map(told, (one.expected, one.held, one.not_held, one.waiting, one.exempt)))
        for one in _rows(report)
    )
    return table("Live audits", columns, rows)


def reasons(report: Report) -> PaperTable:
    """Return why live audits were not held, by month."""
    named = _reasons(report)
    rows = ((_month(one), *(told(one.by_reason[why]) for why in named)) for one in _rows(report))
    return table("Not held, by reason", [("Month", 20), *((why, 13) for why in named)], rows)


def moderation(report: Report) -> PaperTable:
    """Return what moderation came to, by month."""
    rows = (
        (_month(one), *map(told, (one.to_moderate, one.moderated, one.changed)))
        for one in _rows(report)
    )
    columns = [("Month", 25), ("To be moderated", 25), ("Moderated", 25), ("Grade changed", 25)]
    return table("Moderation", columns, rows)


def all_audits(report: Report) -> PaperTable:
    """Return everything that is told of the months of live audits, in one table."""
    named = _reasons(report)
    columns = [("Month", 14), ("Expected", 12), ("Held", 12), ("Not held", 12)]
    columns += [(f"Not held: {why}", 14) for why in named]
    columns += [("Still to be held", 12), ("Exempt", 12), ("To be moderated", 12)]
    columns += [("Moderated", 12), ("Grade changed", 12)]
    return table("Audits", columns, (_audit(one, named) for one in _rows(report)))


def _audit(one: ReportedMonth, named: Sequence[str]) -> tuple[Value, ...]:
    why = (one.by_reason[reason] for reason in named)
    counts = (one.expected, one.held, one.not_held, *why, one.waiting, one.exempt)
    month: Value = one.month if one.month is not None else WHOLE
    return (month, *map(told, (*counts, one.to_moderate, one.moderated, one.changed)))


def _rows(report: Report) -> Sequence[ReportedMonth]:
    """Return the months and their sum; a single month is its own sum."""
    return report.audits if len(report.audits) > len(("a month", "its sum")) else report.audits[:1]


def _reasons(report: Report) -> list[str]:
    return sorted({why for row in report.audits for why in row.by_reason})


def _month(row: ReportedMonth) -> str:
    if row.month is None:
        return WHOLE
    return f"{row.month:%B %Y}{'' if row.is_over else ', so far'}"


def coverage(report: Report) -> PaperTable:
    """Return which practitioners had a live audit in the last three months."""
    by_team = is_for_officers(report)
    columns = [("Team", 30)] if by_team else []
    columns += [("Service", 30), ("Seen", 13), ("Not seen", 13), ("Practitioners", 14)]
    rows = []
    for one in report.coverage:
        counts = tuple(map(told, (one.seen, one.not_seen, one.total)))
        is_sum = one is report.coverage[-1]
        service: Value = "All services" if is_sum else one.service or UNKNOWN
        team: tuple[Value, ...] = ("All teams" if is_sum else one.team,) if by_team else ()
        rows.append((*team, service, *counts))
    return table("Coverage", columns, rows)


def themes(report: Report) -> PaperTable:
    """Return the themes of the live audits and of the open actions."""
    rows = (
        (one.name, one.areas.words, one.strengths.words, one.open, one.overdue)
        for one in report.themes
    )
    columns = [
        ("Theme", 34),
        ("An area for improvement in", 18),
        ("A strength in", 18),
        ("Open actions", 15),
        ("Of these overdue", 15),
    ]
    return table("Themes", columns, rows)


def distance(report: Report, name: str = "Distance", by: str = "") -> PaperTable:
    """Return the measures over time: all, or those of the whole, by theme or by team."""
    kinds = {"whole": ("", ""), "theme": ("theme", ""), "team": ("", "team")}
    rows = []
    for one in report.tracks:
        has = ("theme" if one.theme else "", "team" if one.team and not one.theme else "")
        if by and has != kinds[by]:
            continue
        looks = (one.looks.get(back) or UNKNOWN for back in reversed(LOOKS_BACK))
        whose = one.theme or one.team or "All"
        aim = one.target or NOTHING
        rows.append((one.name, whose, *looks, one.start or UNKNOWN, aim, WAYS[one.way]))
    looks_back = [(AGO[back], 18) for back in reversed(LOOKS_BACK)]
    columns = [("Measure", 30), ("Of", 28), *looks_back, ("At the start", 17), ("Target", 15)]
    return table(name, [*columns, ("Since the start", 15)], rows)


def loop(report: Report) -> PaperTable:
    """Return how long each step from finding to re-audit takes, and what is stuck in it."""
    rows = (
        (
            STEPS[one.name],
            f"{one.through} of {one.of}",
            one.median if one.median is not None else UNKNOWN,
            f"{one.stuck} of {one.of}",
            one.longest if one.longest is not None else NOTHING,
        )
        for one in report.facts.loop.steps
    )
    columns = [
        ("Step", 28),
        ("Through", 16),
        ("Middle time, working days", 19),
        ("Waiting", 16),
        ("Longest wait, working days", 19),
    ]
    return table("Loop", columns, rows)
