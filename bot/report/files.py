"""A report's two files: the document to read, and the workbook to work with."""

from bot.slack.file_answer import File
from jobs.report.values import Report


def files(report: Report) -> tuple[File, File]:
    """Make both; it takes a second or two, so no unit of work should be open."""
    from bot.report import document, workbook

    name = f"report-{report.facts.period.slug}-{report.audience.value}"
    title = f"Report for {report.audience.value}: {report.facts.period.name}"
    return (
        File(f"{name}.docx", title, document.document(report), document.MEDIA_TYPE),
        File(
            f"{name}.xlsx", f"{title}, workbook", workbook.workbook(report), workbook.MEDIA_TYPE
        ),
    )  # fmt: skip
