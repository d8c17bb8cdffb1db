"""Who is away, told to whoever may set their leave: "who is off this week", "is Sam in today?"."""

import re
from datetime import date
from typing import Final

from bot.deadline_words import unreadable_words
from bot.slack.blocks import Answer, Block, bold, faint, lines
from bot.slack.registry import Request
from db.audits import auditor_pool
from db.errors import RefusedError
from db.permissions import Permission, may
from jobs.context import RequestContext
from jobs.rules.deadline_words import spell_days
from jobs.rules.deadlines import UnreadableDeadlineError
from jobs.rules.months import A_DAY, A_WEEK, first_of, last_of_month, next_month
from jobs.rules.quiet import first_of_week
from jobs.rules.stretches import read_stretch

Row = list[Block | str]
_AT_THE_MOMENT: Final = frozenset({"", "now", "today", "in", "out", "at the moment", "right now"})


class WhoIsAway(Request):
    """`who is off next week`: of oneself and one's people, the days that were set; never why."""

    only_looks = True

    when: str = ""

    def run(self, ctx: RequestContext) -> Answer:
        first, last = self._days(ctx)
        found = [
            each
            for each in auditor_pool.absences(ctx.session, first, last)
            if not each.can_finish and may(ctx.person, Permission.AWAY, each.person)
        ]
        heading = f"Away {'on' if first == last else 'from'} {spell_days(first, last)}"
        shown: list[Row] = [
            [bold(each.person.name), f" · {spell_days(each.first_on, each.last_on)}"]
            for each in found
        ]
        whose = "everybody" if may(ctx.person, Permission.AWAY) else "you and whoever you manage"
        of_whom = f"Of {whose}, as far as leave was set here."
        rows: list[Row] = shown or [["Nobody is away, as far as I know."]]
        return Answer(heading, [lines([bold(heading)], *rows, [faint(of_whom)])])

    def _days(self, ctx: RequestContext) -> tuple[date, date]:
        said = re.sub(r"^(?:on|for|in)\s+", "", self.when.strip(" ?.!").lower())
        if said in _AT_THE_MOMENT:
            return ctx.today, ctx.today
        stretch = re.fullmatch(r"(?:the )?(this|next) (week|month)", said)
        if stretch and stretch[2] == "week":
            monday = first_of_week(ctx.today)
            first = monday if stretch[1] == "this" else monday + A_WEEK
            return first, first + 4 * A_DAY
        if stretch:
            first = first_of(ctx.today) if stretch[1] == "this" else next_month(ctx.today)
            return first, last_of_month(first.year, first.month)
        try:
            days = read_stretch(said, ctx.today, ctx.council.calendar)
        except UnreadableDeadlineError as error:
            raise RefusedError(unreadable_words(error), about="first") from error
        return days.first, days.last
