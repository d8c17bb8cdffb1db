"""`live-audit import` and `live-audit export`, as somebody types them."""

from pathlib import Path

import pytest

from tests.bot.cli.here import here, typed

SAMPLE = Path(__file__).parents[3] / "sample"

__all__ = ["here"]
pytestmark = pytest.mark.usefixtures("here")


def test_columns_are_shown_and_asked_about_then_the_changes(here: Path) -> None:
    told = typed("import", "plan.csv", answers="y\ny\n")
    assert told.exit_code == 0, told.output
    assert "Column “Action” → title" in told.output
    assert "Not read: Desk" in told.output
    assert "1 action new, 0 changed, 0 unchanged." in told.output
    assert told.output.rstrip().endswith("Imported.")
    assert "Nothing to change: 1 rows" in typed("import", "plan.csv", "--yes").output


@pytest.mark.parametrize("answers", ["n\n", "y\nn\n", ""])
def test_a_no_or_no_answer_imports_nothing(here: Path, answers: str) -> None:
    told = typed("import", "plan.csv", answers=answers)
    assert (told.exit_code, "Nothing was imported." in told.output) == (1, True)
    assert "1 action new" in typed("import", "plan.csv", "--dry-run").output


def test_a_column_is_chosen_by_hand_and_an_unknown_owner_is_a_problem(here: Path) -> None:
    told = typed("import", "plan.csv", "--map", "Desk=owner", "--yes")
    assert told.exit_code == 1
    assert "“second floor” is nobody on" in " ".join(told.output.split())
    assert "--owners-later imports it without these owners" in told.output
    assert (
        typed("import", "plan.csv", "--map", "Desk=owner", "--yes", "--owners-later").exit_code == 0
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "Nowhere=owner"], "There is no column “Nowhere”; they are Ref, Action, Desk"),
        (["--map", "Desk=desk"], "There is no field “desk”; they are reference,"),
        (["--kind", "wish"], "“wish” is no kind; they are action, finding"),
    ],
)
def test_a_wrong_option_says_what_there_is(words: list[str], said: str) -> None:
    told = typed("import", "plan.csv", "--yes", *words)
    assert (told.exit_code, said in told.output) == (1, True)


def test_a_missing_file_and_one_that_is_no_plan_are_one_sentence(here: Path) -> None:
    assert "none.xlsx cannot be read" in typed("import", "none.xlsx").output
    (here / "photo.png").touch()
    assert "photo.png is not a plan I can read" in typed("import", "photo.png").output


def test_the_sample_goes_out_and_in_again(here: Path) -> None:
    files = [str(SAMPLE / f"{name}.csv") for name in ("actions", "top_tips", "findings")]
    assert typed("import", *files, "--yes", "--owners-later").exit_code == 0
    for name in ("out.xlsx", "out.csv"):
        assert typed("export", name).exit_code == 0
        assert "Nothing to change: 45 rows" in typed("import", name, "--yes").output
    assert "has an ending that I cannot write" in typed("export", "out.pdf").output
