"""Who looks at performance, and when; and whom nobody has looked at for three months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.audits.look_words import OF_A_MONTH
from bot.slack.blocks import Answer, Block, aside, bold, bullets, button, faint, lines, row, saying
from bot.vocabulary import our
from db.audits.coverage import TeamCoverage
from db.permissions import Permission, may
from jobs.context import RequestContext
from jobs.rules.audit_month import MonthDates
from jobs.rules.deadlines import spell
from jobs.rules.measure_words import part_of
from jobs.rules.months import first_of, next_month
from jobs.rules.scrutiny import ScrutinyDate


@dataclass(frozen=True)
class MonthSeen:
    """A month with its dates, how its round stands, or that it is a month off.

    `services_off` have it off where others have not; `moderated` are the days of those services
    that moderate on another day than the council.
    """

    month: date
    dates: MonthDates
    state: str = "not drawn yet"
    is_off: bool = False
    services_off: Sequence[str] = ()
    moderated: Sequence[tuple[date, str]] = ()


def calendar(
    months: Sequence[MonthSeen], ctx: RequestContext, scrutiny: Sequence[ScrutinyDate] = ()
) -> Answer:
    """Say for each month when it is drawn, opens, is due and is moderated, and by whom.

    The days on which a board or a panel looks stand in their months, and later ones at the end.
    """
    heading = "Who looks at performance, and when"
    blocks: list[Block] = [lines([bold(heading)])]
    for seen in months:
        blocks.append(lines([bold(f"{seen.month:%B %Y}"), f" · {_state(seen)}"]))
        if said := _said(seen, scrutiny):
            blocks.append(bullets(*_rows(said, ctx)))
    if later := [each for each in scrutiny if each.date >= next_month(months[-1].month)]:
        said = [(each.date, each.who) for each in later]
        blocks += [lines([bold("Later")]), bullets(*_rows(said, ctx))]
    blocks.append(
        aside(f"{our.auditors:C} look at practice with the {our.practitioner} who holds the case.")
    )
    return Answer(heading, [*blocks, row("calendar-tools", *_tools(ctx))])


def _tools(ctx: RequestContext) -> list[Block]:
    tools = [
        button("Calendar file", "looks_file", {}),
        button("Picture", "chart_calendar", {"chart": "calendar"}),
    ]
    if may(ctx.person, Permission.RULES):
        tools.append(button("Add a date", "audit_form_look", {}))
    return tools


def _state(seen: MonthSeen) -> str:
    if seen.is_off:
        return "a month off"
    off = f" · a month off for {', '.join(seen.services_off)}" if seen.services_off else ""
    return f"{seen.state}{off}"


def _said(seen: MonthSeen, scrutiny: Sequence[ScrutinyDate]) -> list[tuple[date, str]]:
    own = [] if seen.is_off else [*_dates(seen.dates), *_elsewhen(seen)]
    boards = [(each.date, each.who) for each in scrutiny if first_of(each.date) == seen.month]
    return sorted([*own, *boards], key=lambda row: row[0])


def _elsewhen(seen: MonthSeen) -> list[tuple[date, str]]:
    on = ((day, service) for day, service in seen.moderated if service not in seen.services_off)
    return [(day, f"{OF_A_MONTH['moderate']} in {service}") for day, service in on]


def _dates(dates: MonthDates) -> list[tuple[date, str]]:
    return [
        (dates.draw_on, OF_A_MONTH["draw"]),
        (dates.opens_on, OF_A_MONTH["open"]),
        (dates.due_on, OF_A_MONTH["due"]),
        (dates.moderate_by, OF_A_MONTH["moderate"]),
    ]


def _rows(said: Sequence[tuple[date, str]], ctx: RequestContext) -> list[list[Block | str]]:
    return [[_marked(day, ctx), f": {what}"] for day, what in said]


def _marked(day: date, ctx: RequestContext) -> Block | str:
    return f"{spell(day)} (past)" if day < ctx.today else bold(spell(day))


NAMED = 8


def coverage(teams: Sequence[TeamCoverage]) -> Answer:
    """Say for each team how many of its practitioners were audited lately, and who was not."""
    if not teams:
        return saying(
            f"There is nobody to be {our.audited} yet: no team has {our.practitioner:a} in it."
        )
    seen, total = sum(team.seen for team in teams), sum(team.total for team in teams)
    told = part_of(seen, total, our.practitioners)
    heading = f"{told} {our.audited} in the last three months"
    rows = bullets(*(_team(team) for team in teams))
    return Answer(heading, [lines([bold(heading)]), rows])


def _team(team: TeamCoverage) -> list[Block | str]:
    row: list[Block | str] = [bold(team.team), f" · {part_of(team.seen, team.total)}"]
    if team.unseen:
        named = ", ".join(person.name for person in team.unseen[:NAMED])
        more = f" and {team.not_seen - NAMED} more" if team.not_seen > NAMED else ""
        row.append(faint(f"\nnot seen: {named}{more}"))
    return row
