"""Lists of actions, a page at a time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bot.actions.list_words import OF_SOMEBODY, SCOPES, cut, scope_in
from bot.actions.render_context import action_context
from bot.actions.show import Show
from bot.actions.view import ActionRenderContext, card
from bot.capital import from_to
from bot.slack import numbered, references
from bot.slack.again import MOST_OFFERED, Offer, offering
from bot.slack.arguments import no_one, person_of, read_due
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    lines,
    option,
    row,
    saying,
    select,
    turners,
)
from bot.slack.buttons import Button
from bot.slack.carried import day_of, made_of, one_of
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION, unescaped
from bot.slack.registry import Command, Reply, Request
from bot.vocabulary import count, our
from db.actions import finding
from db.actions import queries as actions
from db.actions.queries import Page
from db.actions.scopes import Scope
from db.models import Action, Person
from db.patterns import pattern
from db.people import queries as people
from jobs.actions import ordering
from jobs.context import RequestContext
from jobs.rules.deadline_words import (
    WEEKDAYS,
    UnreadableDeadlineError,
    any_of,
    spell,
    spell_days,
)
from jobs.rules.due_windows import DueWindow, read_window
from jobs.rules.months import A_DAY, A_WEEK, A_YEAR, months_after

PAGE: Final = 10


class List(Command):
    """`list overdue`; `person` is a Slack id when the scope is `person`."""

    only_looks = True

    scope: str = "mine"
    person: str | None = None
    start: int = 0
    phase: str = ""
    when: str = ""

    name = "list"
    synonyms = ("ls",)
    example = "list overdue"
    help_example = usage = "list"
    summary = (
        "mine; also list plan, list audits, list team, list @person, list overdue, list no owner, "
        "list no date, list done, list all; add when: list team this week"
    )

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read whose, which or in which phase; alone it is one's own."""
        numbers = references.leading(rest)
        if numbers and not numbers.rest and references.is_certain(numbers.which[0]):
            return numbered.read(Show, rest, command)
        in_phase = re.match(r"(?:in\s+)?phase[\s:]+(?=\S)", rest, re.IGNORECASE)
        if in_phase:
            return cls("phase", phase=unescaped(rest[in_phase.end() :]))
        named = list(re.finditer(MENTION, rest))
        if len(named) > 1:
            raise cls.wrong("I can list one person's actions at a time.", command)
        whole = " ".join(rest.lower().split())
        if whole in SCOPES:
            return cls(whole)
        asked, when = cut(re.sub(OF_SOMEBODY, " ", rest))
        if named:
            return cls("person", named[0]["person"], when=when)
        scope = scope_in(asked, when)
        if scope is None:
            return Find(tuple(unescaped(rest).split()))
        return cls(scope, when="" if scope in {"overdue", "no date"} else when)

    def run(self, ctx: RequestContext) -> Answer:
        whose = person_of(self.person, ctx) if self.person else ctx.person
        phase = self.phase
        if self.scope == "phase":
            phase = ordering.phase_called(ctx.session, ctx.person, phase)
        days = _days(self, ctx) if self.when else ""
        return list_page(Scope(self.scope, whose.id, phase, days), self.start, ctx)


def _days(asked: List, ctx: RequestContext) -> str:
    """Return on which days what is listed is due, or was done, as its scope carries them.

    What is overdue is to be done this week too, unless somebody asks what is due in it.
    """
    when = asked.when
    try:
        window = read_window(when, ctx.today, ctx.council.calendar)
    except UnreadableDeadlineError:
        day = read_due(when, ctx).day
        return f"{day}/{day}"
    begins = window.first
    if asked.scope == "done" or _WAS.search(when):
        return _in_the_past(window, when, ctx.today)
    if begins and begins <= ctx.today and not when.startswith("due "):
        begins = None
    return f"{begins or ''}/{window.last}"


def _in_the_past(window: DueWindow, when: str, today: date) -> str:
    """Return days that were: "in December", said in November, is a year ago; "Friday" is last's."""
    first, last = window.first, window.last
    if first is None or first <= today or _AHEAD.search(when):
        return f"{first or ''}/{last}"
    if _WEEKDAY.search(re.split(r"\d", when)[-1]):  # "Friday 4 Dec" is of the month
        return f"{first - A_WEEK}/{last - A_WEEK}"
    back = A_YEAR
    if _OF_A_MONTH.search(when):  # "the 30th", said on the 1st of March, is January's
        back = next(each for each in (1, 2) if months_after(first, -each).day == first.day)
    return f"{months_after(first, -back)}/{months_after(last, -back)}"


_WAS: Final = pattern(r"\b(?:was|were)\b", re.IGNORECASE)
# "What was due next week" looks ahead, whatever its tense.
_AHEAD: Final = pattern(
    r"\b(?:(?:next|coming|tomorrow|this|in (?:\d+|an?))\b|"
    r"(?:weeks?|months?|quarter|(?:of|the) year)$)",
    re.IGNORECASE,
)
_WEEKDAY: Final = pattern(rf"\b(?:{any_of(WEEKDAYS)})\b", re.IGNORECASE)
_OF_A_MONTH: Final = pattern(r"\d(?:st|nd|rd|th)$", re.IGNORECASE)


