"""Whoever is nobody is told one sentence at every entrance, whatever they were, and writes nothing.

Each was a lead and an administrator, to whom everything was open; what makes nobody of them is told
as Slack or the roster tells it. Every form is filled in as somebody was shown it.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest
from sqlalchemy import select

from bot.people.directory import profile_of
from db.context import WorkContext
from db.models import Person
from db.people import accounts
from db.session import Session
from tests.bot.entrances import Body, Entrance, Target, filled_in, state_for
from tests.bot.way_in import Told
from tests.bot.withheld import ENTRANCES, FAULT, Withheld, few, is_tried, withheld
from tests.people import NOW, TODAY

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers alone

NEVER_MET: Final = "UNEVERMET"
UNKNOWN: Final = "I don't know you yet"
WORKSPACE: Final = "T"
_LENGTH: Final = re.compile(r'"length": \d+')  # of a workbook, which has the time it was made
Becomes = Callable[[Session, Person], None]
Sent = Callable[[Body], Body]


def in_slack(**told: Any) -> Becomes:  # noqa: ANN401  (whatever Slack tells of a user)
    """Return what makes of somebody what Slack tells of their account."""

    def becomes(session: Session, person: Person) -> None:
        user = {"id": person.slack_id, "team_id": WORKSPACE, "profile": {"email": person.email}}
        accounts.sync_user(session, profile_of({**user, **told}, WORKSPACE), NOW)

    return becomes


def past_their_last_day(_: Session, person: Person) -> None:
    person.ends_on = TODAY - timedelta(days=1)


def with_another_account(session: Session, person: Person) -> None:
    """Bind another account to somebody: the one they had is nobody's."""
    accounts.bind(WorkContext(session, None, NOW), person, f"{person.slack_id}NEW")


def twice(session: Session, person: Person) -> None:
    """Let somebody have a second account with their e-mail; it is that which comes in."""
    second, person.slack_id = str(person.slack_id), f"{person.slack_id}FIRST"
    session.flush()
    profile = {"id": second, "team_id": WORKSPACE, "profile": {"email": person.email}}
    assert accounts.sync_user(session, profile_of(profile, WORKSPACE), NOW) is None


KINDS: Final[Mapping[str, Becomes]] = {
    "a guest of one channel": in_slack(is_ultra_restricted=True),
    "a guest of several channels": in_slack(is_restricted=True),
    "a stranger of a shared channel": in_slack(is_stranger=True, team_id="T9"),
    "of another workspace": in_slack(team_id="T9"),
    "of another organisation": in_slack(
        team_id="E9", enterprise_user={"enterprise_id": "E9", "teams": ["T9"]}
    ),
    "a closed account": in_slack(deleted=True),
    "past their last day": past_their_last_day,
    "an account that is not theirs any more": with_another_account,
    "a second account": twice,
}


# Under which account somebody still is who they were, where it is another than they come in by.
KNOWN_BY: Final = {"an account that is not theirs any more": "NEW", "a second account": "FIRST"}


def came(withheld: Withheld) -> Mapping[str, str]:
    """Let somebody of each kind have been a lead and an administrator; return their accounts."""
    found = {}
    with withheld.council.database.begin() as session:
        for number, (kind, becomes) in enumerate(KINDS.items()):
            account = f"UNOBODY{number}"
            email = f"{account}@council.example".lower()
            person = Person(name=kind, email=email, slack_id=account, is_lead=True, is_admin=True)
            session.add(person)
            session.flush()
            becomes(session, person)
            found[kind] = account
    return found


def of(team: str | None, organisation: str | None = None, *, shared: bool = False) -> Sent:
    """Return what makes a request one of a workspace and an organisation, as Slack tells of it.

    Where a channel is shared, an event is for our own installation, and says whence who acts comes.
    """

    def sent(body: Body) -> Body:
        if "event" in body:
            if shared:
                comes = {**body["event"], "user_team": team or organisation, "team": team}
                return {**body, "event": comes, "is_ext_shared_channel": True}
            one = {"team_id": team, "enterprise_id": organisation}
            return {**body, "team_id": "T", "authorizations": [one], "enterprise_id": organisation}
        if "command" in body:
            return {**body, "team_id": team, "enterprise_id": organisation}
        user = {**body["user"], "team_id": team}
        of_organisation = {"enterprise": organisation and {"id": organisation, "name": "Grid"}}
        is_whole = {"is_enterprise_install": team is None}
        where = {"id": "T"} if shared else team and {"id": team, "domain": "a"}
        return {**body, "user": user, "team": where, **of_organisation, **is_whole}

    return sent


