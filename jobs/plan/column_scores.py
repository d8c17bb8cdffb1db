"""How surely a heading names a field, and how far what stands below it bears that out."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from db.plan.known import ACTION
from jobs.plan import heading_names as known
from jobs.plan.column_looks import AGAINST, FITS, SOME, latest_first
from jobs.plan.columns import COLUMNS, PlanColumn, belongs, names_of
from jobs.plan.heading_names import normal
from jobs.plan.looks import Look

LONGEST_HEADING: Final = 90
ALIKE: Final = 88
SHORT: Final = 4
LEAST: Final = 55.0
EXACT, WEAKER, HINTED = 100.0, 78.0, 70.0
EMPTY: Final = HINTED - 1  # a column in which nothing stands gives way to any that fits
PLAIN_DATE: Final = EXACT - 10  # "Date" is when it is due only where no other column is
REVISED_FIRST: Final = EXACT + 5  # a revised date is the one that holds


def named(headings: Sequence[str], looks: Sequence[Look], kind: str) -> dict[str, int]:
    """Return the columns that their headings name, where nothing in them speaks against it."""
    scored = sorted(
        _scores(headings, looks, kind),
        key=lambda found: (-found[0], *latest_first(headings[found[1]], found[1])),
    )
    columns: dict[str, int] = {}
    for _, at, name in scored:
        # An older month of the rating is not the status of now.
        rated = headings[columns["rag"]] if name == "status" and "rag" in columns else ""
        is_older = bool(rated) and normal(rated) == normal(headings[at])
        if name not in columns and at not in columns.values() and not is_older:
            columns[name] = at
    return columns


def _scores(
    headings: Sequence[str], looks: Sequence[Look], kind: str
) -> Iterator[tuple[float, int, str]]:
    has_rows = any(look.filled for look in looks)
    for at, heading in enumerate(headings):
        plain = normal(heading)
        if not plain or len(heading) > LONGEST_HEADING or known.OF_A_KEY.fullmatch(plain):
            continue
        by_name = {
            field.name: found
            for field in COLUMNS
            if belongs(field, kind) and (found := score(plain, field, kind)) > 0
        }
        for name, own in by_name.items():
            is_told = looks[at]["words"] and by_name.get("recommendation", 0) > own
            if name == "reference" and is_told:
                continue  # "Recommendation" is much like "Recommendation no"
            is_shared = sum(other >= WEAKER for other in by_name.values()) > 1
            fits = fitted(name, own, looks[at], is_shared=is_shared)
            if has_rows and not looks[at].filled:
                fits = 0.0 if name == "title" and own < EXACT else min(fits, EMPTY)
            if fits >= LEAST:
                yield fits, at, name


def fitted(name: str, scored: float, look: Look, *, is_shared: bool) -> float:
    """Return a score once the content has had its say; 0 where it is another thing altogether."""
    if not look.filled or name not in FITS:
        return scored * 0.9
    if (against := AGAINST.get(name)) is not None and against(look):
        return 0.0  # what stands there is surely something else than its heading says
    fit = FITS[name](look)
    if scored <= HINTED:
        return scored if fit >= SOME else 0.0
    if not is_shared:
        return scored * (0.8 + 0.2 * fit)
    # A name to the letter is not lost for odd words in its column.
    floor = LEAST if scored >= EXACT else 0.0
    return max(floor, scored * (0.4 + 0.6 * fit) - 1)


@cache
def score(plain: str, field: PlanColumn, kind: str) -> float:
    """Return how surely a heading names a field, from 0 to 105."""
    from rapidfuzz import fuzz

    names = names_of(field, kind)
    is_exact = plain in names
    if field.name == "due" and (
        plain in known.written("due, revised") or _is_revision(plain, is_exact=is_exact)
    ):
        return REVISED_FIRST
    if any(other.search(plain) for other in _OTHER.get(field.name, ())):
        return EXACT if is_exact else 0.0
    is_of_part = field.name == "due" and bool(known.OF_PART.search(plain))
    if is_exact:
        return HINTED - 1 if is_of_part else _to_the_letter(plain, field.name, kind)
    if len(plain) < SHORT:
        return 0.0
    alike = max((fuzz.token_sort_ratio(plain, n) for n in names if len(n) >= SHORT), default=0.0)
    hint = known.HINTS.get(field.name) if kind == ACTION else None
    hinted = HINTED if hint is not None and hint.search(plain) else 0.0
    found = alike - 2 if alike >= ALIKE else hinted
    return min(found, HINTED - 1) if is_of_part else found


def _to_the_letter(plain: str, name: str, kind: str) -> float:
    """Return how surely a heading names a field of which it is a name."""
    is_beside = name == "text" and plain in _ENQUIRY and kind != "kloe"
    if is_beside or (name == "due" and plain == "date"):
        return PLAIN_DATE
    is_share = name == "status" and bool(known.SHARE.search(plain))
    is_weaker = name == "title" and plain in known.written("weaker title")
    return WEAKER if is_share or is_weaker else EXACT


_OTHER: Final = {
    "original": (known.OTHER_DATES,),
    "completed": (known.OTHER_DATES, known.TO_COME),
    **dict.fromkeys(("owner", "deputy"), (known.OTHER_PEOPLE,)),
    "due": (known.OTHER_DATES, known.FORMER),
    **dict.fromkeys(("status", "rag"), (known.FORMER,)),
    "recommendation": (known.NUMBERS,),
    "title": (known.TAKEN,),
    "progress": (known.SHARE,),
    "about": (re.compile(""),),  # to the letter: one paragraph is where a row itself is from
}


def _is_revision(plain: str, *, is_exact: bool) -> bool:
    if is_exact or known.OTHER_DATES.search(plain):
        return False
    is_date = known.HINTS["due"].search(plain) or {"date", "target", "finish"} & {*plain.split()}
    return bool(known.REVISION.search(plain) and is_date and "original" not in plain)


_ENQUIRY: Final = frozenset({"kloe", "key line of enquiry", "line of enquiry"})
