"""The digest's sections on live audits; a channel is told no small count of people."""

from collections.abc import Sequence
from typing import Final

from bot.audits import coverage_view
from bot.audits.draft_words import drawn_words
from bot.audits.event_words import counted_reason
from bot.audits.learning_view import discussed_words
from bot.digest import words
from bot.digest.section import DigestSection, more
from bot.digest.words import Words
from bot.grade_words import part_words, profile_words
from bot.slack.blocks import Answer, Block, bold, lines, passage, saying
from bot.vocabulary import our
from db.digest.audits import AuditMonthCounts
from db.digest.scope import DigestScope
from jobs.digest.digest import FEWEST_GRADED, Digest
from jobs.rules.deadlines import spell
from jobs.rules.grade_profile import GradeProfile
from jobs.rules.measure_words import part_of
from jobs.rules.small_numbers import (
    FEWER_WORDS,
    HIDDEN_WORDS,
    LEAST_SHOWN,
    cell_share_words,
    protect_row,
    share_words,
)

SHOWN_TEAMS: Final = 2
SHOWN_PROFILES: Final = 24


class AuditsSection(DigestSection):
    """How the months of live audits stand."""

    name, synonyms = "audits", ("audit",)
    summary = f"{our.live_audits}: held, not held and why, themes"
    button = f"{our.audits:C}"

    def line(self, digest: Digest) -> Block | None:
        """Return each month in a line."""
        if not digest.audits:
            return None
        months = ([f"{one.month:%B %Y}: {words.month_words(one)}"] for one in digest.audits)
        return passage([bold(f"{our.live_audits:C}")], *months)

    def figure(self, digest: Digest) -> Words | None:
        """Return that of the month that runs, else of the next that comes."""
        told, before = digest.month_now, digest.month_before
        if told is None:
            return None
        lately = words.was(told.held, before.held_by, before.expected) if before else ""
        if not lately:
            heading = bold(f"{our.live_audits:C}, {told.month:%B}")
            return ["📋 ", heading, f": {words.month_in_short(told)}"]
        held = f"{told.held} of {told.expected} held"
        return ["📋 ", bold(f"{our.live_audits:C}, {told.month:%b}"), f": {held}{lately}"]

    def opened(self, digest: Digest) -> Answer:
        """Show the months of live audits, and what is to be looked at again."""
        if not digest.audits:
            return saying(f"There were no {our.live_audits} in this time.")
        parts = (self, TicksSection(), InadequatesSection(), ThemesSection(), LearningSection())
        shown = [part.line(digest) for part in parts]
        return Answer(f"{our.live_audits:C}", [block for block in shown if block is not None])

    def is_offered(self, digest: Digest) -> bool:
        """Say whether there are months to tell of."""
        return bool(digest.audits)

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return each month in a line."""
        return [f"{one.month:%B %Y}: {_month_in_channel(one)}" for one in digest.audits]

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return everything that a channel is told of live audits."""
        parts = (CoverageSection(), InadequatesSection())
        return [*self.channel(digest), *(said for part in parts for said in part.channel(digest))]


def _month_in_channel(month: AuditMonthCounts) -> str:
    """Say how many audits were held, of those expected; why not, only where that names nobody."""
    if month.is_draft:
        return drawn_words(protect_row([month.expected]).total)
    still_open = month.expected - month.held - sum(month.not_held.values())
    reasons = words.by_number(month.not_held)
    row = protect_row([month.held, still_open, *(number for _, number in reasons)])
    held, _, *others = row.cells
    so_far = "" if month.is_over else " so far"
    said = f"{cell_share_words(held, row.total)} {our.live_audits} held{so_far}"
    if not reasons:
        return said
    told = zip(others, reasons, strict=True)
    listed = ", ".join(f"{cell} {counted_reason(why)}" for cell, (why, _) in told)
    return f"{said}; not held: {listed}"


class CoverageSection(DigestSection):
    """The teams with practitioners whom nobody has looked at for three months."""

    name = "coverage"
    summary = "who was seen in the last three months"
    button = "Coverage"

    def line(self, digest: Digest) -> Block | None:
        """Return how many, and the teams with the most of them."""
        told = digest.coverage
        if not told.not_seen or not digest.has_audits:
            return None
        missed = [team for team in told.teams if team.not_seen]
        head = f"Not seen for 3 months: {part_of(told.not_seen, told.total, our.practitioners)}"
        where = f" · nobody seen in {told.teams_not_seen} of {len(told.teams)} teams"
        shown = missed[:SHOWN_TEAMS]
        return passage(
            [bold(head), where if told.teams_not_seen else ""],
            *([f"{one.team}: {part_of(one.not_seen, one.total)}"] for one in shown),
            *more(len(missed), shown),
        )

    def opened(self, digest: Digest) -> Answer:
        """Show for each team who was not seen; no grade is anywhere near."""
        return coverage_view.coverage(digest.coverage.teams)

    def is_offered(self, digest: Digest) -> bool:
        """Say whether there are live audits, and practitioners."""
        return digest.has_audits and digest.coverage.total > 0

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many were not seen, where any was not."""
        has_some = digest.has_audits and digest.coverage.not_seen
        return self.channel_alone(digest) if has_some else ()

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return how many were not seen."""
        shown = share_words(digest.coverage.not_seen, digest.coverage.total)
        return [f"Not seen for 3 months: {shown} {our.practitioners}"]


