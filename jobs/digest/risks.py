"""Which open actions are at risk before their date: by forecast, by the written rule, by a word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.actions import date_changes
from db.days import day_of
from db.digest import moves
from db.digest import risk_forecast as forecasts
from db.digest.risk_forecast import ForecastRecord
from db.models import Status
from db.session import Session
from jobs.rules import rag, risk_forecast
from jobs.rules.rag import Level, RagFacts, RagRules
from jobs.rules.risk_forecast import DueRecord
from jobs.rules.working_days import Calendar

WORRYING: Final = frozenset({Level.AT_RISK, Level.LATE})


@dataclass(frozen=True)
class Risks:
    """Weighs open actions on a day; a few questions, however many actions there are."""

    session: Session
    today: date
    calendar: Calendar

    def all(
        self, records: Sequence[ForecastRecord], rules: RagRules, shown: int
    ) -> tuple[int, Mapping[int, str]]:
        """Return how many of these actions are at risk in any way; and of the first, why."""
        tracks = self._tracks(records)
        said = dict(self._said(records, rules))
        number, why = 0, dict[int, str]()
        for one in records:
            track = tracks[one.id]
            is_drifting = risk_forecast.is_drifting(track, self.today, self.calendar)
            by_rule = None if is_drifting else self._by_rule(one, track, rules)
            if not (is_drifting or by_rule or one.id in said):
                continue
            number += 1
            if len(why) < shown:  # to put it into words takes longer than to find it
                forecast = risk_forecast.forecast(track, self.today, self.calendar)
                why[one.id] = said.get(one.id) or forecast or by_rule or ""
        return number, why

    def drifting(self, records: Sequence[ForecastRecord]) -> Mapping[int, str]:
        """Return which of these actions will probably miss their date, and why, in their order."""
        weighed = (
            (number, risk_forecast.forecast(track, self.today, self.calendar))
            for number, track in self._tracks(records).items()
        )
        return {number: why for number, why in weighed if why}

    def _tracks(self, records: Sequence[ForecastRecord]) -> Mapping[int, DueRecord]:
        by_source = forecasts.sources(self.session, {one.source for one in records if one.source})
        older = moves.older(self.session, [one.id for one in records if one.has_older])
        times = Counter(number for number, _ in older)
        return {
            one.id: DueRecord(
                one.due_on,
                day_of(self.session, one.heard_at),
                one.moves + times[one.id],
                *by_source.get(one.source, (0, 0)),
            )
            for one in records
        }

    def _by_rule(self, one: ForecastRecord, track: DueRecord, rules: RagRules) -> str | None:
        """Return why the written rule calls it at risk; late by its first date is told as moved."""
        facts = RagFacts(
            status=Status.IN_PROGRESS,
            is_open=True,
            is_done=False,
            original_on=one.original_on,
            due_on=one.due_on,
            heard_on=track.heard_on,
            times_moved=track.moves,
        )
        stands = rag.stands(facts, self.today, self.calendar, rules)
        return stands.reason if stands.level == Level.AT_RISK else None

    def _said(
        self, records: Sequence[ForecastRecord], rules: RagRules
    ) -> Iterator[tuple[int, str]]:
        """Yield what people say is at risk or late, with who says it and why."""
        levels = {one.id: Level(one.said) for one in records if one.said}
        worrying = {number: level for number, level in levels.items() if level in WORRYING}
        if not worrying:
            return
        for number, event in date_changes.ratings(self.session, worrying).items():
            by = event.person.called if event.person else "somebody"
            word = rag.word_of(worrying[number], rules)
            yield number, f"{by} says {word}" + (f": “{event.note}”" if event.note else "")
