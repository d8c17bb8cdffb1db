"""Digests that come by themselves: begun, paused, resumed, stopped, listed.

`weekly mon 9:00 here overdue`, `monthly day 3 9:00 me`, `pause 2`. What could be meant in two ways
is refused with an example that works.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any, Final

from bot.digest import subscriptions_view as view
from bot.digest.subscriptions_view import TO_CHANNEL, When
from bot.digest.verbs import SECTIONS, WHOSE, ShowDigest, carried, first
from bot.people.channel_readers import require_inside
from bot.slack.again import STATUS
from bot.slack.blocks import Answer, Block
from bot.slack.buttons import Button, opens
from bot.slack.carried import number_of
from bot.slack.command_set import CommandSet
from bot.slack.filled import Filled
from bot.slack.forms import Form
from bot.slack.interaction import Interaction
from bot.slack.registry import ME, Command, Reply, Request
from bot.slack.view_state import ViewState
from db.digest import subscriptions
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext
from jobs.digest import subscriptions as job
from jobs.digest.scope import scope_for
from jobs.digest.subscriptions import SubscriptionWish
from jobs.rules.subscriptions import EARLIEST, LAST_WORKING_DAY, LATEST

HERE: Final = "here"
WEEKLY: Final = "weekly mon 9:00 here"
MONTHLY: Final = "monthly day 3 9:00 here"
OF_A_CHANNEL: Final = ("C", "G")  # how the id of a public and a private channel begins
_DIRECT: Final = "D"  # and that of a direct conversation
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKEND: Final = ("saturday", "sunday")
_SHORTEST_DAY: Final = 3
# `<#C012AB3CD|name>`, as a channel arrives when the manifest asks for escaping.
_CHANNEL: Final = r"<#(?P<channel>[CG][A-Z0-9]+)(?:\|[^<>]*)?>"
_CLOCK: Final = pattern(
    r"(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm)?(?=\s|$)",
    re.IGNORECASE,
)
_NOON: Final = 12
_BY_ITSELF: Final = CommandSet(
    (*SECTIONS, *WHOSE),
    first,
    STATUS,
    unknown=f"That can't be sent regularly; a section such as overdue or audits can. "
    f"Try `{{command}} {WEEKLY} overdue`.",
)


class Subscribe(Request):
    """`weekly mon 9:00 here overdue`; `to` is here, me or a channel's id."""

    at: time
    to: str
    what: ShowDigest
    weekday: int | None = None
    working_day: int | None = None

    def run(self, ctx: RequestContext) -> Answer:
        """Let a digest come by itself."""
        channel, view_name = _channel(self.to, ctx), self.what.view
        scope = self.what.scope(ctx)
        wish = SubscriptionWish(self.at, self.weekday, self.working_day, channel, view_name, scope)
        return subscribe(wish, ctx)


def _channel(to: str, ctx: RequestContext) -> str | None:
    """Return the channel meant; here, in a direct conversation, is the person."""
    if to == ME:
        return None
    if to != HERE:
        return to
    if not ctx.channel:
        raise RefusedError("I can't tell which channel this is. Say me, or name a #channel.")
    return None if ctx.channel.startswith(_DIRECT) else ctx.channel


def subscribe(wish: SubscriptionWish, ctx: RequestContext) -> Answer:
    """Let a digest come by itself."""
    made = job.subscribe(ctx.session, ctx.person, wish, ctx.now)
    if wish.channel is not None:
        require_inside(ctx, wish.channel, "to")
    return view.made(made, when(ctx))


