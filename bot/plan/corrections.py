"""Rows of a plan that are put right in a form, and actions that its file has no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from bot.plan import preview, rows_form, upload
from bot.plan.forms_view import PlanQuestion
from bot.plan.preview import Handed
from bot.plan.problem_words import why_words
from bot.plan.upload import PlanUpload
from bot.slack import sure
from bot.slack.arguments import called, no_one
from bot.slack.blocks import Answer, saying
from bot.slack.carried import Carried
from bot.slack.filled import FieldsError, Filled
from bot.slack.forms import kinds_sure_of, put, updated, window
from bot.slack.interaction import Interaction
from bot.slack.respond import rewrite
from bot.slack.turn import Turn
from db.actions import deferral
from db.actions import queries as actions
from db.errors import RefusedError
from db.models import Person, Status
from db.plan import answers, drafts
from db.plan.known import known
from jobs.context import RequestContext
from jobs.plan.owners import OwnerError, find_all, key
from jobs.plan.problems import PlanProblem
from jobs.plan.tables import PlanFile

LOOKING: Final = saying("Looking at the file …")
TAKEN: Final = saying("Done. The message behind this now shows what would be stored.")


@dataclass(frozen=True)
class PlanCorrections:
    """What is put right of a plan before and after it is imported."""

    uploads: PlanUpload

    def rows(self, turn: Turn, press: Interaction) -> None:
        """Open the form that asks of each row handed back for what is right."""
        turn.acknowledge()
        opened = self.uploads.waiting(turn)
        handed = Handed.read(press.value)
        files = self.uploads.fetched(turn, handed)
        origin = press.state()
        asked = PlanQuestion(origin.channel, origin.ts, 0, handed.value)
        with turn.open() as ctx:
            found = upload.shown(files, handed, ctx)
        view = rows_form.put_right(found, asked)
        turn.client.views_update(view_id=opened, view=view)

    def put_right(self, turn: Turn) -> None:
        """Keep what was written, remember what words mean, and show again what would be stored.

        What cannot be used is said at its field, and then nothing is kept.
        """
        view = Carried(turn.body["view"])
        if (given := self.uploads.filled(turn)) is None:
            return
        # The file is fetched again, which takes longer than Slack lets one wait.
        turn.acknowledge(**updated(window(rows_form.TITLE, LOOKING), view))
        asked = PlanQuestion.read(view)
        shown = partial(put, turn.client, view_id=view["id"])
        try:
            told = self._looked_again(turn, Handed.read(asked.handed), given)
        except FieldsError as error:
            shown(rows_form.again(view, error.problems))
            return
        except RefusedError:
            shown(rows_form.again(view, {}))
            raise
        shown(window(rows_form.TITLE, TAKEN))
        turn.answer(told, partial(rewrite, turn.client, asked.channel, asked.ts))

    def _looked_again(self, turn: Turn, handed: Handed, given: Filled) -> Answer:
        files = self.uploads.fetched(turn, handed)
        with turn.open() as opened:
            ctx = sure.confirmed(opened, kinds_sure_of(turn.body["view"]))
            return _corrected(files, handed, given, ctx)

    def gone(self, turn: Turn, press: Interaction) -> None:
        """Ask which of the actions that the file has no more are to be dropped."""
        with turn.open() as ctx:
            upload.require_importer(ctx.person)
            found = actions.several(ctx.session, press.value["g"])
            rows = [each for each in found.values() if each.status != Status.DROPPED]
            view = rows_form.what_is_gone(rows, {})
        turn.acknowledge()
        turn.open_view(view)

    def dropped(self, turn: Turn) -> None:
        """Drop what was ticked, with the reason."""
        if (given := self.uploads.filled(turn)) is None:
            return
        with turn.open() as opened:
            ctx = sure.confirmed(opened, kinds_sure_of(turn.body["view"]))
            told = _dropped(_ticked(given), given.text("why"), ctx)
        turn.acknowledge()
        turn.answer(told)


def _corrected(
    files: Sequence[PlanFile], handed: Handed, given: Filled, ctx: RequestContext
) -> Answer:
    """Return what would be stored with what was written. Raises FieldsError if some can't be."""
    found = rows_form.written(upload.shown(files, handed, ctx), given)
    owners, problems = _owners(found, ctx)
    written: dict[str, dict[str, str]] = {}
    for name, problem, said in found:
        person = owners.get(name)
        if problem.said and (person or problem.field == "status"):
            _remember(problem, said, person, ctx)
        means = (person.email or person.name) if person else said
        written.setdefault(problem.place, {})[problem.field] = means
    number = drafts.keep(ctx.session, handed.draft, ctx.person, written, ctx.now)
    handed = replace(handed, draft=number)
    after = upload.shown(files, handed, ctx)
    still = {(one.place, one.field): why_words(one.why) for one in after.problems}
    for name, problem, _ in found:
        if why := still.get((problem.place, problem.field)):
            problems.setdefault(name, why)
    if problems:
        raise FieldsError(problems)
    return preview.told(after, handed)


def _owners(
    found: Sequence[tuple[str, PlanProblem, str]], ctx: RequestContext
) -> tuple[dict[str, Person], dict[str, str]]:
    """Return whom each field of an owner means, and what is wrong with those that mean several."""
    means: dict[str, Person] = {}
    wrong: dict[str, str] = {}
    roster = known(ctx.session, ctx.today).roster
    for name, problem, said in found:
        if problem.field != "owner":
            continue
        try:
            several = find_all(said, roster)
        except OwnerError:
            called_so = called(said.removeprefix("@"), ctx)
            if len(called_so) == 1:
                means[name] = called_so[0]
            elif called_so:
                wrong[name] = no_one(said, called_so)
        else:
            if len(several) == 1:  # the plan's reader knows what to do with more
                means[name] = ctx.session.get_one(Person, several[0].id)
    return means, wrong


def _remember(problem: PlanProblem, said: str, person: Person | None, ctx: RequestContext) -> None:
    means = "" if person else said
    given = answers.AnswerGiven(
        problem.field, key(problem.said), means, person.id if person else None
    )
    answers.remember(ctx.session, given, ctx.now, ctx.person)


def _ticked(given: Filled) -> list[int]:
    names = [name for name in given.values if name.startswith("gone ")]
    return [each for name in names for each in given.numbers(name)]


def _dropped(numbers: Sequence[int], why: str, ctx: RequestContext) -> Answer:
    upload.require_importer(ctx.person)
    found = actions.lock(ctx.session, numbers)
    for action in found.values():
        deferral.drop(ctx, action, why)
    count = len(found)
    return saying(f"{count} {'action was' if count == 1 else 'actions were'} dropped.")
