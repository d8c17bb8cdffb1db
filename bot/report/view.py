"""What the bot says of a report, in a sentence; the rest is in the files."""

from collections.abc import Callable, Sequence

from bot.report.reading_words import to_be_read
from bot.slack.blocks import Answer, Block, button, lines, row
from bot.slack.file_answer import Sendable
from jobs.report.audience import Audience
from jobs.report.readings import TextToRead, of_report
from jobs.report.values import Report, ReportFacts

Files = Callable[[], Sequence[Sendable]]
BUTTONS = {
    "report_month": "This month",
    "report_quarter": "This quarter",
    "report_scrutiny": "For scrutiny",
    "report_pack": "Inspection pack",
}


def told(report: Report, files: Files) -> Answer:
    """Say what is in the direct messages, and what else there is."""
    told_ = report.facts.headline
    said = (
        f"The report on {report.facts.period.name} for {report.audience.value} "
        f"({told_.overdue} of {told_.open} open actions overdue) comes to you in a direct message: "
        "a document and a workbook."
    )
    if report.audience is Audience.SCRUTINY:
        said += f" {to_be_read(of_report(report))}"
    return Answer(said, [lines([said]), row("report-tools", *_others(report))], files=files)


def packed(facts: ReportFacts, found: Sequence[TextToRead], files: Files) -> Answer:
    """Say that the pack is in the direct messages, and how much of it is to be read first."""
    said = (
        f"The inspection pack on {facts.period.name} comes to you in a direct message: both "
        "versions of the report, every action's history, the rules and the calendar, with an "
        f"index. {to_be_read(found)}"
    )
    return Answer(said, [lines([said])], files=files)


def _others(report: Report) -> list[Block]:
    """Return buttons for the other reports."""
    is_safe = report.audience is Audience.SCRUTINY
    mine = "report_scrutiny" if is_safe else f"report_{report.facts.period.kind}"
    return [button(text, name, {}) for name, text in BUTTONS.items() if name != mine]
