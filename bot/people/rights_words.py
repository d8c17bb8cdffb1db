"""What leads, administrators and those of a live audit may do, made from the permission rules."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.audits.who_knows import may_see_grade
from bot.permission_words import PERMISSIONS
from bot.vocabulary import our
from db.models import LiveAudit, Person
from db.permission_rules import ACTIONS, AUDITS, Permission, Role, Rule

_P = Permission
# By their post they are among these too, whichever action it is.
_RANK: Final = frozenset({Role.SEES_AUDIT, Role.SIGNER})
_POSTS: Final = frozenset({Role.LEAD, Role.ADMIN})
_ACTION: Final = "of every action"
_NOBODYS: Final = "of an action that nobody owns"
_PEOPLE: Final = "for everybody"
_COUNCIL: Final = "for the council"
_ABOUT_PEOPLE: Final[Mapping[Permission, str]] = {
    _P.RECEIVE: "give them actions",
    _P.HAND_OVER: "hand over what they hold",
    _P.SUBSCRIBE: "send their counts to a channel",
    _P.AWAY: "say when they are away",
}
# Only the posts may, and of one thing all the same.
_OF_ONE: Final = frozenset({_P.FILE, _P.EXTEND_LONGER, _P.EXEMPT})
_SAID: Final[Mapping[Permission, str]] = {  # where the words of a refusal want a number after them
    _P.SEE_FROM_AUDIT: f"see what came from {our.audit:a}",
    _P.FILE: "choose between plan and team",
    _P.RATE: "set its RAG status",
    _P.NOTE: "add a note",
    _P.APPROVE: "approve its new date",
    _P.DEPUTISE: "name a deputy",
    _P.SNOOZE: "put off its reminders",
    _P.JUDGE: "record its outcome",
    _P.LINK: "choose what it answers",
    _P.NAME_CASE: "name its case",
    _P.CANNOT: "say that it can't be held",
    _P.REFLECT: "reflect on it",
    _P.AGREE_CASE: "agree its case",
    _P.NEXT_CASE: "take its next case",
    _P.SEE_PICTURE: "have the pictures of measures",
    _P.REPORT: "have reports and packs",
    _P.EXTEND_LONGER: "extend for longer than a manager may",
}


_PAIR: Final[Mapping[Role, str]] = {
    Role.AUDITOR: f"the {our.auditor}, of each {our.live_audit} of theirs",
    Role.PRACTITIONER: f"the {our.practitioner}, of each {our.live_audit} with them",
    Role.MODERATOR: f"the {our.moderator}, of each {our.live_audit} they were asked about",
}


def rights_in_audits() -> Iterator[str]:
    """Yield a line for each thing that somebody can be to a live audit: what they may by it."""
    for role, who in _PAIR.items():
        may = [each for each, rule in AUDITS.items() if role in rule.owned]
        if Permission.SEE_AUDIT in may:  # whoever may see it
            may.append(Permission.SEE_FROM_AUDIT)
        said = "; ".join({**PERMISSIONS, **_SAID}[each] for each in may)
        sees = (
            "see its grade beside the name" if _sees_grade(role) else "but no grade beside a name"
        )
        yield f"{who}: {said}; {sees}"


def _sees_grade(role: Role) -> bool:
    """Ask of a made-up audit, so that it is said as every screen has it."""
    auditor, practitioner, moderator = (Person(id=number) for number in range(1, 4))
    audit = LiveAudit(auditor=auditor, practitioner=practitioner)
    whose = {Role.AUDITOR: auditor, Role.PRACTITIONER: practitioner, Role.MODERATOR: moderator}
    return may_see_grade(audit, whose[role])


def rights_of(post: Role) -> Iterator[str]:
    """Yield a line for each thing of which a lead or an administrator may do something."""
    for about, permissions in _by_subject(post).items():
        if permissions:
            said = {**PERMISSIONS, **_SAID, **_ABOUT_PEOPLE}
            yield f"{about}: {'; '.join(said[each] for each in permissions)}"


def _by_subject(post: Role) -> Mapping[str, list[Permission]]:
    held = {post, *_RANK}
    subjects = (_ACTION, _NOBODYS, f"of every {our.live_audit}", _PEOPLE, _COUNCIL)
    found: dict[str, list[Permission]] = {subject: [] for subject in subjects}
    for permission, rule in {**ACTIONS, **AUDITS}.items():
        if not held & (rule.owned | rule.unowned):
            continue
        if permission in _ABOUT_PEOPLE:
            found[_PEOPLE].append(permission)
        elif _is_of_the_council(permission, rule):
            found[_COUNCIL].append(permission)
        elif permission in AUDITS:
            found[subjects[2]].append(permission)
        else:
            found[_ACTION if held & rule.owned else _NOBODYS].append(permission)
    return found


def _is_of_the_council(permission: Permission, rule: Rule) -> bool:
    return rule.owned | rule.unowned <= _POSTS and permission not in _OF_ONE
