"""The two versions of a report: for officers with every number, and safe to hand to scrutiny."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final, get_args

from db.digest.audits import SAID_OF, AuditMonthCounts
from db.models import Register
from jobs.plan.columns import BY_NAME
from jobs.report.audience import Audience
from jobs.report.circulation import EVERYWHERE, Tell, audit_rows, coverage_rows, files_owed, table
from jobs.report.values import (
    ActionLine,
    CounterPart,
    CoverageRow,
    Extension,
    Report,
    ReportedMonth,
    ReportFacts,
    ThemeRow,
    Tick,
    TickRow,
    TrackRow,
)
from jobs.rules.distance import WINDOW, MeasureTrack, Share
from jobs.rules.grade_profile import GradeProfiles
from jobs.rules.measure_words import COMPUTED, carefully, exactly, target_words
from jobs.rules.months import A_DAY, first_of, months_before
from jobs.rules.small_numbers import (
    LEAST_SHOWN,
    Cell,
    Flow,
    Mark,
    cells,
    protect_row,
    share,
    share_words,
    shown,
)

NOT_SHOWN: Final = Cell(Mark.HIDDEN)
COUNCIL_WIDE: Final = "across services"
OF_ACTIONS: Final = frozenset({COMPUTED["signed"], COMPUTED["time"]})
GOOD, HELD, SEEN = COMPUTED["good"], COMPUTED["held"], COMPUTED["seen"]


def for_officers(facts: ReportFacts) -> Report:
    """Return every number, roles and reasons."""
    rows = _audits(facts, _exactly)
    return Report(
        audience=Audience.OFFICERS,
        facts=facts,
        actions=facts.actions,
        extensions=facts.extensions,
        moves=facts.moves,
        from_audits=_from_audits(facts, _exact_part),
        audits=rows[0],
        year=rows[1],
        drafts=rows[2],
        coverage=tuple(coverage_rows(facts.coverage.teams, _exactly, by_team=True)),
        ticks=tuple(_ticks(facts, get_args(Tick), _exact_part)),
        waivers=facts.waivers,
        inadequates=files_owed(facts.inadequates, _exactly),
        grades=facts.grades,
        themes=tuple(_themes(facts, _exact_part)),
        themed=shown(facts.themes.audits),
        tracks=tuple(
            _track(one, _exact_share) for one in (*facts.tracks, *facts.by_theme, *facts.by_team)
        ),
    )


def for_scrutiny(facts: ReportFacts) -> Report:
    """Return nobody's name, role or reasons, and no small count; titles are as they were typed."""
    audits, year, drafts = _audits(facts, cells)
    told = _Told(facts, year, tuple(coverage_rows(facts.coverage.teams, cells, by_team=False)))
    return Report(
        audience=Audience.SCRUTINY,
        facts=facts,
        actions=tuple(map(_unnamed, facts.actions)),
        extensions=tuple(map(_unexplained, facts.extensions)),
        moves=tuple(replace(one, asked_by="", agreed_by="", why="") for one in facts.moves),
        from_audits=_from_audits(facts, _careful_part),
        audits=audits,
        year=year,
        drafts=drafts,
        coverage=told.coverage,
        ticks=tuple(_ticks(facts, _PUBLIC_TICKS, partial(_part_of_the_period, audits))),
        waivers=(),
        inadequates=files_owed(facts.inadequates, cells),
        grades=told.grades,
        themes=tuple(_themes(facts, told.part_of_the_audits)),
        themed=told.audits_of_the_themes,
        tracks=tuple(told.tracks()),
    )


def version(facts: ReportFacts, audience: Audience) -> Report:
    """Return the version for an audience."""
    return for_officers(facts) if audience is Audience.OFFICERS else for_scrutiny(facts)


def _exactly(flows: Sequence[Flow]) -> list[Cell]:
    return [shown(flow.count) for flow in flows]


def _exact_part(number: int, out_of: int) -> CounterPart:
    return CounterPart(shown(number), shown(out_of), f"{number} of {out_of}")


def _careful_part(number: int, out_of: int) -> CounterPart:
    return CounterPart(*share(number, out_of), share_words(number, out_of))


def _from_audits(facts: ReportFacts, part: Callable[[int, int], CounterPart]) -> CounterPart:
    """Return how many of the actions from live audits are open; nothing else is told of them."""
    found = [one for one in facts.besides if one.register == Register.AUDITS]
    number = sum(one.open for one in found)
    return part(number, number + sum(one.done for one in found))


