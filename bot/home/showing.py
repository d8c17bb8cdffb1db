"""What begins with a verb of another command, or is to be shown by a verb's name.

"Coverage", typed after `/action` or to the bot itself; "show my settings", "open the register".
"""

import re
from collections.abc import Iterable
from typing import Final

from bot.home.topics import to_add
from bot.registry import SETS
from bot.slack.again import ACTION, MOST_OF_A_LABEL, Offer, buttons, command_of, offering
from bot.slack.blocks import shortened
from bot.slack.lost import LOST
from bot.slack.numbered import WhichOne
from bot.slack.registry import OpenForm, Reply
from db.errors import RefusedError
from db.patterns import pattern
from jobs.context import RequestContext

_SHOWN: Final = pattern(
    r"(?:show|open|view|see)(?: me)?(?: (?:my(?! audit)|the|our|all))*(?: audit)? (?P<what>[a-z]+)",
    re.IGNORECASE,
)


def shown(words: str, ctx: RequestContext) -> Reply | None:
    """Show what a verb shows that stands behind "show"; None for any other words."""
    found = _SHOWN.fullmatch(words.strip(" .!?"))
    return read_elsewhere(found["what"].lower(), SETS, ctx) if found else None


def read_elsewhere(words: str, kinds: Iterable[str], ctx: RequestContext) -> Reply | None:
    """Read what begins with a verb of one of these commands: shown, or else offered.

    A verb about one action shows no list: of "show done" it is asked which.
    """
    for kind in kinds:
        verbs, command = SETS[kind], command_of(kind, ctx.council.commands)
        verb = verbs.verb_called(words.partition(" ")[0])
        if verb is None or (kind == ACTION and verb.subject):
            continue
        try:
            asked = verbs.parse(words, command)
            if isinstance(asked, WhichOne):  # "not sure", "cancel my leave"
                continue
            if asked.only_looks or isinstance(asked, OpenForm):
                return asked.run(ctx)
        except RefusedError:
            continue
        added = to_add(words)
        typed = Offer(shortened(f"{command} {words}", MOST_OF_A_LABEL), words, kind)
        made = buttons([*added, typed, Offer("Help", "help")], first_is_usual=not added)
        return offering(f"{LOST} Did you mean `{command} {words}`?", [], *made, text=LOST)
    return None
