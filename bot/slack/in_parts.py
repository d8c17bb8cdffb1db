"""Several things said in one breath: "done 12 and move 13 to Friday", "6 done. Also off sick"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.capital import listed
from bot.slack import numbered, references
from bot.slack.again import MOST_OF_A_LABEL, MOST_OFFERED, Offer
from bot.slack.blocks import shortened
from bot.slack.parsing import unescaped
from db.patterns import pattern

ADDS: Final = pattern(r"(?:please\s+)?(?:add|new|create)\s+\S", re.IGNORECASE)
# A colon or a quotation mark after the number makes all that follows its note.
OF_ONE: Final = pattern(
    r"(?:(?P<word>[A-Za-z]{1,40})\s+(?:(?:with|off)\s+)?)?#?(?P<number>\d+(?:\.\d+)*)\b(?!\s*[:\u201c])"
)
_JOINT: Final = pattern(
    r"(?<![\s,.;!])(?:(?P<stop>[.;!,](?=\s)|[^\S\n]*\n)\s*|"
    r"\s+(?=(?:and|then|also|plus|but)\b|(?:&amp;|[&+])\s)|(?<=\d done)\s+(?=#?\d))"
    r"(?:(?:&amp;|[&+](?=\s)|"
    r"(?:and|then|also|plus|but|please|(?:can|could|would|will) you)\b)[\s,]*){0,6}"
    r"(?=(?P<word>[A-Za-z]+|#?\d+)\s+(?P<next>\S+))",
    re.IGNORECASE,
)
# Another number behind those that are done, which is not: "6 and 8 - done; 9 - in progress".
_UNLIKE: Final = pattern(
    r"(?<=\d)[\s,;.\u2013-]+\(?(?:(?:and|but)\s+)?(?=#?\d[\w.]*(?<!\.)\s*(?:[-:\u2013(]\s*)?(?:(?:is|was)\s+)?"
    r"(?:in progress|ongoing|not|isn['\u2019]?t|still|nearly|almost|partl?y?|half|under ?way|"
    r"started|begun|waiting|awaiting|outstanding|pending|to follow|open|tbc|next|later|tomorrow|"
    r"late|overdue|by|due|at risk|on track|red|amber|slipp(?:ed|ing)|with)\b)",
    re.IGNORECASE,
)
_LEFT_OVER: Final = pattern(
    r"(?<=\d)[\s,;.]+(?P<how>outstanding|not done|remaining|in progress|to follow|still to do|"
    r"not started|late|overdue|next)[\s:\u2013-]+(?=#?\d)",
    re.IGNORECASE,
)
# Between a number and the verb that it stands before.
FILLING: Final = pattern(
    r"^(?:(?:['\u2019]s|is|are|was|were|has|have|been|now|all|both|as|it'?s|please|[-\u2013\u2014])\s+)+",
    re.IGNORECASE,
)
# What somebody says that they did may be what they ask for: "done 6 and moved 7 to Friday".
TOLD: Final = {"moved": "move", "noted": "note", "gave": "give", "dropped": "drop"}
_ALSO: Final = pattern(r"\b(?:also|please|you)\b|\n", re.IGNORECASE)
IT: Final = pattern(r"^([A-Za-z]+)\s+(?:it|that)\b", re.IGNORECASE)
# After a number that begins another thing: "13 needs a week".
STANDS: Final = pattern(
    r"(?:needs?|is|isn'?t|was|wasn'?t|will|won'?t|has|hasn'?t|still|not|nearly|almost|can'?t|"
    r"waiting|should)\b",
    re.IGNORECASE,
)


def ask(parts: Sequence[str], as_one: str, kind: str, *, is_each: bool) -> numbered.Question:
    """Ask whether several things are meant, or one with the rest as its note.

    Where not all of them can be carried out at once each has a button of its own.
    """
    each = [
        Offer(shortened(unescaped(part), MOST_OF_A_LABEL), part, kind)
        for part in parts[:MOST_OFFERED]
    ]
    every = [Offer("All of it", "\n".join(parts), kind)]
    offers = (
        *(every if is_each else each),
        Offer("The first, with the rest as a note", as_one, kind),
    )
    told = listed([f"\u201c{unescaped(part)}\u201d" for part in parts])
    said = f"Do you mean {told}, or is the rest a note to the first?"
    return numbered.Question(said, offers, "Do you mean several things?", stays=not is_each)


def unlike(done: str, rest: str, kind: str) -> numbered.Question | None:
    """Ask where another stands otherwise than those that are done: "6 and 8 done, 7 late"."""
    words = f"{done} {rest}".strip()
    found = _UNLIKE.search(words) or _LEFT_OVER.search(words)
    named = references.certain(words[: found.start()]) if found else None
    said = words[found.end() :].rstrip(" .)") if found else ""
    other = references.certain(said)
    if found is None or named is None or named.rest or other is None:
        return None
    how = found.groupdict().get("how") or other.rest
    parts = (f"done {named.said}", f"note {other.said}: {how}")
    return ask(parts, f"{parts[0]} \u201c{said}\u201d", kind, is_each=True)


def joints(words: str) -> Iterator[re.Match[str]]:
    """Yield where another thing may begin: what stands between, the word after it and its next."""
    for found in _JOINT.finditer(words):
        before = words[: found.start()]
        if before.count("\u201c") <= before.count("\u201d"):  # what is quoted is one thing
            yield found


def is_asked_for(found: re.Match[str]) -> bool:
    """Say whether what stands between asks for something more: "also", "can you", a new line."""
    return _ALSO.search(found[0]) is not None


def cut(words: str, cuts: Sequence[re.Match[str]], number: str) -> tuple[str, ...]:
    """Return the parts of some words; in the later ones "it" is the first one's number."""
    ends = [found.start() for found in cuts] + [len(words)]
    parts = [words[: ends[0]]]
    for found, end in zip(cuts, ends[1:], strict=True):
        parts.append(IT.sub(rf"\1 #{number}", words[found.end() : end]))
    return tuple(" ".join(part.split()).rstrip(" .,;") for part in parts)
