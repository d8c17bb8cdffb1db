"""Turns what was typed after a slash command into a request. Pure: text in, request out."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from bot.actions import due_dates_parsing
from bot.actions.adding_parsing import ADD, is_list, read_add
from bot.actions.requests import (
    ME,
    Done,
    DoneByWords,
    DoneList,
    Give,
    Help,
    List,
    Move,
    Note,
    OpenForm,
    Reopen,
    Request,
    Show,
)
from bot.actions.words import Verb, numbered, with_text, wrong
from bot.registry import ACTION_VERBS, STATUS
from bot.reminders import parsing as reminding_parse
from bot.slack.parsing import MENTION, split_reason, unescaped
from db.errors import RefusedError

LIST = "list overdue"
SHOW = "show 12"
DONE = "done 12"
REOPEN = "reopen 12 the board asked for more"
MOVE = "move 12 to 30 April because the panel meets then"
GIVE = "give 12 to @person"
NOTE = "note 12 draft sent to Legal"
ALIKE = 0.7
SCOPES = ("mine", "team", "overdue", "all")


def parse_action(text: str, command: str = "/action") -> Request:
    """Read the words after `/action`, or refuse with an example that works."""
    words = text.strip()
    if not words or is_list(words):
        return read_add(words, command)
    verb, rest = [*words.split(maxsplit=1), ""][:2]
    verb = verb.lower().rstrip(":")
    verb = SYNONYMS.get(verb, verb)
    if verb not in VERBS:
        raise RefusedError(_unknown(verb, command))
    return VERBS[verb].read(rest.strip(), command)


def _unknown(verb: str, command: str) -> str:
    swapped = [known for known in VERBS if sorted(known) == sorted(verb)]
    near = swapped or get_close_matches(verb, VERBS, n=1, cutoff=ALIKE)
    if near:
        return f"I do not know that word. Did you mean `{command} {VERBS[near[0]].example}`?"
    return f"I do not know that word. Try `{command} done 12`; `{command} help` shows the rest."


def _list(rest: str, command: str) -> Request:
    mention = re.fullmatch(MENTION, rest)
    if mention:
        return List("person", mention["person"])
    in_phase = re.match(r"phase\s+(?=\S)", rest, re.IGNORECASE)
    if in_phase:
        return List("phase", phase=unescaped(rest[in_phase.end() :]))
    scope = rest.lower() or "mine"
    if scope == ME:
        scope = "mine"
    if scope not in SCOPES:
        raise wrong(
            LIST, "A list is mine, @person, team, overdue, phase and its name, or all.", command
        )
    return List(scope)


def _show(rest: str, command: str) -> Request:
    number, _ = numbered(SHOW, rest, command)
    return Show(number)


def _done(rest: str, command: str) -> Request:
    if not rest:
        return DoneList()
    if re.match(r"#?\d", rest):
        return Done(*with_text(DONE, rest, command))
    return DoneByWords(tuple(unescaped(rest).split()))


def _reopen(rest: str, command: str) -> Request:
    return Reopen(*with_text(REOPEN, rest, command))


def _move(rest: str, command: str) -> Request:
    number, words = with_text(MOVE, rest, command)
    if not words:
        return OpenForm("move", number)
    due, why = split_reason(words.removeprefix("to "))
    if not due:
        raise wrong(MOVE, "Say which date it moves to.", command)
    return Move(number, due, why)


def _give(rest: str, command: str) -> Request:
    number, words = numbered(GIVE, rest, command)
    if not words:
        return OpenForm("give", number)
    to = re.match(rf"(?:to\s+)?(?:{MENTION}|(?P<me>me)\b)", words, re.IGNORECASE)
    if to is None:
        raise wrong(GIVE, "Pick the person from the list that Slack offers as you type @.", command)
    _, why = split_reason(unescaped(words[to.end() :]))
    return Give(number, to["person"] or ME, why)


def _note(rest: str, command: str) -> Request:
    number, words = with_text(NOTE, rest, command)
    return Note(number, words) if words else OpenForm("note", number)


def _status(rest: str, command: str) -> Request:
    return STATUS.parse(rest, f"{command} status")


def _help(_: str, __: str) -> Request:
    return Help()


_OWN: Mapping[str, Verb] = {
    "add": Verb(ADD, read_add, ("new", "create")),
    "list": Verb(LIST, _list, ("ls",)),
    "show": Verb(SHOW, _show, ("view",)),
    "done": Verb(DONE, _done, ("close", "complete", "completed", "finished")),
    "reopen": Verb(REOPEN, _reopen),
    "move": Verb(MOVE, _move, ("extend",)),
    "give": Verb(GIVE, _give, ("assign", "reassign")),
    "note": Verb(NOTE, _note),
    **due_dates_parsing.VERBS,
    **reminding_parse.VERBS,
    **{verb.name: Verb(verb.example, verb.read, verb.synonyms) for verb in ACTION_VERBS},
    "status": Verb("status", _status),
    "help": Verb("help", _help, ("?",)),
}
VERBS: Mapping[str, Verb] = {
    **_OWN,
}
SYNONYMS: Mapping[str, str] = {word: name for name, verb in VERBS.items() for word in verb.synonyms}
