"""The month every test of live audits works in."""

from tests.jobs.audits.months import month

__all__ = ["month"]
