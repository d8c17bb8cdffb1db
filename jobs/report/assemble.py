"""Puts together what a report is made of, from the digest's own numbers and the tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from db.actions.date_changes import ratings
from db.audits import register
from db.audits.register import Waiver
from db.days import day_in
from db.digest.scope import ALL
from db.models import Action, AuditEvent, DateMove, Person, PlanItem
from db.people import memberships
from db.people.memberships import Roster
from db.plan import review as plan_review
from db.report import queries as rows
from db.report.as_it_was import as_it_was, audits_as_they_were
from db.report.provenance import Provenance, provenance
from db.session import Session
from jobs.actions import rag_status
from jobs.context import Council
from jobs.digest.digest import Digest, Then
from jobs.digest.grades import profiles_of
from jobs.digest.risks import WORRYING
from jobs.digest.values import DoneSince
from jobs.measures.distance import action_facts, travelled
from jobs.plan.columns import COLUMNS
from jobs.report.known import known_people
from jobs.report.values import (
    ActionLine,
    Extension,
    MoveLine,
    ReportFacts,
    ReviewLine,
    Stand,
    WaiverLine,
)
from jobs.rules.burn_up import burn_up
from jobs.rules.months import first_of, months_before
from jobs.rules.periods import Period
from jobs.rules.rag import Rag

EVERY = 1_000_000  # a report names all of them
MONTHS_DRAWN = 6  # in the picture of the live audits
NO_ROLE = "role not known"


@dataclass(frozen=True)
class ReportScope:
    """What a report of a council is to be about."""

    period: Period
    today: date
    at: datetime
    council: Council

    @property
    def first_month(self) -> date:
        """Return the first month that the report's picture of the live audits may show."""
        return min(months_before(first_of(self.today), MONTHS_DRAWN - 1), self.period.first)

    @property
    def by(self) -> tuple[date, Council, date]:
        """Return on which day, by whose rules and since when a digest is to measure it."""
        return self.today, self.council, self.period.first

    def then(self, session: Session) -> Then | None:
        """Return who was where at the end of a period that is over; None while it runs."""
        last = self.period.last
        return Then(last, memberships.roster_on(session, last)) if last < self.today else None


@dataclass(frozen=True)
class Places:
    """The roles and services that a report calls people by: as they are, or as they were then."""

    then: Roster

    def role_of(self, person: Person | None) -> str:
        """Return somebody's role; nothing for nobody."""
        known = self.then.get(person.id) if person else None
        return (known.role or NO_ROLE) if known else role_of(person)

    def service_of(self, person: Person | None) -> str:
        """Return somebody's service; nothing where they have none, or there is nobody."""
        known = self.then.get(person.id) if person else None
        return known.service if known else service_of(person)


def facts_of(session: Session, asked: ReportScope) -> ReportFacts:
    """Return everything that a report on a period is made of.

    The plan stands as at `asked.at`, or as at the end of a period that is over; what happened is
    counted over the period.
    """
    made = provenance(session, asked.at)
    then = asked.then(session)
    if then is None:
        return _facts(session, asked, Digest(session, ALL, *asked.by, EVERY), made)
    with as_it_was(session, then.day) as past:
        then_asked = replace(asked, today=then.day)
        digest = Digest(past, ALL, *then_asked.by, EVERY, then)
        with audits_as_they_were(past, then.day):
            files = replace(digest).inadequates
        facts = _facts(past, then_asked, digest, made)
        months = replace(digest, since=then_asked.first_month, today=asked.today).audits
        return replace(facts, today=asked.today, inadequates=files, months=months)


def _facts(session: Session, asked: ReportScope, digest: Digest, made: Provenance) -> ReportFacts:
    then = digest.then
    places = Places(then.roster if then else {})
    lines = _Lines.read(session, asked, digest, places)
    found = travelled(session, asked.today, then.roster if then else None)
    done, before = _done(asked, digest)
    return ReportFacts(
        council=asked.council.name,
        period=asked.period,
        today=asked.today,
        provenance=made,
        rag=asked.council.rag,
        headline=digest.headline,
        done=done,
        done_before=before,
        overdue=frozenset(line.number for line in digest.overdue.shown),
        at_risk=digest.at_risk,
        forecasts=digest.forecasts,
        gaps=digest.gaps,
        besides=digest.besides,
        actions=tuple(lines.by_number.values()),
        review=tuple(_said(session, plan_review.whole(session), lines)),
        priorities=tuple(_said(session, plan_review.of_kind(session, "priority"), lines)),
        extensions=lines.extensions(digest),
        moves=lines.moves(),
        months=replace(digest, since=asked.first_month).audits,
        waivers=tuple(_Register(places).lines(session, asked.period)),
        coverage=digest.coverage,
        inadequates=digest.inadequates,
        grades=profiles_of(session, ALL, asked.period.first, min(asked.period.last, asked.today)),
        themes=digest.themes,
        tracks=(*found.whole, *found.by_hand),
        by_theme=tuple(found.by_theme),
        by_team=tuple(found.by_team),
        loop=digest.loop,
        burn_up=burn_up(action_facts(session), asked.today),
        known=known_people(session, asked.council.name, places.then),
    )


def _done(asked: ReportScope, digest: Digest) -> tuple[DoneSince, DoneSince]:
    """Return what was finished in the period and in the one before, each up to its last day."""

    def since(day: date) -> DoneSince:
        return replace(digest, since=day).done

    period = asked.period
    later, earlier = since(period.after.first), since(period.before.first)
    return _less(digest.done, later), _less(earlier, digest.done)


