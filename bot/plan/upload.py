"""Takes a plan that a lead drops into the bot's direct messages: shown first, stored on a press.

Nothing of the file is kept between the two: it is fetched again from Slack, and must be the one
that was shown.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.audits import sample_upload
from bot.context import Body
from bot.plan import forms_view, preview
from bot.plan.forms_view import PlanQuestion
from bot.plan.preview import Handed
from bot.plan.problem_words import BACK, why_words
from bot.plan.view import IMPORT
from bot.slack import files as slack_files
from bot.slack import sure
from bot.slack.blocks import Answer, saying, with_aside
from bot.slack.carried import number_of, one_of
from bot.slack.file_answer import File
from bot.slack.filled import FieldsError, Filled, as_given, beside_field, filled
from bot.slack.forms import asked_about_data, filled_in, kinds_sure_of, put, updated
from bot.slack.interaction import Interaction
from bot.slack.listening import Listening
from bot.slack.plain_text import plain, says_nothing
from bot.slack.respond import rewrite
from bot.slack.turn import Asked, Turn
from bot.slack.view_state import ViewState
from bot.slack.view_values import redrawn
from db.context import WorkContext
from db.errors import RefusedError
from db.guard.kinds import Kind
from db.models import Person
from db.permissions import Permission, may
from db.plan import drafts, shapes
from db.privacy import PersonalDataError
from db.session import Session
from jobs.audits import sample
from jobs.context import RequestContext
from jobs.plan import importing
from jobs.plan.columns import COLUMNS, KINDS
from jobs.plan.headings import Layout
from jobs.plan.importing import Choices
from jobs.plan.tables import PlanFile

# What of the press is needed to do it again.
_WORK: Final = ("type", "user", "actions", "container", "channel", "response_url", "trigger_id")

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGED_SINCE = "Something here has changed since you looked, so nothing was imported. Look again:"


def _take_all(_: Filled) -> None:
    """Look for nothing else that is wrong."""


SampleWork = Callable[[Sequence[PlanFile], Mapping[str, Any], RequestContext], Answer]


@dataclass(frozen=True)
class PlanUpload:
    """The way in of what leads drop: a plan, or a month's sample of cases."""

    listening: Listening

    def dropped(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Show what the files would change, to a lead or administrator."""
        event = body["event"]
        if event.get("channel_type") != "im" or event.get("bot_id"):
            context.ack()
            return
        handed = Handed(tuple(file["id"] for file in event.get("files", [])))
        with self.listening.turn(Asked(context, client, body)) as turn:
            turn.answer(self._shown_with(event.get("text") or "", turn, handed))

    def _shown_with(self, words: str, turn: Turn, handed: Handed) -> Answer:
        """Return what the files would change, and, where words came with them, that they wait."""
        if says_nothing(plain(words)):
            return self._looked(turn, handed)
        self._require_importer(turn)  # whoever may not hears that alone
        try:
            return with_aside(self._looked(turn, handed), preview.WORDS_WAIT)
        except PersonalDataError:
            raise
        except RefusedError as error:
            raise RefusedError(f"{self.listening.words_for(error)} {preview.WORDS_WAIT}") from error

    def imported(self, turn: Turn, press: Interaction) -> None:
        """Do what was shown; it is written down first, for it takes long."""
        turn.write_down(IMPORT, _WORK, "")
        handed = Handed.read(press.value)
        files = self.fetched(turn, handed)
        with turn.open(counts_as_one=True) as ctx:
            told = _imported(files, handed, ctx)
        _rewrite(turn, press.state(), told)
        turn.bring(told)

    def as_file(self, turn: Turn, press: Interaction) -> None:
        """Send all that would be stored as a file, for whoever wants to read every row of it."""
        from bot.plan.preview_file import preview_file

        turn.acknowledge()
        handed = Handed.read(press.value)
        files = self.fetched(turn, handed)
        with turn.open() as ctx:
            content = preview_file(shown(files, handed, ctx))
        made = File("plan-preview.xlsx", "What would be stored", content, EXCEL)
        turn.bring(Answer("What would be stored", (), file=lambda: made))

    def owners_later(self, turn: Turn, press: Interaction) -> None:
        """Look again with another wish: owners later, the same plan reworded, or another plan."""
        _rewrite(turn, press.state(), self._looked(turn, Handed.read(press.value)))

    def sample_used(self, turn: Turn, press: Interaction) -> None:
        """Keep the month's sample of cases that was shown."""
        self._sample(turn, press, sample_upload.used)

    def sample_other(self, turn: Turn, press: Interaction) -> None:
        """Show the sample of cases again, for another month."""
        self._sample(turn, press, sample_upload.shown)

    def _sample(self, turn: Turn, press: Interaction, work: SampleWork) -> None:
        turn.acknowledge()
        value = press.value
        files = self.fetched(turn, Handed(tuple(value["f"])))
        with turn.open() as ctx:
            told = work(files, value, ctx)
        _rewrite(turn, press.state(), told)

    def cancelled(self, turn: Turn, press: Interaction) -> None:
        """Leave everything as it is."""
        origin = press.state()  # before anything is kept, as it may be refused
        with turn.open():
            told = saying("Nothing was imported.")
        turn.acknowledge()
        _rewrite(turn, origin, told)

    def columns(self, turn: Turn, press: Interaction) -> None:
        """Open the form of columns."""
        turn.acknowledge()
        opened = self.waiting(turn)
        table, handed = _asked_about(press)
        origin = press.state()
        asked = PlanQuestion(origin.channel, origin.ts, table, handed.value)
        view = forms_view.columns(self._layout(turn, handed, table), asked)
        turn.client.views_update(view_id=opened, view=view)

    def every_field(self, turn: Turn, press: Interaction) -> None:
        """Show the fields that the form of columns leaves out at first; what was chosen stays."""
        view = turn.body["view"]
        asked, given = PlanQuestion.read(view), as_given(view)
        turn.acknowledge()
        layout = self._layout(turn, _with(Handed.read(asked.handed), asked, given), asked.table)
        whole = filled_in(forms_view.columns(layout, asked, is_whole=True), given.values)
        drawn = redrawn(whole, view)
        turn.show(lambda: put(turn.client, drawn, view_id=view["id"], hash=view["hash"]))

    def _layout(self, turn: Turn, handed: Handed, table: int) -> Layout:
        files = self.fetched(turn, handed)
        with self.listening.contexts.database.read() as session:
            choices = _as_before(handed.choices, session)
        layouts = importing.opened(files, choices).layouts
        return one_of({str(at): each for at, each in enumerate(layouts)}, str(table))

    def chosen(self, turn: Turn) -> None:
        """Take the columns as they were chosen, and show again what would change."""
        if (given := self.filled(turn, _require_columns)) is None:
            return
        asked = PlanQuestion.read(turn.body["view"])
        handed = _with(Handed.read(asked.handed), asked, given)
        told = self._looked(turn, handed, kinds_sure_of(turn.body["view"]))
        turn.answer(told, partial(rewrite, turn.client, asked.channel, asked.ts))

    def filled(self, turn: Turn, look: Callable[[Filled], None] = _take_all) -> Filled | None:
        """Return what was filled in; None where it is not taken, which Slack is told."""
        contexts, view = self.listening.contexts, turn.body["view"]
        own, known = contexts.council.own, kinds_sure_of(view)
        try:
            with contexts.database.read() as session:
                ctx = WorkContext(session, None, contexts.now(), own=own, sure=known)
                given = filled(view, ctx)
            look(given)
        except FieldsError as error:
            problems = error.problems
        except PersonalDataError as error:
            turn.acknowledge(**updated(asked_about_data(view, error), view))
            return None
        except RefusedError as error:
            problems = {beside_field(view, "", error): self.listening.words_for(error)}
        else:
            return given
        turn.acknowledge(response_action="errors", errors=problems)
        return None

    def _looked(self, turn: Turn, handed: Handed, known: Collection[Kind] = ()) -> Answer:
        # Nothing is changed by a look: Slack need not wait for it.
        turn.acknowledge()
        files = self.fetched(turn, handed)
        with turn.open() as opened:
            ctx = sure.confirmed(opened, known)
            if sample.is_sample(files):
                return sample_upload.shown(files, {"f": handed.files}, ctx)
            return preview.told(shown(files, handed, ctx), handed)

    def fetched(self, turn: Turn, handed: Handed) -> Sequence[PlanFile]:
        """Return the files, for whoever may import them."""
        self._require_importer(turn)  # no transaction is open while they are fetched
        return slack_files.fetch(turn.client, handed.files)

    def waiting(self, turn: Turn) -> str:
        """Open a form for whoever may import; fetching takes longer than Slack lets one wait."""
        self._require_importer(turn)
        opened = turn.client.views_open(
            trigger_id=turn.body["trigger_id"], view=forms_view.waiting()
        )
        return str(opened["view"]["id"])

    def _require_importer(self, turn: Turn) -> None:
        contexts = self.listening.contexts
        with contexts.database.read() as session:
            require_importer(contexts.asking(session, turn.body, contexts.now()))


def require_importer(person: Person) -> None:
    """Refuse whoever may not import a plan."""
    if not may(person, Permission.IMPORT_PLAN):
        raise RefusedError("permission.import")


def shown(files: Sequence[PlanFile], handed: Handed, ctx: RequestContext) -> importing.Preview:
    """Return what files would do, with what was chosen and put right for them."""
    require_importer(ctx.person)
    book = importing.opened(files, _as_before(handed.choices, ctx.session))
    corrected = drafts.corrections(ctx.session, handed.draft, ctx.person)
    wishes = replace(handed.choices.wishes, corrected=corrected, own=ctx.council.own)
    return importing.preview(ctx.session, book, wishes, ctx.today, ctx.council.calendar)


def _as_before(choices: Choices, session: Session) -> Choices:
    """Return what was chosen, with what was chosen for the same headings the last time."""
    return replace(choices, remembered=shapes.remembered(session))


def _imported(files: Sequence[PlanFile], handed: Handed, ctx: RequestContext) -> Answer:
    from jobs.plan.handing_back import handed_back

    found = shown(files, handed, ctx)
    if found.book.digest != handed.digest:
        raise RefusedError("That is another file than the one I showed you. Upload it again.")
    if found.is_blocked or found.mark != handed.mark:
        return preview.told(found, handed, CHANGED_SINCE)
    importing.carry_out(ctx.session, found, ctx.person, ctx.now, ctx.council.calendar)
    drafts.forget(ctx.session, handed.draft, ctx.person)
    told = preview.imported(found)
    if not found.back:
        return told
    name, back = f"{found.book.name} - handed back.xlsx", handed_back(found, why_words, BACK)
    made = File(name, "Not imported", back, EXCEL)
    return replace(told, files=lambda: [made])


def _asked_about(press: Interaction) -> tuple[int, Handed]:
    """Return which table's columns are to be changed; a picker stands beside a button's value."""
    action = press.body["actions"][0]
    if "selected_option" not in action:
        return 0, Handed.read(press.value)
    blocks = press.body.get("message", {}).get("blocks", [])
    return number_of(press.chosen), Handed.read(preview.carried(blocks))


def _require_columns(given: Filled) -> None:
    taken: dict[str, str] = {}
    problems = {}
    for field in COLUMNS:
        column = given.text(field.name)
        if column and column in taken:
            problems[field.name] = f"That column is the {taken[column]} already. Choose another."
        taken.setdefault(column, field.label)
    if given.text("rows") == forms_view.LEAVE_OUT:
        return
    if not given.text("title") and not given.text("text"):
        problems["title"] = "Choose the column that says what needs doing."
    if problems:
        raise FieldsError(problems)


def _with(handed: Handed, asked: PlanQuestion, given: Filled) -> Handed:
    old, table, wishes = handed.choices, asked.table, handed.choices.wishes
    columns = {
        field.name: given.number(field.name) if given.text(field.name) else None
        for field in COLUMNS
        if field.name in given.values
    }
    # A field that was not shown gives its column up to one that was.
    before = {
        name: at
        for name, at in old.columns.get(table, {}).items()
        if at is None or at not in columns.values()
    }
    kinds = {**old.kinds, table: given.text("rows")} if given.text("rows") in KINDS else old.kinds
    is_out = given.text("rows") == forms_view.LEAVE_OUT
    if "from" in given:
        later = "later" in given.many("later")
        wishes = replace(wishes, source=given.text("from").strip(), owners_later=later)
    choices = replace(
        old,
        kinds=kinds,
        columns={**old.columns, table: {**before, **columns}},
        left_out=old.left_out | {table} if is_out else old.left_out - {table},
        wishes=wishes,
    )
    return replace(handed, choices=choices)


def _rewrite(turn: Turn, origin: ViewState, told: Answer) -> None:
    turn.answer(told, partial(rewrite, turn.client, origin.channel, origin.ts))
