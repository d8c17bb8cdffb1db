"""Rows of a plan that are put right in a form, and actions that its file has no more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.context import Body
from bot.plan import preview, rows_form, upload
from bot.plan.forms_view import PlanQuestion
from bot.plan.preview import Handed
from bot.plan.upload import PlanUpload
from bot.slack import sure
from bot.slack.blocks import Answer, saying
from bot.slack.filled import Filled
from bot.slack.forms import kinds_sure_of
from bot.slack.interaction import Interaction
from bot.slack.respond import rewrite
from bot.slack.turn import Asked
from db.actions import deferral
from db.actions import queries as actions
from db.models import Status
from db.people import queries as people
from db.permissions import require_is_here
from db.plan import answers, drafts
from jobs.context import RequestContext
from jobs.plan.importing import Preview
from jobs.plan.owners import key
from jobs.plan.problems import PlanProblem
from jobs.plan.tables import PlanFile


@dataclass(frozen=True)
class PlanCorrections:
    """What is put right of a plan before and after it is imported."""

    uploads: PlanUpload

    def rows(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Open the form that asks of each row handed back for what is right."""
        press = Interaction(client, body)
        with self.uploads.listening.turn(Asked(context, client, body), press.tell) as turn:
            turn.acknowledge()
            opened = self.uploads.waiting(turn, body)
            handed = Handed.read(press.value)
            files = self.uploads.fetched(turn, handed)
            origin = press.state()
            asked = PlanQuestion(origin.channel, origin.ts, 0, handed.value)
            with turn.open() as ctx:
                found = upload.shown(files, handed, ctx)
            view = rows_form.put_right(found, asked)
            client.views_update(view_id=opened, view=view)

    def put_right(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Keep what was written, remember what words mean, and show again what would be stored."""
        given = self.uploads.filled(context, body)
        if given is None:
            return
        with self.uploads.listening.turn(Asked(context, client, body)) as turn:
            turn.acknowledge()
            asked = PlanQuestion.read(body["view"])
            handed = Handed.read(asked.handed)
            files = self.uploads.fetched(turn, handed)
            with turn.open() as opened:
                ctx = sure.confirmed(opened, kinds_sure_of(body["view"]))
                told = _looked_again(files, handed, given, ctx)
            turn.answer(told, partial(rewrite, client, asked.channel, asked.ts))

    def gone(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Ask which of the actions that the file has no more are to be dropped."""
        press = Interaction(client, body)
        with self.uploads.listening.turn(Asked(context, client, body), press.tell) as turn:
            with turn.open() as ctx:
                upload.require_importer(ctx.person)
                found = actions.several(ctx.session, press.value["g"])
                rows = [each for each in found.values() if each.status != Status.DROPPED]
                view = rows_form.what_is_gone(rows, {})
            turn.acknowledge()
            turn.open_view(view)

    def dropped(self, context: BoltContext, client: WebClient, body: Body) -> None:
        """Drop what was ticked, with the reason."""
        given = self.uploads.filled(context, body)
        if given is None:
            return
        with self.uploads.listening.turn(Asked(context, client, body)) as turn:
            with turn.open() as opened:
                ctx = sure.confirmed(opened, kinds_sure_of(body["view"]))
                told = _dropped(_ticked(given), given.text("why"), ctx)
            turn.acknowledge()
            turn.answer(told)


def _looked_again(
    files: Sequence[PlanFile], handed: Handed, given: Filled, ctx: RequestContext
) -> Answer:
    before = upload.shown(files, handed, ctx)
    owners = _addresses(before, given, ctx)
    written, known = rows_form.corrected(before.problems, given, owners)
    for problem, said in known:
        _remember(problem, said, ctx)
    number = drafts.keep(ctx.session, handed.draft, ctx.person, written, ctx.now)
    handed = replace(handed, draft=number)
    return preview.told(upload.shown(files, handed, ctx), handed)


def _addresses(before: Preview, given: Filled, ctx: RequestContext) -> Mapping[str, str]:
    """Return by what each person who was picked is found: their address, or else their name."""
    found: dict[str, str] = {}
    rows = [one for one in before.problems if one.field and not one.is_whole]
    for number, problem in enumerate(rows[: rows_form.MOST_ROWS]):
        picked = given.text(f"row {number}")
        if problem.field == "owner" and picked:
            person = people.mentioned(ctx.session, picked)
            require_is_here(person, ctx.today, f"row {number}")
            found[picked] = person.email or person.name
    return found


def _remember(problem: PlanProblem, said: str, ctx: RequestContext) -> None:
    is_owner = problem.field == "owner"
    person = people.mentioned(ctx.session, said).id if is_owner else None
    means = "" if is_owner else said
    given = answers.AnswerGiven(problem.field, key(problem.said), means, person)
    answers.remember(ctx.session, given, ctx.now, ctx.person)


def _ticked(given: Filled) -> list[int]:
    names = [name for name in given.values if name.startswith("gone ")]
    return [int(number) for name in names for number in given.many(name)]


def _dropped(numbers: Sequence[int], why: str, ctx: RequestContext) -> Answer:
    upload.require_importer(ctx.person)
    found = actions.lock(ctx.session, numbers)
    for action in found.values():
        deferral.drop(ctx, action, why)
    count = len(found)
    return saying(f"{count} {'action was' if count == 1 else 'actions were'} dropped.")
