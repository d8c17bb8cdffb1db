"""Reads what was typed of measures, the distance travelled and pictures. Pure."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from bot.actions.requests import Request
from bot.actions.words import Verb, wrong
from bot.measures.requests import (
    CHARTS,
    AddMeasure,
    AimMeasure,
    EndMeasure,
    Figure,
    Measures,
    ReadMeasure,
    ShowChart,
    StatusDistance,
)
from bot.slack.parsing import unescaped
from jobs.rules.measure_words import COMPUTED

DISTANCE = "distance by theme"
READING = "measure 3 = 72 of 80"
ADD = 'measure add "Supervision on time" target 90 of 100'
CHART = "chart burn-up"

FIGURE = (
    r"(?P<number>\d{1,7}(?:\.\d{1,3})?)(?:\s*(?:of|out of|/)\s*(?P<out>\d{1,7}(?:\.\d{1,3})?))?"
)
NAMED = r"[\"“”](?P<name>[^\"“”]+)[\"“”]"
OPTION = re.compile(
    rf"\s*(?:target\s+(?P<target>{FIGURE})|(?P<what>theme|team)\s+(?:{NAMED}|(?P<word>[\w-]+))"
    r"|(?P<less>less is better|fewer is better)|(?P<more>more is better))(?=\s|$)",
    re.IGNORECASE,
)
BY = {"": "", "theme": "theme", "themes": "theme", "team": "team", "teams": "team"}
OTHER_NAMES = {"burnup": "burn-up", "burn": "burn-up", "actions": "burn-up", "month": "calendar"}


def _distance(rest: str, command: str) -> Request:
    by = rest.lower().removeprefix("by ").strip()
    if by not in BY:
        raise wrong(
            DISTANCE, "The distance travelled is shown as a whole, by theme or by team.", command
        )
    return StatusDistance(BY[by])


def _measures(rest: str, command: str) -> Request:
    return _measure(rest, command) if rest else Measures()


def _measure(rest: str, command: str) -> Request:
    words = unescaped(rest).strip()
    if not words or words.lower() == "list":
        return Measures()
    if re.match(r"add\b", words, re.IGNORECASE):
        return _add(words[len("add") :].strip(), command)
    found = re.match(r"#?(?P<which>\d{1,9}|[a-z]+)\b\s*(?P<rest>.*)", words, re.I | re.DOTALL)
    which, rest = (found["which"].lower(), found["rest"].strip()) if found else ("", "")
    if not which.isdigit() and which not in COMPUTED:
        raise wrong(READING, "Which one? Every measure has a number.", command)
    return _about(which, rest, command)


def _about(which: str, rest: str, command: str) -> Request:
    aimed = re.fullmatch(rf"(?:target|aim)\s*(?:=|is)?\s*{FIGURE}", rest, re.IGNORECASE)
    if aimed:
        return AimMeasure(which, _figure(aimed))
    if not which.isdigit():
        raise wrong(
            "measure good target 75 of 100", "I count that one myself; it takes a target.", command
        )
    if rest.lower() in {"end", "stop"}:
        return EndMeasure(int(which))
    read = re.fullmatch(rf"(?:=|is|at)?\s*{FIGURE}(?:\s+(?:on|at)\s+(?P<day>.+))?", rest, re.I)
    if read is None:
        raise wrong(READING, "Give a figure, with what it is out of.", command)
    return ReadMeasure(int(which), _figure(read), (read["day"] or "").strip())


def _add(rest: str, command: str) -> Request:
    named = re.match(NAMED, rest)
    if named is None:
        raise wrong(ADD, "Put the measure's name in quotation marks.", command)
    made = AddMeasure(named["name"].strip())
    rest = rest[named.end() :]
    while rest.strip():
        found = OPTION.match(rest)
        if found is None:
            raise wrong(ADD, "After the name come a target, a theme or a team.", command)
        made = _with_option(made, found)
        rest = rest[found.end() :]
    return made


def _with_option(made: AddMeasure, found: re.Match[str]) -> AddMeasure:
    fields = {**made.__dict__}
    if found["target"]:
        fields["target"] = _figure(found)
    elif found["what"]:
        fields[found["what"].lower()] = (found["name"] or found["word"]).strip()
    else:
        fields["more_is_better"] = found["less"] is None
    return AddMeasure(**fields)


def _figure(found: re.Match[str]) -> Figure:
    return float(found["number"]), float(found["out"]) if found["out"] else None


def _chart(rest: str, command: str) -> Request:
    name = rest.lower().strip().replace(" ", "-") or "distance"
    name = OTHER_NAMES.get(name, name)
    if name not in CHARTS:
        near = get_close_matches(name, CHARTS, n=1)
        example = f"chart {near[0]}" if near else CHART
        raise wrong(example, f"There are pictures of: {', '.join(CHARTS)}.", command)
    return ShowChart(name)


DISTANCE_VERBS: Mapping[str, Verb] = {
    "distance": Verb(DISTANCE, _distance, ("travelled",)),
    "measures": Verb("measures", _measures),
    "measure": Verb(READING, _measure),
    "chart": Verb(CHART, _chart, ("picture", "charts", "graph")),
}
