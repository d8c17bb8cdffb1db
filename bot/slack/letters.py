"""What comes with an action that is pasted from a mail, a chat or a sheet, and is no action itself.

The head of a mail, its greeting, what stands under it: they are left out of a list of lines, and
whoever pasted them is shown which. "Owner: …" and "Due: …" belong to the line above them. What
ends a letter belongs to no note either.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.slack.plain_text import FOOTER, without_footer
from db.patterns import pattern
from jobs.rules.deadlines import is_a_day

MOST_BELOW: Final = 8  # lines of a signature
_HEAD: Final = pattern(
    r"(?i:from|sent|to|cc|bcc|subject|date|importance|attachments?)\s*:\s.*|"
    r"-{3,9}\s{0,3}(?i:original|forwarded) .*|(?i:on)\s.{6,80}\swrote:|"
    r"\[?\d{1,2}[:.]\d{2}(?:\s?[ap]m)?\]?\s+[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+){0,2}"
)
# The headings of a table that was copied with its rows.
_TITLE: Final = pattern(
    r"(?i)(?:no|number|#|id|ref|reference|(?:actions?|tasks?)(?: (?:required|agreed|needed))?|"
    r"what|owner|lead|lead officer|who|by whom|assigned to|responsible|due|"
    r"(?:due |start |end |target )?date|deadline|by when|when|timescales?|"
    r"status|rag(?: rating)?|priority|progress|updates?|"
    r"comments?|notes?|recommendations?|area|theme|outcomes?|evidence|success measures?)\.?"
)
_CELLS: Final = pattern(r"[\u2013|]")
_FEWEST_TITLES: Final = 2
_GREETING: Final = pattern(
    r"(?i)(?:hi|hello|hey|dear|morning|good (?:morning|afternoon))\b[^.?!:]{0,40}[,!]?"
)
# After the greeting of a mail it says that a list follows; on its own it may be an action.
_HEADING: Final = pattern(r"(?i)(?!(?:by|to|for)\b)[^<:]{1,80}:")
_OF_A_LIST: Final = pattern(
    r"(?i)(?:agreed |new )?(?:actions?|tasks?|next steps|to-?dos?)(?: agreed)?[:.]?"
)
_THANKS: Final = r"(?:many\s+)?(?:thanks|thank you|thanx|thx|cheers|ta)"
_REGARDS: Final = (
    r"(?:(?:kind(?:est)?|best|warm(?:est)?|many|with(?: kind| best)?)\s+){0,3}(?:regards|wishes)|"
    r"all the best|take care|yours (?:sincerely|faithfully|truly)|kr|bw"
)
_NAME: Final = r"[A-Z][\w'\u2019.-]{0,30}"
_NAMED: Final = rf"{_NAME}(?:\s{_NAME}){{0,2}}"
_CLOSING: Final = pattern(
    rf"(?i:{_THANKS}|{_REGARDS}|best(?=,))[,.! ]*(?:\b{_NAMED}(?:[! ][.! ]*)?)?"
)
# A rule also stands below a heading: it closes a letter above a name with what it goes with.
_RULE: Final = pattern(r"-{2,}|_{2,}")
_SIGNED: Final = pattern(_NAMED + r"[^\n]*")
_GOES_WITH_A_NAME: Final = pattern(
    r"(?i)\b(?:manager|worker|officer|director|lead|head|practitioner|assistant|administrator|"
    r"coordinator|auditor|chair|tel|mob|phone)\b|\b[tme]:|@|www\.|https?:|\d{5}"
)
# Under a closing there stand names, roles and addresses; a sentence is none of them.
_UNDER_IT: Final = pattern(
    r"(?!(?:[A-Za-z]{1,30}:?\s{1,9})?#?\d{1,3}(?:\D|$))(?:(?:[^\sa-z]\S*|of|for|and|the|in|to|mob|tel|www\.\S+|https?:\S+)"
    r"(?:\s+|$)){1,8}"
)
_SMALL: Final = pattern(r"[a-z]{1,15}(?: x+)?")  # "sam x"; several of them are a list
# In the line of the words themselves: "done 12. Kind regards, Sam", "done 12 Sent from my iPhone".
_IN_LINE: Final = pattern(
    rf"(?:(?<=[.!?])\s+(?i:{_REGARDS})(?:, ?{_NAMED})?|"
    rf"(?<=[\d.!?])\s+(?:(?i:{_THANKS}), ?{_NAMED}|(?i:{FOOTER})))[.! ]{{0,9}}\Z"
)
_HEADER: Final = r"(?i:sent|date|to|cc|bcc|subject|importance)\s?:\s"
# The mail that is answered, under what is written now: a head, or the line that a program puts.
_ANSWERED: Final = pattern(
    r"(?m)(?<=\n)(?:_{2,}[^\S\n]*\n{1,4})?(?:"
    rf"(?i:from):\s(?:[^@\n]{{0,80}}@\S+[^\S\n]*\n{_HEADER}|"
    rf"(?=.*\n(?:{_HEADER}.*\n){{0,4}}(?i:sent|date)\s?:\s)"
    rf"(?=.*\n(?:{_HEADER}.*\n){{0,4}}(?i:subject)\s?:\s))|"
    r"(?i:on)\s(?=.{0,120}(?:\b20\d\d,|\d[:.]\d\d|@)).{6,120}\swrote:[^\S\n]*$|"
    r"-{3,12} ?(?i:original message|forwarded message|forwarded by .{1,80}?) ?-{3,12}[^\S\n]*$)"
)
_OWNER: Final = pattern(
    r"(?i)(?:action )?(?:owner|lead|lead officer|who|by whom|assigned to|responsible)"
    r"\s*[:\u2013-]\s*"
)
_DUE: Final = pattern(
    r"(?i)(?:due|due date|by|by when|deadline|when|target date|timescale)\s*[:\u2013-]\s*"
)


def of_actions(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines that are actions, and those that only came with them."""
    kept: list[str] = []
    left: list[str] = []
    for at, line in enumerate(lines):
        ends = _CLOSING.fullmatch(line) or _RULE.fullmatch(line)
        if ends and kept and len(lines) - at <= MOST_BELOW:
            return kept, [*left, *lines[at:]]
        if _is_head(line) or (not kept and _opens(line, is_letter=bool(left))):
            left.append(line)
        elif kept and (belongs := _to_the_line_above(line)):
            kept[-1] = f"{kept[-1]}{belongs}"
        else:
            kept.append(line)
    return (kept, left) if kept else (list(lines), [])


