"""Reads what is typed about an action's end. Pure: text in, request out."""

import re
from collections.abc import Mapping

from bot.actions.requests import ME, OpenForm, Request
from bot.signoff.requests import ChooseSigner, Defer, Drop, Resume, Return, Sign, WaitingForMe
from bot.slack.parsing import MENTION, Verb, numbered, split_reason, unescaped, with_text, wrong

SIGN = "sign 12 https://council.example/minutes item 4"
RETURN = "return 12 because the minutes are not signed yet"
DEFER = "defer 12 until 1 March because the grant begins then"
DROP = "drop 12 because the new strategy covers it"
RESUME = "resume 12"
SIGNER = "signer 12 @person"

# A link as typed, or as Slack sends it where the manifest asks for escaping: <https://…|…>
_LINK = re.compile(r"(?:<(?P<escaped>https?://[^|>\s]+)(?:\|[^>]*)?>|(?P<bare>https?://[^\s|]+))")
_BECAUSE = re.compile(r"^(?:because\b|[\s|,;:.-])+\s*", re.IGNORECASE)


def _sign(rest: str, command: str) -> Request:
    number, words = numbered(SIGN, rest, command)
    words = _without("off", words)
    if not words:
        return OpenForm("sign", number)
    found = _LINK.match(words)
    if found is None:
        return Sign(number, note=_reason(unescaped(words)))
    link = unescaped(found["escaped"] or found["bare"])
    return Sign(number, link, _reason(unescaped(words[found.end() :])))


def _return(rest: str, command: str) -> Request:
    number, words = with_text(RETURN, rest, command)
    return Return(number, _reason(words)) if words else OpenForm("return", number)


def _defer(rest: str, command: str) -> Request:
    number, words = with_text(DEFER, rest, command)
    if not words:
        return OpenForm("defer", number)
    until, why = split_reason(words)
    until = re.sub(r"^(?:until|till|to)\b\s*", "", until, flags=re.IGNORECASE)
    return Defer(number, until or None, why)


def _drop(rest: str, command: str) -> Request:
    number, words = with_text(DROP, rest, command)
    return Drop(number, _reason(words)) if words else OpenForm("drop", number)


def _resume(rest: str, command: str) -> Request:
    number, words = with_text(RESUME, rest, command)
    return Resume(number, _reason(words))


def _signer(rest: str, command: str) -> Request:
    number, words = numbered(SIGNER, rest, command)
    if not words:
        return OpenForm("signer", number)
    to = re.match(rf"(?:{MENTION}|(?P<me>me)\b)", words, re.IGNORECASE)
    if to is None:
        raise wrong(
            SIGNER, "Pick the person from the list that Slack offers as you type @.", command
        )
    return ChooseSigner(number, to["person"] or ME)


def _waiting(_: str, __: str) -> Request:
    return WaitingForMe()


def _reason(words: str) -> str:
    return _BECAUSE.sub("", words).strip()


def _without(word: str, words: str) -> str:
    return re.sub(rf"^{word}\b\s*", "", words, flags=re.IGNORECASE)


ENDING_VERBS: Mapping[str, Verb] = {
    "sign": Verb(SIGN, _sign, ("signoff", "sign-off")),
    "return": Verb(RETURN, _return, ("sendback", "send-back")),
    "waiting": Verb("waiting", _waiting),
    "signer": Verb(SIGNER, _signer),
    "defer": Verb(DEFER, _defer, ("postpone",)),
    "drop": Verb(DROP, _drop),
    "resume": Verb(RESUME, _resume),
}
