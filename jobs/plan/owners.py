"""Finds who is meant by the words in an owner's cell: an address, a name, a role, initials, two."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from db.patterns import pattern
from db.plan.known import Colleague, Roster
from db.wording import unaccented
from jobs.plan.problems import CellProblemError

# What people write where the owner is still to be found.
_NOBODY: Final = pattern(
    r"tb[acd]|to be (?:confirmed|agreed|decided|appointed|allocated|identified|assigned).*|"
    r"vacan(?:t|cy).*|unassigned|not (?:yet )?(?:assigned|allocated)|unallocated|\?+|none yet"
)
ALIKE: Final = 80
MOST_PEOPLE: Final = 4  # in a cell
MOST_PIECES: Final = 8
SHORTEST_INITIALS: Final = 2
MOST_KEPT: Final = 4_096  # words that are compared over and over
MOST_LETTERS: Final = 5  # of a short form of a role

_NAMING: Final = r"[\w.!#$%&'*+=?^`{}~-]"
_ADDRESS: Final = pattern(rf"(?<!{_NAMING}){_NAMING}+@(?:[\w-]+\.)+[^\W\d_]{{2,}}")
_TITLES: Final = pattern(
    r"\b(?:mr|mrs|ms|miss|mx|dr|prof|professor|cllr|councillor|sir|dame|rev)\b\.?\s*"
)
_SECOND: Final = (
    r"(?:support(?:ing|ed by)?(?: officers?| leads?)?|deputy(?: lead)?|with|assisted by|"
    r"cover(?:ed by)?|"
    r"(?:co|joint|second|secondary|operational)[- ]?(?:lead|owner)|consult(?:ed)?)"
)
_LABEL: Final = pattern(
    r"(?:(?:leads?|named|strategic)(?: officer| lead| manager)?s?|(?:action )?owners?|"
    r"(?:responsible|accountable)(?: officer)?|assigned to|sro|who|"
    rf"{_SECOND})\s*[:=]\s*",
    re.IGNORECASE,
)
_LABEL_BEHIND: Final = pattern(
    rf"(?<![^;,/()\n])([^;,/()\n]*[^;,/()\s])\s*\((lead|owner|accountable|responsible|{_SECOND})\)",
    re.IGNORECASE,
)
_DASHED: Final = pattern(
    rf"(?im)^[^\S\n]*(lead(?: officer)?|owner|accountable|responsible|sro|{_SECOND})\s+[–-]\s+"  # noqa: RUF001 - Word's dash
)
_JOINT: Final = pattern(r"(?i)^\s*(?:joint|co)[- ]?(?:leads|owners)\s*[:–-]\s*")  # noqa: RUF001
_LIST_ID: Final = pattern(
    r"^\d+;#|(?:;#\d+)+(?:;#)?|;#"
)  # between people, in an export of SharePoint
_IN_BRACKETS: Final = pattern(
    rf"(?:(?<!\s)\s++)?\(({_SECOND}|and|&|\+)[:\s]\s*+([^()]++)\)", re.IGNORECASE
)
# What somebody is called by, and no part of a name: "(she/her)".
_PRONOUNS: Final = pattern(r"(?i)(?:(?<!\s)\s++)?\((?:she|he|they)\s?/[^()]{1,20}\)")
# "Adeyemi, Ruth (Permanence)": somebody, and where in their role they work.
_PLACED: Final = pattern(r"([^()\[\]]*[^()\[\]\s])\s*+[(\[]([^()\[\]]{1,60})[)\]]", re.DOTALL)
_OF_SECOND: Final = pattern(rf"\s*{_SECOND}\s*[:=]", re.IGNORECASE)
_BEFORE_LABEL: Final = pattern(rf"(?<=[^\s,.(])[\s,.(]++(?={_LABEL.pattern})", re.IGNORECASE)
# Short forms of roles that every council uses, spelt out for comparing.
_SHORT: Final[Mapping[str, str]] = {
    "dcs": "director of childrens services", "ad": "assistant director", "hos": "head of service",
    "tm": "team manager", "stm": "senior team manager", "atm": "assistant team manager",
    "atms": "assistant team manager", "sw": "social worker", "psw": "principal social worker",
    "iro": "independent reviewing officer", "qa": "quality assurance", "sm": "service manager",
    "gm": "group manager", "dep": "deputy", "asst": "assistant", "mgr": "manager",
    "mngr": "manager", "dir": "director", "svc": "service", "svcs": "services", "snr": "senior",
    "cs": "childrens services",
}  # fmt: skip
_LISTED: Final = pattern(r"(?m)^[^\S\n]*(?:\(?\d[.)]|[•·*–-])\s*")  # noqa: RUF001 - Word's bullets
_DEPARTMENT: Final = pattern(
    r"(?i)(?<!\s)\s*\((?=[^()]*\b(?:services|council|care|education|directorate|department)\b)"
    r"[^()]*\)?$"
)
_BEHIND: Final = pattern(r"(?<=\w)\s+(?:MBE|OBE|CBE|QSW|BSc|MSc|MA|BA)\b")
_TWO: Final = r"(?:and|(?:jointly |together |along)?with|alongside|supported by)"
_SPLITS: Final = (
    pattern(r"\n+|;"),
    pattern(r"\n+|;|\s/\s|/|\s\+\s|\|"),
    pattern(rf"\n+|;|/|\+|\||\s&\s|\s{_TWO}\s", re.IGNORECASE),
    pattern(rf"\n+|;|/|\+|\||,|\s&\s|\s{_TWO}\s", re.IGNORECASE),
)


class OwnerError(CellProblemError):
    """Nobody, or more than one, goes by these words."""


def is_nobody(said: str) -> bool:
    """Say whether these words mean that there is no owner yet."""
    return _NOBODY.fullmatch(" ".join(said.lower().split()).strip(" .")) is not None


def key(said: str) -> str:
    """Return words as they are remembered: small, one kind of blank, mark and dash."""
    plain = re.sub(r"['\u2018\u2019\u201b\u2032\u02bc`\u00b4]", "", said)
    folded = unicodedata.normalize("NFKC", plain).lower().replace("&", " and ")
    return " ".join(re.sub(r"[^\w@.+]+", " ", folded).replace(". ", " ").strip(" .").split())


def find_all(said: str, roster: Roster) -> list[Colleague]:
    """Return who is meant, the accountable one first. Raises OwnerError.

    Several people are only read where each of them is known: "Head of Service and Care Leavers" is
    one person, and never the head of service.
    """
    said = _PRONOUNS.sub("", _LIST_ID.sub(";", said)).strip(";")
    try:
        return [find(said, roster)]
    except OwnerError as error:
        several = _several(said, roster)
        if several:
            return several
        raise error


def _several(said: str, roster: Roster) -> list[Colleague]:
    said = _DASHED.sub(r"\1: ", _JOINT.sub("", _LISTED.sub("", said)))
    said = _IN_BRACKETS.sub(r"; Support: \2", _LABEL_BEHIND.sub(r"\2: \1;", said))
    labelled = [piece.strip(" ,;-)") for piece in _BEFORE_LABEL.split(said)]
    if len(labelled) > 1 or _LABEL.match(said):  # "Lead: X; Support: Y", whoever is named first
        leads = [piece for piece in labelled if not _OF_SECOND.match(piece)]
        seconds = [piece for piece in labelled if _OF_SECOND.match(piece)]
        said = "; ".join((*leads, *seconds))
    for split in _SPLITS:
        pieces = [piece.strip(" ,-") for piece in split.split(said)]
        pieces = [piece for piece in pieces if piece]
        if not 1 < len(pieces) <= MOST_PIECES:
            continue
        named = [pieces[0], *(piece for piece in pieces[1:] if not is_nobody(piece))]
        found = _joined(named, roster, is_one=split is not _SPLITS[0])
        if found is not None and len(found) <= MOST_PEOPLE:
            return list(dict.fromkeys(found))
    return []


def _joined(pieces: Sequence[str], roster: Roster, *, is_one: bool) -> list[Colleague] | None:
    """Return whom the pieces name; neighbours may be one: "Team Manager", "MASH".

    Where they are not surely parted, `is_one`, each is a name or a role and has nothing beside it.
    """
    if not pieces:
        return []
    for end in range(len(pieces), 0, -1):
        try:
            first = find(", ".join(pieces[:end]), roster, is_one=is_one or end > 1)
        except OwnerError:
            continue
        rest = _joined(pieces[end:], roster, is_one=is_one)
        if rest is not None:
            return [first, *rest]
    return None


def find(said: str, roster: Roster, *, is_one: bool = False) -> Colleague:
    """Return who is meant. Raises OwnerError.

    With `is_one` it is a piece of a cell that names several, so that no part of it counts alone.
    """
    shown = " ".join(said.split())
    outright = _outright(said, roster)
    if outright is not None:
        return _here(outright)
    if shown.endswith("?"):
        raise OwnerError("owner_unsure", text=shown, hint=_hint(said, roster))
    without = _LABEL.sub("", _BEHIND.sub("", _ADDRESS.sub("", said)).strip(" <>()[],;-@"))
    for what, name in _ways(without):
        everybody = _going_by(what, name, roster)
        if what == "part" and any(map(is_nobody, _parts(without))):
            continue  # "TBC - Sam Birch" is not sure itself
        if what == "part" and (is_one or not _is_beside(name, without, everybody, roster)):
            continue
        found = [one for one in everybody if one.is_here]
        if len(found) > 1:
            raise OwnerError("several", text=shown, what=what, count=len(found))
        if everybody:
            return _here((found or everybody)[0])
    raise OwnerError("nobody", text=shown, hint=_hint(without, roster))


def _outright(said: str, roster: Roster) -> Colleague | None:
    """Return who is named by an address, or by words that somebody once answered."""
    answered = roster.answered.get(key(said))
    addresses = _ADDRESS.findall(said)
    wanted = addresses[0].lower() if len(addresses) == 1 else ""
    return next(
        (
            one
            for one in roster.people
            if one.id == answered or (wanted and one.email.lower() == wanted)
        ),
        None,
    )


def _ways(said: str) -> Iterator[tuple[str, str]]:
    """Yield what may be somebody's name or role in these words, the surest first."""
    yield "email", said
    yield "name", said
    yield "role", said
    surname, comma, first = said.partition(",")
    if comma and first.strip():
        yield "name", f"{first.strip()} {surname.strip()}"
    if "." in said:  # "ruth.adeyemi", as somebody signs in
        yield "name", said.replace(".", " ")
    yield "beginning", said
    yield "initials", said
    if comma and first.strip():
        yield "initials", f"{first.strip()} {surname.strip()}"
    yield "placed", said
    bare = _DEPARTMENT.sub("", said)
    if bare != said:  # as a directory writes it: "Birch, Sam (Children's Services)"
        surname, _, first = bare.partition(",")
        yield "person", f"{first} {surname}".strip()
    parts = _parts(said)
    if 1 < len(parts) <= MOST_PEOPLE:
        for part in parts:
            yield "part", part


