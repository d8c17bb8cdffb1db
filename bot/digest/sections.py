"""The digest: where things stand on one screen, in eleven sections, each only if it has something.

Always "n of N", never a bare percentage; never a practitioner's name beside a grade.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from bot.actions.view import ActionRenderContext
from bot.digest import words
from bot.digest.words import Words
from bot.measures.view import in_a_line
from bot.slack.blocks import Answer, Block, bold, button, faint, lines, passage, row, saying
from db.digest.scope import Reach
from jobs.context import CommandNames
from jobs.digest.values import Digest
from jobs.rules.deadlines import spell
from jobs.rules.measure_words import exactly

# Of each section as much as leaves the eleven on one screen; its button opens the rest.
SHOWN_ROWS: Final = 2
SHOWN_TEAMS: Final = 2
SHOWN_TRACKS: Final = 3


def told(digest: Digest, context: ActionRenderContext, names: CommandNames) -> Answer:
    """Say where things stand on one screen."""
    if digest.is_empty:
        return nothing(digest, names)
    heading, headline = words.heading(digest), words.headline(digest)
    top = lines([bold(heading)], [bold(headline)], [words.statuses(digest)])
    tools = tools_of(digest)
    blocks = [top, *sections(digest, context)]
    return Answer(_unnamed(digest, heading, headline), [*blocks, row("digest-tools", *tools)])


def nothing(digest: Digest, names: CommandNames) -> Answer:
    """Say that there is nothing yet, and what can be done about it."""
    said = [f"There is nothing to report yet. Add an action with `{names.action} add`."]
    if digest.gaps.unowned:
        said.append(
            f"{digest.gaps.unowned} of the council's {digest.gaps.everywhere} open actions have no "
            f"owner; `{names.action} list all` shows them."
        )
    return saying(" ".join(said))


def sections(digest: Digest, context: ActionRenderContext) -> Iterator[Block]:
    """Yield the sections after the headline, in their order; those with nothing to say are left."""
    parts = (
        done(digest),
        overdue(digest, context),
        at_risk(digest),
        moved(digest),
        gaps(digest),
        audits(digest),
        coverage(digest),
        inadequates(digest),
        themes(digest),
        travelled(digest),
    )
    yield from (part for part in parts if part is not None)


def done(digest: Digest) -> Block | None:
    """Return what was finished since last time."""
    told = digest.done
    said = words.done_words(digest)
    if not (told.number or said):
        return None
    head = f"Done since {spell(told.since)}: {told.number} of {digest.headline.total}"
    return passage(
        [bold(head), *([f" · {', '.join(said)}"] if said else [])],
        *(words.line_words(line) for line in told.shown),
        *_more(told.number, told.shown),
    )


def overdue(digest: Digest, context: ActionRenderContext) -> Block | None:
    """Return what is late."""
    told = digest.overdue
    if not told.number:
        return None
    return passage(
        [bold(f"Overdue: {told.number} of {told.of}")],
        *(words.late_words(line, context) for line in told.shown),
        *_more(told.number, told.shown),
    )


def at_risk(digest: Digest) -> Block | None:
    """Return what will probably be late, and how often that was right before."""
    told = digest.at_risk
    if not told.number:
        return None
    record = words.record_words(told.right, told.settled)
    return passage(
        [
            bold(f"At risk in the next 30 days: {told.number} of {told.of} due"),
            f" · {record}" if record else "",
        ],
        *(words.risk_words(risk) for risk in told.shown),
        *_more(told.number, told.shown),
    )


def moved(digest: Digest) -> Block | None:
    """Return the moved dates."""
    told = digest.moved
    if not told.number:
        return None
    return passage(
        [bold(f"Moved dates: {told.number} of {told.of}")],
        *(words.move_words(move) for move in told.shown),
        *_more(told.number, told.shown),
    )


def gaps(digest: Digest) -> Block | None:
    """Return what nobody owns, and what has no date."""
    said = words.gap_words(digest)
    return passage([bold("Owners and dates")], *([each] for each in said)) if said else None


def audits(digest: Digest) -> Block | None:
    """Return how the months of live audits stand."""
    if not digest.audits:
        return None
    months = ([f"{one.month:%B %Y}: {words.month_words(one)}"] for one in digest.audits)
    return passage([bold("Live audits")], *months)


def coverage(digest: Digest) -> Block | None:
    """Return the teams with practitioners whom nobody has looked at for three months."""
    told = digest.coverage
    if not told.not_seen or not digest.has_audits:
        return None
    missed = [team for team in told.teams if team.not_seen]
    head = f"Not seen for 3 months: {told.not_seen} of {told.total} practitioners"
    where = f" · nobody seen in {told.teams_not_seen} of {len(told.teams)} teams"
    shown = missed[:SHOWN_TEAMS]
    return passage(
        [bold(head), where if told.teams_not_seen else ""],
        *([f"{one.team}: {one.not_seen} of {one.total}"] for one in shown),
        *_more(len(missed), shown, "teams"),
    )


def inadequates(digest: Digest) -> Block | None:
    """Return how many Inadequates nobody has looked at again."""
    if not digest.inadequates.without:
        return None
    return passage([bold("Inadequates: "), words.inadequate_words(digest)])


def themes(digest: Digest) -> Block | None:
    """Return the themes of audits and actions."""
    told = digest.themes
    if not told.shown:
        return None
    of = digest.headline.open
    rows = ([f"{one.name}: {words.theme_words(one, told.audits, of)}"] for one in told.shown)
    return passage([bold("Themes"), f" · audits since {spell(told.since)}"], *rows)


def travelled(digest: Digest) -> Block | None:
    """Return what is measured, now against some months ago."""
    if not digest.travelled:
        return None
    shown = digest.travelled[:SHOWN_TRACKS]
    return passage(
        [bold("Distance travelled")],
        *([in_a_line(one, exactly)] for one in shown),
        *_more(len(digest.travelled), shown),
    )


def tools_of(digest: Digest) -> list[Block]:
    """Return the buttons that open what a section only counts."""
    asked = asked_of(digest)
    offered = (
        ("All overdue", "overdue", digest.overdue.number),
        ("At risk", "drift", digest.at_risk.number),
        ("Audits", "audits", digest.audits),
        ("Coverage", "coverage", digest.has_audits and digest.coverage.total),
        ("Closing the loop", "loop", digest.headline.total),
    )
    tools = [button("Open the list", "list_open", scope) for scope in _lists(digest)]
    tools += [
        button(text, f"status_{view}", asked) for text, view, something in offered if something
    ]
    if digest.whose.is_everybody:
        tools.append(button("Report", "report_month", {}))
    if digest.travelled:
        tools.append(button("Picture", "chart_distance", {"chart": "distance"}))
    return [*tools, button("Send me this regularly", "subscription_form", asked)]


def asked_of(digest: Digest) -> dict[str, Any]:
    """Return whose digest it is, as a button carries it."""
    whose = digest.whose
    names = {Reach.TEAM: whose.name, Reach.SERVICE: whose.name}
    return {
        "whose": whose.reach.value,
        "name": names.get(whose.reach, ""),
        "person": whose.person_id if whose.reach == Reach.PERSON else None,
    }


def _lists(digest: Digest) -> Iterator[dict[str, Any]]:
    scopes = {Reach.ALL: "all", Reach.LINE: "team", Reach.OWN: "mine", Reach.PERSON: "person"}
    scope = scopes.get(digest.whose.reach)
    if scope is not None:
        person = digest.whose.person_id if scope == "person" else None
        yield {"scope": scope, "person": person, "start": 0}


def _more(number: int, shown: Sequence[object], what: str = "") -> list[Words]:
    hidden = number - len(shown)
    if hidden <= 0 or not shown:
        return []
    return [[faint(" ".join(filter(None, ["and", str(hidden), "more", what])))]]


def _unnamed(digest: Digest, heading: str, headline: str) -> str:
    """Return the notification's words, in which nobody's name stands."""
    if digest.whose.reach in {Reach.ALL, Reach.LINE, Reach.OWN}:
        return f"{heading}: {headline}"
    return f"Where things stand on {spell(digest.day)}: {headline}"
