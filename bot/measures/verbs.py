"""Measures, the distance travelled and pictures: what leads look at."""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from bot.audits.calendar import calendar_file
from bot.measures import list_view, pictures, view
from bot.slack.arguments import read_due
from bot.slack.blocks import Answer, saying
from bot.slack.buttons import Button, asks_for
from bot.slack.carried import one_of
from bot.slack.interaction import Interaction
from bot.slack.parsing import unescaped
from bot.slack.registry import Command, Reply, Request, wrong
from db import measures, privacy
from db.models import Measure
from db.patterns import pattern
from db.permissions import Permission, may, require
from jobs.context import RequestContext
from jobs.measures.distance import travelled
from jobs.measures.pictures import DRAWINGS, PictureAsked
from jobs.rules.measure_words import COMPUTED

Figure = tuple[float, float | None]  # so many, of so many where it is a share
CHARTS: Final = ("distance", "burn-up", "audits", "calendar")
FOR_EVERYBODY: Final = {"calendar"}

_FIGURE: Final = (
    r"(?P<number>\d{1,7}(?:\.\d{1,3})?)(?:\s*(?:of|out of|/)\s*(?P<out>\d{1,7}(?:\.\d{1,3})?))?"
)
_NAMED: Final = r"[\"“”](?P<name>[^\"“”]+)[\"“”]"
_OPTION: Final = pattern(
    rf"\s{{0,4}}(?:target\s+(?P<target>{_FIGURE})|(?P<what>theme|team)\s+(?:{_NAMED}|(?P<word>[\w-]+))"
    r"|(?P<less>less is better|fewer is better)|(?P<more>more is better))(?=\s|$)",
    re.IGNORECASE,
)
_BY: Final = {"": "", "theme": "theme", "themes": "theme", "team": "team", "teams": "team"}
_OTHER_NAMES: Final = {
    "burnup": "burn-up",
    "burn": "burn-up",
    "actions": "burn-up",
    "month": "calendar",
}


class ShowDistance(Command):
    """`distance`; `by` is empty, `theme` or `team`."""

    only_looks = True

    by: str = ""

    name = "distance"
    synonyms = ("travelled",)
    example = "distance by theme"
    help_example = "distance"
    for_leads = True
    summary = "now against 3, 6 and 12 months ago, by theme or by team"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read by what it is shown."""
        by = rest.lower().removeprefix("by ").strip()
        if by not in _BY:
            what = "The distance travelled is shown as a whole, by theme or by team."
            raise cls.wrong(what, command)
        return cls(_BY[by])

    def run(self, ctx: RequestContext) -> Answer:
        """Show the distance travelled."""
        require(ctx.person, Permission.SEE_DISTANCE)
        one_of(_BY, self.by)
        found = travelled(ctx.session, ctx.today)
        return view.told(found, self.by, ctx.today, ctx.council.commands.action)


class ListMeasures(Command):
    """`measures`."""

    only_looks = True

    name = example = "measures"
    for_leads = True
    summary = "what is measured, with the latest reading and the target"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read nothing more, or what may be said of one measure."""
        return ReadMeasure.read(rest, command) if rest else cls()

    def run(self, ctx: RequestContext) -> Answer:
        """List the measures."""
        require(ctx.person, Permission.SEE_MEASURES)
        return list_view.listed(measures.kept(ctx.session), ctx.council.commands.action)


