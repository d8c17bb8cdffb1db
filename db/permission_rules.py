"""Who may do what: two tables of rules, one for actions and one for live audits."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final


class Permission(StrEnum):
    """What may be asked of an action, of a live audit, or of the whole council's work."""

    SEE = auto()
    SEE_FROM_AUDIT = auto()
    NOTE = auto()
    CLOSE = auto()
    REOPEN = auto()
    MOVE = auto()
    APPROVE = auto()
    RATE = auto()
    GIVE = auto()
    EDIT = auto()
    FILE = auto()
    DISOWN = auto()
    SIGN = auto()
    CHOOSE_SIGNER = auto()
    SHELVE = auto()
    JUDGE = auto()
    ARRANGE = auto()
    LINK = auto()
    RECEIVE = auto()
    HAND_OVER = auto()
    DEPUTISE = auto()
    SNOOZE = auto()
    REPORT = auto()
    SUBSCRIBE = auto()
    IMPORT_PLAN = auto()
    SEE_DISTANCE = auto()
    SEE_MEASURES = auto()
    SEE_PICTURE = auto()
    ADD_MEASURE = auto()
    ADD_READING = auto()
    SET_TARGET = auto()
    END_MEASURE = auto()

    DRAW = auto()
    PUBLISH = auto()
    PIN = auto()
    RULES = auto()
    AUDITORS = auto()
    COVERAGE = auto()
    SEE_AUDIT = auto()
    SEE_MODERATED = auto()
    SEE_DRAFT = auto()
    BOOK = auto()
    CANNOT = auto()
    RE_PAIR = auto()
    HOLD = auto()
    CORRECT = auto()
    REOPEN_AUDIT = auto()
    STOP_RECORDS = auto()
    SEE_MONTH = auto()
    NUDGE = auto()
    REFLECT = auto()
    MODERATE = auto()
    BE_MODERATOR = auto()
    SWAP = auto()
    EXTEND = auto()
    EXTEND_LONGER = auto()
    EXEMPT = auto()
    AWAY = auto()
    TALK = auto()
    WRITE_NOTE = auto()
    DISCUSS = auto()
    SAMPLE = auto()
    FILES = auto()
    RELEASE_FILE = auto()
    NAME_CASE = auto()
    AGREE_CASE = auto()
    NEXT_CASE = auto()


class Role(StrEnum):
    """What somebody is to an action or its owner, to a live audit, or to the council."""

    OWNER = auto()
    AUDITOR = auto()
    PRACTITIONER = auto()
    DEPUTY = auto()
    STANDING_IN = auto()
    MODERATOR = auto()
    MANAGER = auto()
    SENIOR = auto()
    TEAM = auto()
    LEAD = auto()
    ADMIN = auto()
    SIGNER = auto()
    ASKED = auto()
    SEES_AUDIT = auto()
    INDEPENDENT = auto()
    MODERATES = auto()
    TEAM_MANAGER = auto()
    NOT_PRACTITIONER = auto()
    ANYONE = auto()


@dataclass(frozen=True)
class Rule:
    """The roles that may, where the thing is somebody's and where it is nobody's.

    Without each of `needs` none of them does.
    """

    owned: frozenset[Role]
    unowned: frozenset[Role]
    needs: frozenset[Role] = frozenset()


def _rule(owned: set[Role], unowned: set[Role]) -> Rule:
    return Rule(frozenset(owned), frozenset(unowned))


def _same(*roles: Role, needs: frozenset[Role] = frozenset()) -> Rule:
    return Rule(frozenset(roles), frozenset(roles), needs)


_P = Permission
_OWNER, _DEPUTY, _STANDING_IN, _MANAGER = Role.OWNER, Role.DEPUTY, Role.STANDING_IN, Role.MANAGER
_SENIOR, _TEAM, _LEAD, _ADMIN = Role.SENIOR, Role.TEAM, Role.LEAD, Role.ADMIN
_SIGNER, _ASKED, _ANYONE = Role.SIGNER, Role.ASKED, Role.ANYONE
_SEES_AUDIT = Role.SEES_AUDIT
_LEADS = _same(_LEAD, _ADMIN)

