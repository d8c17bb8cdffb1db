"""The draw of a month, from the tables and back; nobody hears of it before it is published."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from db import council_events
from db.audits import auditor_pool, debts, sample
from db.audits import queries as audits
from db.audits import work as audit_work
from db.audits.debts import Owed
from db.errors import RefusedError
from db.models import AuditMonth, CaseDebt, LiveAudit, MonthState
from db.permissions import Permission, require
from db.session import Session
from jobs.audits import cases, re_audits, settings
from jobs.audits.auditor_pool import (
    AuditorPool,
    days_off,
    engine_rules,
    engine_services,
    history_of,
    holidays_near,
    offered,
    window_of,
)
from jobs.audits.cases import MonthSheet
from jobs.audits.days_away import CheckedBefore, checked_before
from jobs.audits.plan import (
    Drawn,
    MonthOff,
    NoAuditors,
    NoPlan,
    NotDrawn,
    look_at,
    names_of,
    undrawn_as_kept,
)
from jobs.audits.why_pair import WhyPair, why_drawn
from jobs.context import CouncilContext
from jobs.rules.audit_month import MonthDates, month_dates
from jobs.rules.audit_rules import AuditRules, kept
from jobs.rules.audit_services import SERVICES, RuleSets
from jobs.rules.draw.answers import Diary, TooManyPairsError
from jobs.rules.draw.check import problems, problems_without_days
from jobs.rules.draw.model import DrawRequest, Pair, Plan
from jobs.rules.draw.sheet import CaseOf, Ids
from jobs.solving import solved

if TYPE_CHECKING:
    from jobs.rules.draw.around import DrawnAround

PersonIds = tuple[int, int]  # an auditor and a practitioner

A_HUNDRED: Final = 100


@dataclass(frozen=True)
class Replay:
    """Whether a month's request gives its plan again, and what the checker says of the plan.

    One that is kept without days away gives no plan: what was said of it before stands in the
    history, and the checker looks at what it can.
    """

    same: bool
    problems: tuple[str, ...]
    before: CheckedBefore | None = None


@dataclass(frozen=True)
class Wishes:
    """What the lead asks of a draw: pairs that must be in it, and pairs that must not."""

    pins: frozenset[Ids] = frozenset()
    forbids: frozenset[Ids] = frozenset()

    def changed(self, now: "Changes") -> "Wishes":
        """Return these with what is wished now, which holds where they differ."""
        return self.without(as_ids(now.frees)).and_now(as_ids(now.pins), as_ids(now.forbids))

    def and_now(self, pins: Iterable[Ids], forbids: Iterable[Ids]) -> "Wishes":
        """Return these with newer ones, which hold where they differ."""
        new_pins, new_forbids = frozenset(pins), frozenset(forbids)
        return Wishes((self.pins - new_forbids) | new_pins, (self.forbids - new_pins) | new_forbids)

    def without(self, freed: Iterable[Ids]) -> "Wishes":
        """Return these with nothing wished of some pairs; refuse a pair of which nothing was."""
        gone = frozenset(freed)
        if gone - self.pins - self.forbids:
            raise RefusedError("audit.neither_pinned_nor_forbidden")
        return Wishes(self.pins - gone, self.forbids - gone)


@dataclass(frozen=True)
class Asked:
    """What the engine is asked for a month, and which of its pairs are to look at a file again."""

    request: DrawRequest
    again: Mapping[Ids, Owed]
    sheet: MonthSheet


@dataclass(frozen=True)
class Changes:
    """What a lead wishes of pairs now; of those in `frees` nothing is wished any more.

    They are added to what was wished before, unless it is drawn `afresh`.
    """

    pins: Sequence[PersonIds] = ()
    forbids: Sequence[PersonIds] = ()
    frees: Sequence[PersonIds] = ()
    afresh: bool = False


def draw_month(ctx: CouncilContext, month: date, wished: Changes = Changes()) -> Drawn | NotDrawn:
    """Draw a month's audits, or draw them again while nobody has been told.

    The bot draws by itself, without a person. The newest word on a pair holds. Raises RefusedError
    for whoever may not, and for a month that is published already.
    """
    if ctx.person is not None:
        require(ctx.person, Permission.DRAW)
    audit_work.hold_month(ctx.session, month)
    audit_month = audits.month_for(ctx.session, month)
    _refuse_published(audit_month, month)
    is_new = wished.afresh or audit_month is None
    before = Wishes() if is_new or audit_month is None else wishes_of(ctx.session, audit_month)
    wishes = before.changed(wished)
    made = _Made(ctx, month, settings.rule_sets(ctx.session))
    asked = asked_of(ctx, month, made.sets, wishes)
    names = names_of(ctx.session)
    if not isinstance(asked, Asked):
        return NotDrawn(month, asked, names)
    drawn = solved(drawn_or_why_not, asked.request)
    if isinstance(drawn, NoPlan):
        return NotDrawn(month, drawn, names)
    diary = offered(drawn.request, drawn.plan.ids)
    draft = _Draft(asked, drawn, diary, wishes.pins)
    audit_month = _written(audit_month, draft, made)
    return Drawn(month, audit_month, look_at(ctx.session, audit_month, diary))


def drawn_or_why_not(request: DrawRequest) -> "DrawnAround | NoPlan":
    """Return the best plan of all the services that can be drawn, or why there is none."""
    from jobs.rules.draw.around import draw_around

    try:
        return draw_around(request)
    except TooManyPairsError as error:
        return error


def asked_of(
    ctx: CouncilContext, month: date, sets: RuleSets, wishes: Wishes
) -> Asked | MonthOff | NoAuditors:
    """Return what a month's draw by these rules asks, or why there is nothing to draw."""
    request = request_of(ctx, month, sets)
    services = {auditor.service for auditor in request.auditors}
    is_off = services <= {*request.off} if services else month.month in sets.council.months_off
    if is_off:
        return MonthOff(month)
    if not request.auditors:
        return NoAuditors()
    request = replace(request, pins=tuple(wishes.pins), forbids=tuple(wishes.forbids))
    owed = debts.owed(ctx.session, ctx.today, besides=month)
    again = re_audits.pins_of(request, owed)
    sheet = MonthSheet.of(ctx.session, month)
    request = sheet.put_to(replace(request, pins=tuple(wishes.pins | again.keys())), sets)
    lines = sheet.lines_again(request, again, sets)
    settled = tuple(CaseOf(*ids, line) for ids, line in lines.items())
    return Asked(replace(request, settled=settled).in_order(), again, sheet)


