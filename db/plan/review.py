"""A review as it can be seen: what it says in its own order, and which actions answer it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from db.actions.queries import visible_to
from db.among import is_one_of
from db.models import Action, Answering, ItemLink, Person, PlanItem, Status
from db.patterns import pattern

# What stands under what: a line of enquiry, what was found on it, the tip that was given.
RANKS: Final[Mapping[str, int]] = {"kloe": 0, "strength": 1, "area": 1, "tip": 2}
_PART: Final = pattern(r"\d+|[a-z]+")


@dataclass(frozen=True)
class ReviewRow:
    """Something a review says, and how deep it stands: a finding stands under its enquiry."""

    item: PlanItem
    depth: int = 0


@dataclass(frozen=True)
class ReviewPage:
    """Part of a review in its order: what it says, and what answers that.

    `actions` has by item those that whoever asks may see; `answered` are all items that any action
    answers; `counts` says of each kind how many there are in the whole, `open` how many of them no
    action answers.
    """

    rows: Sequence[ReviewRow]
    offset: int
    total: int
    counts: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, int] = field(default_factory=dict)
    actions: Mapping[int, Sequence[Action]] = field(default_factory=dict)
    answered: Collection[int] = ()


def page(
    session: Session, asker: Person, kinds: Collection[str], *, start: int, size: int
) -> ReviewPage:
    """Return part of all that reviews say of these kinds, by enquiry and by paragraph."""
    items = _items(session)
    wanted = [one for one in items if one.kind in kinds]
    rows = in_order(wanted, _links(session))
    shown = rows[start : start + size]
    answered = _answered(session)
    counts = {kind: [one.id for one in items if one.kind == kind] for kind in RANKS}
    return ReviewPage(
        shown,
        start,
        len(rows),
        {kind: len(ids) for kind, ids in counts.items()},
        {kind: len([one for one in ids if one not in answered]) for kind, ids in counts.items()},
        actions_for(session, [row.item.id for row in shown], asker),
        answered,
    )


def in_order(items: Sequence[PlanItem], links: Collection[tuple[int, int]] = ()) -> list[ReviewRow]:
    """Return things that reviews say, each report by paragraph, with what stands under each.

    It does not matter which of two names the other: a tip stands under a finding either way.
    """
    kept = {one.id: one for one in sorted(items, key=lambda one: place_of(one.paragraph))}
    under: dict[int, int] = {}
    for low, high in sorted(links):
        if low in kept and high in kept:
            rank = RANKS[kept[low].kind] - RANKS[kept[high].kind]
            child, parent = (low, high) if rank > 0 else (high, low)
            if rank and RANKS[kept[parent].kind] > RANKS.get(_kind(kept, under.get(child)), -1):
                under[child] = parent
    below: dict[int, list[PlanItem]] = {}
    for one in kept.values():
        below.setdefault(under.get(one.id, 0), []).append(one)
    sources = list(dict.fromkeys(one.source for one in items))
    tops = sorted(below.get(0, ()), key=lambda one: sources.index(one.source))
    return [row for top in tops for row in _unfolded(top, below, 0)]


def _kind(kept: Mapping[int, PlanItem], number: int | None) -> str:
    return kept[number].kind if number is not None else ""


def _unfolded(
    item: PlanItem, below: Mapping[int, Sequence[PlanItem]], depth: int
) -> Iterator[ReviewRow]:
    yield ReviewRow(item, depth)
    for one in below.get(item.id, ()):
        yield from _unfolded(one, below, depth + 1)


def place_of(paragraph: str) -> tuple[tuple[int, str], ...]:
    """Return where a paragraph stands: 9 before 11a, 11a before 11b; none stands last."""
    parts = _PART.findall(paragraph.lower())
    return tuple((int(one), "") if one.isdigit() else (0, one) for one in parts) or ((10**9, ""),)


def actions_for(
    session: Session, ids: Collection[int], asker: Person | None = None
) -> Mapping[int, Sequence[Action]]:
    """Return by item the actions that answer it, dropped ones left out; of all, or of who asks."""
    query = (
        select(Answering.item_id, Action)
        .join(Action, Action.id == Answering.action_id)
        .options(joinedload(Action.owner))
        .where(is_one_of(Answering.item_id, ids), Action.status != Status.DROPPED)
        .order_by(Action.id)
    )
    if asker is not None:
        query = query.where(visible_to(asker))
    found: dict[int, list[Action]] = {}
    for item_id, action in session.execute(query):
        found.setdefault(item_id, []).append(action)
    return found


def whole(session: Session) -> Sequence[PlanItem]:
    """Return everything that reviews say which can be answered, in its order."""
    return [row.item for row in in_order(_items(session), _links(session))]


def of_kind(session: Session, kind: str) -> Sequence[PlanItem]:
    """Return all that is of one kind, by paragraph."""
    found = session.scalars(select(PlanItem).where(PlanItem.kind == kind).order_by(PlanItem.id))
    return sorted(found, key=lambda one: place_of(one.paragraph))


def _items(session: Session) -> Sequence[PlanItem]:
    query = select(PlanItem).where(PlanItem.kind.in_(RANKS)).order_by(PlanItem.id)
    return session.scalars(query).all()


def _links(session: Session) -> list[tuple[int, int]]:
    query = select(ItemLink.item_id, ItemLink.under_id)
    return [(int(low), int(high)) for low, high in session.execute(query)]


def _answered(session: Session) -> frozenset[int]:
    query = (
        select(Answering.item_id)
        .join(Action, Action.id == Answering.action_id)
        .where(Action.status != Status.DROPPED)
    )
    return frozenset(session.scalars(query))
