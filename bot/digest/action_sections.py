"""The digest's sections on actions and on what is measured of them."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.digest import words
from bot.digest.section import DigestSection, counted, listed
from bot.digest.words import Words
from bot.measures.view import in_a_line
from bot.slack.blocks import Answer, Block, aside, bold, lines, passage, saying
from bot.vocabulary import our
from db.digest.scope import DigestScope
from jobs.digest.digest import Digest
from jobs.digest.values import LoopStep
from jobs.rules.deadlines import spell
from jobs.rules.measure_words import in_per_cent, part_of
from jobs.rules.risk_forecast import working_days

SHOWN_TRACKS: Final = 3


class DoneSection(DigestSection):
    """What was finished since last time."""

    def line(self, digest: Digest) -> Block | None:
        """Return how many, how, and the latest of them."""
        done, said = digest.done, words.done_words(digest)
        if not (done.number or said):
            return None
        head = f"Done since {spell(done.since)}: {part_of(done.number, digest.headline.total)}"
        heading: Words = [bold(head), *([f" · {', '.join(said)}"] if said else [])]
        return counted(heading, done.number, [words.line_words(one) for one in done.shown])

    def figure(self, digest: Digest) -> Words | None:
        """Return how many."""
        if not digest.headline.total:
            return None
        done = digest.finished
        number = part_of(done.number, digest.headline.total)
        return ["✅ ", bold(f"Done since {spell(done.since)}"), f": {number}"]

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many were finished and added."""
        done = digest.finished
        if not (done.number or done.added):
            return ()
        parts = [part_of(done.number, digest.headline.total), *words.done_words(digest)]
        return [f"Done since {spell(done.since)}: {', '.join(parts)}"]

    def counts(self, digest: Digest) -> Mapping[str, int]:
        """Return how many are finished."""
        return {"done": digest.status_counts.done}


class OverdueSection(DigestSection):
    """What is late."""

    name, synonyms = "overdue", ("late", "red")
    summary = "what is overdue, the longest overdue first"
    button = "All overdue"
    is_in_headline = True

    def line(self, digest: Digest) -> Block | None:
        """Return how many, and those longest ago."""
        late = digest.overdue
        if not late.number:
            return None
        heading: Words = [bold(f"Overdue: {part_of(late.number, late.of)}")]
        rows = [words.late_words(one, digest) for one in late.shown]
        return counted(heading, late.number, rows)

    def figure(self, digest: Digest) -> Words | None:
        """Return how many, and how many were a month ago or became so since last time."""
        if not digest.headline.open:
            return None
        late, then = digest.overdue, digest.month_ago
        lately = f", {late.new} new" if late.new else ""
        if then:
            lately = words.was(late.number, then.overdue, then.open)
        return ["🔴 ", bold("Overdue"), f": {part_of(late.number, late.of)}{lately}"]

    def opened(self, digest: Digest) -> Answer:
        """List what is late, the longest ago first."""
        late = digest.overdue
        besides = words.late_besides(digest)
        if not late.number:
            of = f": 0 of {late.of} open actions" if late.of else ""
            said = f"Nothing is overdue{of} · {words.actions_of(digest.scope)}."
            return saying(f"{said} {besides}".strip())
        heading = f"Overdue: {part_of(late.number, late.of, 'open actions')}"
        rows = [(one, words.late_words(one, digest)) for one in late.shown]
        return listed(digest, heading, rows, late.number, besides)

    def is_offered(self, digest: Digest) -> bool:
        """Say whether anything is late."""
        return digest.overdue.number > 0

    def counts(self, digest: Digest) -> Mapping[str, int]:
        """Return how many are late."""
        return {"overdue": digest.headline.overdue}


