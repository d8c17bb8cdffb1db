"""The form in which an action is edited, and what it says of two who edit at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.actions.phrases import register_picker
from bot.slack.blocks import (
    Answer,
    Block,
    aside,
    bold,
    button,
    date_picker,
    field_,
    lines,
    modal,
    more_button,
    person_picker,
    row,
    shortened,
    text_input,
)
from bot.slack.carried import made_of
from bot.slack.view_state import ViewState
from db.models.action import NOTE_LENGTH

TEXT, LONG_TEXT, PERSON, DATE, CHOICE = "text", "long text", "person", "date", "choice"
WHY = "why"
_WHY_LABEL = "Why does the date or the owner change?"
MOST_QUOTED = 300
USUAL = frozenset({"title", "owner", "due"})  # the fields that are shown at first


@dataclass(frozen=True)
class Input:
    """One field: its name and label, what kind of input it is, and what it holds now.

    `value` is as the input has it (a person by their Slack id, a date in ISO form), `words` as it
    is read. `problem` says that somebody else changed it while this person was typing.
    """

    name: str
    label: str
    kind: str
    value: str
    words: str
    is_open: bool  # may this person change it
    is_needed: bool = False  # it may be changed, never emptied
    length: int = 0
    hint: str = ""
    example: str = ""
    problem: str = ""


@dataclass(frozen=True)
class EditState:
    """What the form carries besides where it was opened. `base` is the last event it shows."""

    origin: ViewState
    base: int = 0
    kept: Sequence[str] = field(default_factory=tuple)  # the fields that were in dispute
    more: bool = False  # whether every field is shown

    @classmethod
    def of(cls, state: ViewState) -> "EditState":
        """Return what a form carries."""
        return made_of(cls, {**state.kept, "origin": replace(state, kept={})})

    def metadata(self) -> str:
        """Return it as the form carries it."""
        kept = {"base": self.base, "kept": self.kept, "more": self.more}
        return replace(self.origin, kept=kept).metadata()


def view(
    inputs: Sequence[Input], about: EditState, *, why: str = "", above: Sequence[Block] = ()
) -> dict[str, Any]:
    """Return the form: what this person may change as inputs, the rest as text.

    The usual fields stand alone at first, and what is in dispute with them.
    """
    usual = [each for each in inputs if each.name in USUAL or each.problem]
    is_whole = about.more or not any(each.is_open for each in usual)
    shown = inputs if is_whole else usual
    blocks: list[Block] = [*above]
    for each in shown:
        if each.is_open:
            blocks += _asked(each)
    box = text_input(NOTE_LENGTH, lines=True, initial=why, example="The panel meets then")
    hint = "Needed if the date moves."
    blocks.append(field_(WHY, _WHY_LABEL, box, hint=hint, optional=True))
    closed = [each for each in shown if not each.is_open]
    if closed:
        blocks.append(aside("You can't change:"))
        told: list[list[Block | str]] = [
            [bold(f"{each.label}: "), each.words or "none"] for each in closed
        ]
        blocks.append(lines(*told))
    if not is_whole:
        blocks.append(row("more", more_button("more_edit")))
    return modal("form_edit", f"Edit #{about.origin.number}", "Save", about.metadata(), blocks)


def _asked(each: Input) -> list[Block]:
    made = field_(
        each.name, each.label, _element(each), hint=each.hint, optional=not each.is_needed
    )
    shown = [made]
    if each.problem:
        keep = button("Keep theirs", "edit_theirs", {"field": each.name})
        shown += [lines(["⚠ ", bold(each.problem)]), row(f"theirs-{each.name}", keep)]
    return shown


def _element(each: Input) -> Block:
    if each.kind == PERSON:
        return person_picker(each.value or None)
    if each.kind == DATE:
        return date_picker(each.value)
    if each.kind == CHOICE:
        return register_picker(each.value)
    return text_input(
        each.length, lines=each.kind == LONG_TEXT, initial=each.value, example=each.example
    )


def dispute(label: str, theirs: str, who: str) -> str:
    """Return what is said beside a field that somebody else changed while it was being typed."""
    what = f"changed to “{shortened(theirs, MOST_QUOTED)}”" if theirs else "emptied"
    return (
        f"{label} was {what} by {who} while you were typing. "
        "Save again to replace it, or keep theirs."
    )


def again(name: str) -> list[Block]:
    """Return what stands above a form that was drawn again."""
    said = f"Nothing is saved yet: {name} changed while you were typing."
    return [lines([bold(said)]) | {"block_id": "again"}]


def asked(words: str) -> list[Block]:
    return [lines([bold(words)]) | {"block_id": "asked"}]


def saved(name: str, changes: Sequence[tuple[str, str, str]], besides: Sequence[str]) -> Answer:
    """Confirm what was changed: label, old, new; `besides` says what follows from it."""
    rows: list[list[Block | str]] = [
        [
            bold(f"{label}: "),
            " → ".join(shortened(one or "none", MOST_QUOTED) for one in (old, new)),
        ]
        for label, old, new in changes
    ]
    said = f"{name} is changed."
    if not changes:
        said = f"{name} stays as it was: you changed nothing."
    return Answer(said, [lines([said], *rows, *([words] for words in besides))])
