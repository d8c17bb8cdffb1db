"""From a finding to an action, done, signed off and looked at again: medians, and what is stuck."""

from datetime import date

from sqlalchemy import select

from db.digest.scope import ALL, own
from db.models import Action, Answering, PlanItem, Status
from db.session import Session
from jobs.digest.loop import loop_of
from jobs.digest.values import LoopStep
from tests.db.audits.months import drawn, held
from tests.people import TODAY, Council
from tests.plans import ENGLAND, Story, at

AUGUST = date(2026, 8, 3)


def finding(session: Session, reference: str, kind: str = "area", theme: str = "") -> PlanItem:
    item = PlanItem(
        kind=kind, reference=reference, text="It says so", theme=theme, added_at=at(AUGUST)
    )
    session.add(item)
    session.flush()
    return item


def answered(session: Session, item: PlanItem, action: Action, on: date) -> None:
    session.add(Answering(action_id=action.id, item_id=item.id, made_at=at(on)))
    session.flush()


def steps(council: Council, person: bool = False) -> dict[str, LoopStep]:
    whose = own(council.practitioner) if person else ALL
    with council.database.read() as session:
        return {step.name: step for step in loop_of(session, whose, TODAY, ENGLAND).steps}


def test_a_finding_counts_from_the_plan_to_its_first_action(council: Council) -> None:
    with council.database.begin() as session:
        one = finding(session, "F-1")
        finding(session, "F-2", "tip")
        finding(session, "S-1", "strength")
        for on in (date(2026, 8, 10), date(2026, 9, 10)):
            story = Story.begins(session, "Answer it", council.practitioner, None, on)
            answered(session, one, story.action, on)
    step = steps(council)["answered"]
    assert (step.of, step.through, step.median, step.stuck) == (2, 1, 5, 1)
    assert step.longest == 79
    mine = steps(council, person=True)["answered"]
    assert (mine.of, mine.stuck) == (1, 0)  # what nothing answers is nobody's own


def test_the_median_is_of_those_that_came_through_and_the_rest_is_stuck(council: Council) -> None:
    with council.database.begin() as session:
        for done_on in (date(2026, 9, 8), date(2026, 9, 15), date(2026, 9, 29), None):
            story = Story.begins(session, "Do it", None, None, date(2026, 9, 1))
            if done_on:
                story.done(done_on)
    found = steps(council)
    assert (found["done"].through, found["done"].of, found["done"].median) == (3, 4, 10)
    assert (found["done"].stuck, found["done"].longest) == (1, 59)
    waiting = found["signed off"]
    assert (waiting.of, waiting.through, waiting.median, waiting.stuck) == (3, 0, None, 3)
    assert waiting.longest == 54


def test_what_came_done_awaits_its_sign_off_since_then(council: Council) -> None:
    with council.database.begin() as session:
        came = Story.begins(session, "Agree it", None, None, AUGUST)
        came.action.status = Status.DONE
    found = steps(council)
    assert "done" not in found  # nobody knows how long that took
    waiting = found["signed off"]
    assert (waiting.of, waiting.stuck, waiting.longest) == (1, 1, 79)


def test_what_was_dropped_or_deferred_is_on_no_way(council: Council) -> None:
    with council.database.begin() as session:
        for status in (Status.DROPPED, Status.DEFERRED):
            Story.begins(session, "Leave it", None, None, AUGUST).happens(
                str(status), AUGUST, status=status
            )
    assert steps(council) == {}


def test_a_signed_off_action_waits_for_an_audit_of_its_theme(council: Council) -> None:
    with council.database.begin() as session:
        for theme in ("Planning", "Supervision", ""):
            story = Story.begins(session, "Do it", None, None, AUGUST, theme=theme)
            story.done(date(2026, 9, 1))
            story.signed_off(date(2026, 9, 8))
        tip = finding(session, "T-1", "tip", theme="planning")
        untold = session.scalars(select(Action).where(Action.theme == "")).one()
        answered(session, tip, untold, AUGUST)
    early, late = drawn(
        council,
        (council.manager, council.stranger),
        (council.other_manager, council.practitioner),
        month=date(2026, 9, 1),
    )
    held(council, early, at(date(2026, 9, 7)))  # its themes are Planning; before the sign-off
    assert steps(council)["re-audited"].through == 0
    held(council, late, at(date(2026, 9, 15)))
    step = steps(council)["re-audited"]
    assert (step.of, step.through, step.median, step.stuck) == (3, 2, 5, 1)


def test_an_action_older_than_the_plan_takes_no_days_and_never_fewer(council: Council) -> None:
    with council.database.begin() as session:
        story = Story.begins(session, "Before", None, None, date(2026, 7, 1))
        answered(session, finding(session, "F-1"), story.action, date(2026, 7, 1))
    assert steps(council)["answered"].median == 0
