"""The learning note of a month: drafted when it closes, posted to teams, discussed by each.

A lead writes it. What it tells of the audits are shares by which none of them can be told
(jobs.rules.learning), and it stays as it was when the first team was sent it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from db.actions import queries as actions
from db.actions.operations import UNDO_FOR
from db.audits import learning
from db.audits import queries as audits
from db.audits.learning import NoteWords
from db.context import ChangeContext
from db.digest import audits as audit_counts
from db.errors import RefusedError
from db.models import (
    AuditMonth,
    LearningEvent,
    LearningNote,
    MessageName,
    MonthState,
    NotePost,
    Team,
)
from db.outbox import queries as outbox
from db.people import teams
from db.permissions import Permission, require
from db.session import Session
from jobs.rules.learning import MonthLearning, chosen, nameable


@dataclass(frozen=True)
class NoteDiscussed:
    """Which teams have discussed a month's note, of those that it was posted to."""

    month: date
    by: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()

    @property
    def teams(self) -> int:
        """Return how many teams it was posted to."""
        return len(self.by) + len(self.not_yet)


@dataclass(frozen=True)
class NoteTold:
    """What a note tells: the month's numbers, what a lead wrote, and how many discussed the last.

    `before` is the month of the last note, in how many teams it was discussed, and of how many.
    """

    month: MonthLearning
    words: NoteWords
    before: tuple[date, int, int] | None = None

    def kept(self) -> dict[str, Any]:
        """Return it as the row of a note keeps it."""
        before = self.before and (self.before[0].isoformat(), *self.before[1:])
        return {"month": asdict(self.month), "words": asdict(self.words), "before": before}


def told_of(note: LearningNote) -> NoteTold:
    """Return what a note that was posted tells."""
    kept = note.told
    day, *numbers = kept["before"] or ("",)
    before = (date.fromisoformat(day), numbers[0], numbers[1]) if day else None
    return NoteTold(MonthLearning(**kept["month"]), NoteWords(**kept["words"]), before)


@dataclass(frozen=True)
class NoteSheet:
    """A month's note as a lead works on it: what it tells, who has it, and who can be sent it."""

    audit_month: AuditMonth
    told: NoteTold
    note: LearningNote | None = None
    to_post: Mapping[Team, str] = field(default_factory=dict)
    without_channel: Sequence[Team] = ()
    is_late: bool = False  # a later month has closed since

    @property
    def is_posted(self) -> bool:
        """Say whether any team was sent it, so that it stays as it is."""
        return self.note is not None and self.note.posted_at is not None

    @property
    def posts(self) -> Sequence[NotePost]:
        """Return the note as each team has it, or did not get it."""
        found = self.note.posts if self.note is not None else ()
        return [one for one in found if one.posted_at is not None]


def sheet(ctx: ChangeContext, audit_month: AuditMonth) -> NoteSheet:
    """Return a month's note; RefusedError where there is none to write."""
    require(ctx.person, Permission.WRITE_NOTE)
    if audit_month.state != MonthState.CLOSED:
        month = f"{audit_month.month:%B %Y}"
        raise RefusedError("learning.not_closed", month=month, day=audit_month.moderate_by)
    note = learning.note_of(ctx.session, audit_month.id)
    posted = note is not None and note.posted_at is not None
    told = told_of(note) if note and posted else _draft(ctx.session, audit_month, note)
    if not told.month.is_enough:
        kind = "learning.too_few" if told.month.held else "learning.none_held"
        raise RefusedError(kind, month=f"{audit_month.month:%B %Y}")
    had = {one.team_id for one in note.posts if one.stands} if note else set()
    known, listed = teams.channels(ctx.session), teams.in_use(ctx.session, ctx.today)
    waiting = [team for team in listed if team.id not in had]
    return NoteSheet(
        audit_month,
        told,
        note,
        {team: known[team.id] for team in waiting if team.id in known},
        [team for team in waiting if team.id not in known],
        any(
            one.month > audit_month.month and one.state == MonthState.CLOSED
            for one in audits.latest_months(ctx.session)
        ),
    )


def latest_closed(ctx: ChangeContext) -> AuditMonth:
    """Return the month that closed last, or else the latest there is; RefusedError if none is."""
    found = audits.latest_months(ctx.session)
    if not found:
        raise RefusedError("audit.month_not_drawn", month="A month")
    return next((one for one in found if one.state == MonthState.CLOSED), found[0])


def has_note(session: Session, audit_month: AuditMonth) -> bool:
    """Say whether there is a note to write of a month, or one that was posted."""
    is_over = audit_month.state == MonthState.CLOSED
    return is_over and _learnt(session, audit_month).is_enough


