"""What every number of a report means: once in words, for the document, the workbook, the pack."""

from collections.abc import Iterator

from bot.rag_words import texts
from bot.report.paper import PaperTable, table
from bot.report.tables import is_for_officers
from bot.vocabulary import our
from jobs.report.values import Report

COMMON = (
    ("As at", "Where things stand is as at the instant named under Provenance. What happened "
     "is counted over the period, or over as much of it as is gone."),
    ("Period", "A calendar month, or a quarter of the financial year: April to June is the "
     "first. Last time is the period before."),
    ("Open", "Not started or in progress. What is done, signed off, deferred or dropped is not."),
    ("Overdue", "Open, and its date has passed. The date that it has now counts, here and in "
     "what is at risk."),
    ("Done since last time", "Actions done in the period, of all that there are. What was "
     "reopened is not done. By their first date: done on the first date they ever had or before, "
     "of those that had one."),
    ("Signed off", "Somebody other than the owner has seen the evidence and agreed that it is "
     "done."),
    ("At risk in the next 30 days", "Of the open actions due from now to 30 days on, those "
     "that will probably miss their date by signs that anybody can count (the date is near, "
     "nothing was heard, the date was moved, others from the same source were late), that the "
     "rule below calls at risk, or that somebody says are at risk or late. Forecasts are kept "
     "and compared with what came."),
    ("Moved date, extension", "A due date that was given up for another one. A first date for "
     "an action that had none is no move; nor is one that was declined, withdrawn or undone."),
    ("Working days moved", "Working days from the first date to the one now, without weekends "
     "and bank holidays, never less than zero."),
    ("No owner, no date", "Open actions that nobody answers for, or that have no date. These "
     "are shown and never filled in."),
    (f"{our.live_audit:C}", f"A manager reviews an open case with the {our.practitioner} who "
     "holds it."),
    ("Expected", f"{our.live_audits:C} of the month's published plan, without those that gave "
     f"way to another pair and those that {our.lead:a} exempted."),
    ("Held, not held", "Held: looked at together and recorded. Not held: will not be held, "
     "with a reason from a list. Still to be held: neither, yet."),
    (f"{our.moderated:C}", "Somebody outside the pair and its lines has upheld or changed the "
     "grade, of those that needed it."),
    (f"At the {our.audits}", f"Of the {our.audits} of the period whose {our.auditor} was asked "
     "when writing them up."),
    ("Register", f"More time for {our.live_audit:a}, or its exemption: why, and who gave it."),
    ("Files owed another look", f"Of the files whose {our.audit} was graded Inadequate, those "
     f"that no later {our.audit} has looked at or is planned for, whoever holds them now. Nobody "
     "is named."),
    ("Coverage", f"{our.practitioners:C} who had {our.live_audit:a} in the last three months, "
     "of all there are."),
    ("Themes", f"In how many of the {our.audits} held in the last three months, or in the "
     "period if that is longer, a theme was an area for improvement or a strength; and its open "
     "actions."),
    ("Distance travelled", "Each measure looks at the three months that end on its day. Graded "
     f"Good or better: of the {our.audits} held and graded. {our.audits:C} held: of those due, "
     f"held by its end. {our.practitioners:C} seen: of those there on its last day. Actions "
     "signed off, and done by their original date: of the actions whose original date lies in it. "
     "The start is the first three months that count. Other measures are written down by hand."),
    ("Closing the loop", "From a finding to its first action, to done, to signed off, to the first "
     f"{our.live_audit} of its theme after that: the median time of what was completed, and "
     "what waits."),
)  # fmt: skip
RAG_FIRST = (
    "Where an action stands is computed by a written rule from its original date, which no move "
    "changes. So an action that was given a later date can be late by the rule and not overdue."
)
SMALL = (
    ("Not in this version", "Roles, reasons and notes. Actions are told by the service that "
     "answers for them. No field names anybody; titles are as people typed them."),
    ("Small numbers", f"A count of people or of {our.live_audits} from 1 to 4 is told as “fewer "
     "than 5”. Where other numbers of this report would give it away by difference, the next "
     "smallest are “not shown”; “at least 31 of 35” means that fewer than 5 are left. Zero is "
     "about nobody and is shown. Actions are things to do, not people: each is listed, so they "
     "are counted in full."),
    ("Limits of that", "It holds within one report. Two reports whose periods overlap can be "
     "compared, and numbers published elsewhere are not known to this one: publish one report "
     "for a period, and keep the officers' version with officers."),
)  # fmt: skip


def definitions(report: Report) -> PaperTable:
    """Return what every measure means, and the rule of where an action stands."""
    return table("Definitions", [("What", 28), ("What it means", 72)], _rows(report))


def rag_rule(report: Report) -> list[str]:
    """Return the written rule, a sentence for each level, and where its words come from."""
    rules = report.facts.rag
    source = [f"Its wording follows that of {rules.source}."] if rules.source else []
    return [RAG_FIRST, *texts(rules).values(), *source]


def _rows(report: Report) -> Iterator[tuple[str, str]]:
    yield from COMMON
    yield "Red, amber, green (RAG)", " ".join(rag_rule(report))
    if not is_for_officers(report):
        yield from SMALL
