"""How the bot asks before it takes an action that says much the same as another."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from bot.actions.requests import Add
from bot.actions.view import ActionRenderContext, card
from bot.slack.blocks import Answer, Block, aside, bold, button, field_, lines, option, row
from db.models import Action

ANOTHER = "another"


def asked(likely: Sequence[Action], request: Add, context: ActionRenderContext) -> Answer:
    """Show the likely twins and ask; the button that adds it carries the whole request."""
    carried = asdict(replace(request, sure=True, another=True))
    return Answer(
        _HEADING,
        [
            *_shown(likely, context),
            row(
                "twins",
                button("Add it all the same", "twin_add", carried),
                *(
                    button(f"Open #{twin.id}", f"twin_open_{twin.id}", {"n": twin.id})
                    for twin in likely
                ),
                button("Cancel", "date_cancel", {}),
            ),
            aside("Nothing is saved until you choose."),
        ],
    )


def beside_the_title(likely: Sequence[Action], context: ActionRenderContext) -> list[Block]:
    """Return what a form shows of the likely twins, with a box to say that it is another one."""
    box: Block = {"type": "checkboxes", "options": [option("It is another one", ANOTHER)]}
    return [
        *_shown(likely, context),
        field_(ANOTHER, "Add it all the same?", box, optional=True),
    ]


def _shown(likely: Sequence[Action], context: ActionRenderContext) -> list[Block]:
    return [lines([bold(_HEADING)]), *(card(twin, context) for twin in likely)]


_HEADING = "This looks like one that is there already:"
