"""What whoever must agree to a new date is sent, and what it becomes once that is decided."""

from collections.abc import Iterator

from bot.actions.due_dates_view import ask_blocks, decided
from bot.actions.offers import decisions
from bot.actions.view import ActionRenderContext, titled, undo_button
from bot.delivery.message_kind import RenderJob
from bot.slack.blocks import Block, row
from db.models import Action, DateMove, MoveState
from db.models.event_kinds import EventKind


def approval_blocks(
    action: Action, line: DateMove, job: RenderJob, context: ActionRenderContext
) -> Iterator[Block]:
    """Yield a date that was asked for with the buttons to decide it, or what became of it."""
    if line.state == MoveState.WAITING:
        yield from ask_blocks(action, line)
        offered = decisions(action, line, job.person, job.message.id)
        if offered:
            yield row(f"decide-{line.id}", *offered)
        return
    yield titled(action, decided(action, line, context))
    event = job.just_done_to(action)
    if event and event.kind == EventKind.MOVE_APPROVED:
        yield row(f"undo-{event.id}", undo_button(event, job.message.id))
