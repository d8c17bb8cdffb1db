"""Reads how far an action has come, by meaning: what only sounds like it is asked about."""

import re
from collections.abc import Mapping
from typing import Final

from db.models import Status
from db.patterns import pattern
from jobs.plan.heading_names import SHARE
from jobs.plan.problems import CellProblemError
from jobs.rules.deadline_words import MONTHS, any_of
from jobs.rules.rag import COLOURS, Level

# A number or a letter of a list before the words, a colour with them, and a mark after them.
_ORNAMENT: Final = pattern(
    r"^(?:[✓✔☑]\s*|\(?\d{1,2}\s*[.):–-]\s*|\(?[a-f][.)]\s*|"  # noqa: RUF001 - Word's dash
    r"(?:b?rag\W*)?(?:red|amber|green|blue|grey|gray|yellow|purple|[ragb])\s*[:/–(-]+\s*)(?=\S)"  # noqa: RUF001
)
_BEHIND: Final = pattern(r"(?<![\s.!;,)])[\s.!;,)]+$|(?<=[a-z])\s*[✓✔☑]+$")
_DATE: Final = (
    r"(?:\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:"
    + any_of(MONTHS)
    + r")[ ,'-]*(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d)"
)
_FULLY: Final = r"(?:now |fully |all |both |action |actions |task |is |are |this is |100 ?% )*"
_FINISHED: Final = (
    r"(?:done|completed?|closed|achieved|finished|signed off|delivered|implemented|embedded|"
    r"actioned|met|resolved|discharged|concluded|fulfilled|accomplished|achieved in full)"
)
_ALSO: Final = (
    rf"(?: (?:and|&|/|-|–) {_FINISHED}| (?:[-–] )?(?:in full|on time|on schedule|early|"  # noqa: RUF001
    r"late|ahead of schedule)| (?:and|-|–) (?:evidenced|sustained|"  # noqa: RUF001
    r"evidence (?:seen|provided|received|held|attached|on file)|awaiting sign off|"
    r"for sign off|business as usual|bau)|"
    rf" (?:on |in |at |-|–|: ?)*\(?{_DATE}\)?)*"  # noqa: RUF001 - Word's dash
)
_SHARE: Final = pattern(r"(\d{1,3})(?:\.\d+)? ?%(?: complete[d]?| done)?")

