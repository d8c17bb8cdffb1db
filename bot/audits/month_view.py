"""What the leads are told of a month's draw, and of its end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.audits.draw_view import publishing_words
from bot.audits.undrawn_words import left_out_words
from bot.slack.blocks import Answer, Block, bold, bullets, button, lines, row, spoken
from db.audits.queries import MonthCounts
from db.models import AuditMonth
from jobs.context import RequestContext

OVERDUE = "re-audits overdue"


@dataclass(frozen=True)
class RoundNote:
    """News of a month: what happened, its round if it has one, and how it stands."""

    month: date
    event: str
    audit_month: AuditMonth | None
    counts: MonthCounts | None
    files: int = 0  # to be looked at again, and waiting for too long

    @property
    def name(self) -> str:
        return f"{self.month:%B %Y}"


def told(note: RoundNote, ctx: RequestContext) -> Answer:
    """Say what happened, in counts only, and what can be done."""
    return _TOLD[note.event](note, ctx)


def _drawn(note: RoundNote, ctx: RequestContext) -> Answer:
    many = note.counts.expected if note.counts else 0
    words = f"{note.name} is drawn: {many} live audits. {_when(note, ctx)}"
    undrawn = note.audit_month.undrawn if note.audit_month else ()
    words = f"{words} {left_out_words(each['service'] for each in undrawn)}".strip()
    return _with_buttons(words, note, button("See the plan", "audit_plan", _value(note), "primary"))


def _when(note: RoundNote, ctx: RequestContext) -> str:
    """Say when its pairs hear of it, as things stand when this is read."""
    if note.audit_month is None or not note.audit_month.is_draft:
        return "It has been published since."
    return f"Not published yet. {publishing_words(note.audit_month, ctx)}"


def _not_drawn(note: RoundNote, ctx: RequestContext) -> Answer:
    command = ctx.council.commands.audit
    words = (
        f"{note.name} could not be drawn as things stand. "
        f"`{command} draw {note.month:%B}` says who stands in the way, and what frees it."
    )
    return _with_buttons(words, note, button("Draw it now", "audit_draw", _value(note), "primary"))


def _published(note: RoundNote, ctx: RequestContext) -> Answer:
    many = note.counts.expected if note.counts else 0
    words = f"{note.name} is published: {many} live audits. Each pair is told this morning."
    return _with_buttons(words, note, button("See the plan", "audit_plan", _value(note), "primary"))


def _closed(note: RoundNote, ctx: RequestContext) -> Answer:
    counts = note.counts or MonthCounts()
    heading = f"{note.name} is closed: {counts.held} of {counts.expected} live audits held"
    missed: list[list[Block | str]] = [
        [f"not held, {reason}: ", bold(f"{number} of {counts.expected}")]
        for reason, number in sorted(counts.not_held.items())
    ]
    blocks = [lines([bold(heading)]), *([bullets(*missed)] if missed else [])]
    live = button("The month", "audit_month", _value(note))
    return Answer(heading, [*blocks, row("round-tools", live, _coverage())])


def _overdue(note: RoundNote, ctx: RequestContext) -> Answer:
    heading = (
        f"{note.files} file{' is' if note.files == 1 else 's are'} still to be looked at again"
    )
    what = (
        "Each is drawn into the next month, with whoever holds it now. "
        "Say who that is where nobody here does."
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
}
