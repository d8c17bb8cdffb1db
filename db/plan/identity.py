"""Knows the actions of a plan again: by their reference, or else by their words and their place.

Words that are only much alike, and a reference under which quite other words stand here, are not
decided: they are asked about.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from db.models import Action
from db.models.action import FINISHED_STATUSES
from db.plan.known import reference_of

SAME_REFERENCE: Final = 50  # likeness of words under one reference that are one action's
SURELY: Final = 92  # likeness of words without a reference
PERHAPS: Final = 78
FEWEST_WORDS: Final = 3  # of an action that is told in more
MOST_COMPARED: Final = 3_000_000  # pairs of rows; beyond it only the same words are known again
MOSTLY: Final = 0.5


@dataclass(frozen=True)
class ActionRow:
    """A row of a file, as far as it tells which action it is."""

    reference: str
    title: str
    is_made: bool = False  # the file gives it no reference
    is_told: bool = False  # whoever imports said which reference it has
    theme: str = ""
    owner_id: int | None = None
    due: object = None
    group: str = ""
    is_finished: bool = False  # as the file has it


@dataclass
class Recognised:
    """Which action each row is, by its reference, and those about which somebody must say.

    `likely` are rows much like an action that no row is otherwise, `other` rows with the reference
    of an action whose words are quite other.
    """

    actions: dict[str, Action] = field(default_factory=dict)
    likely: dict[str, Action] = field(default_factory=dict)
    other: dict[str, Action] = field(default_factory=dict)


def recognise(
    rows: Sequence[ActionRow],
    actions: Sequence[Action],
    plans: Sequence[Set[int]] = (),
    *,
    is_same_plan: bool = False,
) -> Recognised:
    """Return which of the actions here each row of a file is; `plans` are the numbers of each."""
    return _Recognition(rows, actions, plans, is_same_plan=is_same_plan).found()


def plain(said: str) -> str:
    """Return words for comparing: small letters and figures alone."""
    return " ".join(re.sub(r"[^\w]+", " ", said.lower()).split())


class _Recognition:
    def __init__(
        self,
        rows: Sequence[ActionRow],
        actions: Sequence[Action],
        plans: Sequence[Set[int]],
        *,
        is_same_plan: bool,
    ) -> None:
        self._rows = {row.reference: row for row in rows}
        self._free = {action.id: action for action in actions}
        self._by_reference = {reference_of(action).lower(): action for action in actions}
        self._words = {action.id: plain(action.title) for action in actions}
        self._is_same_plan = is_same_plan
        in_plans = {number for plan in plans for number in plan}
        others = {each.id for each in actions if each.reference and each.id not in in_plans}
        self._plans = [*(plan & self._free.keys() for plan in plans), others]
        self._result = Recognised()

    def found(self) -> Recognised:
        self._by_reference_and_words()
        self._by_words()
        self._by_reference_alone()
        self._by_likeness()
        return self._result

    def _left(self) -> list[ActionRow]:
        done = self._result.actions.keys() | self._result.likely.keys() | self._result.other.keys()
        return [row for row in self._rows.values() if row.reference not in done]

    def _take(self, row: ActionRow, action: Action) -> None:
        self._result.actions[row.reference] = action
        self._free.pop(action.id, None)

    def _named(self, row: ActionRow) -> Action | None:
        action = None if row.is_made else self._by_reference.get(row.reference.lower())
        return action if action is not None and action.id in self._free else None

    def _by_reference_and_words(self) -> None:
        for row in self._left():
            action = self._named(row)
            if action is not None and self._words[action.id] == plain(row.title):
                self._take(row, action)

    def _by_words(self) -> None:
        """Take what has the same words; a plan that was numbered anew keeps its actions."""
        by_words: dict[str, list[Action]] = {}
        for action in self._free.values():
            by_words.setdefault(self._words[action.id], []).append(action)
        found: list[tuple[ActionRow, Action]] = []
        for row in self._left():
            if row.is_told:
                continue
            candidates = by_words.get(plain(row.title), [])
            if candidates:
                best = max(candidates, key=lambda each: self._nearness(row, each))
                candidates.remove(best)
                found.append((row, best))
        known = self._known() | {action.id for _, action in found}
        for row, action in found:
            is_of_plan = self._is_same_plan or self._is_its_plan(action, known)
            has_both = not row.is_made and action.reference is not None
            is_sure = not has_both or row.group == _group(action)
            if is_of_plan or (is_sure and not _begins_anew(row, action)):
                self._take(row, action)
            else:
                self._result.likely[row.reference] = action

    def _known(self) -> set[int]:
        return {action.id for action in self._result.actions.values()}

    def _is_its_plan(self, action: Action, known: Set[int]) -> bool:
        """Say whether the file is the plan of an action: most of either is in the other."""
        plan: Set[int] = next((each for each in self._plans if action.id in each), frozenset())
        is_mostly_known = len(known) >= MOSTLY * len(self._rows)
        return bool(plan) and is_mostly_known and len(plan & known) >= MOSTLY * len(plan)

    def _nearness(self, row: ActionRow, action: Action) -> tuple[bool, ...]:
        return (
            row.reference == reference_of(action),
            bool(row.group) and row.group == _group(action),
            plain(row.theme) == plain(action.theme),
            row.owner_id == action.owner_id,
            row.due == action.due_on,
        )

    def _by_reference_alone(self) -> None:
        for row in self._left():
            action = self._named(row)
            if action is None:
                continue
            is_alike = _likeness(plain(row.title), self._words[action.id]) >= SAME_REFERENCE
            if is_alike or self._is_same_plan or row.reference.startswith("#"):
                self._take(row, action)
            else:
                self._result.other[row.reference] = action
                self._free.pop(action.id)

    def _by_likeness(self) -> None:
        rows = [row for row in self._left() if not row.is_told]
        if len(rows) * len(self._free) > MOST_COMPARED:
            return
        for row in rows:
            candidates = {
                number: self._words[number]
                for number, action in self._free.items()
                if row.is_made or action.reference is None
            }
            best = _best(plain(row.title), candidates) or self._told_in_more_words(row)
            if best is None:
                continue
            number, likeness = best
            action = self._free[number]
            is_beside = row.owner_id == action.owner_id and row.due == action.due_on
            is_same_count = _figures(row.title) == _figures(action.title)
            if not is_same_count and not row.is_made:
                continue  # "Train cohort 4", with a number of its own
            is_sure = is_same_count and (likeness >= SURELY or (is_beside and likeness > PERHAPS))
            is_of_plan = self._is_its_plan(action, self._known())
            if is_sure and (is_of_plan or not _begins_anew(row, action)):
                self._take(row, action)
            else:
                self._result.likely[row.reference] = action
                self._free.pop(number)

    def _told_in_more_words(self, row: ActionRow) -> tuple[int, float] | None:
        """Return the one action of the same owner and day whose words are among the row's, or the
        row's among its own."""
        if row.owner_id is None or row.due is None or not row.is_made:
            return None
        said = set(plain(row.title).split())
        found = [
            number
            for number, action in self._free.items()
            if (action.owner_id, action.due_on) == (row.owner_id, row.due)
            and len(said & (own := set(self._words[number].split()))) >= FEWEST_WORDS
            and (said <= own or own <= said)
        ]
        return (found[0], PERHAPS) if len(found) == 1 else None


def _begins_anew(row: ActionRow, action: Action) -> bool:
    """Say whether a row with a later date may be the next round of what is finished here."""
    if action.status not in FINISHED_STATUSES or row.is_finished or not isinstance(row.due, date):
        return False
    return action.due_on is None or row.due > action.due_on


def _group(action: Action) -> str:
    return re.sub(r" \(\d+\)$", "", action.reference or "")


def _figures(said: str) -> list[str]:
    return re.findall(r"\d+", said)


def _likeness(one: str, other: str) -> float:
    from rapidfuzz import fuzz

    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other))


def _best(said: str, candidates: Mapping[int, str]) -> tuple[int, float] | None:
    from rapidfuzz import fuzz, process

    if not candidates:
        return None
    best = process.extractOne(said, candidates, scorer=fuzz.token_sort_ratio, score_cutoff=PERHAPS)
    return (best[2], best[1]) if best else None
