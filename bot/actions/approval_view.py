"""What whoever must agree to a new date is sent, and what it becomes once that is decided."""

from collections.abc import Iterator

from bot.actions.due_dates_view import ask_blocks, decided, decision_buttons
from bot.actions.view import ActionRenderContext, undo_button
from bot.slack.blocks import Answer, Block, bold, lines, row
from db.models import Action, DateMove, Event, Message, MoveState
from db.models.event_kinds import EventKind


def approval(
    action: Action,
    line: DateMove,
    message: Message,
    context: ActionRenderContext,
    just_done: Event | None,
) -> Answer:
    """Return the message to whoever must agree to a new date."""
    waits = line.state == MoveState.WAITING
    heading = (
        "A new due date waits for your approval." if waits else "A new due date was asked for."
    )
    shown = approval_blocks(action, line, message, context, just_done)
    return Answer(f"#{action.id}: {heading}", [lines([bold(heading)]), *shown])


def approval_blocks(
    action: Action,
    line: DateMove,
    message: Message,
    context: ActionRenderContext,
    just_done: Event | None,
) -> Iterator[Block]:
    """Yield a date that was asked for with the buttons to decide it, or what became of it."""
    if line.state == MoveState.WAITING:
        yield from ask_blocks(action, line)
        offered = decision_buttons(action, line, message.person, message.id)
        if offered:
            yield row(f"decide-{line.id}", *offered)
        return
    yield lines([f"#{action.id} ", bold(action.title)], [decided(action, line, context)])
    if just_done and just_done.kind == EventKind.MOVE_APPROVED and just_done.action_id == action.id:
        yield row(f"undo-{just_done.id}", undo_button(just_done, message.id))
