"""Turns what was typed after the status command into a request. Pure: text in, request out."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Final

from bot.actions.requests import ME, Digest, Request, StatusHelp, WhoLooks
from bot.actions.words import Verb, wrong
from bot.digest.subscriptions_parsing import subscription_verbs
from bot.measures.parsing import DISTANCE_VERBS
from bot.report.parsing import REPORT_VERBS
from bot.slack.parsing import MENTION, unescaped
from db.errors import RefusedError

TEAM: Final = "team Permanence"
SERVICE: Final = "service Children Looked After"
PERSON: Final = "@person"
ALIKE: Final = 0.7


def parse_status(text: str, command: str = "/status") -> Request:
    """Read the words after `/status`, or refuse with an example that works."""
    words = text.strip()
    if not words:
        return Digest()
    if re.match(r"<@|@", words):
        return _whose("", words, command)
    first, rest = [*words.split(maxsplit=1), ""][:2]
    name = first.lower().rstrip(":")
    name = SYNONYMS.get(name, name)
    if name not in VERBS:
        raise RefusedError(_unknown(name, command))
    return VERBS[name].read(rest.strip(), command)


def _unknown(word: str, command: str) -> str:
    near = get_close_matches(word, VERBS, n=1, cutoff=ALIKE)
    if near:
        return f"I do not know that word. Did you mean `{command} {VERBS[near[0]].example}`?"
    return f"I do not know that word. Try `{command} overdue`; `{command} help` shows the rest."


def _whose(view: str, rest: str, command: str) -> Digest:
    """Read whose work is meant: nothing, me, all, @person, team NAME or service NAME."""
    mention = re.fullmatch(MENTION, rest)
    if mention:
        return Digest(view, "person", mention["person"])
    word, name = [*rest.split(maxsplit=1), "", ""][:2]
    kind = word.lower()
    if kind in {"team", "service"}:
        return _named(view, kind, unescaped(name).strip(), command)
    if kind in {"", ME, "all"} and not name:
        return Digest(view, {"": "", ME: "own"}.get(kind, "all"))
    if word.startswith("@"):
        what = "Pick the person from the list that Slack offers as you type @."
        raise wrong(f"{view} {PERSON}".strip(), what, command)
    what = "Say whose: me, @person, a team, a service or all."
    raise wrong(f"{view or 'overdue'} {TEAM}", what, command)


def _named(view: str, kind: str, name: str, command: str) -> Digest:
    if name:
        return Digest(view, kind, name)
    if kind == "service":
        raise wrong(f"{view} {SERVICE}".strip(), "Say which service.", command)
    return Digest(view, "line")


def _view(name: str) -> Callable[[str, str], Request]:
    return lambda rest, command: _whose(name, rest, command)


def _starting(word: str) -> Callable[[str, str], Request]:
    return lambda rest, command: _whose("", f"{word} {rest}".strip(), command)


def _calendar(_: str, __: str) -> Request:
    return WhoLooks()


def _help(_: str, __: str) -> Request:
    return StatusHelp()


VERBS: Mapping[str, Verb] = {
    "overdue": Verb("overdue", _view("overdue"), ("late",)),
    "drift": Verb("drift", _view("drift"), ("risk", "forecast")),
    "audits": Verb("audits", _view("audits"), ("audit",)),
    "coverage": Verb("coverage", _view("coverage")),
    "loop": Verb("loop", _view("loop")),
    "calendar": Verb("calendar", _calendar),
    "me": Verb("me", _starting(ME), ("mine",)),
    "team": Verb(TEAM, _starting("team")),
    "service": Verb(SERVICE, _starting("service")),
    "all": Verb("all", _starting("all"), ("everybody", "everyone")),
    **REPORT_VERBS,
    **DISTANCE_VERBS,
    **subscription_verbs(lambda rest, command: parse_status(rest, command)),
    "help": Verb("help", _help, ("?",)),
}
SYNONYMS: Mapping[str, str] = {word: name for name, verb in VERBS.items() for word in verb.synonyms}
