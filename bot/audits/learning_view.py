"""The learning note of a month: as its teams read it, and as the lead who writes it sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.audits.event_words import AREAS, STRENGTHS
from bot.capital import capital
from bot.delivery.message_kind import RenderJob
from bot.people.refusals import WHY_NO_CHANNEL
from bot.slack.blocks import (
    DIVIDER,
    Answer,
    Block,
    aside,
    bold,
    button,
    channel_link,
    code,
    lines,
    passage,
    plain,
    row,
)
from bot.slack.manifest import INVITE
from bot.vocabulary import our
from db.audits.learning import NoteWords
from db.models import NotePost, Person, Team
from db.models.outbox import IN_DOUBT
from jobs.audits.learning import NoteDiscussed, NoteSheet, NoteTold, discussed_of
from jobs.rules.deadlines import spell
from jobs.rules.learning import MonthLearning, Share, in_order
from jobs.rules.small_numbers import FEWER_WORDS, LEAST_SHOWN, share_words

Line = list[Block | str]

NAMED_TEAMS: Final = 8
HOW_TO_NAME: Final = "Press Team channels to name one."


def told_blocks(told: NoteTold, month: str) -> list[Block]:
    """Return a note as its teams read it: shares, and what a lead wrote; nobody and no audit."""
    words, audits = told.words, told.month
    parts = [lines([bold(heading(month))], [_held(audits)])]
    for head, names, themes in (
        (STRENGTHS, words.strengths, audits.strengths),
        (AREAS, words.areas, audits.areas),
    ):
        listed = [
            [f"{name}: in {_share(share, audits)}"]
            for name, share in in_order(themes, names, audits)
        ]
        if listed:
            parts.append(passage([bold(head)], *listed))
    written: list[Line] = [[words.changes]] if words.changes else []
    parts.append(lines([bold("What changes")], *written, [_actions(audits)]))
    question = words.question or question_for(told)
    parts.append(lines([bold("For your team meeting")], [question]))
    if told.before is not None:
        day, by, of = told.before
        parts.append(aside(f"{day:%B %Y}'s note was discussed in {by} of {of} {_teams(of)}."))
    return parts


def heading(month: str) -> str:
    """Return what a note is called."""
    return f"What we learned from the {our.live_audits} of {month}"


def drafted(told: NoteTold) -> NoteWords:
    """Return what a lead wrote, with the draft of the question where they wrote none."""
    return replace(told.words, question=told.words.question or question_for(told))


def question_for(told: NoteTold) -> str:
    """Return a question for a team meeting, about the first thing that needs work."""
    areas = in_order(told.month.areas, told.words.areas, told.month)
    if areas:
        return f"What helps us with {areas[0][0]}, and what gets in the way?"
    return f"What do we take from this month's {our.live_audits} into our own work?"


def number_words(share: Share) -> str:
    """Return a number as it may be told: "7", "at least 7" or "fewer than 5"."""
    if share.least is None:
        return FEWER_WORDS
    return str(share.least) if share.is_exact else f"at least {share.least}"


def _held(month: MonthLearning) -> str:
    said = f"{number_words(month.audits)} of {month.expected} {our.live_audits} were held."
    return capital(said)


def _share(share: Share, month: MonthLearning) -> str:
    if month.audits.is_exact:
        return f"{number_words(share)} of {month.held} {our.audits}"
    return f"{number_words(share)} {our.audits}"


def _actions(month: MonthLearning) -> str:
    if not month.actions:
        return f"No action came from these {our.audits}."
    if month.actions < LEAST_SHOWN:
        return f"{FEWER_WORDS.capitalize()} actions came from these {our.audits}."
    done = share_words(month.finished, month.actions)
    return f"{month.actions} actions came from these {our.audits}. Done so far: {done}."


def _teams(number: int) -> str:
    return "team" if number == 1 else "teams"


def discussed_words(told: NoteDiscussed) -> str:
    """Say in how many teams a note was discussed, and where not yet."""
    said = f"discussed in {len(told.by)} of {told.teams} {_teams(told.teams)}"
    return f"{said}; not yet: {_named(told.not_yet)}" if told.not_yet else said


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED_TEAMS
    shown = ", ".join(names[:NAMED_TEAMS])
    return f"{shown} and {more} more" if more > 0 else shown


def in_channel(posts: Sequence[NotePost], told: NoteTold, job: RenderJob) -> Answer:
    """Return a note as a channel has it, with a button for each team that has it there."""
    month = f"{posts[0].note.audit_month.month:%B %Y}"
    blocks = told_blocks(told, month)
    open_, is_shared = [one for one in posts if one.discussed_at is None], len(posts) > 1
    for one in posts:
        if one.discussed_at is not None:
            who = f" in {one.team.name}" if is_shared else ""
            blocks.append(aside(f"✅ Discussed{who} on {spell(job.ctx.day_of(one.discussed_at))}."))
    if open_:
        tools = [
            button(
                f"Discussed in {one.team.name}" if is_shared else "Discussed",
                f"audit_discussed_{one.team_id}",
                {"post": one.id, "m": job.message.id},
                "primary",
            )
            for one in open_
        ]
        blocks.append(row("discussed", *tools))
    return Answer(heading(month), blocks)


def as_written(sheet: NoteSheet, reader: Person) -> Answer:
    """Return a note as a lead sees it: what teams read, which of them have it, what is left."""
    month = f"{sheet.audit_month.month:%B %Y}"
    head = "As its teams read it:" if sheet.is_posted else "A draft. Teams will read it like this:"
    blocks = [aside(head), *told_blocks(sheet.told, month), DIVIDER]
    standing = _standing(sheet, reader)
    blocks += [lines(*standing)] if standing else []
    blocks.append(row("learning-tools", *_tools(sheet)))
    return Answer(heading(month), blocks)


def _standing(sheet: NoteSheet, reader: Person) -> list[Line]:
    said: list[Line] = []
    if sheet.note is not None and sheet.note.posted_at is not None:
        told = discussed_of(sheet.note)
        who = f"; {discussed_words(told)}" if told.teams else ""
        said.append([bold("Posted"), f" on {spell(reader.day_of(sheet.note.posted_at))}{who}."])
    said += [refused_line(one) for one in sheet.posts if one.refused][:NAMED_TEAMS]
    if sheet.to_post:
        said.append([bold("Goes to "), *_places(sheet.to_post), "."])
    if sheet.without_channel:
        names = _named([team.name for team in sheet.without_channel])
        said.append([bold("No channel: "), f"{names}. {HOW_TO_NAME}"])
    if sheet.is_late and not sheet.is_posted:
        said.append(["It is late: a later month has closed since. It can still be posted."])
    return said


def refused_line(one: NotePost) -> Line:
    """Say that a channel took no note, and what can be done."""
    if one.refused == IN_DOUBT:
        look = "I was cut off while posting it. Please look there; if it is missing, post again."
        return [channel_link(one.channel), f" may have no note for {one.team.name}. ", look]
    why = _REFUSALS.get(one.refused, [f"Slack says {one.refused}. Then post again."])
    return [channel_link(one.channel), f" took no note for {one.team.name}. ", *why]


_REFUSALS: Final[Mapping[str, Line]] = {
    **{
        problem: [f"{why} Name another, or post again once that has changed."]
        for problem, why in WHY_NO_CHANNEL.items()
    },
    "not_in_channel": ["I'm not a member of it. Type ", code(INVITE), " there, then post again."],
    "channel_not_found": [
        "It's gone, or private and I'm not in it. Name another, then post again."
    ],
    "is_archived": ["The channel is archived. Name another, then post again."],
}


def _places(to: Mapping[Team, str]) -> Line:
    said: Line = []
    for team, channel in list(to.items())[:NAMED_TEAMS]:
        said += [", " if said else "", channel_link(channel), f" ({team.name})"]
    more = len(to) - NAMED_TEAMS
    return [*said, f" and {more} more"] if more > 0 else said


def _tools(sheet: NoteSheet) -> list[Block]:
    value = {"month": sheet.audit_month.month.isoformat()}
    tools = []
    if sheet.to_post:
        number = len(sheet.to_post)
        tools.append(_sure_post(number, value))
    if not sheet.is_posted:
        tools.append(button("Edit", "audit_learning_edit", value))
    return [*tools, button("Team channels", "audit_learning_channels", value)]


def _sure_post(number: int, value: Mapping[str, str]) -> Block:
    to = f"{number} {_teams(number)}"
    confirm = {
        "title": plain("Post it?"),
        "text": plain(f"{to} will read it a minute from now. It cannot be edited after that."),
        "confirm": plain("Post"),
        "deny": plain("Not now"),
    }
    return button(f"Post to {to}", "audit_learning_post", value, "primary") | {"confirm": confirm}
