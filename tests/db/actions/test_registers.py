"""An action from an audit is known to whoever may see that audit or holds it, and to no others."""

import pytest

from db.actions import editing, home_lists, operations, signoff
from db.actions import queries as actions
from db.actions.operations import Draft
from db.actions.roles import may_see, move_needs_approval
from db.actions.scopes import Scope
from db.digest import counts
from db.digest.scope import ALL
from db.errors import RefusedError
from db.models import Action, LiveAudit, Person, Register, Status
from db.permissions import Permission, may
from db.plan import queries as plan
from db.report import queries as report
from tests.contexts import doing
from tests.db.audits.months import OPENED, drawn, me
from tests.people import LINE, TODAY, Council
from tests.refusals import refused

TITLE = "Write the chronology again"


def _from_audit(council: Council, owner: Person | None) -> int:
    [number] = drawn(council, (council.other_manager, council.practitioner))
    with council.database.begin() as session:
        audit = session.get_one(LiveAudit, number)
        draft = Draft(
            TITLE,
            me(session, owner) if owner else None,
            source=audit.reference,
            register=Register.AUDITS,
            audit_id=audit.id,
        )
        action, _ = operations.write(doing(audit.auditor, OPENED), draft)
        return action.id


@pytest.mark.parametrize("owner", ["practitioner", "other_manager", "stranger", None])
def test_who_may_see_the_audit_or_owns_it_is_told_in_every_way_and_nobody_else_in_any(
    council: Council, owner: str | None
) -> None:
    number = _from_audit(council, getattr(council, owner) if owner else None)
    for role in LINE:
        _is_told_all_or_nothing(council, role, number)


def _is_told_all_or_nothing(council: Council, role: str, number: int) -> None:
    with council.database.read() as session:
        asker = me(session, council[role])
        action = session.get_one(Action, number)
        assert action.audit is not None
        expected = may(asker, Permission.SEE_AUDIT, action.audit) or action.owner_id == asker.id
        assert may_see(asker, action) == expected
        for scope in ("all", "audits"):
            page = actions.page(doing(asker, OPENED), Scope(scope), start=0, size=10)
            assert [row.id for row in page.rows] == ([number] if expected else [])
            assert page.total == len(page.rows)
        seen = {tally.person.id: tally.open for tally in home_lists.tallies(session, asker, TODAY)}
        if not expected:
            assert not seen
            with pytest.raises(RefusedError) as unknown:
                actions.find(session, number, asker)
            with pytest.raises(RefusedError) as missing:
                actions.find(session, number + 1000, asker)
            assert unknown.value.kind == missing.value.kind == "action.unknown"
        else:
            assert actions.find(session, number, asker).title == TITLE


def test_a_deputy_of_the_owner_is_not_told_but_a_deputy_named_for_it_is(council: Council) -> None:
    number = _from_audit(council, council.practitioner)
    with council.database.begin() as session:
        session.get_one(Person, council.practitioner.id).deputy_id = council.colleague.id
    with council.database.begin() as session:
        colleague, action = me(session, council.colleague), session.get_one(Action, number)
        assert not may_see(colleague, action)
        assert not home_lists.deputised(session, colleague)
        action.deputy_id = colleague.id
        session.flush()
        assert may_see(colleague, action)
        assert [one.id for one in home_lists.deputised(session, colleague)] == [number]


def test_what_is_told_outside_counts_the_plan_and_names_nothing_from_an_audit(
    council: Council,
) -> None:
    planned = council.action(council.practitioner, "Agree the strategy")
    _from_audit(council, council.practitioner)
    with council.database.begin() as session:
        mine = me(session, council.practitioner)
        operations.add(doing(mine, OPENED), Draft("Tidy the rota", mine))
    with council.database.read() as session:
        counted = counts.standing(session, ALL, TODAY, TODAY)
        assert counted["plan"].total == 1
        assert {name: one.open for name, one in counted.items()} == {
            "plan": 1,
            "audits": 1,
            "team": 1,
        }
        assert [action.id for action in report.actions(session)] == [planned]
        assert {event.action_id for event in report.events(session, OPENED)} <= {planned}
        assert TITLE not in {action.title for action in plan.all_actions(session)}


def test_only_a_lead_or_administrator_moves_an_action_between_plan_and_team(
    council: Council,
) -> None:
    number = council.action(council.practitioner)
    from_audit = _from_audit(council, council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        for person in (council.practitioner, council.manager):
            with refused(match="lead"):
                editing.file(doing(me(session, person), OPENED), action, Register.TEAM)
        lead = doing(me(session, council.director), OPENED)
        editing.file(lead, action, Register.TEAM)
        assert action.register == Register.TEAM
        for register in (Register.AUDITS, "nowhere"):
            with refused(match="can't go there"):
                editing.file(lead, action, register)
        with refused(match="stays with it"):
            editing.file(lead, session.get_one(Action, from_audit), Register.PLAN)


def test_without_a_sign_off_it_is_done_and_waits_for_nobody_until_somebody_is_named(
    council: Council,
) -> None:
    number = council.action(council.practitioner)
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        mine, officer = me(session, council.practitioner), me(session, council.officer)
        signoff.close(doing(mine, OPENED), action, wanted=False)
        assert (action.status, action.awaits_sign_off) == (Status.DONE, False)
        with refused(match="nobody has to sign it off"):
            signoff.sign_off(doing(officer, OPENED), action, "", "Seen")
        signoff.name_signer(doing(me(session, council.manager), OPENED), action, officer)
        assert action.awaits_sign_off
        signoff.sign_off(doing(officer, OPENED), action, "", "Seen")
        assert action.status == Status.SIGNED_OFF


def test_a_second_move_asks_nobody_in_a_register_that_wants_no_approval(council: Council) -> None:
    number = council.action(council.practitioner)
    with council.database.read() as session:
        action, mine = session.get_one(Action, number), me(session, council.practitioner)
        assert not move_needs_approval(action, mine, {Register.PLAN})  # the first move
    with council.database.begin() as session:
        action = session.get_one(Action, number)
        action.register = Register.TEAM
        assert not move_needs_approval(action, me(session, council.practitioner), {Register.PLAN})
