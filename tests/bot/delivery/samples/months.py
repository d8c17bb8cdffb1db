"""Messages about a month of live audits, and the note of what it taught."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.audits.learning import NoteWords
from db.models import AuditMonth, LearningNote, MonthState, NotePost, Team
from jobs.audits.learning import NoteTold
from jobs.rules.learning import MonthLearning
from tests.bot.delivery.samples.kit import MONTH, Sample, Samples
from tests.people import NOW, Council


def months(council: Council, session: Session) -> Samples:
    month = session.scalars(select(AuditMonth)).one()
    month.state, month.due_on = MonthState.DRAWN, date(2026, 11, 30)
    month.undrawn = [{"service": "Front door"}]
    about = {"round": month.id, "month": str(MONTH), "event": "drawn"}
    yield Sample("drawn, and not published yet", council.director, about)
    month.state, month.undrawn = MonthState.PUBLISHED, []
    for event in ("drawn", "not drawn", "published", "closed"):
        about = {"round": month.id, "month": str(MONTH), "event": event}
        yield Sample("drawn since" if event == "not drawn" else event, council.director, about)
    undrawn = {"round": None, "month": "2027-01-01", "event": "not drawn"}
    yield Sample("not drawn yet", council.director, undrawn)
    yield Sample(
        "closed, to an administrator",
        council.officer,
        {"round": month.id, "month": str(MONTH), "event": "closed"},
    )
    note = _note(council, session)
    note.posts[0].refused = "not_in_channel"
    for event in ("closed", "note refused"):
        about = {"round": month.id, "month": str(MONTH), "event": event}
        yield Sample(f"{event}, its note posted", council.director, about)


def learning_notes(council: Council, session: Session) -> Samples:
    note = _note(council, session)
    first, second = note.posts
    about = {"at": NOW.isoformat()}
    yield Sample("one team", council.director, {**about, "posts": [first.id]}, "C01")
    both = {**about, "posts": [first.id, second.id]}
    second.discussed_at, second.discussed_by_id = NOW, council.manager.id
    yield Sample("two teams, one of which has", council.director, both, "C01")


def _note(council: Council, session: Session) -> LearningNote:
    """Write down a note that was posted to two teams."""
    month = session.scalars(select(AuditMonth)).one()
    counted = MonthLearning(
        12, 12, {"Direct work": 7, "Voice": 3}, {"Supervision": 11, "Permanence": 4}, 8, 3
    )
    words = NoteWords(
        ("Direct work", "Voice"),
        ("Permanence", "Supervision"),
        "Every team has a supervision template from January.",
        "What helps us with Supervision, and what gets in the way?",
    )
    told = NoteTold(counted, words, (date(2026, 10, 1), 4, 6)).kept()
    by = {"posted_at": NOW, "posted_by_id": council.director.id}
    note = LearningNote(audit_month=month, strengths=[], areas=[], told=told, **by)
    session.add(note)
    for team in session.scalars(select(Team).order_by(Team.name)).all():
        note.posts.append(NotePost(team=team, channel="C01", posted_at=NOW))
    session.flush()
    return note
