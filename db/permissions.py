"""The one permission engine: what somebody is to a thing, and whether a table lets them.

A thing is a person (whose action it is, or who is away), a live audit, or None where it is nobody's
or the whole council's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.errors import RefusedError
from db.models.audit import LiveAudit
from db.models.people import Person
from db.permission_rules import ACTIONS, AUDITS, Permission, Role, Rule

__all__ = [
    "NO_DEPUTY",
    "Deputising",
    "Permission",
    "Role",
    "WhoMay",
    "denial",
    "is_independent_of",
    "may",
    "require",
    "require_can_assign",
    "require_can_have_duty",
    "require_is_here",
    "require_is_reachable",
    "roles_of",
    "who_may",
]  # fmt: skip

Thing = Person | LiveAudit | None

TABLE: Final = {**ACTIONS, **AUDITS}
NONE_BESIDES: Final[frozenset[Role]] = frozenset()


@dataclass(frozen=True)
class Deputising:
    """An action's own deputy, and the day on which it is asked who may; the owner has one too."""

    deputy_id: int | None = None
    day: date | None = None


NO_DEPUTY: Final = Deputising()


@dataclass(frozen=True)
class WhoMay:
    """Those whom a rule allows: by name where it is one person, else by what they are."""

    names: tuple[str, ...]
    roles: tuple[Role, ...]


def may(
    person: Person,
    permission: Permission,
    thing: Thing = None,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Role] = NONE_BESIDES,
) -> bool:
    """Say whether the tables let `person` do this; `besides` is what they are to the action."""
    held = _held(person, thing, deputising, besides)
    rule = TABLE[permission]
    allowed = _allowed(rule, thing)
    has_needs = all(role in held and held[role]() for role in rule.needs)
    return has_needs and any(is_so() for role, is_so in held.items() if role in allowed)


def require(
    person: Person,
    permission: Permission,
    thing: Thing = None,
    *,
    besides: frozenset[Role] = NONE_BESIDES,
) -> None:
    """Refuse, naming who can, unless the tables let `person` do this; `roles.require_may` does so
    for an action.
    """
    if not may(person, permission, thing, besides=besides):
        raise denial(permission, thing, thing.reference if isinstance(thing, LiveAudit) else "")


def denial(
    permission: Permission, thing: Thing, what: str, deputising: Deputising = NO_DEPUTY
) -> RefusedError:
    """Return the refusal of `what` somebody may not do, which names who can."""
    if not _allowed(TABLE[permission], thing):
        return RefusedError("permission.no_owner", permission=permission, what=what)
    who = who_may(permission, thing, deputising)
    return RefusedError("permission.denied", permission=permission, who=who, what=what)


def require_can_assign(person: Person, receiver: Person) -> None:
    """Refuse unless `person` may put an action into `receiver`'s hands."""
    if not may(person, Permission.RECEIVE, receiver):
        who = who_may(Permission.RECEIVE, receiver)
        raise RefusedError("permission.assign", "owner", who=who, receiver=receiver.called)


def require_can_have_duty(person: Person, day: date, about: str) -> None:
    """Refuse somebody who is not here on `day`, or has nothing here but actions of their own."""
    require_is_here(person, day, about)
    if not person.has_duties:
        raise RefusedError("people.not_on_roster", about, person=person.called)


def require_is_here(person: Person, day: date, about: str) -> None:
    """Refuse a guest and a leaver; whom Slack has not introduced yet hears of it when it has."""
    if not person.is_here(day):
        raise RefusedError("people.not_here", about, person=person.called)


def require_is_reachable(person: Person, day: date, about: str) -> None:
    """Refuse whoever no message would reach on `day`, and who would be waited for in vain."""
    if not person.is_reachable(day):
        raise RefusedError("people.not_here", about, person=person.called)


