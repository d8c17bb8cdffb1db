"""What the digest's buttons open: one section with more of its rows, and how it is counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.view import ActionRenderContext
from bot.audits import coverage_view
from bot.digest import sections, words
from bot.digest.words import Words
from bot.slack.blocks import Answer, Block, aside, bold, lines, option, passage, plain, row, saying
from db.digest.scope import Whose
from jobs.digest.values import AtRisk, Coverage, Digest, Line, Loop, Overdue, Step
from jobs.rules.drift import working_days

SHOWN: Final = 15
_STEPS: Final = {
    "answered": ("Finding to action", "findings and tips have no action"),
    "done": ("Action to done", "actions are not done"),
    "signed off": ("Done to signed off", "wait for sign-off"),
    "re-audited": ("Signed off to re-audited", "wait for an audit of their theme"),
}


@dataclass(frozen=True)
class Listed:
    """A heading, a line for each action shown, and how many there are of them."""

    heading: str
    rows: Sequence[Words]
    lined: Sequence[Line]
    number: int


def overdue(told: Overdue, whose: Whose, context: ActionRenderContext) -> Answer:
    """List what is late, the longest ago first."""
    if not told.number:
        return saying(f"Nothing is overdue: 0 of {told.of} open actions.")
    heading = f"Overdue: {told.number} of {told.of} open actions"
    rows = [words.late_words(line, context) for line in told.shown]
    return _listed(Listed(heading, rows, told.shown, told.number), whose)


def drift(told: AtRisk, whose: Whose) -> Answer:
    """List what will probably be late, with its reasons and the forecast's own record."""
    record = words.record_words(told.right, told.settled) or "No forecast is settled yet"
    how = (
        "Forecast from a near date, silence, dates moved before and the record of the source, "
        "never from who owns it; and whatever the written rule or a person calls at risk. "
        f"{record}."
    )
    if not told.number:
        said = f"Nothing is at risk: 0 of {told.of} actions due in the next 30 days."
        return Answer(said, [lines([said]), aside(how)])
    heading = f"At risk: {told.number} of {told.of} due in the next 30 days"
    rows = [words.risk_words(risk) for risk in told.shown]
    lined = [risk.line for risk in told.shown]
    return _listed(Listed(heading, rows, lined, told.number), whose, how)


def audits(digest: Digest) -> Answer:
    """Show the months of live audits, and what is to be looked at again."""
    parts = [sections.audits(digest), sections.inadequates(digest), sections.themes(digest)]
    shown = [part for part in parts if part is not None]
    if not digest.audits:
        return saying("There were no live audits in this time.")
    return Answer("Live audits", shown)


def coverage(told: Coverage) -> Answer:
    """Show for each team who was not seen; no grade is anywhere near."""
    return coverage_view.coverage(told.teams)


def loop(told: Loop, whose: Whose) -> Answer:
    """Show how long each step takes from finding to re-audit, and what is stuck where."""
    heading = "From finding to re-audit"
    about: Words = [bold(heading), f" · {words.whose_actions(whose)}"]
    return Answer(
        heading,
        [
            passage(about, *(step_words(step) for step in told.steps)),
            aside("Medians in working days, of those that have come through the step."),
        ],
    )


def step_words(step: Step) -> Words:
    """Say how long a step took, and how many wait in it."""
    name, stuck = _STEPS[step.name]
    took = f"0 of {step.of} yet"
    if step.median is not None:
        took = f"median {working_days(step.median)} ({step.through} of {step.of})"
    said: Words = [bold(f"{name}: "), took]
    if step.longest is not None:
        longest = f", longest {working_days(step.longest)}"
        said.append(f"; {step.stuck} of {step.of} {stuck}{longest}")
    return said


def _listed(told: Listed, whose: Whose, how: str = "") -> Answer:
    """Return a list with a picker that opens each of its actions."""
    about: Words = [bold(told.heading), f" · {words.whose_actions(whose)}"]
    blocks = [passage(about, *told.rows)]
    hidden = told.number - len(told.rows)
    if hidden > 0:
        blocks.append(aside(f"and {hidden} more"))
    if how:
        blocks.append(aside(how))
    return Answer(told.heading, [*blocks, row("digest-open", _opener(told.lined))])


def _opener(shown: Sequence[Line]) -> Block:
    return {
        "type": "static_select",
        "action_id": "action_open",
        "placeholder": plain("Open an action"),
        "options": [option(f"#{line.number} {line.title}", str(line.number)) for line in shown],
    }
