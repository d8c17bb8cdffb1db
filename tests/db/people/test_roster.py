from datetime import date

from sqlalchemy import select

from db.models import Person, Team
from db.people.roster import Change, ChangedPerson, RosterEntry, managers, take
from db.session import Database
from tests.people import NOW, Council

NEW = "new.manager@council.example"


def _people(database: Database) -> dict[str | None, Person]:
    with database.read() as session:
        return {person.email: person for person in session.scalars(select(Person))}


def _entry(person: Person, **values: str | None) -> RosterEntry:
    assert person.email
    return RosterEntry(person.email, values)


def test_somebody_new_is_added_under_a_manager_who_comes_later(council: Council) -> None:
    entries = [
        RosterEntry(
            "new@council.example", {"name": "Practitioner 3", "manager": NEW, "team": "MASH"}
        ),
        RosterEntry(NEW, {"name": "Team Manager, MASH", "team": "MASH", "service": "Front Door"}),
    ]
    outcome = take(council.database, entries, at=NOW)
    assert outcome.added == ("new@council.example", NEW)
    with council.database.read() as session:
        added = session.scalars(select(Person).where(Person.name == "Practitioner 3")).one()
        assert added.manager is not None
        assert added.manager.email == NEW
        assert added.team is added.manager.team
        assert added.team is not None
        assert (added.team.name, added.team.service) == ("MASH", "Front Door")
        assert added.works == "12345"


def test_a_change_is_told_field_by_field_with_old_and_new(council: Council) -> None:
    entry = _entry(council.practitioner, role="Senior", manager=council.other_manager.email)
    outcome = take(council.database, [entry], at=NOW)
    assert outcome.changed == (
        ChangedPerson(
            entry.email,
            (
                Change("role", "Practitioner 1, Permanence", "Senior"),
                Change("manager", council.manager.email, council.other_manager.email),
            ),
        ),
    )
    assert _people(council.database)[entry.email].role == "Senior"


def test_a_deputy_is_taken_and_told_as_a_change(council: Council) -> None:
    entry = _entry(council.practitioner, deputy=council.colleague.email)
    outcome = take(council.database, [entry], at=NOW)
    assert outcome.changed[0].changes == (Change("deputy", None, council.colleague.email),)
    assert _people(council.database)[entry.email].deputy_id == council.colleague.id


def test_whoever_stays_the_same_is_told_as_unchanged(council: Council) -> None:
    entry = _entry(council.practitioner, name=council.practitioner.name, team="Permanence")
    outcome = take(council.database, [entry], at=NOW)
    assert outcome.unchanged == (entry.email,)
    assert outcome.changed == ()


def test_whoever_is_not_mentioned_is_told_and_left_alone(council: Council) -> None:
    entry = _entry(council.practitioner, role="Senior")
    before = _people(council.database)
    outcome = take(council.database, [entry], at=NOW)
    assert set(outcome.not_mentioned) == before.keys() - {entry.email}
    missing = {one.email for one in outcome.missing}
    assert council.manager.email in missing
    assert council.director.email not in missing  # nobody says that a roster ever had her
    assert _people(council.database).keys() == before.keys()


def test_whoever_is_named_and_has_no_row_is_told_apart_from_who_is_missing(
    council: Council,
) -> None:
    stranger = council.stranger
    with council.database.begin() as session:
        session.get_one(Person, stranger.id).on_roster = False
    entry = _entry(council.practitioner, manager=council.manager.email, deputy=stranger.email)
    outcome = take(council.database, [entry], at=NOW)
    told = {one.email: one.on_roster for one in outcome.named}
    assert told == {council.manager.email: True, stranger.email: False}
    assert not told.keys() & {one.email for one in outcome.missing}
    assert not _people(council.database)[stranger.email].on_roster


def test_a_dry_run_tells_the_same_and_changes_nothing(council: Council) -> None:
    entries = [
        _entry(council.practitioner, role="Senior", team="New team"),
        RosterEntry(NEW, {"name": "N"}),
    ]
    dry = take(council.database, entries, at=None)
    assert NEW not in _people(council.database)
    with council.database.read() as session:
        assert session.scalar(select(Team).where(Team.name == "New team")) is None
    assert take(council.database, entries, at=NOW) == dry


def test_people_keep_what_the_roster_does_not_speak_of(council: Council) -> None:
    known = council.practitioner
    entry = _entry(known, name="Another name")
    take(council.database, [entry], at=NOW)
    now = _people(council.database)[known.email]
    assert (now.slack_id, now.role, now.team_id) == (known.slack_id, known.role, known.team_id)


def test_an_empty_cell_takes_away(council: Council) -> None:
    take(council.database, [_entry(council.practitioner, team="", manager=None)], at=NOW)
    now = _people(council.database)[council.practitioner.email]
    assert now.team_id is None
    assert now.manager_id is None


def test_people_are_matched_by_e_mail_in_any_letters(council: Council) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.practitioner.id)
        person.email = "Person.Five@Council.example"
    entry = RosterEntry("person.five@council.example", {"ends_on": date(2026, 12, 31)})
    assert take(council.database, [entry], at=NOW).added == ()
    assert _people(council.database)[entry.email].ends_on == date(2026, 12, 31)


def test_a_second_import_changes_nothing(council: Council) -> None:
    entries = [RosterEntry(NEW, {"name": "N", "team": "MASH", "service": "Front Door", "role": ""})]
    take(council.database, entries, at=NOW)
    again = take(council.database, entries, at=NOW)
    assert (again.added, again.changed, again.unchanged) == ((), (), (NEW,))


def test_everybody_is_known_with_their_manager(council: Council) -> None:
    known = managers(council.database)
    assert known[str(council.practitioner.email)] == council.manager.email
    assert known[str(council.director.email)] is None
