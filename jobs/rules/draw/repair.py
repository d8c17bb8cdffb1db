"""Re-pairing with least disturbance, after the plan is published.

A change becomes a new request that carries the published pairs; the draw then keeps as many of
them as any plan can, proven like everything else, and is best by the usual order among those.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from jobs.rules.draw.answers import BadPins, Blocked
from jobs.rules.draw.eligible import Eligibility, Refusal
from jobs.rules.draw.model import Auditor, DrawRequest, Plan, Practitioner
from jobs.rules.draw.sheet import Ids


@dataclass(frozen=True)
class Cannot:
    """The two cannot do this audit with each other."""

    ids: Ids


@dataclass(frozen=True)
class PersonAway:
    """Somebody is away from one day to another, both included."""

    person: str
    first: date
    last: date


@dataclass(frozen=True)
class Left:
    """Somebody leaves; `last_day` is their last day in post."""

    person: str
    last_day: date


@dataclass(frozen=True)
class FinishOnly:
    """A practitioner takes nothing new but keeps what is published."""

    practitioner: str


Change = Cannot | PersonAway | Left | FinishOnly


@dataclass(frozen=True)
class RePaired:
    """The new plan, the request that replays it, and what it changes.

    `dropped` were published and are no more; `added` are new; nobody else hears anything.
    """

    request: DrawRequest
    plan: Plan
    kept: tuple[Ids, ...]
    dropped: tuple[Ids, ...]
    added: tuple[Ids, ...]


@dataclass(frozen=True)
class BadSwap:
    """Why two audits cannot be swapped: the pair that would result, and the rule it breaks."""

    ids: Ids
    why: (
        Refusal
        | Literal["not published", "same auditor", "already paired", "pinned", "not an auditor"]
    )


def re_pair(
    request: DrawRequest, published: tuple[Ids, ...], change: Change, today: date | None = None
) -> RePaired | Blocked | BadPins:
    """Return the plan that meets a change and keeps as many published pairs as any can.

    `published` are the pairs not yet held (those are in `request.held`). From `today` on, only the
    days still to come count.
    """
    return _answer(changed(request, published, change, today))


def changed(
    request: DrawRequest, published: tuple[Ids, ...], change: Change, today: date | None = None
) -> DrawRequest:
    request = _on(request, published, today)
    if isinstance(change, Cannot):
        return _without(request, (change.ids,))
    request = replace(
        request,
        auditors=tuple(_changed_auditor(auditor, change) for auditor in request.auditors),
        practitioners=tuple(_changed_practitioner(p, change) for p in request.practitioners),
    )
    return request if isinstance(change, FinishOnly) else _freed(request, change.person)


def swap(
    request: DrawRequest,
    published: tuple[Ids, ...],
    one: Ids,
    other: Ids,
    today: date | None = None,
) -> RePaired | BadSwap:
    """Let two auditors swap their practitioners; every other pair stays. Both must consent."""
    request = _on(request, published, today)
    crossed = (one[0], other[1]), (other[0], one[1])
    if bad := _bad_swap(request, published, (one, other), crossed):
        return bad
    others = tuple(ids for ids in published if ids not in (one, other))
    agreed = replace(request, published=(*others, *crossed), pins=(*request.pins, *crossed))
    answer = _answer(agreed)
    if not isinstance(answer, RePaired):
        raise ArithmeticError("A swap of two allowed pairs cannot block the draw")
    return replace(answer, kept=others, dropped=(one, other), added=crossed)


def take_over(
    request: DrawRequest,
    published: tuple[Ids, ...],
    old: Ids,
    auditor: str,
    today: date | None = None,
) -> RePaired | BadSwap:
    """Put another auditor into one pair; every other pair stays. Both auditors must consent.

    The quotas of `request` are what each auditor owes, as they are once a month is published.
    """
    request = _on(request, published, today)
    request = replace(request, pins=tuple(ids for ids in request.pins if ids != old))
    new = auditor, old[1]
    if old in published and auditor not in {each.id for each in request.auditors}:
        return BadSwap(new, "not an auditor")
    bad = _bad_swap(request, published, (old,), (new,))
    if bad:
        return bad
    others = tuple(ids for ids in published if ids != old)
    more = {old[0]: -1, auditor: 1}
    owing = tuple(
        replace(each, quota=(each.quota or 0) + more.get(each.id, 0)) for each in request.auditors
    )
    agreed = replace(request, auditors=owing, published=(*others, new), pins=(*request.pins, new))
    answer = _answer(agreed)
    if not isinstance(answer, RePaired):
        raise ArithmeticError("An allowed pair in the place of another cannot block the draw")
    return replace(answer, kept=others, dropped=(old,), added=(new,))


def _answer(request: DrawRequest) -> RePaired | Blocked | BadPins:
    from jobs.rules.draw.solve import draw

    plan = draw(request)
    if not isinstance(plan, Plan):
        return plan
    before, after = set(request.published), set(plan.ids)
    return RePaired(
        request,
        plan,
        tuple(sorted(before & after)),
        tuple(sorted(before - after)),
        tuple(sorted(after - before)),
    )


def _on(request: DrawRequest, published: tuple[Ids, ...], today: date | None) -> DrawRequest:
    window = replace(request.window, today=today)
    return replace(request, published=published, window=window)


def _without(request: DrawRequest, lost: tuple[Ids, ...]) -> DrawRequest:
    """Rule pairs out, pinned ones too: the change is the newer word."""
    pins = tuple(ids for ids in request.pins if ids not in lost)
    return replace(request, forbids=(*request.forbids, *lost), pins=pins)


def _freed(request: DrawRequest, person: str) -> DrawRequest:
    """Rule out the audits somebody can no longer hold; with no day left they owe none either."""
    eligible = Eligibility(request)
    auditors = {auditor.id: auditor for auditor in request.auditors}
    people = {practitioner.id: practitioner for practitioner in request.practitioners}
    lost = tuple(
        ids
        for ids in request.published
        if person in ids and not eligible.common_days(auditors[ids[0]], people[ids[1]])
    )
    owing = tuple(
        auditor
        if auditor.id != person or eligible.has_days(auditor)
        else replace(auditor, quota=request.given[person])
        for auditor in request.auditors
    )
    return _without(replace(request, auditors=owing), lost)


def _changed_practitioner(person: Practitioner, change: Change) -> Practitioner:
    match change:
        case PersonAway(person.id, first, last):
            return replace(person, away=(*person.away, (first, last)))
        case Left(person.id, last_day):
            return replace(person, ends=last_day)
        case FinishOnly(person.id):
            return replace(person, finish_only=True)
    return person


def _changed_auditor(auditor: Auditor, change: Change) -> Auditor:
    match change:
        case PersonAway(auditor.id, first, last):
            return replace(auditor, away=(*auditor.away, (first, last)))
        case Left(auditor.id, last_day):
            return replace(auditor, ends=last_day)
    return auditor


def _bad_swap(
    request: DrawRequest, published: tuple[Ids, ...], old: tuple[Ids, ...], crossed: tuple[Ids, ...]
) -> BadSwap | None:
    for ids in old:
        if ids not in published:
            return BadSwap(ids, "not published")
        if ids in request.pins:
            return BadSwap(ids, "pinned")
    if len({auditor for auditor, _ in old}) < len(old):
        return BadSwap(old[0], "same auditor")
    return _bad_crossing(request, published, crossed)


def _bad_crossing(
    request: DrawRequest, published: tuple[Ids, ...], crossed: tuple[Ids, ...]
) -> BadSwap | None:
    eligible = Eligibility(request)
    auditors = {auditor.id: auditor for auditor in request.auditors}
    people = {person.id: person for person in request.practitioners}
    for ids in crossed:
        if ids in published:
            return BadSwap(ids, "already paired")
        why = eligible.why_not(auditors[ids[0]], people[ids[1]])
        if why is not None:
            return BadSwap(ids, why)
    return None
