"""Where things stand: the digest and its sections, for whoever may see them."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from bot.audits.calendar import WhoLooksWhen
from bot.digest import screen
from bot.digest.section import DigestSection
from bot.digest.sections import OPENED
from bot.slack import numbered
from bot.slack.again import MOST_OFFERED, STATUS, Offer, offering
from bot.slack.arguments import no_one
from bot.slack.blocks import Answer
from bot.slack.buttons import Button
from bot.slack.carried import made_of, member, one_of
from bot.slack.interaction import Interaction
from bot.slack.parsing import MENTION, unescaped
from bot.slack.registry import ME, Command, Reply, Request, wrong
from bot.vocabulary import our
from db.digest.scope import ScopeKind
from db.errors import RefusedError
from db.patterns import pattern
from db.people import queries as people
from jobs.context import RequestContext
from jobs.digest.digest import Digest
from jobs.digest.needs import needs_of
from jobs.digest.scope import ScopeRequest, scope_for

PERSON: Final = "@person"
TEAM: Final = "team Permanence"
SERVICE: Final = "service Children Looked After"
_NOW: Final = pattern(
    r"(?:^|(?<!\s)\s+)(?:please|pls|plz|thanks|today|now|so far|this (?:week|month))[\s.?!]*$|"
    r"(?<=\w)[\s.?!:]+$",
    re.IGNORECASE,
)

_CALLED: Final = pattern(
    r"(?:of|for|in)\s+(?:the\s+)?(?!(?:my|our|me|mine|all|everybody|everyone|team|service)\b|[<@])"
    r"(?P<name>\S.{0,60}?)(?:'s|\u2019s)?(?:\s+(?:team|service))?[\s.?!]*",
    re.IGNORECASE,
)
_NUMBER: Final = pattern(r"(?:(?:action|no\.?|number)\s+)?#?(\d{1,9})", re.IGNORECASE)


class ShowDigest(Request):
    """`status`, `status overdue team Permanence`.

    `view` is the section asked for, empty for the whole digest. `whose` is empty for what somebody
    answers for, or own, line, person, team, service or all; `name` is the team's or service's name,
    or the person's Slack id, unless a button knows their number.
    """

    only_looks = True

    view: str = ""
    whose: str = ""
    name: str = ""
    person_id: int | None = None

    def run(self, ctx: RequestContext) -> Answer:
        """Show the digest or a section of it, or refuse in words."""
        scope = scope_for(ctx.session, ctx.person, self.scope(ctx))
        digest = Digest(ctx.session, scope, ctx.today, ctx.council)
        is_own = not (self.view or self.whose)
        return screen.shown(self.view, digest, needs_of(ctx) if is_own else None)

    def scope(self, ctx: RequestContext) -> ScopeRequest:
        """Return what was asked for, the person by their number."""
        if self.whose != ScopeKind.PERSON:
            return ScopeRequest(self.whose, self.name)
        if self.person_id is None:
            return ScopeRequest(self.whose, "", people.mentioned(ctx.session, self.name).id)
        return ScopeRequest(self.whose, self.name, self.person_id)


def carried(told: Mapping[str, Any]) -> ShowDigest:
    """Return what a button or a form carries; RefusedError where there is no such digest."""
    if told.get("view"):
        one_of(OPENED, told["view"])
    if told.get("whose"):
        member(ScopeKind, told["whose"])
    return made_of(ShowDigest, {**told, "person_id": told.get("person")})


class OfThoseCalled(Request):
    """`status for Sam`, `overdue for the Permanence team`: of whoever or whichever is called so."""

    only_looks = True

    view: str
    called: str

    def run(self, ctx: RequestContext) -> Reply:
        """Show it where one is called so; ask where several are, or none."""
        for kind in (ScopeKind.TEAM, ScopeKind.SERVICE):
            try:
                return ShowDigest(self.view, kind, self.called).run(ctx)
            except RefusedError as refused:
                if refused.kind != "digest.no_one_of_that_name":
                    raise
        known = people.called_so(ctx.session, self.called, ctx.today)
        if len(known) == 1:
            return ShowDigest(self.view, ScopeKind.PERSON, person_id=known[0].id).run(ctx)
        named = {each.name: f"<@{each.slack_id}>" for each in known[:MOST_OFFERED]}
        named = named or {"Mine": ME, "My team's": "team"}
        offers = [
            Offer(label, f"{self.view} {whose}".strip(), STATUS) for label, whose in named.items()
        ]
        return offering(f"{no_one(self.called, known)} Whose work do you mean?", offers)


def read_whose(view: str, rest: str, command: str) -> Request:
    """Read whose work is meant: nothing, me, all, @person, team NAME, service NAME, or a name."""
    rest = _NOW.sub("", rest)
    called = _CALLED.fullmatch(rest)
    if called and (number := _NUMBER.fullmatch(called["name"])):
        offers = (Offer(f"Show #{number[1]}", f"show {number[1]}"),)
        return numbered.Question(f"Do you mean action #{number[1]}?", offers)
    if called:
        return OfThoseCalled(view, unescaped(called["name"]))
    rest = re.sub(r"(?i)^(?:(?:of|for|in)\s+)?(?:(?:my|our|the)\s+(?=team\b))?", "", rest)
    mention = re.fullmatch(MENTION, rest)
    if mention:
        return ShowDigest(view, "person", mention["person"])
    word, name = [*rest.split(maxsplit=1), "", ""][:2]
    kind = word.lower()
    if kind in {"team", "service"}:
        return _named(view, kind, unescaped(name).strip(), command)
    if kind in {"", ME, "all"} and not name:
        return ShowDigest(view, {"": "", ME: "own"}.get(kind, "all"))
    if word.startswith("@"):
        what = "Pick the person from the list that Slack offers as you type @."
        raise wrong(f"{view} {PERSON}".strip(), what, command)
    what = "Say whose: me, @person, a team, a service or all."
    raise wrong(f"{view or 'overdue'} {TEAM}", what, command)


def _named(view: str, kind: str, name: str, command: str) -> ShowDigest:
    if name:
        return ShowDigest(view, kind, name)
    if kind == "service":
        raise wrong(f"{view} {SERVICE}".strip(), "Say which service.", command)
    return ShowDigest(view, "line")


def first(words: str, command: str) -> Request | None:
    """Read what begins with no verb: nothing at all, or a person."""
    if not _NOW.sub("", words):
        return ShowDigest()
    return (
        read_whose("", words, command) if re.match(r"<@|@|(?:of|for|in|my|our)\s", words) else None
    )


class SectionVerb(Command):
    """A section of the digest, opened; after it may be said whose."""

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read whose."""
        return read_whose(cls.name, rest, command)


