"""A duty is given to nobody who could not have it, at whichever entrance somebody is named for it.

Every verb and form of the registry that names a person is tried with one who could have it, and
with the same one as a guest, past their last day, and without a place on the roster.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final

import pytest
from sqlalchemy import select

from db import handovers
from db.actions import home_lists
from db.actions.queries import visible_to
from db.actions.roles import may_see
from db.handovers import Held, HoldingKind
from db.models import Action, CaseDebt, LiveAudit, Person
from db.permissions import is_independent_of
from db.session import Session
from jobs.audits import supervision
from jobs.handover import handovers as handing
from jobs.reminders.recipients import Recipients
from tests.bot.entrances import Body, Entrance, Target, all_entrances
from tests.bot.way_in import Told
from tests.bot.withheld import Withheld, withheld
from tests.bot.withheld_council import MODERATOR, OUTSIDER, filled, targets
from tests.contexts import asking, doing
from tests.db.audits.months import drawn, me
from tests.kept import kept
from tests.people import NOW, TODAY, Council
from tests.refusals import refused

__all__ = ["withheld"]

# Entrances that name a person for no duty: who is away, which two are drawn, whose list it is.
NO_DUTY: Final = frozenset({"away", "back", "pin", "forbid", "free", "pair", "subscription_new"})
# Actions of their own are all that somebody has who is not on the roster; so far they go.
OF_ONES_OWN: Final = frozenset(
    {"add", "give", "handover", "choose_do", "held", "correct", "handover_choose"}
)

Change = Callable[[Person], None]


def becomes_a_guest(person: Person) -> None:
    """Let Slack say so of an account, or that it is closed: both are told the same way."""
    person.left_slack, person.left_slack_on = True, TODAY


def is_past_the_last_day(person: Person) -> None:
    """Let the roster's last day be over."""
    person.ends_on = TODAY - timedelta(days=1)


def is_not_on_the_roster(person: Person) -> None:
    """Let somebody be a full member of the workspace, and no more."""
    person.on_roster = False


NOT_HERE: Final = "has left or cannot be reached in Slack, so choose somebody else."
CHANGES: Final[Mapping[Change, str]] = {
    becomes_a_guest: NOT_HERE,
    is_past_the_last_day: NOT_HERE,
    is_not_on_the_roster: "is not on the roster, so choose somebody else.",
}


def named_for_a_duty(withheld: Withheld) -> Iterator[Entrance]:
    """Yield every verb and form that names somebody for something."""
    for entrance in all_entrances():
        if entrance.is_second or called(entrance) in NO_DUTY:
            continue
        names = "@" in entrance.what if entrance.kind == "typed" else False
        if entrance.kind == "handed in" and entrance.form:
            names = "users_select" in repr(withheld.shown(entrance.form)["blocks"])
        if names:
            yield replace(entrance, what=entrance.what.replace("handover @person", "handover me"))


def let(number: int, change: Change, session: Session) -> None:
    """Let it be so of somebody in each unit of work."""
    change(session.get_one(Person, number))


def called(entrance: Entrance) -> str:
    return entrance.form or (entrance.what.split()[1:] or [""])[0]


@dataclass
class Known:
    """What a duty can be given of: an action, an audit that is open, one that was held, a file."""

    of: Mapping[str, Target]

    def target(self, entrance: Entrance) -> Target:
        """Return what an entrance is tried on."""
        name = called(entrance)
        kind = {"files": "file", "holder": "file", "correct": "held"}.get(name, "action")
        return self.of["open" if name == "held" else kind]


def known(withheld: Withheld) -> Known:
    with withheld.council.database.read() as session:
        file = session.scalars(select(CaseDebt.id)).first() or 0
        found = {}
        for target, thing in targets(session):
            named = replace(target, key=target.number, person="U22")
            if isinstance(thing, Action) and thing.is_open:
                found["action"] = named
            elif isinstance(thing, LiveAudit) and thing.state in ("published", "held"):
                found["open" if thing.is_open else "held"] = named
    return Known(
        {**found, "file": replace(found["open"], reference=str(file), number=file, key=file)}
    )


def told(withheld: Withheld, entrance: Entrance, target: Target) -> Told:
    """Return what comes of a lead's naming somebody, in every field that asks who."""

    def named(view: Body) -> None:
        for given, name in fields(view):
            if given["type"] == "users_select":
                given["selected_user"] = target.person
            elif name == "link":
                given["value"] = "https://council.example/form"

    return withheld.tell(entrance, "Assistant Director", target, named)


