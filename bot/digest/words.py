"""The words that every form of the digest shares: headings, headlines, a line for each thing."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.actions.phrases import NO_OWNER, date_words
from bot.audits.draft_words import drawn_words
from bot.audits.event_words import counted_reason
from bot.slack.blocks import Block, bold, faint, shortened
from bot.vocabulary import count, our
from db.digest.audits import AuditMonthCounts
from db.digest.counts import DigestLine, StatusCounts
from db.digest.scope import DigestScope, ScopeKind
from db.models import Status
from db.models.action import called
from jobs.digest.digest import Digest
from jobs.digest.needs import Needs
from jobs.digest.values import MovedDate, Risk, Theme
from jobs.rules.deadlines import Precision, spell, spell_with_distance
from jobs.rules.measure_words import part_of
from jobs.rules.rag import times
from jobs.rules.risk_forecast import working_days
from jobs.rules.small_numbers import LEAST_SHOWN, shown

Words = list[Block | str]

TITLE: Final = 90
WHY: Final = 120
_WHOSE: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.ALL: "all actions in the plan",
    ScopeKind.LINE: "your team's actions in the plan",
    ScopeKind.OWN: "your actions in the plan",
}


NOT_IN_PLAN: Final = "Not in the plan: "
REGISTERS: Final = {"audits": f"from {our.live_audits}", "team": "in teams' own lists"}


def late_besides(digest: Digest) -> str:
    """Say how many are overdue in the other registers; empty where none is."""
    told = [f"{one.overdue} {REGISTERS[one.register]}" for one in digest.besides if one.overdue]
    return f"Overdue and not in the plan: {', '.join(told)}." if told else ""


def not_in_plan(digest: Digest) -> str:
    """Say how many are open in the other registers, and overdue; empty where none is open."""
    return "; ".join(of_register(one) for one in digest.besides if one.open)


def of_register(one: StatusCounts) -> str:
    """Say how many of a register are open, and how many of those overdue."""
    late = f" ({one.overdue} overdue)" if one.overdue else ""
    return f"{one.open} open {REGISTERS[one.register]}{late}"


def heading(digest: Digest) -> str:
    """Say whose work it is about, and on which day."""
    return f"Where {actions_of(digest.scope)} stand on {spell(digest.today)}"


def actions_of(scope: DigestScope) -> str:
    """Say whose actions are counted."""
    return _WHOSE.get(scope.kind) or f"the actions of {scope.name} in the plan"


def headline(digest: Digest) -> str:
    """Say it in one line, the moved dates beside the late ones so that neither hides the other."""
    told = digest.headline
    if not told.total:
        return "no actions in the plan"
    if not told.open:
        return f"0 of {told.total} actions open"
    late = f"{part_of(told.overdue, told.open, 'open actions')} overdue"
    if not told.re_dated:
        return f"{late}, no dates moved"
    return f"{late}, {told.re_dated} moved by {working_days(told.slipped)} in total"


_STATES: Final = {Status.DONE: "done (awaiting sign-off)"}


def statuses(digest: Digest) -> str:
    """Say how many of all actions stand where; empty where there are none."""
    told = digest.headline
    counted = ((status, told.by_status.get(status, 0)) for status in Status)
    listed = ", ".join(
        f"{number} {_STATES.get(status, status)}" for status, number in counted if number
    )
    return f"Of {told.total}: {listed}" if told.total else ""


def done_words(digest: Digest) -> list[str]:
    """Say how many were finished since last time, and how."""
    done = digest.finished
    said = []
    if done.dated:
        said.append(f"{part_of(done.on_time, done.dated)} on the original date")
    if done.signed_off:
        said.append(f"{done.signed_off} signed off")
    if done.added:
        said.append(f"{done.added} added")
    return said


def was(number: int, then: int, of: int | None = None) -> str:
    """Say what a number was a month ago; better or worse is for the reader to say.

    Nothing is told where there was nothing to count, and zero twice is no news.
    """
    if of == 0 or not (number or then):
        return ""
    return f", was {then}{f' of {of}' if of else ''}"


def line_words(line: DigestLine) -> Words:
    """Return an action in half a line: its number, what is to be done, and by whom."""
    owner = line.owner.name if line.owner else NO_OWNER
    return [f"{called(line.number)} ", bold(shortened(line.title, TITLE)), f" · {owner}"]


def late_words(line: DigestLine, digest: Digest) -> Words:
    """Return an action with its date and how far away that is."""
    return [*line_words(line), f" · {due_words(line, digest)}"]


def due_words(line: DigestLine, digest: Digest) -> str:
    """Return an action's date with its weekday and distance."""
    if line.due_on is None:
        return date_words(None)
    precision = Precision(line.due_precision)
    return spell_with_distance(line.due_on, digest.today, digest.council.calendar, precision)


