"""The forms in which actions are added: one, several, or one made of a message in Slack."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from bot.actions import adding, adding_doubts, adding_view, line_reader
from bot.actions.adding_view import ANOTHER
from bot.actions.line import DUE, Doubt, Line
from bot.actions.phrases import register_picker
from bot.actions.render_context import action_context
from bot.actions.verb import ask_if_away, due_chosen
from bot.privacy.refusals import KINDS
from bot.slack import letters
from bot.slack.arguments import person_of
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    date_picker,
    field_,
    lines,
    more_button,
    person_picker,
    plain,
    row,
    text_input,
)
from bot.slack.bounds import MOST_TYPED
from bot.slack.buttons import Button, form_button, more_fields
from bot.slack.confirm import carried
from bot.slack.filled import FieldsError, Filled, filled
from bot.slack.forms import Form, View, filled_in
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION, unescaped, unescaped_but_mentions
from bot.slack.plain_text import lines_of, unmarked, without_addresses
from bot.slack.plain_text import plain as plain_words
from bot.slack.registry import OpenForm, Reply, UpdateView
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db import privacy
from db.actions.operations import Draft
from db.models import Due, Person, PlanItem, Register
from db.models.action import NOTE_LENGTH, TITLE_LENGTH
from db.patterns import pattern
from db.plan import queries as plan
from jobs.context import RequestContext

SOURCE_LENGTH: Final = 200
TEXT_LENGTH: Final = 3000
SOURCE: Final = "Slack message"
_ENDS: Final = pattern(r"(?<=[.!?])\s+|\n")
_EMOJI: Final = pattern(r":[a-z0-9_+-]+:")


class AddForm(Form):
    """Asks for everything of a new action; only its title must be given."""

    name = "add"
    title, submit_label = "Add an action", "Add"
    main_field = "title"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        title = text_input(TITLE_LENGTH, example="Finalise the strategy")
        source = text_input(SOURCE_LENGTH, example="Peer review, paragraph 38")
        register = Register.PLAN if state.item else Register.TEAM
        kept = (
            "The committee and the digest see the plan; a team's own stays with its owner's team. "
            "Without an owner, every colleague can see it."
        )
        return [
            field_("title", "What needs doing?", title),
            field_("owner", "Owner", person_picker(), optional=True),
            field_("due", "Due date", date_picker(), optional=True),
            field_("register", "Register", register_picker(register), hint=kept),
            field_("source", "Source", source, optional=True),
            *(_rest(ctx.person) if state.is_whole else [row("more", more_button("more_add"))]),
        ]

    def again(self, given: Filled, state: ViewState, ctx: RequestContext) -> View:
        """Return it with what was filled in, and with what stood above its fields."""
        above = takewhile(lambda each: each["type"] != "input", given.view.get("blocks", ()))
        made = super().again(given, state, ctx)
        return made | {"blocks": [*above, *made["blocks"]]}

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer | UpdateView:
        """Add it; show likely duplicates first, with a box to say that it is another one."""
        draft = _draft(given, state, ctx)
        if ANOTHER not in given.many(ANOTHER):
            likely = adding.likely_duplicates(draft, ctx)
            if likely and ANOTHER in given:
                problem = "Tick this if it's a different one; Cancel saves nothing."
                raise FieldsError({ANOTHER: problem})
            if likely:
                typed = {name: given.text(name) for name in given.values}
                title, *rest = filled_in(self.view(state, ctx), typed)["blocks"]
                asked = adding_view.beside_the_title(likely, action_context(ctx, likely))
                return UpdateView(self.modal(state, [title, *asked, *rest]))
        ask_if_away(draft.owner, state, ctx)
        return adding.add(draft, ctx)


def _draft(given: Filled, state: ViewState, ctx: RequestContext) -> Draft:
    signer = given.text("signer")
    return Draft(
        due=due_chosen(given, ctx) if given.text("due") else Due(),
        title=given.text("title"),
        owner=given.person("owner", ctx.session),
        source=given.text("source"),
        success_measure=given.text("measure"),
        signer=person_of(signer, ctx, about="signer") if signer else None,
        source_link=state.link,
        register=_register(given, state),
        answers=plan.several(ctx.session, [state.item] if state.item else []),
    )


def _register(given: Filled, state: ViewState) -> str:
    """Return the register that was chosen; what answers a review's words is of the plan."""
    chosen = given.text("register")
    if chosen in {Register.PLAN, Register.TEAM}:
        return chosen
    return Register.PLAN if state.item else Register.TEAM