def write(ctx: ChangeContext, audit_month: AuditMonth, words: NoteWords) -> LearningEvent:
    """Keep what a lead writes, unless it tells one of the audits."""
    month = sheet(ctx, audit_month).told.month
    _refuse_unnameable(words, month)
    _refuse_telling_one(ctx, audit_month, words)
    return learning.edit(ctx, audit_month, words)


def post(ctx: ChangeContext, audit_month: AuditMonth, words: NoteWords) -> LearningEvent:
    """Send the note to each team that has a channel and not the note; after the minute to undo.

    `words` are the draft's, kept with it where nobody has written any.
    """
    found = sheet(ctx, audit_month)
    if not found.to_post:
        raise RefusedError("learning.posted_to_all" if found.posts else "learning.no_channel")
    if found.note is None:
        write(ctx, audit_month, words)
        found = sheet(ctx, audit_month)
    _, made, event = learning.post(ctx, audit_month, found.told.kept(), found.to_post)
    stamp = ctx.now.isoformat()
    for channel, posts in _by_channel(made).items():
        about = {"posts": [one.id for one in posts], "at": stamp}
        new = outbox.NewMessage(
            f"{MessageName.LEARNING_NOTE}:{posts[0].id}:{stamp}",
            ctx.person,
            MessageName.LEARNING_NOTE,
            about=about,
            at=ctx.now + UNDO_FOR,
            channel=channel,
        )
        outbox.add(ctx.session, new)
    return event


def discuss(ctx: ChangeContext, number: int) -> tuple[NotePost, LearningEvent]:
    """Say that a team has discussed the note: its manager, or who stands in for them."""
    one = learning.post_of(ctx.session, number)
    if one is None:
        raise RefusedError("learning.gone")
    held = teams.standing(ctx.session, ctx.person, one.team, ctx.today)
    return one, learning.discuss(ctx, one, held)


def discussed(session: Session, before: date | None = None) -> NoteDiscussed | None:
    """Return who has discussed the last note that was posted, of the months before one if named."""
    note = learning.latest_posted(session, before)
    return discussed_of(note) if note else None


def discussed_of(note: LearningNote) -> NoteDiscussed:
    """Return which teams have discussed a note."""
    posts = sorted((one for one in note.posts if one.stands), key=lambda one: one.team.name)
    return NoteDiscussed(
        note.audit_month.month,
        tuple(one.team.name for one in posts if one.discussed_at is not None),
        tuple(one.team.name for one in posts if one.discussed_at is None),
    )


def _draft(session: Session, audit_month: AuditMonth, note: LearningNote | None) -> NoteTold:
    """Return what a note tells as things stand: what a lead wrote, or the most frequent themes."""
    month = _learnt(session, audit_month)
    words = NoteWords(chosen(month.strengths), chosen(month.areas))
    if note is not None:
        words = NoteWords(
            _still_nameable(note.strengths, month.strengths),
            _still_nameable(note.areas, month.areas),
            note.changes,
            note.question,
        )
    last = discussed(session, audit_month.month)
    before = (last.month, len(last.by), last.teams) if last and last.teams else None
    return NoteTold(month, words, before)


def _still_nameable(names: Iterable[str], themes: Mapping[str, int]) -> Sequence[str]:
    """Return the themes of a note that a late record or a correction has left more than one of."""
    return [name for name in names if name in nameable(themes)]


def _learnt(session: Session, audit_month: AuditMonth) -> MonthLearning:
    counts = audits.counts(session, audit_month.id)
    themes = audit_counts.themes_of_month(session, audit_month.id)
    number, finished = actions.arisen_in(session, audit_month.id)
    return MonthLearning(
        counts.expected, counts.held, themes.strengths, themes.areas, number, finished
    )


def _refuse_unnameable(words: NoteWords, month: MonthLearning) -> None:
    for about, named, themes in (
        ("strengths", words.strengths, month.strengths),
        ("areas", words.areas, month.areas),
    ):
        if not set(named) <= set(nameable(themes)):
            raise RefusedError("learning.theme_of_one", about)


def _refuse_telling_one(ctx: ChangeContext, audit_month: AuditMonth, words: NoteWords) -> None:
    """Refuse words in which somebody, an audit or an action that came of one is named."""
    told = {name.casefold() for name in _telling(ctx.session, audit_month)}
    for about, text in (("changes", words.changes), ("question", words.question)):
        said = " ".join(text.split()).casefold()
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) for name in told):
            raise RefusedError("learning.tells_one", about)


def _telling(session: Session, audit_month: AuditMonth) -> Iterable[str]:
    for audit in audits.of_month(session, audit_month.id):
        yield audit.reference
        yield from (person.name for person in audit.people)
        yield from (one.title for one in actions.arisen(session, audit.reference))


def _by_channel(posts: Iterable[NotePost]) -> Mapping[str, Sequence[NotePost]]:
    found: dict[str, list[NotePost]] = {}
    for one in posts:
        found.setdefault(one.channel, []).append(one)
    return found
