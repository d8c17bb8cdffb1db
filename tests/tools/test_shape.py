"""The numbers that `make lint` holds the shape of the code to."""

from pathlib import Path

import pytest

from tools import shape


def _package(root: Path, **files: str) -> dict[str, float]:
    for name, text in files.items():
        path = root / "bot" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return shape.measures(root)


def test_files_that_import_each_other_are_found_however_they_do_it(tmp_path: Path) -> None:
    found = _package(
        tmp_path,
        first="from bot import second",
        second="def use() -> None:\n    from bot.third import thing",
        third="import bot.first\nthing = 1",
        apart="import bot.first",
        base="",
    )
    assert found["files in import circles"] == 3


def test_a_public_class_name_in_two_files_is_found(tmp_path: Path) -> None:
    found = _package(tmp_path, one="class Look: ...\nclass _Own: ...", two="class Look: ...")
    assert found["class names in several files, in a hundred"] == 100


@pytest.mark.parametrize(
    ("parameters", "count"), [("a, b, c, d, e", 0), ("a, b, c, d, *, e, f", 1)]
)
def test_wide_functions_are_found(tmp_path: Path, parameters: str, count: int) -> None:
    function = f"def work({parameters}): ...\nclass It:\n    def work(self, {parameters[:-3]}): ..."
    assert _package(tmp_path, one=function)["functions with more than five parameters"] == count


def test_names_that_say_nothing_and_long_files_are_found(tmp_path: Path) -> None:
    found = _package(tmp_path, one="def _(): ...\n" + "\n" * 400, two="\n" * 400)
    assert found["functions called _"] == 1
    assert found["files over 400 lines"] == 1
    assert found["lines in bot, jobs and db"] == 801


def test_a_number_past_its_ceiling_ends_the_lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shape, "ROOT", tmp_path)
    _package(tmp_path, one="class Look: ...")
    assert shape.main() == 0
    _package(tmp_path, two="class Look: ...")
    assert shape.main() == 1
    assert "✗ class names in several files, in a hundred: 100" in capsys.readouterr().out
