"""What a report says, section by section, in plain words: always so many of so many."""

from collections.abc import Sequence
from typing import Final

from bot.audits.draft_words import drawn_words
from bot.capital import capital
from bot.report import committee, tables
from bot.report.definitions import definitions
from bot.report.grade_tables import grades
from bot.report.paper import PaperTable, Section, table, told, unless_empty
from bot.report.reading_words import reading_section
from bot.report.register_table import register
from bot.report.traces import traces
from bot.vocabulary import our
from jobs.report.audience import Audience
from jobs.report.readings import of_report
from jobs.report.values import Report, ReportedMonth
from jobs.rules.audit_tallies import NO_UPDATE, MonthTally
from jobs.rules.deadlines import spell
from jobs.rules.distance import MeasureTrack
from jobs.rules.measure_words import COMPUTED, part_of
from jobs.rules.pictures import AuditsChart, DistanceChart, Drawing
from jobs.rules.rag import Level, word_of
from jobs.rules.risk_forecast import working_days
from jobs.rules.small_numbers import Cell, Mark

TITLE: Final = f"Improvement actions and {our.live_audits}"
FOR: Final = {
    Audience.OFFICERS: "For officers: roles and reasons. Not for publication.",
    Audience.SCRUTINY: "For scrutiny: no roles, no reasons, no small numbers of people. Titles "
    "are as people typed them.",
}

CHECKED_BY: Final = (
    "The figures are counted of the tables as they stood at that instant. What happened to "
    f"actions and {our.live_audits} is kept in a history that is sealed event by event; its head "
    "stands for all of it. Whoever has the database can check that nothing before this head was "
    "changed since, and which figures follow from the history and which do not:"
)


def sections(report: Report) -> list[Section]:
    """Return every section, as a committee's reports have them, and then what lies behind.

    One with nothing to tell says so.
    """
    return [
        headline(report),
        committee.background(report),
        committee.progress(report),
        committee.council_plan(report),
        committee.implications(report),
        committee.recommendation(report),
        done(report),
        overdue(report),
        at_risk(report),
        extensions(report),
        gaps(report),
        outstanding(report),
        audits(report),
        coverage(report),
        themes(report),
        distance(report),
        loop(report),
        Section("Definitions", tables=(definitions(report),)),
        provenance(report),
        *(() if tables.is_for_officers(report) else (reading_section(of_report(report)),)),
    ]


def about(report: Report) -> list[str]:
    """Return the lines under the title: the period, for whom, and where the numbers come from."""
    return [f"{_period(report)}.", FOR[report.audience], as_at(report)]


def heading(report: Report) -> str:
    """Return the report's title."""
    council = report.facts.council
    return f"{council}: {TITLE[0].lower()}{TITLE[1:]}" if council else TITLE


def as_at(report: Report) -> str:
    """Return the line by which every number can be traced."""
    found = report.facts.provenance
    at = f"{spell(found.at.date())}, {found.at:%H:%M} UTC"
    stands = (
        f"The plan as at {spell(report.facts.stands_on)}. Made"
        if _is_over(report)
        else "Data as at"
    )
    history = f"History: {found.head.number:,} links, head {found.head.hash[:16]}…"
    return f"{stands} {at}. {history}"


def summary(report: Report) -> list[str]:
    """Return the report in a few sentences."""
    told_ = report.facts.headline
    late = (
        f"Overdue: {part_of(told_.overdue, told_.open, 'open actions')}. Dates moved: "
        f"{part_of(told_.re_dated, told_.open)}, by {working_days(told_.slipped)} in total."
    )
    finished = report.facts.done
    news = (
        f"Done in {_so_far(report)}: {finished.number} of all {told_.total} actions; added: "
        f"{finished.added}."
    )
    said = [late, _two_dates(report), news, _lacking(report), *_from_audits(report)]
    if report.audits:
        said.append(held_words(report.audits[-1]))
    return [*said, *(draft_words(row) for row in report.drafts)]


def _two_dates(report: Report) -> str:
    """Say which date each count goes by, and how many actions the two tell differently."""
    late = [one for one in report.actions if one.stand.level is Level.LATE]
    moved = sum(one.number not in report.facts.overdue for one in late)
    word = word_of(Level.LATE, report.facts.rag)
    return (
        "Overdue and at risk go by the date that an action has now. Where actions stand goes by "
        f"their original dates, which no move changes: {len(late)} of all {len(report.actions)} "
        f"are {word} by these, {moved} of which have a date now that has not passed."
    )


