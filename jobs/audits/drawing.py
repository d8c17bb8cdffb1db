"""The draw of a month, from the tables and back; nobody hears of it before it is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from db.audits import queries as audits
from db.audits import work as audit_work
from db.audits.permissions import Permission, require
from db.errors import RefusedError
from db.models import AuditRound, LiveAudit, Person, RoundState
from db.session import Session
from jobs.audits import re_audits, settings
from jobs.audits.auditor_pool import (
    Lists,
    engine_rules,
    engine_services,
    history_of,
    holidays_near,
    offered,
    window_of,
)
from jobs.audits.plan_words import Drawn, refused, shown
from jobs.rules import audit_month
from jobs.rules.audit_rules import kept
from jobs.rules.audit_services import SERVICES, RuleSets
from jobs.rules.draw.answers import Diary, TooManyPairsError
from jobs.rules.draw.check import problems
from jobs.rules.draw.model import Ids, Pair, Plan, Request
from jobs.rules.draw.words import reason_words
from jobs.rules.working_days import Calendar

PersonIds = tuple[int, int]  # an auditor and a practitioner

A_HUNDRED: Final = 100
NO_AUDITORS: Final = (
    "Nobody is on the list of auditors: put somebody on it with `/audit auditors add @person`."
)


@dataclass(frozen=True)
class Replay:
    """Whether a month's request gives its plan again, and what the checker says of the plan."""

    same: bool
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Wishes:
    """What the lead asks of a draw: pairs that must be in it, and pairs that must not."""

    pins: frozenset[Ids] = frozenset()
    forbids: frozenset[Ids] = frozenset()

    def and_now(self, pins: Iterable[Ids], forbids: Iterable[Ids]) -> "Wishes":
        """Return these with newer ones, which hold where they differ."""
        new_pins, new_forbids = frozenset(pins), frozenset(forbids)
        return Wishes((self.pins - new_forbids) | new_pins, (self.forbids - new_pins) | new_forbids)

    def without(self, freed: Iterable[Ids]) -> "Wishes":
        """Return these with nothing wished of some pairs; refuse a pair of which nothing was."""
        gone = frozenset(freed)
        if gone - self.pins - self.forbids:
            raise RefusedError(
                "Those two are neither pinned nor forbidden this month; `/audit plan` shows pins."
            )
        return Wishes(self.pins - gone, self.forbids - gone)


def request_of(
    session: Session,
    month: date,
    sets: RuleSets,
    calendar: Calendar,
    at: datetime,
    *,
    pins: Iterable[PersonIds] = (),
    forbids: Iterable[PersonIds] = (),
    seed: int | None = None,
) -> Request:
    """Return all that the draw of a month depends on, as the tables stand.

    Without a seed the month gives it: nobody can throw again until they like the plan.
    """
    window = window_of(audit_month.dates(month, sets.council, calendar), at.date())
    lists = Lists.of(session, window)
    auditors, people = lists.auditors(), lists.people()
    services = {person.service for person in (*auditors, *people)}
    return Request(
        auditors=auditors,
        practitioners=people,
        window=window,
        rules=engine_rules(sets.council),
        history=history_of(session, month),
        holidays=holidays_near(window, calendar),
        pins=as_ids(pins),
        forbids=as_ids(forbids),
        seed=month.year * A_HUNDRED + month.month if seed is None else seed,
        services=engine_services(sets),
        off=sets.off_in(month.month, services | sets.own.keys()),
    ).in_order()


def draw_month(
    session: Session,
    month: date,
    by: Person | None,
    at: datetime,
    calendar: Calendar,
    *,
    pins: Sequence[PersonIds] = (),
    forbids: Sequence[PersonIds] = (),
    frees: Sequence[PersonIds] = (),
    afresh: bool = False,
) -> Drawn:
    """Draw a month's audits, or draw them again while nobody has been told.

    `by` is None for the draw that makes itself. Pins and forbids (auditor and practitioner, by
    number) are added to those of the round that stands, unless it is drawn `afresh`; the newest
    word on a pair holds, and of a pair in `frees` nothing is wished any more. Raises RefusedError
    for whoever may not, and for a month that is published already.
    """
    from jobs.rules.draw.solve import draw

    if by is not None:
        require(by, Permission.DRAW)
    made = _Made(month, settings.rule_sets(session), calendar, by, at)
    audit_work.hold_month(session, month)
    round_ = audits.round_for(session, month)
    _refuse_published(round_, month)
    standing = Wishes() if afresh or round_ is None else wishes_of(session, round_)
    wishes = standing.without(as_ids(frees)).and_now(as_ids(pins), as_ids(forbids))
    asked = asked_of(session, month, made.sets, calendar, at, wishes)
    if isinstance(asked, str):
        return Drawn(month, refusal=[asked])
    try:
        plan = draw(asked.request)
    except TooManyPairsError as error:
        return Drawn(month, refusal=[str(error)])
    if not isinstance(plan, Plan):
        return refused(session, month, plan)
    diary = offered(asked.request, plan.ids)
    draft = _Draft(asked.request, plan, diary, asked.again, wishes.pins)
    return shown(session, _written(session, round_, draft, made), diary)


@dataclass(frozen=True)
class Asked:
    """What the engine is asked for a month, and of which audits its pins are the second look."""

    request: Request
    again: Mapping[Ids, LiveAudit]


