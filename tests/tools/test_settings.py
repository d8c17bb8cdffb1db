"""What is written of the settings is what their rows say."""

from bot.settings import Settings
from tools import settings


def test_the_example_file_is_made_of_the_rows() -> None:
    assert settings.EXAMPLE.read_text("utf-8") == settings.example_file()


def test_the_documents_table_is_made_of_the_rows() -> None:
    text = settings.DOCUMENT.read_text("utf-8")
    assert text == settings.document(text)


def test_every_row_has_a_comment_and_an_example() -> None:
    for name, row in Settings.model_fields.items():
        assert (row.description or "").endswith("."), name
        assert settings.example(row), name
        assert "|" not in f"{row.description}{settings.example(row)}", name


def test_a_table_is_replaced_and_the_words_around_it_stay() -> None:
    old = f"Before.\n\n{settings.HEADER}| `GONE` | `1` | It was. |  |\n\nAfter.\n"
    assert settings.document(old) == f"Before.\n\n{settings.table()}\nAfter.\n"
