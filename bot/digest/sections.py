"""The sections of the digest, in the order in which they are told."""

from collections.abc import Sequence
from typing import Final

from bot.capital import capital
from bot.digest import words
from bot.digest.action_sections import (
    AtRiskSection,
    DoneSection,
    GapsSection,
    LoopSection,
    MovedSection,
    OverdueSection,
    TravelledSection,
)
from bot.digest.audit_sections import (
    AuditsSection,
    CoverageSection,
    GradesSection,
    InadequatesSection,
    ThemesSection,
)
from bot.digest.register_sections import RegistersSection
from bot.digest.section import DigestSection
from bot.slack.blocks import Answer, bold, lines
from jobs.digest.digest import Digest

SECTIONS: Final[tuple[DigestSection, ...]] = (
    DoneSection(),
    OverdueSection(),
    AtRiskSection(),
    MovedSection(),
    GapsSection(),
    RegistersSection(),
    AuditsSection(),
    CoverageSection(),
    GradesSection(),
    InadequatesSection(),
    ThemesSection(),
    TravelledSection(),
    LoopSection(),
)


class EverythingSection(DigestSection):
    """Every section, one below the other."""

    name, synonyms = "everything", ("more", "sections")
    summary = "every section in full"
    button = "Everything"

    def opened(self, digest: Digest) -> Answer:
        """Show how many actions stand where, and the sections that have something to say."""
        heading, headline = words.heading(digest), words.headline(digest)
        statuses = words.statuses(digest)
        top = lines([bold(heading)], [bold(capital(headline))], *([[statuses]] if statuses else []))
        told = (one.line(digest) for one in SECTIONS if one.is_for(digest.scope))
        return Answer(headline, [top, *(block for block in told if block is not None)])

    def channel_alone(self, digest: Digest) -> Sequence[str]:
        """Return what every section tells a channel."""
        return [each for one in SECTIONS for each in one.channel(digest)]


OPENED: Final = {one.name: one for one in (*SECTIONS, EverythingSection()) if one.name}
