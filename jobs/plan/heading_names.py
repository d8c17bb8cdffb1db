"""What councils write above the columns of a plan, by field, and how two headings are compared."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from db.patterns import pattern

# What a bracket says of a date goes before it: "Due date (original)".
_OF_TIME: Final = pattern(
    r"^([^()]*[^()\s])\s*+\((original|initial|revised|latest|new|current|baseline|amended|updated|actual|"
    r"forecast)\)"
)
# "DueDate", as a list or a database exports it.
_JOINED: Final = pattern(r"(?<=[a-z])(?=[A-Z][a-z])")


def normal(heading: str) -> str:
    """Return a heading for comparing: small letters, figures and single blanks."""
    apart = _JOINED.sub(" ", heading)
    plain = _OF_TIME.sub(
        r"\2 \1 ", apart.lower().replace("e-mail", "email").replace("per cent", "percent")
    )
    plain = re.sub(r"\([^)\n]{0,400}\)", " ", plain)
    plain = plain.replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("'", "")
    return " ".join(re.sub(r"[^a-z0-9#%]+", " ", plain).split())


@cache
def written(name: str) -> frozenset[str]:
    """Return what stands above a column, by its name in `headings.txt`; nothing where none does."""
    kept = re.sub(r"(?m)^#.*", "", Path(__file__).with_name("headings.txt").read_text("utf-8"))
    found = re.search(rf"^\[{re.escape(name)}\]\n([^\[]*)", kept, re.MULTILINE)
    return (
        frozenset(" ".join(each.split()) for each in found[1].split(",")) if found else frozenset()
    )


# They hold dates or people, and none of them is when an action is due or who owns it.
OTHER_DATES: Final = pattern(
    r"\b(?:start|started|begin|created|raised|added|reported|meeting|reviewed|updated|"
    r"(?<!due date )(?<!date for )review|(?<=date for )review(?! completion)|"
    r"last|agreed on|logged|received|opened|issued|published|identified|modified|assigned on|"
    r"commence\w*|baseline start|next review|date of (?:report|meeting|audit|inspection|review)|"
    r"report date|audit date|inspection date|entered|approved)\b|\bfrom$"
)
OTHER_PEOPLE: Final = pattern(
    r"\b(?:created|completed|raised|modified|closed|updated|reported|requested|added|logged|"
    r"reviewed|approved|signed off|verified|checked) by\b|\b(?:sponsor|board|governance|consulted|"
    r"informed|monitored by|auditor|author|reporter|stakeholders?|partner agenc\w+)\b|"
    r"^(?:previous|former|outgoing|old)\b"
)
# Over a key that stands beside the plan, and says nothing of the rows it stands in.
OF_A_KEY: Final = pattern(
    r"(?:b?rag|brag|status|colour|rating|progress)(?: (?:rating|status|colour))? "
    r"(?:key|legend|definitions?|descriptions?|guide|guidance)|"
    r"(?:key|legend|guide)(?: (?:to|for|of)(?: the)?)? (?:b?rag|status|colours?|ratings?)"
    r"(?: (?:ratings?|status|colours?))?"
)
SHARE: Final = pattern(r"%|per ?cent")  # of what is done, which a status in words says more of
OF_PART: Final = pattern(r"\b(?:milestone|interim|draft)\b")  # of what is due, and not all of it
TO_COME: Final = pattern(r"\b(?:to|will) be\b|\bby$|\b(?:proposed|planned|expected|target)\b")
FORMER: Final = pattern(r"^(?:previous|former|old|superseded)\b")
# Of actions, and what was done of them: no heading of what is to be done.
TAKEN: Final = pattern(
    r"^(?!.*\b(?:(?:to|will|should|must) be|to get|still|yet|taken forward)\b)"
    r".*\b(?:taken|completed|done|undertaken|achieved|to date|so far)\b"
)
NUMBERS: Final = pattern(r"\b(?:id|key|no|number|ref|reference)$")  # of something, and not it
HINTS: Final[Mapping[str, re.Pattern[str]]] = {
    "reference": pattern(r"\b(?:ref|refs|reference|id|no|number)\b"),
    "title": pattern(
        r"\b(?:actions?|tasks?|activit(?:y|ies))\b(?!.{0,100} (?:by|date|ref|no|owner))|"
        r"^(?:what|how)\b(?=.*\b(?:we|will|to)\b)(?!.*\b(?:when|who|have|had|did|know|well|already)\b).*"
        r"\b(?:do|doing|be done)\b|\b(?:still|left|remains?) to (?:do|be done)\b"
    ),
    "recommendation": pattern(
        r"\b(?:recommendations?|findings?|issues?|weakness\w*|objectives?|"
        r"areas? (?:for|of) (?:improvement|development|concern))\b"
    ),
    "owner": pattern(
        r"\b(?:lead|owner|responsib\w+|accountab\w+|officer|holder|assigned|who|whom)\b"
    ),
    "due": pattern(
        r"\b(?:due|deadlines?|timescales?|time ?frames?|by when|target date|completion date|"
        r"will be (?:completed?|done|finished|implemented)|"
        r"complete(?:d)? by|completion|end date|when)\b"
    ),
    "original": pattern(r"^(?>.*?\b(?:original|initial|previous|first|baseline)\b).*\b(?:date|"
                           r"target|deadline|timescales?|due|completion|finish)\b"),
    "completed": pattern(r"^(?>.*?\b(?:actual|closed|completed|closure)\b).*\bdate\b|"
                            r"^(?>.*?\bdate\b).*\b(?:closed|completed|achieved|implemented|closure)\b"),
    "status": pattern(r"\bstatus\b|\bcomplete\b|\bprogress\b"),
    "rag": pattern(r"\bb?rag\b"),
    "progress": pattern(
        r"\b(?:updates?|comments?|commentary|progress|narrative|position|notes?)\b"
    ),
    "evidence": pattern(r"\b(?:evidence|hyperlinks?|links?)\b"),
    "theme": pattern(r"\b(?:themes?|workstreams?|priority|strand|programme|category|pillar)\b"),
    "measure": pattern(
        r"\b(?:success|outcomes?|impact|measures?|kpis?|indicators?|how will we know|difference)\b"
    ),
}  # fmt: skip
REVISION: Final = pattern(
    r"\b(?:revised|new|amended|updated|extended|extension|forecast|revision|rescheduled|latest|"
    r"current|(?:moved|changed|slipped|deferred|put back) to)\b"
)
