"""What an import would do, as a message in Slack; its buttons carry what was chosen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.plan.notes import note_words
from bot.plan.problem_words import place_words, why_words
from bot.plan.stored import stored_words
from bot.plan.words import (
    FIELD_NAMES,
    change_words,
    kind_words,
    outcome_words,
    value_words,
    why_kept,
)
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
    row,
    select,
    shortened,
)
from bot.slack.carried import checked, number_of, read
from bot.vocabulary import count
from db.errors import RefusedError
from db.models.action import ActionNumber, called
from db.plan.importing import ImportStep
from db.plan.known import reference_of
from jobs.plan.columns import BY_NAME
from jobs.plan.headings import Layout
from jobs.plan.importing import Choices, Preview
from jobs.plan.reading_context import ReadingWishes
from jobs.plan.sums import sums

TABLES_SHOWN: Final = 8
PROBLEMS_SHOWN: Final = 15
CHANGES_SHOWN: Final = 15
NEW_SHOWN: Final = 12
NOTES_SHOWN: Final = 10
LONGEST: Final = 150
LONGEST_REASON: Final = 400  # it ends with the way on
SHORT: Final = 60
MOST_BESIDES: Final = 3
WORDS_WAIT: Final = (
    "I only read the file. If you'd like me to do what you wrote with it, send that without the "
    "file."
)
GONE_SHOWN: Final = 10
GONE_ASKED: Final = 50


# What a button or a form carries of it.
_HANDED: Final[Mapping[str, Any]] = {
    "f": list[str],
    "d": str,
    "m": str,
    "k": dict[str, str],
    "c": dict[str, dict[str, int | None]],
    "s": str,
    "o": int,
    "e": int,
    "x": list[int],
    "r": int,
    "p": int,
}


@dataclass(frozen=True)
class Handed:
    """Which files are looked at, what they are known by, and what was chosen for them so far.

    `draft` is the number of the rows that were put right for them, which are kept here.
    """

    files: tuple[str, ...]
    digest: str = ""
    mark: str = ""
    choices: Choices = field(default_factory=Choices)
    draft: int = 0

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Handed":
        """Return what a button or a form carries; RefusedError where it is none of this."""
        value = checked(value, _HANDED)
        wishes = ReadingWishes(
            value.get("s", ""),
            bool(value.get("o")),
            is_same_plan=bool(value.get("e")),
            is_other_plan=bool(value.get("p")),
        )
        kinds = {number_of(at): kind for at, kind in value.get("k", {}).items()}
        columns = {number_of(at): chosen for at, chosen in value.get("c", {}).items()}
        choices = Choices(kinds, columns, frozenset(value.get("x", ())), wishes)
        return cls(tuple(value["f"]), value["d"], value["m"], choices, value.get("r", 0))

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
            "e": int(wishes.is_same_plan),
            "x": sorted(self.choices.left_out),
            "r": self.draft,
            "p": int(wishes.is_other_plan),  # "a" is an audit, of which a message would be a card
        }
        if len(str(carried)) > VALUE_LENGTH:
            raise RefusedError(
                "That is too much to hold at once here. Upload the sheets one by one, or use "
                "`live-audit import` on the server."
            )
        return carried

    def seen(self, preview: Preview) -> "Handed":
        """Return it with what was previewed, so that nothing else is imported."""
        return replace(self, digest=preview.book.digest, mark=preview.mark)

    def wishing(self, **changed: object) -> "Handed":
        """Return it with another wish of whoever imports."""
        wishes = replace(self.choices.wishes, **changed)  # type: ignore[arg-type]  # its own fields
        return replace(self, choices=replace(self.choices, wishes=wishes))


def told(preview: Preview, handed: Handed, news: str = "") -> Answer:
    """Show what an import would store: columns, rows, sums, what is handed back, and buttons."""
    headline = _headline(preview)
    blocks = [lines(*([[faint(news)]] if news else []), [bold(headline)])]
    blocks += list(_columns(preview.book.layouts))
    if not preview.is_blocked:
        blocks += list(_changes(preview))
    blocks += _problems(preview)
    blocks += _listed("Please check", ([note_words(n)] for n in sums(preview)), NOTES_SHOWN)
    blocks += [
        _tools(preview, handed.seen(preview)),
        aside("Nothing is stored before you press Import."),
    ]
    return Answer(headline, blocks)


def _headline(preview: Preview) -> str:
    outcome = preview.outcome
    if preview.is_blocked or not outcome.steps:
        return f"Nothing can be imported yet: {count(len(preview.problems), 'problem')}"
    back = f"; {len(preview.back)} handed back" if preview.back else ""
    if outcome.is_nothing:
        same = len(outcome.unchanged)
        return f"Nothing to change: {same} rows are here as the file has them{back}"
    return f"{outcome_words(outcome)}{back}"


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
        [bold(f"{place_words(each)}: "), _cut(why_words(each.why), LONGEST_REASON)]
        for each in preview.problems
    ]
    heading = "Please answer" if preview.is_blocked else "Not imported, with the reason"
    return _listed(heading, rows, PROBLEMS_SHOWN)


def _changes(preview: Preview) -> Iterator[Block]:
    outcome = preview.outcome
    yield from _listed("Changes", (r for s in outcome.changed for r in _changed(s)), CHANGES_SHOWN)
    rows = (_new(step, outcome.people) for step in outcome.new)
    yield from _listed("New", rows, NEW_SHOWN)
    yield from _listed(
        "Kept as it is here", (r for s in outcome.kept for r in _kept(s)), CHANGES_SHOWN
    )
    gone: list[list[Block | str]] = [
        [bold(f"{reference_of(each)} "), _cut(each.title)] for each in preview.gone
    ]
    yield from _listed("Not in the file any more, and kept here", gone, GONE_SHOWN)


def _changed(step: ImportStep) -> Iterator[list[Block | str]]:
    for change in step.changes:
        old, new = change_words(change)
        is_title = change.field in {"title", "text"}  # which says itself what it is about
        about = [bold(f"{_name(step)} ")] if is_title else _titled(step)
        yield [*about, f"{FIELD_NAMES[change.field]}: {_cut(old)} → {_cut(new)}"]
    for what, added in (("answers", step.answers), ("stands under", step.under)):
        if added:
            yield [*_titled(step), f"{what} {', '.join(added)}"]


def _new(step: ImportStep, people: Mapping[int, str]) -> list[Block | str]:
    """Return what will be stored of a new row: who, when and how far, so that a slip shows."""
    shown = stored_words(step, people)
    told = " · ".join([*shown.facts, *(_cut(each, SHORT) for each in shown.besides[:MOST_BESIDES])])
    name = [bold(f"{shown.reference} ")] if shown.reference else []
    return [*name, _cut(shown.title), *([faint(f" ({told})")] if told else [])]


def _kept(step: ImportStep) -> Iterator[list[Block | str]]:
    for change in step.kept:
        why = why_kept(step, change)
        said = f"{FIELD_NAMES[change.field]} {change_words(change)[0]}: {why}. "
        yield [*_titled(step), said, faint(f"The file has {value_words(change.new)}.")]


def _titled(step: ImportStep) -> list[Block | str]:
    """Return which action or which thing of a review a line is about, by its number and words."""
    values = step.entry.values if step.entry else {}
    title = str(values.get("title") or values.get("text") or "")
    return [bold(f"{_name(step)} "), *([f"“{_cut(title, SHORT)}” "] if title else [])]


def _name(step: ImportStep) -> str:
    if step.kind != "action" or step.number is None:
        return step.reference
    is_own = step.reference != f"#{step.number}"
    return called(ActionNumber(step.number, step.reference if is_own else None))


def _listed(heading: str, rows: Iterable[Sequence[Block | str]], most: int) -> list[Block]:
    found = list(rows)
    if not found:
        return []
    blocks = [lines([bold(heading)]), bullets(*found[:most])]
    return [*blocks, aside(f"and {len(found) - most} more")] if len(found) > most else blocks


def _tools(preview: Preview, handed: Handed) -> Block:
    value, tools = handed.value, []
    if not preview.is_blocked and not preview.outcome.is_nothing:
        count = len(preview.outcome.new) + len(preview.outcome.changed)
        words = f"Import {count}" if preview.back else "Import"
        tools.append(button(words, "plan_import", value, "primary"))
    if any(problem.field == "owner" for problem in preview.problems) and not preview.is_blocked:
        later = handed.wishing(owners_later=True)
        tools.append(button("Name owners later", "plan_owners_later", later.value))
    if preview.outcome.other:
        same = handed.wishing(is_same_plan=True)
        tools.append(button("Same plan, reworded", "plan_same", same.value))
        other = handed.wishing(is_other_plan=True)
        tools.append(button("Another plan", "plan_other", other.value))
    if preview.back:
        tools.append(button("Put rows right", "plan_rows", value))
    tools.append(_column_changer(preview.book.layouts, value))
    if preview.outcome.steps or preview.back:
        tools.append(button("All rows as a file", "plan_file", value))
    return row("plan-tools", *tools, button("Cancel", "plan_cancel", value))


def _column_changer(layouts: Sequence[Layout], value: Mapping[str, Any]) -> Block:
    if len(layouts) == 1:
        return button("Change columns", "plan_columns", value)
    options = [option(each.table.name, str(at)) for at, each in enumerate(layouts)]
    return select("Change columns", options) | {"action_id": "plan_columns"}


def _cut(text: str, most: int = LONGEST) -> str:
    return shortened(" ".join(text.split()), most)


def imported(preview: Preview) -> Answer:
    """Confirm what was written down."""
    said = f"Imported: {outcome_words(preview.outcome)}."
    count = len(preview.back)
    kept = (
        [
            f"{'1 row was' if count == 1 else f'{count} rows were'} not imported: the file that I "
            f"send you has {'it, with the reason' if count == 1 else 'them, with each reason'} "
            "beside it."
        ]
        if count
        else []
    )
    tools = row(
        "plan-after",
        *_after(preview),
        button("What has no action yet", "gaps_open", {"start": 0}),
        button("List all actions", "list_open", {"scope": "all", "person": None, "start": 0}),
    )
    hint = aside("You can delete the file from this conversation: it isn't needed any more.")
    head = lines(["✅ ", bold(said)], *([[each] for each in kept]))
    return Answer(said, [head, tools, hint])


def _after(preview: Preview) -> Iterator[Block]:
    """Yield the button that asks about actions which their plan's file no longer has."""
    if preview.gone:
        numbers = [each.id for each in preview.gone][:GONE_ASKED]
        yield button(f"Not in the file: {len(preview.gone)}", "plan_gone", {"g": numbers})


def carried(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the buttons of a preview carry, for a picker that carries nothing itself."""
    for block in blocks:
        for element in block.get("elements", ()):
            if element.get("action_id") == "plan_cancel":
                return checked(read(element["value"]))
    raise RefusedError("I can no longer see that message. Upload the file again.")
