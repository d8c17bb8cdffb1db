"""What people type or paste, made plain: the one reader before every command, form and message.

A phone makes a dash of a hyphen, Word brings bullets and no-break spaces, and Slack writes links,
bold and user groups in its own way. Whatever reads words reads them after `plain`, so that no
command need know of it. Mentions and channels stay as Slack writes them, and & < > escaped, until
a text is taken as somebody's own words (`bot.slack.parsing.unescaped`).
"""

import re
from collections.abc import Callable
from typing import Final

from db.patterns import pattern

_SPACES: Final = dict.fromkeys(
    [
        *(0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000),
        *(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0),  # letters that are empty
    ],
    " ",
)
# U+200D stays: it holds the parts of an emoji together.
_UNSEEN: Final = dict.fromkeys(
    [
        *(range(9)),
        *(range(0xE, 0x20)),
        *(0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F, 0xFEFF),
        *range(0x202A, 0x202F),
        *(*range(0x2060, 0x206A), *range(0xD800, 0xE000)),  # with halves of characters
    ],
    None,
)
_LINE_ENDS: Final = dict.fromkeys(map(ord, "\u000b\u000c\u0085\u2028\u2029"), "\n")
_HYPHENS: Final = dict.fromkeys([0x2010, 0x2011], "-")  # Word's, which look the same
_PLAIN: Final = {**_SPACES, **_UNSEEN, **_LINE_ENDS, **_HYPHENS}

_LINK: Final = pattern(r"<((?:https?|mailto|tel):[^|<>\s]+)(?:\|([^<>]*))?>")
_ADDRESS: Final = pattern(r"https?://[^\s|<>]+|<[@#!][^|<>\s]+(?:\|[^<>]*)?>|:[a-z0-9_+'-]+:")
_NAMED: Final = pattern(r"<!(?:date\^[^|<>]*|(here|channel|everyone))(?:\|([^<>]*))?>")
# "~" before a figure is "about" as well: what strikes out ends a word, "(~£40k) or (~£50k)" not.
_STYLE: Final = pattern(
    r"(?<![\w*_~`])(?:(\*|_|`{1,3})(\S|\S[^\n]{0,400}?\S)\1(?![\w*_~`])|"
    r"~(?!\s)[^~\n]{1,402}(?<![\s(\[/-])~(?=[\s,.;:!?)]|\Z))"
)
_MOST_STYLES: Final = 4  # bold in italic in code in strike