class ListOf(Request):
    """`Sam's actions`: of whoever alone is called so, as `list @Sam` shows them."""

    only_looks = True

    called: str

    def run(self, ctx: RequestContext) -> Answer:
        return _list_of(self.called, people.called_so(ctx.session, self.called, ctx.today), ctx)


def _list_of(called: str, known: Sequence[Person], ctx: RequestContext) -> Answer:
    if len(known) == 1:
        return list_page(Scope("person", known[0].id), 0, ctx)
    offers = [Offer(each.name, f"list <@{each.slack_id}>") for each in known[:MOST_OFFERED]] or [
        Offer("My actions", "list"),
        Offer("All actions", "list all"),
    ]
    return offering(f"{no_one(called, known)} Whose actions?", offers, is_lost=not known)


def list_page(scope: Scope, start: int, ctx: RequestContext) -> Answer:
    page = actions.page(ctx, scope, start=start, size=PAGE)
    named = people.named(ctx.session, [scope.person_id] if scope.person_id else [])
    whose = next(iter(named.values()), None)
    name = whose.name if whose else ""
    if not page.total and scope.days:
        return _none_then(scope, whose, ctx)
    if not page.total:
        return saying(_none(scope, ctx))
    return listed(page, scope, name, action_context(ctx, page.rows), _late_besides(scope, ctx))


def _none_then(scope: Scope, whose: Person | None, ctx: RequestContext) -> Answer:
    """Say that nothing of a list is due on those days, and offer the list as it is."""
    heading = _heading(scope, whose.name if whose else "", ctx.today)
    offers = [Offer("My actions", "list")]
    if scope.name not in {"mine", "done"}:
        words = f"<@{whose.slack_id}>" if whose and scope.name == "person" else scope.name
        offers.insert(0, Offer("All of them", f"list {words}"))
    late = _late_besides(scope, ctx)
    # It asks nothing: the list is answered, and there is nothing in it.
    return replace(offering(f"{heading}: none.", offers, note=late), asks=False)


def _late_besides(scope: Scope, ctx: RequestContext) -> str:
    """Return how much of a list is overdue besides what is due on its days."""
    first = scope.first
    if scope.name == "done" or first is None or (scope.last or first) < ctx.today:
        return ""
    late = replace(scope, days=f"/{min(first, ctx.today) - A_DAY}")
    total = actions.page(ctx, late, start=0, size=0).total
    return (
        f"{count(total, 'more action')} {'is' if total == 1 else 'are'} overdue." if total else ""
    )


class Find(Command):
    """`find strategy`: actions by their words, open before done."""

    only_looks = True

    words: tuple[str, ...]

    name = "find"
    synonyms = ("search", "lookup")
    example = "find strategy"
    summary = "actions by their words"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        words = _AN_ACTION.sub("", unescaped(rest)).strip()
        return cls(tuple(words.strip("\"'\u201c\u201d ").split())) if words else List()

    def run(self, ctx: RequestContext) -> Answer:
        found = finding.with_words(ctx.session, ctx.person, self.words)
        if not found:
            words = " ".join(self.words)
            called = _FOR_WHOM.sub("", words)
            known = people.called_so(ctx.session, called, ctx.today)
            if known:
                return _list_of(called, known, ctx)
            offers = [Offer("My actions", "list"), Offer("All actions", "list all")]
            if len(self.words) >= _A_SENTENCE:
                offers.insert(0, Offer("Add it as an action", f"add {words}"))
            return offering("No action you can see has those words.", offers, is_lost=True)
        page = Page(found[:PAGE], len(found), 0)
        return _found(page, action_context(ctx, page.rows))


def _found(page: Page, context: ActionRenderContext) -> Answer:
    heading = f"{count(page.total, 'action')} with those words"
    blocks = [lines([bold(heading), f" · {_span(page)}" if page.total > PAGE else ""])]
    blocks += [card(action, context) for action in page.rows]
    if page.total > PAGE:
        blocks.append(aside("Add a word to find fewer."))
    return Answer(heading, [*blocks, row("list-tools", _opener(page.rows))])