class ReadMeasure(Command):
    """`measure 3 = 72 of 80 on 30 Sep`; no day is today. Reads whatever is said of measures."""

    number: int
    figure: Figure
    day: str = ""

    name = "measure"
    example = "measure 3 = 72 of 80"
    for_leads = True
    summary = "records a reading; also measure 3 target 95 of 100, measure 3 end"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read a reading, a target, an end or a new measure."""
        words = unescaped(rest).strip()
        if not words or words.lower() == "list":
            return ListMeasures()
        if re.match(r"add\b", words, re.IGNORECASE):
            return AddMeasure.read(words[len("add") :].strip(), command)
        found = re.match(r"#?(?P<which>\d{1,9}|[a-z]+)\b\s*(?P<rest>.*)", words, re.I | re.DOTALL)
        which, rest = (found["which"].lower(), found["rest"].strip()) if found else ("", "")
        if not which.isdigit() and which not in COMPUTED:
            raise cls.wrong("Which one? Every measure has a number.", command)
        return cls._about(which, rest, command)

    @classmethod
    def _about(cls, which: str, rest: str, command: str) -> Request:
        aimed = re.fullmatch(rf"(?:target|aim)\s*(?:(?:=|is)\s*)?{_FIGURE}", rest, re.IGNORECASE)
        if aimed:
            return AimMeasure(which, _figure(aimed))
        if not which.isdigit():
            what = "I count that one myself; it takes a target."
            raise wrong("measure good target 75 of 100", what, command)
        if rest.lower() in {"end", "stop"}:
            return EndMeasure(int(which))
        read = re.fullmatch(
            rf"(?:=|is|at)?\s*{_FIGURE}(?:\s+(?:on|at)\s+(?P<day>\S.*))?", rest, re.I
        )
        if read is None:
            raise cls.wrong("Give a figure, with what it is out of.", command)
        return cls(int(which), _figure(read), (read["day"] or "").strip())

    def run(self, ctx: RequestContext) -> Answer:
        """Write a reading down."""
        require(ctx.person, Permission.ADD_READING)
        day = read_due(self.day, ctx).day if self.day else ctx.today
        measure = measures.find(ctx.session, self.number)
        reading = measures.record_reading(ctx, measure, day, *self.figure)
        return list_view.read(measure, reading)


class AddMeasure(Request):
    """`measure add "Supervision on time" target 90 of 100 theme "Planning" less is better`."""

    name: str
    target: Figure | None = None
    theme: str = ""
    team: str = ""
    more_is_better: bool = True

    @classmethod
    def read(cls, rest: str, command: str) -> "AddMeasure":
        """Read the name in quotation marks, and whatever follows it."""
        example = 'measure add "Supervision on time" target 90 of 100'
        named = re.match(_NAMED, rest)
        if named is None:
            raise wrong(example, "Put the measure's name in quotation marks.", command)
        made = cls(named["name"].strip())
        rest = rest[named.end() :]
        while rest.strip():
            found = _OPTION.match(rest)
            if found is None:
                what = "After the name come a target, a theme or a team."
                raise wrong(example, what, command)
            made = made._with(found)
            rest = rest[found.end() :]
        return made

    def _with(self, found: re.Match[str]) -> "AddMeasure":
        if found["target"]:
            return replace(self, target=_figure(found))
        if found["what"] is None:
            return replace(self, more_is_better=found["less"] is None)
        value = (found["name"] or found["word"]).strip()
        if found["what"].lower() == "theme":
            return replace(self, theme=value)
        return replace(self, team=value)

    def run(self, ctx: RequestContext) -> Answer:
        """Add a measure."""
        require(ctx.person, Permission.ADD_MEASURE)
        for text in (self.name, self.theme):
            privacy.guard(ctx, text)
        team = measures.team_named(ctx.session, self.team) if self.team else None
        target, out_of = self.target or (None, None)
        made = Measure(
            name=self.name,
            theme=self.theme,
            team_id=team.id if team else None,
            target=target,
            target_out_of=out_of,
            more_is_better=self.more_is_better,
        )
        measures.add(ctx, made)
        return list_view.added(made, ctx.council.commands.action)


class AimMeasure(Request):
    """`measure 3 target 95 of 100`, or `measure good target 75 of 100` for one computed."""

    which: str
    target: Figure

    def run(self, ctx: RequestContext) -> Answer:
        """Give a measure its target."""
        require(ctx.person, Permission.SET_TARGET)
        if self.which.isdigit():
            measure = measures.find(ctx.session, int(self.which))
            measures.set_target(ctx, measure, *self.target)
            return list_view.aimed(list_view.called(measure), measure)
        return list_view.aimed(COMPUTED[self.which], self._computed(ctx))

    def _computed(self, ctx: RequestContext) -> Measure:
        """Return one that the bot counts itself; its row is made for its first target."""
        measure = measures.computed(ctx.session, self.which)
        if measure is not None:
            measures.set_target(ctx, measure, *self.target)
            return measure
        target, out_of = self.target
        made = Measure(
            name=COMPUTED[self.which],
            computed=self.which,
            theme="",
            target=target,
            target_out_of=out_of,
            more_is_better=True,
        )
        return measures.add(ctx, made)


class EndMeasure(Request):
    """`measure 3 end`."""

    number: int

    def run(self, ctx: RequestContext) -> Answer:
        """Let it end."""
        measure = measures.find(ctx.session, self.number)
        measures.end(ctx, measure)
        return list_view.ended(measure)


class ShowChart(Command):
    """`chart burn-up`; `chart` is one of CHARTS."""

    only_looks = True

    chart: str

    name = "chart"
    synonyms = ("picture", "charts", "graph")
    example = "chart burn-up"
    summary = "a picture; also chart distance, chart audits, chart calendar"

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read which picture."""
        chart = rest.lower().strip().replace(" ", "-") or "distance"
        chart = _OTHER_NAMES.get(chart, chart)
        if chart not in CHARTS:
            near = get_close_matches(chart, CHARTS, n=1)
            example = f"chart {near[0]}" if near else cls.example
            raise wrong(example, f"There are pictures of: {', '.join(CHARTS)}.", command)
        return cls(chart)

    def run(self, ctx: RequestContext) -> Answer:
        """Draw a picture."""
        if self.chart not in FOR_EVERYBODY:
            require(ctx.person, Permission.SEE_PICTURE)
        # It comes in their own direct messages: who may see the pictures may see every number.
        is_exact = may(ctx.person, Permission.SEE_PICTURE)
        asked = PictureAsked(ctx.today, ctx.council.calendar, is_exact)
        drawing = one_of(DRAWINGS, self.chart)(ctx.session, asked)
        return replace(pictures.told(drawing), file=lambda: pictures.drawn(drawing))


def _figure(found: re.Match[str]) -> Figure:
    return float(found["number"]), float(found["out"]) if found["out"] else None


def _calendar(_: Interaction, ctx: RequestContext) -> Reply:
    made = calendar_file(ctx)
    said = saying("I'm sending you the calendar of the coming year as a file to import.")
    return replace(said, file=lambda: made)


VERBS: Final = (ShowDistance, ListMeasures, ReadMeasure, ShowChart)
BUTTONS: Final = (
    Button(rf"chart_(?:{'|'.join(CHARTS)})", asks_for(ShowChart, "chart"), only_looks=True),
    Button(r"distance_(?:whole|theme|team)", asks_for(ShowDistance, "by"), only_looks=True),
    Button("looks_file", _calendar),
)
