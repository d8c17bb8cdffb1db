"""Which list is asked for in what people say: whose, which, and due when."""

from typing import Final

from bot.slack.parsing import MENTION
from bot.slack.registry import ME
from db.patterns import pattern
from jobs.rules.due_windows import cut_window

SCOPES: Final = (
    *("mine", "team", "team all", "plan", "audits", "overdue", "all"),
    *("no owner", "no date", "done"),
)


def cut(asked: str) -> tuple[str, str]:
    """Return a question without when, and when; "on today" is what there is to do, due whenever."""
    asked = " ".join(asked.lower().split())
    rest, when = cut_window(asked)
    if _SAYS_DUE.search(asked):
        return rest, f"due {when}" if when else ""
    return (rest, "") if when in {"today", "tomorrow"} else (rest, when)


def is_late(when: str) -> bool:
    """Say whether what is overdue is asked for, and no other days."""
    return _LATE.fullmatch(when) is not None


def scope_in(asked: str, when: str) -> str | None:
    """Return which list is asked for; None where it is none that there is."""
    bare = _OF_ACTIONS.sub("", asked).strip(" .!?")
    scope = _SCOPE_WORDS.get(bare, bare)
    if is_late(when) and not bare and not _OWN.search(asked):
        return "overdue"
    if when:
        scope = _WHOSE.get(scope, scope)
    return scope if scope in SCOPES else None


_OF_ACTIONS: Final = pattern(
    r"\b(?:(?:be|get) done|please|all of|the|me|show|see|view|give|tell|get|open|outstanding|"
    r"current|remaining|own|where'?s|where|wot|meant|supposed|actions?|tasks?|to-?dos?|work|jobs?|things?|stuff|plate|"
    r"ones|of|list|what'?s|what|which|is|are|am|i|have|has|got|any(?:thing)?|some(?:thing)?|there|"
    r"do|doing|to|be|you want|needs?|should|must|on|in|for|left|due|deadlines?|coming up|next|"
    r"now|today|tomorrow|still|yet|this (?:week|month|morning))(?![\w'])\s*"
)
OF_SOMEBODY: Final = rf"{MENTION}(?:['\u2019]s)?"
_SAYS_DUE: Final = pattern(r"\b(?:due|deadlines?|over-?due|late|behind|fall(?:s|ing)?)\b")
_LATE: Final = pattern(r"(?:due )?(?:is |are )?(?:over[ -]?due|late|behind)")
_OWN: Final = pattern(r"\b(?:i|me|my|mine|own)\b")
# Whose is what is due then: what a team has in its hands, not only what is in its own register.
_WHOSE: Final = {
    **dict.fromkeys(
        ("team", "who", "who's", "we", "our", "us", "who else", "anyone", "anybody"), "team all"
    ),
    "everything": "all",
}
_SCOPE_WORDS: Final = {
    "": "mine", ME: "mine", "my": "mine", "own": "mine", "late": "overdue", "behind": "overdue",
    "over due": "overdue", "over-due": "overdue", "all my": "mine", "all mine": "mine",
    "red": "overdue", "team's": "team", "everything": "all",
    "my team": "team", "my team's": "team", "our team": "team", "teams": "team",
    "everybody": "all", "everyone": "all",
    "unowned": "no owner", "without owner": "no owner", "without an owner": "no owner",
    "with no owner": "no owner", "no due date": "no date", "without date": "no date",
    "without a date": "no date", "without due date": "no date", "without a due date": "no date",
    "undated": "no date", "with no date": "no date", "with no due date": "no date",
    "completed": "done", "complete": "done", "closed": "done", "finished": "done",
}  # fmt: skip
