"""An audit that looks at a file again is told to everybody as any other, but to its auditor."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

import pytest

from bot import registry
from bot.audits import notices, view, who_knows
from bot.audits.invite import invite
from bot.audits.reminders_view import AuditItem
from bot.delivery.message_kind import RenderJob
from bot.refusals import refusal_words
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.audits import changes
from db.audits import queries as audits
from db.errors import RefusedError
from db.models import AuditEvent, AuditEventKind, LiveAudit, Message, Person
from db.session import Session
from jobs.audits.published_month import published_month
from jobs.context import RequestContext
from tests.contexts import asking, by_itself, doing
from tests.jobs.audits.months import JANUARY, DrawnMonth, month, on

__all__ = ["month"]

AT: Final = on(date(2027, 1, 6))
Change = Callable[[LiveAudit], None]


def _cancelled(audit: LiveAudit) -> None:
    changes.not_held(doing(audit.practitioner, AT), audit, "workload")


def _held(audit: LiveAudit) -> None:
    changes.hold(doing(audit.auditor, AT), audit, changes.Outcome("Good"))
    audit.needs_moderation = True


STATES: Final = (_cancelled, _held)  # as booked: test_told_alike.py


@pytest.fixture
def pair_of_looks(month: DrawnMonth) -> tuple[int, int]:
    """Return an Inadequate of December and an audit of January with the same practitioner."""
    month.published()
    first = month.audits()[0]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    drawn_on = on(date(2026, 12, 23))
    month.draw(JANUARY, drawn_on)
    month.publish(JANUARY, drawn_on)
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    return first.id, again.id


def what_they_read(ctx: RequestContext, audit: LiveAudit) -> Iterator[tuple[str, str]]:
    """Yield all that somebody can be told of an audit: views, forms, refusals, notices."""
    number, it = audit.id, audit.reference
    known = audits.of_month(ctx.session, audit.audit_month_id)
    other = next(one.serial for one in known if one.id != number)
    for words in (
        "", f"show {it}", f"why {it}", f"cannot {it}", f"held {it}",
        f"swap {it} with {other}", f"case {it} 3", f"case {it}", f"book {it}",
        f"book {it} 8 Jan 2027", f"correct {it}", f"reopen {it}", "plan", "calendar",
        "coverage", "month January", "register January", "sample January", "mine",
    ):  # fmt: skip
        yield words, _answered(lambda words=words: _asked(words, number, ctx))  # type: ignore[misc]
    for name in ("exempt", "extend", "moderate", "reflect", "swap"):
        yield name, _answered(lambda name=name: _form(name, number, ctx))  # type: ignore[misc]
    job = RenderJob(ctx, Message(id=1, person=ctx.person, about={"audit": number}))
    for event in notices._SAID:
        note = notices.AuditNews(audit, event, job)
        yield event, _answered(lambda note=note: repr(notices.notice(note)))  # type: ignore[misc]
    for step in ("opened 0", "hold 0", "reflect 3"):
        yield step, repr(list(AuditItem(audit, step, "practitioner").blocks(job)))
    yield "invite", repr(invite(audit, ctx.person, AT, ctx.council))


def _answered(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except RefusedError as error:
        return refusal_words(error)


def _asked(words: str, number: int, ctx: RequestContext) -> str:
    request = registry.AUDITS.parse(words, "/audit")
    with ctx.session.begin_nested() as saved:
        answer = request.run(ctx)
        saved.rollback()
    return _form(answer.form, number, ctx) if isinstance(answer, OpenForm) else repr(answer)


def _form(name: str, number: int, ctx: RequestContext) -> str:
    return repr(registry.FORMS[name].view(ViewState(audit=number), ctx))


def everybody(month: DrawnMonth, session: Session) -> list[Person]:
    return [session.get_one(Person, person.id) for person in month.council.people.values()]


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # what is read, not kept
@pytest.mark.parametrize("changed", STATES)
def test_nobody_but_its_auditor_can_tell_it_from_another_audit(
    month: DrawnMonth, pair_of_looks: tuple[int, int], changed: Change
) -> None:
    first, number = pair_of_looks
    compared = 0
    with month.database.begin() as session:
        audit = audits.several(session, [number])[number]
        changed(audit)
        session.flush()
        for person in everybody(month, session):
            if person.id == audit.auditor_id:
                continue
            ctx = asking(person, AT)
            audit.re_audit_of_id = first
            session.flush()
            again = dict(what_they_read(ctx, audit))
            audit.re_audit_of_id = None
            session.flush()
            ordinary = dict(what_they_read(ctx, audit))
            assert again == ordinary, person.role
            compared += len(again)
    assert compared > 250


def test_its_auditor_is_told_the_themes_and_the_open_actions_of_the_first_look(
    month: DrawnMonth, pair_of_looks: tuple[int, int]
) -> None:
    _, number = pair_of_looks
    with month.database.begin() as session:
        audit = audits.several(session, [number])[number]
        ctx = asking(audit.auditor, AT)
        told = repr(view.details(audit, audits.history(session, audit), ctx))
        assert "was looked at before" in told
        assert "Write down the plan" in told
        theirs = asking(audit.practitioner, AT)
        shown = repr(view.details(audit, audits.history(session, audit), theirs))
        assert "looked at before" not in shown


def test_that_another_look_is_due_is_in_the_history_only_for_who_may_see_the_grade(
    month: DrawnMonth, pair_of_looks: tuple[int, int]
) -> None:
    first, _ = pair_of_looks
    with month.database.begin() as session:
        audit = audits.several(session, [first])[first]
        history = audits.history(session, audit)
        without = [event for event in history if event.kind != AuditEventKind.CLOCK_STARTED]
        assert len(without) == len(history) - 1
        seen = 0
        for person in everybody(month, session):
            ctx = asking(person, AT)
            knows = who_knows.may_see_grade(audit, person)
            told = _details(audit, history, ctx)
            assert (told != _details(audit, without, ctx)) == knows, person.role
            seen += knows
        assert seen


def _details(audit: LiveAudit, history: Sequence[AuditEvent], ctx: RequestContext) -> str:
    return repr(view.details(audit, history, ctx))


def test_a_swap_is_asked_for_alike(month: DrawnMonth, pair_of_looks: tuple[int, int]) -> None:
    first, number = pair_of_looks
    with month.database.begin() as session:
        audit = audits.several(session, [number])[number]
        asked = {}
        for of in (first, None):
            audit.re_audit_of_id = of
            session.flush()
            asked[of] = published_month(by_itself(session, AT), audit, lost=False).request.digest
        assert asked[first] == asked[None]


def test_the_plan_of_a_draft_tells_no_difference(month: DrawnMonth) -> None:
    month.published()
    first = month.audits()[0]
    month.hold(first, on(date(2026, 12, 9)), "Inadequate")
    month.draw(JANUARY, on(date(2026, 12, 23)))
    [again] = [audit for audit in month.audits(JANUARY) if audit.re_audit_of_id]
    with month.database.begin() as session:
        lead = month.person(session, "Assistant Director")
        ctx = asking(lead, on(date(2026, 12, 23)))
        row = month.load(session, again)
        told = []
        for of in (first.id, None):
            row.re_audit_of_id = of
            session.flush()
            told.append(_asked("plan", row.id, ctx))
        assert told[0] == told[1]
        assert "pinned" not in told[0]
