"""Adds actions: one as typed, or several that are shown first; duplicates are asked about."""

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Final

from bot.actions import adding_doubts, adding_view, line_reader
from bot.actions.adding_view import DraftLine
from bot.actions.line import DUE, Doubt, Line
from bot.actions.no_action import no_action
from bot.actions.render_context import action_context
from bot.refusals import refusal_words
from bot.reminders.view import away_words
from bot.slack import confirm, letters
from bot.slack.arguments import absence_of, due_of, needs_asking, person_of, read_due
from bot.slack.blocks import VALUE_LENGTH, Answer
from bot.slack.carrying_out import kept_in
from bot.slack.parsing import unescaped_but_mentions
from bot.slack.plain_text import MARK, heads_a_list, lines_of
from bot.slack.registry import Command, OpenForm, Reply, Request
from db import privacy
from db.actions import dependencies, operations
from db.actions import queries as actions
from db.actions.operations import Draft
from db.errors import RefusedError
from db.models import Action, Due, Person, Register
from db.models.action import TITLE_LENGTH
from db.patterns import pattern
from db.permissions import require_can_assign
from jobs.actions import notices, ordering
from jobs.context import RequestContext
from jobs.rules.deadlines import spell
from jobs.rules.duplicates import Saying, twins

MOST_LINES: Final = 25
ROOM_FOR_LINES: Final = VALUE_LENGTH - 100
# "Do 2", "done 2", "2 done": hardly what is to be done, but something about action 2.
_OF_ONE: Final = pattern(
    r"(?:please\s+)?(?:do|done|finish|complete|close|chase|update|own|take(?: on)?|pick up|look at|"
    r"cover|lead|show|drop|delete|give|move|help with|check)\s+(?:action\s+|number\s+|no\.?\s*)?"
    r"#?(?P<number>\d{1,6})(?:(?:\s*(?:,|&|and)\s*#?\d{1,6})*[\s.!?]*|"
    r"\s+(?:until|till?|while|whilst|for now|from|instead|now|"
    r"then|too|as well|again|please|pls)\b.*)|"
    r"#?(?P<first>\d{1,6})\s+(?:(?:is\s+)?(?:done|closed|completed?|finished)|again|too|as well)"
    r"[\s.!?]*|"
    r"(?:to\s+(?=#?\d+\s)|(?=#?\d+:\s))#?(?P<noted>\d{1,6})\b.*|"
    r".*\b(?:to|on|onto)\s+(?:action\s+|number\s+|no\.?\s*)?#?(?P<last>\d{1,6})[\s.!?]*",
    re.IGNORECASE,
)


class Add(Command):
    """`add to plan @owner by Fri 4 Dec after #7: Finalise it`; `owner` is a Slack id or ME.

    Without `register` it is a team's own, as most of what people type is. `sure` says that the date
    was asked about, `another` that it is no duplicate, `settled` that its words were searched for
    an owner and a date; `doubts` are those still to be asked about, as kind, piece, values and what
    is left out.
    """

    title: str
    owner: str | None = None
    due: str | None = None
    sure: bool = False
    even_away: bool = False
    after: tuple[int, ...] = ()
    another: bool = False
    register: str = Register.TEAM
    settled: bool = False
    doubts: tuple[tuple[str, str, tuple[str, ...], str], ...] = ()
    left_out: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    name = "add"
    synonyms = ("new", "create")
    example = "add @owner by Fri 4 Dec: Finalise the strategy"
    summary = "owner and date are optional"
    more_help = (
        ("add to plan @owner: words", "puts it in the improvement plan"),
        ("add", "fills in a form; several lines after it are several actions"),
    )
    usage = "add @owner by Fri 4 Dec: words"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        return no_action(rest, command) or read_lines(rest)

    def run(self, ctx: RequestContext) -> Reply:
        """Write it down; ask first what is in doubt, who is away, and of duplicates."""
        asked = self if self.settled else settled(self, ctx)
        privacy.guard(ctx, _without_dates(asked))
        if asked.doubts:
            return adding_doubts.ask(asked, ctx)
        return asked.settled_run(ctx)

    def settled_run(self, ctx: RequestContext) -> Reply:
        """Write down what is no longer in doubt."""
        due = Due()
        if self.due is not None:
            deadline = read_due(self.due, ctx)
            if needs_asking(deadline, sure=self.sure):
                return confirm.which_day(deadline, self, ctx)
            due = due_of(deadline)
        owner = person_of(self.owner, ctx) if self.owner else None
        note = " ".join(self.links)
        draft = Draft(self.title, owner, due, register=self.register, note=note)
        absence = absence_of(owner, ctx)
        if owner and absence and not self.even_away:
            return confirm.even_so(away_words(owner, absence), self, ctx)
        likely = [] if self.another else likely_duplicates(draft, ctx)
        if likely:
            asked = asdict(replace(self, sure=True, another=True))
            return adding_view.is_it_another(likely, asked, ctx)
        return add(draft, ctx, self.after, self.left_out)

    def kept(self, error: RefusedError, ctx: RequestContext) -> Reply | None:
        """Offer the form with what was typed in it, what cannot be taken marked."""
        found = self if self.settled else _with(self, line_reader.settle(Line(self.title), ctx))
        return kept_in(adding_doubts.form_of(found, ctx), error, ctx)


