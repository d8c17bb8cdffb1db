"""What an import would do, as a message in Slack; its buttons carry what was chosen."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.plan.words import FIELD_NAMES, change_words, counted, value_words
from bot.slack.blocks import (
    VALUE_LENGTH,
    Answer,
    Block,
    aside,
    bold,
    bullets,
    button,
    faint,
    lines,
    option,
    plain,
    row,
)
from db.errors import RefusedError
from db.plan.importing import ImportStep
from jobs.plan.columns import BY_NAME
from jobs.plan.headings import Layout
from jobs.plan.importing import Choices, Preview, kind_words
from jobs.plan.reading import ReadingWishes

TABLES_SHOWN: Final = 8
PROBLEMS_SHOWN: Final = 15
CHANGES_SHOWN: Final = 15
NEW_SHOWN: Final = 12
NOTES_SHOWN: Final = 5
LONGEST: Final = 150


@dataclass(frozen=True)
class Handed:
    """Which files are looked at, what they are known by, and what was chosen for them so far."""

    files: tuple[str, ...]
    digest: str = ""
    mark: str = ""
    choices: Choices = field(default_factory=Choices)

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Handed":
        """Return what a button or a form carries."""
        wishes = ReadingWishes(value.get("s", ""), bool(value.get("o")))
        kinds = {int(at): kind for at, kind in value.get("k", {}).items()}
        columns = {int(at): chosen for at, chosen in value.get("c", {}).items()}
        return cls(tuple(value["f"]), value["d"], value["m"], Choices(kinds, columns, wishes))

    @property
    def value(self) -> dict[str, Any]:
        """Return it as a button carries it."""
        wishes = self.choices.wishes
        carried = {
            "f": list(self.files),
            "d": self.digest,
            "m": self.mark,
            "k": {str(at): kind for at, kind in self.choices.kinds.items()},
            "c": {str(at): dict(chosen) for at, chosen in self.choices.columns.items()},
            "s": wishes.source,
            "o": int(wishes.owners_later),
        }
        if len(str(carried)) > VALUE_LENGTH:
            raise RefusedError(
                "That is more than I can keep in mind here. Hand the sheets in one by one, or use "
                "`live-audit import` on the server."
            )
        return carried

    def seen(self, preview: Preview) -> "Handed":
        """Return it with what was previewed, so that nothing else is imported."""
        return replace(self, digest=preview.book.digest, mark=preview.mark)


def told(preview: Preview, handed: Handed, news: str = "") -> Answer:
    """Show what an import would do: columns, problems or changes, and the buttons for it."""
    headline = _headline(preview)
    blocks = [lines(*([[faint(news)]] if news else []), [bold(headline)])]
    blocks += list(_columns(preview.book.layouts))
    blocks += _problems(preview) if preview.problems else list(_changes(preview))
    blocks += _listed("Also:", ([note] for note in preview.notes), NOTES_SHOWN)
    blocks += [
        _tools(preview, handed.seen(preview)),
        aside("Nothing is stored before you press Import."),
    ]
    return Answer(headline, blocks)


def _headline(preview: Preview) -> str:
    count = len(preview.problems)
    if count:
        return f"Nothing can be imported yet: {count} problem{'s' if count > 1 else ''}"
    outcome = preview.outcome
    if outcome.is_nothing:
        return f"Nothing to change: {len(outcome.unchanged)} rows are here as the file has them"
    return (
        f"{counted(outcome.new)} new, {len(outcome.changed)} changed, "
        f"{len(outcome.unchanged)} unchanged"
    )


def _columns(layouts: Sequence[Layout]) -> Iterator[Block]:
    rows: list[list[Block | str]] = []
    for layout in layouts[:TABLES_SHOWN]:
        taken = sorted(layout.columns.items(), key=lambda found: found[1])
        said = " · ".join(f"{layout.table.headings[at]} → {BY_NAME[n].label}" for n, at in taken)
        unused = f" (not read: {', '.join(layout.unused)})" if layout.unused else ""
        name = bold(f"{layout.table.name}, {kind_words(layout.kind)}: ")
        rows.append([name, said or "no column that I know", *([faint(unused)] if unused else [])])
    yield bullets(*rows)
    if len(layouts) > TABLES_SHOWN:
        yield aside(f"and {len(layouts) - TABLES_SHOWN} more tables")


def _problems(preview: Preview) -> list[Block]:
    rows: list[list[Block | str]] = [
        [bold(f"{each.place}: "), _cut(each.text)] for each in preview.problems
    ]
    return _listed("Put right, and hand the file in again:", rows, PROBLEMS_SHOWN)


def _changes(preview: Preview) -> Iterator[Block]:
    outcome = preview.outcome
    yield from _listed("Changes", (r for s in outcome.changed for r in _changed(s)), CHANGES_SHOWN)
    yield from _listed("New", (_new(step) for step in outcome.new), NEW_SHOWN)
    yield from _listed(
        "Kept as it is here", (r for s in outcome.kept for r in _kept(s)), CHANGES_SHOWN
    )


def _changed(step: ImportStep) -> Iterator[list[Block | str]]:
    for change in step.changes:
        old, new = change_words(change)
        yield [bold(f"{_name(step)} "), f"{FIELD_NAMES[change.field]}: {_cut(old)} → {_cut(new)}"]
    for what, added in (("answers", step.answers), ("stands under", step.under)):
        if added:
            yield [bold(f"{_name(step)} "), f"{what} {', '.join(added)}"]


def _new(step: ImportStep) -> list[Block | str]:
    values = step.entry.values if step.entry else {}
    said = str(values.get("title") or values.get("text") or "")
    answers = [f"answers {', '.join(step.answers)}"] if step.answers else []
    facts = [*_due_words(step), *answers]
    told = [faint(f" ({'; '.join(facts)})")] if facts else []
    return [bold(f"{step.reference} "), _cut(said), *told]


def _due_words(step: ImportStep) -> list[str]:
    """Return the date as it was read, so that a slip shows before it is stored."""
    given = step.entry.due if step.entry else None
    if given is None:
        return []
    told = value_words(given.due)
    return [f"{told} (“{_cut(given.said)}”)" if given.due.day is None else f"due {told}"]


def _kept(step: ImportStep) -> Iterator[list[Block | str]]:
    for change in step.kept:
        did = {"due": "moved", "owner": "given"}.get(change.field, "changed")
        said = f"{FIELD_NAMES[change.field]} {change_words(change)[0]}: {did} here since. "
        yield [bold(f"{_name(step)} "), said, faint(f"The file has {value_words(change.new)}.")]


def _name(step: ImportStep) -> str:
    is_numbered = step.kind == "action" and step.number is not None
    number = f"#{step.number}"
    return (
        f"{number} {step.reference}" if is_numbered and step.reference != number else step.reference
    )


def _listed(heading: str, rows: Iterable[Sequence[Block | str]], most: int) -> list[Block]:
    found = list(rows)
    if not found:
        return []
    blocks = [lines([bold(heading)]), bullets(*found[:most])]
    return [*blocks, aside(f"and {len(found) - most} more")] if len(found) > most else blocks


def _tools(preview: Preview, handed: Handed) -> Block:
    value, tools = handed.value, []
    if not preview.problems and not preview.outcome.is_nothing:
        tools.append(button("Import", "plan_import", value, "primary"))
    if any(problem.field == "owner" for problem in preview.problems):
        later = replace(handed.choices, wishes=replace(handed.choices.wishes, owners_later=True))
        value_later = replace(handed, choices=later).value
        tools.append(button("Name owners later", "plan_owners_later", value_later))
    tools.append(_column_changer(preview.book.layouts, value))
    return row("plan-tools", *tools, button("Cancel", "plan_cancel", value))


def _column_changer(layouts: Sequence[Layout], value: Mapping[str, Any]) -> Block:
    if len(layouts) == 1:
        return button("Change columns", "plan_columns", value)
    return {
        "type": "static_select",
        "action_id": "plan_columns",
        "placeholder": plain("Change columns"),
        "options": [option(each.table.name, str(at)) for at, each in enumerate(layouts[:100])],
    }


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"


def imported(preview: Preview) -> Answer:
    """Confirm what was written down."""
    outcome = preview.outcome
    said = (
        f"Imported: {counted(outcome.new)} new, {len(outcome.changed)} changed, "
        f"{len(outcome.unchanged)} unchanged."
    )
    tools = row(
        "plan-after",
        button("What has no action yet", "gaps_open", {"start": 0}),
        button("List all actions", "list_open", {"scope": "all", "person": None, "start": 0}),
    )
    hint = aside(
        "You can delete the file from this conversation: nothing of it is needed any more."
    )
    return Answer(said, [lines(["✅ ", bold(said)]), tools, hint])


def carried(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the buttons of a preview carry, for a picker that carries nothing itself."""
    for block in blocks:
        for element in block.get("elements", ()):
            if element.get("action_id") == "plan_cancel":
                found: dict[str, Any] = json.loads(element["value"])
                return found
    raise RefusedError("I can no longer see that message. Hand the file in again.")