_WHOLE: Final = (
    (
        Status.DONE,
        rf"(?:yes\W+)?{_FULLY}{_FINISHED}{_ALSO}|bau|business as usual|"
        r"wedi.i (?:gwblhau|chwblhau)|cwblhawyd|cyflawnwyd",
    ),
    (
        Status.NOT_STARTED,
        r"(?:work )?(?:not|un) ?(?:yet )?(?:started|begun|commenced|due|due yet|begin|initiated)"
        r"(?: yet)?|"
        r"pending\b(?! (?:sign|clos|complet|final)).{0,40}|planned|"
        r"to (?:be )?(?:start|started|begin|do|commence)d?|"
        r"(?:yet|due|scheduled) to (?:start|begin|commence)|sought|no progress(?: yet)?|new|"
        r"scheduled|proposed|future(?: action)?|queued|backlog|not yet|to do|todo|awaiting start|"
        r"heb (?:ei )?(?:ddechrau|dechrau|gychwyn)",
    ),
    (
        Status.DEFERRED,
        r"(?:action )?(?:deferred|on hold|paused|postponed|suspended|parked|put on hold|"
        r"gohiriwyd|wedi.i ohirio)\b.{0,60}",
    ),
    (
        Status.DROPPED,
        r"(?:action )?(?:dropped|cancelled|canceled|withdrawn|superseded|abandoned|discontinued|"
        r"deleted|removed|rejected)\b.{0,60}|no longer (?:required|needed|relevant|applicable|"
        r"valid|being pursued)\b.{0,60}|not (?:required|needed|being pursued|pursued)|"
        r"(?:closed|complete) [-–] (?:superseded|no longer (?:required|needed|relevant)|"  # noqa: RUF001
        r"not required|cancelled|withdrawn)",
    ),
)
_BEGUN: Final = pattern(
    r"(?:in|work in|some|good|making|steady|limited|slow|little) progress|progress|in hand|ongoing|"
    r"on going|under ?way|started|commenced|begun|wip\b|(?:mostly |broadly |slightly )?(?:on|off) "
    r"(?:track|target|schedule|course)|at risk|late\b|overdue|delay(?:ed)?|behind|"
    rf"slipp(?:ed|ing|age)|(?:partly|partial(?:ly)?|part)\b[ -]?{_FINISHED}?|open\b|reopened|"
    r"continu(?:ing|es|ous)|in place|group in place|group set up|"
    r"being (?:developed|drafted|implemented)|commitment given|active\b|live\b|"
    r"doing|working (?:towards|on (?:it|this))|"
    r"in development|in draft|draft(?:ed)?\b|not (?:fully |yet |quite |all )*(?:complete|"
    r"achieved|done|finished|met|implemented|delivered|embedded|closed)|"
    r"(?:nearing|close to|approaching|near) completion|"
    r"(?:scoping|drafting|consulting|piloting|testing|finalising|procuring|recruiting|reviewing|"
    r"monitoring|mobilising)\b|"
    r"incomplete|unfinished|uncompleted|(?:nearly|almost|mostly|largely|substantially|part|half) "
    r"(?:completed?|done|finished|achieved|implemented|embedded|there)|(?:completed?|achieved|done|"
    r"implemented|met|delivered) (?:in part|partly|partially)|ahead of (?:schedule|target)|"
    r"embedding|"
    r"ar (?:y gweill|waith)|yn mynd rhagddo|stuck$|awaiting completion|"
    r"implementing|recurring|extended|extension agreed|requires? attention|"
    r"(?:minor|major|some) "
    r"(?:delay|slippage|issues)"
)
_ALLOWED_BEHIND: Final = pattern(
    r"\d{1,3} ?% ?(?:completed?|done)?|(?:to be |due to (?:be )?|will be |not (?:yet |fully )?|"
    r"for |nearly |almost |part(?:ly|ially)? |expected to (?:be )?|on (?:track|target|course) "
    r"(?:to|for) (?:be )?)(?:completed?|completion|done|closed|delivered|achieved|embedded|met)"
)
_DONE_WORD: Final = pattern(rf"\b{_FINISHED}\b")
_NOT_BEGUN: Final = pattern(r"not (?:yet )?(?:started|begun|commenced|due)\b|planned\b")
_TAKES_BACK: Final = pattern(
    r"\b(?:not|no|except|but|await\w*|partial\w*|partly|part|to be|outstanding|subject|pending|"
    r"nearly|almost|some|ongoing|draft|unless|apart|pilot|phase|stage|only|tbc|in progress|merged|"
    r"superseded|moved|transferred|duplicate|replaced|carried|withdrawn|cancelled)\b|"
    r"\?|\d ?%"
)
ALL: Final = 100  # in a hundred
_NO: Final = frozenset({"no", "n", "false", "☐", "✗", "✘", "x", "0"})
_YES: Final = frozenset({"yes", "y", "true", "☒", "☑", "✓", "✔"})
_TICKS: Final = frozenset({"☑", "✓", "✔"})
_ASKS_WHETHER: Final = pattern(r"\b(?:completed?|done|closed|achieved|implemented|finished)\b")

_RATINGS: Final[Mapping[str, Level]] = {
    **{colour: level for level, colour in COLOURS.items()},
    **{colour[0]: level for level, colour in COLOURS.items()},
    "yellow": Level.AT_RISK,
}
_RATING_WORDS: Final = pattern(
    r"(?:b?rag(?: rating| status)?\W*)?(red|amber|yellow|green|blue|[ragb])\b(?P<rest>.*)",
    re.DOTALL,
)


