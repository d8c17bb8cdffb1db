"""What an import remembers of a plan's columns, and what its guard knows and writes down."""

from datetime import date

from sqlalchemy import select

from bot.plan.problem_words import why_words
from db.guard.own import CouncilsOwn
from db.models import Action, GuardPass
from db.plan import shapes
from db.session import Database
from jobs.plan import importing
from jobs.plan.importing import Choices, Preview
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import ENGLAND, csv, looked_at, take, xlsx
from tests.people import NOW, TODAY, Council

HEADINGS = ("Ref", "Action", "First thoughts (Nov 2026)", "Checked on", "Panel on")
ROW = ("1", "Agree who decides", "It went well", "01/02/2027", "31/03/2027")


def looked_again(database: Database, file: PlanFile) -> Preview:
    with database.begin() as session:
        book = importing.opened([file], Choices(remembered=shapes.remembered(session)))
        return importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)


def test_columns_that_were_chosen_hold_for_the_same_headings_the_next_time(
    database: Database,
) -> None:
    choices = Choices(columns={0: {"due": 4, "progress": 2}})
    with database.begin() as session:
        book = importing.opened([xlsx(HEADINGS, ROW)], choices)
        shown = importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)
        importing.carry_out(session, shown, None, NOW, ENGLAND)
    later = (*HEADINGS[:2], "First thoughts (Dec 2026)", *HEADINGS[3:])
    again = looked_again(database, xlsx(later, (*ROW[:4], "30/04/2027"), name="December"))
    assert again.problems == ()
    [step] = again.outcome.changed
    assert step.sets["due_on"] == date(2027, 4, 30)
    assert [note.kind for note in again.notes] == ["remembered"]


def test_a_column_that_is_chosen_now_is_not_what_it_was_the_last_time(database: Database) -> None:
    file = xlsx(HEADINGS, ROW)
    with database.begin() as session:
        book = importing.opened([file], Choices(columns={0: {"due": 4, "progress": 2}}))
        shown = importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)
        importing.carry_out(session, shown, None, NOW, ENGLAND)
        remembered = shapes.remembered(session)
    now = Choices(columns={0: {"theme": 2}}, remembered=remembered)
    [layout] = importing.opened([file], now).layouts
    assert (layout.columns["theme"], layout.columns["due"]) == (2, 4)
    assert "progress" not in layout.columns


def test_other_headings_are_not_read_as_these_were(database: Database) -> None:
    choices = Choices(columns={0: {"due": 4}})
    with database.begin() as session:
        book = importing.opened([xlsx(HEADINGS, ROW)], choices)
        shown = importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)
        importing.carry_out(session, shown, None, NOW, ENGLAND)
    again = looked_again(database, xlsx((*HEADINGS, "Cost"), (*ROW, "5")))
    assert [problem.field for problem in again.problems] == ["due"]


OWN = ReadingWishes(own=CouncilsOwn(domains=("council.example",)))
ASKED = "Ref,Action,Progress update\n1,Agree who decides,{note}\n"


def test_the_councils_own_addresses_may_stand_in_a_plan(database: Database) -> None:
    file = csv(ASKED.format(note="Ask duty.desk@council.example for the form"))
    [problem] = looked_at(database, file).problems
    assert "personal data" in why_words(problem.why)
    take(database, file, wishes=OWN)
    again = csv(ASKED.format(note="Ask first.desk@council.example for the new form"))
    take(database, again, wishes=OWN)
    with database.read() as session:
        assert session.scalars(select(Action)).one().title == "Agree who decides"


def test_whoever_imports_what_may_be_about_a_child_is_written_down(
    database: Database, council: Council
) -> None:
    take(database, csv(ASKED.format(note="The panel met")), by=council.director)
    with database.read() as session:
        assert session.scalars(select(GuardPass)).all() == []
    take(database, csv(ASKED.format(note="A boy aged 9 was seen")), by=council.director)
    with database.read() as session:
        [passed] = session.scalars(select(GuardPass))
        assert (passed.person_id, passed.kind, passed.at) == (council.director.id, "age", NOW)
