from pathlib import Path

import pytest

from localslack.definition import load, parse
from localslack.kinds import DefinitionError, Json
from tests.localslack.slack import definition


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"team": None}, 'workspace file\'s "team" needs id and name'),
        ({"bot": {"name": "x"}}, '"bot" needs user_id and bot_id and app_id'),
        ({"users": [{"id": "U01"}]}, '"users" number 1 needs name'),
        ({"channels": ["C01"]}, '"channels" number 1 needs id and name'),
        ({"bot": {**definition()["bot"], "colour": "red"}}, '"bot" knows no colour'),
        ({"start": "yesterday"}, '"start" is not a time'),
        ({"start": "2026-03-04T09:00:00"}, '"start" needs a zone'),
    ],
)
def test_a_fault_in_the_file_is_named(change: Json, words: str) -> None:
    with pytest.raises(DefinitionError, match=words):
        parse(definition(**change))


def test_a_file_that_is_not_there_or_not_json_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="Cannot read"):
        load(tmp_path / "none.json")
    (tmp_path / "text.json").write_text("hello")
    with pytest.raises(DefinitionError, match="is not JSON"):
        load(tmp_path / "text.json")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(DefinitionError, match="one JSON object"):
        load(tmp_path / "list.json")
