"""The scrutiny calendar: who looks at performance, and when."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.audits import coverage_view
from bot.audits.calendar_file import looks_file
from bot.audits.coverage_view import MonthSeen
from bot.audits.verb import AuditCommand, AuditForm, below
from bot.slack.arguments import read_due
from bot.slack.blocks import Answer, Block, field_, saying, text_input
from bot.slack.buttons import asks_for
from bot.slack.file_answer import File
from bot.slack.filled import Filled
from bot.slack.parsing import unescaped
from bot.slack.registry import OpenForm, Request
from bot.slack.view_state import ViewState
from db import privacy
from db.audits import queries as audits
from db.audits import rules
from db.errors import RefusedError
from db.patterns import pattern
from db.permissions import Permission, may, require
from jobs.audits import scrutiny, settings
from jobs.context import RequestContext
from jobs.rules import months
from jobs.rules.audit_month import month_dates
from jobs.rules.audit_services import RuleSets
from jobs.rules.deadlines import spell
from jobs.rules.looks import boards
from jobs.rules.scrutiny import LATEST_WORKING_DAY, WHO_LENGTH
from jobs.rules.working_days import Calendar

MONTHS_SHOWN: Final = 3
DAYS_LENGTH: Final = 300
NUMBER_LENGTH: Final = 2
_LOOK: Final = r"(?:[\"“”](?P<who>[^\"“”]+)[\"“”]|(?P<bare>[^\s\"“”](?:[^\"“”]*?[^\s\"“”])??))"
_DAY: Final = r"(?P<day>\S(?s:.*))"
_MONTHLY: Final = pattern(
    rf"add\s+{_LOOK},?\s+(?:monthly|every month)\s+on\s+working day\s+(?P<day>\d{{1,2}})",
    re.IGNORECASE,
)
_ADDED: Final = pattern(rf"add\s+{_LOOK},?\s+on\s+{_DAY}", re.IGNORECASE)
_REMOVED: Final = pattern(rf"(?:remove|drop)\s+{_LOOK}(?:,?\s+on\s+{_DAY})?", re.IGNORECASE)


class WhoLooksWhen(AuditCommand):
    """`calendar`, and what changes it."""

    name = "calendar"
    synonyms = ("dates",)
    example = 'calendar add "Scrutiny panel" on 12 January 2027'
    help_example = usage = "calendar"
    summary = "who looks at performance, and when; also as a file"
    leads_help = ((example, "or: monthly on working day 5"),)

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        words = unescaped(rest)
        if not words:
            return cls()
        if words.lower() == "add":
            return OpenForm("look")
        if monthly := _MONTHLY.fullmatch(words):
            return AddLook(_who(monthly), working_day=int(monthly["day"]))
        if added := _ADDED.fullmatch(words):
            return AddLook(_who(added), added["day"])
        if removed := _REMOVED.fullmatch(words):
            return RemoveLook(_who(removed), removed["day"])
        raise cls.wrong("Add a board or a panel with its day, or remove one.", command)

    def run(self, ctx: RequestContext) -> Answer:
        sets, services = settings.rule_sets(ctx.session), rules.services(ctx.session)
        shown, month = [], ctx.today.replace(day=1)
        for _ in range(MONTHS_SHOWN):
            shown.append(_month_seen(month, sets, services, ctx))
            month = months.next_month(month)
        last = month - months.A_DAY
        looks = boards(sets.council, shown[0].month, last, ctx.council.calendar)
        looks += [each for each in sets.council.scrutiny_dates if each.date > last]
        return coverage_view.calendar(shown, ctx, looks)


def _who(found: re.Match[str]) -> str:
    return (found["who"] or found["bare"]).strip()


def _month_seen(
    month: date, sets: RuleSets, services: Sequence[str], ctx: RequestContext
) -> MonthSeen:
    audit_month, off = audits.month_for(ctx.session, month), sets.off_in(month.month, services)
    if audit_month and audit_month.is_draft and not may(ctx.person, Permission.SEE_DRAFT):
        audit_month = None
    return MonthSeen(
        month,
        month_dates(month, sets.council, ctx.council.calendar),
        audit_month.state if audit_month else "not drawn yet",
        is_off=month.month in sets.council.months_off and len(off) == len(services),
        services_off=off,
        moderated=_moderated_elsewhen(month, sets, ctx.council.calendar),
    )


def _moderated_elsewhen(
    month: date, sets: RuleSets, calendar: Calendar
) -> tuple[tuple[date, str], ...]:
    """Return the services that moderate on a day of their own, with that day."""
    council = month_dates(month, sets.council, calendar).moderate_by
    days = ((month_dates(month, sets.of(one), calendar).moderate_by, one) for one in sets.own)
    return tuple((day, service) for day, service in sorted(days) if day != council)


class AddLook(Request):
    """`calendar add "Scrutiny panel" on 12 Jan 2027`, or `… monthly on working day 5`."""

    who: str
    day: str | None = None
    working_day: int | None = None

    def run(self, ctx: RequestContext) -> Answer:
        privacy.guard(ctx, self.who)
        if self.working_day is not None:
            return _add_monthly(self.who, self.working_day, ctx)
        return _add_dates(self.who, [_day_of(self.day or "", ctx)], ctx)


class RemoveLook(Request):
    """`calendar remove "Scrutiny panel" on 12 Jan 2027`; no day is all that are to come."""

    who: str
    day: str | None = None

    def run(self, ctx: RequestContext) -> Answer:
        day = _day_of(self.day, ctx) if self.day else None
        scrutiny.remove(ctx, self.who, day)
        when = f"on {spell(day)}" if day else "at all from now on"
        return saying(f"{self.who.strip()} no longer looks {when}.")


def _add_dates(who: str, days: Sequence[date], ctx: RequestContext) -> Answer:
    scrutiny.add_dates(ctx, who, days)
    return _kept(f"{who.strip()} looks on {', '.join(spell(day) for day in sorted(days))}.")


def _add_monthly(who: str, working_day: int, ctx: RequestContext) -> Answer:
    scrutiny.add_monthly(ctx, who, working_day)
    return _kept(f"{who.strip()} looks on working day {working_day} of every month.")


def _kept(said: str) -> Answer:
    return saying(f"{said} It is in the calendar, and each action shows its next look.")


def _day_of(words: str, ctx: RequestContext) -> date:
    """Return the one day that words mean, or refuse: a board's day is no place for a guess."""
    deadline = read_due(words, ctx)
    if deadline.alternatives:
        days = " or ".join(map(spell, sorted({deadline.day, *deadline.alternatives})))
        raise RefusedError(f"That could be {days}; write the date with its month, please.")
    return deadline.day