def _parts(said: str) -> list[str]:
    split = re.split(r"[()\[\],]|\s[-–—|:]\s|\n", said)  # noqa: RUF001 - Word's dashes
    return [part.strip(" ,-") for part in split if part.strip(" ,-")]


def _is_beside(part: str, said: str, found: Sequence[Colleague], roster: Roster) -> bool:
    """Say whether what stands beside somebody's name is their role, and nobody else."""
    others = [each for each in _parts(said) if each != part]
    if _comparable(" ".join(others)) in {_comparable(one.role) for one in found}:
        return True
    names = {one.id for one in found}
    strangers = [
        one for each in others for one in _going_by("name", each, roster) if one.id not in names
    ]
    return not strangers and all(_ROLE.search(each) or _is_short(each) for each in others)


def _is_short(said: str) -> bool:
    """Say whether this is a short form of a role, and no name: "CSM"."""
    is_known = said.lower() in _SHORT
    return is_known or (said.isupper() and said.isalpha() and len(said) <= MOST_LETTERS)


def _going_by(what: str, said: str, roster: Roster) -> list[Colleague]:
    wanted = _comparable(said)
    if not wanted:
        return []
    if what in {"part", "person"}:  # "Jo Smith, Team Manager"; a role may be another's too
        named = _going_by("name", said, roster) or _going_by("initials", said, roster)
        return [one for one in named if not is_person_by_role(one)]
    if what in _LOOKED_FOR:
        return _LOOKED_FOR[what](said, roster)
    exact = [one for one in roster.people if _comparable(getattr(one, what)) == wanted]
    if exact or what == "email":
        return exact
    spelt = _spelt(wanted)
    same = [one for one in roster.people if _spelt(_comparable(getattr(one, what))) == spelt]
    if same:
        return same
    sorted_words = sorted(spelt.split())  # "MASH Team Manager" is the Team Manager, MASH
    return [
        one
        for one in roster.people
        if sorted(_spelt(_comparable(getattr(one, what))).split()) == sorted_words
    ]


