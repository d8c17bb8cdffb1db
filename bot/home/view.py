"""Gathers what stands in somebody's App Home, and draws it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any

from bot.actions import offers
from bot.actions.due_dates_view import ask_blocks
from bot.actions.render_context import action_context
from bot.audits import home_view as audit_home
from bot.audits.view import item
from bot.handover import view as handover_messages
from bot.home import blocks as home
from bot.home.blocks import (
    LATE,
    MINE,
    PHASE,
    SIGN,
    TEAM,
    THEME,
    WEEK,
    Choice,
    HomeEntry,
    entry_of,
    fixed,
    with_card,
)
from bot.slack.blocks import Block, button, row, section
from db import handovers
from db.actions import home_lists, signoff_queries
from db.actions import queries as actions
from db.actions.scopes import Scope
from db.models import Action
from db.people import queries as people
from db.permissions import Permission, Role, may
from jobs.actions import approvals
from jobs.audits import naming
from jobs.context import RequestContext

MOST_OF_A_TEAM = 300

HEADINGS = dict(zip((LATE, WEEK, "later", "none"), home.OWN, strict=True))
STOOD_IN_FOR = "You're covering"
TO_SIGN = "Waiting for your sign-off"
APPROVALS, OFFERS = "Waiting for your approval", "Offered to you"
MY_TEAM = "My team"


def home_view(ctx: RequestContext, choice: Choice, news: Sequence[Block] = ()) -> dict[str, Any]:
    """Return somebody's Home: what needs them and what they chose to see, below the news."""
    mine = home_lists.open_of(ctx.session, ctx.person)
    manages = ctx.person.is_manager
    filters = _filters(mine, manages=manages)
    if choice.show not in dict(filters):
        choice = Choice()
    page = home.paged(list(_entries(choice.show, mine, ctx)), choice.page)
    told = [entry.action for entry in page.entries if entry.action is not None]
    people.load_lines(ctx.session, [action.owner_id for action in told])
    tools = audit_home.lead_tools(ctx) if may(ctx.person, Permission.DRAW) else []
    # Whoever may set somebody else's leave answers for others' work.
    besides = frozenset({Role.MANAGER} if manages else ())
    has_team = may(ctx.person, Permission.AWAY, besides=besides)
    frame = home.Frame(ctx.person, choice, filters, tools, news, has_team)
    return home.view(page, frame, action_context(ctx, told))


def _filters(mine: Sequence[Action], *, manages: bool) -> list[tuple[str, str]]:
    usual = [each for each in home.FILTERS.items() if manages or each[0] != TEAM]
    themes = sorted({action.theme for action in mine if action.theme})
    phases = sorted({action.phase for action in mine if action.phase})
    named = [(f"{THEME}{name}", f"Theme: {name}") for name in themes]
    return [*usual, *named, *((f"{PHASE}{name}", f"Phase: {name}") for name in phases)]


def _entries(show: str, mine: Sequence[Action], ctx: RequestContext) -> Iterator[HomeEntry]:
    if show == TEAM:
        return _of_team(ctx)
    if show == SIGN:
        return _to_sign(ctx)
    if show == MINE:
        return _everything(mine, ctx)
    wanted = _is_due(show) if show in HEADINGS else _in(show)
    return _own(mine, ctx, wanted)


def _everything(mine: Sequence[Action], ctx: RequestContext) -> Iterator[HomeEntry]:
    late, week, *others = (list(_own(mine, ctx, _is_due(when))) for when in HEADINGS)
    return chain(
        late,
        _to_sign(ctx),
        _to_approve(ctx),
        _offered(ctx),
        week,
        _audits(ctx),
        *others,
        _stood_in_for(ctx),
        _team(ctx) if ctx.person.is_manager else (),
    )


Test = Callable[[str, Action], bool]


def _is_due(wanted: str) -> Test:
    return lambda when, _: when == wanted


def _in(show: str) -> Test:
    kind, _, name = show.partition(":")
    return lambda _, action: getattr(action, kind) == name


def _own(mine: Sequence[Action], ctx: RequestContext, wanted: Test) -> Iterator[HomeEntry]:
    for action in mine:
        when = when_due(action, ctx.today)
        if wanted(when, action):
            yield entry_of(action, HEADINGS[when], ctx.person, ctx.today)


def when_due(action: Action, today: date) -> str:
    """Return under which heading an open action of one's own stands."""
    if action.due_on is None:
        return "none"
    if action.is_overdue(today):
        return LATE
    week_ends = today + timedelta(days=6 - today.weekday())
    return WEEK if action.due_on <= week_ends else "later"


def _to_sign(ctx: RequestContext) -> Iterator[HomeEntry]:
    for action in signoff_queries.asked_of(ctx.session, ctx.person):
        yield with_card(action, TO_SIGN, partial(_ending, ctx, action))


def _ending(ctx: RequestContext, action: Action) -> Block:
    made = offers.offered(action, ctx.person, None, ctx.today, offers.ENDING)
    return row(f"end-{action.id}", *made)


def _stood_in_for(ctx: RequestContext) -> Iterator[HomeEntry]:
    for action in home_lists.deputised(ctx.session, ctx.person):
        yield entry_of(action, STOOD_IN_FOR, ctx.person, ctx.today)


def _to_approve(ctx: RequestContext) -> Iterator[HomeEntry]:
    for action, line in approvals.waiting_for(ctx.session, ctx.person, ctx.today):
        tools = row(f"decide-{line.id}", *offers.decisions(action, line, ctx.person, None))
        blocks = [*ask_blocks(action, line), tools]
        yield fixed(APPROVALS, blocks)


def _offered(ctx: RequestContext) -> Iterator[HomeEntry]:
    for offer in handovers.offered_to(ctx.session, ctx.person):
        blocks = handover_messages.in_short(offer)
        yield fixed(OFFERS, blocks)


def _audits(ctx: RequestContext) -> Iterator[HomeEntry]:
    for audit in naming.waiting_for(ctx):
        blocks = item(audit, ctx)
        yield fixed(home.AUDITS, blocks)


def _team(ctx: RequestContext) -> Iterator[HomeEntry]:
    """Yield a line for each of the team who holds anything, those with most late ones first."""
    for tally in home_lists.tallies(ctx.session, ctx.person, ctx.today):
        scope = {"scope": "person", "person": tally.person.id, "start": 0}
        late = f", {tally.late} overdue" if tally.late else ""
        opener = button("List", "list_open", scope)
        block = section(
            f"{tally.person.name} · {tally.open} open{late}", opener, f"team-{tally.person.id}"
        )
        yield fixed(MY_TEAM, [block])


def _of_team(ctx: RequestContext) -> Iterator[HomeEntry]:
    scope = Scope("team all", ctx.person.id)
    page = actions.page(ctx, scope, start=0, size=MOST_OF_A_TEAM)
    for action in page.rows:
        heading = HEADINGS[when_due(action, ctx.today)]
        yield entry_of(action, heading, ctx.person, ctx.today)