def answering(item: PlanItem, source: str, state: ViewState, ctx: RequestContext) -> View:
    """Return the form for a new action with what it is to answer at its top, and its source."""
    about = lines([bold(f"{item.reference} "), item.text])
    view = filled_in(ADD.view(state, ctx), {"source": source[:SOURCE_LENGTH]})
    return view | {"blocks": [about, *view["blocks"]]}


def _rest(person: Person) -> Sequence[Block]:
    """Return what few ask for; who signs it off, of whoever can be the one to choose."""
    different = "What will be different for the service"
    measure = text_input(NOTE_LENGTH, lines=True, example=different)
    asked = [field_("measure", "Success looks like", measure, optional=True)]
    if not (person.is_manager or person.is_lead or person.is_admin):
        return asked
    hint = (
        f"Somebody outside the owner's line. If you leave it empty, I choose {our.lead:a} or a "
        "manager."
    )
    signer = field_("signer", "Who signs it off", person_picker(), optional=True, hint=hint)
    return [*asked, signer]


class SeveralForm(Form):
    """Asks for one action a line, and shows what they would add before they are handed in again."""

    name = "several"
    title, submit_label = "Add several actions", "Check them"
    way_in = "Add several"
    main_field = "lines"

    def read(self, view: Mapping[str, Any], ctx: RequestContext) -> Filled:
        """Return the lines with their mentions, which say who owns what."""
        return filled(view, ctx)

    def view(self, state: ViewState, ctx: RequestContext) -> View:
        text = str(state.kept.get("text", ""))
        return self.with_lines(text, replace(state, kept={}), ctx)

    def with_lines(self, text: str, state: ViewState, ctx: RequestContext) -> View:
        looked = adding.look_over(text, ctx) if lines_of(text) else []
        is_right = bool(looked) and not any(line.problem for line in looked)
        example = "by Fri 4 Dec: Finalise the strategy"
        box = text_input(TEXT_LENGTH, lines=True, initial=text, example=example)
        hint = "Start a line with “me:” to make it yours; give the others to somebody afterwards."
        asked = field_("lines", "One action a line", box, hint=hint)
        seen = replace(state, seen=adding_view.mark(text) if is_right else "")
        _, left = letters.of_actions(lines_of(text))
        view = self.modal(seen, [asked, *adding_view.below_the_lines(looked, left)])
        submit = adding_view.add_all_words(looked) if is_right else self.submit_label
        return view | {"submit": plain(submit)}

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer | UpdateView:
        """Add them, if they are still those that were shown."""
        text = given.text("lines")
        if adding_view.mark(text) == state.seen:
            return adding.add_all(text, ctx)
        return UpdateView(self.with_lines(text, state, ctx))


def from_message(message: Mapping[str, Any], state: ViewState, ctx: RequestContext) -> View:
    """Return the form for a new action, its title the message's first sentence.

    A message that holds personal data fills nothing in, whichever of its sentences holds it.
    """
    text = str(message.get("text") or "")[:MOST_TYPED]
    readable = re.sub(r"[ \t]+", " ", unescaped(re.sub(MENTION, "", _words(text))))
    kind = privacy.find(f"{text}\n{readable}", ctx.today, ctx.own)
    fields, left_out = ({}, ()) if kind else _read_sentence(text, ctx)
    made = filled_in(ADD.view(state, ctx), {**fields, "source": SOURCE})
    said = "It keeps a link to the message." if state.link else ""
    if kind:
        what = KINDS[kind].label
        said = f"The message seems to hold {what}, so none of its words were taken. {said}"
    elif left_out:
        said = f"Left out: {', '.join(left_out)}. {said}"
    elif not fields.get("title"):
        said = f"The message holds no words to take. {said}"
    return made | {"blocks": [*([aside(said.strip())] if said else []), *made["blocks"]]}


