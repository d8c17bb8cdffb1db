"""What the bot says when somebody asks for a list."""

from collections.abc import Sequence

from bot.actions.phrases import owner_words
from bot.actions.view import ActionRenderContext, card, due_words
from bot.slack.blocks import Answer, Block, aside, bold, button, lines, option, plain, row, saying
from db.actions.queries import Page, Scope
from db.models import Action

PAGE = 10

_TITLES = {
    "mine": "Your open actions",
    "team": "Your team's open actions",
    "overdue": "Overdue actions",
    "all": "All actions",
}
_NONE = {
    "mine": "You have no open actions. `{command} list all` shows everybody's.",
    "team": "Your team has no open actions.",
    "overdue": "Nothing is overdue.",
    "all": "There are no actions yet. Add one with `{command} add`.",
    "phase": "No action you may see is in that phase.",
    "person": "They have no open actions that you may see.",
}


def listed(
    page: Page, scope: Scope, whose: str, context: ActionRenderContext, command: str
) -> Answer:
    """Show one page of a list, with a way to the others and into each action."""
    if not page.total:
        return saying(_NONE[scope.name].format(command=command))
    heading = _TITLES.get(scope.name, scope.phase or f"Open actions of {whose}")
    blocks = [lines([bold(heading), f" · {_span(page)}"])]
    blocks += [card(action, context) for action in page.rows]
    tools = [_opener(page.rows), *_turners(page, scope), *_chooser(page, scope)]
    blocks.append(row("list-tools", *tools))
    return Answer(f"{_TITLES.get(scope.name, 'Open actions')}: {_span(page)}", blocks)


def _span(page: Page) -> str:
    last = page.offset + len(page.rows)
    return f"{page.offset + 1} to {last} of {page.total}" if page.total > PAGE else f"{page.total}"


def _opener(rows: Sequence[Action]) -> Block:
    options = [option(f"#{action.id} {action.title}", str(action.id)) for action in rows]
    return {
        "type": "static_select",
        "action_id": "action_open",
        "placeholder": plain("Open an action"),
        "options": options,
    }


def _turners(page: Page, scope: Scope) -> list[Block]:
    turners = []
    for words, start in (("Earlier", page.offset - PAGE), ("More", page.offset + PAGE)):
        if 0 <= start < page.total:
            value = {"scope": scope.name, "person": scope.person_id, "start": start}
            value |= {"phase": scope.phase} if scope.phase else {}
            turners.append(button(words, f"list_{words.lower()}", value))
    return turners


def _chooser(page: Page, scope: Scope) -> list[Block]:
    if not any(action.is_open for action in page.rows):
        return []
    value = {"scope": scope.name, "person": scope.person_id, "phase": scope.phase}
    return [button("Choose several", "choose_open", value)]


def to_close(rows: Sequence[Action], context: ActionRenderContext, command: str) -> Answer:
    """Show someone's open actions, each with a Done button."""
    if not rows:
        return saying("You have no open actions, so there is nothing to close.")
    heading = "Which one is done?"
    tip = aside(f"Or type its number: {command} done {rows[0].id}")
    return Answer(heading, [lines([bold(heading)]), *(_closable(a, context) for a in rows), tip])


def which_one(rows: Sequence[Action], context: ActionRenderContext) -> Answer:
    """Ask which of several actions was meant; each has a Done button."""
    heading = "More than one action fits. Which one is done?"
    return Answer(heading, [lines([bold(heading)]), *(_closable(a, context) for a in rows)])


def _closable(action: Action, context: ActionRenderContext) -> Block:
    text = (
        f"#{action.id} {action.title}\n{owner_words(action.owner)} · {due_words(action, context)}"
    )
    return {
        "type": "section",
        "block_id": f"close-{action.id}",
        "text": plain(text),
        "accessory": button("Done", "action_done", {"n": action.id}, "primary"),
    }
