"""What somebody may ask of the distance travelled, once their words are understood."""

from dataclasses import dataclass

from bot.actions.requests import Request

Figure = tuple[float, float | None]  # so many, of so many where it is a share


@dataclass(frozen=True)
class StatusDistance(Request):
    """`distance`; `by` is empty, `theme` or `team`."""

    by: str = ""


@dataclass(frozen=True)
class Measures(Request):
    """`measures`."""


@dataclass(frozen=True)
class AddMeasure(Request):
    """`measure add "Supervision on time" target 90 of 100 theme "Planning" less is better`."""

    name: str
    target: Figure | None = None
    theme: str = ""
    team: str = ""
    more_is_better: bool = True


@dataclass(frozen=True)
class ReadMeasure(Request):
    """`measure 3 = 72 of 80 on 30 Sep`; no day is today."""

    number: int
    figure: Figure
    day: str = ""


@dataclass(frozen=True)
class AimMeasure(Request):
    """`measure 3 target 95 of 100`, or `measure good target 75 of 100` for one computed."""

    which: str
    target: Figure


@dataclass(frozen=True)
class EndMeasure(Request):
    """`measure 3 end`."""

    number: int


@dataclass(frozen=True)
class ShowChart(Request):
    """`chart burn-up`; `name` is one of CHARTS."""

    name: str


CHARTS = ("distance", "burn-up", "audits", "calendar")
