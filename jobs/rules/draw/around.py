"""Drawing around what cannot be served: the others do not wait for a service without a plan."""

from collections import Counter
from dataclasses import dataclass, replace

from jobs.rules.draw.answers import BadPins, Blocked, Undrawn
from jobs.rules.draw.model import DrawRequest, Plan
from jobs.rules.draw.solve import draw


@dataclass(frozen=True)
class DrawnAround:
    """A plan, the request it is the plan of, and the services it leaves out."""

    request: DrawRequest
    plan: Plan
    undrawn: tuple[Undrawn, ...] = ()


def draw_around(request: DrawRequest) -> DrawnAround | Blocked | BadPins:
    """Return the best plan of all services that can be drawn, and each that cannot with its fix.

    Where some auditors block the draw, the service with most of them is left out, and the rest
    drawn without it; its practitioners may still be audited by others. Where that leaves nobody
    there is no plan at all, for what blocked it first. Raises TooManyPairsError.
    """
    undrawn: tuple[Undrawn, ...] = ()
    while True:
        answer = draw(request)
        if isinstance(answer, Plan):
            return DrawnAround(request, answer, undrawn)
        if isinstance(answer, BadPins):
            return answer
        service = _most_blocked(request, answer)
        undrawn = (*undrawn, Undrawn(service, answer))
        request = _without(request, service)
        if not request.auditors:
            return undrawn[0].why


def _most_blocked(request: DrawRequest, answer: Blocked) -> str:
    """Return the service that most of the blocking auditors are of."""
    services = {auditor.id: auditor.service for auditor in request.auditors}
    counted = Counter(services[id_] for id_ in answer.blocking.auditors)
    return min(counted, key=lambda service: (-counted[service], service))


def _without(request: DrawRequest, service: str) -> DrawRequest:
    gone = {auditor.id for auditor in request.auditors if auditor.service == service}
    return replace(
        request,
        auditors=tuple(auditor for auditor in request.auditors if auditor.id not in gone),
        pins=tuple(ids for ids in request.pins if ids[0] not in gone),
        settled=tuple(one for one in request.settled if one.auditor not in gone),
    )
