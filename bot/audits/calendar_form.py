"""Takes the form in which a lead says who looks at performance, and when."""

from datetime import date

from bot.audits import calendar
from bot.audits.fields import Filled
from bot.slack.blocks import Answer
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from jobs.context import RequestContext


def take_look(given: Filled, _: ViewState, ctx: RequestContext) -> Answer:
    """Keep what was filled in: days, or a working day of every month."""
    who, number = given.text("who"), given.text("monthly").strip()
    days = [line.strip() for line in given.text("days").splitlines() if line.strip()]
    if bool(days) == bool(number):
        raise RefusedError("Give the days, or a working day of every month: one of both.", "days")
    if not number:
        return calendar.add_dates(who, [_day(line, ctx) for line in days], ctx)
    if not (number.isascii() and number.isdigit()):
        raise RefusedError("A working day is a number, such as 5.", about="monthly")
    return calendar.add_monthly(who, int(number), ctx)


def _day(words: str, ctx: RequestContext) -> date:
    try:
        return calendar.day_of(words, ctx)
    except RefusedError as error:
        raise RefusedError(f"“{words}”: {error}", about="days") from error
