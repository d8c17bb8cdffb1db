"""What the bot says about the order of actions, their phases and their return."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.actions.ordering_words import spell_recurrence
from bot.actions.phrases import date_words, numbers_words
from bot.actions.view import ActionRenderContext, card
from bot.slack.blocks import Answer, Block, aside, bold, button, lines, row, saying, section
from db.actions.dependencies import Phase
from db.models import Action
from db.models.action import FROM_COMPLETION
from jobs.actions.recurring import LEAD_WORKING_DAYS, Coming, coming
from jobs.context import RequestContext
from jobs.rules.recurrence import Recurrence

MOST_PHASES = 20
NO_PHASE = "No phase"
# Where a link may lead that is pressed without being read: Slack's own, and the local Slack's.
_SLACK = ("slack.com", ".slack.com")
_HERE = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Around:
    """What stands around an action in the plan, for `show`."""

    before: Sequence[Action] = ()
    dependents: Sequence[Action] = ()
    audit: int | None = None  # its number, if it came from a live audit that may be seen


def arranged(action: Action, context: ActionRenderContext) -> Answer:
    numbers = [before.number for before in action.after]
    said = f"{action.called} is blocked by {numbers_words(numbers)}."
    if not numbers:
        said = f"{action.called} is no longer blocked."
    elif not action.waits_for:
        said = f"{action.called} isn't blocked. Done already: {numbers_words(numbers)}."
    return Answer(said, [lines([said]), card(action, context)])


def phased(action: Action, context: ActionRenderContext) -> Answer:
    text = f"{action.called} has another phase."
    if not action.phase:
        none = lines([f"{action.called} is in no phase now."])
        return Answer(text, [none, card(action, context)])
    said = lines([f"{action.called} is now in ", bold(action.phase), "."])
    return Answer(text, [said, card(action, context)])


def repeating(action: Action, context: ActionRenderContext) -> Answer:
    """Confirm how it comes round: "every 4 months, next Mon 4 Jan 2027"."""
    if not action.recurrence:
        return saying(f"{action.called} doesn't repeat any more.")
    said = f"{action.called} repeats {recurrence_words(action, context)}."
    small = aside("The next one is added when this one is done, so there is only ever one open.")
    return Answer(said, [lines([said]), card(action, context), small])


def recurrence_words(action: Action, context: ActionRenderContext) -> str:
    """Return how an action comes round, and when next."""
    often = spell_recurrence(Recurrence.parse(action.recurrence))
    following = coming(action, context.today, context.calendar)
    if action.recurs_from == FROM_COMPLETION:
        often += ", counted from when it is done"
    if following.due is not None:
        return f"{often}, next {_due(following)}"
    return often if action.recurs_from == FROM_COMPLETION else f"{often}, and not again"


def with_what_follows(told: Answer, unblocked: Sequence[int], comes_round: str) -> Answer:
    """Add to "is done" what can begin now, and when it comes round again."""
    said = [f"No longer blocked: {numbers_words(unblocked)}."] if unblocked else []
    said += [comes_round] if comes_round else []
    # Above the button that undoes it.
    *above, last = told.blocks
    return Answer(told.text, [*above, *map(aside, said), last])


def comes_round_next(action: Action, ctx: RequestContext) -> str:
    """Return what is said below "is done" of an action that comes round; empty if it does not."""
    if not action.recurrence or action.following is not None:
        return ""
    following = coming(action, ctx.today, ctx.council.calendar)
    if following.due is None:
        return "That was its last repeat."
    when = "in a few minutes" if following.is_time else f"{LEAD_WORKING_DAYS} working days before"
    return f"It repeats, next due {_due(following)}; the next one appears {when}."


def _due(following: Coming) -> str:
    if following.due is None or following.due.day is None:
        raise TypeError("nothing follows")
    return date_words(following.due.day, following.due.precision)


def phases(found: Sequence[Phase], command: str) -> Answer:
    """List the phases, each with how many of how many are done and a way into it."""
    named = [phase for phase in found if phase.name]
    if not named:
        return saying(f"No action has a phase yet. Try `{command} phase 12 Phase 1: Stabilise`.")
    blocks = [lines([bold("Phases of the plan")]), *map(_phase, named[:MOST_PHASES])]
    if len(named) > MOST_PHASES:
        blocks.append(aside(f"and {len(named) - MOST_PHASES} more"))
    without = next((phase for phase in found if not phase.name), None)
    if without:
        blocks.append(aside(f"{NO_PHASE}: {without.done} of {without.total} done"))
    return Answer("Phases of the plan", blocks)


def _phase(phase: Phase) -> Block:
    value = {"scope": "phase", "person": None, "start": 0, "phase": phase.name}
    counted = f"{phase.name} · {phase.done} of {phase.total} done"
    return section(counted, button("List", "list_open", value))


def facts(action: Action, around: Around, context: ActionRenderContext) -> list[Block]:
    """Return what `show` says of an action's source and of its place in the plan."""
    told = []
    if action.phase:
        told.append(_fact("Phase", action.phase))
    if around.before:
        told.append(_fact("After", _with_states(around.before)))
    if around.dependents:
        waiting = numbers_words([each.number for each in around.dependents])
        told.append(_fact("Blocks", waiting))
    if action.recurrence:
        said = f"as {action.following.called}" if action.following else None
        told.append(_fact("Repeats", said or recurrence_words(action, context)))
    if action.previous is not None:
        told.append(_fact("Repeat of", action.previous.called))
    return [*told, *_ways(action, around)]


def _fact(name: str, text: str) -> Block:
    return lines([bold(f"{name}: "), text])


def _with_states(before: Iterable[Action]) -> str:
    return ", ".join(f"{each.called} ({each.status})" for each in before)


def _ways(action: Action, around: Around) -> list[Block]:
    """Return the buttons to where the action came from."""
    ways = []
    if around.audit is not None:
        ways.append(button(f"Open {action.source}", "audit_show", {"a": around.audit}))
    if leads_to_slack(action.source_link):
        opener = button("Open the message", "source_link", {})
        ways.append(opener | {"url": action.source_link})
    elif action.source_link:
        return [_fact("Link", action.source_link), *([row("ways", *ways)] if ways else [])]
    return [row("ways", *ways)] if ways else []


def leads_to_slack(address: str) -> bool:
    """Say whether a link leads to a message in Slack, so that it may be a button."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    at_slack = host == _SLACK[0] or host.endswith(_SLACK[1])
    return (parts.scheme == "https" and at_slack) or (parts.scheme == "http" and host in _HERE)
