"""The profile of grades of a scope's audits, each month by the grades that it had."""

from datetime import date

from db.digest import grades
from db.digest.scope import DigestScope
from db.session import Session
from jobs.audits import settings
from jobs.rules.audit_rules import scale_on
from jobs.rules.grade_profile import Graded, GradeProfiles, first_counted, profiles


def profiles_of(session: Session, scope: DigestScope, first: date, last: date) -> GradeProfiles:
    """Return the profiles of the months from one day's to another's, and of their quarters."""
    sets = settings.rule_sets(session)
    found = grades.graded(session, scope, first_counted(first), last)
    told = [Graded(*one, scale_on(sets.of(one.service), one.month)) for one in found]
    return profiles(first.replace(day=1), told)
