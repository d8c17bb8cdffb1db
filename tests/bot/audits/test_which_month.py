"""Two months are drawn: the one that is named is the one meant, and publishing asks first."""

from datetime import date, datetime

import pytest

from bot.audits.drawing import BUTTONS, FORMS
from bot.audits.months import without_filling
from bot.registry import AUDITS
from bot.slack.again import offered
from bot.slack.blocks import Answer
from bot.slack.filled import Filled
from bot.slack.interaction import Interaction
from db.models import MonthState
from tests.bot.delivery.as_read import as_read
from tests.contexts import asking
from tests.jobs.audits.months import DECEMBER, DRAW_DAY, JANUARY, DrawnMonth, month, on
from tests.kept import kept
from tests.people import Council
from tests.refusals import refused

__all__ = ["month"]

LEAD = "Assistant Director"
NAMED = ["December", "december 2026", "2026-12", "the month of December"]


@pytest.fixture
def both(month: DrawnMonth) -> DrawnMonth:
    kept(month.council, drawn_twice)
    return month


def drawn_twice(council: Council) -> None:
    month = DrawnMonth(council)
    month.drawn()
    month.drawn(JANUARY)


def types(month: DrawnMonth, words: str, at: datetime = DRAW_DAY) -> Answer:
    with month.database.begin() as session:
        answer = AUDITS.parse(words, "/audit").run(asking(month.person(session, LEAD), at))
        assert isinstance(answer, Answer)
        return answer


def presses(month: DrawnMonth, name: str, of: date, at: datetime = DRAW_DAY) -> Answer:
    value = f'{{"month": "{of.isoformat()}"}}'
    body = {"actions": [{"action_id": name, "value": value}], "user": {"id": "U"}}
    button = next(one for one in BUTTONS if one.matches(name))
    with month.database.begin() as session:
        ctx = asking(month.person(session, LEAD), at)
        answer = button.work(Interaction(None, body), ctx)  # type: ignore[arg-type]  # no client
        assert isinstance(answer, Answer)
        return answer


def states(month: DrawnMonth) -> list[str]:
    return [month.round(one).state for one in (DECEMBER, JANUARY)]


@pytest.mark.parametrize("named", NAMED)
def test_publishing_asks_about_the_month_that_is_named_and_publishes_that(
    both: DrawnMonth, named: str
) -> None:
    asked = as_read(types(both, f"publish {named}"))
    assert "Publish December 2026?" in asked
    assert "will be told about 4 audits when the month opens, on Tue 1 Dec 2026." in asked
    assert states(both) == [MonthState.DRAWN, MonthState.DRAWN]
    said = as_read(presses(both, "audit_publish_asked", DECEMBER))
    assert "December 2026 is published" in said
    assert "Pairs are notified when the month opens, on Tue 1 Dec 2026." in said
    assert states(both) == [MonthState.PUBLISHED, MonthState.DRAWN]


@pytest.mark.parametrize("verb", ["publish", "plan", "hold month", "hold month off"])
def test_where_none_is_named_it_is_asked_which(both: DrawnMonth, verb: str) -> None:
    asked = types(both, verb)
    assert "December 2026 and January 2027 are drawn and not published" in as_read(asked)
    assert [" ".join(each.split()) for each in offered(asked.blocks)] == [
        f"{verb} December 2026".replace("off December 2026", "December 2026 off"),
        f"{verb} January 2027".replace("off January 2027", "January 2027 off"),
    ]
    assert states(both) == [MonthState.DRAWN, MonthState.DRAWN]


@pytest.mark.parametrize("named", NAMED)
def test_the_plan_that_is_named_is_shown(both: DrawnMonth, named: str) -> None:
    assert "audits for December 2026" in as_read(types(both, f"plan {named}"))


@pytest.mark.parametrize("opened", [DECEMBER, JANUARY])
def test_see_the_plan_opens_the_plan_of_its_own_month(both: DrawnMonth, opened: date) -> None:
    assert f"audits for {opened:%B %Y}" in as_read(presses(both, "audit_plan", opened))


