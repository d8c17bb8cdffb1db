"""What is said with a not, an if or a perhaps: nothing is carried out by it until it is asked.

One list for all verbs, looked for in whatever follows a verb and its number. What stands in
quotation marks is a note, whatever it says.
"""

import re
from collections.abc import Iterable
from typing import Final

from db.patterns import pattern
from jobs.rules.deadline_words import SMALL_NUMBERS, any_of


def is_conditional(words: str) -> bool:
    """Say whether something is to be done only if, when or perhaps: "6 once it is signed"."""
    return _is_said(words, _CONDITIONAL, _CONDITIONAL_FIRST)


def is_hedged(words: str) -> bool:
    """Say whether words take back, put off or limit what they are said of: "6, all but the map"."""
    return is_conditional(words) or is_unfinished(words)


def is_unfinished(words: str) -> bool:
    """Say whether words tell that something is not, or not quite, so: "the strategy isn't"."""
    return _is_said(words, _UNFINISHED, _UNFINISHED_FIRST)


def _is_said(words: str, anywhere: re.Pattern[str], first: re.Pattern[str]) -> bool:
    plain = WITHOUT_QUOTED.sub(" ", words)
    return bool(anywhere.search(plain)) or any(map(first.match, _clauses(plain)))


def _clauses(words: str) -> Iterable[str]:
    return (each.strip() for each in _BETWEEN.split(words))


# What is no doubt: a note in quotation marks, an address, and whose doing it was.
WITHOUT_QUOTED: Final = pattern(
    r"https?://[^\s?]+(?:\?[^\s?]+)*|[\u201c\"][^\u201c\u201d\"]*[\u201d\"]|"
    r"\bnot (?:(?:by )?(?:me|us)|one)\b|\bto be signed off\b|"
    r"\b(?:evidence|notes?|minutes) to follow\b|\b(?:see|speak to|catch) (?:you|ya|u)\b[^.\n]*",
    re.IGNORECASE,
)
_BETWEEN: Final = pattern(
    r"[,;!()\u2013\u2014\n]|[.:](?=\s|\Z)|\s-+\s|&|\b(?:and|but|or|so|though|although|well|oh|is|"
    r"are|was|actually|just(?! about))\b|\bonly\b(?!\W*\Z)",
    re.IGNORECASE,
)
_CONDITIONAL: Final = pattern(
    r"\?|\A\W*or\b|\bnot #?\d|(?<=[\s,;])#?\d{1,4}:\s|"
    r"\b(?:or(?=\s(?:not|is|was|nearly|almost|#?\d|do|does|did))|if|unless|whether|once(?!\sa\b)|"
    r"provided|providing|assuming|subject to|pending|"
    r"awaiting|(?:maybe|perhaps|probably|possibly|hopefully|or not|yet)(?=\W*\Z))\b",
    re.IGNORECASE,
)
# "Done 6, no wait 7": what is left is another number.
_NUMBER_ALONE: Final = (
    r"(?:(?:no|wait|sorry|i|mean|meant|make that|rather|not)\W{1,3}){0,4}"
    rf"(?:#?\d{{1,4}}|{any_of(SMALL_NUMBERS)})\W{{0,3}}\Z"
)
_CONDITIONAL_FIRST: Final = pattern(
    r"(?:when|until|till?|after|maybe|perhaps|probably|possibly|hopefully|provisionally|soon|later|"
    r"tomorrow|next (?:week|month|year|(?:mon|tues|wednes|thurs|fri)day)|waiting (?:for|on)|"
    r"for (?:now|the moment|the time being)|some ?time|at some point|eventually|in due course|"
    rf"(?:in|early in) the new year)\b|{_NUMBER_ALONE}",
    re.IGNORECASE,
)
_UNFINISHED: Final = pattern(
    r"\b(?:(?:ai|are|ca|could|did|does|do|had|has|have|is|must|need|should|was|were|wo|would)"
    r"n['\u2019]?t|not(?!\sto\s(?!be\b))|never|cannot|neither|nor|still|nearly|almost|mostly|largely|"
    r"partly|partially|all but|more or less|as far as|(?<!no )outstanding|"
    r"missing(?!\s(?:education|from))|tb[acd]|ongoing|"
    r"barring|(?<!the )most(?!\srecent)|remain(?:s|ing)?|first,?\s(?:then|and)|under ?way|"
    r"in (?:progress|error)|by (?:mistake|accident)|mistakenly|to (?:follow|come|be \w+)|"
    r"would(?!\slike)|should|could|might|(?:going|about|yet) to|needs? to|except(?:ing|ion)?|"
    r"apart from|aside from|other than|excluding|"
    r"(?:i|we|they|he|she) (?:think|hope|guess|suppose|believe|reckon|assume)s?|"
    r"only(?=\W*\Z)|in draft|due to|going live|"
    r"pretty much|in the main|to a point|up to (?!date|speed|standard)|as best|by and large|"
    r"on the whole|as good as|essentially|basically|broadly|roughly|virtually|practically|"
    r"near enough|effectively|technically|(?:sort|kind) of|just about|"
    r"can (?:yo?u|we|i|some(?:one|body))|"
    r"to (?:go|do|confirm|send|check|finish|complete|agree|approve|circulate|publish|update|review|"
    r"write|hear|upload|share|get)|ish(?=\W*\Z)|"
    r"(?-i:will)(?=\s[a-z])|(?-i:Will)(?=\s(?:be|do|send|need|have|not|follow|get)\b))\b|"
    r"\w['\u2019]ll\b|(?<!\d)\d\d?\s?(?:%|per ?cent)",
    re.IGNORECASE,
)
_UNFINISHED_FIRST: Final = pattern(
    r"(?:bar|save for|minus|without|(?:the )?rest|(?:most|some|half|part|bits?) of|"
    r"half(?! ?-?term)|needs?(?! no\b)|in (?:part|principle|theory)|on paper|so far|"
    r"(?:part|phase|stage|step|section|milestone) ?(?:\d|one\b|two\b|three\b|[a-c](?!\w)|i+\b)|"
    r"(?:the )?(?:first|second|one) (?:part|half|bit|phase|stage|step|draft)|"
    r"draft(?=\W*\Z)|badly|wrong(?:ly)?|too (?:soon|early)|oops|(?:as )?(?:n/?a|non[- ]applicable)|"
    r"i meant?|no(?=[\s,]*#?\d)|sorry[\s,]+(?:i meant?|no|not|#?\d+))(?!\w)",
    re.IGNORECASE,
)
