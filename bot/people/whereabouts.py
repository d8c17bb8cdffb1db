"""Who is away, told to whoever may set their leave: "who is off this week", "is Sam in today?"."""

import re
from datetime import date, timedelta
from typing import Final

from bot.deadline_words import unreadable_words
from bot.slack.blocks import Answer, Block, bold, faint, lines
from bot.slack.registry import Request
from db.audits import auditor_pool
from db.errors import RefusedError
from db.models import Absence
from db.permissions import Permission, may
from jobs.context import RequestContext
from jobs.rules.deadlines import UnreadableDeadlineError, spell
from jobs.rules.stretches import read_stretch

Row = list[Block | str]
_A_DAY: Final = timedelta(days=1)
_AT_THE_MOMENT: Final = frozenset({"", "now", "today", "in", "out", "at the moment", "right now"})


class WhoIsAway(Request):
    """`who is off next week`: of oneself and one's people, the days that were set; never why."""

    only_looks = True

    when: str = ""

    def run(self, ctx: RequestContext) -> Answer:
        first, last = self._days(ctx)
        days = spell(first) if first == last else f"{spell(first)} to {spell(last)}"
        found = [
            each
            for each in auditor_pool.absences(ctx.session, first, last)
            if not each.can_finish and may(ctx.person, Permission.AWAY, each.person)
        ]
        heading = f"Away {'on' if first == last else 'from'} {days}"
        shown: list[Row] = [[bold(each.person.name), f" · {_spelt(each)}"] for each in found]
        whose = "everybody" if ctx.person.is_lead else "you and whoever you manage"
        of_whom = f"Of {whose}, as far as leave was set here."
        rows: list[Row] = shown or [["Nobody is away, as far as I know."]]
        return Answer(heading, [lines([bold(heading)], *rows, [faint(of_whom)])])

    def _days(self, ctx: RequestContext) -> tuple[date, date]:
        said = re.sub(r"^(?:on|for|in)\s+", "", self.when.strip(" ?.!").lower())
        if said in _AT_THE_MOMENT:
            return ctx.today, ctx.today
        week = re.fullmatch(r"(?:the )?(this|next) week", said)
        if week:
            monday = ctx.today - ctx.today.weekday() * _A_DAY
            first = monday if week[1] == "this" else monday + 7 * _A_DAY
            return first, first + 4 * _A_DAY
        try:
            days = read_stretch(said, ctx.today, ctx.council.calendar)
        except UnreadableDeadlineError as error:
            raise RefusedError(unreadable_words(error), about="first") from error
        return days.first, days.last


def _spelt(absence: Absence) -> str:
    if absence.first_on == absence.last_on:
        return spell(absence.first_on)
    return f"{spell(absence.first_on)} to {spell(absence.last_on)}"
