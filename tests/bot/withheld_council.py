"""A council with an action and an audit in every state, and people of every role who look at them.

Built once with the functions of `db`. Every number has six figures, so that one that there is can
be told from one that there is not by nothing but what is answered.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select

from db.actions import operations
from db.actions.roles import may_see
from db.audits import auditor_pool, changes, debts
from db.audits import queries as audits
from db.models import (
    Action,
    AuditEvent,
    AuditMonth,
    AuditState,
    DateMove,
    Event,
    Handover,
    HandoverItem,
    LiveAudit,
    Message,
    MessageName,
    MonthState,
    MoveState,
    Person,
    PlanItem,
    Register,
    Status,
    Team,
)
from db.models.event_kinds import EventKind
from db.permissions import Permission, may
from db.session import Session
from jobs.audits import settings
from jobs.audits.drawing import request_of
from jobs.rules.draw.model import Plan
from jobs.rules.draw.solve import draw
from jobs.rules.learning import FEWEST_AUDITS
from tests.bot.entrances import ITEM, Target
from tests.contexts import by_itself
from tests.db.audits.months import drawn
from tests.people import NOW, TODAY, Council

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
STATES: Final = tuple(Status)
AUDIT_STATES: Final = tuple(one for one in AuditState if one != AuditState.DRAWN)
LONG_AGO: Final = NOW - timedelta(days=40)
MODERATOR, QA_LEAD, MEMBER, FORMER, OUTSIDER = (
    "Team Manager, Court", "Quality Lead", "Member", "Former Manager", "Practitioner 1, Court"
)  # fmt: skip

NO_ACTION: Final = Target(
    "no action", 799_999, "799999", 399_999, ("D9", "9.9"), 599_999, 499_999, 459_999
)
LESS: Final = 200_000  # the number that is shown of an audit, than the database's
NO_AUDIT: Final = Target(
    "no audit", 699_999, "499999", 399_999, ("D9", "9.9"), 599_999, of_audit=True
)


def filled(council: Council) -> Council:
    """Fill the small council: more people, then what they have and hold."""
    with council.database.begin() as session:
        _people(council, session)
        _first_numbers(council, session)
    for owner in (council.stranger, council.practitioner):
        _actions(council, owner)
    for role in (
        "Team Manager, Permanence",
        "Team Manager, Assessment",
        MODERATOR,
        MEMBER,
        FORMER,
        OUTSIDER,
    ):
        council.action(council[role], "Order the chairs", at=LONG_AGO)
    both = [(council.manager, council.practitioner), (council.other_manager, council.stranger)]
    _audits(council, drawn(council, *both * len(AUDIT_STATES), month=NOVEMBER))
    drawn(council, *both, month=DECEMBER, state=MonthState.DRAWN)
    shown_otherwise(council)
    with council.database.begin() as session:
        _from_audits(council, session)
        _left_with(council[FORMER], session)
        cards(session)
        as_drawn(session)
    return council


def shown_otherwise(council: Council) -> None:
    """Let audits be shown with numbers of six figures that are not the database's."""
    with council.database.begin() as session:
        for audit in session.scalars(select(LiveAudit).where(LiveAudit.id > 600_000)):
            audit.serial = audit.id - LESS


def _people(council: Council, session: Session) -> None:
    court = Team(name="Court", service="Children")
    head = session.get_one(Person, council.head.id)
    above = Person(name=MODERATOR, role=MODERATOR, slack_id="U21", manager=head, team=court)
    made = (
        above,
        Person(name=OUTSIDER, role=OUTSIDER, slack_id="U22", manager=above, team=court),
        Person(name=QA_LEAD, role=QA_LEAD, slack_id="U23", is_lead=True),
        Person(name=MEMBER, role=MEMBER, slack_id="U24", on_roster=False),
        _former(council, session),
    )
    session.add_all(made)
    council.people |= {person.role: person for person in made}
    session.flush()
    for auditor in (council.manager, council.other_manager, above):
        mine = session.get_one(Person, auditor.id)
        auditor_pool.add_auditor(by_itself(session, LONG_AGO), mine)


def _former(council: Council, session: Session) -> Person:
    """Return who is not on the roster any more and still stands in a line and for somebody."""
    above, below, other = (
        session.get_one(Person, one.id)
        for one in (council.manager, council.colleague, council.stranger)
    )
    made = Person(
        name=FORMER, role=FORMER, slack_id="U25", on_roster=False, manager=above, team=above.team
    )
    below.manager = other.deputy = made
    return made


