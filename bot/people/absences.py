"""Days away: said, shortened and taken back; both commands know these verbs."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.capital import capital
from bot.deadline_words import unreadable_words
from bot.slack.arguments import iso_of, person_of
from bot.slack.blocks import (
    Answer,
    Block,
    checkboxes,
    date_picker,
    field_,
    option,
    person_picker,
    saying,
)
from bot.slack.buttons import form_button
from bot.slack.carrying_out import kept_in
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.parsing import MENTION
from bot.slack.registry import ME, Command, OpenForm, Reply, Request, given
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.actions import queries as actions
from db.audits import auditor_pool
from db.audits.auditor_pool import Days
from db.errors import RefusedError
from db.models import Person
from db.outbox import reminders
from db.patterns import pattern
from jobs.audits import changing
from jobs.context import RequestContext
from jobs.rules.deadline_words import spell_days
from jobs.rules.deadlines import UnreadableDeadlineError, is_a_day, read, spell
from jobs.rules.stretches import read_stretch

WHO: Final = rf"(?:{MENTION}|(?P<me>me|i)\b)"
_WHY_AWAY: Final = pattern(
    r"^(?:(?:on )?(?:annual |sick |study |mat(?:ernity)? |pat(?:ernity)? )?"
    r"(?:leave|hol(?:iday)?s?|absent|sick|off|"
    r"out of office|out|ooo|al|not in|is|away|on)\b[\s:,]*)+",
    re.IGNORECASE,
)
_CAN_FINISH: Final = pattern(r"(?<![\s,;])[\s,;]*\b(?:and\s+)?can finish\.?$", re.IGNORECASE)
_PART_OF_A_DAY: Final = pattern(r"\b(?:morning|afternoon|evening|am|pm|half)\b", re.IGNORECASE)
_NOW: Final = r"(?:(?:now|today|already|again|at work|in the office|from leave)\b[\s.!]*)+"
_AT_WORK: Final = pattern(
    r"^(?:(?:in|at|to)\b\s*)?(?:(?:the |my )?(?:office|work|desk)\b\s*)?", re.IGNORECASE
)
_OF_LEAVE: Final = pattern(
    r"(?<=\w)[\s,;(]+(?:incl?(?:usive)?|(?:annual )?leave)[.)]*$", re.IGNORECASE
)
# "W/c the 14th all week" is that week; "the 14th all week" is not the 14th alone.
_A_WEEK: Final = pattern(r"\bw/?[bc]\b", re.IGNORECASE)
_ALL_WEEK: Final = pattern(r"(?<=\S)\s+(?:all|the whole) week[.]*$", re.IGNORECASE)
# "Off tomorrow and Weds, back Thurs".
_BACK_ON: Final = pattern(
    r"(?<=\w)[\s,;.]{1,3}(?:(?:and|then|i'?m|i'?ll be)\s){0,3}back (?:in )?(?:the office )?(?:on )?"
    r"(?P<day>\S.{0,40})$",
    re.IGNORECASE,
)
_FINISHES: Final = "can finish"


class Away(Command):
    """`away @person from 4 Jan to 15 Jan can finish`; `person` is a Slack id or ME."""

    person: str
    first: str
    last: str
    can_finish: bool = False
    back: str = ""  # the day of which it was said that they are back

    name = "away"
    synonyms = ("absent",)
    example = "away @person from 4 Jan to 15 Jan"
    help_example = "away from 4 Jan to 15 Jan"
    summary = "or away @person; add: can finish, to keep what they have"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read who is away and when; no name is oneself."""
        said = _OF_LEAVE.sub("", _ALL_WEEK.sub("", rest) if _A_WEEK.search(rest) else rest)
        words = _CAN_FINISH.sub("", said)
        who = re.match(rf"(?:{WHO}(?:\s+is\b)?\s*)?", words, re.IGNORECASE)
        person = (who["person"] if who else None) or ME
        days = _WHY_AWAY.sub("", words[who.end() if who else 0 :])
        returns = _BACK_ON.search(days)
        back = returns["day"].strip(" .!") if returns else ""
        back = back if is_a_day(back) else ""
        if returns and back:
            days = days[: returns.start()]
        if not days:
            return OpenForm("away", fields=given(person="" if person == ME else person))
        if words.startswith("@"):
            raise cls.wrong("Say who is away, from which day and to which.", command)
        first, *last = re.split(r"(?<=\S)\s+(?:to|until|till?)\s+", days, maxsplit=1, flags=re.I)
        if last:
            first = re.sub(r"^from\s+", "", first, flags=re.IGNORECASE)
        return Away(person, first, "".join(last), can_finish=words != said, back=back)

    def run(self, ctx: RequestContext) -> Answer:
        person = person_of(self.person, ctx)
        said = f"{self.first} to {self.last}" if self.last else self.first
        try:
            days = read_stretch(said, ctx.today, ctx.council.calendar)
        except UnreadableDeadlineError as error:
            raise RefusedError(unreadable_words(error), about="first") from error
        if days.others:
            raise RefusedError(
                f"“{said}” could be other days too. Choose the first and the last day.",
                about="first",
            )
        if days.first == days.last and re.match(r"from\b", said, re.IGNORECASE):
            raise RefusedError("Until which day? Add the last day away.", about="last")
        if self.back and not self._is_back_after(days.last, ctx):
            raise RefusedError(f"Back {self.back}? Choose the last day away.", about="last")
        told = away(person, days.first, days.last, ctx, can_finish=self.can_finish)
        part = _PART_OF_A_DAY.search(said)
        return saying(f"{told.text} I only keep whole days.") if part else told

    def _is_back_after(self, last: date, ctx: RequestContext) -> bool:
        """Say whether the day they are back is the first on which they work again."""
        said = read(self.back, ctx.today, ctx.council.calendar)
        return ctx.council.calendar.shift(last, 1) in {said.day, *said.alternatives}

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer the form with the days that could be read."""
        if error.about not in {"first", "last"}:
            return None
        person = ctx.person.slack_id if self.person == ME else self.person
        begins = re.sub(r"^from\s+", "", self.first)
        days = (("first", iso_of(begins, ctx)), ("last", iso_of(self.last, ctx)))
        asked = OpenForm("away", fields=(("person", person or ""), *days))
        return kept_in(asked, error, ctx, opener="audit_form_away")


def away(
    person: Person, first: date, last: date, ctx: RequestContext, *, can_finish: bool
) -> Answer:
    """Write down that somebody is away, and say what becomes of their audits."""
    if last < first:
        raise RefusedError("The last day away comes before the first.", about="last")
    changing.away(ctx, person, Days(first, last), can_finish=can_finish)
    is_self = person.id == ctx.person.id
    who = "You're" if is_self else f"{capital(person.called)} is"
    days = f"{'on' if first == last else 'from'} {spell_days(first, last)}"
    whose = "You keep your" if is_self else "They keep their"
    keeps = f" {whose} current {our.audits}." if can_finish else ""
    said = f"{who} away {days}.{keeps}"
    return saying(said if can_finish else said + _due_then(person, first, last, ctx))


def _due_then(person: Person, first: date, last: date, ctx: RequestContext) -> str:
    """Say what of theirs is due in those days: no date moves by itself."""
    due = reminders.due_while_away(ctx.session, ctx.today)
    theirs = [one.id for one in due if one.owner_id == person.id and first <= one.due_on <= last]
    found = actions.several(ctx.session, theirs)
    numbers = [found[number].called for number in theirs]
    if not numbers:
        return ""
    many = "is" if len(numbers) == 1 else "are"
    return f" {', '.join(numbers)} {many} due on those days: move, give or leave what is due then."


class AwayForm(Form):
    """Asks who is away, and from when to when."""

    name = "away"
    title, submit_label = "Set leave", "Save"
    callback = "audit_away"
    main_field = "person"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the questions, for whoever asks to begin with."""
        tick = checkboxes([option(f"Keep the {our.audits} drawn already; no new ones", _FINISHES)])
        return [
            field_("person", "Who?", person_picker(ctx.person.slack_id)),
            field_("first", "From", date_picker()),
            field_("last", "To", date_picker()),
            field_("finish", "Meanwhile", tick, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        person = given.person("person", ctx.session)
        if person is None:
            raise RefusedError("Choose who is away.", about="person")
        first, last = given.needed_day("first"), given.needed_day("last")
        return away(person, first, last, ctx, can_finish=bool(given.many("finish")))


class Back(Command):
    """`back @person`; `person` is a Slack id or ME."""

    person: str

    name = "back"
    example = "back @person"
    help_example = "back"
    summary = "or back @person"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        found = re.fullmatch(rf"(?:{WHO})?\s*(?:{_NOW})?", _AT_WORK.sub("", rest), re.IGNORECASE)
        if re.match(r"(?:on|from)\s", rest, re.IGNORECASE) or is_later(rest):
            return OpenForm("away", problem="Choose the last day away.", beside="last")
        if found is None:
            raise cls.wrong("Say who is back.", command)
        return Back(found["person"] or ME)

    def run(self, ctx: RequestContext) -> Answer:
        """End somebody's days away, or forget the next ones where none are now."""
        person = person_of(self.person, ctx)
        ended = auditor_pool.end_absence(ctx, person)
        days = f"{spell(ended.first)} to {spell(ended.last)}"
        is_self = person.id == ctx.person.id
        if ended.first > ctx.today:
            whose = "Your leave" if is_self else f"The leave of {person.called}"
            return saying(f"{whose} from {days} has been removed.")
        who = "You're" if is_self else f"{capital(person.called)} is"
        return saying(f"{who} back: the leave from {days} has ended.")


def is_later(back: str) -> bool:
    """Say whether somebody is back only on a day: "on Monday", "in the office on the 4th"."""
    return is_a_day(re.sub(r"^(?:on|from)\s+", "", _AT_WORK.sub("", back), flags=re.IGNORECASE))


VERBS: Final = (Away, Back)
FORMS: Final = (AwayForm(),)
BUTTONS: Final = (form_button(FORMS[0], "audit_form_away"),)
