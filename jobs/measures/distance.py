"""Distance travelled: the measures, read from the tables and followed over time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from db import measures
from db.audits import auditor_pool
from db.measures import MeasuredAction, MeasuredAudit
from db.models import Measure
from db.people.memberships import Roster, roster_on
from db.session import Session
from jobs.audits import settings
from jobs.rules import distance
from jobs.rules.audit_rules import scale_on
from jobs.rules.distance import (
    LONGEST_BACK,
    WINDOW,
    ActionFact,
    AuditFact,
    MeasureAbout,
    Measured,
    MeasureReading,
    MeasureTrack,
    Share,
    StatusStep,
    tracked,
)
from jobs.rules.grade_scales import GradeScale
from jobs.rules.measure_words import COMPUTED
from jobs.rules.months import first_of, months_before
from jobs.rules.not_held import told_reason

Targets = Mapping[str, Share | None]


@dataclass(frozen=True)
class Travelled:
    """Every measure over time: of the whole council, by theme, by team, and written by hand."""

    whole: Sequence[MeasureTrack]
    by_theme: Sequence[MeasureTrack]
    by_team: Sequence[MeasureTrack]
    by_hand: Sequence[MeasureTrack]


def travelled(session: Session, today: date, then: Roster | None = None) -> Travelled:
    """Follow every measure up to a day; those of which nothing is known are left out.

    Of a past day by `then`, where everybody belonged at its end.
    """
    facts = _MeasuredFacts.read(session, today, then)
    targets = _targets(session)
    return Travelled(
        _known(facts.whole(today, targets)),
        _known(facts.by_theme(today, targets)),
        _known(facts.by_team(today, targets)),
        [_by_hand(one, today) for one in measures.kept(session) if not one.computed],
    )


def as_a_whole(session: Session, today: date) -> list[MeasureTrack]:
    """Follow what a digest tells of: the whole council, and what is kept by hand."""
    computed = _MeasuredFacts.read(session, today).whole(today, _targets(session))
    by_hand = [_by_hand(one, today) for one in measures.kept(session) if not one.computed]
    return [*_known(computed), *by_hand]


def audit_facts(session: Session, since: date) -> list[AuditFact]:
    """Return the live audits due or held after a day, as the rules take them."""
    return [_audit(row) for row in measures.audit_rows(session, since)]


def action_facts(session: Session) -> list[ActionFact]:
    """Return the actions, as the rules take them."""
    return [_action(row) for row in measures.action_rows(session)]


@dataclass(frozen=True)
class _MeasuredFacts:
    """What the computed measures are counted from."""

    session: Session
    audits: Sequence[AuditFact]
    actions: Sequence[ActionFact]
    scale: GradeScale
    now: date | None  # the day by whose roster as it stands people are counted; none: no such day
    team: str = ""

    @classmethod
    def read(cls, session: Session, today: date, then: Roster | None = None) -> "_MeasuredFacts":
        since = months_before(today, LONGEST_BACK + WINDOW)
        scale = scale_on(settings.rules_of(session), first_of(today))
        audits, actions = measures.audit_rows(session, since), measures.action_rows(session)
        if then is not None:
            names = {one.team_id: one.team for one in then.values()}
            audits = [replace(one, team=names.get(one.team_id, one.team)) for one in audits]
            actions = [replace(one, team=_team_then(one, then)) for one in actions]
        now = today if then is None else None
        return cls(session, [*map(_audit, audits)], [*map(_action, actions)], scale, now)

    def measures(self) -> dict[str, Measured]:
        return {
            "good": self._graded_well(self.audits),
            "held": distance.held_of_expected(self.audits),
            "seen": distance.practitioners_seen(self.audits, self._people_on()),
            "signed": distance.signed_off(self.actions),
            "time": distance.on_time(self.actions),
        }

    def _graded_well(self, audits: Iterable[AuditFact]) -> Measured:
        """Measure by the grades of today alone: nothing is compared across a change of them."""
        mine = [one for one in audits if first_of(one.due_on) >= self.scale.starts]
        return distance.graded_well(mine if self.scale.good else (), self.scale.good)

    def whole(self, today: date, targets: Targets, team: str = "") -> list[MeasureTrack]:
        return [
            tracked(MeasureAbout(COMPUTED[key], targets.get(key), team=team), measure, today)
            for key, measure in self.measures().items()
        ]

    def by_theme(self, today: date, targets: Targets) -> list[MeasureTrack]:
        found: list[MeasureTrack] = []
        for theme in sorted({theme for audit in self.audits for theme in audit.themes}):
            graded = [audit for audit in self.audits if theme in audit.themes]
            measure = self._graded_well(graded)
            about = MeasureAbout(COMPUTED["good"], targets.get("good"), theme=theme)
            found.append(tracked(about, measure, today))
        for theme, due in _grouped(self.actions, "theme").items():
            about = MeasureAbout(COMPUTED["signed"], targets.get("signed"), theme=theme)
            found.append(tracked(about, distance.signed_off(due), today))
        return found

    def by_team(self, today: date, targets: Targets) -> list[MeasureTrack]:
        audited = {one.team for one in self.audits}
        names = sorted(name for name in audited | {one.team for one in self.actions} if name)
        return [
            track for name in names for track in self._of_team(name).whole(today, targets, name)
        ]

    def _of_team(self, name: str) -> "_MeasuredFacts":
        audits = [one for one in self.audits if one.team == name]
        actions = [one for one in self.actions if one.team == name]
        return replace(self, audits=audits, actions=actions, team=name)

    def _people_on(self) -> Callable[[date], frozenset[int]]:
        @cache
        def people_on(day: date) -> frozenset[int]:
            if day == self.now:
                there = auditor_pool.practitioners(self.session, day)
                known = [(one.id, one.team.name if one.team else "") for one in there]
            else:
                roster = roster_on(self.session, day)
                then = auditor_pool.practitioners_then(self.session, roster, day)
                known = [(one.person_id, one.team) for one in then]
            return frozenset(one for one, team in known if self.team in {"", team})

        return people_on


def _team_then(action: MeasuredAction, then: Roster) -> str:
    owner = then.get(action.owner_id or 0)
    return owner.team if owner else ""


def _grouped(actions: Iterable[ActionFact], by: str) -> dict[str, list[ActionFact]]:
    found: dict[str, list[ActionFact]] = {}
    for one in actions:
        found.setdefault(getattr(one, by), []).append(one)
    return {name: found[name] for name in sorted(found) if name}


def _known(tracks: Iterable[MeasureTrack]) -> list[MeasureTrack]:
    return [track for track in tracks if track.baseline is not None]


def _targets(session: Session) -> Targets:
    return {one.computed: _target(one) for one in measures.kept(session) if one.computed}


def _target(measure: Measure) -> Share | None:
    return None if measure.target is None else Share(measure.target, measure.target_out_of)


def _by_hand(measure: Measure, today: date) -> MeasureTrack:
    readings = [
        MeasureReading(one.read_on, Share(one.number, one.out_of)) for one in measure.readings
    ]
    about = MeasureAbout(
        measure.name,
        _target(measure),
        measure.more_is_better,
        measure.theme,
        measure.team.name if measure.team else "",
    )
    return distance.read_by_hand(about, readings, today)


def _audit(row: MeasuredAudit) -> AuditFact:
    facts = row.due_on, row.held_on, row.grade, row.team, row.practitioner, row.themes
    return AuditFact(*facts, told_reason(row.reason))


def _action(row: MeasuredAction) -> ActionFact:
    told = row.statuses or [(row.created_on, row.status)]
    steps = tuple(StatusStep(day, status) for day, status in told)
    return ActionFact(row.original_due_on, steps, row.due_on, row.theme, row.team)