class AtRiskSection(DigestSection):
    """What will probably be late, and how often that was right before."""

    name, synonyms = "drift", ("risk", "forecast", "amber")
    summary = "what will probably be overdue, and why"
    button = "At risk"

    def line(self, digest: Digest) -> Block | None:
        """Return how many, the forecast's record, and the soonest."""
        risk = digest.at_risk
        if not risk.number:
            return None
        record = words.record_words(*digest.forecasts)
        head = bold(f"At risk in the next 30 days: {part_of(risk.number, risk.of, 'due')}")
        heading: Words = [head, f" · {record}" if record else ""]
        return counted(heading, risk.number, [words.risk_words(one) for one in risk.shown])

    def figure(self, digest: Digest) -> Words | None:
        """Return how many of those that are due soon, and how many were a month ago."""
        if not digest.headline.open:
            return None
        risk, then = digest.at_risk, digest.month_ago
        number = f"{risk.number} of {risk.of}" if risk.of else "nothing due"
        lately = words.was(risk.number, then.at_risk, then.due_soon) if then else ""
        return ["🟠 ", bold("At risk in 30 days"), f": {number}{lately}"]

    def opened(self, digest: Digest) -> Answer:
        """List what will probably be late, with its reasons and the forecast's own record."""
        risk = digest.at_risk
        record = words.record_words(*digest.forecasts) or "No forecast can be checked yet"
        how = (
            "The forecast looks at how near the date is, how long there has been no update, "
            "earlier moves and how actions from the same source have done; never at who owns it. "
            f"Anything the rule or a person rates at risk is here too. {record}."
        )
        if not risk.number:
            of = f"0 of {risk.of} actions" if risk.of else "nothing is"
            said = f"Nothing is at risk: {of} due in the next 30 days."
            return Answer(said, [lines([said]), aside(how)])
        heading = f"At risk: {part_of(risk.number, risk.of)} due in the next 30 days"
        rows = [(one.line, words.risk_words(one)) for one in risk.shown]
        return listed(digest, heading, rows, risk.number, how)

    def is_offered(self, digest: Digest) -> bool:
        """Say whether anything is at risk."""
        return digest.at_risk.number > 0

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many are at risk, where any is."""
        return self.channel_alone(digest) if digest.at_risk.number else ()

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return how many are at risk, and the forecast's record."""
        risk = digest.at_risk
        record = words.record_words(*digest.forecasts)
        said = "; ".join(filter(None, [part_of(risk.number, risk.of, "due"), record]))
        return [f"At risk in the next 30 days: {said}"]

    def counts(self, digest: Digest) -> Mapping[str, int]:
        """Return how many are at risk."""
        return {"at risk": digest.at_risk.number}


class MovedSection(DigestSection):
    """The moved dates."""

    def line(self, digest: Digest) -> Block | None:
        """Return how many, and those moved furthest."""
        moved = digest.moved
        if not moved.number:
            return None
        heading: Words = [bold(f"Moved dates: {part_of(moved.number, moved.of)}")]
        return counted(heading, moved.number, [words.move_words(one) for one in moved.shown])

    def figure(self, digest: Digest) -> Words | None:
        """Return how many, and how many there were a month ago."""
        if not digest.headline.open:
            return None
        moved, then = digest.moved, digest.month_ago
        lately = words.was(moved.number, then.moved, then.open) if then else ""
        return ["🔁 ", bold("Dates moved"), f": {moved.number} of {moved.of}{lately}"]

    def counts(self, digest: Digest) -> Mapping[str, int]:
        """Return how many were given another date."""
        return {"moved": digest.headline.re_dated}