def _audits(
    facts: ReportFacts, tell: Tell
) -> tuple[tuple[ReportedMonth, ...], tuple[ReportedMonth, ...], tuple[ReportedMonth, ...]]:
    """Return the period's months with their sum, these with the year before, and the drafts.

    A month to come is no part of the period, nor of any sum.
    """
    mine = [one for one in facts.months if one.month in facts.period.months]
    rows = audit_rows(mine, tell)
    others = [one for one in facts.months if one.month not in facts.period.months]
    alone = [audit_rows([one], tell)[0] for one in others]
    year = [*rows[:-1], *(row for row in alone if _month(row) <= facts.stands_on)]
    drafts = [row for row in (*rows, *alone) if row.is_draft]
    return tuple(rows), tuple(sorted(year, key=_month)), tuple(sorted(drafts, key=_month))


def _month(row: ReportedMonth) -> date:
    return row.month or date.min


def _ticks(
    facts: ReportFacts, ticks: Sequence[Tick], part: Callable[[int, int], CounterPart]
) -> list[TickRow]:
    """Return what was ticked of the period's audits; nothing where nobody was asked."""
    mine = [one for one in facts.months if one.month in facts.period.months]
    counted = [
        (tick, _sum(mine, tick), _sum(mine, SAID_OF.get(tick, "ticked")))  # of how many
        for tick in ticks
    ]
    return [TickRow(tick, part(number, of)) for tick, number, of in counted if of]


def _sum(months: Sequence[AuditMonthCounts], name: str) -> int:
    return sum(getattr(one, name) for one in months)


# Those who declined are too few beside those who were asked.
_PUBLIC_TICKS: Final[Sequence[Tick]] = ("there", "family_asked", "standards_met")


def _part_of_the_period(rows: Sequence[ReportedMonth], number: int, out_of: int) -> CounterPart:
    """Return in how many of the period's audits something was ticked, if no month is hidden."""
    if any(row.held.mark is not Mark.SHOWN for row in rows):
        return CounterPart(NOT_SHOWN, NOT_SHOWN, Mark.HIDDEN.value)
    return CounterPart(*share(number, out_of), share_words(number, out_of))


def _themes(facts: ReportFacts, part: Callable[[int, int], CounterPart]) -> list[ThemeRow]:
    of = facts.themes.audits
    return [
        ThemeRow(
            one.name, part(one.areas, of), part(one.strengths, of), one.open, one.overdue
        )
        for one in facts.themes.shown
    ]  # fmt: skip


def _unnamed(line: ActionLine) -> ActionLine:
    """Tell an action by its owner's service, and leave out what a person says of it."""
    owner = (line.service or COUNCIL_WIDE) if line.owner else ""
    texts = {name: text for name, text in line.texts.items() if BY_NAME[name].is_public}
    stand = replace(line.stand, said_by="", said_why="")
    return replace(line, owner=owner, stand=stand, texts=texts)


def _unexplained(one: Extension) -> Extension:
    return replace(one, line=_unnamed(one.line), why="", agreed="")


def _exact_share(found: Share, _: int | None, __: MeasureTrack) -> str:
    return exactly(found)


def _track(track: MeasureTrack, said: Callable[[Share, int | None, MeasureTrack], str]) -> TrackRow:
    """Return a measure in words; `said` gets the months back of each look, None at the start."""
    start = track.baseline
    return TrackRow(
        name=track.name,
        theme=track.theme,
        team=track.team,
        start=said(start.share, None, track) if start else None,
        looks={
            back: said(share, back, track) if share else None for back, share in track.looks.items()
        },
        target=target_words(track.target) if track.target else "",
        way=track.way,
    )


