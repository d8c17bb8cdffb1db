"""When somebody looks next, as an action tells it."""

from bot.slack.blocks import Answer, bold, lines
from db.models import Action, Status
from jobs.rules.deadlines import spell
from jobs.rules.looks import Look

OVER = frozenset({Status.SIGNED_OFF, Status.DROPPED})


def with_next_look(told: Answer, action: Action, look: Look | None) -> Answer:
    """Say under an action when a board or a panel looks next; nobody looks at what is over."""
    if look is None or action.status in OVER:
        return told
    head, *rest = told.blocks
    line = lines([bold("Next look: "), f"{look.what}, {spell(look.on)}"])
    return Answer(told.text, [head, line, *rest], told.file)
