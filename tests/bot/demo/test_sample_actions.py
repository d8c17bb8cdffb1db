"""The sample council's year of actions: lived from a table, with nothing added to the report's."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.demo.prepare import load_report
from bot.demo.sample_actions import load_year
from bot.demo.sample_audits import load_audits
from db.models import Action, Base, DateMove, Event, Measure, Message, Person, Register, Status
from db.people import accounts
from db.people.roster import managers, take
from db.privacy import refuse
from db.session import Database, Session, connect
from jobs.measures.distance import travelled
from jobs.people import roster
from jobs.rules.working_days import Calendar
from tests.contexts import by_itself

SAMPLE = Path(__file__).parents[3] / "sample"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CALENDAR = Calendar.of("ENG")


def filled(database: Database, now: datetime = NOW) -> int:
    found = roster.read((SAMPLE / "roster.csv").read_bytes(), managers(database))
    take(database, found.entries, at=now)
    load_report(database, SAMPLE, CALENDAR, lambda: now)
    with database.begin() as session:
        leads = {"assistant.director@council.example", "quality.assurance@council.example"}
        accounts.appoint(by_itself(session, now), leads, {"improvement.officer@council.example"})
    return load_year(database, SAMPLE / "year.csv", CALENDAR, lambda: now)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Give the sample council with its year."""
    opened = connect(f"sqlite:///{tmp_path_factory.mktemp('sample')}/bot.db")
    Base.metadata.create_all(opened.engine)
    assert filled(opened) == 40
    yield opened
    opened.close()


def own(session: Session) -> list[Action]:
    query = select(Action).options(joinedload(Action.owner)).where(Action.reference.is_(None))
    return list(session.scalars(query.order_by(Action.id)))


def test_the_reports_twelve_come_first_and_are_as_the_report_has_them(sample: Database) -> None:
    with sample.read() as session:
        report = session.scalars(select(Action).where(Action.reference.is_not(None))).all()
        assert sorted(action.id for action in report) == list(range(1, 13))
        assert {action.owner_id for action in report} == {None}
        assert [action.id for action in report if action.due_on] == [1]
        ours = {action.id for action in report}
        assert not [one for one in session.scalars(select(DateMove)) if one.action_id in ours]


def test_every_way_an_action_can_go_is_among_them(sample: Database) -> None:
    with sample.read() as session:
        actions = own(session)
        states = Counter(action.status for action in actions)
        overdue = [action for action in actions if action.is_overdue(NOW.date())]
        assert {*states} == {
            Status.SIGNED_OFF, Status.DONE, Status.IN_PROGRESS, Status.DEFERRED, Status.DROPPED,
        }  # fmt: skip
        assert len(overdue) == 2
        # Nobody but the owner and their manager hears of these on the demo's first morning.
        late = [CALENDAR.between(one.due_on, NOW.date()) for one in overdue if one.due_on]
        assert max(late) < 10
        assert all(
            action.source.startswith("arising from the live audits of") for action in actions
        )
        assert {action.register for action in actions} == {*Register}


def test_who_signs_off_is_neither_the_owner_nor_in_their_line(sample: Database) -> None:
    with sample.read() as session:
        for action in own(session):
            if action.status == Status.SIGNED_OFF:
                signer = session.get_one(Person, action.signed_off_by_id)
                assert action.owner
                assert signer.id != action.owner_id
                assert not signer.manages(action.owner)
                assert not action.owner.manages(signer)
                assert action.done_at
                assert action.signed_off_at
                assert action.done_at <= action.signed_off_at <= NOW


def test_each_move_stands_in_the_ledger_with_its_reason(sample: Database) -> None:
    with sample.read() as session:
        for action in own(session):
            moves = session.scalars(
                select(DateMove).where(DateMove.action_id == action.id).order_by(DateMove.number)
            ).all()
            assert [move.number for move in moves] == list(range(1, len(moves) + 1))
            assert all(move.reason and move.days and move.event_id for move in moves)
            if moves:
                assert moves[0].from_on == action.original_due_on
                assert moves[-1].to_on == action.due_on
            else:
                assert action.original_due_on == action.due_on


def test_everything_happened_in_its_order_and_by_now(sample: Database) -> None:
    with sample.read() as session:
        for action in own(session):
            times = list(
                session.scalars(
                    select(Event.at).where(Event.action_id == action.id).order_by(Event.id)
                )
            )
            assert times == sorted(times), action.title
            assert times[-1] <= NOW


def test_nothing_in_it_would_be_refused_and_nobody_is_sent_anything(sample: Database) -> None:
    with sample.read() as session:
        for action in own(session):
            refuse(action.title, NOW.date())
        for note in session.scalars(select(Event.note)):
            refuse(note, NOW.date())
        assert session.query(Message).count() == 0


def test_leads_keep_measures_with_a_year_of_readings(sample: Database) -> None:
    with sample.read() as session:
        by_hand = session.scalars(select(Measure).where(Measure.computed == "")).all()
        assert [len(measure.readings) for measure in by_hand] == [5, 5]


def test_a_second_load_adds_nothing(sample: Database) -> None:
    assert load_year(sample, SAMPLE / "year.csv", CALENDAR, lambda: NOW) == 0


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_date_that_would_be_moved_to_itself_is_moved_a_day_on(database: Database) -> None:
    assert filled(database, datetime(2026, 11, 29, 9, 0, tzinfo=UTC)) == 40  # a Sunday


def test_another_roster_gets_no_year(database: Database) -> None:
    assert load_year(database, SAMPLE / "year.csv", CALENDAR, lambda: NOW) == 0


def test_the_same_day_gives_the_same_year_on_both_databases(
    sample: Database, database: Database
) -> None:
    filled(database)
    with sample.read() as session, database.read() as another:
        told = [
            [(one.title, one.status, one.due_on, one.done_at) for one in own(each)]
            for each in (session, another)
        ]
    assert told[0] == told[1]


def test_there_is_distance_to_show(sample: Database) -> None:
    load_audits(sample, CALENDAR, lambda: NOW)
    with sample.read() as session:
        found = travelled(session, NOW.date())
    by_name = {track.name: track for track in found.whole}
    assert by_name["Graded Good or better"].way == "better"
    assert by_name["Graded Good or better"].target
    assert all(track.now and track.start for track in found.whole)
    assert {track.way for track in found.by_hand} == {"better"}
    assert len({track.team for track in found.by_team}) >= 6
    assert "Permanence" in {track.theme for track in found.by_theme}
