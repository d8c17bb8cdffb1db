"""Does one thing to several actions, all or none of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.actions import bulk_view as messages
from bot.actions.bulk_view import DONE, GIVE, MOST_CHOSEN, MOVE, PAGE, About
from bot.actions.render_context import reader_of
from bot.actions.verbs import close, give, move
from bot.reminders.view import away_words
from bot.slack.arguments import absence_of
from bot.slack.blocks import Answer
from db import privacy
from db.actions import operations
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Action, Due, Event
from db.people import queries as people
from jobs.context import RequestContext
from jobs.rules.deadlines import spell


class RefusedTogetherError(Exception):
    """Some of the actions may not be changed so: why, by their numbers."""

    def __init__(self, problems: Mapping[int, str]) -> None:
        super().__init__(", ".join(map(str, problems)))
        self.problems = dict(problems)


class AskAgainError(Exception):
    """A form must be shown again before anything happens."""

    def __init__(self, view: dict[str, Any]) -> None:
        super().__init__()
        self.view = view


def which(about: About, ctx: RequestContext, problem: str = "") -> dict[str, Any]:
    """Return the form in which actions are chosen."""
    page = actions.page(
        ctx.session, ctx.person, about.wanted, ctx.today, start=about.start, size=PAGE
    )
    rows = [action for action in page.rows if action.is_open]
    total = page.total if len(rows) == len(page.rows) else page.offset + len(rows)
    drawn = replace(about, turn=about.turn + 1)
    return messages.which(rows, total, drawn, reader_of(ctx, rows), problem)


def next_step(about: About, ctx: RequestContext) -> dict[str, Any]:
    """Return the form that asks how, or the first one again where too few or many are chosen."""
    if not about.chosen:
        return which(about, ctx, "Tick the actions first.")
    if len(about.chosen) > MOST_CHOSEN:
        return which(about, ctx, f"{MOST_CHOSEN} at once at most; untick some.")
    return doing(about, ctx)


def doing(
    about: About, ctx: RequestContext, typed: Mapping[str, str] | None = None, problem: str = ""
) -> dict[str, Any]:
    """Return the form that does one thing to all that were chosen."""
    found = actions.several(ctx.session, about.chosen)
    rows = [
        found[number]
        for number in about.chosen
        if number in found and actions.may_see(ctx.person, found[number])
    ]
    if not rows:
        return which(replace(about, chosen=()), ctx, "None of them is there any more.")
    drawn = replace(about, chosen=[row.id for row in rows], turn=about.turn + 1)
    return messages.doing(rows, drawn, reader_of(ctx, rows), typed or {}, problem)


def do(about: About, typed: Mapping[str, str], ctx: RequestContext) -> Answer:
    """Do it to all that are ticked; raise, and so do it to none, where one refuses."""
    if not about.chosen:
        raise AskAgainError(which(replace(about, start=0), ctx, "Tick the actions first."))
    work = _work(about, typed, ctx)
    made: list[tuple[Action, Event]] = []
    problems: dict[int, str] = {}
    for number in sorted(about.chosen):  # in one order, so that two of us never wait in a ring
        try:
            action = actions.find(ctx.session, number, ctx.person)
            work(action)
            made.append((action, actions.history(ctx.session, action, limit=1)[0]))
        except RefusedError as error:
            problems[number] = str(error)
    if problems:
        raise RefusedTogetherError(problems)
    return messages.done(made, about.what, reader_of(ctx))


def _work(
    about: About, typed: Mapping[str, str], ctx: RequestContext
) -> Callable[[Action], object]:
    """Return what is done to each; refuse here what is wrong for all of them."""
    why = typed.get("why", "")
    try:
        privacy.refuse(why, ctx.today)
    except RefusedError as error:
        raise error.beside("why") from error
    return _WORK[about.what](about, typed, why, ctx)


def _giving(
    about: About, typed: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    to = people.mentioned(ctx.session, typed["owner"])
    absence = absence_of(to, ctx)
    if absence and about.origin.even_away != to.slack_id:
        sure = replace(about, origin=replace(about.origin, even_away=to.slack_id or ""))
        words = f"{away_words(to, absence)} Press again to give them anyway."
        raise AskAgainError(doing(sure, ctx, typed, words))
    return lambda action: give(action, to, why, ctx)


def _moving(
    _: About, typed: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    day = date.fromisoformat(typed["due"])
    if day < ctx.today:
        raise RefusedError(f"{spell(day)} lies in the past. Choose a day to come.", about="due")
    return lambda action: move(action, Due.on(day), why, ctx)


def _closing(
    _: About, __: Mapping[str, str], why: str, ctx: RequestContext
) -> Callable[[Action], object]:
    return lambda action: close(action, why, ctx)


_WORK = {GIVE: _giving, MOVE: _moving, DONE: _closing}


def undo(events: Sequence[int], ctx: RequestContext) -> Answer:
    """Put back what was done to all of them, or, where one has changed since, to none."""
    if not 0 < len(events) <= MOST_CHOSEN:
        raise RefusedError("There is nothing to undo.")
    undone = [operations.undo(ctx, number) for number in sorted(events)]
    return messages.undone([action.id for action in undone])
