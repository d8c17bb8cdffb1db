"""Choosing a written rule, and changing it, by a setting."""

import pytest

from bot.rag_words import texts
from bot.setting_words import setting_words
from jobs.rules.errors import UnreadableError
from jobs.rules.rag import Level, RagRules
from jobs.rules.rag_rules import DEFAULT_RULES, PRESETS, parse_rules


def test_the_default_is_the_standard_rule_written_out() -> None:
    assert parse_rules(DEFAULT_RULES) == parse_rules("standard") == RagRules()


def test_three_presets_come_from_councils_and_say_which() -> None:
    from_councils = [rules for rules in PRESETS.values() if rules.source]
    assert len(from_councils) == 3
    assert all("20" in rules.source for rules in from_councils)


def test_a_setting_changes_thresholds_and_words_of_a_preset() -> None:
    rules = parse_rules("Bromsgrove; due within 15; moved 3; call late Behind schedule; ")
    assert (rules.due_within, rules.quiet_for, rules.moved, rules.late_after) == (15, 20, 3, 1)
    assert (rules.words.on_track, rules.words.late) == ("on target", "Behind schedule")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "begins with one of standard, rotherham"),
        ("traffic lights", "begins with one of"),
        ("standard; due soon", "I cannot read 'due soon'"),
        ("standard; due within 0", "a number from 1 to 250"),
        ("standard; late after 13 months", "a number from 0 to 12"),
        ("standard; call late " + "x" * 61, "60 characters at most"),
        ("standard; call purple late", "I cannot read"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_with_an_example(text: str, told: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        parse_rules(text)
    words = setting_words(refused.value, "RAG rule", DEFAULT_RULES)
    assert told in words
    assert words.endswith(f"write it like this: {DEFAULT_RULES}")


def test_the_rule_is_told_in_words() -> None:
    assert texts(RagRules()) == {
        Level.COMPLETE: "complete ✓: it is done.",
        Level.ON_TRACK: "on track ●: open, and none of the below applies.",
        Level.AT_RISK: "at risk ▲: due within 10 working days with no update in 20, "
        "or moved twice.",
        Level.LATE: "late ■: the original date has passed.",
    }


def test_a_preset_that_counts_months_says_so() -> None:
    told = texts(PRESETS["bromsgrove"])
    assert told[Level.AT_RISK].endswith(
        "“one month behind”: past the original date by 1 month at most."
    )
    assert (
        told[Level.LATE]
        == "over one month behind ■: the original date passed more than 1 month ago."
    )
