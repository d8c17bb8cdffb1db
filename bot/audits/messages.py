"""The messages about live audits: news of one, its calendar file, and news of a month."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from bot.audits import learning_view, month_view, notice_times, notices
from bot.audits.heading import heading, nameless
from bot.audits.invite import invite
from bot.audits.reminders_view import STANDINGS
from bot.audits.view import is_practitioner
from bot.delivery.message_kind import ONCE, MessageKind, RenderJob, Subject
from bot.delivery.morning import CannotWait, MorningSection
from bot.slack.blocks import Answer, Block, lines, spoken
from bot.vocabulary import our
from db.audits import learning as notes
from db.audits import queries as audits
from db.models import LiveAudit, MessageName, NotePost, Person
from jobs.audits import learning, re_audits, settings


def _audit(job: RenderJob) -> LiveAudit | None:
    number = job.about["audit"]
    return audits.several(job.session, [number]).get(number)


# To whom this is told for something else than where they stand to the pair.
_TOLD_AS: Final[Mapping[str, str]] = {
    "swap asked": f"You've been asked to swap one of your {our.live_audits} for it.",
    "no moderator": STANDINGS["lead"],
}


def _standing_to(audit: LiveAudit, person: Person) -> str:
    held = {
        "auditor": audit.auditor_id == person.id,
        "practitioner": is_practitioner(audit, person),
        "moderator": audit.moderator_id == person.id,
        "manager": any(person.manages(one) for one in audit.people),
        "lead": person.is_lead,
    }
    role = next((role for role, is_so in held.items() if is_so), "")
    return STANDINGS.get(role, "You were asked about it.")


class AuditMessage(MessageKind[Subject]):
    """A kind of message about one audit."""

    def why(self, job: RenderJob) -> Iterator[Block]:
        audit = _audit(job)
        if audit is not None:
            event = job.about.get("event", "")
            said = _TOLD_AS.get(event) or _standing_to(audit, job.person)
            told = nameless if event in notices.NAMELESS else heading
            yield lines(told(audit, job.ctx), [said])
            yield ONCE


class AuditNotice(AuditMessage[notices.AuditNews]):
    """What happened to a live audit, or is asked of somebody about it."""

    name = MessageName.AUDIT
    section = MorningSection.AUDITS

    def subject(self, job: RenderJob) -> notices.AuditNews | None:
        """Return the audit and what is asked, with whether that was answered."""
        audit = _audit(job)
        if audit is None:
            return None
        history = audits.history(job.session, audit)
        asked = next((event for event in history if event.id == job.about.get("asked")), None)
        since = [event.kind for event in history if asked is not None and event.id > asked.id]
        answered = bool(notices.ANSWERS.intersection(since))
        kind = notices.REASONED.get(job.about["event"])
        told = next((event for event in history if event.kind == kind), None)
        return notices.AuditNews(audit, job.about["event"], job, asked, answered, told)

    def is_still_true(self, subject: notices.AuditNews, job: RenderJob) -> bool:
        return not notices.is_stale(subject)

    def why_now(self, subject: notices.AuditNews, job: RenderJob) -> CannotWait | None:
        return notice_times.why_now(subject)

    def waits_for_answer(self, subject: notices.AuditNews, job: RenderJob) -> bool:
        return subject.event in notice_times.ASKING

    def render(self, subject: notices.AuditNews, job: RenderJob) -> Answer:
        return notices.notice(subject)


class AuditInvitation(AuditMessage[LiveAudit]):
    """The calendar file of a booked audit."""

    name = MessageName.AUDIT_INVITE
    section, cannot_wait = MorningSection.AUDITS, CannotWait.APPOINTMENT

    def subject(self, job: RenderJob) -> LiveAudit | None:
        return _audit(job)

    def is_still_true(self, subject: LiveAudit, job: RenderJob) -> bool:
        """Say whether no later change brings a file of its own, which makes this one useless."""
        return bool(subject.calendar_sequence == job.about["sequence"])

    def render(self, subject: LiveAudit, job: RenderJob) -> Answer:
        file = invite(subject, job.person, job.ctx.now, job.ctx.council)
        return notices.invitation(subject, job.person, file)


class AuditNudge(MessageKind[Sequence[LiveAudit]]):
    """All of somebody's audits for which no day is booked, asked for once."""

    name = MessageName.AUDIT_NUDGE
    section, asks = MorningSection.AUDITS, True

    def subject(self, job: RenderJob) -> Sequence[LiveAudit] | None:
        found = audits.several(job.session, job.about["audits"])
        return [found[number] for number in job.about["audits"] if number in found] or None

    def is_still_true(self, subject: Sequence[LiveAudit], job: RenderJob) -> bool:
        """Say whether any of them has still no day."""
        return any(notices.is_unbooked(audit, job.ctx.today) for audit in subject)

    def render(self, subject: Sequence[LiveAudit], job: RenderJob) -> Answer:
        return notices.unbooked(subject, job)

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken(f"{our.lead:A} reminded everybody whose {our.live_audits} aren't booked yet.")
        yield ONCE