def test_the_month_that_is_named_is_held_back_and_let_go(both: DrawnMonth) -> None:
    types(both, "hold month December")
    assert [both.round(one).is_held_back for one in (DECEMBER, JANUARY)] == [True, False]
    types(both, "hold December 2026 off")
    assert not both.round().is_held_back
    with refused("To record an audit, type held"):
        types(both, "hold 7")


@pytest.mark.parametrize("verb", ["pin", "forbid"])
def test_a_pair_is_pinned_or_ruled_out_in_the_month_that_is_named(
    both: DrawnMonth, verb: str
) -> None:
    auditor, practitioner = both.council.manager, both.council["Practitioner 2, Assessment"]
    typed = f"{verb} <@{auditor.slack_id}> with <@{practitioner.slack_id}>"
    asked = types(both, typed)
    assert "Which month do you mean?" in as_read(asked)
    first, _ = offered(asked.blocks)
    drawn = [both.round(one).request for one in (DECEMBER, JANUARY)]
    assert "for December 2026" in as_read(types(both, first))
    assert both.round().request != drawn[0]
    assert both.round(JANUARY).request == drawn[1]
    assert "for December 2026" in as_read(types(both, f"free {typed.split(' ', 1)[1]} in December"))


def test_where_one_is_drawn_it_need_not_be_named(month: DrawnMonth) -> None:
    month.drawn()
    assert "Publish December 2026?" in as_read(types(month, "publish it"))
    assert "audits for December 2026" in as_read(types(month, "plan"))
    month.publish()
    assert "audits for December 2026" in as_read(types(month, "plan"))
    with refused("December 2026 is published already"):
        types(month, "publish December")
    with refused("“soonish”"):
        types(month, "publish soonish")


def test_who_publishes_after_the_month_has_opened_reads_that_people_hear_now(
    month: DrawnMonth,
) -> None:
    month.drawn()
    noon = on(date(2026, 12, 3), hour=12)
    assert "will be told about 4 audits now." in as_read(types(month, "publish", noon))
    said = as_read(presses(month, "audit_publish", DECEMBER, noon))
    assert said.endswith("Pairs are notified now.")


def test_a_plan_says_that_the_month_before_it_is_not_counted(both: DrawnMonth) -> None:
    told = "December 2026 is not counted, because only live audits that were held are"
    assert told in as_read(types(both, "plan January"))
    assert "is not counted" not in as_read(types(both, "plan December"))


def test_words_around_a_month_are_no_part_of_its_name() -> None:
    assert without_filling("it now please") == ""
    assert without_filling("for the month of December 2026") == "December 2026"


def test_the_form_of_a_pair_is_about_the_month_it_was_opened_in(both: DrawnMonth) -> None:
    auditor, practitioner = both.council.manager, both.council["Practitioner 2, Assessment"]
    given = {"auditor": auditor.slack_id, "practitioner": practitioner.slack_id}
    body = {
        "actions": [{"action_id": "audit_form_pair", "value": '{"month": "2026-12-01"}'}],
        "user": {"id": "U"},
        "container": {"channel_id": "D", "message_ts": "1.0"},
    }
    button = next(one for one in BUTTONS if one.matches("audit_form_pair"))
    state = button.state_of(Interaction(None, body))  # type: ignore[arg-type]  # no client
    form, was = FORMS[0], both.round(JANUARY).request
    with both.database.begin() as session:
        ctx = asking(both.person(session, LEAD), DRAW_DAY)
        assert "In the draw of December 2026." in str(form.blocks(state, ctx))
        told = form.submit(Filled({**given, "how": "pin"}), state, ctx)
        assert "for December 2026" in as_read(told)
    assert both.round(JANUARY).request == was


@pytest.mark.parametrize("verb", ["publish", "hold month"])
def test_where_this_years_is_not_drawn_yet_it_is_said_how_and_last_years_is_not_offered(
    both: DrawnMonth, verb: str
) -> None:
    a_year_later = datetime(2027, 12, 7, 9, tzinfo=DRAW_DAY.tzinfo)
    with refused("January 2028 has not been drawn; `/audit draw January 2028` draws it."):
        types(both, f"{verb} January", a_year_later)
