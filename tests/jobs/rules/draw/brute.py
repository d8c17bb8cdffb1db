"""Every possible draw of a small council, and the best of them, straight from the rules' words."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product

from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.model import DrawRequest
from jobs.rules.draw.sheet import Ids

Draw = tuple[Ids, ...]
Score = tuple[object, ...]


def all_draws(request: DrawRequest) -> Iterator[Draw]:
    """Yield every draw that meets the quotas and the hard rules on pairs, with all the pins."""
    book = Rulebook(request)
    choices = [
        [
            [(id_, chosen) for chosen in some]
            for some in combinations(sorted(book.reach(id_)), quota)
        ]
        for id_, quota in sorted(book.quotas.items())
    ]
    for chosen in product(*choices):
        drawn = tuple(sorted(pair for part in chosen for pair in part))
        if set(request.pins) <= set(drawn) and _within_ceilings(request, book, drawn):
            yield drawn


def _within_ceilings(request: DrawRequest, book: Rulebook, drawn: Draw) -> bool:
    """Say whether nobody drawn has more audits than the rules of their own service allow."""
    loads, own = _loads(book, drawn), {each.service: each.rules for each in request.services}
    for _, practitioner in drawn:
        rules = own.get(book.people[practitioner].service, request.rules)
        if rules.most_audits is not None and loads[practitioner] > rules.most_audits:
            return False
    return True


def most_audits(request: DrawRequest, drawn: Draw) -> int:
    """Return the most audits of anybody drawn, with those they have held already."""
    loads = _loads(Rulebook(request), drawn)
    return max((loads[practitioner] for _, practitioner in drawn), default=1)


def _loads(book: Rulebook, drawn: Draw) -> Counter[str]:
    """Count this month's audits of everybody who can be drawn, those already held among them."""
    loads = Counter(practitioner for _, practitioner in drawn)
    return loads + Counter({p: audits for p, audits in book.held.items() if p in book.people})


def allowed_draws(request: DrawRequest) -> list[Draw]:
    """Return the draws with the least maximum of audits for anybody, within the ceiling."""
    draws = list(all_draws(request))
    floor = Rulebook(request).floor
    least = min((max(most_audits(request, drawn), floor) for drawn in draws), default=0)
    return [drawn for drawn in draws if most_audits(request, drawn) <= least]


def score(request: DrawRequest, drawn: Draw) -> Score:
    """Return what the soft rules say of a draw, in their order; the least is the best."""
    book = Rulebook(request)
    loads = _loads(book, drawn)
    return (
        len(set(drawn) - set(request.published)) if request.published else 0,
        _coverage(book, loads),
        sum(ids in book.too_soon for ids in drawn),
        _spread(book, loads),
        sum((book.audits_lately[id_] + loads[id_]) ** 2 for id_ in book.people),
    )


def _coverage(book: Rulebook, loads: Counter[str]) -> list[int]:
    """Count, with a minus, first audits by wait, the longest first; then second ones; and so on."""
    waits = sorted({book.wait(id_) for id_ in book.people}, reverse=True)
    return [
        -sum(book.wait(id_) == wait and loads[id_] >= nth for id_ in book.people)
        for nth in range(1, max(loads.values(), default=0) + 1)
        for wait in waits
    ]


def _spread(book: Rulebook, loads: Counter[str]) -> Fraction:
    sizes = Counter(person.team_key for person in book.people.values())
    audits = Counter(dict.fromkeys(sizes, 0))
    for id_, load in loads.items():
        audits[book.people[id_].team_key] += load
    return sum((Fraction(audits[team] ** 2, sizes[team]) for team in sizes), Fraction(0))
