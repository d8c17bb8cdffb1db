"""What is said where a rule of live audits says no."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from bot.audits import draw_words
from bot.audits.rule_problems import what_is_wrong
from bot.permission_words import literal
from jobs.audits.plan import Names
from jobs.audits.re_pairing import RePairing
from jobs.rules.audit_rules import RuleProblem
from jobs.rules.draw.repair import BadSwap

Facts = Mapping[str, object]


def _calendar_wrong(facts: Facts) -> str:
    return literal(f"The calendar {what_is_wrong(cast(RuleProblem, facts['problem']))}.")


def _bad_swap(say: Callable[[BadSwap, Names], str]) -> Callable[[Facts], str]:
    def words(facts: Facts) -> str:
        swap, names = facts["swap"], facts["names"]
        assert isinstance(swap, BadSwap)
        assert isinstance(names, Mapping)
        return literal(say(swap, names))

    return words


def _no_re_pair(facts: Facts) -> str:
    offer = facts["offer"]
    assert isinstance(offer, RePairing)
    return literal(draw_words.re_pairing_words(offer))


def _for_moderator(facts: Facts) -> str:
    return (
        "That is for " + ("{asked}" if facts["asked"] else "{our.lead:a}") + " to {our.moderate}."
    )


_STATES: Final[Mapping[object, str]] = {
    "not held": "has been cancelled",
    "held": "is complete",
    "published": "isn't complete yet",
}


def _not_open(then: str, off: str = ", so you can't ") -> Callable[[Facts], str]:
    """Say how an audit stands that is open no more, and what that rules out."""
    return lambda facts: f"{{named!u}} {_STATES.get(facts['state'], 'is {state}')}{off}{then}"


_NOBODY_FAR: Final = (
    "It has to be {our.moderated} by somebody outside the pair and outside both their lines."
)

WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "audit.unknown": "There is no {our.live_audit} {number}. `{audit}` shows yours.",
    "audit.not_there": "There is no such {our.live_audit}. `{audit}` shows yours.",
    "audit.no_such_file": "There is no file {number} waiting to be looked at again.",
    "audit.not_open_name": _not_open("name its case."),
    "audit.case_by_lot": "The case of {named} is drawn from the month's sheet by lot.",
    "audit.line_taken": "Another {our.audit} looks at line {line} already. Choose another line.",
    "audit.no_such_line": "Line {line} is not on the month's sheet, or it was closed.",
    "audit.no_case_to_change": "{named!u} has no case to replace.",
    "audit.no_next_case": (
        "No other case is left on the sheet for {named}. {our.lead:A} can add lines to "
        "it. Otherwise choose Can't do this."
    ),
    "audit.no_sample": (
        "That isn't a sample of cases. It needs the columns Line, and Practitioner or Team. Case "
        "number, Second practitioner and Theme are optional."
    ),
    "audit.not_open_book": _not_open("book a time."),
    "audit.not_open_cannot": _not_open("cancel it."),
    "audit.not_open_extend": _not_open("extend it."),
    "audit.not_open_exempt": _not_open("exempt it."),
    "audit.not_open_replace": _not_open("find another pair."),
    "audit.not_open_hold": _not_open("write it up. `{audit} reopen` reopens it first."),
    "audit.not_held_correct": _not_open("correct.", ", so there is nothing to "),
    "audit.not_over": _not_open("reopen.", ", so there is nothing to "),
    "audit.nothing_corrected": "Nothing in {named} was changed.",
    "audit.no_why": "Say why, in a few words.",
    "audit.records_stopped": (
        "{our.lead:A} has stopped late records of {month}, and can allow them again: "
        "`{audit} late on {month}`."
    ),
    "audit.records_too_soon": (
        "{our.audits:C} can be held up to {due}; late records begin after that."
    ),
    "audit.nudged_today": "Everybody who has not booked was nudged today already.",
    "audit.nothing_to_nudge": (
        "There's nobody to nudge: each {our.audit} is booked, or its last day has passed."
    ),
    "learning.not_closed": "{month} closes after {day}; its learning note is drafted then.",
    "learning.none_held": "No {our.audit} was held in {month}, so there is no learning note.",
    "learning.too_few": (
        "Too few {our.audits} were held in {month} for a learning note: it could identify one."
    ),
    "learning.posted_already": (
        "The learning note of {month} is posted, so it stays as its teams read it."
    ),
    "learning.posted_to_all": "Every team with a channel has it already. Nothing was posted again.",
    "learning.no_channel": (
        "No team has a channel yet. Name one with Team channels, then post the note."
    ),
    "learning.too_long": "Use at most {most} characters.",
    "learning.tells_one": (
        "This names somebody, {our.audit:a} or an action of that month, and whole teams will "
        "read it. Say what changes without naming any of them."
    ),
    "learning.theme_of_one": (
        "A theme of one {our.audit} would identify that {our.audit}. Choose another."
    ),
    "learning.discussed_already": "{team} has discussed it already.",
    "learning.discussed_not_there": "The note was withdrawn, so there is nothing to discuss.",
    "learning.not_sent": "No learning note{month} has been posted to your team.",
    "learning.gone": "That note isn't there any more.",
    "learning.undo_not_theirs": "Only the person who did that can undo it.",
    "learning.undo_too_late": "The minute for undoing is over.",
    "learning.undo_changed_since": "Something has changed since, so that can no longer be undone.",
    "audit.month_not_drawn": "{month} has not been drawn.",
    "audit.month_not_yet": "{month} has not been drawn. Did you mean {last}?",
    "audit.no_month_named": "I didn't get “{month}” as a month. Write it like this: December 2026.",
    "audit.undo_not_theirs": "Only the person who did that can undo it.",
    "audit.undo_changed_since": "{named!u} has changed since, so that can no longer be undone.",
    "audit.undo_too_late": (
        "The minute for undoing is over; `{audit} reopen {reference}` reopens it, with a reason."
    ),
    "audit.release_too_late": (
        "The minute for undoing is over. To have it looked at again, say who holds it: `{audit} "
        "files {number} @person`."
    ),
    "audit.not_a_moderator": (
        "Only somebody outside the pair's line can {our.moderate} it: {our.lead:a}, "
        "{our.head_of_service:a}, quality assurance or {our.auditor:a}."
    ),
    "audit.booked_then": "It's already booked for then.",
    "audit.nothing_suggested": "No other time is suggested for {named} any more.",
    "audit.suggestion_gone": (
        "That suggestion has been changed or answered. `{audit} show {reference}` shows how it "
        "stands."
    ),
    "audit.odd_hour": "Choose a time between {first} and {last}.",
    "audit.time_passed": "That time has passed. Choose a later one.",
    "audit.meeting_length": "{our.audit:A} lasts between {least} and {most} minutes.",
    "audit.place_too_long": "Keep the place to {most} characters.",
    "audit.hour_taken": "{busy!u} has another {our.live_audit} at {starts} on {day}.",
    "audit.day_outside": (
        "{named!u} has to take place between {opens} and {due}. Choose a day in between."
    ),
    "audit.due_later": "{named!u} is already due by {due}.",
    "audit.due_already": "{named!u} is already due by {due}; give a later day.",
    "audit.until_gone": "{until} has passed; give a date in the future.",
    "audit.needs_no_time": _not_open("give it more time."),
    "audit.nobody_waits": "Nobody is waiting for that answer any more.",
    "audit.no_reflection_wanted": "{named!u} is not waiting for a reflection.",
    "audit.reflection_too_long": "A reflection has {most} characters at most.",
    "audit.no_moderation_wanted": "That is not waiting for {our.moderation}.",
    "audit.moderator_too_near": _NOBODY_FAR,
    "audit.for_moderator": _for_moderator,
    "audit.no_reason_for_grade": "Say why the grade changes, in a few words.",
    "audit.reason_not_listed": "Choose a reason from the list: {reasons}.",
    "audit.grades_are_dated": (
        "There are {our.audits} with these grades, and they keep them. Leave this as it is, "
        "and write the new ones with their first day under “Other grades from a day on”, such as "
        "1 Apr 2027: 0-10."
    ),
    "audit.grades_are_dated_elsewhere": (
        "There are {our.audits} with these grades, and they keep them. Leave this as it is, and "
        "save. Then press “Rules” in my Home, or type `{audit} rules`: under “Other grades from a "
        "day on” goes the new scale with its first day, such as 1 Apr 2027: 0-10."
    ),
    "audit.not_for_supervision": "{named!u} is not for one of your {our.supervision} sessions.",
    "audit.talked_about_already": "{named!u} has been marked as discussed already.",
    "audit.grade_not_listed": "Choose a grade from the list: {grades}.",
    "audit.no_grades_here": "{our.audits:C} have no grade here; leave it empty.",
    "audit.theme_not_listed": "Choose themes from the list.",
    "audit.held_outside": (
        "Choose the day it took place: from {opens}, when the month opened, up to today."
    ),
    "audit.same_grade": "Choose a different grade: {others}.",
    "audit.needs_action": "This grade needs an action, due by {latest}: say what will be done.",
    "audit.action_too_late": "With this grade an action is due by {latest} at the latest.",
    "audit.action_for_others": (
        "An action of {named} goes to {auditor}, {practitioner} or a manager of theirs."
    ),
    "audit.no_case_numbers": "Case numbers are not taken here; leave the field empty.",
    "audit.no_case_key": (
        "Case numbers cannot be kept safely yet: an administrator has to set CASE_KEY. "
        "Leave the field empty."
    ),
    "audit.not_a_case_number": (
        "That isn't how this council writes case numbers. Copy it from the case system, "
        "or leave the field empty."
    ),
    "audit.case_audited": (
        "That case was {our.audited} in {month} ({reference}); choose another one."
    ),
    "audit.not_your_swap": "Only {one} or {two} can ask for this swap.",
    "audit.not_yours_to_answer": "Only {asked} can answer that.",
    "audit.cannot_be_swapped": _not_open("swap it."),
    "audit.swapped_too_late": "{named!u} was due by {due}, so it can't be swapped.",
    "audit.swap_of_two_months": "Only two {our.audits} of the same month can be swapped.",
    "audit.bad_swap": _bad_swap(draw_words.bad_swap_words),
    "audit.cannot_be_taken_over": _not_open("take it over."),
    "audit.bad_take_over": _bad_swap(draw_words.bad_take_over_words),
    "audit.paired_again_already": "{named!u} has another pair already.",
    "audit.no_re_pair": _no_re_pair,
    "audit.no_new_pair": "There is no other pair for {named}, so it stays as it is.",
    "audit.published_already": "{month} is {state} already.",
    "audit.too_late_to_hold_back": "{month} is {state} already, so it's too late to hold it.",
    "audit.held_back_already": "{month} is on hold already.",
    "audit.not_held_back": "{month} isn't on hold.",
    "audit.too_late_to_publish": "{month} was due on {due}, so it is too late.",
    "audit.not_drawn": "{month} has not been drawn; `{audit} draw {month}` draws it.",
    "audit.not_drawn_again": (
        "{month} is {state} already, so it is not drawn again; to change a pair, type "
        "`{audit} cannot` or `{audit} swap` with its number."
    ),
    "audit.neither_pinned_nor_forbidden": (
        "Those two are neither pinned nor forbidden this month; `{audit} plan` shows pins."
    ),
    "audit.look_is_over": "That day has passed. Enter a day in the future.",
    "audit.nobody_looks_then": (
        "Nobody of that name is in the calendar on that day; `{audit} calendar` shows it."
    ),
    "audit.calendar_wrong": _calendar_wrong,
    "audit.does_not_work_then": "{person!u} does not work here then.",
    "audit.quota_outside": "A quota is a number from 0 to {most}, such as 2.",
    "audit.place_ends_first": "The last day on the list comes before the first.",
    "audit.not_an_auditor": (
        "{person!u} is not on the list of {our.auditors}; `{audit} auditors` shows it."
    ),
    "audit.absence_ends_first": (
        "The last day comes before the first. Write it like this: from 4 Jan to 15 Jan."
    ),
    "audit.absence_is_over": "Those days have passed. Enter days in the future.",
    "audit.absence_too_long": "That is more than two years. Choose an earlier last day.",
    "audit.not_away": "{person!u} is not away, as far as I know.",
}
