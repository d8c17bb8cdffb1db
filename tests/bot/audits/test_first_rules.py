"""The five questions of a council's first lead, and what their answers change."""

import pytest

from bot.audits.first_rules import QUESTIONS, FirstRulesForm
from bot.audits.rule_words import answer
from bot.audits.rules_form import ShowRules
from bot.audits.rules_view import CHOICES
from bot.home.welcome import welcome
from bot.slack.filled import Filled
from bot.slack.registry import OpenForm
from bot.slack.view_state import ViewState
from db.errors import RefusedError
from db.models import Action, Person, Register
from jobs.audits import settings
from jobs.rules.registers import AS_SET_UP
from jobs.signoff.signing import is_wanted
from tests.contexts import asking
from tests.db.audits.months import drawn, held
from tests.people import NOW, Council
from tests.refusals import refused

WAY_IN = "Answer five questions"
AS_THEY_ARE = {
    "who_with_whom": "any",
    "grade_scale": "ofsted",
    "case_choice": "random",
    "publishing": "by itself",
    "signed_off": "plan",
}
OTHERS = {
    "who_with_whom": "another team",
    "grade_scale": "0-10",
    "case_choice": "agreed",
    "publishing": "by a lead",
    "signed_off": "plan and audits",
}


def answers(council: Council, given: dict[str, str]) -> str:
    with council.database.begin() as session:
        lead = session.get_one(Person, council.director.id)
        told = FirstRulesForm().submit(Filled(given), ViewState(), asking(lead, NOW))
        return str(told.blocks)


def offered(council: Council, who: Person) -> bool:
    with council.database.read() as session:
        return WAY_IN in str(welcome(asking(session.get_one(Person, who.id), NOW)).blocks)


def test_each_question_is_answered_already_with_what_holds(council: Council) -> None:
    with council.database.read() as session:
        ctx = asking(session.get_one(Person, council.director.id), NOW)
        blocks = FirstRulesForm().blocks(ViewState(), ctx)
    asked = [block for block in blocks if block["type"] == "input"]
    found = {each["block_id"]: each["element"]["initial_option"]["value"] for each in asked}
    assert found == AS_THEY_ARE
    assert list(found) == list(QUESTIONS)


def test_every_choice_of_a_rule_is_offered_in_words() -> None:
    for name, (_, values) in CHOICES.items():
        said = [answer(name, value)["text"]["text"] for value in values]
        assert all(words[0].isupper() or words[0].isdigit() for words in said), said
        assert len(set(said)) == len(values)


def test_the_first_lead_is_offered_them_and_nobody_once_they_are_answered(council: Council) -> None:
    assert offered(council, council.director)
    assert not offered(council, council.manager)
    answers(council, AS_THEY_ARE)
    assert not offered(council, council.director)


def test_the_answers_are_rules_and_what_changes_is_told(council: Council) -> None:
    told = answers(council, OTHERS)
    assert "An auditor meets practitioners of another team in their service" in told
    with council.database.read() as session:
        rules = settings.rules_of(session)
        assert {name: getattr(rules, name) for name in OTHERS} == OTHERS
        assert rules.inadequate_grades == ("0", "1", "2", "3")


def test_an_answer_that_is_left_as_it_was_changes_nothing(council: Council) -> None:
    told = answers(council, AS_THEY_ARE | {"case_choice": "agreed"})
    assert told.count("until now") == 1
    with council.database.read() as session:
        assert settings.rules_of(session).signed_off == AS_SET_UP


@pytest.mark.parametrize(("given", "wanted"), [("plan", False), ("all", True), ("none", False)])
def test_what_is_signed_off_goes_by_the_answer(council: Council, given: str, wanted: bool) -> None:
    answers(council, AS_THEY_ARE | {"signed_off": given})
    with council.database.read() as session:
        ctx = asking(session.get_one(Person, council.director.id), NOW)
        assert is_wanted(ctx, Action(register=Register.TEAM)) is wanted
        assert is_wanted(ctx, Action(register=Register.PLAN)) is (given != "none")


def test_they_are_for_leads_alone_and_are_asked_again_by_the_verb_of_the_rules(
    council: Council,
) -> None:
    with council.database.read() as session:
        ctx = asking(session.get_one(Person, council.manager.id), NOW)
        with pytest.raises(RefusedError):
            FirstRulesForm().blocks(ViewState(), ctx)
    assert ShowRules.read("first", "/audit") == OpenForm("first_rules")
    assert ShowRules.read("", "/audit") == OpenForm("rules")


def test_other_grades_than_audits_have_are_sent_to_the_form_that_takes_them(
    council: Council,
) -> None:
    (number,) = drawn(council, (council.manager, council.stranger))
    held(council, number)
    with refused("press “Rules” in my Home, or type `/audit rules`: under “Other grades"):
        answers(council, AS_THEY_ARE | {"grade_scale": "0-10"})
    assert "Saved" in answers(council, AS_THEY_ARE)