class Weekly(Command):
    """`weekly mon 9:00 here overdue`."""

    name = "weekly"
    synonyms = ("every",)
    example = WEEKLY
    help_example = "weekly mon 9:00 me"
    summary = "this every Monday; here or #channel gets counts only"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read the day, the time, the place and what is to come."""
        word, rest = [*rest.removeprefix("on ").split(maxsplit=1), "", ""][:2]
        weekday = cls._weekday(word.lower().rstrip(","), command)
        at, to, what = _read_rest(cls, rest, command)
        return Subscribe(at, to, what, weekday=weekday)

    @classmethod
    def _weekday(cls, word: str, command: str) -> int:
        singular = word.removesuffix("s") if word.endswith("days") else word
        found = [
            day for day in _DAYS if len(singular) >= _SHORTEST_DAY and day.startswith(singular)
        ]
        if not found:
            raise cls.wrong("Say which weekday.", command)
        if found[0] in _WEEKEND:
            raise cls.wrong("It comes on working days only, Monday to Friday.", command)
        return _DAYS.index(found[0])


class Monthly(Command):
    """`monthly day 3 9:00 me`."""

    name = "monthly"
    example = MONTHLY
    help_example = "monthly day 3 9:00 me overdue"
    summary = "a section on working day 3 of each month"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read the working day, the time, the place and what is to come."""
        found = re.match(
            r"(?:on\s+)?(?:working\s+)?day\s+(?P<day>\d{1,2})(?:\s+at)?\s+", rest, re.IGNORECASE
        )
        if found is None:
            raise cls.wrong("Say on which working day of the month, and when.", command)
        number = int(found["day"])
        if not 1 <= number <= LAST_WORKING_DAY:
            raise cls.wrong(f"A month has working days 1 to {LAST_WORKING_DAY}.", command)
        at, to, what = _read_rest(cls, rest[found.end() :], command)
        return Subscribe(at, to, what, working_day=number)


def _read_rest(verb: type[Command], rest: str, command: str) -> tuple[time, str, ShowDigest]:
    at, rest = _time(verb, rest, command)
    to, rest = _place(verb, rest, command)
    what = _BY_ITSELF.parse(rest, command)
    assert isinstance(what, ShowDigest)  # all that it reads are
    return at, to, what


def _time(verb: type[Command], rest: str, command: str) -> tuple[time, str]:
    found = _CLOCK.match(rest)
    if found is None or (found["minute"] is None and found["half"] is None):
        raise verb.wrong("Say what time, such as 9:00 or 9am.", command)
    try:
        at = time(_hour(int(found["hour"]), found["half"]), int(found["minute"] or 0))
    except ValueError:
        raise verb.wrong("There is no such time.", command) from None
    if not EARLIEST <= at <= LATEST:
        what = f"Choose a time from {EARLIEST:%H:%M} to {LATEST:%H:%M}."
        raise verb.wrong(what, command)
    return at, rest[found.end() :].strip()


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError("no such hour")
    return hour % _NOON + (_NOON if half.lower() == "pm" else 0)


def _place(verb: type[Command], rest: str, command: str) -> tuple[str, str]:
    named = re.match(rf"(?:to\s+|in\s+)?{_CHANNEL}(?:\s+|$)", rest)
    if named:
        return named["channel"], rest[named.end() :]
    if re.match(r"(?:to\s+|in\s+)?#", rest):
        raise verb.wrong("Pick the channel from the list that Slack offers as you type #.", command)
    word = re.match(rf"(?:to\s+)?(?P<place>{HERE}|{ME})(?:\s+|$)", rest, re.IGNORECASE)
    if word is None:
        raise verb.wrong("Say where it goes: here, me or a #channel.", command)
    return word["place"].lower(), rest[word.end() :]


class ListSubscriptions(Command):
    """`subscriptions`."""

    name = example = "subscriptions"
    synonyms = ("subscription", "subscribed")
    summary = "your regular digests: pause 2, resume 2, stop 2"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read nothing more."""
        if rest:
            raise cls.wrong("Nothing follows that word.", command)
        return cls()

    def run(self, ctx: RequestContext) -> Answer:
        """List what this person may change."""
        found = subscriptions.begun_by(ctx.session, ctx.person)
        return view.listed(found, ctx.person.id, when(ctx), ctx.council.commands)


class _ChangeVerb(Command):
    """A change of one subscription; the help of `subscriptions` tells of it."""

    no_help = "it stands in the row of subscriptions"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read its number."""
        found = re.fullmatch(r"#?(?P<number>\d{1,9})", rest)
        if found is None:
            shows = f"Say which: `{command} {ListSubscriptions.name}` shows their numbers."
            raise cls.wrong(shows, command)
        return ChangeSubscription(int(found["number"]), cls.name)


