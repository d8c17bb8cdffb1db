"""The App Home: what somebody has to do, late ones first (https://docs.slack.dev/surfaces/app-home).

Slack shows 100 blocks in a view; a page here has room for them all, whatever somebody holds.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from bot.actions import offers
from bot.actions.view import ActionRenderContext, card
from bot.audits.home_view import LEAD_TOOLS
from bot.slack.blocks import (
    DIVIDER,
    Answer,
    Block,
    aside,
    button,
    lines,
    option,
    row,
    select,
    title,
    unique,
)
from bot.slack.pages import fitted
from bot.vocabulary import our
from db.models import Action, Person

MOST_BLOCKS = 55  # of things to do, on one page
MOST_NEWS = 30

AUDITS = f"{our.live_audits:C}"
OWN = ("Overdue", "This week", "Later", "No date")  # the headings of one's own actions
AT_THE_TOP = frozenset({"home-usual", "home-choosers"})  # rows that stand there on every page
AT_THE_END = frozenset({LEAD_TOOLS, "home-tools"})
MINE, LATE, WEEK, TEAM, SIGN = "mine", "late", "week", "team", "sign"
THEME, PHASE = "theme:", "phase:"
FILTERS = {
    MINE: "All mine",
    LATE: "Overdue",
    WEEK: "This week",
    TEAM: "My team",
    SIGN: "Waiting for sign-off",
}
_EMPTY = {
    MINE: "You have no open actions.",
    LATE: "None of your actions is overdue.",
    WEEK: "None of your actions is due this week.",
    TEAM: "Your team has no open actions.",
    SIGN: "Nothing needs your sign-off.",
}


@dataclass(frozen=True)
class Choice:
    """What somebody looks at in their Home: which of it, and which page, the first being 0.

    `beside` names the row at which they pressed last, where it may be far from the top.
    """

    show: str = MINE
    page: int = 0
    beside: str = ""

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Choice":
        show, page = kept.get("show", MINE), kept.get("page", 0)
        beside = _place_of(str(kept.get("pressed", "")), str(kept.get("beside", "")))
        return cls(str(show), page if isinstance(page, int) else 0, beside)

    def told(self) -> dict[str, Any]:
        """Return it as it is kept; what is empty is left out."""
        return {"show": self.show, "page": self.page} | (
            {"beside": self.beside} if self.beside else {}
        )


def _place_of(pressed: str, before: str) -> str:
    """Return beside which row the answer to a press stands; empty: at the top.

    What is pressed in an answer is answered where that answer stands.
    """
    row_name = re.sub(r":\d+$", "", pressed)
    if row_name in AT_THE_END or re.fullmatch(r"item-\d+", row_name):
        return row_name
    return "" if row_name in AT_THE_TOP else before


@dataclass(frozen=True)
class HomeEntry:
    """One thing in the Home: under which heading, how many blocks it takes, and what draws it."""

    heading: str
    size: int
    draw: Callable[[ActionRenderContext], Sequence[Block]]
    action: Action | None = None


@dataclass(frozen=True)
class HomePage:
    """The things on one page, which page of how many, and how many things each heading has."""

    entries: Sequence[HomeEntry]
    number: int
    last: int
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Frame:
    """What stands around the things to do."""

    person: Person
    choice: Choice
    filters: Sequence[tuple[str, str]]  # what can be looked at, and how it is called
    lead_tools: Sequence[Block]
    news: Sequence[Block] = ()
    has_team: bool = False  # answers for others' work, not for their own alone


def paged(entries: Sequence[HomeEntry], number: int) -> HomePage:
    """Return one page; the last one there is, where somebody asks for one that is no more."""
    pages: list[list[HomeEntry]] = [[]]
    room, heading = MOST_BLOCKS, ""
    for entry in entries:
        needed = entry.size + (entry.heading != heading)
        if needed > room and pages[-1]:
            pages.append([])
            room, needed = MOST_BLOCKS, entry.size + 1
        pages[-1].append(entry)
        room, heading = room - needed, entry.heading
    last = len(pages) - 1
    number = max(0, min(number, last))
    return HomePage(pages[number], number, last, Counter(entry.heading for entry in entries))


def view(page: HomePage, frame: Frame, context: ActionRenderContext) -> dict[str, Any]:
    """Return the home tab, with the result of the last press where it was pressed."""
    chosen = replace(frame.choice, page=page.number)
    blocks = [_usual_tools(), _choosers(page, frame)]
    if page.counts:
        has_own = any(page.counts.get(heading) for heading in OWN)
        none = "" if has_own or chosen.show != MINE else " · no open actions of your own"
        blocks.append(aside(f"{_summary(page)}{none}"))
    else:
        blocks.append(lines([_EMPTY.get(chosen.show, "No open action of yours is in it.")]))
    for heading, group in groupby(page.entries, key=lambda entry: entry.heading):
        blocks.append(title(heading))
        for entry in group:
            blocks += list(entry.draw(context))[: MOST_BLOCKS - 1]
    blocks += [*_about_audits(page, frame), DIVIDER, _tools(frame)]
    blocks = _with_news(blocks, frame)
    carried = json.dumps(chosen.told())
    return fitted({"type": "home", "private_metadata": carried, "blocks": unique(blocks)})


def _with_news(blocks: Sequence[Block], frame: Frame) -> list[Block]:
    """Return the blocks with the result of the last press in them.

    Slack leaves somebody where they have scrolled to, so it takes the place of the row that they
    pressed in, and that row follows it; where that is gone, it stands at the top.
    """
    if not frame.news:
        return list(blocks)
    rows = [block.get("block_id") for block in blocks]
    at = rows.index(frame.choice.beside) if frame.choice.beside in rows else 0
    if frame.choice.beside in AT_THE_END:
        at = _above(blocks, at, len(frame.news))
    return [*blocks[:at], *frame.news, DIVIDER, *blocks[at:]]


def _above(blocks: Sequence[Block], at: int, room: int) -> int:
    """Return where an answer stands that would be below the window's edge at the last rows.

    So many blocks above, where a thing to do begins, but below the rows at the top.
    """
    first = sum(block.get("block_id") in AT_THE_TOP for block in blocks)
    begins = [
        place
        for place in range(first, at + 1)
        if blocks[place]["type"] == "header" or blocks[place - 1]["type"] == "actions"
    ]
    return max((place for place in begins if place <= at - room), default=begins[0])


def _about_audits(page: HomePage, frame: Frame) -> list[Block]:
    """Return a lead's tools about live audits, with a heading unless they follow upon audits."""
    if not frame.lead_tools:
        return []
    is_headed = bool(page.entries) and page.entries[-1].heading == AUDITS
    return [DIVIDER if is_headed else title(AUDITS), *frame.lead_tools]


