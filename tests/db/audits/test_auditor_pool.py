"""Who may be drawn: the chosen auditors, the practitioners, and who is away."""

from datetime import date, timedelta
from typing import TypedDict

import pytest

from bot.refusals import refusal_words
from db.audits import auditor_pool
from db.audits.auditor_pool import Days
from db.errors import RefusedError
from db.models import AuditorPlace, Person
from tests.contexts import doing
from tests.db.audits.months import me
from tests.people import NOW, TODAY, Council
from tests.refusals import refused

A_DAY = timedelta(days=1)
FIRST, LAST = date(2027, 1, 4), date(2027, 1, 15)


class Place(TypedDict, total=False):
    """Somebody's place on the list."""

    quota: int
    starts_on: date
    ends_on: date


def _seat(
    council: Council, person: Person, place: Place | None = None, by: Person | None = None
) -> None:
    with council.database.begin() as session:
        giver = me(session, by or council.director)
        auditor_pool.add_auditor(doing(giver, NOW), me(session, person), **(place or {}))


def _auditors(council: Council, day: date = TODAY) -> dict[str, int | None]:
    with council.database.read() as session:
        return {seat.person.name: seat.quota for seat in auditor_pool.auditors(session, day)}


def _practitioners(council: Council, day: date = TODAY) -> set[str]:
    with council.database.read() as session:
        return {person.name for person in auditor_pool.practitioners(session, day)}


def test_the_list_of_auditors_is_chosen_and_never_derived(council: Council) -> None:
    assert _auditors(council) == {}
    _seat(council, council.manager)
    assert _auditors(council) == {"Team Manager, Permanence": None}


def test_a_second_word_on_an_auditor_replaces_the_first(council: Council) -> None:
    _seat(council, council.manager, {"quota": 1})
    _seat(council, council.manager, {"quota": 4})
    assert _auditors(council) == {"Team Manager, Permanence": 4}


def test_a_place_on_the_list_holds_from_its_first_day_to_its_last(council: Council) -> None:
    _seat(council, council.manager, {"starts_on": FIRST, "ends_on": LAST})
    days = (FIRST - A_DAY, FIRST, LAST, LAST + A_DAY)
    assert [bool(_auditors(council, day)) for day in days] == [False, True, True, False]


def test_somebody_who_has_left_is_no_auditor(council: Council) -> None:
    _seat(council, council.manager)
    with council.database.begin() as session:
        me(session, council.manager).ends_on = LAST
    assert (len(_auditors(council, LAST)), len(_auditors(council, LAST + A_DAY))) == (1, 0)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"quota": 11}, "A quota is a number from 0 to 10, such as 2."),
        ({"quota": -1}, "A quota is a number from 0 to 10, such as 2."),
        ({"starts_on": LAST, "ends_on": FIRST}, "The last day on the list comes before the first."),
    ],
)
def test_an_odd_place_on_the_list_is_refused(council: Council, place: Place, words: str) -> None:
    with refused(match=words):
        _seat(council, council.manager, place)
    assert _auditors(council) == {}


def test_only_leads_and_administrators_change_the_list(council: Council) -> None:
    _seat(council, council.manager, by=council.officer)
    with pytest.raises(RefusedError) as caught:
        _seat(council, council.other_manager, by=council.head)
    assert refusal_words(caught.value) == (
        "Only a lead or an administrator can change the list of auditors."
    )
    with council.database.begin() as session, pytest.raises(RefusedError):
        auditor_pool.remove_auditor(
            doing(me(session, council.manager), NOW), me(session, council.manager)
        )
    assert _auditors(council) == {"Team Manager, Permanence": None}


def test_an_auditor_is_taken_off_the_list_once(council: Council) -> None:
    _seat(council, council.manager)
    with council.database.begin() as session:
        auditor_pool.remove_auditor(
            doing(me(session, council.director), NOW), me(session, council.manager)
        )
    assert _auditors(council) == {}
    with council.database.begin() as session, pytest.raises(RefusedError) as caught:
        auditor_pool.remove_auditor(
            doing(me(session, council.director), NOW), me(session, council.manager)
        )
    assert refusal_words(caught.value).startswith("The Team Manager, Permanence is not on the list")


def test_practitioners_are_those_of_a_team_who_manage_nobody(council: Council) -> None:
    assert _practitioners(council) == {
        "Practitioner 1, Permanence",
        "Practitioner 2, Permanence",
        "Practitioner 1, Assessment",
    }


def test_a_practitioner_who_audits_is_not_audited(council: Council) -> None:
    _seat(council, council.stranger, {"ends_on": LAST})
    assert "Practitioner 1, Assessment" not in _practitioners(council, LAST)
    assert "Practitioner 1, Assessment" in _practitioners(council, LAST + A_DAY)


def test_a_manager_whose_people_have_all_left_is_a_practitioner(council: Council) -> None:
    with council.database.begin() as session:
        me(session, council.stranger).ends_on = LAST
    assert "Team Manager, Assessment" not in _practitioners(council, LAST)
    assert "Team Manager, Assessment" in _practitioners(council, LAST + A_DAY)
    assert "Practitioner 1, Assessment" not in _practitioners(council, LAST + A_DAY)