def request_of(ctx: CouncilContext, month: date, sets: RuleSets) -> DrawRequest:
    """Return all that the draw of a month depends on, as the tables stand.

    The month gives the seed: nobody can throw again until they like the plan.
    """
    calendar = ctx.council.calendar
    off = days_off(ctx.council, sets.council)
    window = window_of(month_dates(month, sets.council, calendar), ctx.today, off)
    pool = AuditorPool.of(ctx.session, window)
    auditors, people = pool.auditors(), pool.people()
    services = {person.service for person in (*auditors, *people)}
    return DrawRequest(
        auditors=auditors,
        practitioners=people,
        window=window,
        rules=engine_rules(sets.council),
        history=history_of(ctx.session, month),
        holidays=holidays_near(window, calendar),
        seed=month.year * A_HUNDRED + month.month,
        services=engine_services(sets),
        off=sets.off_in(month.month, services | sets.own.keys()),
    ).in_order()


def replay(session: Session, month: date) -> Replay:
    """Draw a month again from what was kept of it, and check the plan that was kept."""
    from jobs.rules.draw.solve import draw

    audit_month = audits.month_for(session, month)
    if audit_month is None:
        raise RefusedError("audit.not_drawn", month=f"{month:%B %Y}")
    request, plan = DrawRequest.from_json(audit_month.request), Plan.from_json(audit_month.plan)
    if request.days_let_go:
        found = problems_without_days(request, plan)
        return Replay(same=False, problems=found, before=checked_before(session, audit_month))
    again = draw(request)
    same = isinstance(again, Plan) and again.digest == plan.digest
    return Replay(same, problems(request, plan))


def as_ids(pairs: Iterable[PersonIds]) -> tuple[Ids, ...]:
    """Return pairs of people as the engine names them."""
    return tuple((str(auditor), str(practitioner)) for auditor, practitioner in pairs)


