"""Who may do what: one table, asked by the rows themselves so that no button can go round it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from db.errors import RefusedError
from db.models.people import Person


class Permission(StrEnum):
    """What may be asked of an action, as it stands in "Only … can <words> #12"."""

    SEE = "see"
    NOTE = "add a note to"
    CLOSE = "close"
    REOPEN = "reopen"
    MOVE = "move"
    APPROVE = "approve the new date of"
    RATE = "say where it stands with"
    GIVE = "give"
    EDIT = "edit"
    DISOWN = "say they should not have"
    SIGN = "sign off or send back"
    CHOOSE_SIGNER = "choose who signs off"
    SHELVE = "defer, drop or resume"
    JUDGE = "say what came of"
    ARRANGE = "arrange"
    LINK = "say what is answered by"
    RECEIVE = "give actions to"
    HAND_OVER = "hand over"
    DEPUTISE = "name a deputy for"
    SNOOZE = "put off hearing of"
    REPORT = "have reports"
    SUBSCRIBE = "send to a channel the counts of"


class Role(StrEnum):
    """What somebody is to the person who owns an action, or to the action itself."""

    OWNER = "owner"
    DEPUTY = "deputy"
    STANDING_IN = "standing in"
    MANAGER = "manager"
    SENIOR = "senior"
    TEAM = "team"
    LEAD = "lead"
    ADMIN = "admin"
    SIGNER = "signer"
    ASKED = "asked"
    ANYONE = "anyone"


(
    OWNER,
    DEPUTY,
    STANDING_IN,
    MANAGER,
    SENIOR,
    TEAM,
    LEAD,
    ADMIN,
    SIGNER,
    ASKED,
    ANYONE,
) = Role
NONE_BESIDES: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Deputising:
    """An action's own deputy, and the day on which it is asked who may; the owner has one too."""

    deputy_id: int | None = None
    day: date | None = None


NO_DEPUTY = Deputising()


@dataclass(frozen=True)
class Rule:
    """Who may, when somebody owns the action and when nobody does."""

    owned: frozenset[Role]
    unowned: frozenset[Role]


def _rule(owned: set[Role], unowned: set[Role]) -> Rule:
    return Rule(frozenset(owned), frozenset(unowned))