def _from_audits(report: Report) -> list[str]:
    """Say how many actions live audits led to, in counts alone: none of them is listed here."""
    told_ = report.from_audits
    if told_.out_of.number == 0:
        return []
    return [f"Besides the plan, {told_.words} actions from {our.live_audits} are open."]


def held_words(row: ReportedMonth) -> str:
    """Say how many of the period's live audits were held, as far as that may be told."""
    so_far = "" if row.is_over else " so far"
    if row.expected.mark is Mark.SHOWN:
        return f"{our.live_audits:C} held{so_far}: {row.held} of {row.expected} expected."
    return f"{our.live_audits:C} held{so_far}: {row.held}; not held: {row.not_held}."


def draft_words(row: ReportedMonth) -> str:
    """Say how a month stands that was drawn and not published."""
    return f"{row.month:%B %Y}: {drawn_words(row.expected)}."


def headline(report: Report) -> Section:
    """Say where things stand."""
    return Section(
        "Summary",
        tuple(summary(report)),
        (tables.standing(report),),
        (report.facts.burn_up,),
        is_numbered=True,
    )


def done(report: Report) -> Section:
    """Tell what was finished since last time."""
    now, period = report.facts.done, report.facts.period
    total = report.facts.headline.total
    return Section(
        "Done since last time",
        (
            f"Done in {_so_far(report)}: {now.number} of all {total} actions; in "
            f"{period.before.name}: {report.facts.done_before.number}.",
        ),
        (tables.compared(report), *unless_empty(tables.done(report))),
    )


def overdue(report: Report) -> Section:
    """Tell which open actions are past their date."""
    told_ = report.facts.headline
    said = f"Past the date they have now: {part_of(told_.overdue, told_.open, 'open actions')}."
    return _with_table("Overdue", said, tables.overdue(report))


def at_risk(report: Report) -> Section:
    """Tell which open actions will probably miss their date."""
    found = report.facts.at_risk
    risk = part_of(found.number, found.of, "open actions")
    said = f"At risk: {risk} due by {spell(found.until)}, by the date they have now."
    if report.facts.forecasts[1]:
        said += f" Such forecasts that came true so far: {part_of(*report.facts.forecasts)}."
    return _with_table("At risk", said, tables.at_risk(report))


def extensions(report: Report) -> Section:
    """Tell which open actions were given another date."""
    told_ = report.facts.headline
    said = (
        f"Dates moved: {part_of(told_.re_dated, told_.open, 'open actions')}, by "
        f"{working_days(told_.slipped)} in total."
    )
    return _with_table("Extensions", said, tables.extensions(report))


def gaps(report: Report) -> Section:
    """Tell which open actions nobody answers for, or have no date."""
    return _with_table("No owner or no date", _lacking(report), tables.gaps(report))


def _lacking(report: Report) -> str:
    found = report.facts.gaps
    return (
        f"No owner: {part_of(found.without_owner, found.of, 'open actions')}; no date: "
        f"{part_of(found.without_date, found.of)}."
    )


def outstanding(report: Report) -> Section:
    """List every open action."""
    told_ = report.facts.headline
    said = f"Open: {told_.open} of {told_.total} actions, the soonest first."
    return _with_table("Outstanding actions", said, tables.outstanding(report))


def audits(report: Report) -> Section:
    """Tell what became of the period's live audits."""
    drafts = tuple(draft_words(row) for row in report.drafts)
    if not report.audits:
        none = f"No {our.live_audits} were expected in {report.facts.period.name}."
        return Section(f"{our.live_audits:C}", (none, *drafts), pictures=_year(report))
    of, without, late = report.inadequates
    second = (
        f"Files owed another look after an Inadequate: {of}. Not looked at again or planned yet: "
        f"{without}; overdue: {late}."
    )
    why = tables.reasons(report)
    return Section(
        f"{our.live_audits:C}",
        (held_words(report.audits[-1]), *drafts, second),
        (
            tables.audits(report),
            *((why,) if len(why.columns) > 1 else ()),
            *((tables.ticks(report),) if report.ticks else ()),
            tables.moderation(report),
            *grades(report),
            *((register(report),) if report.waivers else ()),
        ),
        _year(report),
    )


def _year(report: Report) -> tuple[Drawing, ...]:
    """Return the picture of the live audits, by what the tables tell."""
    months = [_tally(row) for row in report.year]
    return (AuditsChart(months),) if months else ()