def into_another(body: Body) -> Body:
    """Return a request that was sent to an installation in another workspace, by our own people."""
    view = {**body["view"], "app_installed_team_id": "T9"} if "view" in body else None
    installed = {"authorizations": [{"team_id": "T9", "enterprise_id": None}]}
    return {**body, **({"view": view} if view else installed)}


# A request of elsewhere, though the account in it is called as one of ours is.
ELSEWHERE: Final[Mapping[str, Sent]] = {
    "of another workspace": of("T9"),
    "of another organisation": of("T9", "E9"),
    "of another organisation, for all of it": of(None, "E9"),
    "from a channel that is shared": of("T9", shared=True),
    "from a channel that an organisation shares": of(None, "E9", shared=True),
    "into another workspace": into_another,
}
# What comes from a council that has an organisation of several workspaces, with the bot in one.
GRID: Final[Mapping[str, Sent]] = {
    "of the workspace": of("T", "E"),
    "of another of its workspaces": of("T2", "E"),
    "for all of it": of(None, "E"),
}


def told(
    withheld: Withheld, entrance: Entrance, target: Target, account: str, sent: Sent = dict
) -> Told:
    """Return what somebody is told at an entrance, with nobody's account in it."""
    view = None
    if entrance.form:
        state = state_for(entrance.form, target)
        view = filled_in(withheld.shown(entrance.form), state, target.person)
    answer = withheld.way.tell(entrance.name, sent(entrance.body(account, target, view)))
    return Told(*(tuple(one.replace(account, "SOMEBODY") for one in part) for part in answer))


@on_sqlite
def test_whoever_is_nobody_is_told_one_sentence_at_every_entrance_and_writes_nothing(
    withheld: Withheld,
) -> None:
    accounts_of = list(came(withheld).items())
    tried, known = Counter[str](), 0
    for place, entrance in enumerate(ENTRANCES):
        about = [one for one, _ in withheld.things if entrance.is_about(one)]
        [target, *_] = few(about, place)
        expected = told(withheld, entrance, target, NEVER_MET)
        assert not expected.wrote, entrance.name
        assert FAULT not in repr(expected), entrance.name
        known += UNKNOWN in " ".join(expected.said)
        for kind, account in few(accounts_of, place):
            tried[kind] += 1
            assert told(withheld, entrance, target, account) == expected, (entrance.name, kind)
    assert tried.keys() == KINDS.keys()
    assert known > len(ENTRANCES) * 0.9, known


@on_sqlite
def test_each_of_them_was_somebody_before(withheld: Withheld) -> None:
    """Without it the first test could pass because nobody was ever known."""
    show = next(one for one in ENTRANCES if one.name == "/action show 12")
    target = next(one for one, _ in withheld.things if show.is_about(one))
    expected = told(withheld, show, target, NEVER_MET)
    for kind, account in came(withheld).items():
        assert told(withheld, show, target, account) == expected, kind
        is_known_by = f"{account}{KNOWN_BY.get(kind, '')}"
        with withheld.council.database.begin() as session:
            person = session.scalars(select(Person).where(Person.slack_id == is_known_by)).one()
            person.left_slack, person.ends_on = False, None
        assert told(withheld, show, target, is_known_by) != expected, kind


@on_sqlite
def test_what_comes_from_another_workspace_or_organisation_is_nobodys(withheld: Withheld) -> None:
    """Though the account in it has the id of a lead here: such ids are of one workspace each."""
    lead, tried = str(withheld.council.director.slack_id), Counter[str]()
    for place, entrance in enumerate(ENTRANCES):
        about = [one for one, _ in withheld.things if entrance.is_about(one)]
        [target, *_] = few(about, place)
        expected = told(withheld, entrance, target, NEVER_MET)
        for kind, sent in few(list(ELSEWHERE.items()), place):
            tried[kind] += 1
            assert told(withheld, entrance, target, lead, sent) == expected, (entrance.name, kind)
    assert tried.keys() == ELSEWHERE.keys()


@on_sqlite
def test_all_workspaces_of_the_councils_own_organisation_are_its_own(withheld: Withheld) -> None:
    withheld.way.contexts.home.organisation = "E"
    lead = str(withheld.council.director.slack_id)
    for place, entrance in enumerate(ENTRANCES):
        if is_tried(place):
            about = [one for one, _ in withheld.things if entrance.is_about(one)]
            [target, *_] = few(about, place)
            expected = told(withheld, entrance, target, lead)
            assert UNKNOWN not in repr(expected), entrance.name
            [(kind, sent), *_] = few(list(GRID.items()), place)
            answer = told(withheld, entrance, target, lead, sent)
            said, as_ever = (_LENGTH.sub("", " ".join(one.said)) for one in (answer, expected))
            assert said == as_ever, (entrance.name, kind)
            assert len(answer.wrote) == len(expected.wrote), (entrance.name, kind)
