"""No field of a form keeps a number of a child: every form, shown to somebody and filled in."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from bot.registry import FORMS
from tests.bot.entrances import Body, Entrance, Target, filled_in, state_for
from tests.bot.way_in import Told
from tests.bot.withheld import ENTRANCES, Withheld, withheld

__all__ = ["withheld"]
on_sqlite = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

ANOTHER_DAY: Final = "2027-01-15"  # a date that is moved wants a reason
SECRET: Final = "zebra 943 476 5919"
# What is no free text: it becomes a fingerprint, a pattern, or the numbers and days read in it.
NO_TEXT: Final = {
    ("case", "number"), ("rules", "case_number_pattern"), ("edit", "after"), ("edit", "repeats"),
}  # fmt: skip
HANDED_IN: Final = [one for one in ENTRANCES if one.form and one.kind == "handed in"]


def text_fields(view: Body) -> Iterator[str]:
    for block in view["blocks"]:
        if block["type"] == "input" and block["element"]["type"] == "plain_text_input":
            yield block["block_id"]


def with_words(view: Body, field: str) -> dict[str, Any]:
    """Return a form as it is handed in with the number in one field, and nobody new."""
    made: dict[str, Any] = json.loads(json.dumps(view))
    [box] = made["state"]["values"][field].values()
    box["value"] = SECRET
    for block in made["blocks"]:
        if block["type"] == "input" and block["element"]["type"] == "users_select":
            [chosen] = made["state"]["values"][block["block_id"]].values()
            was = block["element"].get("initial_user")
            chosen["selected_user"] = was if block["optional"] else chosen["selected_user"]
        if block["type"] == "input" and block["element"]["type"] == "datepicker":
            [chosen] = made["state"]["values"][block["block_id"]].values()
            chosen["selected_date"] = ANOTHER_DAY
    return made


def answers(withheld: Withheld, entrance: Entrance, field: str, target: Target) -> Iterator[Told]:
    """Yield what everybody is told who hands a form in with the number in one of its fields."""
    state = state_for(entrance.form, target)
    view = with_words(filled_in(withheld.shown(entrance.form), state, target.person), field)
    for person in withheld.council.people.values():
        yield withheld.way.tell(entrance.name, entrance.body(str(person.slack_id), target, view))


@pytest.mark.waits
@on_sqlite
def test_no_field_of_a_form_takes_a_number_of_a_child(withheld: Withheld) -> None:
    things = [target for target, _ in withheld.things]
    fields = 0
    for entrance in HANDED_IN:
        target = next(one for one in things if entrance.is_about(one))
        for field in text_fields(withheld.shown(entrance.form)):
            if (entrance.form, field) in NO_TEXT:
                continue
            fields += 1
            for told in answers(withheld, entrance, field, target):
                assert "943 476" not in repr(told), (entrance.form, field)
                if "NHS number" in repr(told.said):
                    break
            else:
                pytest.fail(f"nobody is told why, of {field} in {entrance.form}")
    assert fields >= len(FORMS)
