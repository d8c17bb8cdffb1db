"""What is said of a month's sample of cases: counts and lines, never a number of a case."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from bot.slack.blocks import Answer, Block, aside, bold, bullets, button, lines, row, saying
from bot.vocabulary import our
from db.models import LiveAudit, SampleLine
from jobs.audits.sample import RowProblem, SamplePreview

SHOWN_PROBLEMS: Final = 10
SHOWN_LINES: Final = 40
PROBLEMS: Final[Mapping[str, str]] = {
    "nobody": "nobody by that name, role or e-mail is on the roster",
    "several people": "several people go by that; write an e-mail address",
    "no holder": f"it names neither {our.practitioner:a} nor a team",
    "no team": "there is no team of that name",
    "several teams": "several teams have that name; write the service before it",
    "line": "the line is not a whole number from 1",
    "same line": "another row has that line",
    "same case": f"another row has that case, with two {our.practitioners} already",
    "number": "the case number is not of the form in your rules",
    "theme": "the theme is not in your list",
}
NUMBERS_UNREAD: Final = (
    "Case numbers were not read: set the rule case_number_pattern and the setting CASE_KEY, and "
    f"the same case is not {our.audited} again too soon."
)


def preview_words(shown: SamplePreview) -> list[str]:
    """Say what a sheet would do, a sentence each."""
    sheet, taken = shown.sheet, shown.taken
    said = [f"{len(sheet.lines)} of {sheet.rows} rows can be used for {shown.month:%B %Y}."]
    counts = {
        "new": taken.new,
        "changed": taken.changed,
        "as before": taken.same,
        "no longer on it": taken.gone,
        "kept for their audits": taken.kept,
    }
    said.append(", ".join(f"{number} {what}" for what, number in counts.items() if number) + ".")
    both = sum(line.second_practitioner_id is not None for line in sheet.lines)
    if both:
        said.append(f"{both} of them with two {our.practitioners}: one {our.audit} with both.")
    if sheet.unread_numbers:
        said.append(NUMBERS_UNREAD)
    return said


def problem_lines(problems: Sequence[RowProblem]) -> list[str]:
    """Say which rows are left out and why, the first ones; never what stands in them."""
    told = [f"{one.place}: {PROBLEMS[one.kind]}." for one in problems[:SHOWN_PROBLEMS]]
    more = len(problems) - SHOWN_PROBLEMS
    return [*told, f"and {more} more"] if more > 0 else told


def preview(shown: SamplePreview, value: Mapping[str, object], other: date) -> Answer:
    """Show what a sheet would do, with a button for each of the two months it can be for."""
    heading = f"The sample of cases for {shown.month:%B %Y}?"
    blocks = [lines([bold(heading)]), bullets(*([each] for each in preview_words(shown)))]
    if shown.sheet.problems:
        left = f"Left out: {len(shown.sheet.problems)} of {shown.sheet.rows} rows"
        blocks += [lines([bold(left)])]
        blocks += [bullets(*([each] for each in problem_lines(shown.sheet.problems)))]
    if shown.sheet.lines:
        use = button(
            f"Use it for {shown.month:%B}",
            "sample_use",
            {**value, "d": shown.sheet.digest},
            "primary",
        )
        instead = button(f"It is for {other:%B}", "sample_other", {**value, "m": other.isoformat()})
        blocks.append(row("sample-tools", use, instead, button("Cancel", "plan_cancel", {})))
    blocks.append(aside("Only lines, who holds them and themes are kept; numbers as fingerprints."))
    return Answer(heading, blocks)


def taken(shown: SamplePreview) -> Answer:
    """Confirm that a sheet is kept."""
    return saying(
        f"Saved: {len(shown.sheet.lines)} lines for {shown.month:%B %Y}. A month that is drawn and "
        "not published is drawn again with them."
    )


def listed(month: date, rows: Sequence[SampleLine], used: Mapping[int, LiveAudit]) -> Answer:
    """Show a month's sheet: how many lines, what has become of each, and what to add to it."""
    ours = [one for one in rows if one.debt_id is None]
    if not ours:
        return saying(
            f"There is no sample of cases for {month:%B %Y}. Drop the sheet here, as Excel or CSV, "
            f"with the columns Line and Practitioner or Team; or use `live-audit audit "
            "sample`."
        )
    gone = sum(bool(one.gone) for one in ours)
    heading = f"{len(ours)} cases on {month:%B %Y}'s sheet"
    facts = f"{len(used)} with {our.audit:a}, {gone} closed or transferred"
    blocks: list[Block] = [lines([bold(heading)], [facts])]
    blocks.append(bullets(*([_row(one, used)] for one in ours[:SHOWN_LINES])))
    if len(ours) > SHOWN_LINES:
        blocks.append(aside(f"and {len(ours) - SHOWN_LINES} more"))
    return Answer(heading, blocks)


def _row(one: SampleLine, used: Mapping[int, LiveAudit]) -> str:
    held = " and ".join(
        person.name for person in (one.practitioner, one.second_practitioner) if person
    )
    team = one.team.name if one.team else ""
    audit = used.get(one.line)
    what = one.gone or (audit.reference if audit else "reserve")
    return f"line {one.line}: {held or team}{', ' + one.theme if one.theme else ''} · {what}"