def asked_of(  # noqa: PLR0917  (a draw depends on all of these, and a preview has other rules)
    session: Session, month: date, sets: RuleSets, calendar: Calendar, at: datetime, wishes: Wishes
) -> Asked | str:
    """Return what a month's draw by these rules asks, or say why there is nothing to draw."""
    request = request_of(session, month, sets, calendar, at)
    services = {auditor.service for auditor in request.auditors}
    is_off = services <= {*request.off} if services else month.month in sets.council.months_off
    if is_off:
        return f"{month:%B} is a month off, so nothing is drawn."
    if not request.auditors:
        return NO_AUDITORS
    request = replace(request, pins=tuple(wishes.pins), forbids=tuple(wishes.forbids))
    again = re_audits.pins_of(request, re_audits.re_audits_due(session, month, sets))
    return Asked(replace(request, pins=tuple(wishes.pins | again.keys())).in_order(), again)


def replay(session: Session, month: date) -> Replay:
    """Draw a month again from what was kept of it, and check the plan that was kept."""
    from jobs.rules.draw.solve import draw

    round_ = audits.round_for(session, month)
    if round_ is None:
        raise RefusedError(f"{month:%B %Y} has not been drawn; `/audit draw {month:%B %Y}` does.")
    request, plan = Request.from_json(round_.request), Plan.from_json(round_.plan)
    again = draw(request)
    same = isinstance(again, Plan) and again.digest == plan.digest
    return Replay(same, problems(request, plan))


def as_ids(pairs: Iterable[PersonIds]) -> tuple[Ids, ...]:
    """Return pairs of people as the engine names them."""
    return tuple((str(auditor), str(practitioner)) for auditor, practitioner in pairs)


@dataclass(frozen=True)
class _Draft:
    """A plan with its days, before it is written down."""

    request: Request
    plan: Plan
    diary: Diary
    again: Mapping[Ids, LiveAudit]
    chosen: frozenset[Ids]

    def services(self) -> set[str]:
        """Return the services whose practitioners have an audit."""
        drawn = {practitioner for _, practitioner in self.plan.ids}
        return {one.service for one in self.request.practitioners if one.id in drawn}

    def audits(self, round_: AuditRound, made: "_Made") -> list[LiveAudit]:
        """Return a live audit for each pair, numbered from 1 in the order of the days offered."""
        days = {(offer.auditor, offer.practitioner): offer.day for offer in self.diary.offers}
        in_order = sorted(
            self.plan.pairs, key=lambda pair: (days.get(pair.ids, date.max), pair.ids)
        )
        service_of = {person.id: person.service for person in self.request.practitioners}
        listed = [
            self._audit(round_, serial, pair, days.get(pair.ids))
            for serial, pair in enumerate(in_order, start=1)
        ]
        for audit in listed:
            audit.moderate_by = made.moderate_by(service_of[str(audit.practitioner_id)])
        return listed

    def _audit(self, round_: AuditRound, serial: int, pair: Pair, day: date | None) -> LiveAudit:
        first = self.again.get(pair.ids)
        return LiveAudit(
            round=round_,
            serial=serial,
            auditor_id=int(pair.auditor),
            practitioner_id=int(pair.practitioner),
            reason=self._reason(pair, first),
            pinned=pair.ids in self.chosen,
            proposed_on=day,
            due_on=round_.due_on,
            re_audit_of_id=first.id if first else None,
        )

    def _reason(self, pair: Pair, first: LiveAudit | None) -> str:
        if first is None:
            return reason_words(self.request, pair)
        unpinned = replace(pair, reason=replace(pair.reason, pinned=False, repeat=False))
        return f"A second look, as promised after {first.reference}. " + reason_words(
            self.request, unpinned
        )


@dataclass(frozen=True)
class _Made:
    """Which month is drawn, by which rules, by whom and when."""

    month: date
    sets: RuleSets
    calendar: Calendar
    by: Person | None
    at: datetime

    def moderate_by(self, service: str) -> date:
        """Return the day by which a service moderates its audits of the month."""
        return audit_month.dates(self.month, self.sets.of(service), self.calendar).moderate_by

    def fields(self, draft: _Draft) -> dict[str, object]:
        """Return what a round keeps of its draw; it closes when its last service has moderated."""
        dates = audit_month.dates(self.month, self.sets.council, self.calendar)
        last = max(map(self.moderate_by, draft.services()), default=dates.moderate_by)
        return {
            "month": self.month,
            "state": RoundState.DRAWN,
            "opens_on": dates.opens_on,
            "due_on": dates.due_on,
            "moderate_by": last,
            "request": draft.request.to_json(),
            "plan": draft.plan.to_json(),
            "rules": kept(self.sets.council) | {SERVICES: dict(self.sets.own)},
            "drawn_at": self.at,
            "drawn_by_id": self.by.id if self.by else None,
        }


def _written(session: Session, round_: AuditRound | None, draft: _Draft, made: _Made) -> AuditRound:
    if round_ is None:
        round_ = AuditRound(**made.fields(draft))
        session.add(round_)
    else:
        audit_work.discard(session, round_)
        for name, value in made.fields(draft).items():
            setattr(round_, name, value)
    session.add_all(draft.audits(round_, made))
    session.flush()
    return round_


def wishes_of(session: Session, round_: AuditRound) -> Wishes:
    """Return what the lead asked of a round; re-audits are pinned anew each time."""
    pinned = (
        (a.auditor_id, a.practitioner_id) for a in audits.of_round(session, round_.id) if a.pinned
    )
    return Wishes(frozenset(as_ids(pinned)), frozenset(Request.from_json(round_.request).forbids))


def _refuse_published(round_: AuditRound | None, month: date) -> None:
    if round_ is not None and round_.state != RoundState.DRAWN:
        raise RefusedError(
            f"{month:%B %Y} is {round_.state} already, so it is not drawn again; change a pair "
            "with `/audit cannot 7` or `/audit swap 7 with 9`."
        )
