"""The pictures: what they say, that their words are whole and apart, and that nothing small is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations

import pytest
from matplotlib.image import imread
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.measures.charts import audits, burn_up, distance, month
from bot.measures.charts.sheet import DOTS, TALLEST, WIDTH, Sheet, width_of, wrapped
from bot.measures.pictures import ALT_LENGTH, alt_text, drawn, short, title_of, told
from jobs.rules.audit_tallies import tallies
from jobs.rules.burn_up import BurnUp
from jobs.rules.burn_up import burn_up as burnt
from jobs.rules.distance import (
    ActionFact,
    AuditFact,
    MeasureReading,
    MeasureTrack,
    Share,
    StatusStep,
)
from jobs.rules.looks import Look
from jobs.rules.pictures import AuditsChart, DistanceChart, Drawing, MonthChart
from jobs.rules.small_numbers import protect_row

TODAY = date(2026, 11, 24)
LONG = "Multi-agency working with partners of $every$ kind, near & far"


def track(theme: str, start: Share, now: Share | None) -> MeasureTrack:
    reading = MeasureReading(date(2026, 2, 2), start)
    return MeasureTrack("Graded Good or better", {0: now}, reading, Share(75, 100), theme=theme)


TRAVELLED = DistanceChart(
    "Graded Good or better, by theme",
    [
        track("", Share(7, 27), Share(13, 19)),
        track("Planning", Share(3, 15), Share(12, 14)),
        track(LONG, Share(2, 4), Share(0, 9)),
        track("Recording", Share(6, 12), None),
    ],
)


def _audit(due: date, reason: str | None) -> AuditFact:
    return AuditFact(due, None if reason else due, None, "MASH", reason=reason)


MONTHS = [date(2026, number, 1) for number in range(1, 11)]
AUDITS = AuditsChart(
    tallies(
        [
            _audit(month.replace(day=28), reason)
            for month in MONTHS
            for reason in (*([None] * (8 + month.month)), *(["leave"] * (month.month % 3 * 3)))
        ],
        MONTHS,
    )
)


def _action(number: int) -> ActionFact:
    day = date(2026, 1 + number % 10, 5)
    steps = [StatusStep(date(2025, 12, 1), "not started")]
    if number % 3:
        steps.append(StatusStep(day, "done"))
    if number % 4:
        steps.append(StatusStep(day.replace(day=20), "signed off"))
    return ActionFact(day, tuple(steps), day)


BURNT = burnt([_action(number) for number in range(40)], TODAY)
CALENDAR = MonthChart(
    date(2026, 11, 1),
    TODAY,
    [
        Look(date(2026, 11, 2), "November 2026", "open", "a"),
        Look(date(2026, 11, 2), "Improvement board", "board", "b"),
        Look(date(2026, 11, 13), "October 2026", "moderate", "c"),
        Look(date(2026, 11, 16), "October 2026", "close", "d"),
        Look(date(2026, 11, 24), "December 2026", "draw", "e"),
        Look(date(2026, 11, 30), "November 2026", "due", "f"),
    ],
    {date(2026, 11, day): protect_row([number]).total for day, number in ((10, 7), (11, 2))},
)
FOR_A_LEAD = replace(TRAVELLED, is_exact=True)
MANY = replace(TRAVELLED, tracks=[*TRAVELLED.tracks] * 5)
FULL = replace(CALENDAR, looks=[*CALENDAR.looks] * 4)
NOTHING = DistanceChart("Graded Good or better, by theme", [])
LAID_OUT: dict[str, tuple[Drawing, Callable[[], Sheet]]] = {
    "distance": (TRAVELLED, lambda: distance.sheet_of(TRAVELLED)),
    "nothing": (NOTHING, lambda: distance.sheet_of(NOTHING)),
    "burn-up": (BURNT, lambda: burn_up.sheet_of(BURNT)),
    "no actions": (burnt([], TODAY), lambda: burn_up.sheet_of(burnt([], TODAY))),
    "audits": (AUDITS, lambda: audits.sheet_of(AUDITS)),
    "no audits": (AuditsChart([]), lambda: audits.sheet_of(AuditsChart([]))),
    "calendar": (CALENDAR, lambda: month.sheet_of(CALENDAR)),
    "for a lead": (FOR_A_LEAD, lambda: distance.sheet_of(FOR_A_LEAD)),
    "many": (MANY, lambda: distance.sheet_of(MANY)),
    "a full calendar": (FULL, lambda: month.sheet_of(FULL)),
}
each = pytest.mark.parametrize("name", LAID_OUT)


def _words(sheet: Sheet) -> list[tuple[str, Bbox]]:
    found = [text for text in sheet.axes.texts if text.get_text().strip()]
    return [(text.get_text(), _extent(text)) for text in found]


def _extent(text: Text) -> Bbox:
    return text.get_window_extent()


@each
def test_every_word_is_on_the_sheet(name: str) -> None:
    sheet = LAID_OUT[name][1]()
    for words, box in _words(sheet):
        assert box.x0 >= 0, words
        assert box.y0 >= 0, words
        assert box.x1 <= WIDTH * DOTS, words
        assert box.y1 <= sheet.height * DOTS, words


@each
def test_no_two_words_lie_on_each_other(name: str) -> None:
    for (one, first), (two, second) in combinations(_words(LAID_OUT[name][1]()), 2):
        inner = Bbox.from_extents(first.x0 + 2, first.y0 + 2, first.x1 - 2, first.y1 - 2)
        assert not inner.overlaps(second), (one, two)


@pytest.mark.parametrize("name", ["distance", "for a lead", "many"])
def test_no_mark_of_a_distance_touches_the_words_below_it(name: str) -> None:
    sheet = LAID_OUT[name][1]()
    marks = [line.get_window_extent().padded(0.04 * DOTS) for line in sheet.axes.lines]
    for words, box in _words(sheet):
        assert not [mark for mark in marks if mark.overlaps(box)], words


def test_a_target_that_all_have_is_told_once_and_in_words_of_each() -> None:
    told = " ".join(words for words, _ in _words(distance.sheet_of(FOR_A_LEAD)))
    assert told.count("75%") == 1
    assert "Black line: the target, 75%." in told
    assert alt_text(FOR_A_LEAD).count("target 75%") == len(FOR_A_LEAD.tracks)


def test_where_targets_differ_each_is_told_beside_its_own() -> None:
    other = replace(FOR_A_LEAD.tracks[0], target=Share(50, 100))
    told = distance.sheet_of(replace(FOR_A_LEAD, tracks=[*FOR_A_LEAD.tracks, other]))
    read = " ".join(words for words, _ in _words(told))
    assert "target 75%" in read
    assert "target 50%" in read


def test_a_calendar_says_what_each_of_its_letters_stands_for_in_a_month_of_six_weeks_too() -> None:
    read = [words for words, _ in _words(month.sheet_of(CALENDAR))]
    for on, said in (
        ("Mon 2", "pairs notified, November 2026"),
        ("Mon 30", "audit deadline, November"),
    ):
        assert any(words.startswith(f"{on}: {said}") for words in read)
    assert not [words for words in read if words.startswith("and ")]


def test_a_calendar_too_full_for_its_picture_lists_what_is_to_come() -> None:
    late = replace(FULL, looks=[*CALENDAR.looks, *CALENDAR.looks[:3]])
    read = " ".join(words for words, _ in _words(month.sheet_of(late)))
    for listed in ("Mon 30: ", "Tue 24: ", "Mon 16: "):
        assert listed in read
    assert "Improvement board" not in read
    assert read.endswith("and 4 more")


@each
def test_words_are_large_enough_to_read_on_a_telephone(name: str) -> None:
    on_a_phone = 400 / WIDTH / 72  # points of a screen to a point of print
    sizes = [float(text.get_fontsize()) * on_a_phone for text in LAID_OUT[name][1]().axes.texts]
    assert min(sizes) >= 12


@each
def test_the_picture_is_as_wide_as_a_telephone_shows_sharply_and_not_blank(name: str) -> None:
    made = drawn(LAID_OUT[name][0])
    pixels = imread(BytesIO(made.content))
    assert made.filename.endswith(".png")
    assert pixels.shape[1] == round(WIDTH * DOTS)
    dark = (pixels[..., :3].sum(axis=2) < 1.5).mean()
    assert 0.002 < dark < 0.5


@each
def test_the_picture_is_seen_whole_on_a_screen(name: str) -> None:
    assert LAID_OUT[name][1]().height <= TALLEST


def test_a_year_of_audits_of_many_reasons_fits_too_and_what_is_left_out_is_the_oldest() -> None:
    reasons = [None, "leave", "sickness", "vacancy", "workload", "other"]
    facts = [
        _audit(day.replace(day=28), why) for day in MONTHS for why in reasons for _ in range(6)
    ]
    year = AuditsChart(tallies(facts, MONTHS, is_exact=True), is_exact=True)
    sheet = audits.sheet_of(year)
    assert sheet.height <= TALLEST
    assert "Oct 2026" in [words for words, _ in _words(sheet)]


def test_a_lead_reads_every_number_with_its_percentage_and_none_of_fewer_than_ten() -> None:
    words = alt_text(FOR_A_LEAD)
    assert "All: 26% (7 of 27) at the start, 68% (13 of 19) now; target 75%." in words
    assert "Planning: 20% (3 of 15) at the start, 86% (12 of 14) now" in words
    assert f"{LONG}: 2 of 4 at the start, 0 of 9 now" in words
    assert "are not in it" not in str(told(FOR_A_LEAD).blocks)
    assert len(distance.sheet_of(FOR_A_LEAD).axes.patches) == 0


def test_an_audit_that_nobody_wrote_up_is_told_as_without_an_update() -> None:
    day = date(2026, 1, 28)
    facts = [_audit(day, "no word"), AuditFact(day, None, None, "MASH"), _audit(day, None)]
    year = AuditsChart(tallies(facts, MONTHS[:1], is_exact=True), is_exact=True)
    assert "(no update yet 1, no update given 1)" in alt_text(year)
    drawn_words = {words for words, _ in _words(audits.sheet_of(year))}
    assert {"not held: no update given", "not held: no update yet"} <= drawn_words


def test_a_lead_reads_small_numbers_in_the_other_pictures_too() -> None:
    facts = [_audit(date(2026, 1, 28), why) for why in (None, None, "leave")]
    year = AuditsChart(tallies(facts, MONTHS[:1], is_exact=True), is_exact=True)
    assert "January 2026: 2 of 3 held, not held 1 (leave 1)." in alt_text(year)
    few = burnt([_action(1), _action(2)], TODAY, is_exact=True)
    assert "2 opened, 2 done" in alt_text(few)


def test_the_same_numbers_give_the_same_bytes() -> None:
    assert drawn(CALENDAR).content == drawn(CALENDAR).content


def test_the_distance_is_told_in_words_with_small_numbers_hidden() -> None:
    assert alt_text(TRAVELLED) == (
        "Graded Good or better, by theme. "
        "All: 7 of 27 at the start, 13 of 19 now; target 75%. "
        "Planning: fewer than 5 of 15 at the start, at least 10 of 14 now; target 75%. "
        f"{LONG}: fewer than 5 at the start, 0 of 9 now; target 75%. "
        "Recording: 6 of 12 at the start, nothing measured now; target 75%."
    )


def test_the_burn_up_is_told_in_words() -> None:
    assert alt_text(BURNT) == (
        "Actions: the burn-up. Actions from Sat 1 Nov 2025 to Mon 1 Feb 2027. By Tue 24 Nov 2026: "
        "40 opened, 36 done, 30 signed off. By their original dates 40 were to be done by now, by "
        "their present dates 40."
    )


@pytest.mark.parametrize("drawing", [TRAVELLED, BURNT, AUDITS, CALENDAR])
def test_each_sentence_about_a_picture_stands_in_a_line_of_its_own(drawing: Drawing) -> None:
    _, said, _ = told(drawing).blocks
    rows = "".join(run["text"] for run in said["elements"][0]["elements"]).split("\n")
    assert " ".join([f"{title_of(drawing)}.", *rows]) == alt_text(drawing)
    assert not [row for row in rows if ". " in row]


def test_the_audits_are_told_in_words() -> None:
    words = alt_text(AUDITS)
    assert "January 2026: at least 8 of 12 held, not held fewer than 5." in words
    assert "February 2026: 10 of 16 held, not held 6 (leave 6)." in words
    assert "March 2026: 11 of 11 held." in words


def test_the_calendar_is_told_in_words() -> None:
    words = alt_text(CALENDAR)
    assert words.startswith("Key dates: November 2026. Mon 2 Nov 2026: Live audits of")
    assert words.endswith("booked: 7 on Tue 10 Nov 2026, fewer than 5 on Wed 11 Nov 2026.")


def test_a_small_number_is_a_bar_over_all_that_it_could_be_and_no_dot() -> None:
    chart = DistanceChart("x", [track("Planning", Share(3, 15), Share(12, 14))])
    sheet = distance.sheet_of(chart)
    assert len(sheet.axes.patches) == 2
    assert not [line for line in sheet.axes.lines if line.get_marker() == "o"]


def test_a_bar_of_audits_says_no_more_than_its_words() -> None:
    [january] = [one for one in AUDITS.months if one.month.month == 1]
    parts = {part.what: part.number for part in audits.parts_of(january)}
    assert parts == {"held": 8, audits.FEW: 4}


def test_a_curve_begins_where_it_may_be_told() -> None:
    few = BurnUp([date(2026, 1, 1), TODAY], TODAY, [3, 4], [0, 0], [0, 0], [0, 0], [0, 0])
    curves = [line for line in burn_up.sheet_of(few).axes.lines if line.get_marker() == "s"]
    assert curves == []


def test_words_for_a_picture_are_cut_after_a_sentence() -> None:
    cut = short("A sentence of some length. " * 60)
    assert len(cut) <= ALT_LENGTH
    assert cut.endswith("length. The rest is in the message.")
    assert short("One. Two.") == "One. Two."


def test_a_picture_comes_with_its_words() -> None:
    answer = told(CALENDAR)
    assert answer.text == "Key dates: November 2026"
    assert "Live audits of December 2026: draft pairs to leads" in str(answer.blocks)


def test_long_words_are_broken_to_fit() -> None:
    lines = wrapped(LONG + " " + "x" * 90, 11, 2.0)
    assert len(lines) > 2
    assert all(width_of(line, 11) <= 2.0 for line in lines)
