"""How much room there is beside a database, which is asked without reading its address whole."""

from pathlib import Path

import pytest

from db.addresses import parsed
from db.disk import little_left

MORE_THAN_THERE_IS = 1 << 62


@pytest.mark.parametrize("kind", ["sqlite", "sqlite+pysqlite"])
@pytest.mark.parametrize("name", ["bot.db", "the bot's %20 folder/bot.db?timeout=5", "ü/bot.db"])
def test_the_disk_is_that_of_the_databases_file(tmp_path: Path, kind: str, name: str) -> None:
    url = f"{kind}:///{tmp_path}/{name}"
    file = Path(str(parsed(url).database))
    if file.parent != tmp_path:
        assert little_left(url, MORE_THAN_THERE_IS) is None
        file.parent.mkdir()
    assert little_left(url, MORE_THAN_THERE_IS) is not None
    assert little_left(url, 0) is None


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "postgresql://bot:secret@host/name"])
def test_where_there_is_no_file_nobody_says_how_much_room_there_is(url: str) -> None:
    assert little_left(url, MORE_THAN_THERE_IS) is None