class PauseSubscription(_ChangeVerb):
    """`pause 2`."""

    name, example = "pause", "pause 2"


class ResumeSubscription(_ChangeVerb):
    """`resume 2`."""

    name, example = "resume", "resume 2"


class StopSubscription(_ChangeVerb):
    """`stop 2`."""

    name, example = "stop", "stop 2"


class ChangeSubscription(Request):
    """`pause 2`; `change` is pause, resume or stop. `in_list`: the list is shown, not the one."""

    number: int
    change: str
    in_list: bool = False

    def run(self, ctx: RequestContext) -> Answer:
        """Pause, resume or stop it."""
        one = subscriptions.find(ctx.session, self.number, ctx.person)
        subscriptions.change(ctx, one, self.change)
        if self.in_list:
            return ListSubscriptions().run(ctx)
        return view.changed(one, self.change, when(ctx), ctx.council.commands)


def when(ctx: RequestContext) -> When:
    """Return now, and the days people work."""
    return When(ctx.now, ctx.council.calendar)


class SubscribeForm(Form):
    """Asks how often a digest is to come, when and to whom."""

    name = "subscription_new"
    callback = "subscription_new"
    title, submit_label = "Send me this regularly", "Save"
    main_field = "often"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the three questions; a channel is offered to whoever may send counts there."""
        in_channel = state.channel.startswith(OF_A_CHANNEL)
        return view.questions(may_channel=in_channel and _may_use_channel(state.kept, ctx))

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        """Let it come by itself."""
        at = given.needed_time("at")
        if not EARLIEST <= at <= LATEST:
            raise RefusedError(f"Choose a time from {EARLIEST:%H:%M} to {LATEST:%H:%M}.", "at")
        request = carried(state.kept)
        channel = state.channel if given.text("to") == TO_CHANNEL else None
        wish = SubscriptionWish(at, channel=channel, view=request.view, asked=request.scope(ctx))
        return subscribe(_coming(given.text("often"), wish), ctx)


def _coming(often: str, wish: SubscriptionWish) -> SubscriptionWish:
    """Return a wish with how often it is to come, as the form says it: "weekly 0", "monthly 3"."""
    rhythm, _, number = often.partition(" ")
    if rhythm == "weekly":
        return replace(wish, weekday=number_of(number))
    return replace(wish, working_day=number_of(number))


def _may_use_channel(value: Mapping[str, Any], ctx: RequestContext) -> bool:
    """Say whether this person may send the counts of that to a channel."""
    try:
        whose = scope_for(ctx.session, ctx.person, carried(value).scope(ctx))
        job.require_channel(ctx.session, ctx.person, whose)
    except RefusedError:
        return False
    return True


def _about_section(click: Interaction) -> ViewState:
    return replace(click.state(), kept=click.value)


def _changed(click: Interaction, ctx: RequestContext) -> Reply:
    change = click.name.removeprefix("subscription_")
    return ChangeSubscription(click.value.number("s"), change, bool(click.value["list"])).run(ctx)


def _in_its_list(click: Interaction) -> ViewState:
    return click.state(replace=bool(click.value["list"]))


VERBS: Final = (
    Weekly,
    Monthly,
    ListSubscriptions,
    PauseSubscription,
    ResumeSubscription,
    StopSubscription,
)
FORMS: Final = (SubscribeForm(),)
BUTTONS: Final = (
    Button("subscription_form", opens(SubscribeForm.name), state=_about_section),
    Button(r"subscription_(?:pause|resume|stop)", _changed, state=_in_its_list),
)
