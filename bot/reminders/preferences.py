"""`settings`: when and how much somebody hears, as a form of their own."""

from calendar import day_name
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final

from bot.slack.blocks import (
    Answer,
    Block,
    checkboxes,
    field_,
    lines,
    option,
    radio,
    saying,
    select,
)
from bot.slack.buttons import form_button
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.registry import Command, OpenForm, Request
from bot.slack.view_state import ViewState
from jobs.context import RequestContext
from jobs.digest.subscriptions import Often
from jobs.reminders import preferences
from jobs.reminders.preferences import Preferences
from jobs.rules.levels import Level

LEVELS: Final[Mapping[Level, str]] = {
    Level.LIGHT: "Light: when something is due or asked, otherwise once a week",
    Level.STANDARD: "Standard: each working day on which there is something",
    Level.ACTIVE: "Active: as standard, and colleagues' news as it happens",
}
ALWAYS: Final = (
    "You get one message a morning. What is due that day, newly late or waiting for your answer "
    "always comes, whatever you choose here, and so does what can't wait until the morning."
)
NEVER: Final = "never"
MONTHLY: Final = "monthly"
SATURDAY: Final = 5  # a digest comes on one of the days before


class MySettings(Command):
    """`settings`."""

    name = example = "settings"
    synonyms = ("preferences",)
    summary = "when and how much you hear from me"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read nothing more: it is filled in."""
        return OpenForm(MorningForm.name)


class MorningForm(Form):
    """Asks how much somebody wants to hear, when, and which digest."""

    name = "mornings"
    title, submit_label = "Your reminders", "Save"
    way_in = "Your reminders"
    main_field = "level"

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
        ticked = [str(day) for day in has.days]
        own = select("Choose how often", digests, _digest_value(has.digest))
        return [
            lines([ALWAYS]),
            field_("level", "How much do you want to hear?", radio(levels, has.level)),
            field_("at", "From what time?", select("Choose a time", hours, f"{has.at:%H:%M}")),
            field_("days", "On which days?", checkboxes(days, ticked)),
            field_("digest", "Your digest, with that morning's message", own),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Keep it, and say how it is from now on."""
        wanted = Preferences(
            Level(given.text("level")),
            time.fromisoformat(given.text("at")),
            frozenset(int(day) for day in given.many("days")),
            _often(given.text("digest")),
        )
        preferences.choose(ctx, wanted)
        return saying(_told(preferences.present(ctx), ctx))


def _told(has: Preferences, ctx: RequestContext) -> str:
    days = "" if has.days == ctx.person.weekdays else f" on {_days(has.days)}"
    digest = f" Your digest comes {_digest_words(has.digest)}." if has.digest else ""
    said = LEVELS[has.level].partition(":")[0].lower()
    return f"Saved. Your morning's message comes at {has.at:%H:%M}{days}, level {said}.{digest}"


def _days(days: frozenset[int]) -> str:
    names = [f"{day_name[day]}s" for day in sorted(days)]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


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
    return Often(working_day=1) if value == MONTHLY else Often(weekday=int(value))


VERBS: Final = (MySettings,)
FORMS: Final = (MorningForm(),)
BUTTONS: Final = (form_button(MorningForm(), MorningForm().opener),)