class LookForm(AuditForm):
    """Asks who looks, and on which days or on which working day of every month."""

    name = "look"
    title, submit_label = "Calendar", "Save"
    way_in = "Add a date"
    main_field = "who"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the questions, to those who may change the rules."""
        require(ctx.person, Permission.RULES)
        who = text_input(WHO_LENGTH, example="Improvement board")
        days = text_input(DAYS_LENGTH, lines=True, example="12 January 2027\n9 March 2027")
        number = text_input(NUMBER_LENGTH, example="5")
        hint = f"A number from 1 to {LATEST_WORKING_DAY}; it replaces an earlier one."
        return [
            field_("who", "Who?", who),
            field_("days", "On which days? One a line", days, optional=True),
            field_("monthly", "Or every month on working day", number, hint=hint, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Keep what was filled in: days, or a working day of every month."""
        who, number = given.text("who"), given.text("monthly").strip()
        days = [line.strip() for line in given.text("days").splitlines() if line.strip()]
        if bool(days) == bool(number):
            raise RefusedError(
                "Give the days, or a working day of every month: one or the other.", about="days"
            )
        if not number:
            return _add_dates(who, [_day_of_line(line, ctx) for line in days], ctx)
        if not (number.isascii() and number.isdigit()):
            raise RefusedError("A working day is a number, such as 5.", about="monthly")
        return _add_monthly(who, int(number), ctx)


def _day_of_line(words: str, ctx: RequestContext) -> date:
    try:
        return _day_of(words, ctx)
    except RefusedError as error:
        raise RefusedError(f"“{words}”: {error}", about="days") from error


def calendar_file(ctx: RequestContext) -> File:
    """Return the calendar of the coming year as a file."""
    found = scrutiny.coming_year(ctx.session, ctx.today, ctx.council.calendar)
    return looks_file(found, ctx.now, rules.changed_at(ctx.session))


FORMS: Final = (LookForm(),)
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    below("audit_calendar", asks_for(WhoLooksWhen)),
)
