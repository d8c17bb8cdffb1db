from dataclasses import replace
from datetime import date

import pytest

from bot.audits.draw_words import (
    APART,
    LEFT_OUT,
    STOPPED_LOOKING,
    bad_pin_words,
    bad_swap_words,
    blocked_words,
    diary_words,
    fairness_words,
    left_out_words,
    re_paired_words,
    reason_words,
    stretched_words,
)
from jobs.rules.draw.answers import BadPin, Blocked, Fix
from jobs.rules.draw.days import offer_days
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.draw.fairness import LeftOut, fairness
from jobs.rules.draw.model import Blocking, DrawRequest, Month, Plan, Reason
from jobs.rules.draw.repair import BadSwap, Cannot, Left, RePaired, re_pair
from jobs.rules.draw.solve import draw
from tests.jobs.rules.draw.councils import FIRST_WEEK, held, plain

NAMES = {"m0": "Team Manager, Duty", "p0": "Practitioner 1", "p1": "Practitioner 2"}
LONGEST = Reason(4, 1, 0, Month(2026, 5), False, 1, False, False)


def why(**changes: object) -> str:
    reason = _changed(changes)
    request = plain(1, 1)
    return reason_words(reason, request.practitioners[0].team, request.month)


def _changed(changes: dict[str, object]) -> Reason:
    return replace(LONGEST, **changes)  # type: ignore[arg-type]  # fields of a Reason


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Last audited 4 months ago, the longest wait in Permanence. Last met in May."),
        (
            {"months_waited": None, "tied": 1, "last_met": None},
            "Never audited before, the longest wait in Permanence. Not met before.",
        ),
        (
            {"months_waited": 1, "rank_in_team": 3, "last_met": Month(2025, 12)},
            "Last audited 1 month ago, the 3rd longest wait in Permanence. "
            "Last met in December 2025.",
        ),
        (
            {"rank_in_team": 12, "tied": 2, "nth": 2},
            "Last audited 4 months ago, the 12th longest wait in Permanence. Last met in May. "
            "This is their 2nd audit of the month.",
        ),
        (
            {"last_met": Month(2026, 12), "repeat": True},
            "Last audited 4 months ago, the longest wait in Permanence. Last met in December. "
            "They met recently, but nobody else could this month.",
        ),
        (
            {"repeat": True, "pinned": True},
            "Last audited 4 months ago, the longest wait in Permanence. Last met in May. "
            "The lead chose this pair.",
        ),
    ],
)
def test_a_pair_is_told_why_it_was_drawn(changes: dict[str, object], words: str) -> None:
    assert why(**changes) == words


def test_a_blocked_draw_says_who_is_in_the_way_and_what_would_help() -> None:
    people = tuple(f"p{place}" for place in range(4))
    blocking = Blocking(("a", "b", "c", "d", "e"), people, 10, 4, 1, True)
    fixes = (
        Fix("any team or service"),
        Fix("more audits", 3),
        Fix("add", 6),
        Fix("fewer audits", 6),
    )
    assert blocked_words(Blocked(blocking, fixes), NAMES) == (
        "These 5 auditors need 10 audits but can only reach 4 practitioners: "
        "allow any team or service, allow 3 audits a practitioner in the month, "
        "add 6 practitioners that every auditor may meet, or ask for 6 audits fewer."
    )


def test_a_fix_for_more_than_those_named_is_said_to_be_for_all() -> None:
    blocking = Blocking(("m0",), ("p0",), 2, 1, 1, True)
    fixes = (Fix("add", 1), Fix("add", 1200), Fix("fewer audits", 1200))
    assert blocked_words(Blocked(blocking, fixes), NAMES).endswith(
        "add 1 practitioner that every auditor may meet, "
        "add 1,200 practitioners in all that every auditor may meet, "
        "or ask for 1,200 audits fewer in all."
    )


def test_few_auditors_are_named_and_room_is_said_where_it_is_not_plain() -> None:
    blocking = Blocking(("m0",), ("p0",), 2, 0, 2, True)
    assert blocked_words(Blocked(blocking, (Fix("own supervisor"),)), NAMES) == (
        "Team Manager, Duty needs 2 audits but can only reach 1 practitioner, "
        "with room for 0 audits at 2 each at most: let supervisors meet their own staff."
    )


def test_more_than_one_audit_a_month_is_said_aloud() -> None:
    assert stretched_words(planned(plain(2, 4)), {}) is None
    assert stretched_words(planned(plain(2, 3)), {}) == (
        "m0 and m1 need 4 audits but can only reach 3 practitioners, so some have 2 this month."
    )


def test_a_pin_and_a_swap_are_refused_with_the_rule() -> None:
    assert bad_pin_words(BadPin("m0", "p0", "supervisor"), NAMES) == (
        "Team Manager, Duty with Practitioner 1 cannot be pinned: one of them supervises the other."
    )
    assert bad_swap_words(BadSwap(("m0", "p0"), "same auditor"), NAMES) == (
        "This swap is not possible for Team Manager, Duty with Practitioner 1: "
        "both audits have the same auditor."
    )
    assert all(words and not words.endswith(".") for words in APART.values())


