"""The one message of a morning: steps, sign-offs, audits, and what colleagues did and ask."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, AuditMonth, DateMove, LiveAudit, MonthState
from tests.bot.delivery.samples.kit import MONTH, Sample, Samples, begins, event_by
from tests.people import TODAY, Council

MOVED = {"due_on": date(2026, 12, 18)}


def daily_digest(council: Council, session: Session) -> Samples:
    owner = council.practitioner
    today = begins(council, session, "Publish the placement guide", TODAY).action
    late = begins(council, session, "Review the permanence panel", date(2026, 11, 9)).action
    done = begins(council, session, "Share the audit form")
    done.done(date(2026, 11, 2))
    done.action.sign_off_asked_id = council.officer.id
    done.action.sign_off_asked_on = date(2026, 11, 2)
    asked = begins(council, session, "Map the family hubs")
    asked.moves(date(2027, 2, 1), date(2026, 11, 16), "Estates are late", state="waiting")
    line = session.scalars(select(DateMove).where(DateMove.action_id == asked.action.id)).one()
    steps = [_step(today, "0", "owner"), _step(late, "10", "owner")]
    yield Sample("what an owner hears", owner, {"actions": steps, "day": str(TODAY)})
    wait = _step(asked.action, "", "approver") | {"move": line.id}
    yield Sample(
        "what a manager hears",
        council.manager,
        {
            "actions": [_step(late, "10", "manager")],
            "approvals": [wait],
            "sign_offs": [{"id": done.action.id, "since": "2026-11-02", "as": "manager"}],
        },
    )
    yield Sample(
        "what a signer hears who is an administrator",
        council.officer,
        {
            "sign_offs": [{"id": done.action.id, "since": "2026-11-02", "as": "signer"}],
            "sealed": {"links": 12345, "head": "8f0c" * 16},
        },
    )
    audits = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).all()
    published, reflect = audits[0], audits[1]
    steps = [
        {"id": published.id, "due": "2026-11-04", "step": "opened 0", "as": "auditor"},
        {"id": reflect.id, "due": "2026-11-18", "step": "reflect 3", "as": "manager"},
    ]
    yield Sample("what an auditor hears", council.other_manager, {"audits": steps})
    month = session.scalars(select(AuditMonth)).one()
    month.state = MonthState.DRAWN
    yield Sample("what a lead hears", council.director, {"months": [{"month": str(MONTH)}]})
    steps = [_step(today, "0", "owner"), _step(late, "10", "owner")]
    yield from composed_mornings(council, session, steps, line.id)


def composed_mornings(
    council: Council, session: Session, steps: list[dict[str, object]], move: int
) -> Samples:
    """Yield whole mornings: with what colleagues did and ask, and what was escalated."""
    to_owner = {"owner_id": council.practitioner.id}
    thresholds = begins(council, session, "Agree the thresholds")
    given = event_by(thresholds, council.manager, "given", "", to_owner)
    strategy = begins(council, session, "Finalise the Adolescent Strategy")
    noted = event_by(strategy, council.manager, "moved", "Estates are late", MOVED)
    waits = begins(council, session, "Set up the duty desk")
    waits.done(date(2026, 11, 20))
    waits.action.sign_off_asked_id = council.manager.id
    waits.action.sign_off_asked_on = date(2026, 11, 20)
    session.flush()
    audit = session.scalars(select(LiveAudit).order_by(LiveAudit.id)).first()
    assert audit is not None
    news = [_news("event", {"event": given.id}), _news("event", {"event": noted.id})]
    paired = _news("audit", {"audit": audit.id, "event": "published"})
    yield Sample(
        "the morning of a practitioner",
        council.practitioner,
        {"actions": steps, "news": [*news, paired]},
    )
    up = [{**each, "as": "manager", "escalated": True} for each in steps[1:]]
    asked = [
        _news("sign off", {"action": waits.action.id}),
        _news("approval", {"move": move}),
    ]
    yield Sample(
        "the morning of a manager", council.manager, {"actions": up, "news": [*asked, news[1]]}
    )
    about = {"round": audit.audit_month.id, "month": str(MONTH), "event": "drawn"}
    months = [{"month": str(MONTH)}]
    yield Sample(
        "the morning of a lead",
        council.director,
        {"months": months, "actions": up, "news": [_news("audit round", about)]},
    )
    yield Sample("the morning of a senior", council.head, {"actions": up})
    yield Sample(
        "the first that somebody hears",
        council.practitioner,
        {"actions": steps[:1], "first": True},
    )
    yield from mornings_of_one(council, session, news)


def mornings_of_one(
    council: Council, session: Session, news: Sequence[Mapping[str, object]]
) -> Samples:
    """Yield mornings in which one action is told of twice, and in which one update is all."""
    to_owner = {"owner_id": council.practitioner.id}
    both = begins(council, session, "Return the data set", TODAY)
    handed = event_by(both, council.manager, "given", "", to_owner)
    session.flush()
    yield Sample(
        "the morning of somebody who was given what is due",
        council.practitioner,
        {
            "actions": [_step(both.action, "0", "owner")],
            "news": [*news, _news("event", {"event": handed.id})],
        },
    )
    yield Sample("a morning of one update", council.practitioner, {"news": news[:1]})
    head = {"links": 12345, "head": "8f0c" * 16, "alone": True}
    yield Sample("a morning for the head of the history alone", council.officer, {"sealed": head})


def _news(kind: str, about: dict[str, object]) -> dict[str, object]:
    return {"id": f"{kind} {about}", "kind": kind, "about": about}  # any that differs


def _step(action: Action, step: str, role: str) -> dict[str, object]:
    return {"id": action.id, "due": str(action.due_on), "step": step, "as": role}
