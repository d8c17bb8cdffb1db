"""Turns what was typed after `/audit` into a request. Pure: text in, request out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

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
    Pair,
    Pin,
    Publish,
    RemoveAuditor,
    RemoveLook,
    ShowAudit,
    ShowPlan,
    WhoLooksWhen,
    Why,
)
from bot.reminders.parsing import AWAY, BACK, read_away, read_back
from bot.slack.parsing import MENTION, unescaped
from bot.slack.registry import ALIKE
from db.errors import RefusedError
from jobs.rules.deadline_words import MONTHS

EXAMPLES: Mapping[str, str] = {
    "draw": "draw January",
    "plan": "plan",
    "publish": "publish",
    "pin": "pin @auditor with @practitioner",
    "forbid": "forbid @auditor with @practitioner",
    "free": "free @auditor with @practitioner",
    "book": "book 7 thu 14 jan",
    "held": "held 7",
    "cannot": "cannot 7",
    "swap": "swap 7 with 9",
    "away": AWAY,
    "back": BACK,
    "rules": "rules",
    "auditors": "auditors add @person quota 2",
    "why": "why 7",
    "show": "show 7",
    "coverage": "coverage",
    "calendar": 'calendar add "Scrutiny panel" on 12 January 2027',
    "help": "help",
}
SYNONYMS: Mapping[str, str] = {
    "mine": "",
    "list": "",
    "preview": "plan",
    "unpin": "free",
    "unforbid": "free",
    "done": "held",
    "not": "cannot",
    "leave": "away",
    "settings": "rules",
    "auditor": "auditors",
    "view": "show",
    "dates": "calendar",
    "?": "help",
}
NUMBER = r"#?(?P<number>\d{1,9})(?!\d)"
AFRESH = re.compile(r"(?:^|[\s,]+)afresh$", re.IGNORECASE)
Reader = Callable[[str, str], AuditRequest]


def parse_audit(text: str, command: str = "/audit") -> AuditRequest:
    """Read the words after `/audit`, or refuse with an example that works."""
    first, rest = [*text.strip().split(maxsplit=1), "", ""][:2]
    verb = first.lower().rstrip(":")
    verb = SYNONYMS.get(verb, verb)
    if not verb:
        return MyAudits()
    if verb not in READERS:
        raise RefusedError(_unknown(verb, command))
    return READERS[verb](rest.strip(), command)


def _unknown(verb: str, command: str) -> str:
    near = get_close_matches(verb, EXAMPLES, n=1, cutoff=ALIKE)
    if near:
        return f"I do not know that word. Did you mean `{command} {EXAMPLES[near[0]]}`?"
    return f"I do not know that word. Try `{command}`; `{command} help` shows the rest."


def _wrong(verb: str, what: str, command: str) -> RefusedError:
    return RefusedError(f"{what} Try `{command} {EXAMPLES[verb]}`.")


def _only(request: AuditRequest) -> Reader:
    return lambda _, __: request


def _draw(rest: str, command: str) -> AuditRequest:
    words = AFRESH.sub("", rest)
    return replace(_month(words, command), afresh=words != rest)


def _month(rest: str, command: str) -> Draw:
    if not rest:
        return Draw()
    words = rest.lower().replace(",", " ").strip()
    iso = re.fullmatch(r"(?P<year>20\d\d)-(?P<month>0?[1-9]|1[0-2])", words)
    if iso:
        return Draw(int(iso["month"]), int(iso["year"]))
    named = re.fullmatch(r"(?P<month>[a-z]+)(?:\s+(?P<year>20\d\d))?", words)
    if named and named["month"] in MONTHS:
        return Draw(MONTHS[named["month"]], int(named["year"]) if named["year"] else None)
    raise _wrong("draw", "Say which month, or none for the next one.", command)


def _pair(verb: str, *, out: bool) -> Reader:
    def read(rest: str, command: str) -> AuditRequest:
        return Pin(_two(verb, rest, command), out)

    return read


def _free(rest: str, command: str) -> AuditRequest:
    return Free(_two("free", rest, command))


def _two(verb: str, rest: str, command: str) -> Pair:
    found = re.fullmatch(rf"{MENTION}\s+(?:with|and)\s+{MENTION.replace('person', 'other')}", rest)
    if found is None:
        raise _wrong(
            verb, "Pick both people from the list that Slack offers as you type @.", command
        )
    return found["person"], found["other"]


def _book(rest: str, command: str) -> AuditRequest:
    number, day = _numbered("book", rest, command)
    if not day:
        return OpenAuditForm("book", number)
    return Book(number, re.sub(r"^(?:on|for)\s+", "", day))


def _form(verb: str) -> Reader:
    def read(rest: str, command: str) -> AuditRequest:
        return OpenAuditForm(verb, _numbered(verb, rest, command)[0])

    return read


def _swap(rest: str, command: str) -> AuditRequest:
    number, words = _numbered("swap", rest, command)
    other = re.fullmatch(rf"(?:with|for|and)?\s*{NUMBER}", words)
    if other is None:
        raise _wrong("swap", "Say which two audits are swapped.", command)
    return AskSwap(number, int(other["number"]))


def _away(rest: str, command: str) -> AuditRequest:
    found = read_away(rest)
    if found is None:
        raise _wrong("away", "Say who is away, from which day and to which.", command)
    return found


def _back(rest: str, command: str) -> AuditRequest:
    found = read_back(rest)
    if found is None:
        raise _wrong("back", "Say who is back.", command)
    return found


def _auditors(rest: str, command: str) -> AuditRequest:
    if not rest or rest.lower() == "list":
        return ListAuditors()
    added = re.fullmatch(rf"add\s+{MENTION}(?:\s+(?:quota\s+)?(?P<quota>\d{{1,2}}))?", rest, re.I)
    if added:
        return AddAuditor(added["person"], int(added["quota"]) if added["quota"] else None)
    removed = re.fullmatch(rf"(?:remove|drop)\s+{MENTION}", rest, re.IGNORECASE)
    if removed:
        return RemoveAuditor(removed["person"])
    raise _wrong("auditors", "Add somebody to the list of auditors or remove them.", command)


LOOK = r"(?:[\"“”](?P<who>[^\"“”]+)[\"“”]|(?P<bare>[^\"“”]+?))"


def _calendar(rest: str, command: str) -> AuditRequest:
    words = unescaped(rest)
    if not words:
        return WhoLooksWhen()
    if re.fullmatch(r"add", words, re.IGNORECASE):
        return OpenAuditForm("look")
    monthly = re.fullmatch(
        rf"add\s+{LOOK},?\s+(?:monthly|every month)\s+on\s+working day\s+(?P<day>\d{{1,2}})",
        words,
        re.IGNORECASE,
    )
    if monthly:
        return AddLook(_who(monthly), working_day=int(monthly["day"]))
    added = re.fullmatch(rf"add\s+{LOOK},?\s+on\s+(?P<day>.+)", words, re.IGNORECASE)
    if added:
        return AddLook(_who(added), added["day"])
    removed = re.fullmatch(rf"(?:remove|drop)\s+{LOOK}(?:,?\s+on\s+(?P<day>.+))?", words, re.I)
    if removed:
        return RemoveLook(_who(removed), removed["day"])
    raise _wrong("calendar", "Add a board or a panel with its day, or remove one.", command)


def _who(found: re.Match[str]) -> str:
    return (found["who"] or found["bare"]).strip()


def _show(rest: str, command: str) -> AuditRequest:
    return ShowAudit(_numbered("show", rest, command)[0])


def _why(rest: str, command: str) -> AuditRequest:
    return Why(_numbered("why", rest, command)[0])


def _numbered(verb: str, rest: str, command: str) -> tuple[int, str]:
    found = re.match(rf"{NUMBER}[\s:,]*", rest)
    if found is None:
        raise _wrong(
            verb, f"Which one? Every audit has a number; `{command}` shows yours.", command
        )
    return int(found["number"]), rest[found.end() :].strip()


READERS: Mapping[str, Reader] = {
    "draw": _draw,
    "plan": _only(ShowPlan()),
    "publish": _only(Publish()),
    "pin": _pair("pin", out=False),
    "forbid": _pair("forbid", out=True),
    "free": _free,
    "book": _book,
    "held": _form("held"),
    "cannot": _form("cannot"),
    "swap": _swap,
    "away": _away,
    "back": _back,
    "rules": _only(OpenAuditForm("rules")),
    "auditors": _auditors,
    "show": _show,
    "why": _why,
    "coverage": _only(Coverage()),
    "calendar": _calendar,
    "help": _only(AuditHelp()),
}
