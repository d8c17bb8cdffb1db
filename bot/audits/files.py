"""The month's sample of cases, and the files to be looked at again with who holds each now."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.audits import sample_view
from bot.audits.case_words import file_words
from bot.audits.verb import AuditCommand, AuditForm, below
from bot.audits.who_knows import reads_grade
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    field_,
    lines,
    option,
    person_picker,
    row,
    saying,
    select,
    text_input,
)
from bot.slack.buttons import Button, asks_for
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION
from bot.slack.registry import Reply, Request
from bot.slack.view_state import ViewState
from db.audits import debts
from db.audits import sample as samples
from db.audits.debts import Owed
from db.errors import RefusedError
from db.people import queries as people
from db.permissions import Permission, may, require
from jobs.audits import sample
from jobs.context import RequestContext
from jobs.rules.deadline_words import MONTHS

WHY_LENGTH: Final = 300
_ANY: Final = re.IGNORECASE | re.DOTALL
SHOWN: Final = 20  # the longest owed; the rest is counted


class Files(AuditCommand):
    """`files`, and who holds one of them now: `files 3 @person`."""

    name = "files"
    synonyms = ("file",)
    example = "files 3 @person"
    summary = (
        "which files to look at again; this says who holds file 3 now; or files 3 closed and why"
    )
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        if not rest:
            return cls()
        number, words = cls.numbered(rest, command)
        closed = re.fullmatch(r"(?:is\s+)?(?:closed|release)\b[\s:,]*(?P<why>.*)", words, _ANY)
        if closed is not None:
            return ReleaseFile(number, closed["why"])
        found = re.fullmatch(rf"(?:is\s+)?(?:with\s+)?{MENTION}", words, _ANY)
        if found is None:
            raise cls.wrong("Say who holds that file now, or that it is closed and why.", command)
        return SayHolder(number, found["person"])

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.FILES)
        return _listed(debts.owed(ctx.session, ctx.today), ctx)


class SayHolder(Request):
    """`files 3 @person`."""

    number: int
    person: str

    def run(self, ctx: RequestContext) -> Answer:
        holder = people.mentioned(ctx.session, self.person)
        debts.say_holder(ctx, self.number, holder)
        return saying(f"Saved. {holder.called} holds file {self.number} now.")


class ReleaseFile(Request):
    """`files 3 closed the family has moved away`."""

    number: int
    why: str

    def run(self, ctx: RequestContext) -> Answer:
        if not self.why.strip():
            raise RefusedError("Say why, for example `files 3 closed The case was closed in May`.")
        return _released(self.number, self.why, ctx)


def _released(number: int, why: str, ctx: RequestContext) -> Answer:
    debts.release(ctx, number, why)
    told = f"Saved. File {number} will not be looked at again. This is in the register."
    undo = button("Undo", "audit_unrelease", {"file": number})
    return Answer(told, [lines([told]), row(f"undo-file-{number}", undo)])


class ReleaseForm(AuditForm):
    """Asks which file is closed for good, and why."""

    name = "release"
    title, submit_label = "Closed for good", "Save"
    main_field = "why"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the files and the reason, for the leads alone."""
        require(ctx.person, Permission.RELEASE_FILE)
        why = text_input(WHY_LENGTH, lines=True, example="The case was closed in May")
        return [
            field_("file", "File", _chooser(ctx)),
            field_("why", "Why doesn't it need another look?", why, hint=_WHY_HINT),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        return _released(given.number("file"), given.text("why"), ctx)


_WHY_HINT: Final = "This goes in the register. Nothing about a child or family."


def _taken_back(click: Interaction, ctx: RequestContext) -> Reply:
    number = int(click.value["file"])
    debts.take_back_release(ctx, number)
    return saying(f"Undone. File {number} is to be looked at again.")


def _chooser(ctx: RequestContext) -> Block:
    """Return the files to choose from, by their line."""
    owed = debts.owed(ctx.session, ctx.today)[:SHOWN]
    if not owed:
        raise RefusedError("No file is waiting to be looked at again.")
    named = ((one.debt.id, file_words(one.first)) for one in owed)
    return select("Choose a file", [option(f"{n}: {words}", str(n)) for n, words in named])


class HolderForm(AuditForm):
    """Asks who holds a file now."""

    name = "holder"
    title, submit_label = "Who holds it now?", "Save"
    main_field = "person"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        """Return the files, and whom to choose, for the leads alone."""
        require(ctx.person, Permission.FILES)
        return [
            field_("file", "File", _chooser(ctx)),
            field_("person", "Who holds it now?", person_picker()),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        person = given.person("person", ctx.session)
        if person is None:
            raise RefusedError("Choose who holds it.", about="person")
        debts.say_holder(ctx, given.number("file"), person)
        return Files().run(ctx)


def _listed(owed: Sequence[Owed], ctx: RequestContext) -> Answer:
    """List the files by their line, the longest owed first."""
    if not owed:
        return saying("No file is waiting to be looked at again.")
    many = "1 file is" if len(owed) == 1 else f"{len(owed)} files are"
    heading = f"{many} to be looked at again"
    blocks = [lines([bold(heading)])]
    blocks += [lines(_file(one, ctx)) for one in owed[:SHOWN]]
    if len(owed) > SHOWN:
        blocks.append(aside(f"and {len(owed) - SHOWN} more"))
    tools = [button("Who holds it now?", "audit_form_holder", {})]
    if may(ctx.person, Permission.RELEASE_FILE):
        tools.append(button("Closed for good", "audit_form_release", {}))
    blocks.append(row("files-tools", *tools))
    blocks.append(aside("Each is drawn into the next month, with whoever holds it now."))
    return Answer(heading, blocks)


def _file(one: Owed, ctx: RequestContext) -> list[Block | str]:
    holder = one.holder(ctx.today)
    if holder is None:
        held = " · ⚪ nobody here holds it: say who does"
    elif reads_grade(one.first, ctx):
        held = f" · with {holder.called}"
    else:
        held = ""
    return [f"{one.debt.id}: ", bold(file_words(one.first)), held]


class ShowSample(AuditCommand):
    """`sample`, or `sample December`."""

    month: str = ""

    name = "sample"
    synonyms = ("cases", "sheet")
    example = "sample December"
    summary = "the month's sample of cases; to give me one, drop the sheet in a message to me"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        word = rest.strip().lower()
        if word and word not in MONTHS:
            raise cls.wrong("Say which month, or none for the next one.", command)
        return cls(word)

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.SAMPLE)
        month = self._first_day(ctx)
        rows = samples.lines_of(ctx.session, month)
        return sample_view.listed(month, rows, samples.in_use(ctx.session, month))

    def _first_day(self, ctx: RequestContext) -> date:
        if not self.month:
            return sample.month_of(ctx.session, ctx.today)
        named = (date(ctx.today.year + n, MONTHS[self.month], 1) for n in (-1, 0, 1))
        return min(named, key=lambda day: abs(day - ctx.today))


FORMS: Final = (HolderForm(), ReleaseForm())
BUTTONS: Final[tuple[Button, ...]] = (
    *(form.button() for form in FORMS),
    below("audit_files", asks_for(Files)),
    Button("audit_unrelease", _taken_back, replaces=True),
)
