"""Whose names a report knows when it looks for texts that name somebody."""

from db.guard.named import KnownNames
from db.outbox import reminders
from db.people.forgetting import is_forgotten
from db.people.memberships import Roster
from db.session import Session


def known_people(session: Session, council: str, then: Roster) -> KnownNames:
    """Return the names of everybody, with the words of roles, teams and the council that are none.

    `then` is the roster of a period that is over, or nothing: only who worked here then is known,
    so that no report of a past month changes with who comes later.
    """
    people = [one for one in reminders.roster(session) if not is_forgotten(one)]
    if then:
        names = [one.name for one in people if one.id in then and then[one.id].works_here]
        places = [(one.role, one.team, one.service) for one in then.values()]
    else:
        names = [one.name for one in people]
        teams = {one.team for one in people if one.team}
        places = [(one.role, "", "") for one in people]
        places += [("", team.name, team.service) for team in teams]
    return KnownNames.of(names, [council, *(word for place in places for word in place)])
