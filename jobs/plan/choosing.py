"""Chooses which column of a table is which field: by its heading and by what stands in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from db.plan.known import ACTION
from jobs.plan import heading_names as known
from jobs.plan.column_looks import AGAINST, FITS, MOSTLY, SOME, agreed, latest_first
from jobs.plan.columns import BY_NAME, COLUMNS, PlanColumn, belongs, names_of
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
NEARLY_ALL: Final = 0.8


@dataclass(frozen=True)
class ColumnQuestion:
    """A field whose column is not sure, and the columns that it could be."""

    field: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class ChosenColumns:
    """Which column each field is in, which others it has besides, and what is to be asked."""

    columns: Mapping[str, int]
    also: Mapping[str, tuple[int, ...]]
    questions: tuple[ColumnQuestion, ...] = ()


def choose(headings: Sequence[str], looks: Sequence[Look], kind: str) -> ChosenColumns:
    """Return the best column for each field; each column is at most one field."""
    columns = named(headings, looks, kind)
    also: dict[str, tuple[int, ...]] = {}
    if kind == ACTION:
        for name in ("theme", "phase"):  # lists or stages that are called "Doing" and "Done"
            at = columns.get(name)
            if at is not None and "status" not in columns and looks[at]["status"] >= MOSTLY:
                columns["status"] = columns.pop(name)
        _settle_title(columns, headings, looks)
        _settle_dates(columns, also, headings, looks)
        _guess_owner(columns, headings, looks)
        _gather(columns, also, headings, looks)
    return ChosenColumns(columns, also, tuple(_questions(columns, headings, looks, kind)))


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
            field.name: score
            for field in COLUMNS
            if belongs(field, kind) and (score := _score(plain, field, kind)) > 0
        }
        for name, score in by_name.items():
            is_told = looks[at]["words"] and by_name.get("recommendation", 0) > score
            if name == "reference" and is_told:
                continue  # "Recommendation" is much like "Recommendation no"
            is_shared = sum(other >= WEAKER for other in by_name.values()) > 1
            fitted = _fitted(name, score, looks[at], is_shared=is_shared)
            if has_rows and not looks[at].filled:
                fitted = 0.0 if name == "title" and score < EXACT else min(fitted, EMPTY)
            if fitted >= LEAST:
                yield fitted, at, name


def _fitted(name: str, score: float, look: Look, *, is_shared: bool) -> float:
    """Return a score once the content has had its say; 0 where it is another thing altogether."""
    if not look.filled or name not in FITS:
        return score * 0.9
    if (against := AGAINST.get(name)) is not None and against(look):
        return 0.0  # what stands there is surely something else than its heading says
    fit = FITS[name](look)
    if score <= HINTED:
        return score if fit >= SOME else 0.0
    if not is_shared:
        return score * (0.8 + 0.2 * fit)
    floor = LEAST if score >= EXACT else 0.0  # a name to the letter is not lost for odd words in it
    return max(floor, score * (0.4 + 0.6 * fit) - 1)


@cache
def _score(plain: str, field: PlanColumn, kind: str) -> float:
    from rapidfuzz import fuzz

    names = names_of(field, kind)
    is_exact = plain in names
    if field.name == "due" and (
        plain in known.written("due, revised") or _is_revision(plain, is_exact=is_exact)
    ):
        return REVISED_FIRST
    if any(other.search(plain) for other in _OTHER.get(field.name, ())):
        return EXACT if is_exact else 0.0
    is_beside = field.name == "text" and plain in _ENQUIRY and kind != "kloe"
    if is_exact and ((field.name == "due" and plain == "date") or is_beside):
        return PLAIN_DATE
    if is_exact:
        is_share = field.name == "status" and bool(known.SHARE.search(plain))
        is_weaker = field.name == "title" and plain in known.written("weaker title")
        return WEAKER if is_share or is_weaker else EXACT
    if len(plain) < SHORT:
        return 0.0
    alike = max((fuzz.token_sort_ratio(plain, n) for n in names if len(n) >= SHORT), default=0.0)
    hint = known.HINTS.get(field.name) if kind == ACTION else None
    hinted = HINTED if hint is not None and hint.search(plain) else 0.0
    return alike - 2 if alike >= ALIKE else hinted


_OTHER: Final = {
    "original": (known.OTHER_DATES,),
    "completed": (known.OTHER_DATES, known.TO_COME),
    **dict.fromkeys(("owner", "deputy"), (known.OTHER_PEOPLE,)),
    "due": (known.OTHER_DATES, known.FORMER),
    **dict.fromkeys(("status", "rag"), (known.FORMER,)),
    "recommendation": (known.NUMBERS,),
    "title": (known.TAKEN,),
    "about": (re.compile(""),),  # to the letter: one paragraph is where a row itself is from
}


def _is_revision(plain: str, *, is_exact: bool) -> bool:
    if is_exact or known.OTHER_DATES.search(plain):
        return False
    is_date = known.HINTS["due"].search(plain) or {"date", "target", "finish"} & {*plain.split()}
    return bool(known.REVISION.search(plain) and is_date and "original" not in plain)


_ENQUIRY: Final = frozenset({"kloe", "key line of enquiry", "line of enquiry"})


def _settle_title(columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]) -> None:
    """Let the recommendation be what is to be done where nothing else says it."""
    if "title" in columns:
        _keep_other_title(columns, headings, looks)
        return
    advised = _recommended(columns, headings, looks)
    if advised is not None:  # the finding that it answers is another column
        columns["title"] = advised
        return
    for name in ("recommendation", "text", "measure", "progress"):
        at = columns.get(name)
        if at is not None and looks[at]["words"] >= SOME and name in {"recommendation", "text"}:
            columns["title"] = columns.pop(name)
            return
    free = _free(columns, headings)
    doing = [at for at in free if looks[at]["todo"] >= MOSTLY]
    if len(doing) == 1:
        columns["title"] = doing[0]
        return
    open_ = sorted({*free, columns.get("theme", -1)} - {-1})  # "Subject" is no theme then
    first = [at for at in open_ if normal(headings[at]) in known.written("title of an export")]
    first = [at for at in first if looks[at]["words"] >= SOME and looks[at]["person"] < SOME]
    if first:
        if columns.get("theme") == first[0]:
            del columns["theme"]
        columns["title"] = first[0]


def _recommended(
    columns: Mapping[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> int | None:
    """Return the column of what is recommended, where another is taken for what it answers."""
    found = [
        at
        for at in _free(columns, headings)
        if normal(headings[at]).startswith("recommend")
        and looks[at]["words"] >= SOME
        and _score(normal(headings[at]), BY_NAME["recommendation"], ACTION) >= WEAKER
    ]
    return found[0] if found and "recommendation" in columns else None


def _keep_other_title(
    columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> None:
    """Let a second column of things to do be the detail of the first, so that it is not lost."""
    if "text" in columns:
        return
    others = [
        at
        for at in _free(columns, headings)
        if _score(normal(headings[at]), BY_NAME["title"], ACTION) and looks[at]["words"] >= SOME
    ]
    if others:
        columns["text"] = others[0]


def _settle_dates(
    columns: dict[str, int],
    also: dict[str, tuple[int, ...]],
    headings: Sequence[str],
    looks: Sequence[Look],
) -> None:
    """Tell the date that holds now from the first one, and from the day when it was done."""
    free = [
        at for at in _free(columns, headings) if looks[at]["date"] >= SOME or not looks[at].filled
    ]
    dated = [at for at in free if _score(normal(headings[at]), BY_NAME["due"], ACTION) >= HINTED]
    if "due" not in columns and "original" in columns:
        columns["due"] = columns.pop("original")
    revisions = [at for at in dated if _score(normal(headings[at]), BY_NAME["due"], ACTION) > EXACT]
    if "due" in columns and (revisions or _is_revised(headings[columns["due"]])):
        first, dated = columns["due"], [at for at in dated if at not in revisions]
        if _is_revised(headings[first]):
            revisions = sorted({*revisions, first})
            plain = dated
        else:
            plain = [first, *dated]  # where there is no new date, what stood there holds
        *before, columns["due"] = agreed(revisions, headings)
        also["due"] = tuple(reversed(before))
        if "original" not in columns and plain:
            columns["original"] = plain[0]
        elif "original" not in columns and "completed" in columns:
            _free_from_completed(columns, headings)
    if "due" not in columns:
        _guess_due(columns, headings, looks)
    if "due" not in columns and "completed" in columns:
        _due_in_completed(columns, headings)


def _is_revised(heading: str) -> bool:
    return _score(normal(heading), BY_NAME["due"], ACTION) > EXACT


def _due_in_completed(columns: dict[str, int], headings: Sequence[str]) -> None:
    """Let "Action completion date", where no other column is when it is due, be that."""
    plain = normal(headings[columns["completed"]])
    if not _IS_OVER.search(plain) and _score(plain, BY_NAME["due"], ACTION) >= HINTED:
        columns["due"] = columns.pop("completed")


_IS_OVER: Final = re.compile(
    r"\b(?:actual|completed?|closed|closure|achieved|done|implemented|actioned|finished|resolved|"
    r"sign(?:ed)? off)\b"
)


def _free_from_completed(columns: dict[str, int], headings: Sequence[str]) -> None:
    """Let "Completion date" beside a revised one be the date that was revised."""
    at = columns["completed"]
    if _score(normal(headings[at]), BY_NAME["due"], ACTION) == EXACT:
        columns["original"] = columns.pop("completed")


def _guess_due(columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]) -> None:
    found = _date_columns(columns, headings, looks)
    if len(found) == 1:
        columns["due"] = found[0]


def _date_columns(
    columns: Mapping[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> list[int]:
    return [
        at
        for at in _free(columns, headings)
        if looks[at]["certain"] >= MOSTLY
        and not known.OTHER_DATES.search(normal(headings[at]))
        and not _is_named_otherwise(normal(headings[at]))
    ]


def _is_named_otherwise(plain: str) -> bool:
    """Say whether a heading outright names a field that has no dates."""
    others = ("measure", "evidence", "theme", "source", "paragraph", "reference", "owner", "phase")
    return any(_score(plain, BY_NAME[name], ACTION) >= EXACT for name in others) and not _score(
        plain, BY_NAME["due"], ACTION
    )


def _guess_owner(columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]) -> None:
    found = _people_columns(columns, headings, looks)
    if "owner" not in columns and not found:  # nobody in it is written as people mostly are
        found = [
            at
            for at in _free(columns, headings)
            if _score(normal(headings[at]), BY_NAME["owner"], ACTION) >= HINTED
            and looks[at].filled
            and not AGAINST["owner"](looks[at])
        ]
    if "owner" not in columns and len(found) == 1:
        columns["owner"] = found[0]


def _people_columns(
    columns: Mapping[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> list[int]:
    return [
        at
        for at in _free(columns, headings)
        if looks[at]["person"] >= NEARLY_ALL
        and looks[at]["todo"] < SOME
        and not known.OTHER_PEOPLE.search(normal(headings[at]))
        and not _score(normal(headings[at]), BY_NAME["theme"], ACTION)
    ]


_GATHERED: Final = ("progress", "evidence", "deputy", "owner", "recommendation", "about")


def _gather(
    columns: dict[str, int],
    also: dict[str, tuple[int, ...]],
    headings: Sequence[str],
    looks: Sequence[Look],
) -> None:
    """Let further columns of progress, of evidence and of owners count too."""
    for name in _GATHERED:
        if name not in columns:
            continue
        taken = {*columns.values(), *(at for each in also.values() for at in each)}
        more = tuple(
            at
            for at, heading in enumerate(headings)
            if heading
            and at not in taken
            and _score(normal(heading), BY_NAME[name], ACTION)
            >= (HINTED if name == "progress" else WEAKER)
            and _fitted(name, EXACT, looks[at], is_shared=True) >= LEAST
        )
        if name == "owner" and more and "deputy" not in columns:
            columns["deputy"], more = more[0], more[1:]
        if more:
            field = "deputy" if name == "owner" else name
            also[field] = (*also.get(field, ()), *more)


def _free(columns: Mapping[str, int], headings: Sequence[str]) -> list[int]:
    taken = set(columns.values())
    return [at for at, name in enumerate(headings) if name and at not in taken]


def _questions(
    columns: Mapping[str, int], headings: Sequence[str], looks: Sequence[Look], kind: str
) -> Iterator[ColumnQuestion]:
    if kind == ACTION and "title" not in columns:
        fits = [at for at in _free(columns, headings) if looks[at]["words"] >= SOME]
        yield ColumnQuestion("title", tuple(fits))
    if kind == ACTION and "due" not in columns:
        dates = _date_columns(columns, headings, looks)
        if len(dates) > 1:
            yield ColumnQuestion("due", tuple(dates))
    if kind == ACTION and "owner" not in columns:
        people = _people_columns(columns, headings, looks)
        if len(people) > 1:
            yield ColumnQuestion("owner", tuple(people))
    if kind == ACTION and "status" in columns:
        states = _status_columns(columns, headings, looks)
        if states:
            yield ColumnQuestion("status", (columns["status"], *states))


def _status_columns(
    columns: Mapping[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> list[int]:
    """Return further columns that say how far it has come, where none is the status outright."""
    field = BY_NAME["status"]
    if _score(normal(headings[columns["status"]]), field, ACTION) >= EXACT:
        return []
    return [
        at
        for at in _free(columns, headings)
        if looks[at]["status"] - looks[at]["text"] >= MOSTLY
        and _score(normal(headings[at]), field, ACTION) >= HINTED
        and not known.OF_A_KEY.fullmatch(normal(headings[at]))
    ]