@dataclass(frozen=True)
class _Draft:
    """A plan with its days, before it is written down."""

    asked: Asked
    drawn: "DrawnAround"
    diary: Diary
    chosen: frozenset[Ids]

    @property
    def request(self) -> DrawRequest:
        return self.drawn.request

    @property
    def plan(self) -> Plan:
        return self.drawn.plan

    def services(self) -> set[str]:
        """Return the services whose practitioners have an audit."""
        drawn = {practitioner for _, practitioner in self.plan.ids}
        return {one.service for one in self.request.practitioners if one.id in drawn}

    def audits(self, audit_month: AuditMonth, made: "_Made") -> list[LiveAudit]:
        """Return a live audit for each pair, numbered from 1 in the order of the days offered."""
        days = {(offer.auditor, offer.practitioner): offer.day for offer in self.diary.offers}
        in_order = sorted(
            self.plan.pairs, key=lambda pair: (days.get(pair.ids, date.max), pair.ids)
        )
        service_of = {person.id: person.service for person in self.request.practitioners}
        listed = [
            self._audit(audit_month, serial, pair, days.get(pair.ids))
            for serial, pair in enumerate(in_order, start=1)
        ]
        teams = auditor_pool.teams_of(made.ctx.session)
        lines, rows = {one.ids: one.line for one in self.plan.cases}, self.asked.sheet.by_line
        for audit in listed:
            line = lines.get((str(audit.auditor_id), str(audit.practitioner_id)))
            if line is not None:
                cases.give(audit, line, rows.get(line))
            audit.service = service_of[str(audit.practitioner_id)]
            audit.moderate_by = made.moderate_by(audit.service)
            audit.team_id = teams.get(audit.practitioner_id)
        return listed

    def _audit(
        self, audit_month: AuditMonth, serial: int, pair: Pair, day: date | None
    ) -> LiveAudit:
        again = self.asked.again.get(pair.ids)
        return LiveAudit(
            audit_month=audit_month,
            serial=serial,
            auditor_id=int(pair.auditor),
            practitioner_id=int(pair.practitioner),
            reason=self._why(pair).to_json(),
            pinned=pair.ids in self.chosen,
            proposed_on=day,
            due_on=audit_month.due_on,
            re_audit_of_id=again.first.id if again else None,
        )

    def lines_again(self) -> Mapping[int, CaseDebt]:
        """Return the lines at which files are looked at again that are not on the sheet."""
        on_sheet = {row.line for row in self.asked.sheet.rows if row.debt_id is None}
        lines = {one.ids: one.line for one in self.request.settled}
        return {
            lines[ids]: owed.debt
            for ids, owed in self.asked.again.items()
            if ids in lines and lines[ids] not in on_sheet
        }

    def _why(self, pair: Pair) -> WhyPair:
        """Return why a pair was drawn; a look at a file again is told as any other audit."""
        if pair.ids not in self.asked.again or pair.ids in self.chosen:
            return why_drawn(self.request, pair)
        unpinned = replace(pair, reason=replace(pair.reason, pinned=False, repeat=False))
        return why_drawn(self.request, unpinned)


@dataclass(frozen=True)
class _Made:
    """Which month is drawn, by which rules, by whom and when."""

    ctx: CouncilContext
    month: date
    sets: RuleSets

    def moderate_by(self, service: str) -> date:
        """Return the day by which a service moderates its audits of the month."""
        return self._dates(self.sets.of(service)).moderate_by

    def _dates(self, rules: AuditRules) -> MonthDates:
        return month_dates(self.month, rules, self.ctx.council.calendar)

    def fields(self, draft: _Draft) -> dict[str, object]:
        """Return what a round keeps of its draw; it closes when its last service has moderated."""
        dates = self._dates(self.sets.council)
        last = max(map(self.moderate_by, draft.services()), default=dates.moderate_by)
        return {
            "month": self.month,
            "state": MonthState.DRAWN,
            "opens_on": dates.opens_on,
            "due_on": dates.due_on,
            "moderate_by": last,
            "request": draft.request.to_json(),
            "plan": draft.plan.to_json(),
            "undrawn": undrawn_as_kept(draft.drawn.undrawn),
            "rules": kept(self.sets.council) | {SERVICES: dict(self.sets.own)},
            "drawn_at": self.ctx.now,
            "drawn_by_id": self.ctx.person.id if self.ctx.person else None,
        }


def _written(audit_month: AuditMonth | None, draft: _Draft, made: _Made) -> AuditMonth:
    session = made.ctx.session
    if audit_month is None:
        audit_month = AuditMonth(**made.fields(draft))
        session.add(audit_month)
    else:
        audit_work.discard(made.ctx, audit_month)
        for name, value in made.fields(draft).items():
            setattr(audit_month, name, value)
    sample.keep_lines_again(made.ctx, made.month, draft.lines_again())
    session.add_all(draft.audits(audit_month, made))
    session.flush()
    council_events.month(made.ctx, audit_month, "drawn")
    return audit_month


def wishes_of(session: Session, audit_month: AuditMonth) -> Wishes:
    """Return what the lead asked of a round; re-audits are pinned anew each time."""
    pinned = (
        (a.auditor_id, a.practitioner_id)
        for a in audits.of_month(session, audit_month.id)
        if a.pinned
    )
    return Wishes(
        frozenset(as_ids(pinned)), frozenset(DrawRequest.from_json(audit_month.request).forbids)
    )


def _refuse_published(audit_month: AuditMonth | None, month: date) -> None:
    if audit_month is not None and audit_month.state != MonthState.DRAWN:
        facts = {"month": f"{month:%B %Y}", "state": audit_month.state}
        raise RefusedError("audit.not_drawn_again", **facts)
