"""The sections of the digest, in the order in which they are told."""

from typing import Final

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
OPENED: Final = {one.name: one for one in SECTIONS if one.name}
