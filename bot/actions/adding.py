"""Adds actions: one as typed, or several that are shown first; duplicates are asked about."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from bot.actions import adding_view
from bot.actions import view as messages
from bot.actions.adding_view import DraftLine
from bot.actions.render_context import action_context
from bot.refusals import refusal_words
from bot.reminders.view import away_words
from bot.slack import confirm
from bot.slack.arguments import absence_of, due_of, needs_asking, person_of, read_due
from bot.slack.blocks import VALUE_LENGTH, Answer
from bot.slack.parsing import MENTION, unescaped
from bot.slack.registry import ME, Command, OpenForm, Reply, Request
from db import privacy
from db.actions import dependencies, operations
from db.actions import queries as actions
from db.actions.operations import Draft
from db.errors import RefusedError
from db.models import Action, Due, Person, Register
from db.models.action import TITLE_LENGTH
from db.permissions import require_can_assign
from jobs.actions import notices, ordering
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.duplicates import Saying, twins

MOST_LINES: Final = 25
ROOM_FOR_LINES: Final = VALUE_LENGTH - 100
# "- ", "* ", "• ", a dash, "1. " or "1) ", as lists are pasted.
_MARK: Final = re.compile(r"^\s*(?:[-*•\u2013]|\d{1,3}[.)])\s+")
_REGISTER: Final = re.compile(
    r"to\s+(?:the\s+)?(?P<register>plan|team)(?:\s+(?=<@|@|me\b|by\s|after\s+#)|\s*(?=:))",
    re.IGNORECASE,
)
_NUMBERS: Final = r"#\d{1,9}(?:(?:\s*,\s*|\s+and\s+|\s+)#\d{1,9})*"
_AFTER: Final = rf"after\s+(?P<after>{_NUMBERS})"
_DUE: Final = r"by\s+(?P<due>[^:]+?)"
_HEAD: Final = tuple(
    re.compile(rf"{head}\s*:\s*(?P<title>.*)", re.IGNORECASE | re.DOTALL)
    for head in (rf"{_DUE}\s+{_AFTER}", rf"{_AFTER}\s+{_DUE}", _AFTER, _DUE)
)


class Add(Command):
    """`add to plan @owner by Fri 4 Dec after #7: Finalise it`; `owner` is a Slack id or ME.

    Without `register` it is a team's own, as most of what people type is. `sure` says that the date
    was asked about, `another` that it is no duplicate.
    """

    title: str
    owner: str | None = None
    due: str | None = None
    sure: bool = False
    even_away: bool = False
    after: tuple[int, ...] = ()
    another: bool = False
    register: str = Register.TEAM

    name = "add"
    synonyms = ("new", "create")
    example = "add @owner by Fri 4 Dec: Finalise the strategy"
    summary = "owner and date may be left out"
    more_help = (
        (
            "add to plan @owner: words",
            "puts it into the improvement plan",
        ),
        ("add", "fills in a form; several lines after it are several actions"),
    )
    usage = "add @owner by Fri 4 Dec: words"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        lines = lines_of(rest)
        if not lines:
            return OpenForm("add")
        return AddSeveral(tuple(lines)) if len(lines) > 1 else read_line(lines[0], command)

    def run(self, ctx: RequestContext) -> Reply:
        """Write it down; ask first of a date, of an owner who is away, and of duplicates."""
        privacy.guard(ctx, self.title)
        due = Due()
        if self.due is not None:
            deadline = read_due(self.due, ctx)
            if needs_asking(deadline, sure=self.sure):
                return confirm.which_day(deadline, self, ctx)
            due = due_of(deadline)
        owner = person_of(self.owner, ctx) if self.owner else None
        draft = Draft(self.title, owner, due, register=self.register)
        absence = absence_of(owner, ctx)
        if owner and absence and not self.even_away:
            return confirm.even_so(away_words(owner, absence), self)
        likely = [] if self.another else likely_duplicates(draft, ctx)
        if likely:
            asked = asdict(replace(self, sure=True, another=True))
            return adding_view.is_it_another(likely, asked, action_context(ctx, likely))
        return add(draft, ctx, self.after)


def add(draft: Draft, ctx: RequestContext, after: Sequence[int] = ()) -> Answer:
    made = write(draft, ctx, after)
    event = actions.history(ctx.session, made)[-1]
    return messages.added(made, event, action_context(ctx, [made]))


def write(draft: Draft, ctx: RequestContext, after: Sequence[int] = ()) -> Action:
    """Write a new action down, after others if so asked, and tell whom it concerns."""
    if after:
        dependencies.begin(ctx.session)
    made, event = operations.add(ctx, draft)
    if after:
        ordering.put_after(ctx, made, after)
    notices.tell(ctx.session, made, event)
    return made


def likely_duplicates(draft: Draft, ctx: RequestContext) -> list[Action]:
    """Return the actions that say much the same, of those this person may see; likeliest first.

    A draft that would be refused anyhow has none: what is wrong with it is told first.
    """
    if draft.owner is not None:
        require_can_assign(ctx.person, draft.owner)
    if len(draft.title) > TITLE_LENGTH:
        return []
    found = twins(Saying(draft.title, draft.source), _known(ctx))
    rows = actions.several(ctx.session, [twin.number for twin in found])
    return [rows[twin.number] for twin in found]


def _known(ctx: RequestContext) -> list[Saying]:
    known = dependencies.candidates(ctx.session, ctx.person)
    return [Saying(each.title, each.source, each.number) for each in known]


class AddSeveral(Request):
    """`add` and several lines: one action a line."""

    lines: tuple[str, ...]

    def run(self, ctx: RequestContext) -> Reply:
        """Show what each line would add, in a form where they are too many for a message."""
        text = "\n".join(self.lines)
        if len(adding_view.carried(text)) > ROOM_FOR_LINES:
            return OpenForm("several", text=text)
        return adding_view.preview(look_over(text, ctx), text, action_context(ctx))


def add_all(text: str, ctx: RequestContext) -> Answer:
    """Write down every line, or, if one cannot be, none."""
    planned = look_over(text, ctx)
    wrong = next((line for line in planned if line.problem), None)
    if wrong:
        raise RefusedError(f"Line {wrong.number}: {wrong.problem}", about="lines")
    made = [write(line.draft, ctx, line.after) for line in planned if line.draft]
    return adding_view.added(made, action_context(ctx, made))


def look_over(text: str, ctx: RequestContext) -> list[DraftLine]:
    """Return what each line would add, or what is wrong with it; nothing is written."""
    lines = lines_of(text)
    if not lines:
        raise RefusedError("Write one action a line.", about="lines")
    if len(lines) > MOST_LINES:
        raise RefusedError(
            f"That is {len(lines)} lines; {MOST_LINES} at a time at most.", about="lines"
        )
    known = _known(ctx)
    looked: list[DraftLine] = []
    for number, words in enumerate(lines, start=1):
        line = _look_at(number, words, ctx)
        if line.draft:
            saying = Saying(line.draft.title)
            same = [above.number for above in looked if above.draft and _alike(above.draft, saying)]
            likely = tuple(twin.number for twin in twins(saying, known))
            line = replace(line, twins=likely, same_as=same[0] if same else None)
        looked.append(line)
    return looked


def _alike(draft: Draft, saying: Saying) -> bool:
    return bool(twins(saying, [Saying(draft.title)]))


def _look_at(number: int, words: str, ctx: RequestContext) -> DraftLine:
    try:
        privacy.guard(ctx, words)
        request = read_line(words, ctx.council.commands.action)
        draft = Draft(
            request.title, _hands(request, ctx), _due(request, ctx), register=request.register
        )
        ordering.refuse_unknown(ctx.session, request.after, ctx.person)
    except RefusedError as error:
        if isinstance(error, privacy.PersonalDataError) and error.is_question:
            raise  # asked about once, for all the lines
        return DraftLine(
            number,
            problem=refusal_words(error),
            is_private=isinstance(error, privacy.PersonalDataError),
        )
    if len(request.title) > TITLE_LENGTH:
        return DraftLine(number, problem=f"That is longer than {TITLE_LENGTH} characters.")
    return DraftLine(number, draft, request.after)


def _hands(request: Add, ctx: RequestContext) -> Person | None:
    owner = person_of(request.owner, ctx) if request.owner else None
    if owner is not None:
        require_can_assign(ctx.person, owner)
    return owner


def _due(request: Add, ctx: RequestContext) -> Due:
    if request.due is None:
        return Due()
    deadline = read_due(request.due, ctx)
    if deadline.past:
        raise RefusedError(f"{spell(deadline.day)} lies in the past.", about="due")
    if deadline.alternatives:
        raise RefusedError(
            f"“{deadline.said}” could be more than one day. Write it like this: "
            f"{spell(deadline.day)}.",
            about="due",
        )
    return due_of(deadline)


def read_first(words: str, command: str) -> Request | None:
    """Read what begins with no verb: nothing, or a pasted list, adds; anything else is none."""
    return Add.read(words, command) if not words or _is_list(words) else None


def _is_list(text: str) -> bool:
    """Say whether a text is a pasted list: two lines or more, each with its mark."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(_MARK.match(line) for line in lines)


