import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.audits.auditors import AddAuditor, ListAuditors, NotSeen, RemoveAuditor
from bot.audits.booking import BookAudit
from bot.audits.calendar import AddLook, RemoveLook, WhoLooksWhen
from bot.audits.drawing import Draw, Forbid, Free, Pin, Publish, ShowPlan
from bot.audits.outcomes import WriteUp
from bot.audits.settling import AskSwap
from bot.audits.verbs import MyAudits, ShowAudit, WhyPaired
from bot.people.absences import Away
from bot.registry import AUDITS
from bot.slack.command_set import Help, HelpFor
from bot.slack.lost import DidYouMean
from bot.slack.numbered import LookedUp, WhichOne
from bot.slack.registry import OpenForm, Request
from db.errors import RefusedError


def meant_by(typed: str, command: str = "/audit") -> Request:
    """Read some words; a number in them is taken as if it were the database's too."""
    asked = AUDITS.parse(typed, command)
    if not isinstance(asked, LookedUp):
        return asked
    return asked.verb.read(f"{asked.reference} {asked.rest}".strip(), command)


@pytest.mark.parametrize(
    ("typed", "request_"),
    [
        ("", MyAudits()),
        ("mine", MyAudits()),
        ("help", Help()),
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
        ("forbid <@U04> with <@U05>", Forbid(("U04", "U05"))),
        ("free <@U04> with <@U05>", Free(("U04", "U05"))),
        ("unpin <@U04> with <@U05>", Free(("U04", "U05"))),
        ("unforbid <@U04> and <@U05>", Free(("U04", "U05"))),
        ("book 7 thu 14 jan", BookAudit(7, "thu 14 jan")),
        ("book #7 on Thursday", BookAudit(7, "Thursday")),
        ("book 7", OpenForm("book", 7)),
        ("held 7", OpenForm("held", 7)),
        ("cannot 7", OpenForm("cannot", 7)),
        ("swap 7 with 9", AskSwap(7, 9)),
        ("swap 7 with 11-010", AskSwap(7, "11-010")),
        ("swap 7 9", AskSwap(7, 9)),
        ("away <@U05> from 4 Jan to 15 Jan", Away("U05", "4 Jan", "15 Jan")),
        ("away <@U05> 4 Jan to 15 Jan, can finish", Away("U05", "4 Jan", "15 Jan", True)),
        ("rules", OpenForm("rules")),
        ("auditors", ListAuditors()),
        ("auditors add <@U04>", AddAuditor("U04")),
        ("auditors add <@U04> quota 3", AddAuditor("U04", 3)),
        ("auditors remove <@U04>", RemoveAuditor("U04")),
        ("why 7", WhyPaired(7)),
        ("show 7", ShowAudit(7)),
        ("coverage", NotSeen()),
        ("calendar", WhoLooksWhen()),
        ("calendar add", OpenForm("look")),
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
def test_it_is_read_as_it_is_meant(typed: str, request_: Request) -> None:
    assert meant_by(typed) == request_


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("draw soon", "draw January"),
        ("draw 2027-13", "draw January"),
        ("pin @manager with @practitioner", "pin @auditor with @practitioner"),
        ("unpin <@U04>", "free @auditor with @practitioner"),
        ("draw soon afresh", "draw January"),
        ("swap 7", "swap 7 with 9"),
        ("auditors add manager", "auditors add @person quota 2"),
    ],
)
def test_a_refusal_shows_an_example_that_works(typed: str, example: str) -> None:
    with pytest.raises(RefusedError) as refused:
        meant_by(typed, "/live")
    assert f"`/live {example}`" in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("held", WhichOne(WriteUp, "", "/live")),
        ("book friday", WhichOne(BookAudit, "friday", "/live")),
        ("book 14 january", WhichOne(BookAudit, "14 january", "/live")),
        ("bok 7 friday", DidYouMean(AUDITS, "bok 7 friday", "/live")),
        ("away <@U05> next week", Away("U05", "next week", "")),
        ("7 held!", OpenForm("held", 7)),
    ],
)
def test_what_was_left_out_is_asked_for(typed: str, asked: Request) -> None:
    assert meant_by(typed, "/live") == asked


OF_A_FILE = "files"  # whose number is a file's
NUMBERED = [
    verb.example
    for verb in AUDITS.verbs
    if re.match(rf"{verb.name} \d", verb.example) and verb.name != OF_A_FILE
]


@pytest.mark.parametrize("example", NUMBERED)
def test_every_verb_about_an_audit_takes_the_number_that_is_shown(example: str) -> None:
    typed = re.sub(r" \d", " LA-2026-12-002", example, count=1)
    asked = AUDITS.parse(typed, "/audit")
    assert isinstance(asked, LookedUp)
    assert asked.reference == "LA-2026-12-002"
    meant = asked.verb.read(f"7 {asked.rest}".strip(), "/audit")
    assert meant == meant_by(re.sub(r" \d", " 7", example, count=1))


def test_both_audits_of_a_swap_may_be_named_as_they_are_shown() -> None:
    asked = AUDITS.parse("swap LA-2026-12-002 with la 2026-12-9", "/audit")
    assert isinstance(asked, LookedUp)
    assert asked.verb.read(f"7 {asked.rest}", "/audit") == AskSwap(7, "LA-2026-12-009")


@pytest.mark.parametrize("example", [verb.example for verb in AUDITS.by_name.values()])
def test_every_example_can_be_typed(example: str) -> None:
    typed = example.replace("@auditor", "<@U04>").replace("@practitioner", "<@U05>")
    AUDITS.parse(typed.replace("@person", "<@U05>"), "/audit")


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    with suppress(RefusedError):
        assert isinstance(AUDITS.parse(typed, "/audit"), Request)


@pytest.mark.parametrize("verb", ["why", "forbid"])
def test_a_verb_without_a_row_is_told_in_the_row_of_another(verb: str) -> None:
    rows = [*AUDITS.help_rows(), *AUDITS.help_rows(for_leads=True)]
    assert [what for _, what in rows if re.search(rf"\b{verb}\b", what)]


@pytest.mark.parametrize(
    "example",
    [row[0] for leads in (False, True) for row in AUDITS.help_rows(for_leads=leads)],
)
def test_every_example_of_the_help_can_be_typed(example: str) -> None:
    typed = example.replace("@auditor", "<@U04>").replace("@practitioner", "<@U05>")
    AUDITS.parse(typed.replace("@person", "<@U05>"), "/audit")


def test_the_help_is_as_people_know_it() -> None:
    parts = (HelpFor("/audit", "/action", part, is_lead=True) for part in ("", "more", "leads"))
    told = str([AUDITS.help(part).blocks for part in parts])
    for words in HELP:
        assert words in told


HELP = (
    "What you can ask me about live audits",
    "/audit book 7 thu 14 jan",
    "everything that happened to it; why 7 says why this pair",
    "/audit away @person from 4 Jan to 15 Jan",
    "add: can finish, to keep what they have",
    "back early, or not away after all",
    "For leads",
    '/audit calendar add "Scrutiny panel" on 12 January 2027',
    "or: monthly on working day 5",
    "Never write about a child or family here: that belongs in the case system.",
)
