"""The tables of a report, for the document and the workbook alike, each column one object."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bot.capital import capital
from bot.report.paper import Of, PaperTable, ReportColumn, Stood, Value, listing, table, told
from bot.vocabulary import our
from jobs.digest.values import LoopStep
from jobs.plan.columns import COLUMNS, PlanColumn
from jobs.report.audience import Audience
from jobs.report.values import (
    ActionLine,
    CoverageRow,
    Extension,
    MoveLine,
    Report,
    ReportedMonth,
    Stand,
    ThemeRow,
    TrackRow,
)
from jobs.rules.distance import LOOKS_BACK
from jobs.rules.rag import Level

LEVELS: Final = list(Level)
NO_DATE: Final = "no date"
NO_OWNER: Final = "no owner"
NOT_YET: Final = "not yet"
NOTHING: Final = "none"
NO_REASON: Final = "no reason given"
WHOLE: Final = "The whole period"
UNKNOWN: Final = "not known"
AGO: Final = {0: "Now", 3: "3 months ago", 6: "6 months ago", 12: "12 months ago"}
WAYS: Final = {"too few": "too few to compare", "": UNKNOWN}
STEPS: Final = {
    "answered": "Finding to action",
    "done": "Action to done",
    "signed off": "Done to signed off",
    "re-audited": f"Signed off to {our.re_audit}",
}


def is_for_officers(report: Report) -> bool:
    """Say whether roles and reasons may stand in it."""
    return report.audience is Audience.OFFICERS


def stood(stand: Stand) -> Stood:
    """Return where an action stands, by the rule."""
    return Stood(stand.level, f"{stand.sign} {stand.word}")


def day(on: date | None, otherwise: str = NO_DATE) -> Value:
    """Return a day, or the words for there being none."""
    return on if on is not None else otherwise


_Action = ReportColumn[ActionLine]
NUMBER: Final = _Action("No.", lambda one: one.number.in_a_table)
TITLE: Final = _Action("Action", lambda one: one.title)
OWNER: Final = _Action("Owner", lambda one: one.owner or NO_OWNER)
DUE: Final = _Action("Due", lambda one: day(one.due_on))
BY_THE_RULE: Final = "By its original date"  # what is overdue goes by the date now
STANDS: Final = _Action(BY_THE_RULE, lambda one: stood(one.stand))
FIRST_DATE: Final = _Action("First date", lambda one: day(one.original_on), 24)
DONE: Final = _Action("Done", lambda one: day(one.done_on, UNKNOWN), 24)
SIGNED_OFF: Final = _Action("Signed off", lambda one: day(one.signed_off_on, NOT_YET), 24)
FOR_OFFICERS: Final = (
    _Action("Service", lambda one: one.service or UNKNOWN, 26),
    _Action("Somebody says otherwise", lambda one: one.stand.said or NOTHING, 20),
    _Action("Who", lambda one: one.stand.said_by or NOTHING, 28),
    _Action("Their reason", lambda one: one.stand.said_why or NOTHING, 40),
)


def owner(report: Report, width: int) -> ReportColumn[ActionLine]:
    """Return the column of those who answer for an action: outside, their service."""
    heading = OWNER.heading if is_for_officers(report) else "Service"
    return ReportColumn(heading, OWNER.read, width)


def everything(report: Report) -> PaperTable:
    """Return every action with all that is told of it."""
    officers = is_for_officers(report)
    columns = [
        _Action("No.", lambda one: int(one.number), 6),
        _Action("Plan's no.", lambda one: one.number.reference or NOTHING, 9),
        TITLE.at(50),
        *(_of_plan(one) for one in COLUMNS if one.report_width and (officers or one.is_public)),
        owner(report, 28),
        _Action("Status", lambda one: one.status, 14),
        STANDS.at(16),
        _Action("Because", lambda one: one.stand.why, 34),
        FIRST_DATE.at(14),
        _Action("Date now", DUE.read, 14),
        _Action("Date is", lambda one: one.due_precision, 9),
        _Action("Times moved", lambda one: one.times_moved, 9),
        _Action("Working days moved", lambda one: one.days_moved, 10),
        _Action("Done", lambda one: day(one.done_on, NOT_YET), 14),
        SIGNED_OFF.at(14),
        *(FOR_OFFICERS if officers else ()),
    ]
    return listing("Actions", columns, report.actions)


def _of_plan(column: PlanColumn) -> ReportColumn[ActionLine]:
    def read(one: ActionLine) -> Value:
        return one.texts[column.name] or NOTHING

    return ReportColumn(column.heading, read, column.report_width)


def listed(report: Report, name: str, lines: Iterable[ActionLine]) -> PaperTable:
    """Return some actions, with why each stands where it does."""
    columns = [NUMBER.at(10), TITLE.at(72), owner(report, 36), DUE.at(31), STANDS.at(25)]
    return listing(name, columns, lines)


def overdue(report: Report) -> PaperTable:
    """Return what is late, the longest ago first."""
    late = [one for one in report.actions if one.number in report.facts.overdue]
    return listed(report, "Overdue", sorted(late, key=_soonest))


def outstanding(report: Report) -> PaperTable:
    """Return every open action, the soonest first, those without a date last."""
    mine = [one for one in report.actions if one.is_open]
    return listed(report, "Outstanding actions", sorted(mine, key=_soonest))


def _soonest(one: ActionLine) -> tuple[bool, date, int]:
    return one.due_on is None, one.due_on or date.max, one.number


def gaps(report: Report) -> PaperTable:
    """Return the open actions without an owner or a date."""
    lacking = [one for one in report.actions if one.is_open and not (one.owner and one.due_on)]
    columns = [NUMBER.at(10), TITLE.at(95), owner(report, 38), DUE.at(31)]
    return listing("No owner or no date", columns, lacking)


def done(report: Report) -> PaperTable:
    """Return what was finished in the period."""
    by_number = {one.number: one for one in report.actions}
    columns = [NUMBER.at(10), TITLE.at(57), owner(report, 35), FIRST_DATE, DONE, SIGNED_OFF]
    lines = (by_number[line.number] for line in report.facts.done.shown)
    return listing("Done since last time", columns, lines)


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
    columns = [("Actions", 40), (capital(period.name), 30), (capital(period.before.name), 30)]
    return table("This period and the one before", columns, rows)


def standing(report: Report) -> PaperTable:
    """Return how many actions stand where by the written rule, of all there are."""
    total = len(report.actions)
    found = Counter(stood(one.stand) for one in report.actions)
    in_order = sorted(found.items(), key=lambda each: (LEVELS.index(each[0].level), each[0].words))
    rows = ((key, f"{number} of {total}") for key, number in in_order)
    return table("Where the actions stand", [(BY_THE_RULE, 50), ("Actions", 50)], rows)


def at_risk(report: Report) -> PaperTable:
    """Return what will probably miss its date, and why."""
    by_number = {one.number: one for one in report.actions}
    why = {risk.line.number: risk.why for risk in report.facts.at_risk.shown}
    columns = [
        NUMBER.at(10),
        TITLE.at(58),
        owner(report, 35),
        DUE.at(22),
        _Action("Why", lambda one: _risk(one, why[one.number]), 49),
    ]
    return listing("At risk", columns, (by_number[number] for number in why))


def _risk(one: ActionLine, why: str) -> str:
    """Return why an action is at risk; the digest names who says so, and a report does not."""
    stand = one.stand
    if not stand.is_worrying:
        return why
    words = f"{stand.said_by or 'somebody'} says {stand.said}"
    return f"{words}: “{stand.said_why}”" if stand.said_why else words


_Extension = ReportColumn[Extension]
EXTENSIONS: Final = (
    _Extension("No.", lambda one: one.line.number.in_a_table, 10),
    _Extension("Action", lambda one: one.line.title, 38),
    _Extension("First date", lambda one: day(one.original_on), 20),
    _Extension("Date now", lambda one: day(one.line.due_on), 20),
    _Extension("Times", lambda one: one.times, 15),
    _Extension("Working days", lambda one: one.days, 19),
    _Extension("Why, last time", lambda one: one.why or NO_REASON, 32, for_officers=True),
    _Extension("Agreed by", lambda one: one.agreed or UNKNOWN, 22, for_officers=True),
)


def extensions(report: Report) -> PaperTable:
    """Return the open actions that were given another date."""
    return listing("Moved dates", _for(report, EXTENSIONS), report.extensions)


_Move = ReportColumn[MoveLine]
MOVES: Final = (
    _Move("No.", lambda one: one.number.in_a_table, 8),
    _Move("Action", lambda one: one.title, 40),
    _Move("Asked on", lambda one: one.asked_on, 14),
    _Move("From", lambda one: day(one.from_on), 14),
    _Move("To", lambda one: day(one.to_on), 14),
    _Move("Working days", lambda one: UNKNOWN if one.days is None else one.days, 12),
    _Move("Asked by", lambda one: one.asked_by or UNKNOWN, 28, for_officers=True),
    _Move("Agreed by", lambda one: one.agreed_by or UNKNOWN, 28, for_officers=True),
    _Move("Why", lambda one: one.why or NO_REASON, 40, for_officers=True),
)


def moves(report: Report) -> PaperTable:
    """Return every agreed move of every action."""
    return listing("Every move", _for(report, MOVES), report.moves)


def _for(report: Report, columns: Sequence[ReportColumn[Of]]) -> list[ReportColumn[Of]]:
    return [one for one in columns if is_for_officers(report) or not one.for_officers]


_Month = ReportColumn[ReportedMonth]
MONTH: Final = _Month("Month", lambda one: _month(one), 20)
EXPECTED: Final = _Month("Expected", lambda one: told(one.expected), 13)
HELD: Final = _Month("Held", lambda one: told(one.held), 13)
NOT_HELD: Final = _Month("Not held", lambda one: told(one.not_held), 13)
WAITING: Final = _Month("Still to be held", lambda one: told(one.waiting), 13)
EXEMPT: Final = _Month("Exempt", lambda one: told(one.exempt), 13)
TO_MODERATE: Final = _Month(f"To be {our.moderated}", lambda one: told(one.to_moderate), 25)
MODERATED: Final = _Month(f"{our.moderated:C}", lambda one: told(one.moderated), 25)
CHANGED: Final = _Month("Grade changed", lambda one: told(one.changed), 25)


def audits(report: Report) -> PaperTable:
    """Return the months of live audits: expected, held and not."""
    columns = [MONTH, EXPECTED, HELD, NOT_HELD, WAITING, EXEMPT]
    return listing(f"{our.live_audits:C}", columns, _rows(report))


def reasons(report: Report) -> PaperTable:
    """Return why live audits were not held, by month."""
    columns = [MONTH, *(_because(why, why, 13) for why in _reasons(report))]
    return listing("Not held, by reason", columns, _rows(report))


def moderation(report: Report) -> PaperTable:
    """Return what moderation came to, by month."""
    columns = [MONTH.at(25), TO_MODERATE, MODERATED, CHANGED]
    return listing(f"{our.moderation:C}", columns, _rows(report))


TICKS: Final[Mapping[str, str]] = {
    "there": f"The {our.practitioner} was there",
    "family_asked": "The family was asked",
    "family_declined": "The family was asked and declined",
    "standards_met": "The practice standards were met",
}


def ticks(report: Report) -> PaperTable:
    """Return what was ticked when the period's audits were written up."""
    rows = [(TICKS[one.tick], one.part.words) for one in report.ticks]
    return table(f"At the {our.audits}", [("Ticked", 40), ("In", 20)], rows)