# Bullets as Word, Outlook, Teams and phones make them; a dash or a star counts with a space.
_BULLETS: Final = (
    "•●○◦▪▫■□◾◽‣∙·➢➤►▶☐☑✓✔❖❑❒❏❍◆◇◈◉◎★☆→⇒➔➜➞➡»§¤🔹🔸🔷🔶⚫⚪"
    "\u203a\u2043\uf071\uf0a7\uf0b7\uf0d8\uf0fc"
)
_BULLET: Final = rf"(?!§ ?\d)[{_BULLETS}]"  # "§17" is a section of an Act
_NAMED_BULLET: Final = (  # as Slack writes what phones put before a line
    r":(?:[a-z]{3,6}_){0,3}(?:diamond|circle|square|minus_sign|arrow_right|pushpin|point_right|"
    r"one|two|three|four|five|six|seven|eight|nine|keycap_ten):"
)
_BOX: Final = r"\[\s?\]\s*"  # of a list in Word or Teams, not ticked
MARK: Final = pattern(
    rf"^\s*(?:{_BOX}|(?:{_BULLET}\ufe0f?\s*|\d\ufe0f?\u20e3\s*|{_NAMED_BULLET}\s+|"
    rf"[-*+\u2013\u2014\u2012\u2212]\s+|(?-i:o(?:\t\s*|\s(?=[A-Z])))"
    r"|\d{1,3}[.)]\s+|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)\s+|(?:[a-z]|[ivx]{1,4})\)\s+"
    rf"|(?:&gt;|>)\s+(?!\d))(?:{_BOX})?)",
    re.IGNORECASE,
)
TICK: Final = (
    r"(?:[\u2705\u2714\u2611]\ufe0f?|:(?:white|heavy)_check_mark:|:ballot_box_with_check:|\[[xX]\])"
)
# What a phone puts under a mail, word for word: "Sent from the Galaxy hotel" is a note.
FOOTER: Final = (
    r"(?:sent (?:from|via) (?:my )?(?:iphone|ipad|android|galaxy|samsung|mobile|phone|outlook|"
    r"yahoo|mail|huawei|pixel|blackberry|teams)(?: (?:phone|mobile|device|smartphone|tablet|"
    r"galaxy|mail|app|pro|max|plus|ultra|\w{0,3}\d\w{0,3}))*"
    r"(?: (?:for|on) (?:ios|android|iphone|ipad|mac|windows)(?: 1[01])?)?|"
    r"sent via the samsung galaxy[\w ]{0,20}(?:, an? [\w&+ ]{1,20} smartphone)?|"
    r"get (?:<?https?:\S+ ?)?outlook for (?:ios|android|mac|windows)(?: ?[(<\[]?https?:\S+)?)"
)
# What an office puts under all its mails, in words that nobody writes of one message.
_DISCLAIMER: Final = (
    r"this (?:e-?mail|message)\b[^\n]{0,80}\b(?:any attachments?|addressee|intended recipient|"
    r"intended (?:only|solely) for|may contain (?:confidential|privileged)|legally privileged)\b"
)
_SIGNATURE: Final = pattern(
    rf"\n(?:{FOOTER}[^\S\n]*(?:[.!][^\S\n]*)?(?:\n\s*{_DISCLAIMER}.*)?|{_DISCLAIMER}.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
# The mark of a quotation, as Slack sends it; "> 5 days late" is more than five days.
_QUOTED: Final = pattern(
    r"\A\s*(?:&gt;|>){1,3}\s*(?!\d+(?:\s?%|\s(?:(?:working\s)?(?:day|week|month|year|hour)|"
    r"action|task|audit|case)s?\b))(?=\S)"
)
_FENCED: Final = pattern(r"```([^`]+)```")
_STRUCK: Final = pattern(r"~[^~\n]+~")
_ALL_QUOTED: Final = pattern(r"\A\s*(?:&gt;|>){3}")  # to the end of the message
# Within single ones another pair may not begin or end; "parents' views" is neither.
_WRAPPED: Final = pattern(
    r"[\u201c\u201e\"](?P<within>[^\u201c\u201d\"\n]+)[\u201d\u201c\"][.!]?|"
    r"[\u2018'](?P<inside>(?:(?!(?<!s)[\u2019']\s|\s')[^\u2018\n])+)[\u2019'][.!]?"
)
_A_PAIR: Final = 2
_SAYS_NOTHING: Final = pattern(r"[\s.,;:…·•!?\-\u2013\u2014'\"]*")


def plain(text: str) -> str:
    """Return what was typed as the readers of words know it: Slack's and Word's marks taken off."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    text = _LINK.sub(_address, text)
    text = _NAMED.sub(lambda found: f"@{found[1]}" if found[1] else found[2] or "", text)
    lines = _without_styles(text).split("\n")
    if _QUOTED.match(text) and not _ALL_QUOTED.match(text):  # the answer stands below the words
        lines = [line for line in lines if not is_quoted(line) and line.strip()] or lines
    return without_footer("\n".join(map(_tidied, lines)).strip())


def without_addresses(text: str) -> str:
    """Return what Slack sent with each link by its words alone, and one that has none left out."""
    return _LINK.sub(lambda found: found[2] or "", text)


def without_footer(text: str) -> str:
    """Return words without the line that a phone or an office puts under a mail."""
    return _SIGNATURE.sub("", text).strip()


def is_quoted(text: str) -> bool:
    """Say whether a text begins with the mark of a quotation: they are somebody else's words."""
    return _QUOTED.match(text) is not None


def unquoted(text: str) -> str:
    """Return a text without the marks of a quotation."""
    return "\n".join(_QUOTED.sub("", line, count=1) for line in text.splitlines())


def unwrapped(text: str) -> str:
    """Return a text without the quotation marks around the whole of it, as help may show it."""
    found = _WRAPPED.fullmatch(text)
    return (found["within"] or found["inside"]).strip() if found else text


def typed(text: str) -> str:
    """Return what was typed into a form, where Slack writes nothing in its own way."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN).strip()


def _tidied(line: str) -> str:
    """Return a line with single spaces; the tab of a bullet of Word's stays, for its reader."""
    if MARK.match(line):
        return line.strip(" ")
    cells = [each.strip() for each in line.split("\t") if each.strip()]
    is_row = len(cells) > _A_PAIR or (len(cells) == _A_PAIR and " " in cells[0])
    if is_row:  # of a table, as Excel and Word copy it
        line = " \u2013 ".join(cells)
    return re.sub(r"[ \t]+", " ", line).strip()


def _address(found: re.Match[str]) -> str:
    """Return a link as people read it: its address, after its words where it has others."""
    address, label = found[1], (found[2] or "").strip()
    if address.startswith(("mailto:", "tel:")):
        return label or address.partition(":")[2]
    bare = re.sub(r"^https?://", "", address).rstrip("/")
    same = re.sub(r"^https?://", "", label).rstrip("/")
    is_cut = same.endswith("…") and bare.startswith(same[:-1])
    return address if not label or same == bare or is_cut else f"{label} {address}"


def _without_styles(text: str) -> str:
    """Return a text without the marks of *bold*, _slanted_ and `code`; addresses keep their signs.

    What is ~struck out~ is taken back, and goes with its marks.
    """
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x02{len(kept) - 1}\x03"

    text = _ADDRESS.sub(keep, text)
    text, all_of_it = _FENCED.sub(lambda found: found[1].strip(), text), text.strip()
    for _ in range(_MOST_STYLES):
        without = _STYLE.sub(lambda found: found[2] or "", text)
        if without == text:
            break
        if not without.strip():  # it is struck out as a whole, which its reader must know
            text = f"~{all_of_it.strip('*_~`')}~"
            break
        text = without
    give_back: Callable[[re.Match[str]], str] = lambda found: kept[int(found[1])]  # noqa: E731
    return re.sub("\x02(\\d+)\x03", give_back, text)


def struck(text: str) -> str:
    """Return the words of a text that is struck out as a whole; empty where it is not."""
    return text[1:-1].strip() if _STRUCK.fullmatch(text) else ""


def says_nothing(text: str) -> bool:
    """Say whether a text has no word, number or sign in it: a lone full stop is nothing."""
    return _SAYS_NOTHING.fullmatch(text) is not None


def unmarked(line: str) -> str:
    """Return a line without the bullet or the number before it."""
    return re.sub(r"\s+", " ", MARK.sub("", line)).strip()


def without_command(words: str, command: str) -> str:
    """Return words without the command before them, as they are copied from the help."""
    return re.sub(
        rf"^(?:{re.escape(command)}|please)(?=[?!.,:]*(?:\s|$))[\s:,?!.]*", "", words, flags=re.I
    ).strip()


def in_bullets(words: str) -> list[str]:
    """Return the lines of a list without their marks; none where not every line has one."""
    lines = [line for line in words.splitlines() if line.strip()]
    return list(map(unmarked, lines)) if all(map(MARK.match, lines)) else []


def lines_of(text: str) -> list[str]:
    """Return the lines of a list that say something, without their marks.

    The line above it is said of each where it says whose they are or by when ("@A:"), and of none
    where it only says that this is a list ("Actions agreed:").
    """
    first, _, below = text.partition("\n")
    is_listed = all(MARK.match(line) for line in below.splitlines() if line.strip())
    inline = _HEADED.fullmatch(text)
    if inline and _IN_ONE_LINE.search(inline["list"]):
        return lines_of(f"{inline['head']}\n" + _IN_ONE_LINE.sub("\n", inline["list"]))
    if below and _WHOSE.fullmatch(first):
        first, is_listed = f"{first.rstrip(':')}:", True
    if below and is_listed and first.endswith(":"):
        if _OF_EACH.match(first):
            return [f"{first} {line}" for line in lines_of(below)]
        if heads_a_list(first):
            return lines_of(below)
    if not below and MARK.match(first):
        text = _IN_ONE_LINE.sub("\n", first)
    text = _without_counting(text)
    return [line for line in map(unmarked, text.splitlines()) if not says_nothing(line)]


def heads_a_list(line: str) -> bool:
    """Say whether a line only says that a list follows: "Actions from the team meeting:"."""
    return line.rstrip().endswith(":") and _OF_A_LIST.search(line) is not None


def _without_counting(text: str) -> str:
    """Return lines without what counts them where all of them do: "a. b. c.", "1 2 3", "o o"."""
    lines = [line for line in text.splitlines() if line.strip()]
    found = [_COUNTED.match(line) for line in lines]
    marks = "".join(each[1].lower() for each in found if each)
    in_order = any(each.startswith(marks) for each in ("123456789", "abcdefghij", "o" * len(lines)))
    is_counted = in_order and len(marks) == len(lines) >= _A_PAIR
    return "\n".join(_COUNTED.sub("", line) for line in lines) if is_counted else text


# "1 visit" and "2 visits" are how many; "A. Smith's review" is a name.
_COUNTED: Final = pattern(
    r"^\s*([1-9](?=\.|\s+[\"\u201c]?(?:<@|(?-i:[A-Z])))|"
    r"[a-j](?=\.)(?!\.\s+[\w-]+['\u2019]s?\s)|o(?=\s))\.?\s+(?=\S)",
    re.IGNORECASE,
)
_OF_EACH: Final = pattern(r"(?:(?:to|for)\s+)?<@|by\s", re.IGNORECASE)
_WHOSE: Final = pattern(r"(?:(?:to|for)\s+)?<@[^>]+>(?:\s+by\s[^:]{1,40})?:?", re.IGNORECASE)
_OF_A_LIST: Final = pattern(r"\b(?:actions?|tasks?|to-?dos?|next steps)\b", re.IGNORECASE)
_LISTED: Final = rf"(?:{_BULLET}|\(?\d{{1,2}}\)|\d{{1,2}}\.|\(?[a-j]\))\s"
_IN_ONE_LINE: Final = pattern(rf"\s(?={_LISTED})")
# "@A: 1) this 2) that": the head and the list in one line.
_HEADED: Final = pattern(
    r"(?P<head>(?:(?:(?:to|for)\s+)?<@|by\s|(?:agreed\s+)?(?:actions?|tasks?|next steps)\b)"
    rf"[^:\n]*:)\s(?P<list>{_LISTED}.+)",
    re.IGNORECASE,
)
