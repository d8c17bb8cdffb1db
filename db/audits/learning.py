"""The learning note of a month, and what changes it: edited, posted, discussed, undone."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from db import privacy
from db.actions.operations import UNDO_FOR
from db.among import is_one_of
from db.context import ChangeContext
from db.errors import RefusedError
from db.history import put, values_before
from db.models import AuditMonth, LearningEvent, LearningEventKind, LearningNote, NotePost, Team
from db.models.learning import CHANGES_LENGTH, QUESTION_LENGTH
from db.models.outbox import IN_DOUBT
from db.permissions import Permission, Role, require

UNDOABLE: Final = frozenset({LearningEventKind.POSTED, LearningEventKind.DISCUSSED})


@dataclass(frozen=True)
class NoteWords:
    """What a lead writes of a month: the themes to name, what changes, and a question."""

    strengths: Sequence[str] = ()
    areas: Sequence[str] = ()
    changes: str = ""
    question: str = ""


def note_of(session: Session, audit_month_id: int) -> LearningNote | None:
    """Return the note of a month with the teams it went to, if a lead wrote or posted one."""
    query = _loaded().where(LearningNote.audit_month_id == audit_month_id)
    return session.scalars(query).one_or_none()


def latest_posted(session: Session, before: date | None = None) -> LearningNote | None:
    """Return the last note that was posted, of the months before one where one is named."""
    query = _loaded().join(AuditMonth).where(LearningNote.posted_at.is_not(None))
    if before is not None:
        query = query.where(AuditMonth.month < before)
    return session.scalars(query.order_by(AuditMonth.month.desc()).limit(1)).first()


def sent_to(ctx: ChangeContext, team_id: int | None) -> Sequence[LearningNote]:
    """Return the notes that a team was sent, once the minute to undo is over, the latest first."""
    query = _loaded().join(NotePost).join(AuditMonth)
    query = query.where(
        NotePost.team_id == team_id,
        NotePost.refused == "",
        NotePost.posted_at <= ctx.now - UNDO_FOR,
    )
    return ctx.session.scalars(query.order_by(AuditMonth.month.desc())).all()


def post_of(session: Session, number: int) -> NotePost | None:
    """Return the note as one team has it, locked for a change."""
    query = select(NotePost).where(NotePost.id == number).options(joinedload(NotePost.team))
    return session.scalar(query.with_for_update(of=NotePost))


def posts(session: Session, numbers: Collection[int]) -> Sequence[NotePost]:
    """Return a note as these teams have it, by the teams' names."""
    note = joinedload(NotePost.note).joinedload(LearningNote.audit_month)
    query = select(NotePost).where(is_one_of(NotePost.id, numbers)).options(note)
    found = session.scalars(query.options(joinedload(NotePost.team))).all()
    return sorted(found, key=lambda one: one.team.name)


def of_event(session: Session, event: LearningEvent) -> LearningNote:
    """Return the note to which something happened."""
    query = _loaded().where(LearningNote.id == event.note_id)
    return session.scalars(query).one()


def edit(ctx: ChangeContext, audit_month: AuditMonth, words: NoteWords) -> LearningEvent:
    """Keep what a lead writes; what teams have been told is not changed any more."""
    require(ctx.person, Permission.WRITE_NOTE)
    note = _note_to_write(ctx.session, audit_month)
    if note.posted_at is not None:
        raise RefusedError("learning.posted_already", month=f"{audit_month.month:%B %Y}")
    for about, text, most in (
        ("changes", words.changes, CHANGES_LENGTH),
        ("question", words.question, QUESTION_LENGTH),
    ):
        privacy.guard(ctx, text)
        if len(text) > most:
            raise RefusedError("learning.too_long", about, most=most)
    fields = {
        "strengths": list(words.strengths),
        "areas": list(words.areas),
        "changes": words.changes.strip(),
        "question": words.question.strip(),
    }
    return _write(ctx, LearningEventKind.EDITED, put(note, fields), note.id)


def post(
    ctx: ChangeContext, audit_month: AuditMonth, told: Mapping[str, Any], to: Mapping[Team, str]
) -> tuple[LearningNote, list[NotePost], LearningEvent]:
    """Let these teams have the note in these channels; it is told as it was the first time."""
    require(ctx.person, Permission.WRITE_NOTE)
    note = _note_to_write(ctx.session, audit_month)
    fields: dict[str, object] = {"posted_at": ctx.now, "posted_by_id": ctx.person.id}
    if note.posted_at is None:
        fields["told"] = dict(told)
    put(note, fields)
    had = {one.team_id: one for one in note.posts}
    made = [_post_to(note, had.get(team.id), team, channel) for team, channel in to.items()]
    for one in made:
        one.posted_at, one.refused = ctx.now, ""
    ctx.session.flush()
    teams = {"teams": [one.team_id for one in made]}
    event = _write(ctx, LearningEventKind.POSTED, teams, note.id)
    return note, made, event


