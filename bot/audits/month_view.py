"""What the leads are told of a month's draw, and of its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.audits import learning_view
from bot.audits.draw_view import publishing_words
from bot.audits.event_words import counted_reason
from bot.audits.undrawn_words import left_out_words
from bot.slack.blocks import Answer, Block, bold, bullets, button, lines, row, spoken
from bot.vocabulary import our
from db.audits.queries import MonthCounts
from db.models import AuditMonth, LearningNote, NotePost
from db.permissions import Permission, may
from jobs.audits import learning
from jobs.context import RequestContext
from jobs.rules.measure_words import part_of
from jobs.rules.not_held import told_counts

OVERDUE = "re-audits overdue"
NOTE_REFUSED = "note refused"
MOST_REFUSED = 20


@dataclass(frozen=True)
class RoundNote:
    """News of a month: what happened, its round if it has one, and how it stands."""

    month: date
    event: str
    audit_month: AuditMonth | None
    counts: MonthCounts | None
    files: int = 0  # to be looked at again, and waiting for too long
    note: LearningNote | None = None
    has_note: bool = False  # there is one, or one to write

    @property
    def name(self) -> str:
        return f"{self.month:%B %Y}"

    @property
    def refused(self) -> list[NotePost]:
        """Return the learning note as the channels have it that did not take it."""
        return [one for one in self.note.posts if one.refused] if self.note else []


def told(note: RoundNote, ctx: RequestContext) -> Answer:
    """Say what happened, in counts only, and what can be done."""
    return _TOLD[note.event](note, ctx)


def _drawn(note: RoundNote, ctx: RequestContext) -> Answer:
    many = note.counts.expected if note.counts else 0
    words = f"{note.name} is drawn: {many} {our.live_audits}. {_when(note, ctx)}"
    undrawn = note.audit_month.undrawn if note.audit_month else ()
    words = f"{words} {left_out_words(each['service'] for each in undrawn)}".strip()
    return _with_buttons(words, note, button("See the plan", "audit_plan", _value(note), "primary"))


def _when(note: RoundNote, ctx: RequestContext) -> str:
    """Say when its pairs hear of it, as things stand when this is read."""
    if note.audit_month is None or not note.audit_month.is_draft:
        return "It has been published since."
    return f"Not published yet. {publishing_words(note.audit_month, ctx)}"


def _not_drawn(note: RoundNote, ctx: RequestContext) -> Answer:
    if note.audit_month is not None:
        plan = button("See the plan", "audit_plan", _value(note), "primary")
        return _with_buttons(f"{note.name} has been drawn since.", note, plan)
    command = ctx.council.commands.audit
    words = (
        f"{note.name} couldn't be drawn. `{command} draw {note.month:%B}` says why, and what "
        "would help."
    )
    return _with_buttons(words, note, button("Draw it now", "audit_draw", _value(note), "primary"))


def _published(note: RoundNote, ctx: RequestContext) -> Answer:
    many = note.counts.expected if note.counts else 0
    words = f"{note.name} is published: {many} {our.live_audits}. Each pair is told this morning."
    return _with_buttons(words, note, button("See the plan", "audit_plan", _value(note), "primary"))


def _closed(note: RoundNote, ctx: RequestContext) -> Answer:
    counts = note.counts or MonthCounts()
    held = part_of(counts.held, counts.expected, our.live_audits)
    heading = f"{note.name} is closed: {held} held"
    missed: list[list[Block | str]] = [
        [f"not completed, {counted_reason(reason)}: ", bold(part_of(number, counts.expected))]
        for reason, number in sorted(told_counts(counts.not_held).items())
    ]
    blocks = [lines([bold(heading)]), *([bullets(*missed)] if missed else [])]
    blocks.append(lines([_learning(note, counts)]))
    tools = [button("The month", "audit_month", _value(note)), _coverage()]
    if note.has_note and may(ctx.person, Permission.WRITE_NOTE):
        style = "" if note.note and note.note.posted_at else "primary"
        tools.insert(0, button("Learning note", "audit_learning", _value(note), style))
    return Answer(heading, [*blocks, row("round-tools", *tools)])


def _learning(note: RoundNote, counts: MonthCounts) -> str:
    """Say how the learning note stands, or why there is none."""
    if note.note is not None and note.note.posted_at is not None:
        told = learning.discussed_of(note.note)
        return f"Its learning note is posted: {learning_view.discussed_words(told)}."
    if note.has_note:
        return "Its learning note is drafted: edit it and post it to the teams."
    if not counts.held:
        return f"No {our.audit} was held, so there is no learning note."
    return f"Too few {our.audits} were held for a learning note: it could identify one of them."


def _refused(note: RoundNote, ctx: RequestContext) -> Answer:
    heading = f"The learning note of {note.name} didn't reach every team"
    told = [learning_view.refused_line(one) for one in note.refused[:MOST_REFUSED]]
    again = button("Learning note", "audit_learning", _value(note), "primary")
    return Answer(heading, [lines([bold(heading)]), bullets(*told), row("round-tools", again)])


def _overdue(note: RoundNote, ctx: RequestContext) -> Answer:
    heading = (
        f"{note.files} file{' is' if note.files == 1 else 's are'} still to be looked at again"
    )
    what = (
        "Each is drawn into the next month, with whoever holds it now. "
        "If nobody here holds it, say who does."
    )
    see = button("See the files", "audit_files", {}, "primary")
    blocks = [lines([bold(heading)]), spoken(what), row("round-tools", see, _coverage())]
    return Answer(heading, blocks)


def _with_buttons(words: str, note: RoundNote, first: Block) -> Answer:
    blocks = [spoken(words), row("round-tools", first, _coverage())]
    return Answer(f"News of {note.name}", blocks)


def _coverage() -> Block:
    return button("Coverage", "audit_coverage", {})


def _value(note: RoundNote) -> dict[str, str]:
    return {"month": note.month.isoformat()}


_TOLD: Mapping[str, Callable[[RoundNote, RequestContext], Answer]] = {
    "drawn": _drawn,
    "not drawn": _not_drawn,
    "published": _published,
    "unpublished": _drawn,  # of old messages, which are rewritten when a button is pressed
    "closed": _closed,
    OVERDUE: _overdue,
    NOTE_REFUSED: _refused,
}
