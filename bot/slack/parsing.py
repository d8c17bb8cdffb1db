"""What the readers of typed words share: numbers, people, reasons, and refusals with an example."""

import html
import re

from db.patterns import pattern
from jobs.rules.deadline_words import MONTHS, WEEKDAYS, any_of
from jobs.rules.deadlines import is_a_day

# `<@U012AB3CD>` or `<@U012AB3CD|name>`, as a mention arrives when the manifest asks for escaping:
# https://docs.slack.dev/interactivity/implementing-slash-commands
MENTION = r"<@(?P<person>[UW][A-Z0-9]+)(?:\|[^<>]*)?>"
A_MENTION = MENTION.replace("?P<person>", "?:")  # where it is read later who that is
_BECAUSE = pattern(r"^(?:(?:because|cos|coz|bc)\b|[\s|,;:.-])+", re.IGNORECASE)
_REASON = pattern(
    r"(?:^|(?<![\s,;])[\s,;]+)(?:because|['\u2019]?cos|cuz|coz|bc)\s+|:\s+", re.IGNORECASE
)
MOST_JOINTS = 8
_AFTER_A_DAY = pattern(
    r"\s[-\u2013\u2014]\s|[,.;]\s|\s(?:as|since|due to|owing to)\s", re.IGNORECASE
)
_NO_REASON = pattern(
    rf"\d|(?:or|and|not|but|at|by|if not)\b|(?:{any_of(WEEKDAYS)})\s(?:at|if|latest|is|ok|fine)\b",
    re.IGNORECASE,
)
_GROUP = pattern(r"<!subteam\^[A-Z0-9]+(?:\|@?([^<>]*))?>")
_CHANNEL = pattern(r"<#[A-Z0-9]+(?:\|([^<>]*))?>")
NUMBER = r"#?(?P<number>\d{1,9})"


def split_reason(words: str) -> tuple[str, str]:
    """Part what was said from its reason, which follows "because" or a colon."""
    parts = _REASON.split(words, maxsplit=1)
    said, why = [*parts, ""][:2]
    return said.strip(), why.strip()


def split_day_and_reason(words: str) -> tuple[str, str]:
    """Part a day from the reason after it, without "because" too: "18 Dec - panel moved"."""
    day, why = split_reason(words)
    if why or is_a_day(day):
        return day, why
    for joint in reversed(list(_AFTER_A_DAY.finditer(day))[:MOST_JOINTS]):
        before, after = day[: joint.start()], day[joint.end() :].strip()
        if _is_when(before) and after and not _NO_REASON.match(after) and not is_a_day(after):
            return before, after
    return day, why


def _is_when(words: str) -> bool:
    return is_a_day(words) or words.lower() in MONTHS


def reason_of(words: str) -> str:
    """Return a reason without the "because" or the punctuation before it."""
    return _BECAUSE.sub("", words).strip()


def unescaped_but_mentions(text: str) -> str:
    """Return what people typed, where it is still read for whom it mentions."""
    return html.unescape(_CHANNEL.sub(_channel, text))


def unescaped(text: str) -> str:
    """Return what people typed: Slack escapes exactly & < >; a mention stays readable as @name."""
    text = _CHANNEL.sub(_channel, _GROUP.sub(lambda found: f"@{found[1] or 'group'}", text))
    return html.unescape(re.sub(r"<@[A-Z0-9]+\|([^<>]*)>", r"@\1", text))


def _channel(found: re.Match[str]) -> str:
    return f"#{found[1]}" if found[1] else "a channel"  # Slack does not always say how it is called
