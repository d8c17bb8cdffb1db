"""What people say who ask for a list: what is theirs, what is late, what is due when."""

import re
from typing import Final

from bot.actions.list_words import OF_SOMEBODY, cut, scope_in
from bot.actions.lists import Find, List
from bot.digest.verbs import ShowDigest
from bot.home.rule import always, rule
from bot.slack.registry import Request
from db.patterns import pattern


def _listed(found: re.Match[str], command: str) -> Request | None:
    """Return the list that is asked for: "what's on my plate this week?"."""
    asks = _OF_WORK.search(found[0]) and not _OF_PEOPLE.match(found[0])
    return asked if asks and isinstance(asked := List.read(found[0], command), List) else None


def _due_then(found: re.Match[str], command: str) -> Request | None:
    """Return the list of what is due when it is said: "what's due in December for the team?"."""
    asks = List.read(found[0], command)
    # "@A to ring Legal by Friday" is to be done.
    is_all = scope_in(*cut(re.sub(OF_SOMEBODY, " ", found[0]))) is not None
    if not isinstance(asks, List) or not asks.when or not is_all:
        return None
    # "What audits are due" asks for no actions.
    return None if asks.scope == "audits" and not _ACTIONS.search(found[0]) else asks


_OF_WORK: Final = pattern(
    r"\b(?:actions|tasks|to-?dos?|to do|my|mine|i|me|team|over-?\s?due|late|behind|outstanding|"
    r"everything|plan)\b|needs doing|^what'?s on (?:today|tomorrow|this \w+)",
    re.IGNORECASE,
)
# Whom somebody has this month is about live audits.
_OF_PEOPLE: Final = pattern(r"who (?:have|am|do|did|else) (?:i|we)\b|.*<@", re.IGNORECASE)
_ACTIONS: Final = pattern(r"\bactions\b", re.IGNORECASE)
DUE: Final = (
    rule(
        r"(?:who(?:'?s| is| are)?|is any(?:one|body))(?: (?:in|of) (?:my|the|our) team)?\s+"
        r"(?:over-?\s?due|late|behind|slipping)(?: (?:in|of|for) (?:my|the|our) team)?|"
        r"(?:what(?:'?s| is| are)?|anything)\s+(?:over-?\s?due|late|behind) in (?:my|the|our) team",
        always(ShowDigest("overdue", "line")),
    ),
    rule(
        r"(?!\W?\d)(?=.*(?:\b(?:due|over-?due|late|behind|deadlines?|coming up)\b|"
        r"\b(?:finish|get done|to do)\b.*\b(?:by|before|this|next)\b)).*",
        _due_then,
    ),
)
LISTED: Final = (
    rule(r".*", _listed),
    rule(
        r"(?:who (?:owns|has)|who(?:'?s| is) (?:doing|responsible for)|whose is|"
        r"when(?:'?s| is)(?=.*\sdue$)|(?:what(?:'?s| is) the )?(?:due date|deadline) (?:of|for))\s"
        r"(?:the |my |our )?(?!#?\d|action |.*\b(?:overdue|late|most|access|leave|off|audit)\b)"
        r"(?P<what>[^<]+?)(?: due)?",
        lambda found, command: Find.read(found["what"], command),
    ),
)