def _without_dates(request: Add) -> str:
    """Return the words that would be kept: what may be their date is asked about first."""
    title = request.title
    for kind, piece, *_ in request.doubts:
        title = title.replace(piece, "") if kind == DUE else title
    return title


def settled(request: Add, ctx: RequestContext) -> Add:
    """Return what was typed with its owner and date found; refuse an owner who cannot be one."""
    line = line_reader.settle(Line(request.title), ctx)
    if line.problem:
        raise RefusedError(line.problem, about="owner")
    if not any(map(str.isalpha, line.title)):  # "add 12" is no action called 12
        raise RefusedError("Say what needs doing.", about="title")
    return _with(request, line)


def _with(request: Add, line: Line) -> Add:
    doubts = tuple((each.kind, each.piece, each.values, each.besides) for each in line.doubts)
    return replace(
        request,
        title=line.title,
        owner=line.owner,
        due=line.due,
        after=line.after,
        links=line.links,
        left_out=line.left_out,
        register=line.register or Register.TEAM,
        doubts=doubts,
        settled=True,
    )


def add(
    draft: Draft, ctx: RequestContext, after: Sequence[int] = (), left_out: Sequence[str] = ()
) -> Answer:
    made = write(draft, ctx, after)
    event = actions.history(ctx.session, made)[-1]
    return adding_view.added_one(made, event, left_out, ctx.person, action_context(ctx, [made]))


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
    known = _known(ctx)
    of_one = _OF_ONE.fullmatch(draft.title)
    if of_one:
        meant = int(next(filter(None, of_one.groups())))
        found = [saying for saying in known if saying.number == meant]
    else:
        found = twins(Saying(draft.title, draft.source), known)
    rows = actions.several(ctx.session, [each.number for each in found])
    return [rows[each.number] for each in found]


def _known(ctx: RequestContext) -> list[Saying]:
    known = dependencies.candidates(ctx.session, ctx.person)
    return [Saying(each.title, each.source, each.number) for each in known]


class AddSeveral(Request):
    """`add` and several lines: one action a line."""

    lines: tuple[str, ...]

    def run(self, ctx: RequestContext) -> Reply:
        """Show what each line would add, in a form where they are too many for a message."""
        taken, left = letters.of_actions(self.lines)
        shown = [line for line in left if not privacy.find(line, ctx.today, ctx.own)]
        # What may not be kept is not shown again either, nor carried in a button.
        text = "\n".join(self.lines if shown == left else (*taken, *shown))
        if len(adding_view.carried(text)) > ROOM_FOR_LINES:
            return OpenForm("several", text=text)
        return adding_view.preview(look_over(text, ctx), text, shown)


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
    lines, _ = letters.of_actions(lines_of(text))
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
            same = [
                above.number
                for above in looked
                if above.draft and twins(saying, [Saying(above.draft.title)])
            ]
            likely = tuple(twin.number for twin in twins(saying, known))
            line = replace(line, twins=likely, same_as=same[0] if same else None)
        looked.append(line)
    return looked


