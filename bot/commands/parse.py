"""Turns what was typed after a slash command into a request. Pure: text in, request out."""

import re
from collections.abc import Mapping
from difflib import get_close_matches

from bot.commands import date_parse, plan_words
from bot.commands.handover_parse import HANDOVER_VERBS
from bot.commands.requests import (
    ME,
    Add,
    Digest,
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
from bot.commands.words import (
    MENTION,
    Verb,
    numbered,
    split_reason,
    unescaped,
    with_text,
    wrong,
)
from db.errors import RefusedError

ADD = "add @owner by Fri 4 Dec: Finalise the strategy"
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
    if not words:
        return OpenForm("add")
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


def _add(rest: str, command: str) -> Request:
    if not rest:
        return OpenForm("add")
    owner, rest = _leading_owner(rest, command)
    dated = re.fullmatch(r"by\s+(?P<due>[^:]+):\s*(?P<title>.*)", rest, re.IGNORECASE | re.DOTALL)
    if dated:
        return _titled(dated["title"], command, owner, dated["due"].strip())
    if re.match(r"by\s", rest, re.IGNORECASE):
        raise wrong(ADD, "Put a colon between the date and what is to be done.", command)
    return _titled(rest.removeprefix(":").strip(), command, owner, None)


def _leading_owner(rest: str, command: str) -> tuple[str | None, str]:
    found = re.match(rf"(?:{MENTION}|(?P<me>me)(?=\s+by\s|\s*:))", rest, re.IGNORECASE)
    if found:
        return found["person"] or ME, rest[found.end() :].strip()
    if rest.startswith("@"):
        raise wrong(ADD, "Pick the owner from the list that Slack offers as you type @.", command)
    return None, rest


def _titled(title: str, command: str, owner: str | None, due: str | None) -> Add:
    words = unescaped(title.strip())
    if not words:
        raise wrong(ADD, "Say what is to be done.", command)
    return Add(words, owner, due)


def _list(rest: str, command: str) -> Request:
    mention = re.fullmatch(MENTION, rest)
    if mention:
        return List("person", mention["person"])
    scope = rest.lower() or "mine"
    if scope == ME:
        scope = "mine"
    if scope not in SCOPES:
        raise wrong(LIST, "A list is mine, @person, team, overdue or all.", command)
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


def _status(_: str, __: str) -> Request:
    return Digest()


def _help(_: str, __: str) -> Request:
    return Help()


_OWN: Mapping[str, Verb] = {
    "add": Verb(ADD, _add, ("new", "create")),
    "list": Verb(LIST, _list, ("ls",)),
    "show": Verb(SHOW, _show, ("view",)),
    "done": Verb(DONE, _done, ("close", "complete", "completed", "finished")),
    "reopen": Verb(REOPEN, _reopen),
    "move": Verb(MOVE, _move, ("extend",)),
    "give": Verb(GIVE, _give, ("assign", "reassign")),
    "note": Verb(NOTE, _note),
    **date_parse.VERBS,
    "status": Verb("status", _status),
    "help": Verb("help", _help, ("?",)),
}
VERBS: Mapping[str, Verb] = {**_OWN, **HANDOVER_VERBS, **plan_words.VERBS}
SYNONYMS: Mapping[str, str] = {word: name for name, verb in VERBS.items() for word in verb.synonyms}