@dataclass(frozen=True)
class _Told:
    """What scrutiny was told already, which the measures must not give away."""

    facts: ReportFacts
    year: Sequence[ReportedMonth]
    coverage: tuple[CoverageRow, ...]

    def may_tell(self, first: date, last: date, audits: int, *, is_latest: bool) -> bool:
        """Say whether the number of audits held between two days gives no month's number away.

        What was graded, or had a theme, is of those held. A month whose number is hidden may lie
        partly in the days, if it could still be more than one number: at least what the others do
        not account for. Only once, because what two looks say of a month adds up to it.
        """
        mine = [
            row
            for row in self.year
            if row.month is not None and first_of(first) <= row.month <= last
        ]
        hidden = [row for row in mine if row.held.mark is not Mark.SHOWN]
        if not hidden:
            return True
        others = sum(row.held.number or 0 for row in mine)
        is_partial = all(row.month is not None and row.month < first for row in hidden)
        at_least = audits - others
        return is_latest and len(hidden) == 1 and is_partial and at_least < LEAST_SHOWN - 1

    @property
    def grades(self) -> GradeProfiles:
        """Return the profile of the period alone, and only where nothing in it is small.

        What months and services have, and what a small number leaves over, could be worked out.
        """
        found, period = self.facts.grades, self.facts.period
        last = self.facts.stands_on
        is_told = len(found.whole) == 1 and found.whole[0].is_public
        is_told = is_told and self.may_tell(period.first, last, found.whole[0].of, is_latest=False)
        return GradeProfiles(found.since, found.whole if is_told else ())

    @property
    def audits_of_the_themes(self) -> Cell:
        """Return how many audits the themes are of."""
        found = self.facts.themes
        if not self.may_tell(found.since, self.facts.stands_on, found.audits, is_latest=True):
            return NOT_SHOWN
        return protect_row([found.audits]).total

    def part_of_the_audits(self, number: int, out_of: int) -> CounterPart:
        """Return in how many of the audits something was found."""
        if self.audits_of_the_themes.mark is not Mark.SHOWN:
            return CounterPart(NOT_SHOWN, NOT_SHOWN, Mark.HIDDEN.value)
        return _careful_part(number, out_of)

    def tracks(self) -> list[TrackRow]:
        """Return the measures without those that live audits and teams are told by elsewhere."""
        themed = _Themed([one for one in self.facts.by_theme if one.name == GOOD])
        whole = [_track(one, self._said) for one in self.facts.tracks if one.name != HELD]
        actions = [one for one in self.facts.by_theme if one.name in OF_ACTIONS]
        return [*whole, *(_track(one, themed.said) for one in themed.tracks), *(
            _track(one, _exact_share) for one in actions
        )]  # fmt: skip

    def _said(self, found: Share, back: int | None, track: MeasureTrack) -> str:
        if track.name in OF_ACTIONS:
            return _exact_share(found, back, track)
        if track.name == SEEN and back == 0 and self.coverage:
            row = self.coverage[-1]
            return words_of(row.seen, row.not_seen, row.total)
        if track.name == GOOD and not self._may_tell_grades(found, back, track):
            return Mark.HIDDEN.value
        if found.out_of is not None and 0 < found.out_of < LEAST_SHOWN:
            return Mark.HIDDEN.value
        return carefully(found)

    def _may_tell_grades(self, found: Share, back: int | None, track: MeasureTrack) -> bool:
        on = track.baseline.on if track.baseline and back is None else None
        last = on or months_before(self.facts.stands_on, back or 0)
        first = months_before(last, WINDOW) + A_DAY
        return self.may_tell(first, last, int(found.out_of or 0), is_latest=back == 0)


class _Themed:
    """How practice was graded by theme, told together for each look, as themes may add up."""

    def __init__(self, tracks: Sequence[MeasureTrack]) -> None:
        self.tracks = tracks
        backs = sorted({back for track in tracks for back in track.looks})
        self._told = {back: table(_graded(tracks, back), cells) for back in [*backs, None]}

    def said(self, _: Share, back: int | None, track: MeasureTrack) -> str:
        """Return a theme's share at a look."""
        told = self._told[back]
        number, rest = told[track.theme, "good"], told[track.theme, "other"]
        return words_of(number, rest, told[track.theme, EVERYWHERE])


def _graded(tracks: Sequence[MeasureTrack], back: int | None) -> Mapping[str, Mapping[str, int]]:
    found = {}
    for track in tracks:
        one = track.looks.get(back) if back is not None else track.start
        if one is not None:
            number, out_of = int(one.number), int(one.out_of or 0)
            found[track.theme] = {"good": number, "other": out_of - number}
    return found


def words_of(number: Cell, rest: Cell, whole: Cell) -> str:
    """Return "41 of 60", or all that may be told of it: "at least 56 of 60"."""
    if number.mark is Mark.HIDDEN and rest.mark is Mark.FEWER and whole.number is not None:
        return f"at least {max(0, whole.number - LEAST_SHOWN + 1)} of {whole}"
    if whole.mark is Mark.SHOWN:
        return f"{number} of {whole}"
    return Mark.HIDDEN.value