def _look_at(number: int, words: str, ctx: RequestContext) -> DraftLine:
    try:
        request = _certain(settled(read_line(words), ctx), ctx)
        privacy.guard(ctx, request.title)
        draft = Draft(
            request.title,
            _hands(request, ctx),
            _due(request, ctx),
            register=request.register,
            note=" ".join(request.links),
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
    return DraftLine(number, draft, request.after, left_out=request.left_out)


def most_likely(line: Line, ctx: RequestContext) -> Add:
    """Return a line that was read as it is most likely meant, for a form in which it is seen."""
    return _certain(_with(Add(""), line), ctx)


def _certain(request: Add, ctx: RequestContext) -> Add:
    """Return a line as it is most likely meant: what it would add is looked over before it is."""
    for doubt in request.doubts:
        found = adding_doubts.likeliest(request, Doubt(*doubt), ctx)
        request = replace(
            request,
            title=found.title,
            owner=found.owner,
            due=found.due,
            left_out=found.left_out,
        )
    return replace(request, doubts=())


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
        raise RefusedError(f"{spell(deadline.day)} has passed.", about="due")
    if deadline.alternatives:
        raise RefusedError(
            f"“{deadline.said}” could be more than one day. Write it like this: "
            f"{spell(deadline.day)}.",
            about="due",
        )
    return due_of(deadline)


def read_first(words: str, command: str) -> Request | None:
    """Read what begins with no verb: nothing, or a pasted list, adds; so does "new action:"."""
    called = _NEW_ACTION.match(words)
    if called:
        return read_lines(words[called.end() :])
    return Add.read(words, command) if not words or _is_list(words) else None


# "New action" says what follows; "add action plan" is what is to be done.
_NEW_ACTION: Final = pattern(
    r"(?:please\s+)?(?:new (?:team )?(?:action|task)(?:\s*:\s*|\s+[\u2013-]\s+|"
    r"\s+(?!(?:plan(?:ning)?|log|list|tracker|item|point|group|force|board|owner)s?\b|\W*(?:please|"
    r"pls|for|to|from|on|in|is|are|was|has|that|which|we|needed|required|wanted|arising)\b|#?\d))|"
    r"(?:add|create) (?:an? |the )?(?:new |team )*(?:action|task)\s?:\s?)(?=\S)",
    re.IGNORECASE,
)


_WORD: Final = pattern(r"[^\W\d_]{2}")
_IN_ONE_LINE: Final = pattern(r"1([.)]\s)[^\n]{3,}?\s2\1[^\n]{3,}")  # "1. this 2. that"


def _is_list(text: str) -> bool:
    """Say whether a text is a pasted list, in a mail or alone: two lines or more, all marked."""
    if _IN_ONE_LINE.match(text):
        return True
    found = [line for line in text.splitlines() if line.strip()]
    if found and heads_a_list(found[0]):
        found = found[1:]
    lines = letters.of_actions(found)[0] if len(found) > 1 else found
    says = any(_WORD.search(line) for line in lines)  # numbers alone say which, and not what
    return says and len(lines) > 1 and all(MARK.match(line) for line in lines)


def read_lines(words: str) -> Request:
    """Read what is to be done, one action or, of several lines, one in each."""
    lines = lines_of(words)
    if not lines:
        return OpenForm("add")
    return AddSeveral(tuple(lines)) if len(lines) > 1 else read_line(lines[0])


def read_line(line: str) -> Add:
    """Read one action; whose it is, by when and after which is found when it is settled."""
    said = re.sub(r"^\s*:(?=\s|[A-Z])", "", line).strip()
    return Add(unescaped_but_mentions(_as_dictated(said)))


def _as_dictated(said: str) -> str:
    """Return words with the signs that a telephone wrote down as words: "the rota full stop".

    A comma is one where a full stop is, or another: "review comma use" is about commas.
    """
    stopped, stops = _FULL_STOP.subn(".", said)
    commas = _COMMA.findall(stopped)
    return _COMMA.sub(",", stopped) if stops or len(commas) > 1 else stopped


_FULL_STOP: Final = pattern(
    r"(?<=\w)(?<!\bthe)(?<!\ba)(?<!\bto)(?<!\bwith)(?<!\bno)\s(?i:full stop)(?=\s*$|\s[A-Z])"
)
_COMMA: Final = pattern(
    r"(?<=\w)(?<!\bthe)(?<!\ba)(?<!\bwith)(?<!\bno)(?<!\boxford)\scomma(?=\s)", re.IGNORECASE
)
