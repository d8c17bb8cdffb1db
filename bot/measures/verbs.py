"""Carries out what was asked of measures, the distance travelled and pictures."""

from dataclasses import replace

from bot.actions.verbs import Reply, answer, read_due
from bot.context import Visit
from bot.measures import list_view as messages
from bot.measures import pictures
from bot.measures import view as distance
from bot.measures.requests import (
    AddMeasure,
    AimMeasure,
    EndMeasure,
    Measures,
    ReadMeasure,
    ShowChart,
    StatusDistance,
)
from db import measures, privacy
from db.models import Measure
from db.permissions import require_lead
from jobs.measures.distance import travelled
from jobs.measures.pictures import DRAWINGS
from jobs.rules.measure_words import COMPUTED

FOR_EVERYBODY = {"calendar"}


@answer.register
def _(request: StatusDistance, visit: Visit) -> Reply:
    require_lead(visit.person, "see the distance travelled")
    found = travelled(visit.session, visit.today)
    return distance.told(found, request.by, visit.today, visit.names.action)


@answer.register
def _(request: Measures, visit: Visit) -> Reply:
    require_lead(visit.person, "see the measures")
    return messages.listed(measures.kept(visit.session), visit.names.action)


@answer.register
def _(request: AddMeasure, visit: Visit) -> Reply:
    require_lead(visit.person, "add a measure")
    for text in (request.name, request.theme):
        privacy.refuse(text, visit.today)
    team = measures.team_named(visit.session, request.team) if request.team else None
    target, out_of = request.target or (None, None)
    made = Measure(
        name=request.name,
        theme=request.theme,
        team_id=team.id if team else None,
        target=target,
        target_out_of=out_of,
        more_is_better=request.more_is_better,
    )
    measures.add(visit.session, made, visit.person, visit.at)
    return messages.added(made, visit.names.action)


@answer.register
def _(request: ReadMeasure, visit: Visit) -> Reply:
    require_lead(visit.person, "write a reading down")
    day = read_due(request.day, visit).day if request.day else visit.today
    measure = measures.find(visit.session, request.number)
    reading = measure.read(visit.person, visit.at, day, *request.figure)
    return messages.read(measure, reading)


@answer.register
def _(request: AimMeasure, visit: Visit) -> Reply:
    require_lead(visit.person, "set a target")
    if request.which.isdigit():
        measure = measures.find(visit.session, int(request.which))
        measure.aim(visit.person, visit.at, *request.target)
        return messages.aimed(messages.called(measure), measure)
    return messages.aimed(COMPUTED[request.which], _aimed(request, visit))


def _aimed(request: AimMeasure, visit: Visit) -> Measure:
    """Give a measure that the bot counts itself its target; its row is made for the first one."""
    measure = measures.computed(visit.session, request.which)
    if measure is not None:
        measure.aim(visit.person, visit.at, *request.target)
        return measure
    target, out_of = request.target
    made = Measure(
        name=COMPUTED[request.which],
        computed=request.which,
        theme="",
        target=target,
        target_out_of=out_of,
        more_is_better=True,
    )
    return measures.add(visit.session, made, visit.person, visit.at)


@answer.register
def _(request: EndMeasure, visit: Visit) -> Reply:
    measure = measures.find(visit.session, request.number)
    measure.end(visit.person, visit.at)
    return messages.ended(measure)


@answer.register
def _(request: ShowChart, visit: Visit) -> Reply:
    if request.name not in FOR_EVERYBODY:
        require_lead(visit.person, "have this picture")
    drawing = DRAWINGS[request.name](visit.session, visit.today, visit.calendar)
    told = pictures.told(drawing)
    return replace(told, file=lambda: pictures.drawn(drawing))