def _opening(section: DigestSection) -> type[SectionVerb]:
    class OpenSection(SectionVerb):
        name = example = section.name
        synonyms = section.synonyms
        summary = section.summary

    return OpenSection


class WhoseVerb(Command):
    """The whole digest of somebody's work."""

    whose: ClassVar[str]

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        """Read what follows, such as a team's name."""
        return read_whose("", f"{cls.whose} {rest}".strip(), command)


class Mine(WhoseVerb):
    """`me`."""

    name = example = whose = ME
    synonyms = ("mine",)
    summary = "only yours"


class OfTeam(WhoseVerb):
    """`team Permanence`."""

    name = whose = "team"
    example = TEAM
    summary = "a team's; team alone is your own line"


class OfService(WhoseVerb):
    """`service Children Looked After`."""

    name = whose = "service"
    example = SERVICE
    summary = "a service's"


class OfEverybody(WhoseVerb):
    """`all`."""

    name = example = whose = "all"
    synonyms = ("everybody", "everyone")
    summary = f"everybody's, for {our.leads}"


class StatusCalendar(Command):
    """`calendar`."""

    name = example = "calendar"
    summary = "who looks at performance, and when"

    def run(self, ctx: RequestContext) -> Answer:
        """Show the calendar."""
        return WhoLooksWhen().run(ctx)


def _opened(click: Interaction, ctx: RequestContext) -> Reply:
    return carried({**click.value, "view": click.name.removeprefix("status_")}).run(ctx)


SECTIONS: Final[tuple[type[Command], ...]] = tuple(map(_opening, OPENED.values()))
WHOSE: Final = (OfTeam, OfService, Mine, OfEverybody)
VERBS: Final[tuple[type[Command], ...]] = (*WHOSE, *SECTIONS)
BUTTONS: Final = (Button(rf"status_(?:{'|'.join(OPENED)})", _opened, only_looks=True),)