def _away(council: Council, by: Person, first: date = FIRST, last: date = LAST) -> None:
    with council.database.begin() as session:
        person = me(session, council.practitioner)
        auditor_pool.record_absence(
            doing(me(session, by), NOW), person, Days(first, last), can_finish=False
        )


def test_an_absence_is_found_by_any_day_it_touches(council: Council) -> None:
    _away(council, council.practitioner)
    spans = [(FIRST - 9 * A_DAY, FIRST - A_DAY), (FIRST - A_DAY, FIRST), (LAST, LAST + A_DAY)]
    with council.database.read() as session:
        found = [len(auditor_pool.absences(session, *span)) for span in spans]
        assert found == [0, 1, 1]
        assert auditor_pool.absences(session, LAST + A_DAY, LAST + 9 * A_DAY) == []


def test_the_same_days_again_change_what_was_said(council: Council) -> None:
    _away(council, council.practitioner)
    with council.database.begin() as session:
        manager = me(session, council.manager)
        person, days = me(session, council.practitioner), Days(FIRST, LAST)
        auditor_pool.record_absence(doing(manager, NOW), person, days, can_finish=True)
    with council.database.read() as session:
        [row] = auditor_pool.absences(session, FIRST, LAST)
        assert (row.can_finish, row.recorded_by_id) == (True, council.manager.id)


@pytest.mark.parametrize("by", ["practitioner", "manager", "head", "director", "officer"])
def test_oneself_ones_line_and_the_leads_say_when_one_is_away(council: Council, by: str) -> None:
    _away(council, getattr(council, by))
    with council.database.read() as session:
        assert len(auditor_pool.absences(session, FIRST, LAST)) == 1


@pytest.mark.parametrize("by", ["colleague", "stranger", "other_manager"])
def test_nobody_else_says_when_one_is_away(council: Council, by: str) -> None:
    with pytest.raises(RefusedError) as caught:
        _away(council, getattr(council, by))
    assert refusal_words(caught.value) == (
        "Only Practitioner 1, Permanence, a manager of theirs, a lead or an administrator "
        "can say when they are away."
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (LAST, FIRST, "The last day comes before the first"),
        (TODAY - 9 * A_DAY, TODAY - A_DAY, "Those days have passed"),
        (FIRST, FIRST + 732 * A_DAY, "more than two years"),
    ],
)
def test_odd_days_away_are_refused(council: Council, first: date, last: date, words: str) -> None:
    with refused(match=words):
        _away(council, council.practitioner, first, last)


def test_an_auditors_seat_is_kept_once(council: Council) -> None:
    _seat(council, council.manager)
    _seat(council, council.manager)
    with council.database.read() as session:
        assert session.query(AuditorPlace).count() == 1


def _spans(council: Council) -> list[tuple[date | None, date | None]]:
    with council.database.read() as session:
        rows = session.query(AuditorPlace).order_by(AuditorPlace.id)
        return [(row.starts_on, row.ends_on) for row in rows]


def _unseat(council: Council, person: Person) -> None:
    with council.database.begin() as session:
        by = me(session, council.director)
        auditor_pool.remove_auditor(doing(by, NOW), me(session, person))


def test_a_place_that_ended_stays_on_record(council: Council) -> None:
    _seat(council, council.manager, {"starts_on": TODAY - 9 * A_DAY})
    _unseat(council, council.manager)
    assert _spans(council) == [(TODAY - 9 * A_DAY, TODAY - A_DAY)]
    held = (TODAY - 10 * A_DAY, TODAY - 9 * A_DAY, TODAY - A_DAY, TODAY)
    assert [bool(_auditors(council, day)) for day in held] == [False, True, True, False]


def test_one_who_comes_back_has_another_place_and_no_day_twice(council: Council) -> None:
    _seat(council, council.manager)
    _unseat(council, council.manager)
    _seat(council, council.manager, {"quota": 1})
    assert _spans(council) == [(None, TODAY - A_DAY), (TODAY, None)]
    assert _auditors(council) == {"Team Manager, Permanence": 1}
    assert _auditors(council, TODAY - A_DAY) == {"Team Manager, Permanence": None}


def test_a_quota_that_changes_from_a_day_on_leaves_the_days_before_as_they_were(
    council: Council,
) -> None:
    _seat(council, council.manager, {"quota": 3, "starts_on": TODAY - 9 * A_DAY})
    _seat(council, council.manager, {"quota": 1, "starts_on": TODAY})
    assert _auditors(council, TODAY - A_DAY) == {"Team Manager, Permanence": 3}
    assert _auditors(council) == {"Team Manager, Permanence": 1}


def test_a_place_that_never_began_leaves_no_trace(council: Council) -> None:
    _seat(council, council.manager, {"starts_on": FIRST})
    _unseat(council, council.manager)
    assert _spans(council) == []


def test_somebody_taken_off_has_no_place_to_come_either(council: Council) -> None:
    _seat(council, council.manager)
    _seat(council, council.manager, {"quota": 1, "starts_on": FIRST})
    _unseat(council, council.manager)
    assert [_auditors(council, day) for day in (TODAY, FIRST)] == [{}, {}]
    assert _spans(council) == [(None, TODAY - A_DAY)]