def _placed(said: str, roster: Roster) -> list[Colleague]:
    """Return who is named before a bracket that says of which part of their own role they are."""
    match = _PLACED.fullmatch(said.strip() + ")" * (said.count("(") > said.count(")")))
    if match is None:
        return []
    surname, comma, first = match[1].partition(",")
    name = f"{first.strip()} {surname.strip()}" if comma else match[1]
    place = set(_spelt(_comparable(match[2])).split())
    return [
        one
        for one in _going_by("person", name, roster)
        if place <= set(_spelt(_comparable(one.role)).split())
    ]


def _with_initials(said: str, roster: Roster) -> list[Colleague]:
    return [one for one in roster.here() if _has_initials(one.name, said)]


def _beginning_with(words: str, roster: Roster) -> list[Colleague]:
    """Return whose role begins so: "HoS Permanence" of "… Permanence and Care Leavers".

    A title alone, such as "Team Manager", is the beginning of nobody's.
    """
    said = _spelt(_comparable(words))
    if not _ROLE.search(said) or not set(said.split()) - _OF_TITLES:
        return []
    return [one for one in roster.here() if _spelt(_comparable(one.role)).startswith(f"{said} ")]


_OF_TITLES: Final = frozenset({
    *("a", "assistant", "children", "childrens", "coordinator", "deputy", "director", "for"),
    *("group", "head", "independent", "lead", "manager", "of", "officer", "practitioner"),
    *("principal", "reviewing", "senior", "service", "services", "social", "team", "the"),
    *("work", "worker"),
})  # fmt: skip


