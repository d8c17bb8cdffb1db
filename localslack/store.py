"""What is kept between two starts: JSON documents in one SQLite file."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from localslack.kinds import DefinitionError

SCHEMA = """CREATE TABLE IF NOT EXISTS kept
    (kind TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, key))"""


class Store:
    """Keeps documents by kind and key; in memory alone when there is no path.

    Every write is its own transaction, so ending the process at any moment leaves a sound file.
    """

    def __init__(self, path: Path | None) -> None:
        try:
            self._rows = sqlite3.connect(
                path or ":memory:",
                isolation_level=None,
                check_same_thread=False,  # opened by the caller's thread, used by the server's
            )
            self._rows.execute("PRAGMA journal_mode = WAL")
            self._rows.execute("PRAGMA synchronous = NORMAL")
            self._rows.execute(SCHEMA)
        except sqlite3.Error as error:
            raise DefinitionError(f"Cannot keep the workspace in {path}: {error}.") from error

    def put(self, kind: str, key: str, body: Any) -> None:  # noqa: ANN401 - any JSON value
        """Write one document, replacing what was there."""
        self._rows.execute(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", (kind, key, json.dumps(body))
        )

    def drop(self, kind: str, key: str) -> None:
        """Forget one document."""
        self._rows.execute("DELETE FROM kept WHERE kind = ? AND key = ?", (kind, key))

    def drop_all(self, *kinds: str) -> None:
        """Forget every document of these kinds."""
        for kind in kinds:
            self._rows.execute("DELETE FROM kept WHERE kind = ?", (kind,))

    def all(self, kind: str) -> dict[str, Any]:
        """Return every document of a kind by its key, in the order of the keys."""
        found = self._rows.execute(
            "SELECT key, body FROM kept WHERE kind = ? ORDER BY key", (kind,)
        )
        return {key: json.loads(body) for key, body in found}

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()
