"""Whatever the app listens to is entered by the tests that try every entrance.

They try what the registry lists, and the events that stand in `entrances.py`: a listener that
somebody adds beside these would be tried by none of them, and this test says so.
"""

from typing import Any, Final

import pytest

from tests.bot.entrances import NAMES
from tests.bot.withheld import ENTRANCES, Withheld, withheld

__all__ = ["withheld"]
# What nobody does by hand: Slack tells of members (tests/bot/test_somebody.py), and that a link was
# followed, which is only acknowledged.
NOT_BY_HAND: Final = {"changed", "followed"}


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_every_listener_of_the_app_is_entered(withheld: Withheld) -> None:
    entered = set()
    for entrance in ENTRANCES:
        target = next(one for one, _ in withheld.things if entrance.is_about(one))
        view = withheld.shown(entrance.form) if entrance.form else None
        body = entrance.body("U01", target, view)
        entered.add(id(withheld.way._listener(entrance.name, body)))
    alias = {"command": NAMES.status_alias, "user_id": "U01"}  # the same verbs by another name
    entered.add(id(withheld.way._listener("by its alias", alias)))
    left: list[Any] = [one for one in withheld.way.app._listeners if id(one) not in entered]
    names = {one.ack_function.__name__ for one in left}
    assert names <= NOT_BY_HAND, names
