"""What a committee reads first, in the order of a council's own reports, paragraph by paragraph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bot.actions.phrases import date_words
from bot.capital import capital, listed
from bot.report import tables
from bot.report.paper import PaperTable, ReportColumn, Section, Value, listing, table, unless_empty
from db.models.action import FINISHED_STATUSES, called
from db.plan.queries import GAP_KINDS
from jobs.plan.columns import KIND_WORDS
from jobs.report.values import ActionLine, Report, ReviewLine
from jobs.rules.measure_words import part_of

TO_ADD: Final = "To be added by the author of the report."
IMPLICATIONS: Final = (
    *("Financial", "Human resources", "Equalities", "Legal", "Crime and disorder"),
    *("Information technology", "Property", "Risk management"),
)
NO_ACTION: Final = "No action yet"
NO_REVIEW: Final = "No review has been loaded"


def background(report: Report) -> Section:
    """Say what the report answers: the review, what it found, and the plan made of it."""
    said = report.facts.review
    total = report.facts.headline.total
    plan = f"The improvement plan has {total} actions."
    if not said:
        alone = f"{NO_REVIEW}; this report is about the actions of the plan alone."
        return Section("Background", (alone, plan), is_numbered=True)
    sources = list(dict.fromkeys(one.source for one in said if one.source))
    named = f" ({'; '.join(sources)})" if sources else ""
    counted = [
        f"{count} {KIND_WORDS[kind][count != 1]}"
        for kind in ("kloe", "strength", "area", "tip")
        if (count := sum(one.kind == kind for one in said))
    ]
    return Section(
        "Background",
        (
            f"This report answers the review{named}, which has {listed(counted)}.",
            f"{plan} {len(_answering(said))} of them answer what the review says.",
        ),
        is_numbered=True,
    )


def progress(report: Report) -> Section:
    """Tell what was done, tip by tip and paragraph by paragraph of the review."""
    said = report.facts.review
    if not said:
        return Section("Progress", (f"{NO_REVIEW}.",), is_numbered=True)
    found = [one for one in said if one.kind in {"strength", "area"}]
    return Section(
        "Progress by top tip and paragraph",
        tuple(_open(said)),
        (
            *unless_empty(
                _answered(report, "Top tips", (one for one in said if one.kind == "tip"))
            ),
            *unless_empty(_answered(report, "Findings by paragraph", found)),
        ),
        is_numbered=True,
    )


def _open(said: Sequence[ReviewLine]) -> Iterator[str]:
    for kind in GAP_KINDS:
        of = [one for one in said if one.kind == kind]
        none = [one for one in of if not one.actions]
        what = KIND_WORDS[kind][1]
        if of and none:
            where = ", ".join(_where(one) for one in none)
            yield f"{len(of) - len(none)} of {len(of)} {what} have an action. None yet: {where}."
        elif of:
            yield f"Each of the {len(of)} {what} has an action."


def _where(one: ReviewLine) -> str:
    return f"paragraph {one.paragraph}" if one.paragraph else one.reference


def _answered(report: Report, name: str, said: Iterable[ReviewLine]) -> PaperTable:
    by_number: Mapping[int, ActionLine] = {one.number: one for one in report.actions}
    columns = (
        _PARAGRAPH,
        ReportColumn[ReviewLine](
            "What the review says", lambda one: f"{_kind(one)}: {one.text}", 70
        ),
        ReportColumn[ReviewLine](
            "Actions, and where each stands by its original date",
            lambda one: _actions(one, by_number),
            84,
        ),
    )
    return listing(name, columns, said)


_PARAGRAPH: Final = ReportColumn[ReviewLine]("Para", lambda one: one.paragraph or "-", 12)


def _kind(one: ReviewLine) -> str:
    words = KIND_WORDS[one.kind][0]
    return capital(words)


def _actions(one: ReviewLine, by_number: Mapping[int, ActionLine]) -> str:
    told = [_action(by_number[number]) for number in one.actions if number in by_number]
    return "\n".join(told) or (NO_ACTION if one.kind in GAP_KINDS else "-")


def _action(line: ActionLine) -> str:
    due = date_words(line.due_on, line.due_precision)
    due = due if line.due_on is None or due.startswith("by ") else f"due {due}"
    stands = f"{line.stand.sign} {line.stand.word}"
    name = f"{line.number.reference or called(line.number)} "
    return f"{name}{line.title} ({line.owner or tables.NO_OWNER}; {due}; {line.status}; {stands})"


def council_plan(report: Report) -> Section:
    """Tell which priorities of the Council Plan the actions are for."""
    said = report.facts.priorities
    if not said:
        none = "No priority of the Council Plan has been loaded with the review."
        return Section("Council Plan", (none,), is_numbered=True)
    by_number: Mapping[int, ActionLine] = {one.number: one for one in report.actions}
    columns = (
        _PARAGRAPH,
        ReportColumn[ReviewLine]("Priority", lambda one: one.text, 70),
        ReportColumn[ReviewLine](
            "Actions that name it", lambda one: _actions(one, by_number), 84
        ),
    )  # fmt: skip
    named = len(_answering(said))
    total = report.facts.headline.total
    words = (
        f"The plan is for these priorities. {part_of(named, total, 'actions')} name one of them."
    )
    return Section(
        "Council Plan", (words,), (listing("Council Plan", columns, said),), is_numbered=True
    )


def implications(report: Report) -> Section:
    """Leave room for what only officers can say of each kind of implication."""
    of = report.facts.gaps
    rows: list[tuple[Value, ...]] = [(name, TO_ADD) for name in IMPLICATIONS]
    words = (
        f"Nobody is named yet for {of.without_owner} of {of.of} open actions, and "
        f"{of.without_date} have no date."
    )
    columns = [("Implication", 40), ("What it is", 126)]
    made = table("Implications", columns, rows)
    return Section("Implications", (words,), (made,), is_numbered=True)


def recommendation(report: Report) -> Section:
    """Say what members are asked to do with the report."""
    told = report.facts.headline
    complete = sum(told.by_status.get(status, 0) for status in FINISHED_STATUSES)
    none = sum(one.kind in GAP_KINDS and not one.actions for one in report.facts.review)
    asks = [
        f"note that {part_of(complete, told.total, 'actions')} are complete and "
        f"{part_of(told.overdue, told.open, 'open ones')} are overdue",
        f"note the {part_of(told.re_dated, told.open, 'open actions')} whose date was moved",
    ]
    if none:
        asks.append(f"ask for an action for each of the {none} tips and areas that have none yet")
    letters = "abc"
    listed = "; ".join(f"({letters[at]}) {words}" for at, words in enumerate(asks))
    return Section(
        "Recommendation",
        (f"Members are asked to: {listed}.", "Reason: to keep oversight of the improvement plan."),
        is_numbered=True,
    )


def review_sheet(report: Report) -> PaperTable:
    """Return what the review says and each action that answers it, a row each, to sort."""
    by_number: Mapping[int, ActionLine] = {one.number: one for one in report.actions}
    names = ("Para", "Ref", "Kind", "What the review says", "No.", "Action")
    whose = tables.owner(report, 28).heading
    headings = (*names, whose, "Due", "Status", tables.BY_THE_RULE)
    rows = [
        (one.paragraph, one.reference, _kind(one), one.text, *cells)
        for one in (*report.facts.review, *report.facts.priorities)
        for cells in _cells(one, by_number)
    ]
    return table("Review", [(name, 16) for name in headings], rows)


def _cells(one: ReviewLine, by_number: Mapping[int, ActionLine]) -> list[tuple[Value, ...]]:
    lines = [by_number[number] for number in one.actions if number in by_number]
    if not lines:
        none = NO_ACTION if one.kind in GAP_KINDS else ""
        return [("", none, "", "", "", "")]
    return [
        (
            line.number.in_a_table,
            line.title,
            line.owner or tables.NO_OWNER,
            tables.day(line.due_on),
            line.status,
            tables.stood(line.stand),
        )
        for line in lines
    ]


def _answering(said: Iterable[ReviewLine]) -> set[int]:
    return {number for one in said for number in one.actions}
