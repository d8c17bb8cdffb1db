"""A profile of grades in words, as every surface tells it."""

from bot.capital import capital
from jobs.rules.grade_profile import GradeProfile


def part_words(profile: GradeProfile) -> str:
    """Name the month, the quarter or the service that a profile is of."""
    if profile.quarter is not None:
        named = profile.quarter.name
        return capital(named)
    return profile.service or f"{profile.month:%B %Y}"


def profile_words(profile: GradeProfile) -> str:
    """Return "Outstanding 1, Good 12, …, Inadequate 2; 19 in all"."""
    told = ", ".join(f"{label} {profile.counts[label]}" for label in profile.labels)
    return f"{told}; {profile.of} in all"
