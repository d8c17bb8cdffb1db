"""Keeps two plans apart whose numbers are the same: those of one go with its name before them."""

import re
from collections import Counter
from itertools import chain, count
from typing import Final

from db.patterns import pattern
from db.plan.importing import ImportOutcome
from db.plan.known import ACTION, KnownPlan, reference_of

MOSTLY: Final = 0.5
LONGEST: Final = 16  # characters of a plan's name before its numbers
UNNAMED: Final = "Plan"  # where a file's name says nothing of which plan it is
# What the names of all plans have in them.
_OF_ANY: Final = pattern(
    r"(?i)\b(?:action|improvement|delivery|development|plans?|tracker|log|register|final|draft|copy|"
    r"of|the|and|for|version|v\d*|rev|new|latest|updated?|export|board|master|sheet|table|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|"
    r"august|september|october|november|december|spring|summer|autumn|winter|q[1-4]|yr|year|fy)\b"
)


def mark_here(outcome: ImportOutcome, known: KnownPlan) -> str:
    """Return what stands here before the numbers of a file's own actions; empty if nothing does.

    It counts where most of its actions have it, and another plan has one of the bare numbers.
    """
    found = [
        (step.entry.reference, step.reference)
        for step in outcome.steps
        if step.kind == ACTION and step.entry and step.number and not step.entry.is_made
    ]
    found += [(said, reference_of(action)) for said, action in outcome.likely.items()]
    marks = Counter(mark for said, here in found if (mark := _before(said, here)))
    [(mark, times)] = marks.most_common(1) or [("", 0)]
    own = (said for said, here in found if _before(said, here) == mark)
    is_taken = bool(outcome.other) or any(known.kind_of(said) == ACTION for said in own)
    return mark if mark and is_taken and times >= MOSTLY * len(found) else ""


def new_mark(name: str, known: KnownPlan) -> str:
    """Return what is to stand before the numbers of another plan, by the name of its file."""
    words = re.findall(r"[^\W\d_][\w&'-]*", _OF_ANY.sub(" ", name.replace("_", " ")))
    kept = ""
    for word in words:
        longer = f"{kept} {word}".strip()
        if len(longer) > LONGEST:
            break
        kept = longer
    marks = chain([kept] if kept else [], (f"{kept or UNNAMED} {n}" for n in count(2)))
    return next(mark for mark in marks if not _is_used(mark, known))


def _is_used(mark: str, known: KnownPlan) -> bool:
    return any(said.startswith(f"{mark.lower()} ") for said in known.proper)


def _before(said: str, here: str) -> str:
    """Return what an action's reference here has before the one that its file has."""
    return here[: -len(said)].strip() if here.lower().endswith(f" {said.lower()}") else ""
