"""Turns what was typed after a slash command into a request. Pure: text in, request out."""

import html
import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches

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
from db.errors import RefusedError

# `<@U012AB3CD>` or `<@U012AB3CD|name>`, as a mention arrives when the manifest asks for escaping:
# https://docs.slack.dev/interactivity/implementing-slash-commands
MENTION = r"<@(?P<person>[UW][A-Z0-9]+)(?:\|[^>]*)?>"
NUMBER = r"#?(?P<number>\d{1,9})"

EXAMPLES: Mapping[str, str] = {
    "add": "add @owner by Fri 4 Dec: Finalise the strategy",
    "list": "list overdue",
    "show": "show 12",
    "done": "done 12",
    "reopen": "reopen 12 the board asked for more",
    "move": "move 12 to 30 April because the panel meets then",
    "give": "give 12 to @person",
    "note": "note 12 draft sent to Legal",
    "status": "status",
    "help": "help",
}
SYNONYMS: Mapping[str, str] = {
    "new": "add",
    "create": "add",
    "close": "done",
    "complete": "done",
    "completed": "done",
    "finished": "done",
    "view": "show",
    "ls": "list",
    "assign": "give",
    "reassign": "give",
    "extend": "move",
    "?": "help",
}
ALIKE = 0.7
SCOPES = ("mine", "team", "overdue", "all")


def parse_action(text: str, command: str = "/action") -> Request:
    """Read the words after `/action`, or refuse with an example that works."""
    words = text.strip()
    if not words:
        return OpenForm("add")
    verb, rest = [*words.split(maxsplit=1), ""][:2]
    verb = SYNONYMS.get(verb.lower().rstrip(":"), verb.lower().rstrip(":"))
    if verb not in READERS:
        raise RefusedError(_unknown(verb, command))
    return READERS[verb](rest.strip(), command)


def _unknown(verb: str, command: str) -> str:
    swapped = [known for known in EXAMPLES if sorted(known) == sorted(verb)]
    near = swapped or get_close_matches(verb, EXAMPLES, n=1, cutoff=ALIKE)
    if near:
        return f"I do not know that word. Did you mean `{command} {EXAMPLES[near[0]]}`?"
    return f"I do not know that word. Try `{command} done 12`; `{command} help` shows the rest."


def _wrong(verb: str, what: str, command: str) -> RefusedError:
    return RefusedError(f"{what} Try `{command} {EXAMPLES[verb]}`.")


def _add(rest: str, command: str) -> Request:
    if not rest:
        return OpenForm("add")
    owner, rest = _leading_owner(rest, command)
    dated = re.fullmatch(r"by\s+(?P<due>[^:]+):\s*(?P<title>.*)", rest, re.IGNORECASE | re.DOTALL)
    if dated:
        return _titled(dated["title"], command, owner, dated["due"].strip())
    if re.match(r"by\s", rest, re.IGNORECASE):
        raise _wrong("add", "Put a colon between the date and what is to be done.", command)
    return _titled(rest.removeprefix(":").strip(), command, owner, None)


def _leading_owner(rest: str, command: str) -> tuple[str | None, str]:
    found = re.match(rf"(?:{MENTION}|(?P<me>me)(?=\s+by\s|\s*:))", rest, re.IGNORECASE)
    if found:
        return found["person"] or ME, rest[found.end() :].strip()
    if rest.startswith("@"):
        raise _wrong(
            "add", "Pick the owner from the list that Slack offers as you type @.", command
        )
    return None, rest


def _titled(title: str, command: str, owner: str | None, due: str | None) -> Add:
    words = _unescaped(title.strip())
    if not words:
        raise _wrong("add", "Say what is to be done.", command)
    return Add(words, owner, due)


def _list(rest: str, command: str) -> Request:
    mention = re.fullmatch(MENTION, rest)
    if mention:
        return List("person", mention["person"])
    scope = rest.lower() or "mine"
    if scope == ME:
        scope = "mine"
    if scope not in SCOPES:
        raise _wrong("list", "A list is mine, @person, team, overdue or all.", command)
    return List(scope)


def _show(rest: str, command: str) -> Request:
    number, _ = _numbered("show", rest, command)
    return Show(number)


def _done(rest: str, command: str) -> Request:
    if not rest:
        return DoneList()
    if re.match(r"#?\d", rest):
        return Done(*_with_text("done", rest, command))
    return DoneByWords(tuple(_unescaped(rest).split()))


def _reopen(rest: str, command: str) -> Request:
    return Reopen(*_with_text("reopen", rest, command))


def _move(rest: str, command: str) -> Request:
    number, words = _with_text("move", rest, command)
    if not words:
        return OpenForm("move", number)
    due, why = _split_reason(words.removeprefix("to "))
    if not due:
        raise _wrong("move", "Say which date it moves to.", command)
    return Move(number, due, why)


def _split_reason(words: str) -> tuple[str, str]:
    parts = re.split(r"(?:^|[\s,;]+)because\s+|:\s+", words, maxsplit=1, flags=re.IGNORECASE)
    said, why = [*parts, ""][:2]
    return said.strip(), why.strip()


def _give(rest: str, command: str) -> Request:
    number, words = _numbered("give", rest, command)
    if not words:
        return OpenForm("give", number)
    to = re.match(rf"(?:to\s+)?(?:{MENTION}|(?P<me>me)\b)", words, re.IGNORECASE)
    if to is None:
        raise _wrong(
            "give", "Pick the person from the list that Slack offers as you type @.", command
        )
    _, why = _split_reason(_unescaped(words[to.end() :]))
    return Give(number, to["person"] or ME, why)


def _note(rest: str, command: str) -> Request:
    number, words = _with_text("note", rest, command)
    return Note(number, words) if words else OpenForm("note", number)


def _numbered(verb: str, rest: str, command: str) -> tuple[int, str]:
    found = re.match(rf"{NUMBER}(?!\d)[\s:,]*", rest)
    if found is None:
        raise _wrong(verb, "Which one? Every action has a number.", command)
    return int(found["number"]), rest[found.end() :].strip()


def _with_text(verb: str, rest: str, command: str) -> tuple[int, str]:
    number, words = _numbered(verb, rest, command)
    return number, _unescaped(words)


def _unescaped(text: str) -> str:
    # Slack escapes exactly & < > in what people type; a mention stays readable as @name.
    named = re.sub(r"<[@#][A-Z0-9]+\|([^>]*)>", r"@\1", text)
    return html.unescape(named)


def _status(_: str, __: str) -> Request:
    return Digest()


def _help(_: str, __: str) -> Request:
    return Help()


READERS: Mapping[str, Callable[[str, str], Request]] = {
    "add": _add,
    "list": _list,
    "show": _show,
    "done": _done,
    "reopen": _reopen,
    "move": _move,
    "give": _give,
    "note": _note,
    "status": _status,
    "help": _help,
}
