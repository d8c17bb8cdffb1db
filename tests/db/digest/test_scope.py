"""Who may see whose work: leads all, managers their line, everybody else their own."""

from collections.abc import Callable

import pytest

from bot.refusals import refusal_words
from db.digest import scope as digest_scope
from db.digest.scope import DigestScope, ScopeKind
from db.errors import RefusedError
from db.models import Person, Team
from db.session import Session
from tests.digests import measured
from tests.people import Council
from tests.refusals import refused

Ask = Callable[[Session, Person, Council], DigestScope]

ASKS: dict[str, Ask] = {
    "own": lambda _, asker, __: digest_scope.own(asker),
    "practitioner": lambda s, asker, c: digest_scope.of_person(asker, row(s, c.practitioner)),
    "manager": lambda s, asker, c: digest_scope.of_person(asker, row(s, c.manager)),
    "stranger": lambda s, asker, c: digest_scope.of_person(asker, row(s, c.stranger)),
    "Permanence": lambda s, asker, _: digest_scope.of_team(s, asker, "permanence"),
    "Assessment": lambda s, asker, _: digest_scope.of_team(s, asker, "Assessment"),
    "Children": lambda s, asker, _: digest_scope.of_service(s, asker, "children"),
    "all": lambda _, asker, __: digest_scope.everybody(asker),
}
ALLOWED = {
    "director": set(ASKS),
    "officer": set(ASKS),  # an administrator
    "head": set(ASKS) - {"all"},
    "manager": {"own", "practitioner", "manager", "Permanence"},
    "practitioner": {"own", "practitioner"},
    "colleague": {"own"},
}


def row(session: Session, person: Person) -> Person:
    return session.get_one(Person, person.id)


@pytest.mark.parametrize("who", ALLOWED)
def test_each_sees_whose_work_they_answer_for_and_no_other(council: Council, who: str) -> None:
    with council.database.read() as session:
        asker = row(session, getattr(council, who))
        for name, ask in ASKS.items():
            if name in ALLOWED[who]:
                ask(session, asker, council)
                continue
            with refused(match=r"Only .+ can see where .+ stands?\."):
                ask(session, asker, council)


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("director", ScopeKind.ALL),
        ("officer", ScopeKind.ALL),
        ("head", ScopeKind.LINE),
        ("manager", ScopeKind.LINE),
        ("practitioner", ScopeKind.OWN),
    ],
)
def test_what_is_shown_to_whom_who_says_nothing(
    council: Council, who: str, kind: ScopeKind
) -> None:
    with council.database.read() as session:
        assert digest_scope.usual(row(session, getattr(council, who))).kind == kind


def test_the_refusal_names_who_can(council: Council) -> None:
    with council.database.read() as session:
        asker = row(session, council.colleague)
        with pytest.raises(RefusedError) as caught:
            digest_scope.of_person(asker, row(session, council.practitioner))
        assert "Only Practitioner 1, Permanence, their manager, a lead" in refusal_words(
            caught.value
        )


def test_a_manager_of_half_a_team_does_not_see_the_whole_of_it(council: Council) -> None:
    with council.database.begin() as session:
        row(session, council.colleague).manager_id = council.head.id
    with council.database.read() as session, refused(match="everybody in"):
        digest_scope.of_team(session, row(session, council.manager), "Permanence")


def test_a_team_with_nobody_in_it_is_for_the_leads(council: Council) -> None:
    with council.database.begin() as session:
        session.add(Team(name="New Team", service="Children"))
    with council.database.read() as session:
        digest_scope.of_team(session, row(session, council.director), "new team")
        with pytest.raises(RefusedError):
            digest_scope.of_team(session, row(session, council.practitioner), "New Team")


def test_a_team_is_found_by_its_first_words_and_else_all_are_named(council: Council) -> None:
    with council.database.read() as session:
        asker = row(session, council.director)
        assert digest_scope.of_team(session, asker, " PERM ").name == "Permanence"
        for wrong in ("Pathway", "", "e"):
            with refused(match="Choose from: Assessment, Permanence"):
                digest_scope.of_team(session, asker, wrong)


def test_two_teams_that_begin_alike_are_not_confused(council: Council) -> None:
    with council.database.begin() as session:
        session.add(Team(name="Permanence East", service="Children"))
    with council.database.read() as session:
        asker = row(session, council.director)
        assert digest_scope.of_team(session, asker, "Permanence").name == "Permanence"
        with refused(match="which team that is"):
            digest_scope.of_team(session, asker, "Perm")


def test_nobody_off_the_roster_is_told_how_many_actions_the_council_has(council: Council) -> None:
    council.action(owner=None)
    with council.database.begin() as session:
        asker = row(session, council.practitioner)
        assert measured(session, digest_scope.own(asker)).unowned.of == 1
        asker.on_roster = False
        told = measured(session, digest_scope.own(asker)).unowned
        assert (told.number, told.of) == (0, 0)
