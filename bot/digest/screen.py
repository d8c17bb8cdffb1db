"""The digest: where things stand on one screen, with the buttons that open the rest.

Always "n of N", of ten or more with its per cent, and never a bare percentage; never a
practitioner's name beside a grade.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.digest import words
from bot.digest.first_screen import first_screen
from bot.digest.sections import OPENED, EverythingSection
from bot.slack.blocks import Answer, Block, button, row, saying, title
from db.digest.scope import ScopeKind
from jobs.digest.digest import Digest
from jobs.digest.needs import Needs
from jobs.rules.deadlines import spell

# Of each section as much as leaves the screen one; its button opens the rest.
SHOWN_ROWS: Final = 2
SHOWN_OPENED: Final = 15
EVERYTHING: Final = EverythingSection.name
FIRST: Final = ("overdue", EVERYTHING)
BELOW: Final = tuple(name for name in OPENED if name != EVERYTHING)


def shown(
    view: str, digest: Digest, needs: Needs | None = None, *, by_itself: bool = False
) -> Answer:
    """Show a section, or where there is none the first screen.

    `needs` is what waits for whoever reads it, where it is their own screen. What came `by_itself`
    does not offer to.
    """
    if view:
        rows = SHOWN_ROWS if view == EVERYTHING else SHOWN_OPENED
        opened = OPENED[view].opened(replace(digest, shown=rows))
        if view != EVERYTHING:
            return opened
        return replace(
            opened, blocks=[*opened.blocks, row("digest-sections", *_sections(digest, BELOW))]
        )
    return _screen(digest, needs, by_itself=by_itself)


def _screen(digest: Digest, needs: Needs | None, *, by_itself: bool) -> Answer:
    """Say where things stand on one screen."""
    wanted = None if needs is None else words.needs_words(needs, _to_look_at(digest))
    if digest.is_empty and not wanted:
        return _nothing(digest)
    heading, headline = words.heading(digest), words.headline(digest)
    tools = _tools(digest)
    if not by_itself:
        tools.append(button("Send me this regularly", "subscription_form", asked_of(digest)))
    blocks = [title(heading), *first_screen(digest, wanted), row("digest-tools", *tools)]
    return Answer(_unnamed(digest, heading, headline), blocks)


def _to_look_at(digest: Digest) -> int:
    """Return how many files wait for another look: of everybody's work alone."""
    return digest.inadequates.without if digest.scope.is_everybody else 0


def _nothing(digest: Digest) -> Answer:
    """Say that there is nothing yet, and what can be done about it."""
    action, unowned = digest.council.commands.action, digest.unowned
    said = [f"There is nothing to report yet. Add an action with `{action} add`."]
    if unowned.number:
        said.append(
            f"{unowned.number} of the council's {unowned.of} open actions have no "
            f"owner; `{action} list all` shows them."
        )
    return saying(" ".join(said))


def _tools(digest: Digest) -> list[Block]:
    """Return the buttons that open what a section only counts."""
    tools = [button("Open the list", "list_open", scope) for scope in _lists(digest)]
    tools += _sections(digest, FIRST)
    if digest.scope.is_everybody:
        tools.append(button("Report", "report_month", {}))
    if digest.scope.is_everybody and not digest.is_empty:  # to follow the measures costs much
        tools.append(button("Picture", "chart_distance", {"chart": "distance"}))
    return tools


def _sections(digest: Digest, names: Sequence[str]) -> list[Block]:
    """Return the buttons that open sections: on the first screen of few, below all of each."""
    asked = asked_of(digest)
    return [
        button(one.button, f"status_{name}", asked)
        for name, one in OPENED.items()
        if name in names and one.is_for(digest.scope) and one.is_offered(digest)
    ]


def asked_of(digest: Digest) -> dict[str, Any]:
    """Return whose digest it is, as a button carries it."""
    scope = digest.scope
    is_named = scope.kind in {ScopeKind.TEAM, ScopeKind.SERVICE}
    return {
        "whose": scope.kind.value,
        "name": scope.name if is_named else "",
        "person": scope.person_id if scope.kind == ScopeKind.PERSON else None,
    }


_LISTS: Final = {
    ScopeKind.ALL: "plan",
    ScopeKind.LINE: "team all",
    ScopeKind.OWN: "mine",
    ScopeKind.PERSON: "person",
}


def _lists(digest: Digest) -> Iterator[dict[str, Any]]:
    listed = _LISTS.get(digest.scope.kind)
    besides = () if listed == "plan" else digest.besides
    if listed and (digest.headline.open or any(one.open for one in besides)):
        person = digest.scope.person_id if listed == "person" else None
        yield {"scope": listed, "person": person, "start": 0}


def _unnamed(digest: Digest, heading: str, headline: str) -> str:
    """Return the notification's words, in which nobody's name stands."""
    if digest.scope.kind in {ScopeKind.ALL, ScopeKind.LINE, ScopeKind.OWN}:
        return f"{heading}: {headline}"
    return f"Where things stand on {spell(digest.today)}: {headline}"