class TicksSection(DigestSection):
    """What was ticked when audits were written up: who was there, the family, the standards."""

    def line(self, digest: Digest) -> Block | None:
        """Return each month in a line."""
        told = ((one, words.tick_words(one)) for one in digest.audits)
        months = [[f"{one.month:%B %Y}: {said}"] for one, said in told if said]
        return passage([bold(f"At the {our.audits}")], *months) if months else None


class InadequatesSection(DigestSection):
    """How many files are to be looked at again; names are nowhere near."""

    def is_for(self, scope: DigestScope) -> bool:
        """Say whether it is about more than one person: else a count is a grade beside a name."""
        return not scope.is_one_person

    def line(self, digest: Digest) -> Block | None:
        """Return how many."""
        told = digest.inadequates
        if not told.without:
            return None
        late = f", {told.overdue} of them overdue" if told.overdue else ""
        said = f"{part_of(told.without, told.of)}{late}"
        return passage([bold("Files to be looked at again: "), said])

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return how many."""
        told = digest.inadequates
        if not told.without:
            return ()
        return [f"Files to be looked at again: {share_words(told.without, told.of)}"]


class GradesSection(DigestSection):
    """How audits were graded: so many of each of so many, never a person."""

    name, synonyms = "grades", ("grade", "profile")
    summary = f"how many {our.audits} had which grade, by month, quarter and service"
    button = "Grades"

    def is_for(self, scope: DigestScope) -> bool:
        """Say whether it is about more than one person: else a count is a grade beside a name."""
        return not scope.is_one_person

    def line(self, digest: Digest) -> Block | None:
        """Return the profile of the last three months, one for each set of grades."""
        told = [profile_words(one) for one in digest.grades.whole if one.is_enough]
        return passage([bold(f"Grades of {our.audits}: "), "; ".join(told)]) if told else None

    def opened(self, digest: Digest) -> Answer:
        """Show the profile as a whole, by month, by quarter and by service."""
        found = digest.grades
        if not found.whole:
            return saying(f"No {our.audit} was graded in this time.")
        heading = f"Grades of {our.audits} since {found.since:%B %Y}"
        parts = (
            ("By month", found.by_month),
            ("By quarter", found.by_quarter),
            ("By service", found.by_service),
        )
        whole = [[_enough_words(one)] for one in found.whole]
        shown = [lines([bold(heading)], *whole)]
        for name, profiles in parts:
            few = profiles[:SHOWN_PROFILES]
            rows = [[f"{part_words(one)}: {_enough_words(one)}"] for one in few]
            if rows:
                shown.append(passage([bold(name)], *rows))
        return Answer(heading, shown)

    def is_offered(self, digest: Digest) -> bool:
        """Say whether audits may have been graded: which ones costs more to ask."""
        seen = digest.coverage
        return seen.seen > 0 and seen.total >= FEWEST_GRADED and not digest.scope.is_one_person

    def channel(self, digest: Digest) -> Sequence[str]:
        """Return the profile, where no number in it is small."""
        told = [profile_words(one) for one in digest.grades.whole if one.is_public]
        return [f"Grades of {our.audits}: {one}" for one in told]


def _enough_words(profile: GradeProfile) -> str:
    if profile.is_enough:
        return profile_words(profile)
    return f"{FEWER_WORDS} {our.audits}" if profile.of < LEAST_SHOWN else HIDDEN_WORDS


class ThemesSection(DigestSection):
    """The themes of audits and actions."""

    def line(self, digest: Digest) -> Block | None:
        """Return the weakest themes."""
        told = digest.themes
        if not told.shown:
            return None
        of = digest.headline.open
        rows = ([f"{one.name}: {words.theme_words(one, told.audits, of)}"] for one in told.shown)
        return passage([bold("Themes"), f" · {our.audits} since {spell(told.since)}"], *rows)


class LearningSection(DigestSection):
    """Which teams have discussed what a month's audits taught."""

    def line(self, digest: Digest) -> Block | None:
        """Return the last note that was posted, with the teams that have still to discuss it."""
        told = digest.discussed
        if told is None or not told.teams:
            return None
        said = f" of {told.month:%B %Y}: {discussed_words(told)}"
        return passage([bold("Learning note"), said])
