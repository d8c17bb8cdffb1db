"""Every verb, button, form and message there is tells a re-audit as any other audit.

Two worlds are compared that differ in nothing but which of two audits looks at the file again. What
is asked is taken from the registry, so that a new verb, button, form or message is asked too. Every
form is handed in as well, filled in so that it can be taken and so that it cannot.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

import pytest
from slack_sdk import WebClient
from sqlalchemy import func, select

from bot import registry
from bot.audits import notices, who_knows
from bot.delivery.kinds import KINDS
from bot.delivery.message_kind import RenderJob
from bot.refusals import refusal_words
from bot.slack.filled import FieldsError
from bot.slack.forms import AskFirstError, Form
from bot.slack.interaction import Interaction
from bot.slack.registry import Command
from bot.slack.view_state import ViewState
from db.audits import booking
from db.audits import queries as audits
from db.audits.case_keys import CaseNumbers
from db.audits.changes import Outcome
from db.errors import RefusedError
from db.models import LiveAudit, Meeting, Message, MessageName, Person
from db.session import Session
from jobs.audits import outcomes
from jobs.context import RequestContext
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.audience import Audience
from jobs.report.values import Report
from jobs.report.versions import version
from jobs.rules.periods import Period
from tests.bot.filling import Filling, handed_in
from tests.contexts import COUNCIL, asking, doing
from tests.jobs.audits.months import JANUARY, DrawnMonth, month, on

__all__ = ["month"]

AT: Final = on(date(2027, 1, 6))
NOT_OF_AUDITS: Final = frozenset(
    {
        MessageName.EVENT, MessageName.APPROVAL, MessageName.IMPORTED, MessageName.UNBLOCKED,
        MessageName.BLOCKED_AGAIN, MessageName.SIGN_OFF, MessageName.NO_SIGNER,
        MessageName.OUTCOME, MessageName.HANDOVER, MessageName.LEAVING, MessageName.SUBSCRIPTION,
        MessageName.SUBSCRIPTION_NEWS, MessageName.DEAD_LETTER, MessageName.WELCOME,
        MessageName.LATE_ANSWER, MessageName.ANSWER, MessageName.ACCEPTED,
        MessageName.ERASED, MessageName.RESTORED, MessageName.APPOINTED,
    }
)  # fmt: skip
IN_THE_RULES: Final = ("audit_rules_of", "audit_rules_part")  # choices in a form of no audit
SURE_OF_RULES: Final = "rules_sure"  # only ever follows the form of the rules
OF_THE_RULES: Final = frozenset({"rules", "first_rules", SURE_OF_RULES})
PATTERN, NUMBER, SECRET = r"\d{7}", "1234567", "a key that nobody guesses, of 32 or more"
TAKES_NUMBERS: Final = replace(COUNCIL, case_key=SECRET)
# What is typed into a form: the number is that of the file that was graded Inadequate.
TYPED: Final = {
    "line": "3", "case": NUMBER, "until": "2027-02-02", "place": "Room 3", "days": "9 March 2027",
    "who": "Scrutiny panel", "title1": "Write down the plan", "owner1": "U06", "due1": "2027-01-12",
    "person": "U06", "auditor": "U03", "practitioner": "U06", "channel": "C01", "words": "Fair.",
    "why": "As agreed", "note": "As agreed", "link": "https://forms.example/1",
}  # fmt: skip
NOT_TAKEN: Final = OF_THE_RULES | {"pair", "learning", "team_channel", "holder", "release", "swap"}
IS_HELD: Final = frozenset({"reflect", "correct", "reopen_audit", "moderate"})
STEPS: Final = ("opened 0", "-3", "0", "+6", "reflect +3", "moderate 0", "case +2")
ROLES: Final = (
    "practitioner", "practitioner", "manager", "manager", "manager", "moderator", "lead"
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """Somebody who may not know which of two audits looks at a file again."""

    ctx: RequestContext
    audit: LiveAudit
    other: LiveAudit
    first: LiveAudit  # whose file it was that one of the two looks at again

    def reads(self) -> dict[str, str]:
        """Return all that they can be told of the first audit, and of everything at once."""
        asked: Iterator[tuple[str, Callable[[], Any]]] = itertools.chain(
            self._verbs(),
            self._buttons(),
            self._forms(),
            self._submitted(),
            self._messages(),
            self._reports(),
        )
        return {name: self._answered(ask) for name, ask in asked}

    def _verbs(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        for verb in registry.AUDITS.verbs:
            for words in {verb.name, verb.example, f"{verb.name} {self.audit.id}"}:
                yield f"/audit {words}", partial(self._typed, words)
        for section in registry.STATUS.verbs:
            if _is_of_digest(section):
                request = registry.STATUS.parse(section.name, "/status")
                yield f"/status {section.name}", partial(request.run, self.ctx)

    def _typed(self, words: str) -> Any:  # noqa: ANN401  (whatever a verb answers)
        told = words.replace("December", "January").replace(" 9", f" {self.other.id}")
        told = re.sub(r"(?<=[a-z]) 7\b", f" {self.audit.id}", told)
        told = re.sub(r"@\w+", f"<@{self.audit.practitioner.slack_id}>", told)
        return registry.AUDITS.parse(told, "/audit").run(self.ctx)

    def _buttons(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        for button in registry.BUTTONS:
            for name in _names(button.action_id):
                if name.startswith("audit_") and name not in IN_THE_RULES:
                    click = self._click(name)
                    yield name, partial(button.work, click, self.ctx)

    def _click(self, name: str) -> Interaction:
        number, month = self.audit.id, JANUARY.isoformat()
        value: Mapping[str, object] = {
            "a": number, "n": number, "m": None, "day": date(2027, 1, 8).toordinal(), "asked": 1,
            "event": 1, "page": "January|all|0", "month": month, "how": "on", "file": 1,
            "start": 0, "only": "all", "plan": "x", "digest": "x", "post": 1,
            "d": 1, "s": 1, "f": "x", "at": ["D1", "1.0"],
        }  # fmt: skip
        action = {
            "action_id": name,
            "value": json.dumps(value),
            "selected_option": {"value": f"{month}|all"},
        }
        body = {"actions": [action], "user": {"id": self.ctx.person.slack_id}}
        return Interaction(WebClient(), body)

    def _forms(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        for form in _forms_of_audits():
            if form.name != SURE_OF_RULES:
                state = ViewState(audit=self.audit.id, kept={"month": JANUARY.isoformat(), "n": 1})
                yield f"form {form.name}", partial(form.view, state, self.ctx)

    def _submitted(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        for form, how in itertools.product(_forms_of_audits(), Filling):
            if form.name not in OF_THE_RULES:
                yield f"{form.name} with {how}", partial(self._submit, form, how)

    def _submit(self, form: Form, how: Filling) -> tuple[Any, ...]:
        """Hand a form in; return the answer, what is sent, and what is there to be seen then."""
        self._is_ready_for(form)
        last = self.ctx.session.scalar(select(func.max(Message.id))) or 0
        state = ViewState(audit=self.audit.id, kept={"month": JANUARY.isoformat(), "n": 1})
        # To whoever may not know of the first look, its number is any case's.
        is_told = who_knows.may_see_grade(self.first, self.ctx.person)
        given = TYPED | ({"case": ""} if is_told or how is not Filling.FIRST else {})
        opened: Mapping[str, Any]
        try:
            opened = form.view(state, self.ctx)
        except RefusedError:
            if how is not Filling.FIRST:
                raise
            opened = self._opened_by_another(form, state)
        view = handed_in(opened, how, given)
        try:
            told = form.submit(form.read(view, self.ctx), state, self.ctx)
        except (FieldsError, AskFirstError) as error:
            return error, vars(error)
        self.ctx.session.flush()
        sent = self.ctx.session.scalars(select(Message).where(Message.id > last))
        rows = [(row.person_id, row.kind, row.about, row.due_at) for row in sent]
        seen = [
            self._seen(words) for words in (f"show {self.audit.reference}", "month January", "")
        ]
        return told, rows, seen

    def _opened_by_another(self, form: Form, state: ViewState) -> Mapping[str, Any]:
        """Return a form that does not open for this person, as nobody could hand it in."""
        leads = self.ctx.session.scalars(select(Person).where(Person.is_lead)).all()
        for other in (self.audit.auditor, self.audit.practitioner, *leads):
            with suppress(RefusedError):
                return form.view(state, asking(other, AT))
        raise RefusedError("It opens for nobody.")

    def _is_ready_for(self, form: Form) -> None:
        """Bring both audits to where a form is asked for."""
        for audit in (self.audit, self.other):
            if form.name in IS_HELD:
                outcomes.hold(asking(audit.auditor, AT), audit, Outcome("Good"), [])
            if form.name == "moderate":
                audit.needs_moderation, audit.moderator_id = True, self.ctx.person.id
                audit.reflected_at = AT
        if form.name == "case":
            rules = self.audit.audit_month.rules
            self.audit.audit_month.rules = {**rules, "case_choice": "named"}
        self.ctx.session.flush()

    def _seen(self, words: str) -> str:
        try:
            return repr(self._typed(words))
        except RefusedError as error:
            return refusal_words(error)

    def _messages(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        for kind in KINDS:
            for number, about in enumerate(self._abouts(kind.name)):
                message = Message(id=1, person=self.ctx.person, kind=kind.name, about=about)
                job = RenderJob(self.ctx, message)
                yield f"message {kind.name} {number}", partial(_rendered, kind, job)

    def _abouts(self, name: MessageName) -> Sequence[Mapping[str, Any]]:
        number, first = self.audit.id, JANUARY.isoformat()
        steps = [
            {"id": number, "due": "2027-01-29", "step": step, "as": role}
            for step, role in zip(STEPS, ROLES, strict=True)
        ]
        audit_month = self.audit.audit_month_id
        people = [one.id for one in self.audit.people]
        found: Mapping[MessageName, Sequence[Mapping[str, Any]]] = {
            MessageName.AUDIT: [{"audit": number, "event": event} for event in notices._SAID],
            MessageName.AUDIT_INVITE: [{"audit": number, "sequence": n} for n in (0, 1)],
            MessageName.AUDIT_NUDGE: [{"audits": [number]}],
            MessageName.AUDIT_MONTH: [
                {"round": audit_month, "month": first, "event": event}
                for event in ("drawn", "published", "closed")
            ],
            MessageName.DAILY_DIGEST: [{"audits": [step]} for step in steps],
        }
        return (
            ()
            if name in NOT_OF_AUDITS
            else found.get(name, [{"audit": number, "people": people, "posts": [1], "at": ""}])
        )

    def _reports(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        asked = ReportScope(Period.of(JANUARY), AT.date(), AT, COUNCIL)
        if self.ctx.person.is_lead:
            for audience in Audience:
                yield f"report {audience}", partial(self._report, asked, audience)

    def _report(self, asked: ReportScope, audience: Audience) -> Report:
        return version(facts_of(self.ctx.session, asked), audience)

    def _answered(self, ask: Callable[[], Any]) -> str:
        known = dict(self.ctx.session.info)
        with self.ctx.session.begin_nested() as saved:
            try:
                told = repr(ask())
            except RefusedError as error:
                told = refusal_words(error)
            finally:
                saved.rollback()
                self.ctx.session.info.clear()
                self.ctx.session.info.update(known)
        return re.sub(r" at 0x[0-9a-f]+", "", told)


def _forms_of_audits() -> list[Form]:
    return [form for form in registry.FORMS.values() if form.about == "audit"]


def _rendered(kind: Any, job: RenderJob) -> str:  # noqa: ANN401  (a kind of any subject)
    subject = kind.subject(job)
    if subject is None:
        return "nothing"
    return f"{kind.is_still_true(subject, job)} {kind.render(subject, job)} {[*kind.why(job)]}"


def _is_of_digest(verb: type[Command]) -> bool:
    return verb.name in {"audits", "coverage", "grades", "everything", "all", "me"}


def _names(pattern: str) -> Iterator[str]:
    """Yield what a pattern of a button's name stands for: "a_(?:b|c)" is a_b and a_c."""
    parts = re.split(r"\(\?:([^)]*)\)", pattern.replace(r"\d+", "1"))
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    for chosen in itertools.product(*choices):
        yield from "".join(chosen).split("|")


