"""What is typed of measures, the distance travelled and pictures."""

import pytest

from bot.measures.verbs import (
    AddMeasure,
    AimMeasure,
    EndMeasure,
    ListMeasures,
    ReadMeasure,
    ShowChart,
    ShowDistance,
)
from bot.slack.registry import Request
from db.errors import RefusedError
from tests.bot.typed import parse_action


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("distance", ShowDistance()),
        ("distance by theme", ShowDistance("theme")),
        ("distance teams", ShowDistance("team")),
        ("measures", ListMeasures()),
        ("measure", ListMeasures()),
        ("measure 3 = 72 of 80", ReadMeasure(3, (72, 80))),
        ("measure #3 72/80 on 30 Sep", ReadMeasure(3, (72, 80), "30 Sep")),
        ("measure 3 12.5", ReadMeasure(3, (12.5, None))),
        ("measure 3 target 95 of 100", AimMeasure("3", (95, 100))),
        ("measure good target 75 of 100", AimMeasure("good", (75, 100))),
        ("measure 3 end", EndMeasure(3)),
        (
            'measure add "Supervision on time" target 90 of 100',
            AddMeasure("Supervision on time", (90, 100)),
        ),
        (
            "measure add “Days to allocate” target 2 team “Team A” less is better",
            AddMeasure("Days to allocate", (2, None), team="Team A", more_is_better=False),
        ),
        (
            'measure add "Plans &amp; dates" theme Planning',
            AddMeasure("Plans & dates", theme="Planning"),
        ),
        ("chart burn-up", ShowChart("burn-up")),
        ("chart burn up", ShowChart("burn-up")),
        ("chart", ShowChart("distance")),
        ("picture audits", ShowChart("audits")),
    ],
)  # fmt: skip
def test_it_is_understood(typed: str, asked: Request) -> None:
    assert parse_action(typed) == asked


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("distance by moon", "as a whole, by theme or by team"),
        ("measure nonsense 3", "Every measure has a number. Try `/action measure 3 = 72 of 80`."),
        ("measure 3 = lots", "Give a figure"),
        ("measure good = 5 of 6", "it takes a target"),
        ("measure add Supervision", "in quotation marks"),
        ('measure add "A" with love', "come a target, a theme or a team"),
        ("chart burn-out", "Try `/action chart burn-up`."),
    ],
)
def test_what_is_not_gets_one_sentence_with_a_right_example(typed: str, words: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_action(typed)
    assert words in str(refused.value)
    assert "Try `/action " in str(refused.value)