def _left_with(former: Person, session: Session) -> None:
    """Leave with somebody what they had: to sign off, to stand in for, to hold, to moderate."""
    others = Action.owner_id != former.id
    for number, action in enumerate(session.scalars(select(Action).where(others))):
        place = ("signer_id", "sign_off_asked_id", "signed_off_by_id", "deputy_id")[number % 4]
        setattr(action, place, former.id)
    for number, audit in enumerate(session.scalars(select(LiveAudit))):
        if number % 3 == 0:
            audit.second_practitioner_id = former.id
        elif number % 3 == 1 and audit.moderator_id is not None:
            audit.moderator_id = former.id


def _first_numbers(council: Council, session: Session) -> None:
    """Let the numbers that follow have six figures, each kind of thing its own."""
    lead = session.get_one(Person, council.director.id)
    action = Action(id=700_000, title="Print the list", created_at=NOW, owner=lead)
    first = AuditMonth(
        month=date(2026, 1, 1), state=MonthState.CLOSED, opens_on=TODAY, due_on=TODAY,
        moderate_by=TODAY, request="{}", plan="{}", drawn_at=NOW,
    )  # fmt: skip
    audit = LiveAudit(
        id=600_000, audit_month=first, serial=1, auditor=lead, state=AuditState.CLOSED,
        practitioner=session.get_one(Person, council.officer.id), due_on=TODAY,
    )  # fmt: skip
    event = Event(id=500_000, action=action, at=LONG_AGO, kind="added")
    told = AuditEvent(id=500_000, audit=audit, at=LONG_AGO, kind="published")
    said = PlanItem(id=ITEM, kind="area", reference="AREA-1", text="Records", added_at=NOW)
    message = _message(300_000, lead, {"action": 700_000, "event": 500_000})
    session.add_all([action, audit, event, told, message, said, *_held_before(audit)])
    session.flush()
    if session.get_bind().dialect.name == "postgresql":  # which counts on from its own number
        for row in (action, audit, event, told, message):
            table = row.__tablename__
            counter = func.pg_get_serial_sequence(table, "id")
            session.execute(select(func.setval(counter, row.id)))


def _held_before(first: LiveAudit) -> Iterator[LiveAudit]:
    """Yield so many more audits of a month that is over that it has a note to write."""
    for number in range(1, FEWEST_AUDITS):
        yield LiveAudit(
            id=first.id - number, audit_month=first.audit_month, serial=1 + number,
            auditor=first.auditor, practitioner=first.practitioner,
            state=AuditState.CLOSED, due_on=TODAY, grade="Good", held_at=LONG_AGO,
            strengths=["Analysis"],
        )  # fmt: skip


def _actions(council: Council, owner: Person) -> None:
    for status in STATES:
        number = council.action(owner, f"Settle the rota, {status}", at=LONG_AGO)
        with council.database.begin() as session:
            action = session.get_one(Action, number)
            action.status, action.register = status, Register.TEAM
            action.reference = f"77.{number % 100}"
            if status not in (Status.NOT_STARTED, Status.IN_PROGRESS):
                action.done_by_id, action.done_at = owner.id, NOW
            _move(session, action, owner)
    with council.database.begin() as session:
        giver = session.get_one(Person, owner.id)
        offer = Handover(
            id=450_000 + owner.id,
            giver=giver,
            taker_id=giver.manager_id,
            asked_by_id=giver.id,
            asked_at=NOW,
        )
        offer.items = [HandoverItem(kind="action", subject_id=number, state="waiting")]
        session.add(offer)


def _move(session: Session, action: Action, owner: Person) -> None:
    session.add(
        DateMove(
            id=400_000 + action.id % 1000, action_id=action.id, number=1, asked_by_id=owner.id,
            asked_at=NOW, from_on=action.due_on, to_on=date(2027, 3, 1), to_precision="day",
            state=MoveState.WAITING, reason="The panel meets later",
        )
    )  # fmt: skip