def discuss(ctx: ChangeContext, one: NotePost, held: frozenset[Role]) -> LearningEvent:
    """Say that a team has discussed the note; `held` is what this person is to that team."""
    require(ctx.person, Permission.DISCUSS, besides=held)
    if one.refused == IN_DOUBT:  # its button was pressed, so the channel has it
        put(one, {"refused": ""})
    if not one.stands or one.discussed_at is not None:
        kind = "already" if one.stands else "not_there"
        raise RefusedError(f"learning.discussed_{kind}", team=one.team.name)
    fields = {"discussed_at": ctx.now, "discussed_by_id": ctx.person.id}
    return _write(ctx, LearningEventKind.DISCUSSED, put(one, fields), one.note_id, one.team_id)


def refused(session: Session, number: int, why: str, at: datetime) -> NotePost | None:
    """Write down that a channel took no note, so that it can be posted again."""
    one = post_of(session, number)
    if one is not None:
        changes = put(one, {"refused": why[:80]})
        by_itself = LearningEvent(
            note_id=one.note_id,
            team_id=one.team_id,
            at=at,
            kind=LearningEventKind.REFUSED,
            changes=changes,
        )
        session.add(by_itself)
    return one


def name_channel(ctx: ChangeContext, team: Team, channel: str | None) -> LearningEvent:
    """Say in which channel a team is told what all of it may know."""
    require(ctx.person, Permission.WRITE_NOTE)
    changes = put(team, {"channel": channel})
    return _write(ctx, LearningEventKind.CHANNEL, changes, team_id=team.id)


def undo(ctx: ChangeContext, event_id: int) -> LearningEvent:
    """Take back what this person has just done, as long as nothing came after it."""
    event = ctx.session.get(LearningEvent, event_id)
    if event is None or event.kind not in UNDOABLE or event.person_id != ctx.person.id:
        raise RefusedError("learning.undo_not_theirs")
    if ctx.now - event.at > UNDO_FOR:
        raise RefusedError("learning.undo_too_late")
    if _changed_since(ctx.session, event):
        raise RefusedError("learning.undo_changed_since")
    note = ctx.session.get_one(LearningNote, event.note_id)
    if event.kind == LearningEventKind.DISCUSSED:
        [one] = [one for one in note.posts if one.team_id == event.team_id]
        back: Mapping[str, Any] = put(one, values_before(one, event.changes))
    else:
        back = _not_posted(note, event.changes["teams"])
    undone = {**back, "event": event.id}
    _write(ctx, LearningEventKind.UNDONE, undone, note.id, event.team_id)
    return event


def _not_posted(note: LearningNote, team_ids: Collection[int]) -> Mapping[str, Any]:
    """Take the note back from these teams; where no other has it, nothing was posted."""
    for one in note.posts:
        if one.team_id in team_ids:
            one.posted_at = None
    if any(one.posted_at for one in note.posts):
        return {}
    return put(note, {"posted_at": None, "posted_by_id": None})


def _changed_since(session: Session, event: LearningEvent) -> bool:
    """Say whether anything happened since to the team it was about, or to the note as a whole."""
    later = select(func.count()).where(
        LearningEvent.note_id == event.note_id, LearningEvent.id > event.id
    )
    if event.team_id is not None:
        later = later.where(LearningEvent.team_id == event.team_id)
    return bool(session.scalar(later))


def _loaded() -> Select[LearningNote]:
    posts = selectinload(LearningNote.posts)
    return select(LearningNote).options(
        joinedload(LearningNote.audit_month), posts.joinedload(NotePost.team)
    )


def _note_to_write(session: Session, audit_month: AuditMonth) -> LearningNote:
    """Return the note of a month, made if there was none; the month is locked by the caller."""
    found = note_of(session, audit_month.id)
    if found is None:
        found = LearningNote(
            audit_month=audit_month, strengths=[], areas=[], changes="", question="", told={}
        )
        session.add(found)
        session.flush()
    return found


def _post_to(note: LearningNote, had: NotePost | None, team: Team, channel: str) -> NotePost:
    if had is None:
        made = NotePost(team=team, channel=channel, refused="")
        note.posts.append(made)
        return made
    had.channel = channel
    return had


def _write(
    ctx: ChangeContext,
    kind: LearningEventKind,
    changes: Mapping[str, Any],
    note_id: int | None = None,
    team_id: int | None = None,
) -> LearningEvent:
    event = LearningEvent(
        note_id=note_id,
        team_id=team_id,
        person_id=ctx.person.id,
        at=ctx.now,
        kind=kind,
        changes=dict(changes),
    )
    ctx.session.add(event)
    ctx.session.flush()
    return event
