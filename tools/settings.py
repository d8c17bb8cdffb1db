"""Makes what is written of the settings out of their rows in bot/settings.py.

`python -m tools.settings` writes `config.example.env` and the table in docs/settings.md; a test
compares both with the rows.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

from pydantic.fields import FieldInfo

from bot.settings import Settings
from bot.vocabulary import ROWS

ROOT: Final = Path(__file__).parents[1]
EXAMPLE: Final = ROOT / "config.example.env"
DOCUMENT: Final = ROOT / "docs" / "settings.md"
WORDS: Final = "| Word | What it stands for |\n| --- | --- |\n"
HEADER: Final = "| Setting | By default | What it is | Such as |\n| --- | --- | --- | --- |\n"


def example_file() -> str:
    """Return `config.example.env`: a comment and a line for each setting."""
    return "".join(
        f"# {row.description}\n{name.upper()}={written(row)}\n"
        for name, row in Settings.model_fields.items()
    )


def table() -> str:
    """Return the table of the settings for the documents."""
    return HEADER + "".join(_line(name, row) for name, row in Settings.model_fields.items())


def vocabulary() -> str:
    """Return the table of the words that VOCABULARY can change, with their usual forms."""
    return WORDS + "".join(f"| `{row.written}` | {row.meaning} |\n" for row in ROWS)


def document(text: str) -> str:
    """Return a document with its tables replaced by the present ones."""
    return _replaced(_replaced(text, HEADER, table()), WORDS, vocabulary())


def _replaced(text: str, header: str, made: str) -> str:
    before, found, rest = text.partition(header)
    lines = rest.splitlines(keepends=True)
    end = next((at for at, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return before + made + "".join(lines[end:]) if found else text


def written(row: FieldInfo) -> str:
    """Return what stands after the name in the example file."""
    return str(cast("Mapping[str, str]", row.json_schema_extra)["written"])


def example(row: FieldInfo) -> str:
    """Return how to write it, as it is shown to whoever wrote it wrong."""
    return str((row.examples or [""])[0])


def _line(name: str, row: FieldInfo) -> str:
    default = "" if row.is_required() or row.default is None else written(row)
    shown = "" if example(row) == default else example(row)
    return f"| `{name.upper()}` | {default} | {row.description} | {shown} |\n"


if __name__ == "__main__":
    EXAMPLE.write_text(example_file(), "utf-8")
    DOCUMENT.write_text(document(DOCUMENT.read_text("utf-8")), "utf-8")