def risk_words(risk: Risk) -> Words:
    """Return an action with its date, and why it will probably be missed."""
    when = date_words(risk.line.due_on, risk.line.due_precision)
    return [*line_words(risk.line), f" · {when}: ", faint(risk.why)]


def record_words(right: int, settled: int) -> str:
    """Say how often the forecast was right; nothing where none is settled."""
    return f"{part_of(right, settled, 'forecasts')} came true" if settled else ""


def move_words(move: MovedDate) -> Words:
    """Return an action's first date, its date now, how often it moved, how far and why."""
    now = date_words(move.line.due_on, move.line.due_precision)
    said = f" · {date_words(move.original_on)} → {now}, moved {times(move.times)}, "
    row: Words = [*line_words(move.line), f"{said}{working_days(move.days)}"]
    return [*row, ": ", faint(f"“{shortened(move.why, WHY)}”")] if move.why else row


def needs_words(needs: Needs, to_look_at: int) -> list[str]:
    """Say what waits for a reader, the most urgent first."""
    counted = (
        (needs.to_sign, f"{needs.to_sign} to sign off"),
        (needs.to_approve, f"{count(needs.to_approve, 'new date')} to approve"),
        (needs.overdue, f"{needs.overdue} of yours overdue"),
        (needs.audits, count(needs.audits, our.live_audit)),
        (needs.offered, f"{count(needs.offered, 'handover')} to answer"),
        (to_look_at, f"{count(to_look_at, 'file')} to look at again"),
    )
    publish = [f"publish {month:%B}" for month in needs.to_publish]
    return [*publish, *(words for number, words in counted if number)]


def month_words(month: AuditMonthCounts) -> str:
    """Say how a month of live audits stands."""
    if month.is_draft:
        return drawn_words(shown(month.expected))
    so_far = "" if month.is_over else " so far"
    said = [f"{part_of(month.held, month.expected)} held{so_far}"]
    if month.not_held:
        counted = by_number(month.not_held)
        listed = ", ".join(f"{number} {counted_reason(why)}" for why, number in counted)
        said.append(f"not held: {listed}")
    if month.exempt:
        said.append(f"{month.exempt} exempt")
    if month.to_moderate:
        said.append(f"{part_of(month.moderated, month.to_moderate)} {our.moderated}")
    if month.moderated:
        said.append(f"{part_of(month.changed, month.moderated)} changed")
    if month.for_supervision:
        talked = part_of(month.talked_about, month.for_supervision)
        said.append(f"{talked} discussed in {our.supervision} within 4 weeks")
    return "; ".join(said)


def month_in_short(month: AuditMonthCounts) -> str:
    """Say how many audits of a month were held, or that nobody has been told of them yet."""
    if month.is_draft:
        return drawn_words(shown(month.expected))
    return f"{part_of(month.held, month.expected)} held{'' if month.is_over else ' so far'}"


def tick_words(month: AuditMonthCounts) -> str:
    """Say what was ticked when a month's audits were written up; empty where nobody was asked.

    Whether the standards were met is near a grade, so it is not told of a few audits.
    """
    said = []
    if month.there_said:
        said.append(f"{our.practitioner} there {part_of(month.there, month.there_said)}")
    if month.ticked:
        declined = f" ({month.family_declined} declined)" if month.family_declined else ""
        said.append(f"family asked {part_of(month.family_asked, month.ticked)}{declined}")
    if month.standards_met_said >= LEAST_SHOWN:
        met = part_of(month.standards_met, month.standards_met_said)
        said.append(f"standards met {met}")
    return "; ".join(said)


def by_number(counted: Mapping[str, int]) -> Sequence[tuple[str, int]]:
    """Return what was counted, the most first."""
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def theme_words(theme: Theme, audits: int, open_actions: int) -> str:
    """Say in how many audits a theme was an area or a strength, and its open actions."""
    said = []
    if theme.areas:
        said.append(f"an area for improvement in {part_of(theme.areas, audits, our.audits)}")
    if theme.strengths:
        said.append(f"a strength in {part_of(theme.strengths, audits)}")
    if theme.open:
        late = f", {theme.overdue} of them overdue" if theme.overdue else ""
        said.append(f"the theme of {part_of(theme.open, open_actions, 'open actions')}{late}")
    return "; ".join(said)