def lines_of(text: str) -> list[str]:
    """Return the lines that say something, without the marks of a list."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def read_line(line: str, command: str) -> Add:
    """Read one action: `@owner by Fri 4 Dec after #7: words`, of which only the words are needed.

    Raises RefusedError with a right example.
    """
    register, named = _leading_register(line)
    owner, rest = _leading_owner(named, command)
    for head in _HEAD:
        found = head.fullmatch(rest)
        if found:
            parts = found.groupdict()
            after = re.findall(r"\d+", parts.get("after") or "")
            due = (parts.get("due") or "").strip() or None
            add = _titled(parts["title"], command, owner, due, tuple(map(int, after)))
            return replace(add, register=register)
    if re.match(r"(?:by|after\s+#\d+)\s", f"{rest} ", re.IGNORECASE):
        raise Add.wrong("Put a colon before what is to be done.", command)
    add = _titled(rest.removeprefix(":").strip(), command, owner, None, ())
    return replace(add, register=register)


def _leading_register(line: str) -> tuple[str, str]:
    """Return where an action is to stand, and the rest: "to plan: words", "to team @owner words".

    Words that only begin like it ("to plan the day well") stay words.
    """
    found = _REGISTER.match(line)
    return (found["register"].lower(), line[found.end() :]) if found else (Register.TEAM, line)


def _leading_owner(rest: str, command: str) -> tuple[str | None, str]:
    found = re.match(rf"(?:{MENTION}|(?P<me>me)(?=\s+(?:by|after)\s|\s*:))", rest, re.IGNORECASE)
    if found:
        return found["person"] or ME, rest[found.end() :].strip()
    if rest.startswith("@"):
        raise Add.wrong("Pick the owner from the list that Slack offers as you type @.", command)
    return None, rest


def _titled(
    title: str, command: str, owner: str | None, due: str | None, after: tuple[int, ...]
) -> Add:
    words = unescaped(title.strip())
    if not words:
        raise Add.wrong("Say what is to be done.", command)
    return Add(words, owner, due, after=after)


VERBS: Final = (Add,)
