"""What was filled in survives a form that is drawn again, whatever Slack makes of it."""

from typing import Any

from bot.slack.blocks import (
    checkboxes,
    date_picker,
    field_,
    modal,
    option,
    person_picker,
    radio,
    select,
    text_input,
)
from bot.slack.view_values import blocks_by_field, redrawn, values_in, with_value
from localslack.blockkit.state import places, typed_state, without_lost
from localslack.blockkit.surfaces import checked_view

OPTIONS = [option(f"Choice {number}", f"c{number}") for number in range(130)]
FILLED: dict[str, Any] = {
    "what": "The panel has agreed it", "who": "U03", "due": "2026-12-18",
    "level": "c2", "file": "c120", "boxes": ["c1", "c3"], "note": "",
}  # fmt: skip


def form() -> dict[str, Any]:
    return modal("form_x", "A form", "Save", "{}", [
        field_("what", "What?", text_input(300)),
        field_("who", "Who?", person_picker(), optional=True),
        field_("due", "When?", date_picker(), optional=True),
        field_("level", "Which?", radio(OPTIONS[:4]), optional=True),
        field_("file", "Which one of many?", select("Choose", OPTIONS), optional=True),
        field_("boxes", "Tick", checkboxes(OPTIONS[:5]), optional=True),
        field_("note", "A note", text_input(300), optional=True),
    ])  # fmt: skip


def handed_in(view: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return it as Slack brings it, untouched, what an update set lost where a name stayed."""
    shown = checked_view(view, "modal")
    values = typed_state(shown["blocks"], {})
    stayed = places(before["blocks"]) & places(shown["blocks"]) if before else set()
    return shown | {"state": {"values": without_lost(shown["blocks"], values, stayed)}}


def read(view: dict[str, Any]) -> dict[str, Any]:
    return {name: value for (_, name), value in values_in(view).items()}


def filled_form() -> dict[str, Any]:
    view = form()
    return view | {
        "blocks": [with_value(block, FILLED[block["block_id"]]) for block in view["blocks"]]
    }


def test_a_form_that_is_drawn_again_and_again_keeps_every_kind_of_input() -> None:
    given = handed_in(filled_form())
    for _ in range(3):
        given = handed_in(redrawn(filled_form(), given), given)
        assert read(given) == FILLED


def test_what_must_be_filled_in_and_comes_back_empty_is_as_it_was_set() -> None:
    opened, given = form(), handed_in(filled_form(), filled_form())
    assert read(given) == dict.fromkeys(FILLED, "") | {"what": FILLED["what"], "boxes": []}
    lost = given | {"state": {"values": {}}}
    assert read(lost) == FILLED
    assert read(handed_in(opened)) == dict.fromkeys(FILLED, "") | {"boxes": []}


def test_what_somebody_emptied_stays_empty() -> None:
    given = handed_in(filled_form())
    for name in ("who", "boxes"):
        for key in {"selected_user", "selected_options"} & given["state"]["values"][name][
            name
        ].keys():
            given["state"]["values"][name][name][key] = None
    again = [with_value(block, read(given)[block["block_id"]]) for block in form()["blocks"]]
    shown = handed_in(redrawn(form() | {"blocks": again}, given), given)
    assert read(shown) == FILLED | {"who": "", "boxes": []}


def test_a_problem_is_said_beside_its_field_however_often_it_was_drawn() -> None:
    given = handed_in(redrawn(form(), handed_in(redrawn(form(), handed_in(form())))))
    assert blocks_by_field(given)["what"] == "what~2"
    assert blocks_by_field(given)["what~2"] == "what~2"