# MANAGER is anyone up the owner's line, SENIOR anyone above the first of them. DEPUTY is the
# action's deputy or the owner's standing one; STANDING_IN is the same while the owner is away,
# which is when a deputy answers for it. Evidence that a thing is done comes from those who answer
# for it, so a lead or admin outside the line may move or give an action, never close it.
# That it was enough comes from a SIGNER, who answers for none of it (`db.actions.roles`). ASKED
# is whoever was asked or named to sign it off, or did.
TABLE: Mapping[Permission, Rule] = {
    #                 when somebody owns it                     when nobody does
    Permission.SEE: _rule({OWNER, DEPUTY, MANAGER, TEAM, LEAD, ADMIN, ASKED}, {ANYONE}),
    Permission.NOTE: _rule({OWNER, DEPUTY, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Permission.CLOSE: _rule({OWNER, STANDING_IN, MANAGER}, {LEAD, ADMIN}),
    Permission.REOPEN: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Permission.MOVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # A second move is agreed a level above those who may make the first.
    Permission.APPROVE: _rule({SENIOR, LEAD}, {LEAD}),
    Permission.RATE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Permission.GIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Permission.EDIT: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Permission.DISOWN: _rule({OWNER}, set()),
    # Everything somebody holds, offered to another, who says yes or no to each.
    Permission.HAND_OVER: _rule({OWNER, MANAGER, LEAD, ADMIN}, set()),
    Permission.DEPUTISE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # Only what they hear themselves; what others hear never changes by it.
    Permission.SNOOZE: _rule({OWNER, DEPUTY, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Permission.SIGN: _rule({SIGNER}, {SIGNER}),
    Permission.CHOOSE_SIGNER: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Permission.SHELVE: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Permission.JUDGE: _rule({MANAGER, LEAD, ADMIN, ASKED}, {LEAD, ADMIN, ASKED}),
    Permission.ARRANGE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Permission.LINK: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # A report is about the whole council, whoever owns what is in it.
    Permission.REPORT: _rule({LEAD, ADMIN}, {LEAD, ADMIN}),
    # Counts for a channel, of somebody's people or of everybody; never a name, title or reason.
    Permission.SUBSCRIBE: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # Whose hands an action may be put into: one's own, one's line's, or anybody's for a lead.
    Permission.RECEIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
}

_WORDS = {
    DEPUTY: "their deputy",
    STANDING_IN: "their deputy while they are away",
    MANAGER: "their manager",
    SENIOR: "their manager's manager",
    TEAM: "their team",
    LEAD: "a lead",
    ADMIN: "an administrator",
    SIGNER: "a lead, an administrator or a manager who answers for none of it",
}


def roles_of(
    person: Person, owner: Person | None, deputising: Deputising = NO_DEPUTY
) -> frozenset[Role]:
    """Return everything that `person` is to `owner`."""
    is_deputy = person.id in _deputies(owner, deputising)
    held = {
        ANYONE: True,
        LEAD: person.is_lead,
        ADMIN: person.is_admin,
        OWNER: owner is not None and person.id == owner.id,
        DEPUTY: is_deputy,
        STANDING_IN: is_deputy and _stands_in(owner, deputising),
        MANAGER: owner is not None and person.manages(owner),
        SENIOR: owner is not None and _is_senior(person, owner),
        TEAM: owner is not None and owner.team_id is not None and person.team_id == owner.team_id,
    }
    return frozenset(standing for standing, is_so in held.items() if is_so)


def _is_senior(person: Person, owner: Person) -> bool:
    # A loop in the roster could put somebody above their own manager.
    return owner.manager is not None and person is not owner and person.manages(owner.manager)


def is_outside(person: Person, owner: Person) -> bool:
    """Say whether `person` is neither `owner` nor anywhere in their line, above or below."""
    return person.id != owner.id and not person.manages(owner) and not owner.manages(person)


def may(
    person: Person,
    permission: Permission,
    owner: Person | None,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Role] = NONE_BESIDES,
) -> bool:
    """Say whether the table lets `person` do this to something of `owner`'s.

    `besides` is what the person is to the action itself (`db.actions.roles`).
    """
    return bool(_allowed(permission, owner) & (roles_of(person, owner, deputising) | besides))


def require(
    person: Person,
    permission: Permission,
    owner: Person | None,
    number: int,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Role] = NONE_BESIDES,
) -> None:
    """Refuse, naming who can, unless the table lets `person` do this to action `number`."""
    if not _allowed(permission, owner):
        raise RefusedError(f"#{number} has no owner, so nobody can {permission} it.")
    if not may(person, permission, owner, deputising, besides=besides):
        who = who_may(permission, owner, deputising)
        raise RefusedError(f"Only {who} can {permission} #{number}.")


def require_of_all(person: Person, permission: Permission) -> None:
    """Refuse, naming who can, unless `person` may do this to the whole council's work."""
    if not may(person, permission, None):
        raise RefusedError(f"Only {who_may(permission, None)} can {permission}.")


def require_hands(person: Person, receiver: Person) -> None:
    """Refuse unless `person` may put an action into `receiver`'s hands."""
    if not may(person, Permission.RECEIVE, receiver):
        who = who_may(Permission.RECEIVE, receiver)
        raise RefusedError(
            f"Only {who} can {Permission.RECEIVE} {receiver.called}. "
            "Add it without an owner, and one of them can give it.",
            about="owner",
        )


def require_lead(person: Person, wish: str) -> None:
    """Refuse unless `person` is a lead or an administrator; `wish` follows "can"."""
    if not (person.is_lead or person.is_admin):
        raise RefusedError(f"Only a lead or an administrator can {wish}.")


def require_importer(person: Person) -> None:
    """Refuse unless `person` may take a plan in: a lead or an administrator."""
    if not (person.is_lead or person.is_admin):
        raise RefusedError(
            "Only a lead or an administrator can import a plan. I have not opened your file."
        )


def who_may(
    permission: Permission, owner: Person | None, deputising: Deputising = NO_DEPUTY
) -> str:
    """Return the people the table allows, in words: "Ana or their manager"."""
    allowed = _allowed(permission, owner)
    if not _deputies(owner, deputising):
        allowed -= {DEPUTY, STANDING_IN}
    named = [owner.called] if owner is not None and OWNER in allowed else []
    named += [words for standing, words in _WORDS.items() if standing in allowed]
    return " or ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _deputies(owner: Person | None, deputising: Deputising) -> frozenset[int]:
    found = {deputising.deputy_id, owner.deputy_id if owner else None}
    return frozenset(one for one in found if one is not None)


def _stands_in(owner: Person | None, deputising: Deputising) -> bool:
    day = deputising.day
    return owner is not None and day is not None and owner.needs_standing_in(day)


def _allowed(permission: Permission, owner: Person | None) -> frozenset[Role]:
    rule = TABLE[permission]
    return rule.unowned if owner is None else rule.owned