def _audits(council: Council, numbers: list[int]) -> None:
    with council.database.begin() as session:
        found = audits.several(session, numbers)
        for place, number in enumerate(numbers):
            audit, state = found[number], AUDIT_STATES[place // 2]
            audit.state = state
            if state in (AuditState.HELD, AuditState.MODERATED, AuditState.CLOSED):
                audit.grade, audit.held_at, audit.needs_moderation = "Good", NOW, True
                audit.reflected_at = NOW if place % 2 else None
                asked = council[MODERATOR].id
                changes.choose_moderator(by_itself(session, LONG_AGO), audit, asked)
            if state == AuditState.NOT_HELD:
                audit.not_held_reason = "sickness"
            if state == AuditState.BOOKED:
                audit.booked_on = date(2026, 11, 25)


def _from_audits(council: Council, session: Session) -> None:
    found = session.scalars(select(LiveAudit).where(LiveAudit.state == AuditState.HELD)).all()
    for audit in found:
        debts.owe(by_itself(session, LONG_AGO), audit)
        for owner in (audit.practitioner_id, None):
            made = Action(
                title="Write the plan down", created_at=NOW, audit=audit, owner_id=owner,
                register=Register.AUDITS, due_on=date(2026, 12, 4), due_precision="day",
            )  # fmt: skip
            session.add(made)
            operations.start(by_itself(session, LONG_AGO), made, EventKind.ADDED)


def as_drawn(session: Session) -> None:
    """Let each month have the request and the plan of a draw, where it has none."""
    sets = settings.rule_sets(session)
    for month in session.scalars(select(AuditMonth).where(AuditMonth.request == "{}")):
        request = request_of(by_itself(session, LONG_AGO), month.month, sets)
        plan = draw(request)
        assert isinstance(plan, Plan)
        month.request, month.plan = request.to_json(), plan.to_json()


def cards(session: Session) -> None:
    """Let a message about everything there is have arrived, where none has."""
    known = set(session.scalars(select(Message.id)))
    for action in session.scalars(select(Action).where(Action.id > 700_000)).all():
        owner = action.owner or session.get_one(Person, 1)
        if 300_000 + action.id % 1000 not in known:
            made = _message(300_000 + action.id % 1000, owner, {"action": action.id})
            made.about = {**made.about, "event": _event_of(session, action)}
            session.add(made)
    for audit in session.scalars(select(LiveAudit).where(LiveAudit.id > 600_000)).all():
        if 310_000 + audit.id % 1000 in known:
            continue
        reader = 1 if audit.state == AuditState.DRAWN else audit.auditor_id
        told = _message(310_000 + audit.id % 1000, session.get_one(Person, reader), {})
        told.about, told.kind = {"audit": audit.id}, MessageName.AUDIT_INVITE
        session.add(told)


def _message(number: int, to: Person, about: dict[str, object]) -> Message:
    return Message(
        id=number, dedupe_key=f"card {number}", token=f"card {number}", person=to, about=about,
        kind=MessageName.UNBLOCKED, due_at=LONG_AGO, done_at=LONG_AGO, outcome="sent",
        slack_channel=f"D{to.id}", slack_ts=f"1.{number}",
    )  # fmt: skip


def _event_of(session: Session, action: Action) -> int:
    return session.scalars(select(Event.id).where(Event.action_id == action.id)).first() or 0


def targets(session: Session) -> Iterator[tuple[Target, Action | LiveAudit]]:
    """Yield every action and every audit, with all the numbers that name them."""
    for action in session.scalars(select(Action).where(Action.id > 700_000)):
        event = _event_of(session, action)
        message = session.get_one(Message, 300_000 + action.id % 1000)
        owned = action.owner.role if action.owner else "nobody"
        yield Target(
            f"{action.register} action of {owned}, {action.status}", action.id, str(action.id),
            message.id, (str(message.slack_channel), str(message.slack_ts)), event,
            400_000 + action.id % 1000, 450_000 + (action.owner_id or 1),
        ), action  # fmt: skip
    for audit in session.scalars(select(LiveAudit).where(LiveAudit.id > 600_000)):
        query = select(AuditEvent.id).where(AuditEvent.audit_id == audit.id)
        event = session.scalars(query).first() or 0
        message = session.get_one(Message, 310_000 + audit.id % 1000)
        yield Target(
            f"audit of {audit.auditor.role}, {audit.state}", audit.id, str(audit.serial),
            message.id, (str(message.slack_channel), str(message.slack_ts)), event, of_audit=True,
            code=audit.blind_reference,
        ), audit  # fmt: skip


def knows(person: Person, thing: Action | LiveAudit) -> bool:
    """Say what the permission table says: whether somebody may know that a thing is there."""
    if isinstance(thing, Action):
        return may_see(person, thing)
    is_told = thing.state != AuditState.DRAWN or may(person, Permission.SEE_DRAFT)
    return is_told and may(person, Permission.SEE_AUDIT, thing)
