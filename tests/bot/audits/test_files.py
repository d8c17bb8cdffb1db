"""A file that is closed for good: a lead releases it from the look it is owed, with a reason."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

import bot
from bot import registry
from bot.audits import view, who_knows
from bot.slack.blocks import Answer
from bot.slack.interaction import Interaction
from bot.slack.view_state import ViewState
from db.audits import debts
from db.audits import queries as audits
from db.models import AuditEvent, CouncilEvent, CouncilEventKind, LiveAudit
from db.session import Session
from jobs.audits import re_audits
from jobs.audits.drawing import draw_month
from jobs.context import RequestContext
from jobs.report.assemble import ReportScope, facts_of
from jobs.rules.periods import Period
from tests.bot.delivery.as_read import as_read
from tests.contexts import COUNCIL, asking, by_itself
from tests.jobs.audits.months import DECEMBER, JANUARY, DrawnMonth, month, on
from tests.refusals import refused

__all__ = ["month"]

AT: Final = on(date(2026, 12, 16))
WHY: Final = "The case was closed in December"
BOT: Final = Path(bot.__file__).parent
LEAD, OUTSIDE = "Assistant Director", "Improvement Officer"


@pytest.fixture
def owed(month: DrawnMonth) -> DrawnMonth:
    """Grade an audit of December Inadequate; a lead is outside its line."""
    month.published()
    month.hold(month.audits()[0], on(date(2026, 12, 9)), "Inadequate")
    with month.database.begin() as session:
        outside = month.person(session, OUTSIDE)
        outside.is_lead, outside.is_admin = True, False
    return month


def said(month: DrawnMonth, words: str, role: str = OUTSIDE, at: datetime = AT) -> str:
    with month.database.begin() as session:
        request = registry.AUDITS.parse(words, "/audit")
        answer = request.run(asking(month.person(session, role), at))
        assert isinstance(answer, Answer)
        return as_read(answer)


def waiting(month: DrawnMonth) -> int:
    with month.database.read() as session:
        return len(debts.owed(session, AT.date()))


def test_a_lead_releases_it_with_a_reason_and_it_is_never_drawn_again(owed: DrawnMonth) -> None:
    assert "[Closed for good]" in said(owed, "files")
    with refused(match="Say why"):
        said(owed, "files 1 closed")
    assert "File 1 will not be looked at again" in said(owed, f"files 1 closed {WHY}")
    assert waiting(owed) == 0
    with owed.database.begin() as session:
        draw_month(by_itself(session, on(date(2026, 12, 23))), JANUARY)
        again = audits.month_for(session, JANUARY)
        assert again is not None
        assert not any(one.re_audit_of_id for one in audits.of_month(session, again.id))
        found = re_audits.files_owed(session, AT.date())
        assert (found.of, found.without, found.overdue) == (0, 0, 0)


def test_only_leads_may_and_only_of_a_file_that_waits(owed: DrawnMonth) -> None:
    for role in ("Head of Service", "Team Manager, Permanence"):
        with refused(match=r"^Only a lead can release a file"):
            said(owed, f"files 1 closed {WHY}", role)
    with refused(match="There is no file 9 waiting"):
        said(owed, f"files 9 closed {WHY}")


def test_no_words_about_a_child_are_kept_as_the_reason(owed: DrawnMonth) -> None:
    with refused(match="number"):
        said(owed, "files 1 closed NHS number 943 476 5919")
    assert waiting(owed) == 1


def test_whoever_released_it_undoes_it_for_a_minute_and_names_a_holder_later(
    owed: DrawnMonth,
) -> None:
    said(owed, f"files 1 closed {WHY}")
    with owed.database.begin() as session:
        other = asking(owed.person(session, LEAD), AT)
        with refused(match="Only the person who did that"):
            debts.take_back_release(other, 1)
        late = asking(owed.person(session, OUTSIDE), AT + timedelta(minutes=5))
        with refused(match="The minute for undoing is over"):
            debts.take_back_release(late, 1)
        debts.take_back_release(asking(owed.person(session, OUTSIDE), AT), 1)
    assert waiting(owed) == 1
    said(owed, f"files 1 closed {WHY}")
    with owed.database.begin() as session:
        lead = asking(owed.person(session, LEAD), AT + timedelta(days=1))
        debts.say_holder(lead, 1, owed.person(session, "Practitioner 2, Permanence"))
    assert waiting(owed) == 1


def test_it_is_in_the_register_and_the_history_for_whoever_may_know_the_grade_alone(
    owed: DrawnMonth,
) -> None:
    first = owed.audits()[0]
    said(owed, f"files 1 closed {WHY}")
    assert first.reference in said(owed, "register December", LEAD)
    mine = said(owed, "register December")  # it knows the file, and not whose work it was
    assert WHY in mine
    assert first.reference not in mine
    assert first.practitioner.name not in mine
    with owed.database.begin() as session:
        owed.person(session, "Head of Service").is_admin = True
        for person in owed.council.people.values():
            person = owed.person(session, person.role)
            ctx = asking(person, AT)
            audit = first_of(session, first.id)
            told = as_read(view.details(audit, history(session, first.id), ctx))
            assert ("closed for good" in told) == who_knows.may_see_grade(audit, person), (
                person.role
            )


def test_taking_it_back_tells_no_more_than_the_release(owed: DrawnMonth) -> None:
    first = owed.audits()[0]
    said(owed, f"files 1 closed {WHY}")
    with owed.database.begin() as session:
        debts.take_back_release(asking(owed.person(session, OUTSIDE), AT), 1)
        ctx = asking(owed.person(session, OUTSIDE), AT)
        audit = first_of(session, first.id)
        told = [
            one.kind
            for one in history(session, first.id)
            if who_knows.may_see_event(one, audit, ctx.person)
        ]
        assert "undone" not in told


def test_a_report_for_officers_names_the_file_by_its_month_alone(owed: DrawnMonth) -> None:
    said(owed, f"files 1 closed {WHY}")
    with owed.database.read() as session:
        asked = ReportScope(Period.of(DECEMBER), AT.date(), AT, COUNCIL)
        [line] = facts_of(session, asked).waivers
    assert (line.reference, line.file_of, line.note) == ("", DECEMBER, WHY)


def test_the_form_asks_leads_which_file_and_why(owed: DrawnMonth) -> None:
    with owed.database.begin() as session:
        ctx = asking(owed.person(session, OUTSIDE), AT)
        assert "a case of December 2026" in _form(ctx)
        with refused(match="Only a lead"):
            _form(asking(owed.person(session, "Head of Service"), AT))


def _form(ctx: RequestContext) -> str:
    return repr(registry.FORMS["release"].view(ViewState(), ctx))


def first_of(session: Session, number: int) -> LiveAudit:
    return audits.several(session, [number])[number]


def history(session: Session, number: int) -> Sequence[AuditEvent]:
    return audits.history(session, first_of(session, number))


def look(month: DrawnMonth, screen: str, role: str, at: datetime) -> None:
    """Open a screen, a form or a file."""
    number = month.audits()[0].id
    with month.database.begin() as session:
        ctx = asking(month.person(session, role), at)
        if screen == "correct":
            registry.FORMS["correct"].blocks(ViewState(audit=number), ctx)
        elif screen == "as a file":
            press = next(one for one in registry.BUTTONS if one.matches("audit_register_file"))
            body = {"actions": [{"value": '{"month": "2026-12-01"}'}]}
            press.work(Interaction(None, body), ctx)  # type: ignore[arg-type]  # no Slack
        else:
            registry.AUDITS.parse(screen.format(number), "/audit").run(ctx)


def test_whatever_tells_a_grade_writes_down_who_looked(owed: DrawnMonth) -> None:
    screens = ("show {}", "correct", "files", f"files 1 closed {WHY}", "register", "as a file")
    by, kind = CouncilEvent.person_id, CouncilEvent.kind == CouncilEventKind.LOOKED
    for day, screen in enumerate(screens):
        for role in (OUTSIDE, LEAD) if "closed" not in screen else (OUTSIDE,):
            look(owed, screen, role, AT + timedelta(days=day))
    with owed.database.read() as session:
        found = session.execute(
            select(by, CouncilEvent.at, CouncilEvent.audit_id).where(kind).order_by(CouncilEvent.id)
        )
        expected = [
            (owed.person(session, LEAD).id, AT + timedelta(days=day), owed.audits()[0].id)
            for day, screen in enumerate(screens)
            if "closed" not in screen
        ]
        assert [tuple(row) for row in found] == expected


def test_every_screen_asks_the_one_that_writes_down_who_looked() -> None:
    """Where a grade is asked of only for what it lets be said, and of a message, it is not.

    What the two of an audit may is told by a made-up one, of which there is nothing to look at.
    """
    asked = {
        path.relative_to(BOT).as_posix()
        for path in BOT.rglob("*.py")
        if re.search(r"\bmay_see_grade\(", path.read_text("utf-8"))
    }
    of_made_up = "people/rights_words.py"
    assert asked == {"audits/who_knows.py", "audits/view.py", "audits/notices.py", of_made_up}
