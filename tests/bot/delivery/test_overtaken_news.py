"""What is told of something that somebody has done since, or whose day has gone."""

from datetime import time

import pytest
from sqlalchemy import select

from bot.audits.reminders_view import AuditItem
from bot.delivery.kinds import BY_NAME
from bot.reminders.roll_up import RollUp
from bot.slack.blocks import Answer
from db.models import Action, AuditState, LiveAudit, MessageName, Status
from jobs.context import CommandNames
from jobs.context import Council as Rules
from jobs.rules.deadlines import spell
from jobs.rules.months import A_DAY
from tests.bot.delivery.as_read import as_read
from tests.bot.delivery.samples.every_kind import job_of, rendered
from tests.bot.delivery.samples.kit import Sample, month_of_audits
from tests.kept import kept
from tests.people import NOW, TODAY, Council
from tests.plans import ENGLAND

pytestmark = pytest.mark.mostly_sqlite
RULES = Rules(ENGLAND, CommandNames("/action", "/audit", "/status"))


@pytest.mark.parametrize("has_reflected", [False, True])
def test_whoever_has_reflected_is_not_told_that_it_is_written_up(
    council: Council, has_reflected: bool
) -> None:
    kept(council, month_of_audits)
    kind = BY_NAME[MessageName.AUDIT]
    with council.database.begin() as session:
        audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[1]
        audit.reflected_at = NOW if has_reflected else None
        sample = Sample("held", council.colleague, {"audit": audit.id, "event": "held"})
        job = job_of(session, MessageName.AUDIT, sample, RULES)
        assert kind.is_still_true(kind.subject(job), job) is not has_reflected


def test_whose_time_is_booked_is_asked_for_none(council: Council) -> None:
    kept(council, month_of_audits)
    with council.database.begin() as session:
        audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[0]
        about = {"audit": audit.id, "event": "published"}
        job = job_of(session, MessageName.AUDIT, Sample("", council.practitioner, about), RULES)
        assert "for a live audit in November. Pick a time." in as_read(rendered(job))
        audit.state, audit.booked_on, audit.booked_at = AuditState.BOOKED, audit.due_on, time(14)
        told = as_read(rendered(job))
    assert "You're paired with" in told
    assert "Pick a time" not in told


def test_whose_day_has_gone_is_told_as_past_among_what_is_late(council: Council) -> None:
    kept(council, month_of_audits)
    with council.database.begin() as session:
        audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()[0]
        about = {"audit": audit.id, "event": "published"}
        job = job_of(session, MessageName.AUDIT, Sample("", council.head, about), RULES)
        for due_on, words in ((TODAY + A_DAY, "complete by"), (TODAY - A_DAY, "was due by")):
            audit.due_on = due_on
            item = AuditItem(audit, "held +6", "manager")
            [entry] = RollUp(audits=[item]).entries(job)
            told = as_read(Answer("", list(entry.blocks)))
            assert f"no outcome recorded, {words} {spell(due_on)}" in told


def test_what_an_import_gave_is_told_whatever_became_of_it_since(council: Council) -> None:
    number = council.action(council.practitioner)
    kind = BY_NAME[MessageName.IMPORTED]
    with council.database.begin() as session:
        about = {"actions": [number], "by": council.director.id}
        job = job_of(session, MessageName.IMPORTED, Sample("", council.practitioner, about), RULES)
        session.get_one(Action, number).status = Status.DEFERRED
        assert kind.subject(job) is None  # before it is sent there is nothing to do any more
        job.message.done_at = NOW
        assert "deferred" in as_read(rendered(job))