def unsigned(text: str) -> str:
    """Return words without what ends a letter below or behind them: greetings, a name, a footer."""
    answered = _ANSWERED.search(text)
    words = without_footer(text[: answered.start()].rstrip()) if answered else text
    lines = words.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for before, at in pairwise(filled[-MOST_BELOW - 2 :]):
        below = [lines[each] for each in filled if each > at]
        if not lines[before].rstrip().endswith(":") and _closes(lines[at], below):
            words = "\n".join(lines[:at]).rstrip()
            break
    return _IN_LINE.sub("", words)


def _closes(line: str, below: Sequence[str]) -> bool:
    """Say whether a letter ends with a line, above these."""
    if _RULE.fullmatch(line):
        names_somebody = bool(below) and _SIGNED.fullmatch(below[0]) is not None
        says_who = any(map(_GOES_WITH_A_NAME.search, below))
        return names_somebody and says_who and _is_signed(below)
    return _CLOSING.fullmatch(line) is not None and _is_signed(below)


def _is_signed(lines: Sequence[str]) -> bool:
    small = [line for line in lines if _SMALL.fullmatch(line)]
    return len(small) <= 1 and all(line in small or _UNDER_IT.fullmatch(line) for line in lines)


def _opens(line: str, *, is_letter: bool) -> bool:
    heads = is_letter and _HEADING.fullmatch(line) is not None
    return heads or _OF_A_LIST.fullmatch(line) is not None or _GREETING.fullmatch(line) is not None


def _is_head(line: str) -> bool:
    return _HEAD.fullmatch(line) is not None or is_heading(line)


def is_heading(line: str) -> bool:
    """Say whether a line is the headings of a table: two known ones, and all others short."""
    cells = list(filter(None, map(str.strip, _CELLS.split(line))))
    known = [each for each in cells if _TITLE.fullmatch(each)]
    others = (each for each in cells if each not in known)
    is_short = all(len(each.split()) <= _FEWEST_TITLES and each[:1].isupper() for each in others)
    return len(known) >= _FEWEST_TITLES and is_short


def _to_the_line_above(line: str) -> str:
    """Return what a line adds to the one above it: whose it is, or by when; "" if neither."""
    owner, due = _OWNER.match(line), _DUE.match(line)
    if owner:
        return f", {line[owner.end() :]}"
    said = line[due.end() :] if due else line.removeprefix("by ")
    is_day = is_a_day(said.strip(" ."))
    return f" by {said}" if is_day and (due or said != line) else ""
