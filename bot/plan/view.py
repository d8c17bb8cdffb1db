"""What no action answers: top tips first, then areas for consideration."""

from collections.abc import Sequence
from typing import Final

from bot.actions.view import ActionRenderContext, card
from bot.capital import from_to
from bot.plan.words import NO_REVIEW
from bot.slack.blocks import Answer, Block, bold, button, lines, row, saying, shortened, turners
from db.models import Action, PlanItem
from db.plan.queries import PlanGaps
from jobs.plan.columns import KIND_WORDS

IMPORT: Final = "plan import"  # under which an import is written down
PAGE: Final = 8
LONGEST: Final = 400


def told(gaps: PlanGaps, command: str) -> Answer:
    """List one page of gaps, each with a way to close it; always "n of N"."""
    if not any(gaps.all.values()):
        return saying(NO_REVIEW)
    headline = f"No action answers {_count(gaps, 'tip')} and {_count(gaps, 'area')}"
    if not gaps.total:
        return saying(
            f"Every one of {gaps.all['tip']} top tips and {gaps.all['area']} areas for "
            "consideration has an action."
        )
    blocks = [lines([bold(headline)], _span(gaps))]
    for item in gaps.rows:
        blocks += [_item(item), _tools(item)]
    pages = turners("gaps", gaps.offset, PAGE, gaps.total)
    blocks += [row("gaps-turn", *pages)] if pages else []
    tip = f"Or type `{command} answers 12 {gaps.rows[0].reference}`." if gaps.rows else ""
    return Answer(headline, [*blocks, *(saying(tip).blocks if tip else ())])


def _count(gaps: PlanGaps, kind: str) -> str:
    return f"{gaps.open[kind]} of {gaps.all[kind]} {KIND_WORDS[kind][1]}"


def _span(gaps: PlanGaps) -> list[Block | str]:
    if gaps.total <= PAGE:
        return []
    last = gaps.offset + len(gaps.rows)
    return [f"{from_to(gaps.offset + 1, last)} of {gaps.total}"]


def _item(item: PlanItem) -> Block:
    paragraph = f", paragraph {item.paragraph}" if item.paragraph else ""
    what = KIND_WORDS[item.kind][0]
    return lines([bold(item.reference), f" · {what}{paragraph}"], [shortened(item.text, LONGEST)])


def _tools(item: PlanItem) -> Block:
    value = {"i": item.id}
    return row(
        f"gap-{item.id}",
        button("Add an action for it", "gap_add", value),
        button("An action answers it", "gap_pick", value),
    )


def answered(action: Action, items: Sequence[PlanItem], context: ActionRenderContext) -> Answer:
    """Confirm what an action answers now."""
    names = ", ".join(item.reference for item in items)
    head = lines([f"{action.called} answers ", bold(names), "."])
    return Answer(f"{action.called} answers something more.", [head, card(action, context)])


def parted(action: Action, items: Sequence[PlanItem], context: ActionRenderContext) -> Answer:
    """Confirm what an action answers no more."""
    names = ", ".join(item.reference for item in items)
    head = lines([f"{action.called} does not answer ", bold(names), " any more."])
    return Answer(f"{action.called} answers something less.", [head, card(action, context)])


def shown(action: Action, items: Sequence[PlanItem], command: str) -> Answer:
    """Say what an action answers."""
    if not items:
        return saying(
            f"{action.called} answers nothing that a review says. Say what it does: "
            f"`{command} answers {action.id} TIP-b`."
        )
    return Answer(
        f"What {action.called} answers",
        [lines([bold(f"{action.called} answers:")]), *map(_item, items)],
    )
