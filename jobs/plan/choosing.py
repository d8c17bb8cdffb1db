"""Chooses which column of a table is which field: by its heading and by what stands in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.plan.known import ACTION
from jobs.plan import heading_names as known
from jobs.plan.column_looks import AGAINST, MOSTLY, SOME, agreed
from jobs.plan.column_scores import EXACT, HINTED, LEAST, WEAKER, fitted, named, score
from jobs.plan.columns import BY_NAME
from jobs.plan.heading_names import normal
from jobs.plan.looks import Look

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
        _guess_reference(columns, headings, looks)
        _gather(columns, also, headings, looks)
    return ChosenColumns(columns, also, tuple(_questions(columns, headings, looks, kind)))


def _settle_title(columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]) -> None:
    """Let the recommendation be what is to be done where nothing else says it."""
    if "title" in columns:
        _keep_other_title(columns, headings, looks)
        return
    advised = _recommended(columns, headings, looks)
    if advised is not None:  # the finding that it answers is another column
        columns["title"] = advised
        return
    free = _free(columns, headings)
    doing = [at for at in free if looks[at]["todo"] >= MOSTLY]
    told = columns.get("recommendation")
    if len(doing) == 1 and (told is None or looks[told]["todo"] < SOME):
        columns["title"] = doing[0]
        return
    for name in ("recommendation", "text", "measure", "progress"):
        at = columns.get(name)
        if at is not None and looks[at]["words"] >= SOME and name in {"recommendation", "text"}:
            columns["title"] = columns.pop(name)
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
        and score(normal(headings[at]), BY_NAME["recommendation"], ACTION) >= WEAKER
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
        if score(normal(headings[at]), BY_NAME["title"], ACTION) and looks[at]["words"] >= SOME
    ]
    if not others:
        return
    columns["text"] = others[0]
    first, other = looks[columns["title"]], looks[others[0]]
    is_part = first.distinct <= MOSTLY and other.distinct == 1 and other["todo"] >= MOSTLY
    if is_part and "recommendation" not in columns:  # one action over several activities
        columns["recommendation"], columns["title"] = columns["title"], columns.pop("text")


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
    dated = [at for at in free if score(normal(headings[at]), BY_NAME["due"], ACTION) >= HINTED]
    if "due" not in columns and "original" in columns:
        columns["due"] = columns.pop("original")
    revisions = [at for at in dated if score(normal(headings[at]), BY_NAME["due"], ACTION) > EXACT]
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
    return score(normal(heading), BY_NAME["due"], ACTION) > EXACT


def _due_in_completed(columns: dict[str, int], headings: Sequence[str]) -> None:
    """Let "Action completion date", where no other column is when it is due, be that."""
    plain = normal(headings[columns["completed"]])
    if not _IS_OVER.search(plain) and score(plain, BY_NAME["due"], ACTION) >= HINTED:
        columns["due"] = columns.pop("completed")


_IS_OVER: Final = re.compile(
    r"\b(?:actual|completed?|closed|closure|achieved|done|implemented|actioned|finished|resolved|"
    r"sign(?:ed)? off)\b"
)


def _free_from_completed(columns: dict[str, int], headings: Sequence[str]) -> None:
    """Let "Completion date" beside a revised one be the date that was revised."""
    at = columns["completed"]
    if score(normal(headings[at]), BY_NAME["due"], ACTION) == EXACT:
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
    return any(score(plain, BY_NAME[name], ACTION) >= EXACT for name in others) and not score(
        plain, BY_NAME["due"], ACTION
    )


def _guess_owner(columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]) -> None:
    found = _people_columns(columns, headings, looks)
    if "owner" not in columns and not found:  # nobody in it is written as people mostly are
        found = [
            at
            for at in _free(columns, headings)
            if score(normal(headings[at]), BY_NAME["owner"], ACTION) >= HINTED
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
        and not score(normal(headings[at]), BY_NAME["theme"], ACTION)
    ]


def _guess_reference(
    columns: dict[str, int], headings: Sequence[str], looks: Sequence[Look]
) -> None:
    """Let numbers below "Action", or below no heading at the left, be what actions go by."""
    at = next(iter(_free(columns, headings)), 0)
    look = looks[at] if at in _free(columns, headings) else None
    if "reference" in columns or look is None or look.filled < 1 or at > 1:
        return
    is_of_action = score(normal(headings[at]), BY_NAME["title"], ACTION) >= EXACT
    is_headed = is_of_action or headings[at].startswith("Column ")
    if is_headed and look["reference"] >= NEARLY_ALL and look["date"] < SOME and look.distinct == 1:
        columns["reference"] = at


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
            and score(normal(heading), BY_NAME[name], ACTION)
            >= (HINTED if name == "progress" else WEAKER)
            and fitted(name, EXACT, looks[at], is_shared=True) >= LEAST
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
    if score(normal(headings[columns["status"]]), field, ACTION) >= EXACT:
        return []
    return [
        at
        for at in _free(columns, headings)
        if looks[at]["status"] - looks[at]["text"] >= MOSTLY
        and score(normal(headings[at]), field, ACTION) >= HINTED
        and not known.OF_A_KEY.fullmatch(normal(headings[at]))
    ]
