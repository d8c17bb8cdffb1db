"""A review, a page at a time: what it says, by enquiry and paragraph, and what answers it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.actions.phrases import owner_words
from bot.actions.view import ActionRenderContext, due_words, rag_words, status_words
from bot.capital import from_to
from bot.plan.words import NO_REVIEW
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    faint,
    lines,
    passage,
    row,
    saying,
    shortened,
    turners,
)
from db.models import Action, PlanItem
from db.plan.queries import GAP_KINDS
from db.plan.review import RANKS, ReviewPage, ReviewRow
from jobs.plan.columns import KIND_WORDS

PAGE: Final = 10
ACTIONS_SHOWN: Final = 4
LONGEST: Final = 300
LONGEST_TITLE: Final = 120
FILTERS: Final[Mapping[str, str]] = {
    "": "All of it",
    "strength": "Strengths",
    "area": "Areas",
    "tip": "Top tips",
}


def told(found: ReviewPage, only: str, context: ActionRenderContext) -> Answer:
    """Show one page of a review; `only` is the one kind that is shown, or nothing."""
    if not any(found.counts.values()):
        return saying(NO_REVIEW)
    head = f"The review: {_counted(found)}"
    blocks = [lines([bold(head)], [_open(found)], *_span(found))]
    source = None
    for one in found.rows:
        if one.item.source != source and one.item.source:
            blocks.append(aside(one.item.source))
        source = one.item.source
        blocks.append(_item(one, found, context))
    others = [
        button(words, f"review_{kind or 'all'}", {})
        for kind, words in FILTERS.items()
        if kind != only
    ]
    gaps = [button("No action yet", "gaps_open", {"start": 0})] if _gaps(found) else []
    pages = turners("review", found.offset, PAGE, found.total, only=only)
    blocks.append(row("review-tools", *pages, *others, *gaps))
    return Answer(head, blocks)


def _counted(found: ReviewPage) -> str:
    kinds = [(kind, found.counts.get(kind, 0)) for kind in RANKS]
    return ", ".join(f"{n} {KIND_WORDS[kind][n > 1]}" for kind, n in kinds if n)


def _gaps(found: ReviewPage) -> int:
    return sum(found.open.get(kind, 0) for kind in GAP_KINDS)


def _open(found: ReviewPage) -> str:
    if not _gaps(found):
        return "Every top tip and area for consideration has an action."
    told_ = [
        f"{found.open[kind]} of {found.counts[kind]} {KIND_WORDS[kind][1]}"
        for kind in GAP_KINDS
        if found.counts[kind]
    ]
    return f"No action yet for {' and '.join(told_)}."


def _span(found: ReviewPage) -> list[list[str]]:
    if found.total <= PAGE:
        return []
    last = found.offset + len(found.rows)
    return [[f"{from_to(found.offset + 1, last)} of {found.total}, by paragraph"]]


def _item(one: ReviewRow, found: ReviewPage, context: ActionRenderContext) -> Block:
    """Return what the review says with its paragraph, and the actions under it with their state."""
    item = one.item
    paragraph = f" · paragraph {item.paragraph}" if item.paragraph else ""
    head: list[Block | str] = [
        "↳ " * one.depth,
        bold(f"{item.reference} · {KIND_WORDS[item.kind][0]}"),
        f"{paragraph}\n",
        shortened(" ".join(item.text.split()), LONGEST),
    ]
    return passage(head, *_answers(item, found, context))


def _answers(
    item: PlanItem, found: ReviewPage, context: ActionRenderContext
) -> Iterator[Sequence[Block | str]]:
    rows = found.actions.get(item.id, ())
    for action in rows[:ACTIONS_SHOWN]:
        yield _action(action, context)
    if len(rows) > ACTIONS_SHOWN:
        yield [f"and {len(rows) - ACTIONS_SHOWN} more"]
    if not rows and item.id in found.answered:
        yield [faint("An action answers it.")]
    elif not rows and item.kind in GAP_KINDS:
        yield ["⚪ ", bold("No action yet")]


def _action(action: Action, context: ActionRenderContext) -> list[Block | str]:
    facts = f" · {owner_words(action.owner)} · {due_words(action, context)} · "
    late = action.is_overdue(context.today)
    stands = rag_words(context.stands.get(action.id), said_already=late or action.is_done)
    said = [f"{action.called} ", shortened(action.title, LONGEST_TITLE), facts]
    if late:
        return [*said, bold("overdue"), *([stands] if stands else [])]
    return [*said, f"{status_words(action)}{stands}"]