def test_a_re_pair_says_what_changes_and_that_nothing_changes_less() -> None:
    request = plain(1, 3, rules=Rules(quota=1), history=(held("m9", "p2", 2026, 12),), seed=1)
    first = planned(request).ids[0]
    other = ("m0", "p1" if first[1] == "p0" else "p0")
    outcome = re_pair(request, (first,), Cannot(first))
    assert isinstance(outcome, RePaired)
    assert re_paired_words(outcome, {}) == (f"1 new pair: m0 with {other[1]}; 0 pairs kept.")
    gone = re_pair(request, (first,), Left("m0", date(2027, 1, 1)))
    assert isinstance(gone, RePaired)
    told = "No new pair is needed: the auditor is not there this month; 0 pairs kept."
    assert re_paired_words(gone, {}) == told


def test_everybody_left_out_has_a_sentence() -> None:
    assert left_out_words([LeftOut("p0", 3, "not at work")], NAMES) == [
        "Not at work this month: Practitioner 1."
    ]
    assert all(LEFT_OUT.values())


def test_those_left_out_for_one_reason_share_a_line_that_names_a_few() -> None:
    waiting = [LeftOut(f"p{n}", 3, "others waited as long") for n in range(5)]
    away = LeftOut("p9", None, "not at work")

    assert left_out_words([*waiting, away], {}, 2) == [
        "No slot this month, as others have waited longer: p0, p1 and 3 more.",
        "Not at work this month: p9.",
    ]


def test_the_fairness_certificate_gives_numbers_of_numbers() -> None:
    history = (held("m0", "p0", 2026, 12), held("m0", "p1", 2026, 12))
    assert certificate(plain(1, 3, history=history)) == [
        "2 of 3 practitioners have an audit this month (2 audits), nobody more than one.",
        "By time since the last audit, the longest first: never audited 1 of 1, 1 month 1 of 2.",
        "In every team, 2 of 3 have one.",
        "1 pair must meet again sooner than usual.",
        "✓ Checked: the fairest possible plan.",
    ]


def test_what_was_settled_first_is_said() -> None:
    opens, due = FIRST_WEEK.opens, FIRST_WEEK.due
    request = plain(2, 4, window=FIRST_WEEK, pins=(("m0", "p0"),))
    second = replace(request.auditors[1], away=((opens, due),))
    sentences = certificate(replace(request, auditors=(request.auditors[0], second)))
    assert sentences[-1] == "✓ Checked: the fairest possible plan that keeps what is settled."
    assert sentences[-3:-1] == [
        "No pair meets again too soon.",
        "Not at work in the window, so not drawn: m1.",
    ]


def test_a_council_with_nobody_to_audit_has_nothing_to_share() -> None:
    assert len(certificate(plain(0, 0))) == 3


def test_days_that_could_not_be_found_are_said() -> None:
    request = plain(1, 3, window=replace(FIRST_WEEK, due=date(2027, 1, 5)))
    pairs = (("m0", "p0"), ("m0", "p1"), ("m0", "p2"))
    unplaced, close = diary_words(offer_days(request, pairs), {"m0": "Team Manager, Duty"})
    assert unplaced.endswith(
        "have no day: on each of the 2 days that would suit both, one of them has another audit."
    )
    assert close.startswith("Team Manager, Duty has ")
    assert close.endswith(" 1 working day apart.")


def test_where_the_search_for_days_was_ended_it_is_said_that_others_might_do_better() -> None:
    request = plain(1, 3, window=replace(FIRST_WEEK, due=date(2027, 1, 5)))
    pairs = (("m0", "p0"), ("m0", "p1"), ("m0", "p2"))
    ended = offer_days(request, pairs, limit=0.0)
    assert not all(ended.proven)
    assert diary_words(ended, {"m0": "Team Manager, Duty"})[-1] == STOPPED_LOOKING
    roomy = offer_days(plain(1, 3), pairs, limit=0.0)
    assert diary_words(roomy, {"m0": "Team Manager, Duty"}) == []


def test_two_who_are_never_in_together_are_told_so() -> None:
    request = plain(1, 1)
    mondays = replace(request.auditors[0], weekdays=(0,))
    request = replace(request, auditors=(mondays,), holidays=_mondays(request))
    assert diary_words(offer_days(request, (("m0", "p0"),)), NAMES) == [
        "Team Manager, Duty with Practitioner 1 have no day: "
        "they are never at work on the same day of the window."
    ]


def _mondays(request: DrawRequest) -> tuple[date, ...]:
    opens = request.window.opens
    return tuple(date(opens.year, opens.month, day) for day in (4, 11, 18, 25))


def planned(request: DrawRequest) -> Plan:
    plan = draw(request)
    assert isinstance(plan, Plan)
    return plan


def certificate(request: DrawRequest) -> list[str]:
    return fairness_words(fairness(request, planned(request)), {})
