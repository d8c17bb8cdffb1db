"""The review as people see it: what it says, by enquiry and paragraph, and what answers it."""

import pytest
from sqlalchemy import select

from bot.demo.prepare import load_report
from bot.slack.blocks import Answer
from db.models import Action, PlanItem, Register, Status
from db.models.plan import Answering
from db.plan.review import place_of
from localslack.blockkit.surfaces import checked_blocks
from tests.bot.commands.said import Saying
from tests.end_to_end.seen import words_in
from tests.jobs.plan.plans import take, xlsx_of
from tests.jobs.plan.test_sample import ENGLAND, SAMPLE
from tests.people import NOW, Council

OURS = {
    "Key lines of enquiry": (
        ("Ref", "Para", "Key line of enquiry"),
        ("K1", "2a", "How are decisions made?"),
        ("K2", "2b", "How good is planning?"),
    ),
    "Findings": (
        ("Ref", "Para", "Type", "KLOE", "Finding"),
        ("F10", "10", "Strength", "K2", "Plans are read by everybody"),
        ("F9", "9", "Area for development", "K1", "Decisions wait for a panel"),
    ),
    "Top tips": (("Ref", "Para", "Finding", "Top tip"), ("T1", "31a", "F9", "Decide in a week")),
    "Action plan": (
        ("Ref", "Action", "Lead", "Due date", "Paragraphs"),
        ("1.1", "Agree who decides what", "", "", "para 9; 31a"),
        ("1.2", "Hold a panel each week", "", "", "31a"),
    ),
}


def answer_of(reply: object) -> Answer:
    assert isinstance(reply, Answer)
    return reply


def shown(reply: object) -> str:
    """Return what somebody reads, once Slack would have taken it."""
    return "".join(words_in(checked_blocks(list(answer_of(reply).blocks))))


@pytest.fixture
def loaded(council: Council) -> Council:
    take(council.database, xlsx_of(OURS))
    return council


def test_a_councils_own_review_stands_by_enquiry_finding_tip_and_action(loaded: Council) -> None:
    told = shown(Saying(loaded, loaded.director).says("/action review"))
    order = ["K1 ", "F9 ", "Agree who decides what", "T1 ", "Hold a panel each week", "K2 ", "F10 "]
    assert [told.index(each) for each in order] == sorted(told.index(each) for each in order)
    assert "2 key lines of enquiry, 1 strength, 1 area for consideration, 1 top tip" in told
    assert "↳ F9 · area for consideration · paragraph 9" in told
    assert "↳ ↳ T1 · top tip · paragraph 31a" in told
    assert " (1.2) Hold a panel each week · no owner · no date · not started" in told
    assert "Every top tip and area for consideration has an action." in told


def test_an_overdue_action_is_said_to_be_so_in_one_word(council: Council) -> None:
    late = ("1.1", "Agree who decides what", "", "1 April 2020", "para 9; 31a")
    take(council.database, xlsx_of({**OURS, "Action plan": (OURS["Action plan"][0], late)}))
    told = shown(Saying(council, council.director).says("/action review"))
    assert "working days ago · overdue ■" in told
    assert "late" not in told


NUMBERED = {
    "KLOEs": (("No", "Key line of enquiry"), ("1", "How are decisions made?")),
    "Findings": (
        ("No", "KLOE", "Strength / Area", "Finding"),
        ("1", "1", "Strength", "Plans are read by everybody"),
        ("2", "1", "Area for development", "Decisions wait for a panel"),
    ),
    "Top tips": (("No", "Finding", "Top tip"), ("1", "2", "Decide in a week")),
}


def test_a_review_whose_sheets_each_begin_with_1_is_linked_by_its_headings(
    council: Council,
) -> None:
    take(council.database, xlsx_of(NUMBERED))
    told = shown(Saying(council, council.director).says("/action review"))
    order = ["How are decisions made?", "↳ Findings 1", "↳ 2 · area", "↳ ↳ Top tips 1"]
    assert [told.index(each) for each in order] == sorted(told.index(each) for each in order)