def all_audits(report: Report) -> PaperTable:
    """Return everything that is told of the months of live audits, in one table."""
    columns = [
        _Month("Month", lambda one: one.month if one.month is not None else WHOLE, 14),
        *(one.at(12) for one in (EXPECTED, HELD, NOT_HELD)),
        *(_because(why, f"Not held: {why}", 14) for why in _reasons(report)),
        *(one.at(12) for one in (WAITING, EXEMPT, TO_MODERATE, MODERATED, CHANGED)),
    ]
    return listing(f"{our.audits:C}", columns, _rows(report))


def _because(why: str, heading: str, width: int) -> ReportColumn[ReportedMonth]:
    return ReportColumn(heading, lambda one: told(one.by_reason[why]), width)


def _rows(report: Report) -> Sequence[ReportedMonth]:
    """Return the months and their sum; a single month is its own sum."""
    return report.audits if len(report.audits) > len(("a month", "its sum")) else report.audits[:1]


def _reasons(report: Report) -> list[str]:
    return sorted({why for row in report.audits for why in row.by_reason})


def _month(row: ReportedMonth) -> str:
    if row.month is None:
        return WHOLE
    how = "not published yet" if row.is_draft else "so far"
    return f"{row.month:%B %Y}{'' if row.is_over and not row.is_draft else f', {how}'}"


