"""What somebody holds, told to themselves and to others."""

from tests.bot.commands.said import Saying
from tests.people import Council


def test_whoever_asks_what_they_hold_is_told_so_as_you(council: Council) -> None:
    council.action(council.practitioner, "Agree the thresholds")
    told = Saying(council, council.practitioner).reads("/action handover me")
    assert "You hold 1 action" in told
    offered = Saying(council, council.practitioner).reads("/action handover me to <@U06>")
    assert "You hold 1 action. Offer it all to " in offered


def test_whoever_holds_nothing_is_told_so_as_you(council: Council) -> None:
    told = Saying(council, council.practitioner).reads("/action handover me")
    assert "You hold nothing: no action" in told


def test_a_manager_is_told_by_name_what_somebody_holds(council: Council) -> None:
    council.action(council.practitioner, "Agree the thresholds")
    told = Saying(council, council.manager).reads("/action handover <@U05>")
    assert f"{council.practitioner.name} holds 1 action" in told