def fields(view: Body) -> Iterator[tuple[Body, str]]:
    for name, block in view["state"]["values"].items():
        yield from ((given, name) for given in block.values())


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)  # the answers, not the rows
def test_nobody_is_named_for_a_duty_who_could_not_have_it(withheld: Withheld) -> None:
    named = withheld.council[OUTSIDER].id
    tries, wrong, tried = known(withheld), [], 0
    for entrance in named_for_a_duty(withheld):
        target = tries.target(entrance)
        if entrance.kind == "typed":  # whoever could have it is accepted
            assert "choose somebody else" not in repr(told(withheld, entrance, target).said)
        for change, sentence in CHANGES.items():
            if change is is_not_on_the_roster and called(entrance) in OF_ONES_OWN:
                continue
            world = withheld.way.database.world
            world.append(partial(let, named, change))
            answer = told(withheld, entrance, target)
            world.clear()
            tried += 1
            if answer.wrote or sentence not in repr(answer.said):
                wrong.append((entrance.name, change.__name__, answer))
    assert not wrong, "\n\n".join(repr(one)[:1200] for one in wrong)
    assert tried > 20


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_only_who_could_moderate_an_audit_takes_it_over(council: Council) -> None:
    """Everybody of the council is handed it, beside what is asked before anybody is offered it."""
    kept(council, filled)
    with council.database.begin() as session:
        giver = session.get_one(Person, council[MODERATOR].id)
        session.get_one(Person, council.other_manager.id).on_roster = False
        session.get_one(Person, council[OUTSIDER].id).left_slack = True
        query = select(LiveAudit).where(LiveAudit.moderator_id == giver.id)
        held = [one for one in session.scalars(query) if one.state == "held"]
        for audit in held:
            for person in session.scalars(select(Person).where(Person.id != giver.id)):
                with session.begin_nested() as attempt:
                    passes_to(person, giver, audit, session)
                    took = audit.moderator_id == person.id
                    attempt.rollback()
                is_free = is_independent_of(person, *audit.people)
                assert not took or (is_free and person.can_be_asked(TODAY))
    assert held


def passes_to(person: Person, giver: Person, audit: LiveAudit, session: Session) -> None:
    thing = Held(HoldingKind.MODERATION, audit.id)
    offer = handovers.write(doing(giver, NOW), giver, person, [thing], "")
    handing.accept(asking(person, NOW), offer, offer.items)
    session.flush()


def what_is_theirs(session: Session, other: Person, action: Action, audit: LiveAudit) -> set[str]:
    """Return what somebody is asked and told of another's, while that one is away."""
    owner = audit.practitioner
    hears = Recipients({one.id: one for one in session.scalars(select(Person))}, TODAY)
    hears = replace(hears, away=frozenset({owner.id}))
    asked = hears.of_action(owner.id, action.deputy_id, ("owner",))
    found = {
        "is asked": other.id in asked,
        "supervises": other in supervision.supervisors(asking(owner, NOW), audit),
        "sees": may_see(other, action),
        "finds": action.id in session.scalars(select(Action.id).where(visible_to(other))).all(),
        "is listed": action in home_lists.deputised(session, other),
    }
    return {what for what, is_so in found.items() if is_so}


@pytest.mark.parametrize("change", CHANGES)
def test_a_duty_ends_for_whoever_could_not_be_given_it_any_more(
    council: Council, change: Change
) -> None:
    """They had it while they were here: nothing more is asked of them, and nothing told."""
    number = council.action(council.practitioner)
    [audited] = drawn(council, (council.other_manager, council.practitioner))
    given: Mapping[str, Callable[[Person, Action, Person], None]] = {
        "supervises": lambda owner, _, other: setattr(owner, "manager", other),
        "is listed": lambda owner, _, other: setattr(owner, "deputy", other),
        "is asked": lambda _, action, other: setattr(action, "deputy", other),
    }
    with council.database.begin() as session:
        for duty, gives in given.items():
            with session.begin_nested() as attempt:
                owner, other = (
                    me(session, who) for who in (council.practitioner, council.stranger)
                )
                action, audit = session.get_one(Action, number), session.get_one(LiveAudit, audited)
                gives(owner, action, other)
                session.flush()
                assert what_is_theirs(session, other, action, audit) >= {duty, "sees", "finds"}
                change(other)
                session.flush()
                after = what_is_theirs(session, other, action, audit)
                assert not after & {"is asked", "supervises"}
                is_deputy = change is is_not_on_the_roster and duty != "supervises"
                assert not after if is_deputy else ("sees" in after) is ("finds" in after)
                attempt.rollback()
            session.expire_all()


def test_nobody_is_offered_what_they_could_have_nothing_of(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        giver, owner, manager, other = (
            session.get_one(Person, one.id)
            for one in (council.officer, council.practitioner, council.manager, council.stranger)
        )
        session.get_one(Action, number).signer = giver
        session.flush()
        for taker in (owner, manager):
            with refused("can't take on any of it"):
                handing.offer(doing(giver, NOW), giver, taker)
        assert handing.offer(doing(giver, NOW), giver, other).items