# MANAGER is anyone up the owner's line, SENIOR anyone above the first of them. DEPUTY is the
# action's deputy or the owner's standing one; STANDING_IN is the same while the owner is away,
# which is when a deputy answers for it. Evidence that a thing is done comes from those who answer
# for it, so a lead or admin outside the line may move or give an action, never close it.
# That it was enough comes from a SIGNER, who answers for none of it. ASKED is whoever was asked
# or named to sign it off, or did. SEES_AUDIT is who may see the audit that it arises from, or was
# named its deputy.
ACTIONS: Final[Mapping[Permission, Rule]] = {
    #               when somebody owns it                            when nobody does
    _P.SEE: _rule({_OWNER, _DEPUTY, _MANAGER, _TEAM, _LEAD, _ADMIN, _ASKED}, {_ANYONE}),
    # What a live audit led to is told to its people and to whom it was put into the hands of; not
    # to team mates, to somebody's standing deputy or to anybody who comes by.
    _P.SEE_FROM_AUDIT: _rule({_OWNER, _ASKED, _SEES_AUDIT}, {_SEES_AUDIT}),
    _P.NOTE: _rule({_OWNER, _DEPUTY, _MANAGER, _LEAD, _ADMIN}, {_ANYONE}),
    _P.CLOSE: _rule({_OWNER, _STANDING_IN, _MANAGER}, {_LEAD, _ADMIN}),
    _P.REOPEN: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    _P.MOVE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    # A second move is agreed a level above those who may make the first.
    _P.APPROVE: _rule({_SENIOR, _LEAD}, {_LEAD}),
    _P.RATE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    _P.GIVE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_ANYONE}),
    _P.EDIT: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_ANYONE}),
    # What a committee sees is a lead's to say: nobody takes their own off its list.
    _P.FILE: _LEADS,
    _P.DISOWN: _rule({_OWNER}, set()),
    # Everything somebody holds, offered to another, who says yes or no to each.
    _P.HAND_OVER: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, set()),
    _P.DEPUTISE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    # Only what they hear themselves; what others hear never changes by it.
    _P.SNOOZE: _rule({_OWNER, _DEPUTY, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    _P.SIGN: _same(_SIGNER),
    _P.CHOOSE_SIGNER: _rule({_MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    _P.SHELVE: _rule({_MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    _P.JUDGE: _rule({_MANAGER, _LEAD, _ADMIN, _ASKED}, {_LEAD, _ADMIN, _ASKED}),
    _P.ARRANGE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_ANYONE}),
    _P.LINK: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    # Counts for a channel, of somebody's people or of everybody; never a name, title or reason.
    _P.SUBSCRIBE: _rule({_MANAGER, _LEAD, _ADMIN}, {_LEAD, _ADMIN}),
    # Whose hands an action may be put into: one's own, one's line's, or anybody's for a lead.
    _P.RECEIVE: _rule({_OWNER, _MANAGER, _LEAD, _ADMIN}, {_ANYONE}),
    # These are about the whole council's work, whoever owns what is in it.
    _P.REPORT: _LEADS,
    _P.IMPORT_PLAN: _LEADS,
    _P.SEE_DISTANCE: _LEADS,
    _P.SEE_MEASURES: _LEADS,
    _P.SEE_PICTURE: _LEADS,
    _P.ADD_MEASURE: _LEADS,
    _P.ADD_READING: _LEADS,
    _P.SET_TARGET: _LEADS,
    _P.END_MEASURE: _LEADS,
}

_AUDITOR, _PRACTITIONER, _MODERATOR = Role.AUDITOR, Role.PRACTITIONER, Role.MODERATOR
_INDEPENDENT = frozenset({Role.INDEPENDENT})
_NOT_THEIR_OWN = frozenset({Role.NOT_PRACTITIONER})

# MANAGER is anyone up the line of either, or up the line of whoever is away. INDEPENDENT is who
# is neither of the pair nor in the line of either, MODERATES who could have been asked to. An
# administrator looks after the machinery; what is owed to practice (longer, exempt) is a lead's to
# waive. A lead may write up what the auditor did not, but never what was their own work.
AUDITS: Final[Mapping[Permission, Rule]] = {
    _P.DRAW: _LEADS,
    _P.PUBLISH: _LEADS,
    _P.PIN: _LEADS,
    _P.RULES: _LEADS,
    _P.AUDITORS: _LEADS,
    _P.COVERAGE: _LEADS,
    # By its number, or in a list. Its moderator knows it by a code alone, and is shown it by that.
    _P.SEE_AUDIT: _same(_AUDITOR, _PRACTITIONER, _MANAGER, _LEAD, _ADMIN),
    _P.SEE_MODERATED: _same(_MODERATOR),
    _P.SEE_DRAFT: _LEADS,
    _P.BOOK: _same(_AUDITOR, _PRACTITIONER, _MANAGER),
    _P.CANNOT: _same(_AUDITOR, _PRACTITIONER, _MANAGER),
    _P.RE_PAIR: _same(_MANAGER, _LEAD, _ADMIN),
    _P.HOLD: _same(_AUDITOR, _LEAD, needs=_NOT_THEIR_OWN),
    _P.CORRECT: _same(_AUDITOR, _LEAD, needs=_NOT_THEIR_OWN),
    _P.REOPEN_AUDIT: _same(_AUDITOR, _LEAD, needs=_NOT_THEIR_OWN),
    _P.STOP_RECORDS: _same(_LEAD),
    _P.SEE_MONTH: _LEADS,
    _P.NUDGE: _LEADS,
    _P.REFLECT: _same(_PRACTITIONER),
    _P.MODERATE: _same(_MODERATOR, _LEAD, needs=_INDEPENDENT),
    _P.BE_MODERATOR: _same(Role.MODERATES, needs=_INDEPENDENT),
    _P.SWAP: _same(_AUDITOR),
    _P.EXTEND: _same(_MANAGER, _LEAD),
    _P.EXTEND_LONGER: _same(_LEAD),
    _P.EXEMPT: _same(_LEAD),
    _P.TALK: _same(_MANAGER),
    # What a month taught: written and posted by the leads, discussed by each team with its manager.
    _P.WRITE_NOTE: _LEADS,
    _P.DISCUSS: _same(Role.TEAM_MANAGER),
    _P.AWAY: _same(_OWNER, _MANAGER, _LEAD, _ADMIN),
    _P.SAMPLE: _LEADS,
    # Which files are to be looked at again, and who holds each now.
    _P.FILES: _LEADS,
    _P.RELEASE_FILE: _same(_LEAD),
    # Never the choice of the pair, unless the rules say that they agree it.
    _P.NAME_CASE: _same(_MANAGER, _LEAD),
    _P.AGREE_CASE: _same(_AUDITOR, _PRACTITIONER),
    _P.NEXT_CASE: _same(_AUDITOR, _PRACTITIONER, _MANAGER),
}
