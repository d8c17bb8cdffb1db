"""Drafts a migration from what changed in db/models: make migration WHAT="give actions a phase"."""

import sys
from tempfile import TemporaryDirectory

from db.migrate import draft, upgrade


def main(what: str) -> None:
    """Compare the models with a fresh, migrated database; write the difference down."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/draft.db"
        upgrade(url)
        sys.stdout.write(f"Read it and correct it: {draft(url, what)}\n")


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit('Say what it changes: make migration WHAT="give actions a phase"')
    main(" ".join(sys.argv[1:]))
