"""What people ask about how things stand: how many, how it goes, what is due."""

import re
from typing import Final

from bot.actions.lists import List
from bot.digest.verbs import ShowDigest
from bot.home.rule import Rule, always, rule
from bot.slack.audit_words import AN_AUDIT, AUDIT_WORD
from bot.slack.registry import Request
from db.patterns import pattern

_LATE: Final = pattern(r"\b(?:over-?\s?due|late|behind)\b", re.IGNORECASE)
_TEAM: Final = pattern(r"\b(?:team|we|our|us)\b", re.IGNORECASE)
_AUDITS: Final = pattern(rf"\b{AUDIT_WORD}\b", re.IGNORECASE)
_MINE: Final = pattern(r"\b(?:i|my|mine|me)\b", re.IGNORECASE)
_WORK: Final = pattern(r"\b(?:actions?|tasks?|things?|open|left|outstanding)\b", re.IGNORECASE)


def _counted(found: re.Match[str], _: str) -> Request | None:
    """Return the screen or the list on which the number stands."""
    said = found[0]
    if _AUDITS.search(said):
        return ShowDigest("audits")
    if _LATE.search(said):
        return ShowDigest("overdue", "line" if _TEAM.search(said) else "")
    if not _WORK.search(said):
        return None
    return List() if _MINE.search(said) and not _TEAM.search(said) else ShowDigest()


def _standing(found: re.Match[str], _: str) -> Request | None:
    """Return the section that answers; what is late, and nobody's in particular, is a list."""
    how, whose = found["how"].lower(), "line" if found["team"] else ""
    if found["more"]:  # the longest overdue stand first
        return ShowDigest("overdue", whose)
    if how in {"green", "on track"}:
        return ShowDigest("", whose)
    if how in {"amber", "at risk", "slipping"}:
        return ShowDigest("drift", whose)
    return ShowDigest("overdue", whose) if whose or how == "red" else None


_SOON: Final = r"(?: (?:today|tomorrow|soon|now))?"
_ALL: Final = r"(?:everything|it all|all|everyone|all (?:of )?(?:the )?(?:actions|tasks))"
COUNTS: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:is|are|have)\s(?:we\s)?{_ALL}\s(?:been\s)?"
        r"(?:done|complete|completed|finished|on track|up to date)",
        always(ShowDigest()),
    ),
    rule(
        r"(?:is there )?any(?:thing)?\s(?:else\s)?(?:that\s)?"
        r"(?:(?:i|we)\s(?:need|should|ought)|needs? me|waiting)\b.*",
        always(ShowDigest()),
    ),
    rule(
        r"(?:is there )?any(?:thing)? (?:else )?(?:urgent|important|pressing|critical)(?: for me)?|"
        r"what(?:'?s| is)? (?:needs? (?:me|my attention|doing)|waiting for me|urgent|next)|"
        r"what should i (?:do|look at)(?: first| next| today)?",
        always(ShowDigest()),
    ),
    rule(
        r"(?:can (?:i|we) have|give me|send me|i need)?\s?(?:a |the )?"
        r"(?:summary|figures|numbers|headlines|stats)(?: (?:for|of) .+)?",
        always(ShowDigest()),
    ),
    rule(
        r"(?:(?:(?:show|list|see|give)(?: me)?|what(?:'?s| is| are)?|"
        r"(?:what|which)(?: actions| ones)? (?:are|is)|"
        r"(?:is |are )?(?:there )?any(?:thing|one| actions)?)\s)?"
        r"(?:(?:everything|all|what'?s|(?:all )?the)\s)?"
        r"(?P<more>(?:more than|over|at least|>|&gt;)\s?\d{1,3}\s(?:working )?(?:day|week|month)s? "
        r")?(?P<how>red|over-?\s?due|late|behind|amber|at risk|slipping|green|on track)"
        r"(?: actions?| ones?)?"
        r"(?: (?:for|in|of|on) (?P<team>(?:my|the|our) team))?",
        _standing,
    ),
    rule(
        rf"(?:is|are|have)\s(?:all\s)?(?:of\s)?(?:the\s|our\s|my\s)?(?:live\s)?{AUDIT_WORD}\s(?:all\s)?"
        r"(?:been\s)?(?:done|held|complete|completed|finished|booked)",
        always(ShowDigest("audits")),
    ),
    rule(
        r"(?:where are we|how are we doing|any news|what about) "
        r"(?:with|on) (?:the )?over-?\s?due.*",
        always(ShowDigest("overdue")),
    ),
    rule(
        r"(?:(?:show|list|see|give)(?: me)?\s|what(?:'?s| is| are)\s)?(?:all\s)?(?:of\s)?"
        r"(?:my|mine)\s(?:over-?\s?due|late)(?: actions?| ones?| tasks?| stuff| list)?",
        always(List(when="overdue")),
    ),
    rule(
        r"what (?:have|did|has) (?:i|we) (?:just |all )?(?:do|done|finish(?:ed)?|close[d]?|"
        r"complete[d]?|got done|get done)(?:\s+(?:today|yesterday|so far|recently|lately|already|"
        r"(?:this|last|in the (?:last|past)|since)\s.+))?",
        always(List("done")),
    ),
    rule(r"(?:how many|what number of|number of)\s.+", _counted),
    rule(
        rf"how(?:'?s| is| are)(?: it| things)?(?: going| doing| looking| getting on)?"
        rf"(?: with| on| for)?\s+(?:the |our |my )?{AUDIT_WORD}(?: going| doing| looking)?|"
        rf"{AN_AUDIT} (?:status|progress)",
        always(ShowDigest("audits")),
    ),
    rule(
        r"where (?:are|have) (?:we|things)(?: got| up)*(?: (?:to|at))?"
        r"(?: (?:with|on|in) (?:things|it|everything|(?:the|our) (?:improvement )?plan))?|"
        r"how (?:far|well) are we(?: on| doing)?",
        always(ShowDigest()),
    ),
    rule(
        r"(?:(?:show|list|see|give)(?: me)?\s+)?(?:my|the|our) teams?'?s? (?:open )?"
        r"(?:actions|tasks|list|work)",
        always(List("team all")),
    ),
    rule(
        r"(?:is )?(?:there )?any(?:thing| actions?)(?: of mine| for me)? (?:is )?due"
        r"(?: soon| now)?|"
        r"what(?:'?s| is| have i got) due(?: soon| now)?|"
        rf"what(?:'?s| is| have i got) on(?: for)?(?: me| my (?:plate|list|desk))?{_SOON}"
        r"(?: then)?",
        always(List()),
    ),
)
