"""What the bot says of an action's due date: its history, and what waits for approval."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from bot.actions.phrases import date_words, from_words
from bot.actions.view import ActionRenderContext, card, due_words, undo_button
from bot.capital import capital, listed
from bot.slack.blocks import Answer, Block, aside, bold, faint, lines, quote, row, shortened
from db.actions.roles import move_needs_approval
from db.models import Action, DateMove, Event, MoveState, Person
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.rag import times
from jobs.rules.risk_forecast import working_days

SHOWN_MOVES = 12
SHOWN_REASON = 120
_SOMEBODY = "somebody"

Run = Block | str


def asked(action: Action, line: DateMove, approvers: Sequence[Person], event: Event) -> Answer:
    """Confirm that a date was asked for, and say who must agree."""
    text = f"A new date for {action.called} is waiting for approval."
    told = lines(
        [f"{action.called} ", bold(action.title)],
        [f"It was moved {times(line.number - 1)} before, so a level up must agree. "],
        [f"I'll ask {names(approvers)} for ", bold(date_words(*_to(line))), f" ({_slip(line)})."],
        [f"Until then it stays due {date_words(action.due_on, action.due_precision)}."],
    )
    undo = row(f"undo-{event.id}", undo_button(event))
    return Answer(text, [told, quote(event.note), undo])


def approved(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    text = f"Approved: {action.called} has a new due date."
    told = lines([f"✅ Approved. I'll tell {_asker(action, event)}."])
    undo = row(f"undo-{event.id}", undo_button(event))
    return Answer(text, [told, card(action, context), undo])


def declined(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    text = f"Declined: {action.called} stays due as it is."
    told = lines([f"{text} I'll tell {_asker(action, event)}."])
    return Answer(text, [told, quote(event.note), card(action, context)])


def before_moving(action: Action, ctx: RequestContext, approvers: Sequence[Person]) -> list[Block]:
    """Say above the form for a new date that this is not the first move, and who will be asked."""
    registers = ctx.council.registers.approval
    if not action.times_moved or action.register not in registers:
        return []
    words = f"This would be {_NTH.get(action.times_moved + 1, 'another')} move of its date"
    if not move_needs_approval(action, ctx.person, registers):
        return [aside(f"{words}. You may approve that, so it takes effect at once.")]
    until = date_words(action.due_on, action.due_precision)
    said = [f"{words}, so {names(approvers)} will be asked. Until then it stays due {until}."]
    waiting = action.waiting_move
    if waiting is not None:
        asked_for = date_words(*_to(waiting))
        said.append(f"{asked_for} is already waiting for approval; your date replaces it.")
    return [aside(" ".join(said))]


_NTH = {2: "the second", 3: "the third", 4: "the fourth", 5: "the fifth"}


def names(people: Sequence[Person]) -> str:
    return listed([person.called for person in people] or [_SOMEBODY], " or ")


def history(ledger: Sequence[DateMove], action: Action, approvers: Sequence[Person]) -> list[Block]:
    """Draw how the due date came to be what it is, first to last; nothing if it never moved."""
    told = [line for line in ledger if line.state != MoveState.UNDONE]
    if not told and action.original_due_on != action.due_on:
        return [lines([bold("Original date: "), date_words(action.original_due_on)])]
    if not told:
        return []
    rows: list[list[Run]] = [[bold("History of the date: "), slippage(ledger, action)]]
    first = told[0]
    rows.append([bold(date_words(first.from_on, first.from_precision)), " · first due"])
    hidden = len(told) - SHOWN_MOVES
    if hidden > 0:
        rows.append([faint(f"┆  {hidden} earlier, in what happened below")])
    agreed = [line for line in told if line.state == MoveState.AGREED]
    for line in told[-SHOWN_MOVES:]:
        rows += _drawn(line, names(approvers), is_last=bool(agreed) and line is agreed[-1])
    return [lines(*rows)]


def slippage(ledger: Sequence[DateMove], action: Action) -> str:
    """Return how often and how far a date has moved: "3 moves, 41 working days in all; …"."""
    agreed = [line for line in ledger if line.state == MoveState.AGREED]
    if not agreed:
        return "not moved yet"
    moves = f"{len(agreed)} move{'' if len(agreed) == 1 else 's'}"
    days = sum(line.days or 0 for line in agreed)
    original = date_words(action.original_due_on, agreed[0].from_precision)
    return f"{moves}, {working_days(days)} in all; first due {original}"


def _drawn(line: DateMove, approvers: str, *, is_last: bool) -> Iterator[list[Run]]:
    day, why = date_words(*_to(line)), f" · “{shortened(line.reason, SHOWN_REASON)}”"
    if line.state == MoveState.AGREED:
        yield [f"↓  {_slip(line)}{why}"]
        yield [faint(f"     {_agreed(line)}")]
        yield [bold(day), " · due now" if is_last else ""]
        return
    yield [f"{_FATE[MoveState(line.state)]}  ", bold(day), f", {_slip(line)}{why}"]
    yield [faint(f"     {_asked(line)}; {_what_became(line, approvers)}")]


_FATE = {MoveState.WAITING: "?", MoveState.DECLINED: "✗", MoveState.WITHDRAWN: "-"}


def _agreed(line: DateMove) -> str:
    if not line.was_asked:
        return f"moved by {_signed(line.asked_by, line.asked_at)}"
    return f"{_asked(line)}; approved by {_signed(line.decided_by, line.decided_at)}"


def _asked(line: DateMove) -> str:
    return f"asked by {_signed(line.asked_by, line.asked_at)}"


def _what_became(line: DateMove, approvers: str) -> str:
    if line.state == MoveState.WAITING:
        return f"waiting for {approvers} to approve it"
    if line.state == MoveState.DECLINED:
        by = _signed(line.decided_by, line.decided_at)
        return f"declined by {by}: “{shortened(line.decision, SHOWN_REASON)}”"
    return f"no longer asked for: {line.decision}"


def _signed(person: Person | None, at: datetime | None) -> str:
    if person is None or at is None:
        return person.name if person else _SOMEBODY
    return f"{person.name}, {spell(person.day_of(at))}"


def _called(person: Person | None) -> str:
    return person.called if person else _SOMEBODY


def _to(line: DateMove) -> tuple[date | None, str]:
    return line.to_on, line.to_precision


def _slip(line: DateMove) -> str:
    if line.days is None:
        return "no date"
    return f"{working_days(abs(line.days))} {'earlier' if line.days < 0 else 'later'}"


def _asker(action: Action, event: Event) -> str:
    line = next(line for line in action.moves if line.event_id == event.id)
    return _called(line.asked_by)


def ask_blocks(action: Action, line: DateMove) -> list[Block]:
    """Return what is asked of whoever must agree: which date, how far, by whom and why."""
    before = from_words(line.from_on, line.from_precision)
    asker, often = _called(line.asked_by), times(line.number - 1)
    earlier = f"It was first due {date_words(action.original_due_on)} and was moved {often} before."
    told = lines(
        [f"{action.called} ", bold(action.title)],
        [
            f"{capital(asker)} asks to move it from {before} to ",
            bold(date_words(*_to(line))),
            f", {_slip(line)}.",
        ],
        [earlier if line.number > 1 else "It hasn't been moved before."],
    )
    return [told, quote(line.reason)]


def decided(action: Action, line: DateMove, context: ActionRenderContext) -> str:
    if line.state == MoveState.AGREED:
        return f"✅ Approved by {_called(line.decided_by)}. Now due: {due_words(action, context)}."
    if line.state == MoveState.DECLINED:
        return f"Declined by {_called(line.decided_by)}. It stays as it is."
    return f"No longer asked for{f': {line.decision}' if line.decision else ''}."
