"""Gathers what stands in somebody's App Home, and draws it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from bot.actions.due_dates_view import ask_blocks, decision_buttons
from bot.actions.render_context import reader
from bot.audits import home_view as audit_home
from bot.audits.view import Looking, item
from bot.context import Visit
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
    Entry,
    entry_of,
    fixed,
    with_card,
)
from bot.signoff.view import ending_buttons
from bot.slack.blocks import Block, button, plain, row
from db import handovers
from db.actions import date_changes, home_lists, signoff_queries
from db.actions import queries as actions
from db.audits import queries as audits
from db.audits.permissions import Verb as AuditVerb
from db.audits.permissions import may as may_audit
from db.models import Action
from db.people import queries as people
from jobs.actions import approvals

MOST_OF_A_TEAM = 300

HEADINGS = dict(zip((LATE, WEEK, "later", "none"), home.OWN, strict=True))
STOOD_IN_FOR = "You stand in for"
TO_SIGN = "Waiting for your sign-off"
APPROVALS, OFFERS = "Waiting for your approval", "Offered to you"
MY_TEAM = "My team"


def home_view(visit: Visit, choice: Choice, news: Sequence[Block] = ()) -> dict[str, Any]:
    """Return the person's App Home as it stands."""
    mine = home_lists.open_of(visit.session, visit.person)
    manages = people.manages_anyone(visit.session, visit.person)
    filters = _filters(mine, manages=manages)
    if choice.show not in dict(filters):
        choice = Choice()
    page = home.paged(list(_entries(choice.show, mine, visit, manages=manages)), choice.page)
    told = [entry.action for entry in page.entries if entry.action is not None]
    whom = reader(visit.session, told, visit.today, visit.calendar, visit.rag)
    is_lead = may_audit(visit.person, AuditVerb.DRAW)
    tools = audit_home.tools(is_lead=is_lead)
    return home.view(page, home.Frame(visit.person, choice, filters, tools, news), whom)


def _filters(mine: Sequence[Action], *, manages: bool) -> list[tuple[str, str]]:
    usual = [each for each in home.FILTERS.items() if manages or each[0] != TEAM]
    themes = sorted({action.theme for action in mine if action.theme})
    phases = sorted({action.phase for action in mine if action.phase})
    named = [(f"{THEME}{name}", f"Theme: {name}") for name in themes]
    return [*usual, *named, *((f"{PHASE}{name}", f"Phase: {name}") for name in phases)]


def _entries(show: str, mine: Sequence[Action], visit: Visit, *, manages: bool) -> Iterator[Entry]:
    if show == TEAM:
        return _of_team(visit)
    if show == SIGN:
        return _to_sign(visit)
    if show == MINE:
        return _everything(mine, visit, manages=manages)
    wanted = _is_due(show) if show in HEADINGS else _in(show)
    return _own(mine, visit, wanted)


def _everything(mine: Sequence[Action], visit: Visit, *, manages: bool) -> Iterator[Entry]:
    late, *others = (list(_own(mine, visit, _is_due(when))) for when in HEADINGS)
    return chain(
        late,
        _to_sign(visit),
        _to_approve(visit),
        _offered(visit),
        *others,
        _stood_in_for(visit),
        _audits(visit),
        _team(visit) if manages else (),
    )


Test = Callable[[str, Action], bool]


def _is_due(wanted: str) -> Test:
    return lambda when, _: when == wanted


def _in(show: str) -> Test:
    kind, _, name = show.partition(":")
    return lambda _, action: getattr(action, kind) == name


def _own(mine: Sequence[Action], visit: Visit, wanted: Test) -> Iterator[Entry]:
    for action in mine:
        when = when_due(action, visit.today)
        if wanted(when, action):
            yield entry_of(action, HEADINGS[when], visit.person, visit.today)


def when_due(action: Action, today: date) -> str:
    """Return under which heading an open action of one's own stands."""
    if action.due_on is None:
        return "none"
    if action.is_overdue(today):
        return LATE
    week_ends = today + timedelta(days=6 - today.weekday())
    return WEEK if action.due_on <= week_ends else "later"


def _to_sign(visit: Visit) -> Iterator[Entry]:
    for action in signoff_queries.asked_of(visit.session, visit.person):
        tools = row(f"end-{action.id}", *ending_buttons(action, visit.person, None))
        yield with_card(action, TO_SIGN, tools)


def _stood_in_for(visit: Visit) -> Iterator[Entry]:
    for action in home_lists.deputised(visit.session, visit.person):
        yield entry_of(action, STOOD_IN_FOR, visit.person, visit.today)


def _to_approve(visit: Visit) -> Iterator[Entry]:
    waiting = date_changes.waiting(visit.session)
    found = actions.several(visit.session, waiting) if waiting else {}
    for number, line in waiting.items():
        action = found[number]
        if visit.person not in approvals.approvers(visit.session, action, visit.today):
            continue
        tools = row(f"decide-{line.id}", *decision_buttons(action, line, visit.person, None))
        blocks = [*ask_blocks(action, line), tools]
        yield fixed(APPROVALS, blocks)


def _offered(visit: Visit) -> Iterator[Entry]:
    for offer in handovers.offered_to(visit.session, visit.person):
        blocks = handover_messages.in_short(offer)
        yield fixed(OFFERS, blocks)


def _audits(visit: Visit) -> Iterator[Entry]:
    looking = Looking(visit.person, visit.today, visit.calendar, visit.names.audit)
    for audit in audits.waiting_for(visit.session, visit.person):
        blocks = item(audit, looking)
        yield fixed(home.AUDITS, blocks)


def _team(visit: Visit) -> Iterator[Entry]:
    """Yield a line for each of the team who holds anything, those with most late ones first."""
    for tally in home_lists.tallies(visit.session, visit.person, visit.today):
        scope = {"scope": "person", "person": tally.person.id, "start": 0}
        late = f"{tally.late} of {tally.open} late"
        block = {
            "type": "section",
            "block_id": f"team-{tally.person.id}",
            "text": plain(f"{tally.person.name} · {late}"),
            "accessory": button("List", "list_open", scope),
        }
        yield fixed(MY_TEAM, [block])


def _of_team(visit: Visit) -> Iterator[Entry]:
    scope = actions.Scope("team", visit.person.id)
    page = actions.page(
        visit.session, visit.person, scope, visit.today, start=0, size=MOST_OF_A_TEAM
    )
    for action in page.rows:
        heading = HEADINGS[when_due(action, visit.today)]
        yield entry_of(action, heading, visit.person, visit.today)
