"""What is said of one action that no other rule knows: asked about, shown, or where it stands."""

import re
from dataclasses import replace
from typing import Final

from bot.actions.closing import not_done_yet
from bot.actions.rag import Rate
from bot.actions.show import Show
from bot.home.rule import Rule, rule
from bot.slack import numbered, references
from bot.slack.again import Offer
from bot.slack.registry import Request
from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, NUMBERS, any_of


def _about_one(found: re.Match[str], _: str) -> Request | None:
    """Return what asks what becomes of an action, where only its number says which is meant."""
    named = references.certain(found["which"])
    if named is None or not named.rest or _A_DATE.match(found["which"]):  # no action 4
        return None
    asked = "What shall I do with {which}?"
    number, late = named.which[0], _LATE_BY.match(named.after_first)
    question = not_done_yet(number, named.after_first, asked, keeps=True)
    if late is None:
        return question
    moved = Offer(f"Move it by {late['far']}", f"move {number} back {late['far']}")
    return replace(question, offers=(moved, *question.offers[:-1]))  # it is not done


def _asked_of_one(found: re.Match[str], command: str) -> Request | None:
    """Return what shows the one that is asked about; "how many in 6 months" asks of none."""
    which = found["which"] or found["one"]
    named = references.certain(which)
    is_time = named and references.is_of_time(found[0], found.start("which"))
    return numbered.read(Show, which, command) if named and not is_time else None


def _rated(found: re.Match[str], command: str) -> Request | None:
    """Return the colour that is meant; not where another action has one in the same breath."""
    if found["why"] and _ANOTHER.search(found["why"]):
        return None
    because = f" because {found['why']}" if found["why"] else ""
    said = f"{found['which']} {found['level']}{because}"
    return numbered.read(Rate, said, command) if references.certain(found["which"]) else None


_LATE_BY: Final = pattern(
    r"(?:(?:is|are|will|'ll|going to|gonna|be|run|running|slip|slipping|by|about|at least)\s)+"
    rf"(?P<far>(?:an?|\d{{1,2}}|{any_of(NUMBERS)})\s(?:working )?(?:day|week|fortnight|month)s?)"
    r"\s(?:late|behind|over-?due|over|longer|more)\b",
    re.IGNORECASE,
)
_A_DATE: Final = pattern(rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{any_of(MONTHS)})\b", re.IGNORECASE)
# "6 red because of staff and 7 green"
_ANOTHER: Final = pattern(
    r"(?:\b(?:and|but)|[,;&])\s*#?\d[\w.]*\s+(?:(?:is|to)\s+)?(?:red|amber|green)\b", re.IGNORECASE
)
_FORMS_OF_BE: Final = r"(?:was|were|did|will|is|are|does|has|had)"
_BETWEEN: Final = (
    r"(?:is|are|was|were|did|does|do|has|have|had|will|we|i|you|us|they|it|with|about|on|for|come|"
    r"much|going|happened|happening|happens|to|up|got|gets|moved|closed|isn't|wasn't|hasn't|left|"
    r"stage|at|still|the)"
)
LAST: Final[tuple[Rule, ...]] = (
    rule(
        rf"(?:(?:why|how|where|what|who)(?:'?s)?|when(?:'s)?\s{_FORMS_OF_BE}|when's)\s"
        rf"(?:{_BETWEEN}\s){{0,5}}?(?:(?:action|number|no\.?)\s)?"
        r"(?P<which>#?(?!(?:19|20)\d\d\b)\d[\w.]*)(?!\s?(?:[ap]m|of|to|or|and|st|nd|rd|th)\b|[/:-]\d)"
        r"(?:\s[a-z' ]{1,40})?|"
        r"(?:the )?(?:history|story|background|log|trail) (?:of|on|for|behind) (?P<one>#?\d[\w.]*)",
        _asked_of_one,
    ),
    rule(
        r"(?:(?:make|mark|set|turn|put|flag|rate)\s+)?(?P<which>#?\d[\w.]*)(?:\s+(?:is|to|as|now|at|on))*"
        r"\s+(?P<level>red|amber|green)(?:(?:\s*[,:;\u2013-]\s*|\s+(?:because|as|since|due to)\s+)"
        r"(?P<why>\S.*))?",
        _rated,
    ),
    rule(
        r"(?:(?:fyi|re|regarding|about)\b[\s:,-]*)?(?:action\s+)?"
        r"(?P<which>(?:#|no\.? ?)?\d.*)",
        _about_one,
    ),
)
