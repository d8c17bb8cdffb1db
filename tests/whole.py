"""Whether `verify` would say of a database, in which a council has lived a while, that it is whole.

Whatever no test tampered with is: what is named all the same is a false alarm, or written by a test
without what tells of it.
"""

from collections.abc import Sequence

from db.chain.checking import Fault, check
from db.chain.replaying import Unlike, replay
from db.session import Database


def not_whole(database: Database) -> Sequence[Fault | Unlike]:
    """Return what `verify` would name of a database as it is at one moment."""
    is_postgresql = database.engine.dialect.name == "postgresql"
    options = {"isolation_level": "REPEATABLE READ"} if is_postgresql else {}
    with database.look(**options) as connection:
        return [*check(connection).faults, *replay(connection).unlike]
