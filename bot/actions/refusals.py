"""What is said when an action cannot be changed as somebody asked."""

from collections.abc import Callable, Mapping
from typing import Final

from db.models.action import called

Facts = Mapping[str, object]

# What was wished of an action that is not open.
WISHES: Final[Mapping[str, str]] = {
    "arrange": "put it after another",
    "close": "mark it done",
    "defer": "defer it",
    "deputise": "give it a deputy",
    "disown": "say it is not yours",
    "drop": "drop it",
    "edit": "edit it",
    "give": "give it away",
    "move": "move it",
    "rate": "set its RAG status",
}
HOW_OFTEN: Final = "“monthly”, “every 2 weeks”, “three times a year”, “last Friday of the month”"
_DECIDED: Final[Mapping[str, str]] = {
    "agreed": "approved the last one",
    "declined": "declined the last one",
    "withdrawn": "withdrawn the last one",
}


def _not_open(facts: Facts) -> str:
    return f"{{number!n}} is {{state}}; {{verb}} it first to {WISHES[str(facts['wish'])]}."


def _done_already(facts: Facts) -> str:
    return "{number!n} was already done" + (" on {on}." if facts["on"] else ".")


def _none_waits(facts: Facts) -> str:
    said = "No new date for {number!n} is waiting for approval"
    if not facts["name"]:
        return f"{said}."
    return f"{said}: {{name}} has {_DECIDED[str(facts['decision'])]}."


def _same_order(facts: Facts) -> str:
    numbers = facts["numbers"]
    assert isinstance(numbers, list)
    after = " and ".join(map(called, numbers)) or "nothing"
    told = after.replace("{", "{{").replace("}", "}}")  # a plan's number is no template
    return f"{{number!n}} is already blocked by {told}."


def _same_phase(facts: Facts) -> str:
    return "{number!n} is in {phase} already." if facts["phase"] else "{number!n} is in no phase."


def _loop(facts: Facts) -> str:
    loop = facts["loop"]
    assert isinstance(loop, list)
    steps = " → ".join(f"#{step}" for step in loop)
    return f"{{number!n}} already blocks {{other!n}}, so that would go round in a circle: {steps}."


WORDS: Final[Mapping[str, str | Callable[[Facts], str]]] = {
    "action.unknown": "There is no action {number!n}. `{action} list all` shows the list.",
    "action.not_open": _not_open,
    "action.open_already": "{number!n} is still open, so there is nothing to reopen.",
    "action.done_already": _done_already,
    "action.title_missing": "An action needs words: `{action} add: Finalise the strategy`.",
    "action.title_emptied": "An action needs words, such as: Finalise the strategy.",
    "action.title_too_long": (
        "That is {length} characters; an action has {most} at most. Put the rest in a note."
    ),
    "action.words_too_long": "That is {length} characters; there is room for {most}.",
    "action.not_for_register": (
        "{number!n} can't go there. Choose the improvement plan or the team; what came from "
        "{our.live_audit:a} stays with it."
    ),
    "action.says_that_already": "{number!n} says that already.",
    "action.note_missing": "A note needs words: `{action} note {number} draft sent to Legal`.",
    "action.note_too_long": "That is {length} characters; a note has {most} at most.",
    "action.with_them_already": "{number!n} is with {name} already.",
    "action.disowned_without_reason": ("Say whose it is or why it is not yours, in a few words."),
    "action.deputy_already": "{name!u} is the deputy of {number!n} already.",
    "action.deputy_is_owner": "{number!n} is {name}'s own, so its deputy has to be somebody else.",
    "action.undo_not_theirs": "Only the person who did that can undo it.",
    "action.undo_changed_since": "{number!n} has changed since, so that can no longer be undone.",
    "action.undo_too_late": (
        "The minute for undoing is over; `{action} show {number}` shows how it stands."
    ),
    "action.reopened_later_one": (
        "{number!n} was repeated as {later!n}, which is open. Add it there: `{action} note "
        "{later} what still needs doing`."
    ),
    "action.reopened_shelved": ("{number!n} is {state}; `{action} resume {number}` resumes it."),
    "action.reopened_without_reason": (
        "Say why it is open again: `{action} reopen {number} the board asked for more`."
    ),
    "action.nothing_to_clear": (
        "Nobody has set the RAG status of {number!n}, so there is nothing to clear."
    ),
    "action.rated_without_reason": (
        "Say why: `{action} rag {number} amber because the partner has not answered`."
    ),
    "action.rag_is_complete": "To mark it complete, type `{action} done 12`.",
    "action.rag_unknown": (
        "Say red, amber or green, and why: "
        "`{action} rag 12 amber because the partner has not answered`."
    ),
    "due_date.same": "{number!n} is already due then; give another date.",
    "due_date.moved_without_reason": (
        "Say why it moves, after the date: "
        "`{action} move {number} to 30 April because the panel meets then`."
    ),
    "due_date.declined_without_reason": (
        "Say why not: `{action} decline {number} because the board meets before that`."
    ),
    "due_date.none_waits": _none_waits,
    "due_date.another_was_asked": (
        "Another date for {number!n} has been asked for since; `{action} show {number}` shows it."
    ),
    "due_date.nobody_to_agree": (
        "The date of {number!n} was moved before, so somebody a level up must approve it, and I "
        "can't reach anybody. Ask an administrator to name {our.lead:a}."
    ),
    "ordering.itself": "{number!n} can't block itself.",
    "ordering.unknown": "There is no action {number!n}.",
    "ordering.loop": _loop,
    "ordering.same": _same_order,
    "ordering.phase_too_long": "That is {length} characters; a phase has {most} at most.",
    "ordering.same_phase": _same_phase,
    "ordering.several_phases": "More than one phase begins like that: {phases}.",
    "ordering.no_phase": "There is no such phase; `{action} phases` shows the list.",
    "ordering.has_come_round": ("{number!n} was repeated as {later!n}; change that one."),
    "ordering.comes_round_already": "{number!n} already repeats like that.",
    "ordering.does_not_come_round": "{number!n} doesn't repeat.",
    "ordering.from_completion": (
        "Counted from completion, it repeats after a number of weeks, months or years: "
        "`{action} repeat {number} every 4 months from completion`."
    ),
    "recurrence.nothing": f"Say how often: {HOW_OFTEN}.",
    "recurrence.unreadable": f"I didn't understand how often; say {HOW_OFTEN}.",
    "recurrence.too_many": f"I count up to {{most}}; say {HOW_OFTEN}.",
    "recurrence.two_meanings": (
        "People mean two different things by that; say “every 2 weeks”, “every 2 months”, "
        "“twice a year” or “every 2 years”."
    ),
    "recurrence.term": (
        "Terms begin on other days in each council and year, so I would be guessing; say "
        "“three times a year”, and move a date that falls wrong."
    ),
    "recurrence.too_often": (
        "An action repeats once a week at most; say “weekly” or “every Monday”."
    ),
    "recurrence.uneven": (
        "A year's twelve months cannot be shared out like that; say, for example, "
        "“four times a year” or “every 10 weeks”."
    ),
    "recurrence.day_not_in_every_month": (
        "Not every month has that day; say “the 28th”, or “monthly” for an action that is due "
        "at the end of a month."
    ),
    "recurrence.bad_rule": (
        "I cannot use that rule; write it like FREQ=MONTHLY;INTERVAL=4, with WEEKLY, MONTHLY "
        "or YEARLY."
    ),
    "ordering.no_date_to_count_from": (
        "{number!n} has no date to count from; give it one first, for example "
        "`{action} move {number} to 4 January`, or add “from completion”."
    ),
}