_LOOKED_FOR: Final[Mapping[str, Callable[[str, Roster], list[Colleague]]]] = {
    "beginning": _beginning_with,
    "initials": _with_initials,
    "placed": _placed,
}


def is_person_by_role(one: Colleague) -> bool:
    """Say whether somebody goes by a role, so that part of it is not surely them."""
    return _comparable(one.name) == _comparable(one.role) or bool(_ROLE.search(one.name))


_ROLE: Final = pattern(
    r"(?i)\b(?:manager|officer|director|head|lead|coordinator|worker|practitioner|team|service|"
    r"chair|assistant|principal)\b"
)


_PARTED: Final = pattern(r"\b(o|mc|mac) (?=[a-z]{3})")  # "O Brien"


@lru_cache(MOST_KEPT)
def _comparable(said: str) -> str:
    plain = _TITLES.sub(" ", unaccented(key(said))).replace(" and ", " ")
    return _PARTED.sub(r"\1", " ".join(plain.split()))


@lru_cache(MOST_KEPT)
def _spelt(words: str) -> str:
    return " ".join(_SHORT.get(word, word) for word in words.split())


def _has_initials(name: str, said: str) -> bool:
    """Say whether a name begins so: "J. Smith", "J Smith" or "JS"."""
    words = [word for word in re.split(r"[\s.]+", name) if word[:1].isalpha()]
    plain = _TITLES.sub(" ", f"{said} ".lower()).replace(".", " ").split()
    plain = [word.upper() for word in plain] if said.isupper() else plain
    if any("," in word for word in name.split()) or len(words) < SHORTEST_INITIALS:
        return False
    if len(plain) == 1 and plain[0].isupper() and plain[0].isalpha():
        letters = "".join(word[0] for word in words).upper()
        return len(plain[0]) >= SHORTEST_INITIALS and plain[0] == letters
    is_short = len(plain) == SHORTEST_INITIALS and len(plain[0]) == 1
    first, last = words[0].lower(), words[-1].lower()
    return (is_short and (plain[0].lower(), plain[1].lower()) == (first[0], last)) or (
        [word.lower() for word in plain] == [first, last[0]]  # "Sam B"
    )


def _here(found: Colleague) -> Colleague:
    if not found.is_here:
        raise OwnerError("has_left", name=found.name)
    return found


def _hint(said: str, roster: Roster) -> str:
    """Return the name or role that is most like these words; empty if none is."""
    from rapidfuzz import fuzz, process

    names: dict[tuple[int, str], str] = {}
    for one in roster.here():
        names |= {(one.id, said): _comparable(said) for said in (one.name, one.role) if said}
    best = process.extractOne(
        _comparable(said), names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE
    )
    return best[2][1] if best else ""
