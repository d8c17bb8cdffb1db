"""Chooses which column of a table is which field: by its heading and by what stands in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
    table = _Choosing(headings, looks, named(headings, looks, kind))
    if kind != ACTION:
        return ChosenColumns(table.columns, {})
    table.settle()
    return ChosenColumns(table.columns, table.also, tuple(table.questions()))


@dataclass
class _Choosing:
    """The columns of a table of actions, while it is settled which of them is which field."""

    headings: Sequence[str]
    looks: Sequence[Look]
    columns: dict[str, int]
    also: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def settle(self) -> None:
        """Put right, by all that is in the table, what headings alone do not say."""
        for name in ("theme", "phase"):  # lists or stages that are called "Doing" and "Done"
            at = self.columns.get(name)
            if at is not None and "status" not in self.columns and self._has(at, "status", MOSTLY):
                self.columns["status"] = self.columns.pop(name)
        self._settle_title()
        self._settle_dates()
        self._guess_owner()
        self._guess_reference()
        self._gather()

    def _plain(self, at: int) -> str:
        return normal(self.headings[at])

    def _score(self, at: int, name: str) -> float:
        """Return how surely a heading names a field."""
        return score(self._plain(at), BY_NAME[name], ACTION)

    def _has(self, at: int, kind: str, least: float = SOME) -> bool:
        """Say whether as much of a column looks like that."""
        return self.looks[at][kind] >= least

    def _free(self) -> list[int]:
        taken = set(self.columns.values())
        return [at for at, name in enumerate(self.headings) if name and at not in taken]

    def _settle_title(self) -> None:
        """Let the recommendation be what is to be done where nothing else says it."""
        columns = self.columns
        if "title" in columns:
            self._keep_other_title()
            return
        advised = self._recommended()
        if advised is not None:  # the finding that it answers is another column
            columns["title"] = advised
            return
        doing = [at for at in self._free() if self._has(at, "todo", MOSTLY)]
        told = columns.get("recommendation")
        if len(doing) == 1 and (told is None or not self._has(told, "todo")):
            columns["title"] = doing[0]
            return
        for name in ("recommendation", "text"):
            if name in columns and self._has(columns[name], "words"):
                columns["title"] = columns.pop(name)
                return
        open_ = sorted({*self._free(), columns.get("theme", -1)} - {-1})  # "Subject" is no theme
        first = [at for at in open_ if self._plain(at) in known.written("title of an export")]
        first = [at for at in first if self._has(at, "words") and not self._has(at, "person")]
        if first:
            if columns.get("theme") == first[0]:
                del columns["theme"]
            columns["title"] = first[0]

    def _recommended(self) -> int | None:
        """Return the column of what is recommended, where another is taken for what it answers."""
        found = [
            at
            for at in self._free()
            if self._plain(at).startswith("recommend")
            and self._has(at, "words")
            and self._score(at, "recommendation") >= WEAKER
        ]
        return found[0] if found and "recommendation" in self.columns else None

    def _keep_other_title(self) -> None:
        """Let a second column of things to do be the detail of the first: it is not lost."""
        columns = self.columns
        if "text" in columns:
            return
        others = [at for at in self._free() if self._score(at, "title") and self._has(at, "words")]
        if not others:
            return
        columns["text"] = others[0]
        first, other = self.looks[columns["title"]], self.looks[others[0]]
        is_part = first.distinct <= MOSTLY and other.distinct == 1 and other["todo"] >= MOSTLY
        if is_part and "recommendation" not in columns:  # one action over several activities
            columns["recommendation"], columns["title"] = columns["title"], columns.pop("text")

    def _settle_dates(self) -> None:
        """Tell the date that holds now from the first one, and from the day when it was done."""
        columns = self.columns
        free = [at for at in self._free() if self._has(at, "date") or not self.looks[at].filled]
        dated = [at for at in free if self._score(at, "due") >= HINTED]
        if "due" not in columns and "original" in columns:
            columns["due"] = columns.pop("original")
        revisions = [at for at in dated if self._is_revised(at)]
        if "due" in columns and (revisions or self._is_revised(columns["due"])):
            first, dated = columns["due"], [at for at in dated if at not in revisions]
            if self._is_revised(first):
                revisions = sorted({*revisions, first})
                plain = dated
            else:
                plain = [first, *dated]  # where there is no new date, what stood there holds
            *before, columns["due"] = agreed(revisions, self.headings)
            self.also["due"] = tuple(reversed(before))
            if "original" not in columns and plain:
                columns["original"] = plain[0]
            elif "original" not in columns and "completed" in columns:
                self._free_from_completed()
        if "due" not in columns:
            self._take_only("due", self._date_columns())
        if "due" not in columns and "completed" in columns:
            self._due_in_completed()

    def _is_revised(self, at: int) -> bool:
        return self._score(at, "due") > EXACT

    def _due_in_completed(self) -> None:
        """Let "Action completion date", where no other column is when it is due, be that."""
        at = self.columns["completed"]
        if not _IS_OVER.search(self._plain(at)) and self._score(at, "due") >= HINTED:
            self.columns["due"] = self.columns.pop("completed")

    def _free_from_completed(self) -> None:
        """Let "Completion date" beside a revised one be the date that was revised."""
        if self._score(self.columns["completed"], "due") == EXACT:
            self.columns["original"] = self.columns.pop("completed")

    def _take_only(self, name: str, found: Sequence[int]) -> None:
        """Let a column be a field where no other may be."""
        if len(found) == 1:
            self.columns[name] = found[0]

    def _date_columns(self) -> list[int]:
        return [
            at
            for at in self._free()
            if self._has(at, "certain", MOSTLY)
            and not known.OTHER_DATES.search(self._plain(at))
            and not self._is_named_otherwise(at)
        ]

    def _is_named_otherwise(self, at: int) -> bool:
        """Say whether a heading outright names a field that has no dates."""
        return not self._score(at, "due") and any(
            self._score(at, name) >= EXACT for name in _UNDATED
        )

    def _guess_owner(self) -> None:
        if "owner" in self.columns:
            return
        found = self._people_columns()
        if not found:  # nobody in it is written as people mostly are
            found = [
                at
                for at in self._free()
                if self._score(at, "owner") >= HINTED
                and self.looks[at].filled
                and not AGAINST["owner"](self.looks[at])
            ]
        self._take_only("owner", found)

    def _people_columns(self) -> list[int]:
        return [
            at
            for at in self._free()
            if self._has(at, "person", NEARLY_ALL)
            and not self._has(at, "todo")
            and not known.OTHER_PEOPLE.search(self._plain(at))
            and not self._score(at, "theme")
        ]

    def _guess_reference(self) -> None:
        """Let numbers below "Action", or below no heading at the left, be what actions go by."""
        at = next(iter(self._free()), None)
        if "reference" in self.columns or at is None or at > 1 or not self.looks[at].filled:
            return
        is_of_action = self._score(at, "title") >= EXACT
        is_headed = is_of_action or self.headings[at].startswith("Column ")
        is_number = self._has(at, "reference", NEARLY_ALL) and not self._has(at, "date")
        if is_headed and is_number and self.looks[at].distinct == 1:
            self.columns["reference"] = at

    def _gather(self) -> None:
        """Let further columns of progress, of evidence and of owners count too."""
        for name in _GATHERED:
            if name not in self.columns:
                continue
            taken = {at for each in self.also.values() for at in each}
            least = HINTED if name == "progress" else WEAKER
            more = tuple(
                at
                for at in self._free()
                if at not in taken
                and self._score(at, name) >= least
                and fitted(name, EXACT, self.looks[at], is_shared=True) >= LEAST
            )
            if name == "owner" and more and "deputy" not in self.columns:
                self.columns["deputy"], more = more[0], more[1:]
            if more:
                taker = "deputy" if name == "owner" else name
                self.also[taker] = (*self.also.get(taker, ()), *more)

    def questions(self) -> Iterator[ColumnQuestion]:
        """Yield the fields whose column is not sure."""
        if "title" not in self.columns:
            fits = [at for at in self._free() if self._has(at, "words")]
            yield ColumnQuestion("title", tuple(fits))
        for name, found in (("due", self._date_columns()), ("owner", self._people_columns())):
            if name not in self.columns and len(found) > 1:
                yield ColumnQuestion(name, tuple(found))
        states = self._status_columns()
        if states:
            yield ColumnQuestion("status", (self.columns["status"], *states))

    def _status_columns(self) -> list[int]:
        """Return further columns of how far it has come, where none is the status outright."""
        if "status" not in self.columns or self._score(self.columns["status"], "status") >= EXACT:
            return []
        return [
            at
            for at in self._free()
            if self.looks[at]["status"] - self.looks[at]["text"] >= MOSTLY
            and self._score(at, "status") >= HINTED
            and not known.OF_A_KEY.fullmatch(self._plain(at))
        ]


_GATHERED: Final = ("progress", "evidence", "deputy", "owner", "recommendation", "about")
_UNDATED: Final = (
    *("measure", "evidence", "theme", "source", "paragraph", "reference", "owner", "phase"),
)
_IS_OVER: Final = re.compile(
    r"\b(?:actual|completed?|closed|closure|achieved|done|implemented|actioned|finished|resolved|"
    r"sign(?:ed)? off)\b"
)
