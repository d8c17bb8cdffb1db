"""The forms: what is wrong is said beside its field, and nothing typed is lost."""

import pytest
from sqlalchemy import select

from db.models import Action
from tests.end_to_end.persona import Persona
from tests.end_to_end.world import World
from tests.people import Council, becomes

pytestmark = pytest.mark.usefixtures("world", "council")


def test_the_add_form_writes_an_action_with_everything_in_it(
    council: Council, manager: Persona
) -> None:
    manager.posts("/action")
    form = manager.opened()
    assert "What needs doing?" in form.text
    assert not {"measure", "signer"} & {each["action_id"] for each in form.controls}

    title = "Finalise the Permanence Strategy"
    form = manager.goes_on(form, "More fields", title=title, due="2026-12-18")
    outcome = manager.submits(
        form,
        owner="U05",
        source="Peer review, paragraph 42",
        measure="Every plan names a permanence goal",
    )

    assert outcome["outcome"] == "closed"
    assert "Finalise the Permanence Strategy" in manager.reads(manager.channel).text
    with council.database.read() as session:
        made = session.scalars(select(Action)).one()
    assert (made.owner_id, str(made.due_on)) == (council.practitioner.id, "2026-12-18")
    assert (made.source, made.success_measure) == (
        "Peer review, paragraph 42",
        "Every plan names a permanence goal",
    )


@pytest.mark.over_http
def test_personal_data_is_refused_beside_its_field_and_the_rest_is_kept(
    council: Council, manager: Persona, world: World
) -> None:
    manager.posts("/action add")
    form = manager.opened()

    outcome = manager.submits(form, title="Call the family on 07700 900123", source="Peer review")

    assert outcome["outcome"] == "errors"
    assert list(outcome["errors"]) == ["title"]
    assert "phone" in outcome["errors"]["title"]
    assert "07700" not in outcome["errors"]["title"]
    with council.database.read() as session:
        assert session.scalars(select(Action)).all() == []
    assert manager.submits(form, title="Call the partners")["outcome"] == "closed"


def test_each_field_with_personal_data_is_named_at_once(manager: Persona) -> None:
    manager.posts("/action add")

    outcome = manager.submits(
        manager.goes_on(manager.opened(), "More fields"),
        title="Write to someone@example.org",
        source="NHS number 943 476 5919",
        measure="Lives at YO1 7HH",
    )

    assert {each.partition("~")[0] for each in outcome["errors"]} == {"title", "source", "measure"}


def test_an_owner_outside_ones_line_is_refused_beside_the_owner(manager: Persona) -> None:
    manager.posts("/action add")

    outcome = manager.submits(manager.opened(), title="Review the plan", owner="U07")

    assert "can give actions to" in outcome["errors"]["owner"]


def test_a_date_that_has_gone_is_refused_beside_the_date(manager: Persona) -> None:
    manager.posts("/action add")

    outcome = manager.submits(manager.opened(), title="Review the plan", due="2026-11-20")

    assert "Fri 20 Nov 2026 has passed." in outcome["errors"]["due"]


def test_move_typed_without_a_date_opens_its_form(council: Council, manager: Persona) -> None:
    number = council.action(council.practitioner)
    manager.posts(f"/action move {number}")
    form = manager.opened()
    assert "Fri 4 Dec 2026" in form.text

    outcome = manager.submits(form, due="2026-12-18", why="The panel meets then")

    assert outcome["outcome"] == "closed"
    assert "Fri 18 Dec 2026" in manager.reads(manager.channel).text


def test_moving_to_the_same_day_is_refused_beside_the_date(
    council: Council, manager: Persona
) -> None:
    number = council.action(council.practitioner)
    manager.posts(f"/action move {number}")

    outcome = manager.submits(manager.opened(), why="No reason")

    assert "already due then" in outcome["errors"]["due"]


def test_a_form_open_while_the_action_is_closed_says_so(
    council: Council, manager: Persona, practitioner: Persona
) -> None:
    number = council.action(council.practitioner)
    manager.posts(f"/action give {number}")
    form = manager.opened()
    practitioner.types(f"/action done {number}")

    outcome = manager.submits(form, owner="U06")

    assert f"#{number} is done; reopen it first" in outcome["errors"]["owner"]


def test_a_form_for_an_action_one_may_not_see_does_not_open(
    council: Council, stranger: Persona
) -> None:
    number = council.action(council.practitioner)

    assert f"There is no action #{number}." in stranger.types(f"/action move {number}").text


def test_a_form_cannot_go_round_the_permission_table(council: Council, colleague: Persona) -> None:
    number = council.action(council.colleague)
    colleague.posts(f"/action move {number}")
    form = colleague.opened()
    becomes(council, number, owner_id=council.practitioner.id)

    outcome = colleague.submits(form, due="2026-12-18", why="Because")

    assert "Only Practitioner 1, Permanence" in outcome["errors"]["due"]


def test_no_form_opens_for_whoever_would_be_refused_on_handing_it_in(
    council: Council, colleague: Persona
) -> None:
    number = council.action(council.practitioner)  # a teammate may see it, and not move it
    said = colleague.types(f"/action move {number}").text
    assert "Only Practitioner 1, Permanence" in said


def test_the_shortcuts_open_the_form_and_the_digest(council: Council, manager: Persona) -> None:
    council.action(council.practitioner)
    manager.chooses_shortcut("add_action")
    assert manager.submits(manager.opened(), title="Review the plan")["outcome"] == "closed"
    assert "Review the plan" in manager.reads().text

    manager.chooses_shortcut("status")

    assert "Where your team's actions in the plan stand" in manager.opened().text