_Coverage = ReportColumn[CoverageRow]


def coverage(report: Report) -> PaperTable:
    """Return which practitioners had a live audit in the last three months."""
    whole = report.coverage[-1] if report.coverage else None
    columns = [
        _Coverage(
            "Team", lambda one: "All teams" if one is whole else one.team, 30, for_officers=True
        ),
        _Coverage("Service", lambda one: _service(one, whole), 30),
        _Coverage("Seen", lambda one: told(one.seen), 13),
        _Coverage("Not seen", lambda one: told(one.not_seen), 13),
        _Coverage(f"{our.practitioners:C}", lambda one: told(one.total), 14),
    ]
    return listing("Coverage", _for(report, columns), report.coverage)


def _service(one: CoverageRow, whole: CoverageRow | None) -> str:
    return "All services" if one is whole else one.service or UNKNOWN


_Theme = ReportColumn[ThemeRow]
THEMES: Final = (
    _Theme("Theme", lambda one: one.name, 34),
    _Theme("An area for improvement in", lambda one: one.areas.words, 18),
    _Theme("A strength in", lambda one: one.strengths.words, 18),
    _Theme("Open actions", lambda one: one.open, 15),
    _Theme("Of these overdue", lambda one: one.overdue, 15),
)


def themes(report: Report) -> PaperTable:
    """Return the themes of the live audits and of the open actions."""
    return listing("Themes", THEMES, report.themes)


