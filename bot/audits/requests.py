"""What somebody may ask of live audits, once their words are understood."""

from dataclasses import dataclass

from bot.reminders.requests import Away, Back

Pair = tuple[str, str]  # the Slack ids of an auditor and a practitioner


@dataclass(frozen=True)
class AuditHelp:
    """`help`."""


@dataclass(frozen=True)
class MyAudits:
    """`/audit` alone."""


@dataclass(frozen=True)
class Draw:
    """`draw January 2027`; no year is the next month of that name, no month the next one.

    `afresh` forgets every pair that was pinned or forbidden.
    """

    month: int | None = None
    year: int | None = None
    afresh: bool = False


@dataclass(frozen=True)
class ShowPlan:
    """`plan`."""

    start: int = 0


@dataclass(frozen=True)
class Publish:
    """`publish`."""


@dataclass(frozen=True)
class Pin:
    """`pin @auditor with @practitioner`; `out` is `forbid`, which rules the pair out."""

    pair: Pair
    out: bool = False


@dataclass(frozen=True)
class Free:
    """`free @auditor with @practitioner`: neither pinned nor forbidden any more."""

    pair: Pair


@dataclass(frozen=True)
class ShowAudit:
    """`show 7`."""

    number: int


@dataclass(frozen=True)
class Why:
    """`why 7`."""

    number: int


@dataclass(frozen=True)
class Book:
    """`book 7 thu 14 jan`."""

    number: int
    day: str


@dataclass(frozen=True)
class AskSwap:
    """`swap 7 with 9`."""

    number: int
    other: int


@dataclass(frozen=True)
class ListAuditors:
    """`auditors`."""


@dataclass(frozen=True)
class AddAuditor:
    """`auditors add @person quota 2`; no quota is what the rules say."""

    person: str
    quota: int | None = None


@dataclass(frozen=True)
class RemoveAuditor:
    """`auditors remove @person`."""

    person: str


@dataclass(frozen=True)
class Coverage:
    """`coverage`."""


@dataclass(frozen=True)
class WhoLooksWhen:
    """`calendar`."""


@dataclass(frozen=True)
class AddLook:
    """`calendar add "Scrutiny panel" on 12 Jan 2027`, or `… monthly on working day 5`."""

    who: str
    day: str | None = None
    working_day: int | None = None


@dataclass(frozen=True)
class RemoveLook:
    """`calendar remove "Scrutiny panel" on 12 Jan 2027`; no day is all that are to come."""

    who: str
    day: str | None = None


@dataclass(frozen=True)
class OpenAuditForm:
    """A verb that is filled in rather than typed: `held 7`, `cannot 7`, `rules`."""

    form: str
    number: int | None = None


AuditRequest = (
    AuditHelp
    | MyAudits
    | Draw
    | ShowPlan
    | Publish
    | Pin
    | Free
    | ShowAudit
    | Why
    | Book
    | AskSwap
    | Away
    | Back
    | ListAuditors
    | AddAuditor
    | RemoveAuditor
    | Coverage
    | WhoLooksWhen
    | AddLook
    | RemoveLook
    | OpenAuditForm
)