class GapsSection(DigestSection):
    """What nobody owns, and what has no date."""

    def line(self, digest: Digest) -> Block | None:
        """Return how many there are of each."""
        said, unowned = list(self.channel(digest)), digest.unowned
        if not digest.scope.is_everybody and unowned.number:
            of = f"{unowned.number} of the council's {unowned.of} open actions"
            said.append(f"{of} have no owner")
        return passage([bold("Owners and dates")], *([each] for each in said)) if said else None

    def figure(self, digest: Digest) -> Words | None:
        """Return how many there are of each; what nobody owns is in everybody's scope alone."""
        if not digest.headline.open:
            return None
        gaps, then = digest.gaps, digest.month_ago
        if not digest.scope.is_everybody:
            lately = words.was(gaps.without_date, then.without_date, then.open) if then else ""
            return ["⚪ ", bold("No date"), f": {gaps.without_date} of {gaps.of}{lately}"]
        unowned, undated = f"{gaps.without_owner} of {gaps.of}", f"{gaps.without_date} of {gaps.of}"
        if then:  # both in one line: of how many stands beside what is overdue
            unowned = f"{gaps.without_owner}{words.was(gaps.without_owner, then.without_owner)}"
            undated = f"{gaps.without_date}{words.was(gaps.without_date, then.without_date)}"
        return ["⚪ ", bold("No owner"), f": {unowned} · ", bold("no date"), f": {undated}"]

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many lack an owner or a date."""
        gaps = digest.gaps
        found = (("No owner", gaps.without_owner), ("No date", gaps.without_date))
        return [
            f"{what}: {part_of(number, gaps.of, 'open actions')}"
            for what, number in found
            if number
        ]

    def counts(self, digest: Digest) -> Mapping[str, int]:
        """Return how many lack an owner or a date."""
        gaps = digest.gaps
        return {"without an owner": gaps.without_owner, "without a date": gaps.without_date}


class TravelledSection(DigestSection):
    """What is measured, now against some months ago."""

    def is_for(self, scope: DigestScope) -> bool:
        """Say whether it is the whole council's work."""
        return scope.is_everybody

    def line(self, digest: Digest) -> Block | None:
        """Return the first measures, each in a line."""
        if not digest.travelled:
            return None
        shown = digest.travelled[:SHOWN_TRACKS]
        rows: list[Words] = [[in_a_line(one, in_per_cent)] for one in shown]
        return counted([bold("Distance travelled")], len(digest.travelled), rows)


_STEPS: Final = {
    "answered": ("Finding to action", "findings and tips", "have no action"),
    "done": ("Action to done", "actions", "are not done"),
    "signed off": ("Done to signed off", "", "awaiting sign-off"),
    "re-audited": (f"Signed off to {our.re_audit}", "", f"awaiting {our.audit:a} of their theme"),
}


class LoopSection(DigestSection):
    """How long it takes from a finding to the audit that looks at it again; only opened."""

    name = "loop"
    summary = f"from finding to {our.re_audit}: how long, and what is stuck"
    button = "Closing the loop"

    def opened(self, digest: Digest) -> Answer:
        """Show how long each step takes, and what is stuck where."""
        heading = f"From finding to {our.re_audit}"
        about: Words = [bold(heading), f" · {words.actions_of(digest.scope)}"]
        how = "Medians in working days, of those that have completed the step."
        steps = passage(about, *(_step_words(step) for step in digest.loop.steps))
        return Answer(heading, [steps, aside(how)])

    def is_offered(self, digest: Digest) -> bool:
        """Say whether there are any actions."""
        return digest.headline.total > 0

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return how long each step takes."""
        return [
            "".join(run if isinstance(run, str) else str(run["text"]) for run in _step_words(step))
            for step in digest.loop.steps
        ]


def _step_words(step: LoopStep) -> Words:
    """Say how long a step took, and how many wait in it."""
    name, what, stuck = _STEPS[step.name]
    took = f"0 of {step.of} yet" if step.of else "nothing yet"
    if step.median is not None:
        far = working_days(step.median) if step.median else "the same day"
        took = f"median {far} ({step.through} of {step.of})"
    said: Words = [bold(f"{name}: "), took]
    if step.longest is not None:
        longest = f", longest {working_days(step.longest)}" if step.longest else ""
        said.append(f"; {part_of(step.stuck, step.of, what)} {stuck}{longest}")
    return said