# "find the action about placement", "the leaflet one"
_AN_ACTION: Final = pattern(
    r"^(?:(?:for|about|(?:any|some|every)?(?:thing|stuff)\s(?:about|on|with|re|to do with)|"
    r"(?:(?:the|an?|any|my|all)\s+)?(?:actions?|tasks?)\s+(?:for|about|on|called|named|"
    r"with|re)|the)\s+)+|(?<=\w)\s(?:one|action|task)$",
    re.IGNORECASE,
)
_A_SENTENCE: Final = 3
_FOR_WHOM: Final = pattern(r"^(?:for|of|by)\s+|['\u2019]s$", re.IGNORECASE)
_TITLES = {
    "mine": "Your open actions",
    "team": "Your team's own open actions",
    "team all": "All open actions in your team's hands",
    "plan": "Open actions of the improvement plan",
    "audits": f"Open actions from {our.live_audits}",
    "overdue": "Overdue actions",
    "all": "All actions",
    "no owner": "Open actions without an owner",
    "no date": "Open actions without a due date",
    "done": "Your completed actions",
}
_NONE = {
    "mine": "You have no open actions. `{command} list all` shows everybody's.",
    "team": (
        "Your team has no open actions of its own. `{command} list team all` shows all it holds."
    ),
    "team all": "Your team has no open actions.",
    "plan": "The improvement plan has no open actions that you can see.",
    "audits": f"There are no open actions from {our.live_audits} that you can see.",
    "overdue": "Nothing is overdue.",
    "no owner": "Every open action that you can see has an owner.",
    "no date": "Every open action that you can see has a due date.",
    "done": "You haven't completed any actions yet. `{command} list all` shows everybody's.",
    "all": "There are no actions yet. Add one with `{command} add`.",
    "phase": "No action you can see is in that phase.",
    "person": "They have no open actions that you can see.",
}
_OF_ONES_OWN = frozenset({"mine", "done"})


def _none(scope: Scope, ctx: RequestContext) -> str:
    """Say that a list is empty, and where there is more, to whoever would see more there."""
    told = _NONE[scope.name].format(command=ctx.council.commands.action)
    sees_more = ctx.person.has_duties or scope.name not in _OF_ONES_OWN
    return told if sees_more else f"{told.partition('. ')[0]}."


def listed(
    page: Page, scope: Scope, whose: str, context: ActionRenderContext, note: str = ""
) -> Answer:
    """Show one page of a list, with a way to the others and into each action."""
    blocks = [lines([bold(_heading(scope, whose, context.today)), f" · {_span(page)}"])]
    blocks += [card(action, context) for action in page.rows]
    tools = [_opener(page.rows), *_turners(page, scope), *_chooser(page, scope)]
    blocks.append(row("list-tools", *tools))
    blocks += [aside(note)] if note else []
    told = f"{_title(scope, 'Open actions')}{_due_words(scope, context.today)}"
    return Answer(f"{told}: {_span(page)}", blocks)


def _heading(scope: Scope, whose: str, today: date) -> str:
    title = _title(scope, scope.phase or f"Open actions of {whose}")
    return f"{title}{_due_words(scope, today)}"


def _title(scope: Scope, otherwise: str) -> str:
    """Return what a list is called; of all actions only those that are open are due."""
    if scope.name == "all" and scope.days:
        return "All open actions"
    return _TITLES.get(scope.name, otherwise)


def _due_words(scope: Scope, today: date) -> str:
    """Return when a list's actions are due, or were done: ", due by Fri 27 Nov 2026"."""
    first, last = scope.first, scope.last
    if last is None:
        return ""
    is_done = scope.name == "done"
    if first is None and last == today - A_DAY and not is_done:
        return ", overdue"
    days = spell_days(first, last) if first else f"by {spell(last)}"
    return f", {'done' if is_done else 'due'} {days}"


def _span(page: Page) -> str:
    last = page.offset + len(page.rows)
    shown = f"{from_to(page.offset + 1, last)} of "
    return f"{shown if page.total > PAGE else ''}{page.total}"


def _opener(rows: Sequence[Action]) -> Block:
    options = [option(f"{action.called} {action.title}", str(action.id)) for action in rows]
    return select("Open an action", options) | {"action_id": "action_open"}


def _turners(page: Page, scope: Scope) -> list[Block]:
    value = {"scope": scope.name, "person": scope.person_id}
    value |= _narrowed(scope)
    return turners("list", page.offset, PAGE, page.total, **value)


def _chooser(page: Page, scope: Scope) -> list[Block]:
    if not any(action.is_open for action in page.rows):
        return []
    value = {"scope": scope.name, "person": scope.person_id, **_narrowed(scope)}
    return [button("Choose several", "choose_open", value)]


def _narrowed(scope: Scope) -> dict[str, str]:
    """Return what narrows a list, as its buttons carry it."""
    told = {"phase": scope.phase, "days": scope.days}
    return {name: words for name, words in told.items() if words}


def _turned(click: Interaction, ctx: RequestContext) -> Reply:
    return list_page(scope_of(told_of(click)), click.value["start"], ctx)


def told_of(click: Interaction) -> dict[str, Any]:
    """Return which list the button of one carries, as `scope_of` takes it."""
    value = click.value
    told = {"name": value["scope"], "person_id": value["person"]}
    return told | {name: value.get(name, "") for name in ("phase", "days")}


def scope_of(told: Mapping[str, Any]) -> Scope:
    """Return which list a button or a form carries; RefusedError where there is none of it."""
    scope = made_of(Scope, told)
    one_of(_NONE, scope.name)
    first, _, last = scope.days.partition("/")
    for day in filter(None, (first, last)):
        day_of(day)
    return scope


BUTTONS: Final = (
    Button("list_(?:open|overdue)", _turned, only_looks=True),
    Button("list_(?:earlier|more)", _turned, replaces=True, only_looks=True),
)
