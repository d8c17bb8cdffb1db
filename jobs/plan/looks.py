"""What the cells of a column look like: dates, people, things to do, states, ratings …"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.patterns import pattern
from jobs.plan.tables import Cell, Day, words
from jobs.rules.deadline_words import MONTHS, WELSH_MONTHS, any_of

MOST_LOOKED_AT: Final = 400  # rows of a column
LONG: Final = 60  # characters of what is rather a text than a name
SHORT_WORDS: Final = 8

_MONTH: Final = any_of((*MONTHS, *WELSH_MONTHS))
DATE: Final = pattern(
    rf"\b\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{2,4}}\b|\b\d{{4}}-\d\d-\d\d\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?:{_MONTH})\b|\b(?:{_MONTH})[\s'-]+\d{{2,4}}\b",
    re.IGNORECASE,
)
_DATE_WORDS: Final = pattern(
    rf"(?i)(?:(?:by|end|mid|early|late|of|the|in|from|to|until|q[1-4]|quarter|spring|summer|autumn|"
    rf"winter|term|year|fy|financial|annual(?:ly)?|monthly|weekly|quarterly|ongoing|on-going|"
    rf"continuous|tb[acd]|asap|immediate(?:ly)?|half|h[12]|{_MONTH}|"
    rf"'?\d\d(?:\d\d)?(?!\d)|1st|2nd|3rd|4th|w/c|week|commencing|today|now|start)"
    rf"[\s,./–-]*)+"  # noqa: RUF001 - Word's dash
)
_BESIDE_DATES: Final = pattern(
    r"(?i)\b(?:revised?|extended|moved|amended|changed|new|original(?:ly)?|was|were|previous(?:ly)?|"
    r"to|by|due|end|of|the|from|until|now|on|completed?|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|"
    r"sun|day|monday|tuesday|wednesday|thursday|friday|saturday|sunday|and|deadline|target|date)\b|"
    r"\d{1,2}:\d\d(?::\d\d)?|T\d\d:\d\d\S*|\d{4}|'?\d\d\b|\([^)]{0,400}\)"
)
_LEVEL: Final = pattern(
    r"(?i)(?:very )?(?:high|medium|med|low|normal|moderate|"
    r"urgent|important|critical|essential|desirable|h|m|l)"
    r"(?: (?:priority|risk))?|p?[1-5]|must|should|could|won'?t"
)
EMAIL: Final = pattern(r"(?<![^@\s<>])[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_ROLE: Final = pattern(
    r"(?i)\b(?:manager|officer|director|head of|lead|dcs|ad|coordinator|co-ordinator|chair|worker|"
    r"practitioner|team|service|iro|lado|supervisor|principal|advisor|adviser|consultant|analyst|"
    r"chief|deputy|headteacher|commissioner|partner|board|assistant|administrator|psw|hos|tm|cllr)\b"
)
_NAME: Final = pattern(
    r"(?:(?:mr|mrs|ms|miss|dr|cllr)\.? )?[A-Z][\w'’-]*(?:\.|,)?(?: [A-Z][\w'’-]*\.?){1,3}"  # noqa: RUF001 - Word's apostrophe
)
_INITIALS: Final = pattern(r"[A-Z]{2,4}(?:\s?[/&,]\s?[A-Z]{2,4})*")
_COLOUR: Final = pattern(
    r"(?i)(?:b?rag\W*)?(?:[ragb]|red|amber|green|blue|grey|gray|yellow|purple)"
    r"(?:\s?[/-]\s?(?:[ragb]|red|amber|green|blue))?"
)
_STATUS: Final = pattern(
    r"(?i)(?:\d+[.):]?\s*|[a-e][.)]\s*)?(?:not |fully |partially |partly |part |nearly |mostly |"
    r"no |in |on |off |work |yet to |to be |to |un|in)?"
    r"(?:completed?|done|closed|open|started|progress\w*|ongoing|on-?going|track|target|hold|"
    r"overdue|late|delayed|behind|achieved|implemented|embedded|pending|planned|cancelled|withdrawn|deferred|"
    r"superseded|under ?way|due|schedule|commenced|begun|met|delivered|outstanding|wip|superseded|"
    r"scheduled|live|active|paused|actioned|signed off|finished|risk|yes|no|y|n|doing|do|backlog)\b"
)
_ACTING: Final = """
    achieve act adapt add address adopt agree align allocate amend analyse apply appoint
    approve arrange assess assign attend audit begin book brief build carry challenge change
    check circulate clarify close co-produce coach collect commence commission communicate
    complete conduct confirm consider consolidate consult continue convene coordinate create
    define deliver demonstrate deploy design determine develop discuss disseminate do draft
    drive embed employ enable encourage engage enhance ensure escalate establish evaluate
    examine expand explore extend facilitate feed fill finalise find fix focus follow
    formalise formulate fully further get give go hold identify implement improve include
    incorporate increase induct inform instigate integrate introduce invest investigate
    invite issue join keep launch lead learn let liaise link list maintain make manage map
    meet mobilise monitor move name negotiate obtain offer open organise outline oversee
    participate pilot plan prepare present print prioritise procure produce promote propose
    provide publish purchase put quality raise re-launch reach recommission reconcile
    recruit redesign reduce refine refresh regularly reinforce reissue relaunch remind
    remove renew reorganise report request require research resolve respond restructure
    retain review revise revisit rewrite ring roll run scope see seek send set share
    simplify source specify standardise start strengthen submit support survey sustain take
    target tell test tighten track train transfer undertake update upskill use utilise
    validate visit work write
