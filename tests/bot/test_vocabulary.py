"""What the council calls things: each word in one place, in every form of it."""

import pytest

from bot.settings import ConfigError, read
from bot.vocabulary import EXAMPLE, USUAL, Word, count, our, parse_vocabulary, with_article

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-replace-me", "SLACK_APP_TOKEN": "xapp-replace-me"}


def test_without_a_vocabulary_every_word_is_the_usual_one() -> None:
    assert parse_vocabulary("") == USUAL
    assert f"{our.live_audit:A} with {our.auditor:a}" == "A live audit with an auditor"
    assert f"{our.live_audits:C}, {count(2, our.practitioner)}" == "Live audits, 2 practitioners"


def test_a_word_brings_its_several_by_the_rule_or_as_it_is_written() -> None:
    words = parse_vocabulary("Live audit = practice enquiry; lead = head of QA / heads of QA")
    assert words["live_audits"] == "practice enquiries"
    assert words["leads"] == "heads of QA"
    assert words["auditor"] == "auditor"
    assert count(3, Word.of(words["lead"], words["leads"])) == "3 heads of QA"


def test_moderation_has_a_form_for_each_place_in_a_sentence() -> None:
    words = parse_vocabulary("moderation = dip sampling / dip sample / dip sampled / dip sampler")
    assert words["moderated"] == "dip sampled"
    assert words["moderator"] == "dip sampler"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("audit", "an audit"),
        ("unit review", "a unit review"),
        ("MDT review", "an MDT review"),
        ("QA lead", "a QA lead"),
        ("honest talk", "an honest talk"),
        ("European visit", "a European visit"),
        ("one-to-one", "a one-to-one"),
    ],
)
def test_a_or_an_is_chosen_by_how_a_word_sounds(word: str, said: str) -> None:
    assert with_article(word) == said


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("action = task", "VOCABULARY names 'action'; it can name live audit, audit, auditor"),
        ("auditor", "VOCABULARY names 'auditor'"),
        ("auditor = ", "VOCABULARY leaves 'auditor' empty"),
        ("auditor = *reviewer*", "VOCABULARY has '*reviewer*'; a word is letters, digits"),
        ("auditor = <!channel>", "VOCABULARY has '<!channel>'; a word is letters, digits"),
        ("auditor = {word}", "VOCABULARY has '{word}'; a word is letters, digits"),
        ("auditor = re\nviewer", "VOCABULARY has 're\\nviewer'; a word is letters, digits"),
        ("auditor = " + "r" * 25, "which is longer than 24 characters"),
        ("moderation = dip sampling", "VOCABULARY has 1 of 4 forms of 'moderation'; the usual"),
    ],
)
def test_a_word_that_cannot_be_used_is_refused_with_an_example(
    written: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**TOKENS, "VOCABULARY": written}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as refused:
        read(None)
    assert problem in str(refused.value)
    assert str(refused.value).endswith(f"Write it like this: VOCABULARY={EXAMPLE}")


def test_words_are_chosen_before_the_first_is_said() -> None:
    our.use(USUAL)
    with pytest.raises(RuntimeError):
        our.use(parse_vocabulary(EXAMPLE))
