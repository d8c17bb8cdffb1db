"""`settings`: when and how much somebody hears, as a form of their own."""

import re
from calendar import day_name
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.capital import listed
from bot.slack.again import Offer, buttons
from bot.slack.blocks import (
    Answer,
    Block,
    button,
    field_,
    lines,
    multi_select,
    option,
    radio,
    row,
    saying,
    select,
)
from bot.slack.buttons import form_button
from bot.slack.carried import member, number_of
from bot.slack.carrying_out import kept_in
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.registry import Command, OpenForm, Reply, Request, given
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.digest.subscriptions import Often
from jobs.reminders import preferences
from jobs.reminders.preferences import Preferences
from jobs.rules.levels import Level
from jobs.rules.meeting_words import read_meeting

LEVELS: Final[Mapping[Level, str]] = {
    Level.LIGHT: "Light: when something is due or asked, otherwise once a week",
    Level.STANDARD: "Standard: each working day on which there is something",
    Level.ACTIVE: "Active: as standard, and colleagues' updates as they happen",
}
ALWAYS: Final = (
    "You get one message a morning. Whatever you choose, it has what is due that day, newly "
    "overdue or waiting for your answer, and what can't wait until the morning comes at once."
)
CAN_CHOOSE: Final = (
    "You can choose how much you hear, from what time, on which days, and whether a digest comes "
    "with it."
)
NEVER: Final = "never"
MONTHLY: Final = "monthly"
_ABOUT: Final = pattern(
    r"^(?:(?:set|change|make|to|my|me|it|the|level|from|at|on|only|please|mornings?|settings)\b"
    r"[\s:=]*)+"
    r"|(?<![\s,])[\s,]*\b(?:please|thanks|level|reminders|messages)[.!]*$",
    re.IGNORECASE,
)
_LEVEL_OF: Final[Mapping[str, Level]] = {
    **{str(level): level for level in Level},
    **dict.fromkeys(("lighter", "quiet", "quieter", "less", "fewer", "weekly"), Level.LIGHT),
    **dict.fromkeys(("normal", "usual", "default", "medium", "daily"), Level.STANDARD),
    **dict.fromkeys(("more", "all", "everything", "full"), Level.ACTIVE),
}
SATURDAY: Final = 5  # a digest comes on one of the days before


class MySettings(Command):
    """`settings`."""

    name = example = "settings"
    synonyms = ("preferences",)
    summary = "when I message you, and how much"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read a level, which is set; anything else is filled in, an hour in its place."""
        said = _ABOUT.sub("", rest).strip(" .!").lower()
        if said in _LEVEL_OF:
            return SetLevel(_LEVEL_OF[said])
        at = read_meeting(said).starts if said else None
        unread = "" if at or not said else f"I didn't understand “{rest}”. Choose here instead."
        fields = given(at=f"{at:%H:%M}" if at else "")
        return OpenForm(MorningForm.name, fields=fields, problem=unread)


class SetLevel(Request):
    """`settings light`: sets how much somebody hears, and leaves the rest as it was."""

    level: Level

    def run(self, ctx: RequestContext) -> Answer:
        """Set it, say so, and offer to have it as it was."""
        before = preferences.present(ctx)
        preferences.choose(ctx, replace(before, level=self.level))
        said = _told(preferences.present(ctx), ctx)
        undo = Offer(f"Back to {before.level}", f"settings {before.level}")
        offers = buttons([undo] if before.level != self.level else [], first_is_usual=False)
        tools = row("settings", *offers, MorningForm().way_in_button())
        return Answer(said, [lines([said], [LEVELS[self.level]]), tools])

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer the form where the council does not leave it to them."""
        return kept_in(OpenForm(MorningForm.name), error, ctx)


class Quieter(Request):
    """`stop`, `unsubscribe`: says what can be quietened, and how."""

    def run(self, ctx: RequestContext) -> Answer:
        has, quietest = preferences.present(ctx), ctx.council.levels.choices[0]
        offers = [Offer(f"Set it to {quietest}", f"settings {quietest}")]
        tools = buttons(offers if has.level != quietest else [])
        made = row("settings", *tools, MorningForm().way_in_button())
        return Answer(CAN_CHOOSE, [lines([CAN_CHOOSE], [ALWAYS]), made])


class MorningForm(Form):
    """Asks how much somebody wants to hear, when, and which digest."""

    name = "mornings"
    title, submit_label = "Your reminders", "Save"
    way_in = "Your reminders"
    main_field = "level"

    def way_in_button(self) -> Block:
        """Return the button that opens it."""
        return button(self.way_in, self.opener, {})

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the four questions, as it is now."""
        has, person, council = preferences.present(ctx), ctx.person, ctx.council
        levels = [option(LEVELS[one], one) for one in council.levels.choices]
        hours = [
            option(f"{at:%H:%M}", f"{at:%H:%M}") for at in preferences.hours_for(person, council)
        ]
        days = [option(day_name[day], str(day)) for day in sorted(person.weekdays)]
        digests = [
            option("No digest", NEVER),
            *(option(f"Every {day_name[day]}", str(day)) for day in range(SATURDAY)),
            option("On the first working day of a month", MONTHLY),
        ]
        chosen = [] if has.days >= person.weekdays else [str(day) for day in has.days]
        on = multi_select("All your working days", days, chosen)
        own = select("Choose how often", digests, _digest_value(has.digest))
        return [
            field_("level", "How much do you want to hear?", radio(levels, has.level), hint=ALWAYS),
            field_("at", "From what time?", select("Choose a time", hours, f"{has.at:%H:%M}")),
            field_("days", "On which days?", on, optional=True),
            field_("digest", "Your digest, with that morning's message", own),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Keep it, and say how it is from now on."""
        wanted = Preferences(
            member(Level, given.text("level")),
            given.needed_time("at"),
            frozenset(given.numbers("days")) or ctx.person.weekdays,
            _often(given.text("digest")),
        )
        preferences.choose(ctx, wanted)
        return saying(_told(preferences.present(ctx), ctx))


def _told(has: Preferences, ctx: RequestContext) -> str:
    on = listed([f"{day_name[day]}s" for day in sorted(has.days)])
    days = "" if has.days == ctx.person.weekdays else f" on {on}"
    digest = f" Your digest comes {_digest_words(has.digest)}." if has.digest else ""
    said = LEVELS[has.level].partition(":")[0].lower()
    return f"Saved. Your morning message comes at {has.at:%H:%M}{days}, level {said}.{digest}"


def _digest_words(often: Often) -> str:
    if often.weekday is not None:
        return f"every {day_name[often.weekday]}"
    return f"on working day {often.working_day} of each month"


def _digest_value(often: Often | None) -> str:
    if often is None:
        return NEVER
    return MONTHLY if often.weekday is None else str(often.weekday)


def _often(value: str) -> Often | None:
    if value == NEVER:
        return None
    return Often(working_day=1) if value == MONTHLY else Often(weekday=number_of(value))


VERBS: Final = (MySettings,)
FORMS: Final = (MorningForm(),)
BUTTONS: Final = (form_button(MorningForm(), MorningForm().opener),)