@dataclass(frozen=True)
class Looks:
    """The two audits of January, of which one at a time looks again at December's Inadequate."""

    month: DrawnMonth
    session: Session
    first: LiveAudit
    both: tuple[LiveAudit, LiveAudit]

    def told(self, person: Person) -> Iterator[dict[str, str]]:
        """Yield what somebody reads in each of the two worlds."""
        reader = Reader(asking(person, AT, TAKES_NUMBERS), *self.both, self.first)
        for look in self.both:
            for audit in self.both:
                audit.re_audit_of_id = self.first.id if audit is look else None
            self.session.flush()
            yield reader.reads()


@pytest.fixture
def looks(month: DrawnMonth) -> Iterator[Looks]:
    """Draw a look again at a file whose number is known, and another audit beside it."""
    month.rules(case_number_pattern=PATTERN)
    month.published()
    first = month.audits()[0]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    month.draw(JANUARY, on(date(2026, 12, 23)))
    month.publish(JANUARY, on(date(2026, 12, 23)))
    with month.database.begin() as session:
        month.person(session, "Improvement Officer").is_lead = True  # of nobody's line
        known = audits.of_month(session, month.round(JANUARY).id)
        [again] = [one for one in known if one.re_audit_of_id]
        other = next(one for one in known if one.auditor_id != again.auditor_id)
        for audit in (again, other):
            booking.book(doing(audit.auditor, AT), audit, Meeting(date(2027, 1, 7 + audit.id % 2)))
        earlier = month.load(session, first)
        earlier.case_key = CaseNumbers(SECRET, PATTERN).key_of(NUMBER)
        session.flush()
        yield Looks(month, session, earlier, (again, other))


