"""The one permission engine: what somebody is to a thing, and whether a table lets them.

A thing is a person (whose action it is, or who is away), a live audit, or None where it is nobody's
or the whole council's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from db.errors import RefusedError
from db.models.audit import LiveAudit
from db.models.people import Person
from db.permission_rules import ACTIONS, AUDITS, Permission, Role, Rule

__all__ = [
    "NO_DEPUTY", "Deputising", "Permission", "Role", "WhoMay", "is_independent_of",
    "may", "require", "require_can_assign", "roles_of", "who_may",
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
    roles = roles_of(person, thing, deputising) | besides
    rule = TABLE[permission]
    return rule.needs <= roles and bool(_allowed(rule, thing) & roles)


def require(
    person: Person,
    permission: Permission,
    thing: Thing = None,
    number: int | None = None,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Role] = NONE_BESIDES,
) -> None:
    """Refuse, naming who can, unless the tables let `person` do this to action `number`, if any."""
    if may(person, permission, thing, deputising, besides=besides):
        return
    what = thing.reference if isinstance(thing, LiveAudit) else f"#{number}" if number else ""
    if not _allowed(TABLE[permission], thing):
        raise RefusedError("permission.no_owner", permission=permission, what=what)
    who = who_may(permission, thing, deputising)
    raise RefusedError("permission.denied", permission=permission, who=who, what=what)


def require_can_assign(person: Person, receiver: Person) -> None:
    """Refuse unless `person` may put an action into `receiver`'s hands."""
    if not may(person, Permission.RECEIVE, receiver):
        who = who_may(Permission.RECEIVE, receiver)
        raise RefusedError("permission.assign", "owner", who=who, receiver=receiver.called)


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
    held = {Role.LEAD: person.is_lead, Role.ADMIN: person.is_admin}
    if isinstance(thing, LiveAudit):
        held |= _towards_audit(person, thing)
    else:
        held |= _towards_owner(person, thing, deputising)
    return frozenset(role for role, is_so in held.items() if is_so)


def is_independent_of(person: Person, *others: Person) -> bool:
    """Say whether `person` is none of the others, nor in the line above or below any of them."""
    return all(
        person.id != other.id and not person.manages(other) and not other.manages(person)
        for other in others
    )


def _towards_owner(
    person: Person, owner: Person | None, deputising: Deputising
) -> dict[Role, bool]:
    is_deputy = person.id in _deputies(owner, deputising)
    held = {Role.ANYONE: True, Role.DEPUTY: is_deputy}
    if owner is None:
        return held
    day = deputising.day
    return held | {
        Role.OWNER: person.id == owner.id,
        Role.STANDING_IN: is_deputy and day is not None and owner.needs_standing_in(day),
        Role.MANAGER: person.manages(owner),
        Role.SENIOR: _is_senior(person, owner),
        Role.TEAM: owner.team_id is not None and person.team_id == owner.team_id,
    }


def _towards_audit(person: Person, audit: LiveAudit) -> dict[Role, bool]:
    pair = (audit.auditor, audit.practitioner)
    is_outside = person.id not in (audit.auditor_id, audit.practitioner_id)
    return {
        Role.AUDITOR: person.id == audit.auditor_id,
        Role.PRACTITIONER: person.id == audit.practitioner_id,
        Role.MODERATOR: person.id == audit.moderator_id,
        # An auditor further up the practitioner's line gives themselves no more time.
        Role.MANAGER: is_outside and any(person.manages(each) for each in pair),
        Role.INDEPENDENT: is_independent_of(person, *pair),
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
