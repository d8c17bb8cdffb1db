"""Rows as the database has them, whatever a unit of work holds of them in memory."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import CursorResult, Update
from sqlalchemy.orm import Session

# For `execution_options`: what is locked for a change is read as it stands now, as whoever held the
# lock before may have changed it.
ANEW: Final[Mapping[str, bool]] = {"populate_existing": True}
# Of what is changed nothing is looked for in memory.
UNSYNCED: Final[Mapping[str, bool]] = {"synchronize_session": False}


def changed(session: Session, change: Update) -> int:
    """Change rows by a statement, of which memory holds none; return how many there were."""
    done = session.execute(change, execution_options=UNSYNCED)
    assert isinstance(done, CursorResult)  # what an UPDATE gives, which its type does not say
    return done.rowcount
