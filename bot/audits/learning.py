"""What a month's live audits taught: a note that a lead writes and posts, and teams discuss."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.audits import learning_view as view
from bot.audits.event_words import AREAS, STRENGTHS
from bot.audits.months import OfMonthCommand, month_named
from bot.audits.verb import AuditForm, below
from bot.people.channel_readers import require_inside
from bot.slack.blocks import (
    DIVIDER,
    Answer,
    Block,
    button,
    channel_picker,
    field_,
    lines,
    multi_select,
    option,
    row,
    saying,
    select,
    text_input,
)
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.registry import AlsoBeside, OpenForm, Reply
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import learning as notes
from db.audits.learning import NoteWords
from db.errors import RefusedError
from db.models.learning import CHANGES_LENGTH, QUESTION_LENGTH
from db.people import teams
from db.permissions import Permission, may, require
from jobs.audits import learning
from jobs.context import RequestContext
from jobs.rules.learning import MOST_THEMES, nameable

_WRITE: Final = Permission.WRITE_NOTE
_NO_NAMES: Final = (
    f"Whole teams read it: nothing about a child, and nobody's {our.audit} or action."
)


class ShowLearning(OfMonthCommand):
    """`learning December`; without a name the month that closed last."""

    name = "learning"
    synonyms = ("note", "learned", "learnt")
    example = "learning December"
    summary = "the month's learning note: edit it, post it to teams"

    def run(self, ctx: RequestContext) -> Answer:
        """Show the note to whoever writes it, and to others the last that their team was sent."""
        if may(ctx.person, Permission.WRITE_NOTE):
            return _shown(self.month, ctx)
        called = self.month.strip(" .?!").casefold()
        for note in notes.sent_to(ctx, ctx.person.team_id):
            month = f"{note.audit_month.month:%B %Y}"
            if month.casefold().startswith(called):
                return Answer(view.heading(month), view.told_blocks(learning.told_of(note), month))
        raise RefusedError("learning.not_sent", month=f" of {self.month}" if called else "")


def _shown(month: str, ctx: RequestContext) -> Answer:
    found = month_named(ctx, month, _WRITE) if month else learning.latest_closed(ctx)
    return view.as_written(learning.sheet(ctx, found), ctx.person)


class EditLearningForm(AuditForm):
    """Asks which themes the note names, what changes, and what teams are to talk about."""

    name = "learning"
    title, submit_label = "Learning note", "Save"
    main_field = "changes"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        sheet = learning.sheet(ctx, month_named(ctx, str(state.kept["month"]), _WRITE))
        told, words = sheet.told, view.drafted(sheet.told)
        changes = text_input(CHANGES_LENGTH, lines=True, initial=words.changes)
        question = text_input(QUESTION_LENGTH, lines=True, initial=words.question)
        return [
            *_themes("strengths", STRENGTHS, told.month.strengths, words.strengths),
            *_themes("areas", AREAS, told.month.areas, words.areas),
            field_("changes", "What changes", changes, hint=_NO_NAMES, optional=True),
            field_("question", "A question for team meetings", question),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        month = month_named(ctx, str(state.kept["month"]), _WRITE)
        words = NoteWords(
            given.many("strengths"),
            given.many("areas"),
            given.text("changes"),
            given.text("question"),
        )
        learning.write(ctx, month, words)
        return _shown(month.month.isoformat(), ctx)


def _themes(
    name: str, label: str, counted: Mapping[str, int], picked: Sequence[str]
) -> list[Block]:
    """Ask for up to three themes, each told with its number to the lead alone."""
    choices = [option(f"{each} ({counted[each]})", each) for each in nameable(counted)]
    if not choices:
        return []
    picker = multi_select("Choose up to three", choices, picked)
    hint = (
        f"With the number of {our.audits}. A theme of one {our.audit} isn't offered: it would "
        "identify it."
    )
    limited = picker | {"max_selected_items": MOST_THEMES}
    return [field_(name, label, limited, hint=hint, optional=True)]


class TeamChannelForm(AuditForm):
    """Asks in which channel a team is told things."""

    name = "team_channel"
    title, submit_label = "Team channels", "Save"
    main_field = "channel"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        require(ctx.person, Permission.WRITE_NOTE)
        listed = teams.in_use(ctx.session, ctx.today)
        if not listed:
            raise RefusedError("There are no teams yet: the roster names them.")
        known = teams.channels(ctx.session)
        without = [team for team in listed if team.id not in known]
        choices = [option(team.name, str(team.id)) for team in listed]
        first = str((without or listed)[0].id)
        hint = "I must be a member of it. Leave it empty if the team has none."
        return [
            field_("team", "Team", select("Choose a team", choices, first)),
            field_("channel", "Its channel", channel_picker(), hint=hint, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        team, channel = teams.find(ctx.session, given.number("team")), given.text("channel")
        notes.name_channel(ctx, team, channel or None)
        if channel:
            require_inside(ctx, channel, "channel")
        return _shown(str(state.kept["month"]), ctx)


def _posted(click: Interaction, ctx: RequestContext) -> Reply:
    month = month_named(ctx, click.value["month"], _WRITE)
    words = view.drafted(learning.sheet(ctx, month).told)
    event = learning.post(ctx, month, words)
    number = len(event.changes["teams"])
    told = f"{number} {'team reads' if number == 1 else 'teams read'} it a minute from now."
    undo = button("Undo", "audit_learning_undo", {"event": event.id})
    below_it = _shown(month.month.isoformat(), ctx).blocks
    return Answer(told, [lines([told]), row(f"undo-{event.id}", undo), DIVIDER, *below_it])


def _taken_back(click: Interaction, ctx: RequestContext) -> Reply:
    event = notes.undo(ctx, int(click.value["event"]))
    note = notes.of_event(ctx.session, event)
    shown = _shown(note.audit_month.month.isoformat(), ctx)
    return Answer("Undone.", [lines(["Undone. No team is sent it."]), DIVIDER, *shown.blocks])


def _discussed(click: Interaction, ctx: RequestContext) -> Reply:
    """Tick it in the channel, and offer beside it, to whoever ticked it, to undo that."""
    one, event = learning.discuss(ctx, int(click.value["post"]))
    where = click.state()
    back = {"event": event.id, "m": where.message_id, "at": [where.channel, where.ts]}
    undo = button("Undo", "audit_learning_back", back)
    told = f"Ticked: {one.team.name} has discussed it."
    return AlsoBeside(saying(told), Answer(told, [lines([told]), row(f"undo-{event.id}", undo)]))


def _not_discussed(click: Interaction, ctx: RequestContext) -> Reply:
    notes.undo(ctx, int(click.value["event"]))
    told = saying("Undone: it counts as not discussed yet.")
    return AlsoBeside(told, told)


def _in_the_channel(click: Interaction) -> ViewState:
    """Return the note in its channel as the place that is rewritten, not the answer beside it."""
    channel, ts = click.value["at"]
    return replace(click.state(), channel=channel, ts=ts)


def _form_opened(click: Interaction, _: RequestContext) -> Reply:
    edits = click.name == "audit_learning_edit"
    return OpenForm(EditLearningForm.name if edits else TeamChannelForm.name)


def _about_month(click: Interaction) -> ViewState:
    return replace(click.state(replace=True), message_id=None, kept={"month": click.value["month"]})


FORMS: Final = (EditLearningForm(), TeamChannelForm())
BUTTONS: Final = (
    below("audit_learning", asks_for(ShowLearning, "month")),
    Button("audit_learning_(?:edit|channels)", _form_opened, state=_about_month),
    below("audit_learning_post", _posted, replaces=True),
    below("audit_learning_undo", _taken_back, replaces=True),
    Button(r"audit_discussed_\d+", _discussed),
    Button("audit_learning_back", _not_discussed, state=_in_the_channel),
)
