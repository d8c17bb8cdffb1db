"""Drafts a migration from what changed in db/models: make migration WHAT="give actions a phase"."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from db.migrate import VERSIONS, draft, newest, upgrade


def main(what: str, folder: Path = VERSIONS) -> None:
    """Compare the models with a fresh, migrated database; write the difference down."""
    with TemporaryDirectory() as aside:
        url = f"sqlite:///{aside}/draft.db"
        upgrade(url, newest())  # one by one: to the newest, an empty one is made as the models are
        sys.stdout.write(f"Read it and correct it: {draft(url, what, folder)}\n")


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit('Say what it changes: make migration WHAT="give actions a phase"')
    main(" ".join(sys.argv[1:]))
