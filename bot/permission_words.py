"""What a refusal says of who may do what: a row for each permission, and one for each role."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.capital import listed
from bot.vocabulary import our
from db.permission_rules import AUDITS, Permission, Role
from db.permissions import WhoMay

Facts = Mapping[str, object]
_P = Permission

PERMISSIONS: Final[Mapping[Permission, str]] = {  # as in "Only … can close #12."
    _P.SEE: "see",
    _P.SEE_FROM_AUDIT: f"see what came from {our.audit:a} of",
    _P.NOTE: "add a note to",
    _P.CLOSE: "close",
    _P.REOPEN: "reopen",
    _P.MOVE: "move",
    _P.APPROVE: "approve the new date of",
    _P.RATE: "set the RAG status of",
    _P.GIVE: "give",
    _P.EDIT: "edit",
    _P.FILE: "choose between plan and team for",
    _P.DISOWN: "say they should not have",
    _P.SIGN: "sign off or send back",
    _P.CHOOSE_SIGNER: "choose who signs off",
    _P.SHELVE: "defer, drop or resume",
    _P.JUDGE: "record the outcome of",
    _P.ARRANGE: "arrange",
    _P.LINK: "choose what is answered by",
    _P.RECEIVE: "give actions to",
    _P.HAND_OVER: "hand over",
    _P.DEPUTISE: "name a deputy for",
    _P.SNOOZE: "put off reminders about",
    _P.REPORT: "have reports",
    _P.SUBSCRIBE: "send to a channel the counts of",
    _P.IMPORT_PLAN: "import a plan",
    _P.SEE_DISTANCE: "see the distance travelled",
    _P.SEE_MEASURES: "see the measures",
    _P.SEE_PICTURE: "see this picture",
    _P.ADD_MEASURE: "add a measure",
    _P.ADD_READING: "record a reading",
    _P.SET_TARGET: "set a target",
    _P.END_MEASURE: "end a measure",
    _P.DRAW: f"draw a month's {our.audits}",
    _P.PUBLISH: f"publish a month's {our.audits}",
    _P.PIN: "pin or forbid a pair",
    _P.RULES: f"change the rules of {our.live_audits}",
    _P.AUDITORS: f"change the list of {our.auditors}",
    _P.COVERAGE: f"see the plan and the coverage of {our.live_audits}",
    _P.SEE_AUDIT: "see",
    _P.SEE_MODERATED: "see by its code",
    _P.SEE_DRAFT: "see a month that is not published",
    _P.BOOK: "book",
    _P.CANNOT: "say anything about",
    _P.RE_PAIR: "find another pair",
    _P.HOLD: "write up",
    _P.CORRECT: "correct",
    _P.REOPEN_AUDIT: "reopen",
    _P.STOP_RECORDS: "stop late records of a month",
    _P.SEE_MONTH: f"see the month of {our.live_audits}",
    _P.NUDGE: "nudge those who have not booked",
    _P.REFLECT: "reflect on",
    _P.MODERATE: "moderate",
    _P.BE_MODERATOR: f"be the {our.moderator} of",
    _P.SWAP: "swap",
    _P.EXTEND: "extend",
    _P.EXTEND_LONGER: "extend for so long",
    _P.EXEMPT: "exempt",
    _P.TALK: f"talk in {our.supervision} about",
    _P.WRITE_NOTE: "write and post a month's learning note",
    _P.DISCUSS: "say that their team has discussed a learning note",
    _P.AWAY: "say when they are away",
    _P.SAMPLE: "give the month's sample of cases",
    _P.FILES: "see the files to be looked at again",
    _P.RELEASE_FILE: "release a file from being looked at again",
    _P.NAME_CASE: "name the case of",
    _P.AGREE_CASE: "agree the case of",
    _P.NEXT_CASE: "take the next case for",
}

_ROLES: Final[Mapping[Role, str]] = {
    Role.DEPUTY: "their deputy",
    Role.STANDING_IN: "their deputy while they are away",
    Role.MANAGER: "their manager",
    Role.SENIOR: "their manager's manager",
    Role.TEAM: "their team",
    Role.LEAD: f"{our.lead:a}",
    Role.ADMIN: "an administrator",
    Role.SIGNER: f"{our.lead:a}, an administrator or a manager who answers for none of it",
    Role.ASKED: "whoever was asked to sign it off",
    Role.SEES_AUDIT: f"whoever may see the {our.audit}",
    Role.ANYONE: "somebody on the roster",
}
_ROLES_OF_AUDITS: Final[Mapping[Role, str]] = {
    Role.OWNER: "they themselves",
    Role.AUDITOR: f"the {our.auditor}",
    Role.PRACTITIONER: f"the {our.practitioner}",
    Role.MODERATOR: f"the {our.moderator}",
    Role.MODERATES: f"{our.moderator:a}",
    Role.TEAM_MANAGER: "the team's manager",
    Role.MANAGER: "a manager of theirs",
    Role.LEAD: f"{our.lead:a}",
    Role.ADMIN: "an administrator",
}


def who_words(permission: Permission, who: WhoMay) -> str:
    """Return the people whom a rule allows: "Ana or their manager"."""
    roles = _ROLES_OF_AUDITS if permission in AUDITS else _ROLES
    named = [*who.names, *(words for role, words in roles.items() if role in who.roles)]
    return listed(named, " or ")


def _denied(facts: Facts) -> str:
    return _only(facts, f" {facts['what']}" if facts["what"] else "")


def _only(facts: Facts, what: str) -> str:
    permission, who = facts["permission"], facts["who"]
    assert isinstance(permission, Permission)
    assert isinstance(who, WhoMay)
    return literal(f"Only {who_words(permission, who)} can {PERMISSIONS[permission]}{what}.")


def _no_owner(facts: Facts) -> str:
    permission = Permission(str(facts["permission"]))
    return f"{{what}} has no owner, so nobody can {PERMISSIONS[permission]} it."


def _assign(facts: Facts) -> str:
    denied = {**facts, "permission": Permission.RECEIVE, "what": facts["receiver"]}
    return _denied(denied) + " Add it without an owner, and one of them can give it."


def _hand_over(facts: Facts) -> str:
    who = facts["who"]
    assert isinstance(who, WhoMay)
    said = who_words(Permission.HAND_OVER, who)
    return literal(f"Only {said} can hand over what ") + "{giver} holds."


def literal(words: str) -> str:
    """Return words as a template that says just them: a name may hold a brace."""
    return words.replace("{", "{{").replace("}", "}}")


WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "permission.denied": _denied,
    "permission.no_owner": _no_owner,
    "permission.assign": _assign,
    "permission.hand_over": _hand_over,
    "permission.import": (
        f"Only {our.lead:a} or an administrator can import a plan. I have not opened your file."
    ),
}
