"""The App Home: one's own actions, late ones first (https://docs.slack.dev/surfaces/app-home)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from bot.messages.action import Reader, card
from bot.messages.blocks import DIVIDER, Answer, Block, aside, button, lines, row, title
from bot.messages.morning import buttons
from db.actions import Page
from db.models import Action, Person


def view(page: Page, person: Person, reader: Reader, news: Answer | None) -> dict[str, Any]:
    """Return the home tab, with the result of the last press at its top."""
    blocks = [*_news(news), *_tools()]
    for heading, rows in _grouped(page.rows, reader):
        blocks.append(title(heading))
        for action in rows:
            blocks += [card(action, reader), _row(action, person)]
    if not page.rows:
        blocks.append(lines(["You have no open actions."]))
    hidden = page.total - len(page.rows)
    if hidden > 0:
        blocks.append(aside(f"and {hidden} more: List shows them all"))
    return {"type": "home", "blocks": blocks}


def _news(news: Answer | None) -> list[Block]:
    return [*news.blocks, DIVIDER] if news else []


def _tools() -> list[Block]:
    scope = {"scope": "all", "person": None, "start": 0}
    return [
        row(
            "home-tools",
            button("Add an action", "form_add", {}, "primary"),
            button("Add several", "form_several", {}),
            button("Where things stand", "home_status", {}),
            button("List all actions", "list_open", scope),
            button("Phases", "order_phases", {}),
        )
    ]


def _row(action: Action, person: Person) -> Block:
    return row(f"item-{action.id}", *buttons(action, person, None))


def _grouped(rows: Sequence[Action], reader: Reader) -> Iterator[tuple[str, list[Action]]]:
    for heading, group in groupby(rows, key=lambda action: _heading(action, reader)):
        yield heading, list(group)


def _heading(action: Action, reader: Reader) -> str:
    if action.due_on is None:
        return "No date"
    if action.is_overdue(reader.today):
        return "Late"
    week_ends = reader.today + timedelta(days=6 - reader.today.weekday())
    return "This week" if action.due_on <= week_ends else "Later"


def stranger(told: Answer) -> dict[str, Any]:
    """Return the home tab of somebody for whom there is only a sentence."""
    return {"type": "home", "blocks": list(told.blocks)}
