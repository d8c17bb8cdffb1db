"""The draw: the best plan a request allows, with its proof, or why there is none."""

from collections import Counter
from collections.abc import Iterator

from jobs.rules.draw.answers import BadPin, BadPins, Blocked, TooManyPairsError
from jobs.rules.draw.blocked import blocking_set, explain, least_most
from jobs.rules.draw.cases import Cases
from jobs.rules.draw.eligible import MOST_PAIRS, Eligibility, left_to_give
from jobs.rules.draw.flow import Optimum, cheapest
from jobs.rules.draw.model import Certificate, DrawRequest, Plan
from jobs.rules.draw.network import DrawNetwork, ceiling, highest_ceiling, supply_of
from jobs.rules.draw.reasons import reasoned
from jobs.rules.draw.sheet import Ids


def draw(request: DrawRequest) -> Plan | Blocked | BadPins:
    """Return the best plan of a request, proven; or the blocking set; or the impossible pins.

    Raises TooManyPairsError for what would not fit in memory.
    """
    request = request.in_order()
    eligible = Eligibility(request)
    _refuse_too_many(eligible)
    if bad := tuple(_bad_pins(request, eligible)):
        return BadPins(bad)
    supply = supply_of(request, eligible)
    floor = _floor(request, eligible)
    most = least_most(request, supply, floor)
    if most is None:
        return explain(request, eligible, supply, highest_ceiling(request) or len(supply.needs))
    drawing = DrawNetwork(eligible, supply, most)
    best = cheapest(drawing.network, list(drawing.levels.values()))
    ids = (*request.pins, *drawing.drawn(best.flow))
    return Plan(
        request=request.digest,
        most=most,
        pairs=reasoned(eligible, ids),
        absent=absent(request, eligible),
        stretched=blocking_set(eligible, supply, most - 1) if most > floor else None,
        certificate=_certificate(drawing, best),
        cases=Cases(eligible).assigned(ids) if request.cases or request.settled else (),
    )


def _refuse_too_many(eligible: Eligibility) -> None:
    pairs = eligible.most_pairs()
    if pairs > MOST_PAIRS:
        auditors, practitioners = len(eligible.auditors), len(eligible.practitioners)
        raise TooManyPairsError(auditors, practitioners, pairs)


def absent(request: DrawRequest, eligible: Eligibility) -> tuple[str, ...]:
    """Return the auditors who owe audits but have no day to come and nothing published.

    Those of a service with the month off owe none.
    """
    here = {auditor.id for auditor in eligible.auditors}
    owing = (
        auditor.id
        for auditor in request.auditors
        if auditor.id not in here
        and left_to_give(request, auditor)
        and not eligible.is_off(auditor)
    )
    return tuple(sorted(owing))


def _floor(request: DrawRequest, eligible: Eligibility) -> int:
    """Return the most audits that somebody has: held, pinned, or published and still possible."""
    here = {person.id: person for person in eligible.practitioners}
    held = {ids for ids in request.held if ids[1] in here}
    loads = Counter(practitioner for _, practitioner in {*request.pins, *held, *_kept(eligible)})
    allowed = (min(load, ceiling(request, here[id_])) for id_, load in loads.items())
    return max(allowed, default=1)


def _kept(eligible: Eligibility) -> Iterator[Ids]:
    auditors = {auditor.id: auditor for auditor in eligible.auditors}
    people = {person.id: person for person in eligible.practitioners}
    for ids in eligible.request.published:
        auditor, practitioner = auditors.get(ids[0]), people.get(ids[1])
        if auditor and practitioner and eligible.why_not(auditor, practitioner) is None:
            yield ids


def _bad_pins(request: DrawRequest, eligible: Eligibility) -> Iterator[BadPin]:
    auditors = {auditor.id: auditor for auditor in request.auditors}
    people = {person.id: person for person in request.practitioners}
    used: Counter[str] = Counter()
    had = Counter(practitioner for _, practitioner in set(request.held))
    for ids in request.pins:
        auditor, practitioner = auditors.get(ids[0]), people.get(ids[1])
        if auditor is None or practitioner is None:
            yield BadPin(*ids, "unknown person")
            continue
        used[auditor.id] += 1
        had[practitioner.id] += 1
        if (why := eligible.why_not(auditor, practitioner)) is not None:
            yield BadPin(*ids, why)
        elif used[auditor.id] > left_to_give(request, auditor):
            yield BadPin(*ids, "more pins than quota")
        elif had[practitioner.id] > ceiling(request, practitioner):
            yield BadPin(*ids, "more pins than audits allowed")


def _certificate(drawing: DrawNetwork, best: Optimum) -> Certificate:
    auditors = len(drawing.auditors)
    teams = auditors + len(drawing.practitioners)
    prices = tuple(zip(*(level.tolist() for level in best.prices), strict=True))
    return Certificate(
        levels=tuple(drawing.levels),
        auditors=prices[:auditors],
        practitioners=prices[auditors:teams],
        teams=prices[teams:-1],
        sink=prices[-1],
    )
