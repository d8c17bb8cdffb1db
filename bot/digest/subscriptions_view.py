"""What the bot says of subscriptions: what comes when and where, and what changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from bot.capital import capital
from bot.digest.changes import Told, changes, told_on
from bot.people.refusals import WHY_NO_CHANNEL
from bot.slack.blocks import (
    Answer,
    Block,
    bold,
    button,
    channel_link,
    code,
    field_,
    lines,
    option,
    radio,
    row,
    saying,
    select,
    time_picker,
)
from bot.slack.manifest import INVITE
from bot.vocabulary import count
from db.digest.scope import ScopeKind
from db.models import Subscription
from jobs.context import CommandNames
from jobs.digest.subscriptions import rhythm_of
from jobs.rules.deadlines import spell
from jobs.rules.subscriptions import LAST_WORKING_DAY
from jobs.rules.working_days import Calendar

Words = list[Block | str]

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
FIRST: Final = "Next time I'll show what changed."
HOLIDAYS: Final = "bank holidays move it to the next working day"
USUAL_TIME: Final = time(9)
TO_ME, TO_CHANNEL = "me", "channel"
_REACHES: Final[Mapping[str, str]] = {
    ScopeKind.OWN: "your own work",
    ScopeKind.LINE: "your team's work",
    ScopeKind.ALL: "all work",
    ScopeKind.PERSON: "one person's work",
}


@dataclass(frozen=True)
class When:
    """Now, and the days people work: from which the next day follows."""

    now: datetime
    calendar: Calendar

    def next_day(self, one: Subscription) -> date:
        """Return the day on which it comes next."""
        return rhythm_of(one).following(self.now, self.calendar)


def made(one: Subscription, when: When) -> Answer:
    """Confirm it in words, with the first day."""
    said: Words = [bold(f"{capital(often(one))} at {one.at:%H:%M}"), " to ", *_place(one)]
    first = spell(when.next_day(one))
    said.append(f"{_what(one)}, from {first}; {HOLIDAYS}.")
    blocks = [lines(said)]
    if one.channel:
        invite: Words = [
            "Only counts go there: no name, title or reason. I must be a member of it: type ",
            code(INVITE),
            " there once.",
        ]
        blocks.append(lines(invite))
    tools = row("subscription", *_buttons(one, in_list=False))
    return Answer(
        f"{capital(often(one))} at {one.at:%H:%M}, from {first}; {HOLIDAYS}.", [*blocks, tools]
    )


def listed(found: Sequence[Subscription], asker_id: int, when: When, names: CommandNames) -> Answer:
    """List what comes by itself, each with its buttons."""
    if not found:
        return saying(f"You have no subscriptions. Try `{names.status} weekly mon 9:00 me`.")
    heading = count(len(found), "subscription")
    blocks: list[Block] = [lines([bold(heading)])]
    for one in found:
        blocks.append(lines(_line(one, asker_id, when)))
        blocks.append(row(f"subscription-{one.id}", *_buttons(one, in_list=True)))
    return Answer(heading, blocks)


def _line(one: Subscription, asker_id: int, when: When) -> Words:
    next_ = "paused" if one.paused else f"next {spell(when.next_day(one))}"
    whose = "" if one.made_by_id == asker_id else f" · set up by {one.made_by.called}"
    head = bold(f"{one.id}. {capital(often(one))} at {one.at:%H:%M}")
    place = _place(one) if one.made_by_id == asker_id or one.channel else [one.made_by.called]
    return [head, " to ", *place, f"{_what(one)} · {next_}{whose}"]


def often(one: Subscription) -> str:
    """Return how often it comes, in words."""
    if one.weekday is not None:
        return f"every {WEEKDAYS[one.weekday]}"
    return f"working day {one.working_day} of every month"


def _place(one: Subscription) -> Words:
    return [channel_link(one.channel)] if one.channel else ["you"]


def _what(one: Subscription) -> str:
    whose = _REACHES.get(one.reach, one.name)
    said = ", ".join(filter(None, [one.view, whose]))
    return f" ({said})" if said else ""


def _buttons(one: Subscription, *, in_list: bool) -> list[Block]:
    value = {"s": one.id, "list": in_list}
    other = ("Resume", "subscription_resume") if one.paused else ("Pause", "subscription_pause")
    return [button(*other, value), button("Stop", "subscription_stop", value)]


def tools(one: Subscription) -> Block:
    """Return the buttons under a message that came by itself."""
    return row("subscription", *_buttons(one, in_list=False))


def changed(one: Subscription, change: str, when: When, names: CommandNames) -> Answer:
    """Confirm that it is paused, comes again or has ended."""
    if change == "pause":
        return saying(
            f"Subscription {one.id} is paused. `{names.status} resume {one.id}` starts it again; "
            "those you miss won't be sent later."
        )
    if change == "resume":
        return saying(f"Subscription {one.id} is on again, next on {spell(when.next_day(one))}.")
    return saying(f"Subscription {one.id} has ended.")


def since_words(one: Subscription, now: Told, merged: int) -> str:
    """Say what changed since the last one that arrived; what nobody was told of cannot have."""
    found, day = changes(one.last_told, now), told_on(one.last_told)
    if found is None or day is None:
        return FIRST
    if one.channel is not None:  # so small a count could name somebody; the months are protected
        found = {name: number for name, number in found.items() if name in now["counts"]}
    said = ", ".join(_change(name, number) for name, number in found.items()) or "no change"
    period = "week" if one.weekday is not None else "month"
    several = f" ({merged} {period}s in one)" if merged > 1 else ""
    return f"Since {spell(day)}{several}: {said}."


def _change(name: str, number: int) -> str:
    what = name if abs(number) != 1 else name.replace("audits", "audit")
    return f"{abs(number)} {'more' if number > 0 else 'fewer'} {what}"


def questions(*, may_channel: bool) -> list[Block]:
    """Ask when and where a digest is to come by itself."""
    weekly = [option(f"Every {day}", f"weekly {n}") for n, day in enumerate(WEEKDAYS)]
    days = range(1, LAST_WORKING_DAY + 1)
    monthly = [option(f"Monthly, working day {n}", f"monthly {n}") for n in days]
    places = [option("Me, in a direct message", TO_ME)]
    if may_channel:
        places.append(option("This channel, counts only", TO_CHANNEL))
    choice = select("Choose how often", [*weekly, *monthly], "weekly 0")
    at = time_picker(f"{USUAL_TIME:%H:%M}")
    hint = "Bank holidays move it to the next working day."
    return [
        field_("often", "How often?", choice, hint=hint),
        field_("at", "At what time?", at),
        field_("to", "Who to?", radio(places, TO_ME)),
    ]


_REFUSALS: Final[Mapping[str, str]] = {
    **{
        problem: f"{why} Stop this, or press Resume once that has changed."
        for problem, why in WHY_NO_CHANNEL.items()
    },
    "not_in_channel": f"I'm not a member of it. Type `{INVITE}` there, then press Resume.",
    "channel_not_found": (
        "It is gone, or private and I'm not a member. If it is there, type "
        f"`{INVITE}` in it and press Resume; otherwise stop this."
    ),
    "is_archived": "The channel is archived. Stop this, or unarchive it and press Resume.",
}


def refused(one: Subscription, why: str) -> Answer:
    """Tell who subscribed that a channel took no message, and what can be done."""
    otherwise = f"Slack says {why}. Ask who looks after the channel, then press Resume."
    return _news(one, "I couldn't post the counts in ", _REFUSALS.get(why, otherwise))


def in_doubt(one: Subscription) -> Answer:
    """Tell who subscribed that the counts may or may not stand in their channel."""
    head = "I don't know whether my counts arrived."
    said: Words = [
        "I was cut off while posting the counts in ",
        *_place(one),
        f" (subscription {one.id}, {often(one)}). Please look there. I won't post them again, so "
        "that nobody reads them twice; if they're missing, the next ones will cover them.",
    ]
    return Answer(head, [lines([bold(head)], said), *([] if one.ended_at else [tools(one)])])


def may_not(one: Subscription) -> Answer:
    """Tell who subscribed that they may not send these counts to a channel any more."""
    why = "You may no longer send these counts to a channel."
    return _news(one, "The counts didn't go to ", why)


def _news(one: Subscription, what: str, why: str) -> Answer:
    parts = why.split("`")
    said: Words = [code(part) if odd % 2 else part for odd, part in enumerate(parts)]
    about: Words = [
        what,
        *_place(one),
        f" (subscription {one.id}, {often(one)}), so this is paused.",
    ]
    if one.ended_at is not None:
        return Answer(f"Subscription {one.id} has ended.", [lines(about[:-1], said)])
    return Answer(f"Subscription {one.id} is paused.", [lines(about, said), tools(one)])


def left(one: Subscription) -> Answer:
    """Tell a lead that what somebody who left had subscribed to has ended."""
    said: Words = [f"{capital(one.made_by.called)} has left, so this has ended: "]
    said += [f"{often(one)} at {one.at:%H:%M} to "]
    said += _place(one) if one.channel else ["them"]
    return Answer("A subscription has ended.", [lines([*said, f"{_what(one)}."])])
