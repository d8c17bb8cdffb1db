"""Takes the forms about live audits that people hand in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.audits import verbs as audit_answers
from bot.audits import view as messages
from bot.audits.calendar_form import take_look
from bot.audits.fields import Filled, filled
from bot.audits.forms_view import (
    AGREE,
    CAN_FINISH,
    FORBID,
    FREE,
    MORE_TIME,
    MOST_ACTIONS,
    UPHELD,
    read_count,
)
from bot.audits.settling_buttons import changed
from bot.context import Body, ContextFactory, RepeatedError
from bot.presenter import prepare, present
from bot.slack.blocks import Answer, lines, saying
from bot.slack.errors import words_for
from bot.slack.filled import FieldsError
from bot.slack.view_state import ViewState
from db.actions.operations import Draft
from db.audits import queries as audits
from db.audits.case_keys import CASE, CaseNumbers
from db.audits.changes import Outcome, Verdict
from db.errors import RefusedError
from db.models import Due, LiveAudit
from jobs.audits import changing, extending, outcomes, settings
from jobs.context import RequestContext
from jobs.rules.deadlines import spell

MAIN_FIELD = {
    "book": "day",
    "cannot": "reason",
    "held": "themes",
    "reflect": "words",
    "moderate": "outcome",
    "exempt": "reason",
    "swap": "other",
    "pair": "auditor",
    "away": "person",
    "auditor": "person",
    "look": "who",
}
# What is said of an action ends in its place among those filled in: "owner2".
OF_AN_ACTION = re.compile(r"(?P<what>title|owner|due)(?P<place>\d)")


@dataclass(frozen=True)
class AuditForms:
    """Carries out a submitted form: those about live audits, or others like them."""

    contexts: ContextFactory
    prefix: str = "audit"
    work: Mapping[str, "Work"] = field(default_factory=lambda: WORK)

    def register(self, app: App) -> None:
        """Listen for every form, but for the rules of live audits, which have a preview."""
        for name, work in self.work.items():
            app.view(f"{self.prefix}_{name}")(self._listener(name, work))

    def _listener(self, name: str, work: "Work") -> Callable[..., None]:
        # A listener of its own per form: Bolt reads the parameter names, which partial would hide.
        def submitted(ack: Ack, client: WebClient, body: Body) -> None:
            self._submitted(name, work, ack, client, body)

        return submitted

    def _submitted(self, name: str, work: "Work", ack: Ack, client: WebClient, body: Body) -> None:
        about = ViewState.read(body["view"])
        try:
            with self.contexts.open(body) as ctx:
                told = work(filled(body["view"], ctx.today, (CASE,)), about, ctx)
                shown = prepare(ctx, about, told, None)
        except FieldsError as error:
            ack(response_action="errors", errors=error.problems)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            beside = beside_field(body["view"], name, error)
            ack(response_action="errors", errors={beside: words_for(error)})
        else:
            ack()
            present(client, about, body["user"]["id"], shown)


def beside_field(view: Mapping[str, Any], name: str, error: Exception) -> str:
    """Return the field of this form beside which a problem is said."""
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    about = error.about if isinstance(error, RefusedError) else ""
    wanted = (about, MAIN_FIELD.get(name, ""), fields[0])
    return next(field for field in wanted if field in fields)


def _audit(about: ViewState, ctx: RequestContext) -> LiveAudit:
    if about.audit is None:
        raise TypeError("this form was opened about no audit")
    return audits.find(ctx.session, about.audit, ctx.person)


def _book(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    return audit_answers.book(_audit(about, ctx), given.needed_day("day"), ctx)


def _cannot(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    audit, reason, note = _audit(about, ctx), given.text("reason"), given.text("note")
    if given.text("wish") == MORE_TIME:
        return _more_time(audit, given, ctx)
    return changed(
        changing.cannot(ctx, audit, reason, note),
        ctx,
    )


def _more_time(audit: LiveAudit, given: Filled, ctx: RequestContext) -> Answer:
    until = given.needed_day("until")
    why = ": ".join(filter(None, (given.text("reason"), given.text("note"))))
    extending.ask_extension(ctx, audit, until, why)
    if audit.due_on == until:
        return saying(f"{audit.reference} may be held until {spell(until)}.")
    return saying(f"I asked for more time for {audit.reference}. You will hear.")


def _held(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    audit = _audit(about, ctx)
    outcome = Outcome(
        grade=given.text("grade") or None,
        themes=given.many("themes"),
        strengths=_counted("strengths", given),
        areas=_counted("areas", given),
        case_key=_case_key(given, audit, ctx),
    )
    drafts = dict(_drafts(given, ctx))
    with _beside_its_action(list(drafts)):
        outcomes.hold(ctx, audit, outcome, list(drafts.values()))
    told = f"{audit.reference} is recorded. {audit.practitioner.called} has the next word."
    return saying(told[0].upper() + told[1:] + _arising(len(drafts)))


def _arising(number: int) -> str:
    if not number:
        return ""
    return f" {number} action{' arises' if number == 1 else 's arise'} from it."


def _counted(name: str, given: Filled) -> dict[str, int]:
    """Return how many were seen of each theme; refuse two numbers for one theme."""
    chosen = [read_count(value) for value in given.many(name)]
    counts = dict(chosen)
    if len(counts) < len(chosen):
        twice = next(theme for theme, _ in chosen if [each for each, _ in chosen].count(theme) > 1)
        raise RefusedError(f"Choose one number for {twice}, not two.", about=name)
    return counts


def _case_key(given: Filled, audit: LiveAudit, ctx: RequestContext) -> str | None:
    """Return the fingerprint of a case number; the number itself goes no further."""
    number = given.text(CASE).strip()
    if not number:
        return None
    pattern = settings.rules_for(ctx.session, audit.practitioner).case_number_pattern
    return CaseNumbers(ctx.council.case_key, pattern).key_of(number)


@contextmanager
def _beside_its_action(numbers: Sequence[int]) -> Iterator[None]:
    """Say a problem of an action beside its field: the first that is filled in may be the third."""
    try:
        yield
    except RefusedError as error:
        found = OF_AN_ACTION.fullmatch(error.about)
        if found is None or not numbers:
            raise
        number = numbers[int(found["place"]) - 1]
        raise error.beside(f"{found['what']}{number}") from error


def _drafts(given: Filled, ctx: RequestContext) -> Iterator[tuple[int, Draft]]:
    """Yield the actions that were filled in by number; each needs its owner and its date."""
    for number in range(1, MOST_ACTIONS + 1):
        title = given.text(f"title{number}").strip()
        owner = given.person(f"owner{number}", ctx.session)
        day = given.day(f"due{number}")
        if not title and owner is None and day is None:
            continue
        if not title:
            raise RefusedError("Say what is to be done.", about=f"title{number}")
        if owner is None:
            raise RefusedError("Say who does it.", about=f"owner{number}")
        if day is None or day < ctx.today:
            raise RefusedError("Say by when, a day to come.", about=f"due{number}")
        yield number, Draft(title, owner, Due.on(day))


def _reflect(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    audit = _audit(about, ctx)
    agrees = given.text("agrees") == AGREE
    outcomes.reflect(ctx, audit, given.text("words"), agrees=agrees)
    told = f"Thank you. Your reflection on {audit.reference} is kept."
    return Answer(told, [lines([told]), messages.card(audit, ctx)])


def _moderate(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    audit = _audit(about, ctx)
    upheld = given.text("outcome") == UPHELD
    grade = given.text("grade") or None
    if not upheld and grade in (None, audit.grade) and audit.grade is not None:
        raise RefusedError("Choose the grade it changes to.", about="grade")
    outcomes.moderate(ctx, audit, Verdict(upheld, grade, given.text("why")))
    return saying(f"{audit.reference} is moderated; the pair hear of it.")


def _exempt(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    audit = _audit(about, ctx)
    changing.exempt(ctx, audit, given.text("reason"))
    return saying(f"{audit.reference} is exempt, and the pair hear so.")


def _swap(given: Filled, about: ViewState, ctx: RequestContext) -> Answer:
    return audit_answers.ask_swap(_audit(about, ctx).id, int(given.text("other")), ctx)


def _pair(given: Filled, _: ViewState, ctx: RequestContext) -> Answer:
    auditor = given.person("auditor", ctx.session)
    practitioner = given.person("practitioner", ctx.session)
    if auditor is None or practitioner is None:
        raise RefusedError("Choose both people.", about="practitioner")
    pair = auditor.id, practitioner.id
    if given.text("how") == FREE:
        return audit_answers.free(pair, ctx)
    return audit_answers.pin(pair, ctx, out=given.text("how") == FORBID)


def _away(given: Filled, _: ViewState, ctx: RequestContext) -> Answer:
    person = given.person("person", ctx.session)
    if person is None:
        raise RefusedError("Choose who is away.", about="person")
    first, last = given.needed_day("first"), given.needed_day("last")
    can_finish = CAN_FINISH in given.many("finish")
    return audit_answers.away(person.id, first, last, ctx, can_finish=can_finish)


def _auditor(given: Filled, _: ViewState, ctx: RequestContext) -> Answer:
    quota = int(given.text("quota")) if given.text("quota") else None
    return audit_answers.add_auditor(given.text("person"), quota, ctx)


Work = Callable[[Filled, ViewState, RequestContext], Answer]
WORK: Mapping[str, Work] = {
    "book": _book,
    "cannot": _cannot,
    "held": _held,
    "reflect": _reflect,
    "moderate": _moderate,
    "exempt": _exempt,
    "swap": _swap,
    "pair": _pair,
    "away": _away,
    "auditor": _auditor,
    "look": take_look,
}
