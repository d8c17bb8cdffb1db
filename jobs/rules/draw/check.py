"""A second opinion on a plan: the rules, the facts and the proof, worked out again.

It shares no code with the solver but the model's plain values, and uses no libraries, so that a
mistake there cannot hide here. A plan is best if the prices in its certificate leave no arc of
its residual network with a negative reduced cost (linear programming duality); this needs no trust
in how plan or prices were found.
"""

from collections import Counter
from collections.abc import Iterator

from jobs.rules.draw.check_cases import CaseBook, case_problems
from jobs.rules.draw.check_prices import price_problems
from jobs.rules.draw.check_rules import Rulebook
from jobs.rules.draw.model import Blocking, DrawRequest, Pair, Plan


def problems(request: DrawRequest, plan: Plan) -> tuple[str, ...]:
    """Return what is wrong with a plan, a sentence each; nothing if it is right and best."""
    book = Rulebook(request)
    if plan.request != request.digest:
        return ("The plan was made for another request.",)
    if broken := tuple(_broken_rules(book, plan)):
        return broken
    cases = CaseBook(book)
    facts = (*_stretch_problems(book, plan), *_untrue_reasons(book, plan))
    return (*facts, *case_problems(cases, plan), *price_problems(book, cases, plan))


def problems_without_days(request: DrawRequest, plan: Plan) -> tuple[str, ...]:
    """Return what is wrong with a plan whose request is kept without days away.

    Who was there and what was best cannot be worked out from it again: only who may meet whom, how
    often, and what a lead asked for.
    """
    book = Rulebook(request)
    if plan.request != request.digest:
        return ("The plan was made for another request.",)
    return (*_too_many(book, plan), *_wrong_pairs(book, plan))


def _too_many(book: Rulebook, plan: Plan) -> Iterator[str]:
    if len(set(plan.ids)) < len(plan.ids):
        yield "A pair is in the plan twice."
    for auditor, number in Counter(auditor for auditor, _ in plan.ids).items():
        if number > book.quotas.get(auditor, 0):
            yield f"{auditor} has {number} audits and should have fewer."


def _broken_rules(book: Rulebook, plan: Plan) -> Iterator[str]:
    yield from _wrong_numbers(book, plan)
    yield from _wrong_pairs(book, plan)
    if plan.absent != book.absent:
        yield "The list of absent auditors is wrong."


def _wrong_pairs(book: Rulebook, plan: Plan) -> Iterator[str]:
    for ids in plan.ids:
        why = book.refusal(*ids)
        if why is not None:
            yield f"{ids[0]} may not audit {ids[1]}: {why}."
    for pin in set(book.request.pins) - set(plan.ids):
        yield f"{pin[0]} with {pin[1]} is pinned but not in the plan."


def _wrong_numbers(book: Rulebook, plan: Plan) -> Iterator[str]:
    given = Counter(auditor for auditor, _ in plan.ids)
    drawn = Counter(practitioner for _, practitioner in plan.ids)
    if len(set(plan.ids)) < len(plan.ids):
        yield "A pair is in the plan twice."
    for auditor, quota in book.quotas.items():
        if given[auditor] != quota:
            yield f"{auditor} has {given[auditor]} audits and should have {quota}."
    for practitioner, new in drawn.items():
        audits = new + book.held[practitioner]
        if audits > plan.most:
            yield f"{practitioner} has {audits} audits and the plan says {plan.most} at most."
        elif audits > book.limit(practitioner, audits):
            allowed = book.limit(practitioner, audits)
            yield f"{practitioner} has {audits} audits and the rules allow {allowed}."


def _stretch_problems(book: Rulebook, plan: Plan) -> Iterator[str]:
    if plan.most <= book.floor:
        if plan.most < book.floor or plan.stretched is not None:
            yield "The plan is not stretched as it says."
    elif plan.stretched is None or not _blocks(book, plan.stretched, plan.most - 1):
        yield f"Nothing shows that somebody must have {plan.most} audits."


def blocking_problems(request: DrawRequest, blocking: Blocking) -> tuple[str, ...]:
    """Return what is wrong with a blocking set; nothing if it truly blocks."""
    true = _blocks(Rulebook(request), blocking, blocking.most)
    return () if true else ("These auditors do not block the draw.",)


def _blocks(book: Rulebook, blocking: Blocking, most: int) -> bool:
    """Say whether the auditors named need more than those they can reach have room for."""
    pins = Counter(auditor for auditor, _ in book.request.pins)
    need = sum(book.quotas[auditor] - pins[auditor] for auditor in blocking.auditors)
    reached = Counter(
        practitioner
        for auditor in blocking.auditors
        for practitioner in book.reach(auditor)
        if (auditor, practitioner) not in book.pins
    )
    rooms = {p: max(book.limit(p, most) - book.taken[p], 0) for p in reached}
    room = sum(min(times, rooms[practitioner]) for practitioner, times in reached.items())
    said = blocking.need, blocking.room, set(blocking.practitioners), blocking.most
    return need > room and said == (need, room, set(reached), most)


def _untrue_reasons(book: Rulebook, plan: Plan) -> Iterator[str]:
    seen = book.held.copy()
    for pair in sorted(plan.pairs, key=lambda pair: pair.ids):
        seen[pair.practitioner] += 1
        if not _reason_is_true(book, pair, seen[pair.practitioner]):
            yield f"The reason for {pair.auditor} with {pair.practitioner} is not true."


def _reason_is_true(book: Rulebook, pair: Pair, nth: int) -> bool:
    reason, ids = pair.reason, pair.ids
    waits = book.team_waits[book.people[pair.practitioner].team_key]
    own = book.wait(pair.practitioner)
    longer = sum(count for wait, count in waits.items() if wait > own)
    stated: tuple[object, ...] = (
        reason.months_waited,
        reason.rank_in_team,
        reason.tied,
        reason.last_met,
        reason.repeat,
        reason.nth,
        reason.pinned,
        reason.kept,
    )
    return stated == (
        None if own == book.never else own,
        longer + 1,
        waits[own] - 1,
        book.last_met.get(ids),
        ids in book.too_soon,
        nth,
        ids in book.pins,
        ids in book.published,
    )