def kept_news(told: Answer) -> list[Block]:
    """Return the result of a press as it stands at the top of the Home, cut to what fits there."""
    if len(told.blocks) <= MOST_NEWS:
        return list(told.blocks)
    return [*told.blocks[: MOST_NEWS - 1], aside("… cut short here; the command shows it all")]


def entry_of(action: Action, heading: str, person: Person, today: date) -> HomeEntry:
    """Return an action with what this person may do with it."""

    def tools() -> Block:
        made = offers.offered(action, person, None, today, offers.WORKING)
        return row(f"item-{action.id}", *made, more(action))

    return with_card(action, heading, tools)


def with_card(action: Action, heading: str, tools: Callable[[], Block]) -> HomeEntry:
    """Return an action as it is told everywhere, with buttons that are made where it is drawn."""
    return HomeEntry(heading, 2, lambda context: [card(action, context), tools()], action)


def fixed(heading: str, blocks: Sequence[Block]) -> HomeEntry:
    """Return a thing that is the same for whoever reads it."""
    return HomeEntry(heading, len(blocks), lambda _: blocks)


def more(action: Action) -> Block:
    """Return the menu of what else can be done with an action."""
    return {
        "type": "overflow",
        "action_id": "item_more",
        "options": [option(words, f"{wish} {action.id}") for wish, words in MORE.items()],
    }


MORE = {"edit": "Edit", "show": "Show everything", "give": "Give it to somebody"}


def _usual_tools() -> Block:
    """Return what is most often wanted; what waits for its reader stands right below it."""
    return row(
        "home-usual",
        button("Add an action", "form_add", {}, "primary"),
        button("Where things stand", "home_status", {}),
    )


def _tools(frame: Frame) -> Block:
    """Return what anybody may want now and then, and what is for whoever has a team."""
    scope = {"scope": "all", "person": None, "start": 0}
    several = button("Choose several", "choose_open", {"scope": "mine", "person": None})
    return row(
        "home-tools",
        button("Add several", "form_several", {}),
        button("List all actions", "list_open", scope),
        *([several, button("Phases", "order_phases", {})] if frame.has_team else []),
        button("The review", "review_open", {}),
        button("Calendar", "audit_calendar", {}),
        button("Set leave" if frame.has_team else "Set my leave", "audit_form_away", {}),
        button("Hand over", "handover_form", {"giver": frame.person.id}),
    )


def _choosers(page: HomePage, frame: Frame) -> Block:
    options = [option(words, value) for value, words in frame.filters]
    known = [each for each in options if each["value"] == frame.choice.show]
    picker = select("Show", options, (known or options)[0]["value"])
    return row("home-choosers", picker | {"action_id": "home_filter"}, *_turners(page))


def _turners(page: HomePage) -> Iterator[Block]:
    for words, number in (("Earlier", page.number - 1), ("More", page.number + 1)):
        if 0 <= number <= page.last:
            yield button(words, f"home_{words.lower()}", {"page": number})


def _summary(page: HomePage) -> str:
    counted = " · ".join(f"{heading} {number}" for heading, number in page.counts.items())
    return f"{counted} · page {page.number + 1} of {page.last + 1}" if page.last else counted


def stranger(told: Answer) -> dict[str, Any]:
    """Return the home tab of somebody for whom there is only a sentence."""
    return {"type": "home", "blocks": list(told.blocks)}
