"""Who may do what: one table, asked by the rows themselves so that no button can go round it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.errors import RefusedError
from db.models.people import Person


class Verb(StrEnum):
    """What may be asked of an action, as it stands in "Only … can <verb> #12"."""

    SEE = "see"
    NOTE = "add a note to"
    CLOSE = "close"
    REOPEN = "reopen"
    MOVE = "move"
    APPROVE = "approve the new date of"
    RATE = "say where it stands with"
    GIVE = "give"
    DISOWN = "say they should not have"
    LINK = "say what is answered by"
    RECEIVE = "give actions to"
    HAND_OVER = "hand over"


class Standing(StrEnum):
    """What somebody is to the person who owns an action."""

    OWNER = "owner"
    MANAGER = "manager"
    SENIOR = "senior"
    TEAM = "team"
    LEAD = "lead"
    ADMIN = "admin"
    ANYONE = "anyone"


OWNER, MANAGER, SENIOR, TEAM, LEAD, ADMIN, ANYONE = Standing


@dataclass(frozen=True)
class Rule:
    """Who may, when somebody owns the action and when nobody does."""

    owned: frozenset[Standing]
    unowned: frozenset[Standing]


def _rule(owned: set[Standing], unowned: set[Standing]) -> Rule:
    return Rule(frozenset(owned), frozenset(unowned))


# MANAGER is anyone up the owner's line, SENIOR anyone above the first of them. Evidence that a
# thing is done comes from those who answer for it, so a lead or admin outside the line may move or
# give an action, never close it.
TABLE: Mapping[Verb, Rule] = {
    #                 when somebody owns it                     when nobody does
    Verb.SEE: _rule({OWNER, MANAGER, TEAM, LEAD, ADMIN}, {ANYONE}),
    Verb.NOTE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.CLOSE: _rule({OWNER, MANAGER}, {LEAD, ADMIN}),
    Verb.REOPEN: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.MOVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # A second move is agreed a level above those who may make the first.
    Verb.APPROVE: _rule({SENIOR, LEAD}, {LEAD}),
    Verb.RATE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.GIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.DISOWN: _rule({OWNER}, set()),
    # Everything somebody holds, offered to another, who says yes or no to each.
    Verb.HAND_OVER: _rule({OWNER, MANAGER, LEAD, ADMIN}, set()),
    Verb.LINK: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # Whose hands an action may be put into: one's own, one's line's, or anybody's for a lead.
    Verb.RECEIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
}

_WORDS = {
    MANAGER: "their manager",
    SENIOR: "their manager's manager",
    TEAM: "their team",
    LEAD: "a lead",
    ADMIN: "an administrator",
}


def standings(person: Person, owner: Person | None) -> frozenset[Standing]:
    """Return everything that `person` is to `owner`."""
    held = {
        ANYONE: True,
        LEAD: person.is_lead,
        ADMIN: person.is_admin,
        OWNER: owner is not None and person.id == owner.id,
        MANAGER: owner is not None and person.manages(owner),
        SENIOR: owner is not None and _is_senior(person, owner),
        TEAM: owner is not None and owner.team_id is not None and person.team_id == owner.team_id,
    }
    return frozenset(standing for standing, is_so in held.items() if is_so)


def _is_senior(person: Person, owner: Person) -> bool:
    # A loop in the roster could put somebody above their own manager.
    return owner.manager is not None and person is not owner and person.manages(owner.manager)


def may(person: Person, verb: Verb, owner: Person | None) -> bool:
    """Say whether the table lets `person` do this to something of `owner`'s."""
    return bool(_allowed(verb, owner) & standings(person, owner))


def require(person: Person, verb: Verb, owner: Person | None, number: int) -> None:
    """Refuse, naming who can, unless the table lets `person` do this to action `number`."""
    if not may(person, verb, owner):
        raise RefusedError(f"Only {who_may(verb, owner)} can {verb} #{number}.")


def require_hands(person: Person, receiver: Person) -> None:
    """Refuse unless `person` may put an action into `receiver`'s hands."""
    if not may(person, Verb.RECEIVE, receiver):
        raise RefusedError(
            f"Only {who_may(Verb.RECEIVE, receiver)} can {Verb.RECEIVE} {receiver.called}. "
            "Add it without an owner, and one of them can give it.",
            about="owner",
        )


def require_importer(person: Person) -> None:
    """Refuse unless `person` may take a plan in: a lead or an administrator."""
    if not (person.is_lead or person.is_admin):
        raise RefusedError(
            "Only a lead or an administrator can import a plan. I have not opened your file."
        )


def who_may(verb: Verb, owner: Person | None) -> str:
    """Return the people the table allows, in words: "Ana or their manager"."""
    allowed = _allowed(verb, owner)
    named = [owner.called] if owner is not None and OWNER in allowed else []
    named += [words for standing, words in _WORDS.items() if standing in allowed]
    return " or ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def _allowed(verb: Verb, owner: Person | None) -> frozenset[Standing]:
    rule = TABLE[verb]
    return rule.unowned if owner is None else rule.owned