def _read_sentence(text: str, ctx: RequestContext) -> tuple[dict[str, str], Sequence[str]]:
    """Return what the first sentence of a message says, for the form's fields, and what is left."""
    said = _labelled(_words(text))
    sentences = (_ungreeted(part.lstrip("> ").strip(" \t*_~•-")) for part in _ENDS.split(said))
    line = line_reader.settle(Line(next(filter(None, sentences), "")), ctx)
    likely = tuple(one for one in line.doubts if _may_be_meant(line.title, one))
    found = adding.most_likely(replace(line, doubts=likely), ctx)
    fields = dict(adding_doubts.form_of(found, ctx).fields)
    return fields | {"title": _fitting(fields.get("title", "").rstrip("."))}, found.left_out


def _may_be_meant(title: str, doubt: Doubt) -> bool:
    """Say whether what stands in doubt is no date that is a part of what is said.

    "We need three for the 12/12 event" and "the audit on 12 November went badly" keep their words.
    """
    if doubt.kind != DUE:
        return True
    after = title.partition(doubt.piece)[2] if doubt.piece else ""
    return bool(doubt.piece) and len(doubt.values) == 1 and not _GOES_ON.match(after)


_GOES_ON: Final = pattern(r"\s+(?!(?:please|pls|thanks|thank|ta|cheers|by|for)\b)\w")


def _ungreeted(sentence: str) -> str:
    """Return a sentence without the greeting it begins with; whoever is greeted may own it."""
    return _GREETING.sub("", sentence)


def _labelled(text: str) -> str:
    """Return lines that each say what they hold, "Owner: …", as one sentence, its words first."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_LABELLED.match(line.strip()) for line in lines]
    if len(lines) < _A_PAIR or not all(found):
        return text
    told = {_LABELS[each["label"].lower()]: each["words"] for each in found if each}
    who, when = told.get("owner", ""), told.get("due", "")
    return f"{who}{': ' if who else ''}{told.get('what', '')}{f' by {when}' if when else ''}"


_A_PAIR: Final = 2
_LABELS: Final = {
    **dict.fromkeys(("owner", "who", "lead"), "owner"),
    **dict.fromkeys(("due", "due date", "by when", "when", "deadline"), "due"),
    **dict.fromkeys(("action", "task", "what"), "what"),
}
_LABELLED: Final = pattern(
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*:\s*(?P<words>\S.*)",
    re.IGNORECASE,
)
_GREETING: Final = pattern(
    r"^(?:hi(?: there)?|hello|hey|dear|good (?:morning|afternoon)|morning|afternoon)"
    r"(?:\s+(?:all|both|team|everyone|everybody|folks|colleagues))?(?:[.!,]*$|"
    r"[\s,!.\u2013\u2014-]+(?=<@|(?:please|pls|can|could|would|just|we|reminder|fyi)\b))",
    re.IGNORECASE,
)


def _fitting(title: str) -> str:
    if len(title) <= TITLE_LENGTH:
        return title
    return title[:TITLE_LENGTH].rpartition(" ")[0] or title[:TITLE_LENGTH]


def _words(text: str) -> str:
    """Return a message's words with its mentions, a link by its words alone: it keeps its own."""
    without = _EMOJI.sub("", without_addresses(text))
    lines = (unmarked(line) for line in plain_words(without).split("\n"))
    return unescaped_but_mentions("\n".join(lines))


def _another(click: Interaction, ctx: RequestContext) -> Reply:
    return carried(adding.Add, click.value).run(ctx)


ADD: Final = AddForm()
SEVERAL: Final = SeveralForm()
FORMS: Final = (ADD, SEVERAL)
BUTTONS: Final = (
    form_button(ADD, "(?:action|form)_add"),
    more_fields(ADD),
    form_button(SEVERAL, "(?:action|form)_several"),
    Button("twin_add", _another, replaces=True),
    Button(r"doubt_\d+", _another, replaces=True),
    Button(
        "several_add", lambda click, ctx: adding.add_all(click.value["text"], ctx), replaces=True
    ),
    Button(  # a command's text arrives with & < > escaped
        "several_change",
        lambda click, _: OpenForm("several", text=html.unescape(click.value["text"])),
        replaces=True,
    ),
)