"""
_VERBS: Final = frozenset(_ACTING.split())
# "Quality Assurance Lead" and "Support worker" are people, although each begins with a verb.
_OFFICE: Final = pattern(
    r"(?i)(?:audit|change|contact|design|lead|link|organise|plan|policy|practice|project|quality|"
    r"request|research|review|support|survey|train|transfer|visit|work)"
    r"(?: (?!(?:and|the|an?|our|all|with|to|for)\b)[\w&/-]+){0,3} "
    r"(?:manager|officer|director|lead|leader|coordinator|co-ordinator|worker|practitioner|supervisor|advis[eo]r|analyst|consultant|administrator|"
    r"assistant|iro|lado)(?:,? .{0,40}| \(.{0,40}\))?"
)
TOTAL: Final = pattern(
    r"(?i)(?:grand |sub-?|overall )?totals?\b.*|(?:sum|count|average|number of actions|"
    r"% complete|percentage complete|no\.? of actions)\b.*"
)
SECTION: Final = pattern(
    r"(?i)(?:priority|theme|work ?stream|strand|objective|outcome|section|part|phase|stage|pillar|"
    r"recommendation|area|standard|aim|goal|domain|key line|kloe|finding|wave|tranche|programme|"
    r"chapter|focus|requirement|regulation|group|service)\b(?:\s*+(?:\d{1,2}(?:\.\d)?|[ivx]{1,4}|[a-h]|one|two|three|four|five|six|area)\b)?"
    r"(?:\s*+[:.–-].*|\s++\S.*(?<=\d)|\s*+$|(?<=\d)\s.*)"  # noqa: RUF001 - Word's dash
)
# Begins what tells of the marks of a plan, and is no row of it.
KEY: Final = pattern(
    r"(?i)(?:(?:(?:b?rag|rating|status|colour|change|progress)\s+){0,3}(?:key|legend)\b|"
    r"key to |guidance\b|notes?:|\*+ ?note|source:|version \d|footnote|drop-?down|"
    r"instructions?\b|nb\s*[:.-]|please note\b).*|\*+ .*|"
    r"(?:\w+ ){0,3}(?:definitions?|descriptors)\W*|scor(?:es?|ing)\b[^:]{0,20}[:=].*|"
    r"(?:abbreviations?(?: used)?|glossary(?: of terms)?|acronyms|colours?|meanings?)\W*|"
    r"page \d+(?: of \d+)?|(?:last|date) (?:updated|reviewed|amended)\b.*|"
    r"(?:signed(?: off)?|approved|prepared|completed|agreed|produced|date|author|owner)(?: by)?"
    r"\s*:.*"
)
_NUMBER: Final = pattern(r"[£$€]?[\d,.\s]+%?")
_REFERENCE: Final = pattern(
    r"#?[A-Za-z]{0,10}[-. /]?\d+(?:[.\-/]\d+)*[a-z]?\.?|"
    r"[A-Za-z0-9]{1,10}(?:[-./ ][A-Za-z0-9]{1,10}){1,4}|"
    r"[A-Za-z]{1,3}\d*|[A-Za-z0-9_-]{16,40}",
    re.ASCII,
)


def is_date(cell: Cell) -> bool:
    """Say whether a cell names a date, or says in words when something is to be."""
    if isinstance(cell, Day):
        return True
    said = words(cell)
    return len(said) <= LONG and bool(DATE.search(said) or _DATE_WORDS.fullmatch(said))


def is_certain_date(cell: Cell) -> bool:
    """Say whether a cell holds a date, with no more beside it than what is said of dates."""
    if isinstance(cell, Day):
        return True
    if len(cell) > LONG or "%" in cell or not DATE.search(cell):
        return False
    rest = _BESIDE_DATES.sub(" ", DATE.sub(" ", cell))
    return not re.search(r"\w", rest)


def is_person(cell: Cell) -> bool:
    """Say whether a cell may name people: by address, name, role or initials."""
    said = words(cell)
    if isinstance(cell, Day) or len(said) > 2 * LONG or _STATUS.fullmatch(said):
        return False
    if EMAIL.search(said) or _NAME.fullmatch(said) or _INITIALS.fullmatch(said):
        return True
    return (
        bool(_ROLE.search(said)) and len(said.split()) <= 2 * SHORT_WORDS and not begins_to_do(said)
    )


def has_date_or_person(cells: Sequence[Cell]) -> bool:
    """Say whether any of some cells has a date, or may name people."""
    return any(is_certain_date(cell) or is_person(cell) for cell in cells)


def begins_to_do(cell: Cell) -> bool:
    """Say whether a text begins with what is to be done: "Publish a standard"."""
    said = re.sub(r"^(?:[\W\d_]+|[a-z]\)|to\s+|we will\s+|all\s+)*", "", words(cell).lower())
    is_verb = bool(said) and said.split(maxsplit=1)[0].strip(",.;:") in _VERBS
    return is_verb and not _OFFICE.fullmatch(said)


def is_words(cell: Cell) -> bool:
    """Say whether a cell holds words of a sentence."""
    said = words(cell)
    return isinstance(cell, str) and len(said.split()) > 1 and not _NUMBER.fullmatch(said)


def is_status(cell: Cell) -> bool:
    """Say whether a cell says how far something has come, shortly."""
    said = words(cell)
    is_share = re.fullmatch(r"\d{1,3}(?:\.\d+)? ?%|0?\.\d+|1|0", said) is not None
    is_mark = said in {"\N{CHECK MARK}", "✔", "☒", "☐", "☑"}
    return is_share or is_mark or (len(said) <= LONG and _STATUS.match(said) is not None)


def is_colour(cell: Cell) -> bool:
    """Say whether a cell holds a rating by colour."""
    return _COLOUR.fullmatch(words(cell)) is not None


def is_text(cell: Cell) -> bool:
    """Say whether a cell holds a whole text rather than a word or two."""
    said = words(cell)
    return isinstance(cell, str) and (len(said) > LONG or len(said.split()) > SHORT_WORDS)


def is_number(cell: Cell) -> bool:
    """Say whether a cell is a number or nothing but figures."""
    return isinstance(cell, str) and _NUMBER.fullmatch(cell) is not None


def is_reference(cell: Cell) -> bool:
    """Say whether a cell could be the number of a row."""
    said = words(cell)
    return isinstance(cell, str) and len(said) <= LONG and _REFERENCE.fullmatch(said) is not None


def is_level(cell: Cell) -> bool:
    """Say whether a cell says how pressing something is: "High", "P1"."""
    return _LEVEL.fullmatch(words(cell)) is not None


def is_link(cell: Cell) -> bool:
    """Say whether a cell holds a web address or the name of a file."""
    return re.search(r"https?://|www\.|\.(?:docx?|xlsx?|pdf|pptx?)\b", words(cell)) is not None


_KINDS: Final[Mapping[str, Callable[[Cell], bool]]] = {
    "date": is_date, "certain": is_certain_date, "person": is_person, "todo": begins_to_do,
    "words": is_words, "status": is_status, "colour": is_colour, "text": is_text,
    "number": is_number, "reference": is_reference, "link": is_link, "level": is_level,
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """How much of a column looks like what, from 0 to 1; `filled` is how many cells say anything.

    `distinct` is how much of it is said once.
    """

    filled: int
    shares: Mapping[str, float]
    distinct: float = 1.0

    def __getitem__(self, kind: str) -> float:
        """Return how much looks like that; 0 where nothing is filled in."""
        return self.shares.get(kind, 0.0)


def look_of(cells: Sequence[Cell]) -> Look:
    """Return what a column looks like."""
    filled = [cell for cell in cells if cell != ""][:MOST_LOOKED_AT]
    if not filled:
        return Look(0, {})
    number = len(filled)
    shares = {name: sum(map(test, filled)) / number for name, test in _KINDS.items()}
    return Look(number, shares, len({words(cell).lower() for cell in filled}) / number)


NOTHING: Final = Look(0, {})
