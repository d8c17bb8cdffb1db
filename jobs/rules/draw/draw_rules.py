"""What a service decides about its draw: the rules for its people, and for its cases."""

from dataclasses import dataclass
from typing import Final, Literal

from jobs.rules.months import A_YEAR

WhoWithWhom = Literal["own team", "another team", "another service", "any"]
Supervisor = Literal["immediate", "whole line", "off"]


@dataclass(frozen=True)
class Rules:
    """A service's settings, with the defaults councils use.

    `most_audits` is the most a practitioner may have in the month; None is one, or else as few as
    the quotas allow. `repeat_gap_months` and `workload_months` look that many months back;
    `days_apart` is in working days.
    """

    quota: int = 2
    who_with_whom: WhoWithWhom = "any"
    never_own_supervisor: Supervisor = "immediate"
    repeat_gap_months: int = 6
    days_apart: int = 5
    most_audits: int | None = None
    workload_months: int = A_YEAR

    def __post_init__(self) -> None:
        numbers = (self.quota, self.repeat_gap_months, self.days_apart, self.workload_months)
        if min(numbers) < 0:
            raise ValueError("The rules of a draw count from 0, such as a quota of 2")
        if self.most_audits is not None and self.most_audits < 1:
            raise ValueError("The most audits a practitioner may have is 1 or more, such as 1")


USUAL_RULES: Final = Rules()


@dataclass(frozen=True)
class ServiceRules:
    """A service whose rules are not the council's."""

    service: str
    rules: Rules


@dataclass(frozen=True)
class CaseRules:
    """How a service's cases come to its audits: drawn by lot, those of a theme first, or not."""

    service: str
    drawn: bool = True
    theme: str = ""
    gap_months: int = A_YEAR
