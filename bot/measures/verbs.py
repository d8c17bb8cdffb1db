"""Carries out what was asked of measures, the distance travelled and pictures."""

from dataclasses import replace

from bot.actions.verbs import answer
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
from bot.slack.arguments import read_due
from bot.slack.registry import Reply
from db import measures, privacy
from db.models import Measure
from db.permissions import require_lead
from jobs.context import RequestContext
from jobs.measures.distance import travelled
from jobs.measures.pictures import DRAWINGS
from jobs.rules.measure_words import COMPUTED

FOR_EVERYBODY = {"calendar"}


@answer.register
def _(request: StatusDistance, ctx: RequestContext) -> Reply:
    require_lead(ctx.person, "see the distance travelled")
    found = travelled(ctx.session, ctx.today)
    return distance.told(found, request.by, ctx.today, ctx.council.commands.action)


@answer.register
def _(request: Measures, ctx: RequestContext) -> Reply:
    require_lead(ctx.person, "see the measures")
    return messages.listed(measures.kept(ctx.session), ctx.council.commands.action)


@answer.register
def _(request: AddMeasure, ctx: RequestContext) -> Reply:
    require_lead(ctx.person, "add a measure")
    for text in (request.name, request.theme):
        privacy.refuse(text, ctx.today)
    team = measures.team_named(ctx.session, request.team) if request.team else None
    target, out_of = request.target or (None, None)
    made = Measure(
        name=request.name,
        theme=request.theme,
        team_id=team.id if team else None,
        target=target,
        target_out_of=out_of,
        more_is_better=request.more_is_better,
    )
    measures.add(ctx.session, made, ctx.person, ctx.now)
    return messages.added(made, ctx.council.commands.action)


@answer.register
def _(request: ReadMeasure, ctx: RequestContext) -> Reply:
    require_lead(ctx.person, "write a reading down")
    day = read_due(request.day, ctx).day if request.day else ctx.today
    measure = measures.find(ctx.session, request.number)
    reading = measure.read(ctx.person, ctx.now, day, *request.figure)
    return messages.read(measure, reading)


@answer.register
def _(request: AimMeasure, ctx: RequestContext) -> Reply:
    require_lead(ctx.person, "set a target")
    if request.which.isdigit():
        measure = measures.find(ctx.session, int(request.which))
        measure.aim(ctx.person, ctx.now, *request.target)
        return messages.aimed(messages.called(measure), measure)
    return messages.aimed(COMPUTED[request.which], _aimed(request, ctx))


def _aimed(request: AimMeasure, ctx: RequestContext) -> Measure:
    """Give a measure that the bot counts itself its target; its row is made for the first one."""
    measure = measures.computed(ctx.session, request.which)
    if measure is not None:
        measure.aim(ctx.person, ctx.now, *request.target)
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
    return measures.add(ctx.session, made, ctx.person, ctx.now)


@answer.register
def _(request: EndMeasure, ctx: RequestContext) -> Reply:
    measure = measures.find(ctx.session, request.number)
    measure.end(ctx.person, ctx.now)
    return messages.ended(measure)


@answer.register
def _(request: ShowChart, ctx: RequestContext) -> Reply:
    if request.name not in FOR_EVERYBODY:
        require_lead(ctx.person, "have this picture")
    drawing = DRAWINGS[request.name](ctx.session, ctx.today, ctx.council.calendar)
    told = pictures.told(drawing)
    return replace(told, file=lambda: pictures.drawn(drawing))