def who_may(
    permission: Permission, thing: Thing = None, deputising: Deputising = NO_DEPUTY
) -> WhoMay:
    """Return whom the tables allow."""
    allowed = _allowed(TABLE[permission], thing)
    if not isinstance(thing, LiveAudit) and not _deputies(thing, deputising):
        allowed -= {Role.DEPUTY, Role.STANDING_IN}
    named = _people_of(thing)
    return WhoMay(
        tuple(named[role].called for role in Role if role in named and role in allowed),
        tuple(role for role in Role if role in allowed and role not in named),
    )


def roles_of(
    person: Person, thing: Thing = None, deputising: Deputising = NO_DEPUTY
) -> frozenset[Role]:
    """Return everything that `person` is to a thing and to the council."""
    held = _held(person, thing, deputising)
    return frozenset(role for role, is_so in held.items() if is_so())


def is_independent_of(person: Person, *others: Person) -> bool:
    """Say whether `person` is none of the others, nor in the line above or below any of them."""
    return all(
        person.id != other.id and not person.is_above(other) and not other.is_above(person)
        for other in others
    )


# What each role takes is worked out when somebody asks for it, in this order: what walks a line of
# managers comes last.
_Held = dict[Role, Callable[[], bool]]


def _held(
    person: Person, thing: Thing, deputising: Deputising, besides: frozenset[Role] = NONE_BESIDES
) -> _Held:
    if not person.has_duties:  # whatever they were given before, only their own actions are theirs
        return {Role.OWNER: lambda: isinstance(thing, Person) and person.id == thing.id}
    towards_thing = (
        _towards_audit(person, thing)
        if isinstance(thing, LiveAudit)
        else _towards_owner(person, thing, deputising)
    )
    held: _Held = {Role.LEAD: lambda: person.is_lead, Role.ADMIN: lambda: person.is_admin}
    return held | towards_thing | dict.fromkeys(besides, lambda: True)


def _towards_owner(person: Person, owner: Person | None, deputising: Deputising) -> _Held:
    def is_deputy() -> bool:
        return person.id in _deputies(owner, deputising)

    held: _Held = {Role.ANYONE: lambda: True, Role.DEPUTY: is_deputy}
    if owner is None:
        return held
    day = deputising.day
    return held | {
        Role.OWNER: lambda: person.id == owner.id,
        Role.TEAM: lambda: owner.team_id is not None and person.team_id == owner.team_id,
        Role.STANDING_IN: lambda: day is not None and is_deputy() and owner.needs_standing_in(day),
        Role.MANAGER: lambda: person.manages(owner),
        Role.SENIOR: lambda: _is_senior(person, owner),
    }


def _towards_audit(person: Person, audit: LiveAudit) -> _Held:
    pair = audit.people
    is_outside = person.id not in {each.id for each in pair}
    return {
        Role.AUDITOR: lambda: person.id == audit.auditor_id,
        Role.PRACTITIONER: lambda: person.id in {each.id for each in audit.practitioners},
        Role.MODERATOR: lambda: person.id == audit.moderator_id,
        # An auditor further up the practitioner's line gives themselves no more time.
        Role.MANAGER: lambda: is_outside and any(person.manages(each) for each in pair),
        Role.NOT_PRACTITIONER: lambda: person.id not in {one.id for one in audit.practitioners},
        Role.INDEPENDENT: lambda: is_independent_of(person, *pair),
    }


def _is_senior(person: Person, owner: Person) -> bool:
    # A loop in the roster could put somebody above their own manager.
    return owner.manager is not None and person is not owner and person.manages(owner.manager)


def _people_of(thing: Thing) -> dict[Role, Person]:
    if isinstance(thing, LiveAudit):
        return {Role.AUDITOR: thing.auditor, Role.PRACTITIONER: thing.practitioner}
    return {} if thing is None else {Role.OWNER: thing}


def _deputies(owner: Person | None, deputising: Deputising) -> frozenset[int]:
    found = {deputising.deputy_id, owner.deputy_id if owner else None}
    return frozenset(one for one in found if one is not None)


def _allowed(rule: Rule, thing: Thing) -> frozenset[Role]:
    return rule.unowned if thing is None else rule.owned