class AuditMonthNotice(MessageKind[month_view.RoundNote]):
    """News of a month of live audits, for the leads."""

    name = MessageName.AUDIT_MONTH
    section = MorningSection.AUDITS

    def subject(self, job: RenderJob) -> month_view.RoundNote:
        event, month = job.about["event"], date.fromisoformat(job.about["month"])
        if event == month_view.OVERDUE:
            sets = settings.rule_sets(job.session)
            overdue = re_audits.overdue(job.session, job.ctx.today, sets)
            return month_view.RoundNote(month, event, None, None, len(overdue))
        found = audits.month_for(job.session, month)
        counts = audits.counts(job.session, found.id) if found else None
        note = notes.note_of(job.session, found.id) if found else None
        has_note = found is not None and learning.has_note(job.session, found)
        return month_view.RoundNote(month, event, found, counts, note=note, has_note=has_note)

    def is_still_true(self, subject: month_view.RoundNote, job: RenderJob) -> bool:
        """Say whether a file is still to be looked at again, or a channel has still no note."""
        if subject.event == month_view.NOTE_REFUSED:
            return bool(subject.refused)
        return subject.event != month_view.OVERDUE or bool(subject.files)

    def render(self, subject: month_view.RoundNote, job: RenderJob) -> Answer:
        """Say what happened, in counts only, and what can be done."""
        return month_view.told(subject, job.ctx)

    def why(self, job: RenderJob) -> Iterator[Block]:
        month = date.fromisoformat(job.about["month"])
        if job.about["event"] == month_view.NOTE_REFUSED:
            yield spoken(f"You posted the learning note of {month:%B %Y}.")
            yield ONCE
            return
        as_what = f"{our.lead:a}" if job.person.is_lead else "an administrator"
        yield spoken(
            f"You're {as_what}. You're told when a month of {our.live_audits} (here {month:%B %Y}) "
            f"is drawn, published or closed, and when {our.re_audits} are overdue."
        )
        yield ONCE


class LearningNoteInChannel(MessageKind[Sequence[NotePost]]):
    """The learning note of a month in the channel of a team, or of several that share it."""

    name = MessageName.LEARNING_NOTE
    cannot_wait = CannotWait.CHANNEL

    def subject(self, job: RenderJob) -> Sequence[NotePost] | None:
        """Return the note as those teams have it."""
        return notes.posts(job.session, job.about["posts"]) or None

    def is_still_true(self, subject: Sequence[NotePost], job: RenderJob) -> bool:
        """Say whether it was not taken back since, whether or not it was posted again."""
        return all(
            one.posted_at and one.posted_at.isoformat() == job.about["at"] for one in subject
        )

    def render(self, subject: Sequence[NotePost], job: RenderJob) -> Answer:
        told = learning.told_of(subject[0].note)
        return learning_view.in_channel(subject, told, job)

    def why(self, job: RenderJob) -> Iterator[Block]:
        yield spoken(
            f"After each month of {our.live_audits}, {our.lead:a} posts what was learned to the "
            "team channels."
        )
