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


@pytest.mark.parametrize("folder", ["bot", "tests/jobs", "tools", "localslack/page", "bench"])
@pytest.mark.parametrize("suffix", [".py", ".js", ".css"])
def test_a_long_file_is_found_and_named_wherever_it_is(
    tmp_path: Path, folder: str, suffix: str
) -> None:
    file = tmp_path / folder / f"long{suffix}"
    file.parent.mkdir(parents=True)
    file.write_text("\n" * 401, "utf-8")
    file.with_name(f"short{suffix}").write_text("\n" * 400, "utf-8")
    file.with_name("words.txt").write_text("\n" * 401, "utf-8")
    assert shape.long_files(tmp_path) == {f"{folder}/long{suffix}": 401}
    assert shape.measures(tmp_path)["files over 400 lines"] == 1


def test_what_is_in_a_package_alone_counts_for_its_lines(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text("\n" * 7, "utf-8")
    assert _package(tmp_path, one="\n" * 3)["lines in bot, jobs and db"] == 3


def test_a_number_past_its_ceiling_ends_the_lint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shape, "ROOT", tmp_path)
    _package(tmp_path, one="class Look: ...")
    assert shape.main() == 0
    _package(tmp_path, two="class Look: ...")
    assert shape.main() == 1
    assert "✗ class names in several files, in a hundred: 100" in capsys.readouterr().out


def test_a_long_test_ends_the_lint_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shape, "ROOT", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_all_of_it.py").write_text("\n" * 401, "utf-8")
    assert shape.main() == 1
    assert "✗ tests/test_all_of_it.py has 401 lines: split it by subject" in capsys.readouterr().out
