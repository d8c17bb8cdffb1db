"""Every verb, button, form and message there is tells a re-audit as any other audit.

Two worlds are compared that differ in nothing but which of two audits looks at the file again. What
is asked is taken from the registry, so that a new verb, button, form or message is asked too.
"""

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

import pytest
from slack_sdk import WebClient

from bot import registry
from bot.audits import notices
from bot.delivery.kinds import KINDS
from bot.delivery.message_kind import RenderJob
from bot.refusals import refusal_words
from bot.slack.interaction import Interaction
from bot.slack.registry import Command
from bot.slack.view_state import ViewState
from db.audits import booking
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import LiveAudit, Meeting, Message, MessageName, Person
from db.session import Session
from jobs.context import RequestContext
from jobs.report.assemble import ReportScope, facts_of
from jobs.report.values import Audience, Report
from jobs.report.versions import version
from jobs.rules.periods import Period
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
        MessageName.LATE_ANSWER, MessageName.ANSWER,
    }
)  # fmt: skip
IN_THE_RULES: Final = "audit_rules_of"  # a choice in the form of the rules, which is of no audit
SURE_OF_RULES: Final = "rules_sure"  # only ever follows the form of the rules
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

    def reads(self) -> dict[str, str]:
        """Return all that they can be told of the first audit, and of everything at once."""
        asked: Iterator[tuple[str, Callable[[], Any]]] = itertools.chain(
            self._verbs(), self._buttons(), self._forms(), self._messages(), self._reports()
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
                if name.startswith("audit_") and name != IN_THE_RULES:
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
        for form in registry.FORMS.values():
            if form.about == "audit" and form.name != SURE_OF_RULES:
                state = ViewState(audit=self.audit.id, kept={"month": JANUARY.isoformat()})
                yield f"form {form.name}", partial(form.view, state, self.ctx)

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
        with self.ctx.session.begin_nested() as saved:
            try:
                told = repr(ask())
            except RefusedError as error:
                told = refusal_words(error)
            finally:
                saved.rollback()
        return re.sub(r" at 0x[0-9a-f]+", "", told)


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


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nobody_can_tell_which_of_two_audits_looks_at_a_file_again(month: DrawnMonth) -> None:
    month.published()
    first = month.audits()[0]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    month.draw(JANUARY, on(date(2026, 12, 23)))
    month.publish(JANUARY, on(date(2026, 12, 23)))
    with month.database.begin() as session:
        known = audits.of_month(session, month.round(JANUARY).id)
        [again] = [one for one in known if one.re_audit_of_id]
        other = next(one for one in known if one.auditor_id != again.auditor_id)
        for audit in (again, other):
            booking.book(doing(audit.auditor, AT), audit, Meeting(date(2027, 1, 7 + audit.id % 2)))
        session.flush()
        compared = 0
        for person in _readers(month, session, again, other):
            reader = Reader(asking(person, AT), again, other)
            told = []
            for look in (again, other):
                again.re_audit_of_id = other.re_audit_of_id = None
                look.re_audit_of_id = first.id
                session.flush()
                told.append(reader.reads())
            for name in told[0]:
                assert told[0][name] == told[1][name], (person.role, name)
            compared += len(told[0])
        assert compared > 600


def _readers(
    month: DrawnMonth, session: Session, again: LiveAudit, other: LiveAudit
) -> list[Person]:
    """Return one of each role: the practitioner, a colleague, those above, and the leads."""
    auditors = {again.auditor_id, other.auditor_id}
    people = [session.get_one(Person, one.id) for one in month.council.people.values()]
    senior = [one for one in people if one.is_lead or one.is_admin or one.is_manager]
    some = [again.practitioner, other.practitioner, *senior]
    return [one for one in dict.fromkeys(some) if one.id not in auditors]


def test_every_message_about_audits_is_asked_for() -> None:
    asked = {kind.name for kind in KINDS} - NOT_OF_AUDITS
    others = {MessageName.DAILY_DIGEST, MessageName.PAIR, MessageName.LEARNING_NOTE}
    assert asked == others | {name for name in MessageName if "audit" in name}
