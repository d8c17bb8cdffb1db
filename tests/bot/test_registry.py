"""Every verb stands on every surface: its help, its hint, its questions, its buttons."""

from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from bot.actions import offers
from bot.registry import ACTIONS, AUDITS, BUTTONS, CONFIRMABLE, FORMS, STATUS
from bot.slack.blocks import Answer
from bot.slack.command_set import CommandSet, HelpFor
from bot.slack.registry import Command, OpenForm, OpenView, Reply
from tests.bot.typed import parse_action

SETS = (ACTIONS, AUDITS, STATUS)
VERBS = [verb for known in SETS for verb in known.by_name.values()]
OFFERS = (*offers.DECIDING, *offers.EVERY)


@pytest.mark.parametrize("verbs", SETS)
def test_what_the_help_offers_leads_is_not_empty(verbs: CommandSet) -> None:
    assert verbs.help_rows(for_leads=True)


@pytest.mark.parametrize("known", SETS)
def test_the_help_begins_with_six_rows_and_offers_leads_part_to_leads_alone(
    known: CommandSet,
) -> None:
    for is_lead in (False, True):
        *_, told, offered = (
            block
            for block in known.help(HelpFor("/plan", "/action", is_lead=is_lead)).blocks
            if block["type"] != "context"
        )
        assert str(told).count("/plan") == 6
        labels = [each["text"]["text"] for each in offered["elements"]]
        assert labels == ["More", "For leads"][: 1 + is_lead]


@pytest.mark.parametrize("verbs", SETS)
def test_no_row_of_the_help_has_signs_that_slack_would_show_as_they_stand(
    verbs: CommandSet,
) -> None:
    assert [what for _, what in verbs.every_row() if "`" in what] == []


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_has_a_row_in_the_help_or_says_why_not(verb: type[Command]) -> None:
    assert bool(verb.summary) != bool(verb.no_help)


@pytest.mark.parametrize("known", SETS, ids=["actions", "audits", "status"])
def test_the_help_shows_a_row_for_each(known: CommandSet) -> None:
    parts = (HelpFor("/plan", "/action", part, is_lead=True) for part in ("", "more", "leads"))
    shown = str([known.help(part).blocks for part in parts])
    for verb in known.by_name.values():
        if verb.summary:
            assert f"/plan {verb.help_example or verb.example}" in shown
            assert verb.summary in shown


def test_what_the_help_says_of_actions_can_be_typed() -> None:
    for example, _ in ACTIONS.every_row():
        parse_action(example.replace("@owner", "<@U05|x>").replace("@person", "<@U05|x>"))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_answers_in_a_way_in_which_a_typed_word_can_be_answered(
    verb: type[Command],
) -> None:
    told = get_type_hints(verb.run)["return"]
    assert told == Reply or {told, *get_args(told)} & {Answer, OpenForm, OpenView}, told


def test_no_two_verbs_have_one_word() -> None:
    for known in SETS:
        words = [word for verb in known.verbs for word in (verb.name, *verb.synonyms)]
        assert len(words) == len(set(words))
        assert not [word for word in words if " " in word], "the first word alone names a verb"


def test_slack_shows_how_the_commands_are_used() -> None:
    assert ACTIONS.usage_hint == "list | add @owner by Fri 4 Dec: words | done 12 | help"
    assert AUDITS.usage_hint == "book 7 thu 14 jan 14:00 | held 7 | cannot 7 | calendar | help"
    assert STATUS.usage_hint == "overdue | drift | audits | team Permanence | @person | help"


def test_whatever_is_asked_about_first_can_be_confirmed() -> None:
    for verb in VERBS:
        asked: list[str] = [each.name for each in fields(verb)] if is_dataclass(verb) else []
        if ("due" in asked and "sure" in asked) or "even_away" in asked:
            assert verb in CONFIRMABLE


def test_every_button_under_an_action_is_listened_for() -> None:
    for offer in OFFERS:
        assert [each for each in BUTTONS if each.matches(offer.action_id)], offer.label


def test_every_form_has_a_button_that_opens_it_from_a_direct_message() -> None:
    for form in FORMS.values():
        if form.callback_id.startswith("form_"):
            assert [each for each in BUTTONS if each.matches(f"form_{form.name}")], form.name
