"""Who may do what: one table, asked by the rows themselves so that no button can go round it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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


class Standing(StrEnum):
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
) = Standing
NONE_BESIDES: frozenset[Standing] = frozenset()


@dataclass(frozen=True)
class Deputising:
    """An action's own deputy, and the day on which it is asked who may; the owner has one too."""

    deputy_id: int | None = None
    day: date | None = None


NO_DEPUTY = Deputising()


@dataclass(frozen=True)
class Rule:
    """Who may, when somebody owns the action and when nobody does."""

    owned: frozenset[Standing]
    unowned: frozenset[Standing]


def _rule(owned: set[Standing], unowned: set[Standing]) -> Rule:
    return Rule(frozenset(owned), frozenset(unowned))


# MANAGER is anyone up the owner's line, SENIOR anyone above the first of them. DEPUTY is the
# action's deputy or the owner's standing one; STANDING_IN is the same while the owner is away,
# which is when a deputy answers for it. Evidence that a thing is done comes from those who answer
# for it, so a lead or admin outside the line may move or give an action, never close it.
# That it was enough comes from a SIGNER, who answers for none of it (`Ending.standing_of`). ASKED
# is whoever was asked or named to sign it off, or did.
TABLE: Mapping[Verb, Rule] = {
    #                 when somebody owns it                     when nobody does
    Verb.SEE: _rule({OWNER, DEPUTY, MANAGER, TEAM, LEAD, ADMIN, ASKED}, {ANYONE}),
    Verb.NOTE: _rule({OWNER, DEPUTY, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.CLOSE: _rule({OWNER, STANDING_IN, MANAGER}, {LEAD, ADMIN}),
    Verb.REOPEN: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.MOVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # A second move is agreed a level above those who may make the first.
    Verb.APPROVE: _rule({SENIOR, LEAD}, {LEAD}),
    Verb.RATE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.GIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.EDIT: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.DISOWN: _rule({OWNER}, set()),
    # Everything somebody holds, offered to another, who says yes or no to each.
    Verb.HAND_OVER: _rule({OWNER, MANAGER, LEAD, ADMIN}, set()),
    Verb.DEPUTISE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # Only what they hear themselves; what others hear never changes by it.
    Verb.SNOOZE: _rule({OWNER, DEPUTY, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.SIGN: _rule({SIGNER}, {SIGNER}),
    Verb.CHOOSE_SIGNER: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.SHELVE: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    Verb.JUDGE: _rule({MANAGER, LEAD, ADMIN, ASKED}, {LEAD, ADMIN, ASKED}),
    Verb.ARRANGE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
    Verb.LINK: _rule({OWNER, MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # A report is about the whole council, whoever owns what is in it.
    Verb.REPORT: _rule({LEAD, ADMIN}, {LEAD, ADMIN}),
    # Counts for a channel, of somebody's people or of everybody; never a name, title or reason.
    Verb.SUBSCRIBE: _rule({MANAGER, LEAD, ADMIN}, {LEAD, ADMIN}),
    # Whose hands an action may be put into: one's own, one's line's, or anybody's for a lead.
    Verb.RECEIVE: _rule({OWNER, MANAGER, LEAD, ADMIN}, {ANYONE}),
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


def standings(
    person: Person, owner: Person | None, deputising: Deputising = NO_DEPUTY
) -> frozenset[Standing]:
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
    verb: Verb,
    owner: Person | None,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Standing] = NONE_BESIDES,
) -> bool:
    """Say whether the table lets `person` do this to something of `owner`'s.

    `besides` is what the person is to the action itself (`Action.standing_of`).
    """
    return bool(_allowed(verb, owner) & (standings(person, owner, deputising) | besides))


def require(
    person: Person,
    verb: Verb,
    owner: Person | None,
    number: int,
    deputising: Deputising = NO_DEPUTY,
    *,
    besides: frozenset[Standing] = NONE_BESIDES,
) -> None:
    """Refuse, naming who can, unless the table lets `person` do this to action `number`."""
    if not _allowed(verb, owner):
        raise RefusedError(f"#{number} has no owner, so nobody can {verb} it.")
    if not may(person, verb, owner, deputising, besides=besides):
        who = who_may(verb, owner, deputising)
        raise RefusedError(f"Only {who} can {verb} #{number}.")


def require_of_all(person: Person, verb: Verb) -> None:
    """Refuse, naming who can, unless `person` may do this to the whole council's work."""
    if not may(person, verb, None):
        raise RefusedError(f"Only {who_may(verb, None)} can {verb}.")


def require_hands(person: Person, receiver: Person) -> None:
    """Refuse unless `person` may put an action into `receiver`'s hands."""
    if not may(person, Verb.RECEIVE, receiver):
        raise RefusedError(
            f"Only {who_may(Verb.RECEIVE, receiver)} can {Verb.RECEIVE} {receiver.called}. "
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


def who_may(verb: Verb, owner: Person | None, deputising: Deputising = NO_DEPUTY) -> str:
    """Return the people the table allows, in words: "Ana or their manager"."""
    allowed = _allowed(verb, owner)
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


def _allowed(verb: Verb, owner: Person | None) -> frozenset[Standing]:
    rule = TABLE[verb]
    return rule.unowned if owner is None else rule.owned
