"""Who is away, told to whoever may set their leave: "who is off this week", "is Sam in today?"."""

import re
from datetime import date
from typing import Final

from bot.capital import capital, listed
from bot.deadline_words import unreadable_words
from bot.slack.again import MOST_OFFERED, Offer, offering
from bot.slack.arguments import called, no_one
from bot.slack.blocks import Answer, Block, bold, faint, lines, saying
from bot.slack.registry import Request
from db.audits import auditor_pool
from db.errors import RefusedError
from db.permissions import Permission, may, require
from jobs.context import RequestContext
from jobs.rules.deadline_words import spell_days
from jobs.rules.deadlines import UnreadableDeadlineError
from jobs.rules.stretches import read_stretch

Row = list[Block | str]
_AT_THE_MOMENT: Final = frozenset({"", "now", "today", "in", "out", "at the moment", "right now"})


class WhoIsAway(Request):
    """`who is off next week`: of oneself and one's people, the days that were set; never why."""

    only_looks = True

    when: str = ""
    who: str = ""  # as they are called, or mentioned; empty: everybody
    is_told: bool = False  # "Sam is off tomorrow", which may not be set yet

    def run(self, ctx: RequestContext) -> Answer:
        first, last = self._days(ctx)
        if self.who:
            return self._one(first, last, ctx)
        found = [
            each
            for each in auditor_pool.absences(ctx.session, first, last)
            if not each.can_finish and may(ctx.person, Permission.AWAY, each.person)
        ]
        heading = f"Away {_days_words(first, last)}"
        shown: list[Row] = [
            [bold(each.person.name), f" · {spell_days(each.first_on, each.last_on)}"]
            for each in found
        ]
        whose = "everybody" if may(ctx.person, Permission.AWAY) else "you and whoever you manage"
        of_whom = f"Of {whose}, as far as leave was set here."
        rows: list[Row] = shown or [["Nobody is away, as far as I know."]]
        return Answer(heading, [lines([bold(heading)], *rows, [faint(of_whom)])])

    def _one(self, first: date, last: date, ctx: RequestContext) -> Answer:
        """Tell of one person; whoever may not know is refused, whether they are away or not."""
        known = called(self.who, ctx)
        if len(known) != 1:
            offers = (
                Offer(each.name, f"is <@{each.slack_id}> off {self.when}".strip()) for each in known
            )
            everybody = Offer("Who is off?", f"who is off {self.when}".strip())
            return offering(no_one(self.who, known), [*offers, everybody][:MOST_OFFERED])
        person = known[0]
        require(ctx.person, Permission.AWAY, person)
        found = [
            _days_words(each.first_on, each.last_on)
            for each in auditor_pool.absences(ctx.session, first, last)
            if not each.can_finish and each.person_id == person.id
        ]
        is_self = person.id == ctx.person.id
        who = "You're" if is_self else f"{capital(person.called)} is"
        if found:
            return saying(f"{who} away {listed(found)}.")
        said = f"{who} not away {_days_words(first, last)}, as far as leave was set here."
        away = Offer("Set as away", f"away <@{person.slack_id}> {self.when or 'today'}")
        return offering(said, [away]) if self.is_told else saying(said)

    def _days(self, ctx: RequestContext) -> tuple[date, date]:
        said = re.sub(
            r"^(?:on|for|in(?=\s(?:w/?[cb]|week|wk)\b))\s+", "", self.when.strip(" ?.!").lower()
        )
        if said in _AT_THE_MOMENT:
            return ctx.today, ctx.today
        try:
            days = read_stretch(said, ctx.today, ctx.council.calendar)
        except UnreadableDeadlineError as error:
            raise RefusedError(unreadable_words(error), about="first") from error
        return days.first, days.last


def _days_words(first: date, last: date) -> str:
    return f"{'on' if first == last else 'from'} {spell_days(first, last)}"
