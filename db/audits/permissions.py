"""Who may do what with live audits: one table, asked below the commands."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from db.errors import RefusedError

if TYPE_CHECKING:  # the rows ask this table, so it cannot import them
    from db.models.audit import LiveAudit
    from db.models.people import Person


class Permission(StrEnum):
    """What may be asked, as it stands in "Only … can <words>" and, where it has one, its audit."""

    DRAW = "draw a month's audits"
    PUBLISH = "publish a month's audits"
    PIN = "pin or forbid a pair"
    RULES = "change the rules of live audits"
    AUDITORS = "change the list of auditors"
    COVERAGE = "see the coverage"
    SEE = "see"
    BOOK = "book"
    CANNOT = "say anything of"
    RE_PAIR = "pair anew"
    HOLD = "record"
    REFLECT = "reflect on"
    SWAP = "swap"
    EXTEND = "extend"
    EXTEND_LONGER = "extend for so long"
    EXEMPT = "exempt"
    AWAY = "say when they are away"


class Role(StrEnum):
    """What somebody is to an audit, to whoever is away, and to the council."""

    AUDITOR = "auditor"
    PRACTITIONER = "practitioner"
    MODERATOR = "moderator"
    THEMSELVES = "themselves"
    MANAGER = "manager"
    LEAD = "lead"
    ADMIN = "admin"


AUDITOR, PRACTITIONER, MODERATOR, THEMSELVES, MANAGER, LEAD, ADMIN = Role
PAIR = frozenset({AUDITOR, PRACTITIONER})
LEADS = frozenset({LEAD, ADMIN})

# MANAGER is anyone up the line of either, or up the line of whoever is away. An administrator
# looks after the machinery; what is owed to practice (longer, exempt) is a lead's to waive.
TABLE: Mapping[Permission, frozenset[Role]] = {
    Permission.DRAW: LEADS,
    Permission.PUBLISH: LEADS,
    Permission.PIN: LEADS,
    Permission.RULES: LEADS,
    Permission.AUDITORS: LEADS,
    Permission.COVERAGE: LEADS,
    Permission.SEE: PAIR | {MANAGER, MODERATOR} | LEADS,
    Permission.BOOK: PAIR | {MANAGER},
    Permission.CANNOT: PAIR | {MANAGER},
    Permission.RE_PAIR: LEADS | {MANAGER},
    Permission.HOLD: frozenset({AUDITOR}),
    Permission.REFLECT: frozenset({PRACTITIONER}),
    Permission.SWAP: frozenset({AUDITOR}),
    Permission.EXTEND: frozenset({MANAGER, LEAD}),
    Permission.EXTEND_LONGER: frozenset({LEAD}),
    Permission.EXEMPT: frozenset({LEAD}),
    Permission.AWAY: frozenset({THEMSELVES, MANAGER}) | LEADS,
}

_OTHERS: Mapping[Role, str] = {
    MODERATOR: "the moderator",
    MANAGER: "a manager of theirs",
    LEAD: "a lead",
    ADMIN: "an administrator",
}


def may(person: "Person", permission: Permission, audit: "LiveAudit | None" = None) -> bool:
    """Say whether the table lets `person` do this, to an audit where it is about one."""
    return bool(TABLE[permission] & roles_of(person, audit))


def require(person: "Person", permission: Permission, audit: "LiveAudit | None" = None) -> None:
    """Refuse, naming who can, unless the table lets `person` do this."""
    if not may(person, permission, audit):
        what = f"{permission} {audit.reference}" if audit else str(permission)
        raise RefusedError(f"Only {who_may(permission, audit)} can {what}.")


def require_away(person: "Person", away: "Person") -> None:
    """Refuse, naming who can, unless `person` may record when somebody is away."""
    held = _council(person) | {
        THEMSELVES: person.id == away.id,
        MANAGER: person.manages(away),
    }
    if not any(held.get(standing) for standing in TABLE[Permission.AWAY]):
        who = _listed([away.called, *_others(Permission.AWAY)])
        raise RefusedError(f"Only {who} can {Permission.AWAY}.")


def roles_of(person: "Person", audit: "LiveAudit | None" = None) -> frozenset[Role]:
    """Return everything that `person` is to an audit and to the council."""
    held = _council(person)
    if audit is not None:
        held |= _towards(person, audit)
    return frozenset(standing for standing, is_so in held.items() if is_so)


def who_may(permission: Permission, audit: "LiveAudit | None" = None) -> str:
    """Return those the table allows, in words: "Ana, Ben or a manager of theirs"."""
    pair = {AUDITOR: audit.auditor, PRACTITIONER: audit.practitioner} if audit else {}
    named = [person.called for standing, person in pair.items() if standing in TABLE[permission]]
    return _listed([*named, *_others(permission)])


def _towards(person: "Person", audit: "LiveAudit") -> dict[Role, bool]:
    pair = (audit.auditor, audit.practitioner)
    is_outside = person.id not in (audit.auditor_id, audit.practitioner_id)
    return {
        AUDITOR: person.id == audit.auditor_id,
        PRACTITIONER: person.id == audit.practitioner_id,
        MODERATOR: person.id == audit.moderator_id,
        # An auditor further up the practitioner's line gives themselves no more time.
        MANAGER: is_outside and any(person.manages(each) for each in pair),
    }


def _council(person: "Person") -> dict[Role, bool]:
    return {LEAD: person.is_lead, ADMIN: person.is_admin}


def _others(permission: Permission) -> list[str]:
    return [words for standing, words in _OTHERS.items() if standing in TABLE[permission]]


def _listed(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
