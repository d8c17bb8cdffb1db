"""However much there is to count, the digest asks the database no more questions for it."""

from datetime import date, timedelta
from random import Random

from db.audits.changes import Outcome
from db.digest.scope import ALL, line_of, of_team, own
from db.models import LiveAudit
from tests.databases import asked_of
from tests.db.audits.months import drawn, held
from tests.digests import measured
from tests.people import TODAY, Council
from tests.plans import Story, at

POOR = Outcome("Inadequate", areas=("Planning",))


def questions(council: Council) -> int:
    with asked_of(council.database) as asked, council.database.read() as session:
        measured(session, ALL)
    return len(asked)


def fill(council: Council, month: date, actions: int) -> None:
    chance = Random(1)
    pairs = [(council.other_manager, council.practitioner), (council.manager, council.stranger)]
    for number in drawn(council, *pairs, month=month):
        held(council, number, at(month.replace(day=5)), POOR)
    with council.database.begin() as session:
        assert session.get(LiveAudit, 1)
        for number in range(actions):
            due = TODAY + timedelta(days=chance.randrange(-20, 29))
            story = Story.begins(
                session, f"{number}", council.practitioner, due, date(2026, 9, 1), source="Review"
            )
            if number % 2:
                story.moves(due + timedelta(days=1), date(2026, 10, 1), "Later")
            if number % 5 == 0:
                story.done(date(2026, 11, 2))


def test_a_digest_asks_no_more_questions_for_more_rows(council: Council) -> None:
    fill(council, date(2026, 9, 1), 10)
    few = questions(council)
    fill(council, date(2026, 10, 1), 60)
    assert questions(council) == few
    assert few < 50  # the grades, supervision and what is newly overdue among them


def test_of_many_that_moved_together_only_those_shown_are_named(council: Council) -> None:
    due, later = TODAY + timedelta(days=3), TODAY + timedelta(days=40)
    with council.database.begin() as session:
        for number in range(9):
            story = Story.begins(session, f"{number}", council.practitioner, due, date(2026, 9, 1))
            story.moves(later, date(2026, 10, 1), "The panel moved")
    with council.database.read() as session:
        moved = measured(session, ALL, shown=2).moved
    assert moved.number == 9
    assert [one.line.number for one in moved.shown] == [1, 2]
    assert {one.why for one in moved.shown} == {"The panel moved"}


def test_whoever_asks_next_is_told_of_their_own_work(council: Council) -> None:
    for owner in (council.practitioner, council.practitioner, council.stranger):
        council.action(owner, due=TODAY - timedelta(days=1))
    with council.database.read() as session:
        teams = [of_team(session, council.director, name) for name in ("Permanence", "Assessment")]
        asked = [own(council.practitioner), own(council.stranger), *teams, line_of(council.manager)]
        told = [measured(session, scope).overdue.number for scope in asked]
    assert told == [2, 1, 2, 1, 2]


def test_whoever_was_in_a_line_or_a_team_is_worked_out_once_in_a_question(council: Council) -> None:
    fill(council, date(2026, 10, 1), 1)
    with council.database.read() as session:
        for whose in (line_of(council.manager), of_team(session, council.director, "Permanence")):
            with asked_of(council.database) as asked:
                assert measured(session, whose, since=date(2026, 10, 1)).audits
            assert max(question.count("FROM membership UNION ALL") for question, _ in asked) == 1