def _tally(row: ReportedMonth) -> MonthTally:
    if row.month is None:
        raise ValueError("a sum of months is not drawn")
    reasons = dict(row.by_reason)
    if row.waiting.number != 0:
        reasons[NO_UPDATE] = row.waiting
    expected, held = row.expected.number, row.held.number
    if expected is None or held is None:
        return MonthTally(row.month, row.expected, row.held, Cell(Mark.HIDDEN), reasons)
    return MonthTally(
        row.month, row.expected, row.held, Cell(Mark.SHOWN, expected - held), reasons
    )  # fmt: skip


def coverage(report: Report) -> Section:
    """Tell which practitioners had a live audit lately."""
    if not report.coverage:
        return Section("Coverage", (f"There are no {our.practitioners} on the roster.",))
    whole = report.coverage[-1]
    is_shown = whole.total.mark is whole.not_seen.mark is Mark.SHOWN
    of = f" of {whole.total}" if is_shown else ""
    last = report.facts.period.last
    when = "in the last three months"
    if _is_over(report):
        when = f"in the three months up to {spell(last)}, by who was there then"
    said = f"{our.practitioners:C} without {our.live_audit:a}: {whole.not_seen}{of}, {when}."
    return Section("Coverage", (said,), (tables.coverage(report),))


def themes(report: Report) -> Section:
    """Tell the themes of the live audits and of the open actions."""
    since = spell(report.facts.themes.since)
    told_ = (
        f"{our.live_audits:C} held since {since}: {told(report.themed)}. The weakest themes "
        "come first."
    )
    return _with_table("Themes", told_, tables.themes(report))


def distance(report: Report) -> Section:
    """Tell what is measured, now against some months ago."""
    found = (
        tables.distance(report, "As a whole", "whole"),
        tables.distance(report, "By theme", "theme"),
    )
    kept = tuple(one for each in found for one in unless_empty(each))
    more = " Each team's are in the workbook." if tables.is_for_officers(report) else ""
    said = f"Each measure looks at the three months that end on its day.{more}"
    said = said if kept else "Nothing has been measured yet."
    return Section("Distance travelled", (said,), kept, _graded(report))


def _graded(report: Report) -> tuple[Drawing, ...]:
    """Return the picture of grades by theme; its small numbers are hidden theme by theme alone."""
    name = COMPUTED["good"]
    found: Sequence[MeasureTrack] = [
        one for one in (*report.facts.tracks, *report.facts.by_theme) if one.name == name
    ]
    if not found or not tables.is_for_officers(report):
        return ()
    return (DistanceChart(f"{name}, by theme", found),)


def loop(report: Report) -> Section:
    """Tell how findings come through to a re-audit."""
    found = tables.loop(report)
    said = f"From finding to {our.re_audit}." if found.rows else "Nothing has begun yet."
    return _with_table("Closing the loop", said, found)


def provenance(report: Report) -> Section:
    """Say where the numbers come from, what stands for them, and how to check it."""
    return Section(
        "Provenance",
        (f"{CHECKED_BY} live-audit verify --anchor, and the head.",),
        (traces(), traced(report)),
    )


def traced(report: Report) -> PaperTable:
    """Return the instant, and the head of the history as it was then."""
    found = report.facts.provenance
    made = f"{spell(found.at.date())}, {found.at:%H:%M:%S} UTC"
    stands = (("The plan as at", spell(report.facts.stands_on)), ("Made", made))
    rows = (
        ("Council", report.facts.council or "not set"),
        ("Period", _period(report)),
        ("Version", FOR[report.audience]),
        *(stands if _is_over(report) else (("Data as at", made),)),
        ("Sealed events", found.head.number),
        ("Events not sealed yet", found.waiting),
        ("Head of the history", found.head.hash),
    )
    return table("Provenance", [("What", 25), ("Value", 75)], rows)


def _period(report: Report) -> str:
    return capital(_so_far(report))


def _so_far(report: Report) -> str:
    period, today = report.facts.period, report.facts.today
    return period.name if _is_over(report) else f"{period.name}, up to {spell(today)}"


def _is_over(report: Report) -> bool:
    return report.facts.today > report.facts.period.last


def _with_table(heading_: str, said: str, found: PaperTable) -> Section:
    return Section(heading_, (said,), unless_empty(found))
