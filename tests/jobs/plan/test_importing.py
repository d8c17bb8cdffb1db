"""Taking a plan in: all of it or nothing, again without doubling, and out again unchanged."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.plan.problem_words import why_words
from db.actions import due_dates, operations, signoff
from db.actions import queries as actions
from db.actions.due_dates import MoveTerms
from db.chain.replaying import replay
from db.models import Action, Due, Event, Message, Person, PlanEvent, PlanItem, Status
from db.plan import queries as plan
from db.session import Database, Session
from jobs.plan import exporting, importing
from jobs.plan.looks import is_colour
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.tables import PlanFile
from tests.jobs.plan.plans import ENGLAND, csv, looked_at, opened, take, xlsx
from tests.people import NOW, TODAY, Council, acting
from tests.properties import examples
from tests.refusals import refused

TERMS = MoveTerms(ENGLAND.between)

PLAN = (
    "Ref,Action,Owner,Due date,Status,Theme,Links\n"
    "A-1,Agree the vision,Head of Service,31/03/2027,In progress,Leadership,T-1\n"
    "A-2,Tell the story,,over the summer,Not started,,\n"
)
TIPS = "Ref,Para,Tip\nT-1,31a,Keep it simple\nT-2,31e,Tell your story\n"


def both(plan_text: str = PLAN, tips: str = TIPS) -> tuple[PlanFile, PlanFile]:
    return csv(plan_text), csv(tips, name="tips.csv")


def of(database: Database, reference: str) -> Action:
    with database.read() as session:
        return session.scalars(select(Action).where(Action.reference == reference)).one()


def rows(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Action, Event, PlanItem, PlanEvent, Message)
        }


def test_actions_and_what_they_answer_come_in_with_an_event_each(
    database: Database, council: Council
) -> None:
    take(database, *both(), by=council.officer)
    action = of(database, "A-1")
    assert (action.owner_id, action.due, action.status) == (
        council.head.id, Due(date(2027, 3, 31), "day"), Status.IN_PROGRESS,
    )  # fmt: skip
    assert action.original_due_on == date(2027, 3, 31)
    assert of(database, "A-2").due_as_given == "over the summer"
    with database.read() as session:
        assert plan.pairs(session) == {("A-1", "T-1")}
        [event] = session.scalars(select(Event).where(Event.action_id == action.id))
        assert (event.kind, event.person_id) == ("imported", council.officer.id)
        assert event.changes["answers"] == [[], ["T-1"]]
    assert rows(database)["plan_event"] == 2


@pytest.mark.usefixtures("council")
def test_the_same_file_again_changes_nothing(database: Database) -> None:
    take(database, *both())
    before = rows(database)
    again = take(database, *both())
    assert (again.outcome.is_nothing, len(again.outcome.unchanged)) == (True, 4)
    assert rows(database) == before


def test_only_what_differs_is_changed_and_the_event_tells_old_and_new(
    database: Database, council: Council
) -> None:
    take(database, *both())
    changed = PLAN.replace("31/03/2027", "30/04/2027").replace(
        "Head of Service", "Assistant Director"
    )
    shown = take(database, csv(changed), by=council.officer)
    [step] = shown.outcome.changed
    assert [(c.field, c.new) for c in step.changes] == [
        ("owner", "Assistant Director"),
        ("due", Due(date(2027, 4, 30), "day")),
    ]
    action = of(database, "A-1")
    assert action.due_on == date(2027, 4, 30)
    assert action.original_due_on == date(2027, 3, 31)
    with database.read() as session:
        latest = actions.history(session, action, limit=1)[0]
        [move] = session.get_one(Action, action.id).moves
        assert (move.to_on, move.days, move.state) == (date(2027, 4, 30), 22, "agreed")
    assert latest.changes["due_on"] == ["2027-03-31", "2027-04-30"]
    assert latest.changes["owner_id"] == [council.head.id, council.director.id]


def test_what_people_changed_here_is_kept_and_told(database: Database, council: Council) -> None:
    take(database, *both())
    with database.begin() as session:
        head = session.get_one(Person, council.head.id)
        action = session.scalars(select(Action).where(Action.reference == "A-1")).one()
        due_dates.move(
            acting(head),
            action,
            Due.on(date(2027, 6, 30)),
            "the panel meets then",
            TERMS,
        )
        session.flush()
        operations.give(acting(head), action, session.get_one(Person, council.manager.id))
        signoff.close(acting(head), action)
    shown = take(database, csv(PLAN.replace("31/03/2027", "30/04/2027")))
    [step] = shown.outcome.kept
    assert {change.field for change in step.kept} == {"owner", "due", "status"}
    assert shown.outcome.is_nothing
    action = of(database, "A-1")
    assert (action.due_on, action.owner_id) == (date(2027, 6, 30), council.manager.id)
    assert action.status == Status.DONE


def test_what_was_undone_here_is_no_change_of_peoples(database: Database, council: Council) -> None:
    take(database, *both())
    with database.begin() as session:
        head = session.get_one(Person, council.head.id)
        action = session.scalars(select(Action).where(Action.reference == "A-1")).one()
        moved = due_dates.move(acting(head), action, Due.on(date(2027, 6, 30)), "a slip", TERMS)
        session.flush()
        operations.undo(acting(head), moved.id)
    shown = take(database, csv(PLAN.replace("31/03/2027", "30/04/2027")))
    assert shown.outcome.kept == []
    assert of(database, "A-1").due_on == date(2027, 4, 30)


@pytest.mark.usefixtures("council")
def test_an_empty_cell_and_a_missing_row_or_column_take_nothing_away(database: Database) -> None:
    take(database, *both())
    take(database, csv("Ref,Action,Owner,Due date,Theme\nA-1,Agree the vision,,,\n"))
    action = of(database, "A-1")
    assert (action.due_on, action.theme) == (date(2027, 3, 31), "Leadership")
    assert action.owner_id is not None
    assert rows(database)["action"] == 2


def test_rows_without_a_reference_are_known_again_wherever_they_stand(database: Database) -> None:
    take(database, csv("Action,Para\nAgree the vision,40\nTell the story,41\n"))
    shown = take(
        database, csv("Action,Para\nTell the story,41\nSomething new,42\nAgree  the vision.,40\n")
    )
    assert (len(shown.outcome.new), len(shown.outcome.unchanged)) == (1, 1)
    assert rows(database)["action"] == 3


@pytest.mark.usefixtures("council")
def test_a_problem_in_the_last_row_hands_that_row_back_and_takes_in_the_rest(
    database: Database,
) -> None:
    file = csv(PLAN + "A-3,Ring them,Nobody,,,,\n")
    with database.begin() as session:
        book = opened(file, csv(TIPS, name="tips.csv"))
        shown = importing.preview(session, book, ReadingWishes(), TODAY, ENGLAND)
        importing.carry_out(session, shown, None, NOW, ENGLAND)
    assert [problem.place for problem in shown.problems] == ["plan.csv, line 4"]
    assert rows(database)["action"] == 2
    [back] = shown.back
    assert back.row.cells[1] == "Ring them"
    assert "“Nobody” is nobody on the roster" in why_words(back.reasons[0])


@pytest.mark.usefixtures("council")
def test_what_is_not_sure_of_a_whole_table_imports_nothing_of_it(database: Database) -> None:
    file = csv("Ref,Action,First,Second\nA-1,Agree it,31/03/2027,30/04/2027\n")
    shown = looked_at(database, file)
    [problem] = shown.problems
    assert "no column was taken for the due date; 2 hold dates: “First” (31/03/2027)" in why_words(
        problem.why
    )
    assert shown.is_blocked
    assert set(rows(database).values()) == {0}


class PoweredOffError(Exception):
    """The machine went away in the middle."""


def _cut_off(database: Database, shown: importing.Preview) -> None:
    with database.begin() as session:
        importing.carry_out(session, shown, None, NOW, ENGLAND)
        assert session.scalar(select(func.count()).select_from(Action)) == 2
        raise PoweredOffError


@pytest.mark.usefixtures("council")
def test_a_crash_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    shown = looked_at(database, *both())
    with pytest.raises(PoweredOffError):
        _cut_off(database, shown)
    assert set(rows(database).values()) == {0}


def test_a_preview_changes_nothing_and_uses_up_no_number(database: Database) -> None:
    looked_at(database, csv("Ref,Action\nA-1,Agree\n"))
    looked_at(database, csv("Ref,Action\nA-1,Agree\n"))
    take(database, csv("Ref,Action\nA-1,Agree\n"))
    assert of(database, "A-1").id == 1


def test_two_who_import_the_same_at_once_do_not_double_it(database: Database) -> None:
    shown = looked_at(database, csv("Ref,Action\nA-1,Agree\n"))
    take(database, csv("Ref,Action\nA-1,Agree\n"))
    with refused(match="Somebody else has just imported"), database.begin() as session:
        importing.carry_out(session, shown, None, NOW, ENGLAND)
    assert rows(database)["action"] == 1


def test_an_action_and_a_tip_cannot_have_one_reference(database: Database) -> None:
    take(database, csv("Ref,Tip\nT-1,Keep it simple\n", name="tips.csv"))
    shown = looked_at(database, csv("Ref,Action\nT-1,Agree\n"))
    assert "“T-1” is something a review says in the bot" in why_words(shown.problems[0].why)


def test_findings_stand_under_tips_and_unknown_references_are_problems(database: Database) -> None:
    findings = "Ref,Class,Finding,Links\nF-1,Area for consideration,Drift,T-1\n"
    take(database, csv(TIPS, name="tips.csv"), csv(findings, name="findings.csv"))
    with database.read() as session:
        assert plan.places(session) == {("F-1", "T-1")}
    shown = looked_at(database, csv(findings.replace("T-1", "T-9"), name="findings.csv"))
    assert "names “T-9”, which is no reference here" in why_words(shown.problems[0].why)


def test_whoever_is_given_several_hears_once_and_the_importer_not_at_all(
    database: Database, council: Council
) -> None:
    text = "Ref,Action,Owner\n" + "".join(
        f"A-{n},Step {n},{who}\n"
        for n, who in enumerate(["Head of Service"] * 3 + ["Improvement Officer"])
    )
    take(database, csv(text), by=council.officer)
    with database.read() as session:
        [message] = session.scalars(select(Message))
        assert (message.person_id, message.kind) == (council.head.id, "imported")
        assert len(message.about["actions"]) == 3


WRITERS = {"plan.xlsx": exporting.xlsx, "plan.csv": exporting.csv_text}


def written(database: Database, name: str, writer: Callable[[Session], bytes]) -> PlanFile:
    with database.read() as session:
        return PlanFile(name, writer(session))


@pytest.mark.parametrize(("name", "writer"), WRITERS.items())
def test_what_is_exported_can_be_imported_again_with_nothing_to_change(
    database: Database, council: Council, name: str, writer: Callable[[Session], bytes]
) -> None:
    take(database, *both(), wishes=ReadingWishes("Peer review", owners_later=True))
    take(
        database,
        csv("Ref,Action,Owner\nB-1,=1+1 is two,Scrutiny committee\n"),
        wishes=ReadingWishes(owners_later=True),
    )
    council.action(council.practitioner, title="Added here, without a reference", due=TODAY)
    shown = looked_at(database, written(database, name, writer))
    assert shown.problems == ()
    assert shown.outcome.is_nothing
    assert len(shown.outcome.unchanged) == 6


def test_an_exported_action_without_a_reference_is_changed_by_its_number(
    database: Database, council: Council
) -> None:
    number = council.action(council.practitioner, title="Added here")
    file = xlsx(("Reference", "Title"), (f"#{number}", "Added here, and reworded"), name="Actions")
    take(database, file)
    assert rows(database)["action"] == 1
    with database.read() as session:
        assert session.get_one(Action, number).title == "Added here, and reworded"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=60
)
# A column of nothing but "G" and "Red" is asked about, whatever its heading: see below.
TITLES = WORDS.filter(
    lambda text: any(letter.isalpha() for letter in text) and not is_colour(text.strip())
)
PAST = date(2026, 1, 1)


@given(
    st.lists(
        st.tuples(
            TITLES,
            st.none() | st.dates(PAST, date(2036, 1, 1)),
            st.sampled_from([status for status in Status if status != Status.SIGNED_OFF]),
            WORDS,
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(sorted(WRITERS)),
)
@pytest.mark.mostly_sqlite
@examples(15, HealthCheck.function_scoped_fixture)
def test_any_plan_goes_out_and_in_again_unchanged(
    database: Database,
    made: list[tuple[str, date | None, Status, str]],
    name: str,
) -> None:
    with database.begin() as session:
        session.execute(delete(Action))
        for title, due, status, theme in made:
            session.add(
                Action(
                    title=title.strip() or "x", due_on=due, due_precision="day" if due else "none",
                    status=status, theme=theme.strip(), created_at=NOW,
                )
            )  # fmt: skip
    shown = looked_at(database, written(database, name, WRITERS[name]))
    guarded = [
        problem for problem in shown.problems if "looks like it holds" not in why_words(problem.why)
    ]
    assert guarded == []
    if not shown.problems:
        assert shown.outcome.changed == []
        assert shown.outcome.new == []


def test_a_plan_of_nothing_but_colours_is_asked_which_column_says_what_to_do(
    database: Database,
) -> None:
    shown = looked_at(database, csv("Reference,Action\nA-1,G\nA-2,Red\n", name="plan.csv"))
    [asked] = shown.problems
    assert (asked.why.kind, asked.why.about) == ("which_column", "title")


def test_the_way_the_columns_were_laid_out_can_be_chosen(database: Database) -> None:
    file = csv("Colour,Smell\nA-1,Agree\n", name="export.csv")
    choices = importing.Choices({0: "action"}, {0: {"title": 1, "reference": 0}})
    with refused(match="no table with headings"):
        opened(file, choices=choices)
    known = csv("Ref,Aim,Action\nA-1,Agree,x\n")
    chosen = importing.columns_chosen(opened(known).layouts, ["Aim=title"])
    [layout] = opened(known, choices=importing.Choices(columns=chosen)).layouts
    assert layout.heading("title") == "Aim"
    with database.begin() as session:
        shown = importing.preview(
            session,
            opened(known, choices=importing.Choices(columns=chosen)),
            ReadingWishes(),
            TODAY,
            ENGLAND,
        )
    assert shown.outcome.new[0].entry is not None
    assert shown.outcome.new[0].entry.values["title"] == "Agree"


def test_all_that_a_file_says_of_a_new_action_stands_in_its_history(
    database: Database, council: Council
) -> None:
    columns = "Ref,Action,Owner,Due date,Original date,Status,RAG,Theme,Phase,Source,Measure,"
    rated = (
        f"{columns}Evidence,Deputy,Date completed\n"
        "A-1,Agree the vision,Head of Service,31/03/2027,31/01/2027,In progress,Amber,Leadership,"
        "Phase 1,Peer review,All have read it,Minutes,Team Manager,\n"
        "A-2,Tell the story,,over the summer,,Complete,Green,,,,,Minutes of May,,04/05/2026\n"
        "A-3,Train the staff,,,,Deferred,Red,,,,,,,\n"
    )
    take(database, csv(rated), by=council.officer)
    assert of(database, "A-1").rag_override == "at risk"
    with database.look() as connection:
        assert not replay(connection).unlike
