"""Whoever is named in words is chosen in the form that opens; who it is is always looked at."""

import re
from datetime import date

import pytest

from bot.slack.blocks import Answer
from db.models import Absence
from tests.bot.commands.board import board
from tests.bot.commands.said import Saying
from tests.people import NOW, Council, change

__all__ = ["board"]


@pytest.fixture(params=["sqlite"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Give the quicker database alone."""
    return str(request.param)


@pytest.fixture
def named(board: Council) -> Saying:
    change(board, board.practitioner, name="Siobhan O\u2019Neill")
    change(board, board.colleague, name="Anne-Marie Birch-Alder")
    change(board, board.stranger, name="Robin Alder")
    return Saying(board, board.manager)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("give 2 to Siobhan", "U05"),
        ("give 2 to Siobhan?", "U05"),
        ("give 2 to siobhan o'neill", "U05"),
        ("pass 2 to Siobhan O\u2019Neill please", "U05"),
        ("give 2 to oneill", "U05"),
        ("give 2 to anne-marie", "U06"),
        ("give 2 to Anne Marie Birch Alder", "U06"),
        ("give 2 to Birch-Alder, Anne-Marie", "U06"),
        ("give 2 to O'Neill, Siobhan because she leads", "U05"),
    ],
)
def test_one_of_that_name_stands_in_the_form(named: Saying, typed: str, who: str) -> None:
    told = named.outcome(typed)
    assert "Check, then press Give." in told
    assert f"owner={who}" in told


def test_of_two_of_one_name_neither_is_chosen(named: Saying) -> None:
    change(named.council, named.council.colleague, name="Siobhan Birch")
    told = named.outcome("give 2 to Siobhan because she leads")
    assert "could be Siobhan Birch and Siobhan O\u2019Neill. Choose the new owner." in told
    assert "owner=" not in told
    assert "why=she leads" in told


@pytest.mark.parametrize("typed", ["give 2 to Robin", "give 2 to Nobody", "give 2 to Alder Robin"])
def test_whoever_may_not_be_given_anything_is_like_nobody(named: Saying, typed: str) -> None:
    assert "I don't know who" in named.outcome(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "add Siobhan O'Neill by Fri 4 Dec: Order the new lanyards",
        "/action add siobhan: order the new lanyards by Fri 4 Dec",
        "/action add O'Neill, Siobhan to order the new lanyards by Fri 4 Dec",
        "add for Siobhan: order the new lanyards, due Fri 4 Dec",
    ],
)
def test_a_name_where_an_owner_stands_is_asked_about_before_it_is_added(
    named: Saying, typed: str
) -> None:
    asked = named.says(typed)
    assert isinstance(asked, Answer)
    assert "Does Siobhan O\u2019Neill own this?" in str(asked.blocks)
    added = named.presses(asked, "Yes, Siobhan O\u2019Neill")
    assert isinstance(added, Answer)
    assert "rder the new lanyards" in str(added.blocks)
    assert "Siobhan O\u2019Neill" in str(added.blocks)
    assert "Fri 4 Dec 2026" in str(added.blocks)


@pytest.mark.parametrize("typed", ["add Housing: order badges", "add Alder to order badges"])
def test_what_is_nobodys_name_or_several_peoples_stays_in_the_words(
    named: Saying, typed: str
) -> None:
    told = named.outcome(typed)
    assert told.startswith(f"added {typed.removeprefix('add ')} | no owner")


@pytest.mark.parametrize(
    "typed",
    [
        "add Order the new lanyards, Siobhan, by 4/12",
        "add Order the new lanyards (Siobhan O'Neill) by 4 Dec",
        "add Order the new lanyards \u2013 lead: Siobhan; deadline: 04.12.2026",
        "add Order the new lanyards - Siobhan - 4/12/2026",
        "/action add Order the new lanyards\tSiobhan O'Neill\t04/12/2026",
        "new action for Siobhan O'Neill order the new lanyards by 4 Dec",
    ],
)
def test_a_name_that_is_set_off_is_asked_about(named: Saying, typed: str) -> None:
    asked = named.says(typed)
    assert isinstance(asked, Answer)
    told = named.presses(asked, "Yes, Siobhan O\u2019Neill")
    assert isinstance(told, Answer)
    if told.asks:
        told = named.presses(told, "Fri 4 Dec 2026")
    assert isinstance(told, Answer)
    card = str(told.blocks)
    assert "rder the new lanyards'" in card
    assert "Siobhan O\u2019Neill \u00b7 Fri 4 Dec 2026" in card


@pytest.mark.parametrize(
    "typed",
    [
        "add Siobhan and Anne-Marie to order lanyards",
        "add Siobhan / Anne-Marie: order lanyards",
        "add Order lanyards, Siobhan, Anne-Marie",
    ],
)
def test_of_two_who_are_named_one_is_chosen(named: Saying, typed: str) -> None:
    asked = named.outcome(typed)
    assert asked == "asks Siobhan O\u2019Neill / Anne-Marie Birch-Alder / Choose / Cancel"


@pytest.mark.parametrize(
    "typed",
    ["add Ring Siobhan about badges", "add Meet Legal, Siobhan, and IT", "add Siobhan's rota"],
)
def test_whoever_is_spoken_of_is_nobody_to_own_it(named: Saying, typed: str) -> None:
    assert named.outcome(typed) == f"{typed.replace('add', 'added', 1)} | no owner | no date"


def test_in_a_list_that_is_looked_over_the_owners_stand_beside_the_lines(named: Saying) -> None:
    told = named.says(
        "/action add Action\tOwner\tDue\nOrder lanyards\tSiobhan O'Neill\t04/12/2026\n"
        "Order the badges\tAlder, Robin\t\n"
    )
    assert isinstance(told, Answer)
    assert told.text == "2 actions to look over"
    shown = str(told.blocks)
    assert "Order lanyards'" in shown
    assert "Siobhan O\u2019Neill \u00b7 Fri 4 Dec 2026" in shown
    assert "Order the badges \u2013 Alder, Robin" in shown
    assert "Not taken as actions: Action \u2013 Owner \u2013 Due" in shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("handover Siobhan to Anne-Marie because she leaves", "Offer it all to Anne-Marie"),
        ("handover O'Neill, Siobhan to me", "Offer it all to the Team Manager, Permanence?"),
        ("handover <@U05> to Birch-Alder", "Offer it all to Anne-Marie"),
        ("handover Siobhan", "Siobhan O\u2019Neill holds 7 actions"),
    ],
)
def test_a_handover_takes_names_too_and_shows_first_what_it_is_about(
    named: Saying, typed: str, says: str
) -> None:
    told = named.says(typed)
    assert isinstance(told, Answer)
    assert says in told.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("handover Nobody to me", "I don't know who \u201cNobody\u201d is."),
        ("handover Siobhan to Alder", "\u201cAlder\u201d could be"),
    ],
)
def test_a_handover_to_nobody_or_to_one_of_two_is_refused_with_both_names(
    named: Saying, typed: str, says: str
) -> None:
    assert says in named.outcome(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("can siobhan have 2", "Siobhan to do 2", "swap 2 to Siobhan O\u2019Neill"),
        *("2 is not for me, it's Siobhan\u2019s", "let Siobhan take #2 please"),
    ],
)
def test_what_somebody_is_to_do_instead_opens_the_form_with_them(named: Saying, typed: str) -> None:
    assert "Check, then press Give. | owner=U05" in named.outcome(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("list Siobhan", "list for Siobhan", "show me siobhans actions", "Siobhan's list"),
        *("what has Siobhan got left", "what is Siobhan working on"),
    ],
)
def test_somebodys_list_is_asked_for_by_their_name(named: Saying, typed: str) -> None:
    told = named.says(typed)
    assert isinstance(told, Answer)
    assert "Open actions of Siobhan O\u2019Neill" in str(told.blocks)


@pytest.mark.parametrize("typed", ["show Alder's actions", "show Nobody's actions"])
def test_whose_list_is_not_clear_is_asked(named: Saying, typed: str) -> None:
    told = named.outcome(typed)
    assert told.startswith("asks ")
    assert told.endswith("Robin Alder" if "Alder" in typed else "All actions")


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("who is off this week", "from Mon 23 Nov 2026 to Fri 27 Nov 2026"),
        ("who's away today?", "on Mon 23 Nov 2026"),
        ("is anybody off on Thursday", "on Thu 26 Nov 2026"),
        ("anyone on leave next week", "from Mon 30 Nov 2026 to Fri 4 Dec 2026"),
        ("who is off next month", "from Tue 1 Dec 2026 to Thu 31 Dec 2026"),
    ],
)
def test_who_is_away_is_told_of_those_one_manages(named: Saying, typed: str, days: str) -> None:
    for who, first, last in (("colleague", 25, 26), ("stranger", 24, 27), ("practitioner", 30, 30)):
        row = Absence(
            person_id=getattr(named.council, who).id,
            first_on=date(2026, 11, first),
            last_on=date(2026, 11, last),
            recorded_at=NOW,
        )
        with named.council.database.begin() as session:
            session.add(row)
    told = named.says(typed)
    assert isinstance(told, Answer)
    shown = str(told.blocks)
    assert f"Away {days}" in shown
    assert ("Anne-Marie Birch-Alder" in shown) == ("this week" in typed or "Thursday" in typed)
    assert ("Siobhan" in shown) == ("next week" in typed)
    assert "Robin" not in shown


def test_an_administrator_is_told_of_everybody_and_that_it_is_everybody(named: Saying) -> None:
    with named.council.database.begin() as session:
        row = Absence(
            person_id=named.council.practitioner.id,
            first_on=date(2026, 11, 23),
            last_on=date(2026, 11, 24),
            recorded_at=NOW,
        )
        session.add(row)
    change(named.council, named.council.stranger, is_admin=True)
    told = Saying(named.council, named.council.stranger).says("who is off today")
    assert isinstance(told, Answer)
    assert "Siobhan" in str(told.blocks)
    assert "Of everybody, as far as leave was set here." in str(told.blocks)


@pytest.mark.parametrize("typed", ["did Siobhan take 2", "Siobhan can do 2", "Siobhan should do 2"])
def test_what_is_asked_or_thought_of_somebody_gives_them_nothing(named: Saying, typed: str) -> None:
    assert named.outcome(typed).startswith("asks ")


@pytest.mark.parametrize(
    "typed",
    [
        *("give 2 to <@U05>?", "give 2 to <@U05> if she agrees", "2 belongs to <@U05>?"),
        *("2 should go to <@U05>?", "give 2 to <@U05> once the rota is out"),
    ],
)
def test_a_gift_that_is_asked_about_or_said_with_an_if_opens_the_form(
    named: Saying, typed: str
) -> None:
    assert "Check, then press Give. | owner=U05" in named.outcome(typed)


@pytest.mark.parametrize("typed", ["can <@U05> take 2?", "can you give 2 to <@U05>?"])
def test_who_is_only_polite_gives_it(named: Saying, typed: str) -> None:
    assert named.outcome(typed) == "given #2 | Siobhan O\u2019Neill"


@pytest.mark.parametrize(
    "typed",
    [
        *("is Jane off today?", "is Mark away tomorrow", "Marian is out on Friday"),
        *("is Julie in today", "is Sunita on leave this week"),
    ],
)
def test_a_name_that_begins_as_a_month_or_a_day_is_no_time(named: Saying, typed: str) -> None:
    name = re.search("Jane|Mark|Marian|Julie|Sunita", typed)
    assert name is not None
    change(named.council, named.council.practitioner, name=name[0])
    told = named.tries(typed)
    assert isinstance(told, Answer)
    assert f"{name[0]} is not away " in told.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("is Siobhan off?", "is away from Mon 23 Nov 2026 to Fri 27 Nov 2026."),
        ("is <@U05|x> in today?", "is away from Mon 23 Nov 2026 to Fri 27 Nov 2026."),
        ("is Siobhan off next week", "is not away from Mon 30 Nov 2026 to Fri 4 Dec 2026"),
        ("is Siobhan off in March?", "is not away from Mon 1 Mar 2027 to Wed 31 Mar 2027"),
        ("when is Siobhan back", "is away from Mon 23 Nov 2026 to Fri 27 Nov 2026."),
        ("is Anne-Marie off tomorrow", "is not away on Tue 24 Nov 2026"),
        ("is Wilfred off?", "I don't know who \u201cWilfred\u201d is."),
    ],
)
def test_who_is_away_is_told_of_the_one_who_is_asked_about(
    named: Saying, typed: str, told: str
) -> None:
    _away(named)
    answer = named.tries(typed)
    assert isinstance(answer, Answer)
    assert told in answer.text


def test_of_two_of_one_name_it_is_asked_who_is_meant(named: Saying) -> None:
    change(named.council, named.council.colleague, name="Siobhan Birch")
    asked = "asks Siobhan Birch / Siobhan O\u2019Neill / Who is off?"
    assert named.outcome("is Siobhan off today?") == asked


def test_who_is_said_to_be_away_can_be_set_so(named: Saying) -> None:
    assert named.outcome("Anne-Marie is off tomorrow") == "asks Set as away"
    asked = named.says("Anne-Marie is off tomorrow")
    assert isinstance(asked, Answer)
    named.presses(asked, "Set as away")
    told = named.tries("is Anne-Marie off tomorrow")
    assert isinstance(told, Answer)
    assert told.text == "Anne-Marie Birch-Alder is away on Tue 24 Nov 2026."


@pytest.mark.parametrize("is_away", [True, False])
def test_whether_somebody_is_away_is_no_matter_of_whoever_may_not_know(
    named: Saying, is_away: bool
) -> None:
    if is_away:
        _away(named)
    told = Saying(named.council, named.council.stranger).outcome("is Siobhan off?")
    assert told == (
        "refused: Only Siobhan O\u2019Neill, a manager of theirs, a lead or an administrator can "
        "say when they are away."
    )


def _away(named: Saying) -> None:
    with named.council.database.begin() as session:
        who = named.council.practitioner.id
        first, last = date(2026, 11, 23), date(2026, 11, 27)
        session.add(Absence(person_id=who, first_on=first, last_on=last, recorded_at=NOW))