@pytest.mark.waits
@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nobody_can_tell_which_of_two_audits_looks_at_a_file_again(looks: Looks) -> None:
    compared, taken = 0, set[str]()
    for person in _readers(looks):
        here, there = looks.told(person)
        for name in here:
            assert here[name] == there[name], (person.role, name)
        compared += len(here)
        taken |= {name.partition(" with ")[0] for name in here if here[name].startswith("(Answer")}
    assert compared > 800
    assert taken == {form.name for form in _forms_of_audits()} - NOT_TAKEN


def _readers(looks: Looks) -> list[Person]:
    """Return one of each role: the practitioner, a colleague, those above, and the leads."""
    auditors = {audit.auditor_id for audit in looks.both}
    roster = looks.month.council.people.values()
    people = [looks.session.get_one(Person, one.id) for one in roster]
    senior = [one for one in people if one.is_lead or one.is_admin or one.is_manager]
    some = [*(audit.practitioner for audit in looks.both), *senior]
    return [one for one in dict.fromkeys(some) if one.id not in auditors]


def test_every_message_about_audits_is_asked_for() -> None:
    asked = {kind.name for kind in KINDS} - NOT_OF_AUDITS
    others = {MessageName.DAILY_DIGEST, MessageName.PAIR, MessageName.LEARNING_NOTE}
    assert asked == others | {name for name in MessageName if "audit" in name}
