from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.parsing import EXAMPLES, parse_audit
from bot.audits.requests import (
    AddAuditor,
    AddLook,
    AskSwap,
    AuditHelp,
    AuditRequest,
    Book,
    Coverage,
    Draw,
    Free,
    ListAuditors,
    MyAudits,
    OpenAuditForm,
    Pin,
    Publish,
    RemoveAuditor,
    RemoveLook,
    ShowAudit,
    ShowPlan,
    WhoLooksWhen,
    Why,
)
from bot.reminders.requests import Away
from db.errors import RefusedError


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", MyAudits()),
        ("mine", MyAudits()),
        ("help", AuditHelp()),
        ("draw", Draw()),
        ("draw January", Draw(1)),
        ("draw jan 2027", Draw(1, 2027)),
        ("draw 2027-01", Draw(1, 2027)),
        ("draw afresh", Draw(afresh=True)),
        ("draw 2027-01 afresh", Draw(1, 2027, afresh=True)),
        ("draw January, Afresh", Draw(1, afresh=True)),
        ("plan", ShowPlan()),
        ("PUBLISH", Publish()),
        ("pin <@U04|manager> with <@U05>", Pin(("U04", "U05"))),
        ("forbid <@U04> with <@U05>", Pin(("U04", "U05"), out=True)),
        ("free <@U04> with <@U05>", Free(("U04", "U05"))),
        ("unpin <@U04> with <@U05>", Free(("U04", "U05"))),
        ("unforbid <@U04> and <@U05>", Free(("U04", "U05"))),
        ("book 7 thu 14 jan", Book(7, "thu 14 jan")),
        ("book #7 on Thursday", Book(7, "Thursday")),
        ("book 7", OpenAuditForm("book", 7)),
        ("held 7", OpenAuditForm("held", 7)),
        ("cannot 7", OpenAuditForm("cannot", 7)),
        ("swap 7 with 9", AskSwap(7, 9)),
        ("swap 7 9", AskSwap(7, 9)),
        ("away <@U05> from 4 Jan to 15 Jan", Away("U05", "4 Jan", "15 Jan")),
        ("away <@U05> 4 Jan to 15 Jan, can finish", Away("U05", "4 Jan", "15 Jan", True)),
        ("rules", OpenAuditForm("rules")),
        ("auditors", ListAuditors()),
        ("auditors add <@U04>", AddAuditor("U04")),
        ("auditors add <@U04> quota 3", AddAuditor("U04", 3)),
        ("auditors remove <@U04>", RemoveAuditor("U04")),
        ("why 7", Why(7)),
        ("show 7", ShowAudit(7)),
        ("coverage", Coverage()),
        ("calendar", WhoLooksWhen()),
        ("calendar add", OpenAuditForm("look")),
        (
            'calendar add "Looking on, and after" on 12 Jan 2027',
            AddLook("Looking on, and after", "12 Jan 2027"),
        ),
        ("calendar add Panel on 12 Jan", AddLook("Panel", "12 Jan")),
        (
            "calendar add “Improvement board” monthly on working day 5",
            AddLook("Improvement board", working_day=5),
        ),
        ('calendar remove "Panel"', RemoveLook("Panel")),
        ("calendar remove Panel on 12 Jan", RemoveLook("Panel", "12 Jan")),
    ],
)
def test_it_is_read_as_it_is_meant(typed: str, request_: AuditRequest) -> None:
    assert parse_audit(typed) == request_


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("draw soon", "draw January"),
        ("draw 2027-13", "draw January"),
        ("pin @manager with @practitioner", "pin @auditor with @practitioner"),
        ("held", "held 7"),
        ("unpin <@U04>", "free @auditor with @practitioner"),
        ("draw soon afresh", "draw January"),
        ("swap 7", "swap 7 with 9"),
        ("away <@U05> next week", "away @person from 4 Jan to 15 Jan"),
        ("auditors add manager", "auditors add @person quota 2"),
        ("bok 7 friday", "book 7 thu 14 jan"),
    ],
)
def test_a_refusal_shows_an_example_that_works(typed: str, example: str) -> None:
    with pytest.raises(RefusedError) as refused:
        parse_audit(typed, "/live")
    assert f"`/live {example}`" in str(refused.value)


@pytest.mark.parametrize("example", EXAMPLES.values())
def test_every_example_can_be_typed(example: str) -> None:
    typed = example.replace("@auditor", "<@U04>").replace("@practitioner", "<@U05>")
    parse_audit(typed.replace("@person", "<@U05>"))


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    with suppress(RefusedError):
        assert isinstance(parse_audit(typed), AuditRequest)