def plain(said: str) -> str:
    """Return a status for comparing: small letters, no ornament, one kind of blank and dash."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", said)  # "inProgress", as lists export it
    small = " ".join(apart.lower().replace("_", " ").split())
    small = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", small)
    small = _BEHIND.sub("", small)
    return _ORNAMENT.sub("", small)


def not_applicable(said: str) -> str:
    """Return words by which an action may be none any more, or only its status; else nothing."""
    return said if said.strip(" .").lower() in {"n/a", "not applicable"} else ""


def read(said: str, heading: str = "") -> Status | None:
    """Read a status; None for what says nothing of it. CellProblemError for what may be either."""
    if rating(said) is not None and not _rest_of_rating(said):
        return None
    words = plain(said)
    if _ASKS_WHETHER.search(heading.lower()) and words in _NO:
        return None
    is_true = words in _TICKS or (words in _YES and _ASKS_WHETHER.search(heading.lower()))
    found = _named_in(heading) if is_true else _by_share(words, heading) or _by_words(words)
    if found is None and words.endswith("?"):
        raise CellProblemError("unsure", text=said[:60])
    if found is None:
        raise CellProblemError("no_status", text=said[:60])
    return found


LONGEST_PLACE: Final = 150  # characters: a sheet or a heading that says how far its rows are
_NOUNS: Final = pattern(
    r"(?:(?<!\s)|(?=\S))(?:\s*+(?:\b(?:actions?|items?|tasks?|recommendations?|activities|tab|sheet|"
    r"list|register|log)|[\d/_-]|\([^()]*\))){1,30}$"
)
_UNSURE_PLACES: Final = pattern(
    r"archived?|archive of|old|historic(?:al)?|previous|past|complete|closed|closed down|former"
)


def of_place(name: str) -> Status | None:
    """Return how far all rows of a sheet or below a heading have come, if its name says so.

    Raises CellProblemError for a name that may mean that they are done, or that they were given up.
    """
    if len(name) > LONGEST_PLACE:
        return None
    words = _NOUNS.sub("", plain(name)).strip()
    if _UNSURE_PLACES.fullmatch(words):
        raise CellProblemError("unsure_place", text=name[:60])
    found = next((status for status, pattern in _WHOLE if re.fullmatch(pattern, words)), None)
    return Status.IN_PROGRESS if words == "in progress" else found


def is_of_place(name: str) -> bool:
    """Say whether a heading tells how far the rows below it have come, and not what they are."""
    try:
        return of_place(name) is not None
    except CellProblemError:
        return True


def _named_in(heading: str) -> Status | None:
    """Return the state that a heading names, or asks for; a tick says that it is so."""
    asked = plain(heading).rstrip("? ")
    # "Progress" and "Progress status" are what a status is of, and none.
    found = None if asked.startswith("progress") else _by_words(asked)
    is_whether = asked in {"", "status"} or _ASKS_WHETHER.search(asked)
    return found or (Status.DONE if is_whether else None)


def _by_share(words: str, heading: str) -> Status | None:
    share = _SHARE.fullmatch(words)
    if share is None and SHARE.search(heading.lower()) and re.fullmatch(r"\d{1,3}|0?\.\d+", words):
        share = _SHARE.fullmatch(f"{_in_hundred(words)}%")
    share = share or re.match(r"([1-9]\d?) ?%\W", words)  # "90% - final sign off awaited"
    return _of_share(int(share[1])) if share else None


def _by_words(words: str) -> Status | None:
    if words.endswith("?"):  # "Pending?" is not started, "Complete?" is asked
        is_not_begun = re.fullmatch(_WHOLE[1][1], words.rstrip("? "))
        return Status.NOT_STARTED if is_not_begun else None
    short = _without_bracket(words)
    for found, written in _WHOLE:
        if re.fullmatch(written, words) or re.fullmatch(written, short):
            return found
    if _NOT_BEGUN.match(words) and not _DONE_WORD.search(words):
        return Status.NOT_STARTED
    has_begun = _BEGUN.match(words)
    is_done_too = _DONE_WORD.search(_ALLOWED_BEHIND.sub("", _begun_cut(words)))
    return Status.IN_PROGRESS if has_begun and not is_done_too else None


def _without_bracket(words: str) -> str:
    """Return a status without what is said of it in brackets, where that takes nothing back."""
    match = re.fullmatch(r"(.+?)(?<!\s)\s*[(\[]([^()\[\]]*)[)\]]?", words)
    return match[1] if match and not _TAKES_BACK.search(match[2]) else words


def _begun_cut(words: str) -> str:
    match = _BEGUN.match(words)
    return words[match.end() :] if match else words


def _in_hundred(words: str) -> int:
    number = float(words)
    return round(number * ALL) if "." in words or number == 1 else int(number)


def _of_share(share: int) -> Status:
    if share >= ALL:
        return Status.DONE
    return Status.IN_PROGRESS if share else Status.NOT_STARTED


def rating(said: str) -> Level | None:
    """Read a rating by its colour, or by the words it stands for; None where it is none."""
    small = " ".join(said.lower().split())
    match = _RATING_WORDS.fullmatch(small)
    rest = match["rest"].strip() if match else ""
    if match and (len(match[1]) > 1 or not rest or rest[0] in "-–:=("):  # noqa: RUF001
        return _RATINGS[match[1]]
    return next((level for level in _RATED if small in _RATED[level]), None)


_RATED: Final[Mapping[Level, frozenset[str]]] = {
    Level.ON_TRACK: frozenset({"on track", "on target", "on schedule"}),
    Level.AT_RISK: frozenset({"at risk", "some risk", "minor delay", "minor slippage"}),
    Level.LATE: frozenset({"off track", "off target", "behind schedule", "significant delay"}),
}


def _rest_of_rating(said: str) -> str:
    match = _RATING_WORDS.fullmatch(" ".join(said.lower().split()))
    return re.sub(r"[\W_]+", " ", match["rest"]).strip() if match else said


def beside_rating(said: str) -> bool:
    """Say whether a rating has words beside it that are more than its colour: "Green - done"."""
    if rating(said) is None or _RATING_WORDS.fullmatch(" ".join(said.lower().split())) is None:
        return False
    rest = _rest_of_rating(said)
    return _DONE_WORD.search(rest) is not None or re.search(r"\bstarted\b", rest) is not None