_Track = ReportColumn[TrackRow]


def _looked(back: int) -> ReportColumn[TrackRow]:
    return ReportColumn(AGO[back], lambda one: one.looks.get(back) or UNKNOWN, 18)


DISTANCE: Final = (
    _Track("Measure", lambda one: one.name, 30),
    _Track("Group", lambda one: one.theme or one.team or "All", 28),
    *map(_looked, reversed(LOOKS_BACK)),
    _Track("At the start", lambda one: one.start or UNKNOWN, 17),
    _Track("Target", lambda one: one.target or NOTHING, 15),
    _Track("Since the start", lambda one: WAYS.get(one.way, one.way), 15),
)
_BY: Final = {"whole": ("", ""), "theme": ("theme", ""), "team": ("", "team")}


def distance(report: Report, name: str = "Distance", by: str = "") -> PaperTable:
    """Return the measures over time: all, or those of the whole, by theme or by team."""
    found = [one for one in report.tracks if not by or _kind_of(one) == _BY[by]]
    return listing(name, DISTANCE, found)


def _kind_of(one: TrackRow) -> tuple[str, str]:
    return "theme" if one.theme else "", "team" if one.team and not one.theme else ""


_Step = ReportColumn[LoopStep]
LOOP: Final = (
    _Step("Step", lambda one: STEPS[one.name], 28),
    _Step("Completed", lambda one: f"{one.through} of {one.of}", 16),
    _Step("Median, working days", lambda one: _known(one.median, UNKNOWN), 19),
    _Step("Waiting", lambda one: f"{one.stuck} of {one.of}", 16),
    _Step("Longest wait, working days", lambda one: _known(one.longest, NOTHING), 19),
)


def _known(number: int | None, otherwise: str) -> Value:
    return otherwise if number is None else number


def loop(report: Report) -> PaperTable:
    """Return how long each step from finding to re-audit takes, and what is stuck in it."""
    return listing("Closing the loop", LOOP, report.facts.loop.steps)