def _less(since: DoneSince, later: DoneSince) -> DoneSince:
    """Return what was finished since a day, less what was finished since a later one."""
    gone = {line.number for line in later.shown}
    return DoneSince(
        since=since.since,
        number=since.number - later.number,
        dated=since.dated - later.dated,
        on_time=since.on_time - later.on_time,
        signed_off=since.signed_off - later.signed_off,
        added=since.added - later.added,
        shown=tuple(line for line in since.shown if line.number not in gone),
    )


@dataclass(frozen=True)
class _Lines:
    """The actions as the report shows them, and the moves of their dates."""

    by_number: Mapping[int, ActionLine]
    agreed: Sequence[DateMove]
    places: Places

    @classmethod
    def read(cls, session: Session, asked: ReportScope, digest: Digest, places: Places) -> "_Lines":
        actions, agreed = rows.actions(session), rows.moves(session)
        stands = rag_status.stands(
            session, actions, asked.today, asked.council.calendar, asked.council.rag
        )
        said = [number for number, stand in stands.items() if stand.said]
        by = {
            number: places.role_of(event.person) for number, event in ratings(session, said).items()
        }
        found = {one.id: _line(one, stands[one.id], by.get(one.id, ""), places) for one in actions}
        for move in digest.moved.shown:
            number = move.line.number
            found[number] = replace(found[number], times_moved=move.times, days_moved=move.days)
        return cls(found, agreed, places)

    def extensions(self, digest: Digest) -> tuple[Extension, ...]:
        last = {move.action_id: move for move in self.agreed}
        return tuple(
            Extension(
                line=self.by_number[move.line.number],
                original_on=move.original_on,
                times=move.times,
                days=move.days,
                why=move.why,
                agreed=self._agreed(last.get(move.line.number)),
            )
            for move in digest.moved.shown
        )

    def moves(self) -> tuple[MoveLine, ...]:
        return tuple(
            MoveLine(
                number=self.by_number[move.action_id].number,
                title=self.by_number[move.action_id].title,
                asked_on=day_in(move, move.asked_at),
                from_on=move.from_on,
                to_on=move.to_on,
                days=move.days,
                asked_by=self.places.role_of(move.asked_by),
                agreed_by=self._agreed(move),
                why=move.reason,
            )
            for move in self.agreed
        )

    def _agreed(self, move: DateMove | None) -> str:
        if move is None:
            return ""
        return self.places.role_of(move.decided_by) if move.was_asked else "no approval needed"


def _line(action: Action, stand: Rag, rated_by: str, places: Places) -> ActionLine:
    owner = action.owner
    return ActionLine(
        number=action.number,
        reference=action.reference or "",
        title=action.title,
        owner=places.role_of(owner),
        service=places.service_of(owner),
        status=action.status,
        is_open=action.is_open,
        stand=_stand(stand, rated_by),
        original_on=action.original_due_on,
        due_on=action.due_on,
        due_precision=action.due_precision,
        done_on=day_in(action, action.done_at),
        signed_off_on=day_in(action, action.signed_off_at),
        texts={one.name: str(one.of(action)) for one in COLUMNS if one.report_width},
    )


def _stand(stand: Rag, by: str) -> Stand:
    ruled = Stand(stand.level, stand.word, stand.sign, stand.reason)
    if stand.said is None:
        return ruled
    said = stand.said
    return replace(
        ruled, said=said.word, said_by=by, said_why=said.why, is_worrying=said.level in WORRYING
    )


def _said(session: Session, items: Sequence[PlanItem], lines: "_Lines") -> Iterator[ReviewLine]:
    """Yield what a review says, with the actions of the plan that answer it."""
    answers = plan_review.actions_for(session, [item.id for item in items])
    for item in items:
        numbers = (action.id for action in answers.get(item.id, ()))
        yield ReviewLine(
            item.kind,
            item.reference,
            item.paragraph,
            item.text,
            item.source,
            tuple(number for number in numbers if number in lines.by_number),
        )


@dataclass(frozen=True)
class _Register:
    """The register as the report has it, with people told by their places."""

    places: Places

    def lines(self, session: Session, period: Period) -> Iterator[WaiverLine]:
        yield from map(self._waiver, register.waivers(session, period.months))
        yield from map(self._release, register.releases(session, period.first, period.last))

    def _release(self, event: AuditEvent) -> WaiverLine:
        """Return a file that was released: which audit it comes from would tell its grade."""
        on, month = day_in(event, event.at), event.audit.audit_month.month
        by = self.places.role_of(event.person)
        return WaiverLine("", None, None, event.note, "", by, on, stands=True, file_of=month)

    def _waiver(self, one: Waiver) -> WaiverLine:
        asked, event = one.asked, one.event
        return WaiverLine(
            reference=one.audit.reference,
            until=one.until,
            reason=event.changes.get("not_held_reason", [None, None])[1],
            note="",  # what was agreed in somebody's own words is the leads' to read
            asked_by=self.places.role_of(asked.person) if asked else "",
            by=self.places.role_of(event.person),
            on=day_in(event, event.at),
            stands=one.stands,
        )


def role_of(person: Person | None) -> str:
    """Return somebody's role, which is all that a report calls them by; nothing for nobody."""
    return (person.role or NO_ROLE) if person else ""


def service_of(person: Person | None) -> str:
    """Return somebody's service; nothing where they have none, or there is nobody."""
    return person.team.service if person and person.team else ""