def test_a_line_of_enquiry_in_words_is_the_theme_of_a_finding(council: Council) -> None:
    headings = ("Ref", "Key line of enquiry", "Type", "What we found")
    rows = (
        ("F1", "Decision making", "Strength", "Plans are read by everybody"),
        ("F2", "How we plan", "Area for improvement", "Decisions wait for a panel"),
    )
    shown_ = take(council.database, xlsx_of({"Findings": (headings, *rows)}))
    entries = [step.entry for step in shown_.outcome.steps if step.entry]
    assert [entry.values["theme"] for entry in entries] == ["Decision making", "How we plan"]
    assert [entry.kind for entry in entries] == ["strength", "area"]


def test_the_paragraph_of_an_action_is_what_it_answers(council: Council) -> None:
    plan = (("Ref", "Action", "Report paragraph"), ("1.1", "Agree who decides", "12"))
    finding = (("Ref", "Para", "Type", "Finding"), ("F2", "12", "Area", "Decisions wait"))
    take(council.database, xlsx_of({"Findings": finding, "Action plan": plan}))
    assert "Agree who decides" in shown(Saying(council, council.director).says("/action review"))


def test_the_sample_is_shown_page_by_page_and_kind_by_kind(council: Council) -> None:
    load_report(council.database, SAMPLE, ENGLAND, lambda: NOW)
    saying = Saying(council, council.director)
    page, met = answer_of(saying.says("/action review")), 0
    for number in range(4):
        told = shown(page)
        assert f"{number * 10 + 1} to {min(number * 10 + 10, 39)} of 39" in told
        met += told.count("No action yet") - 2  # in the heading and on a button
        page = answer_of(saying.presses(page, "More")) if number < 3 else page
    assert met == 5
    assert "TIP-e · top tip · paragraph 31e" in shown(saying.says("/action review tips"))
    assert "F-07" in shown(saying.presses(page, "Strengths"))
    assert "F-12" in shown(saying.presses(page, "No action yet"))


def test_before_a_review_is_loaded_one_sentence_says_how(council: Council) -> None:
    told = shown(Saying(council, council.practitioner).says("/action review"))
    assert told.startswith("No review has been loaded yet: a lead can drop its file here")


def test_an_action_that_somebody_may_not_see_is_not_told_to_them(loaded: Council) -> None:
    with loaded.database.begin() as session:
        action = session.scalars(select(Action).where(Action.reference == "1.2")).one()
        action.owner_id = loaded.practitioner.id
        item = session.scalars(select(PlanItem).where(PlanItem.reference == "F10")).one()
        other = Action(title="Put this right", register=Register.AUDITS, created_at=NOW)
        other.owner_id = loaded.practitioner.id
        session.add(other)
        session.flush()
        session.add(Answering(action_id=other.id, item_id=item.id, made_at=NOW))
    assert "Hold a panel" in shown(Saying(loaded, loaded.director).says("/action review tips"))
    told = shown(Saying(loaded, loaded.stranger).says("/action review"))
    assert "Hold a panel" not in told
    assert "Put this right" not in told


def test_what_was_dropped_answers_nothing(loaded: Council) -> None:
    with loaded.database.begin() as session:
        for action in session.scalars(select(Action)):
            action.status = Status.DROPPED
    told = shown(Saying(loaded, loaded.director).says("/action review areas"))
    assert "No action yet for 1 of 1 top tips and 1 of 1 areas for consideration" in told
    assert "Agree who decides" not in told


def test_paragraphs_stand_as_a_report_numbers_them() -> None:
    said = ["31b", "9", "", "11a", "31a", "10.2", "10.10", "3", "11"]
    assert sorted(said, key=place_of) == [
        *("3", "9", "10.2", "10.10", "11", "11a", "31a", "31b", ""),
    ]


def test_what_is_to_be_reviewed_may_be_something_to_do(council: Council) -> None:
    saying = Saying(council, council.director)
    asked = saying.outcome("/action review pictures")
    assert asked == "asks Add it as an action / What the review says"
    assert shown(saying.says("/action review gaps")).startswith("No review has been loaded yet")
