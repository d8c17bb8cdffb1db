"""A refusal says who may: no rule of the table is without words."""

import pytest

from bot.permission_words import who_words
from db.permission_rules import Permission
from db.permissions import WhoMay, who_may


@pytest.mark.parametrize("permission", list(Permission))
def test_whom_a_rule_allows_is_named_though_nobody_owns_it(permission: Permission) -> None:
    of_nobody = who_may(permission)
    words = who_words(permission, of_nobody)
    each = [who_words(permission, WhoMay((), (role,))) for role in of_nobody.roles]
    assert all(each)
    assert len(set(each)) == len(each)
    assert [one for one in each if one not in words] == []


def test_whoever_is_not_on_the_roster_reads_that_it_is_for_those_who_are() -> None:
    who = who_may(Permission.ARRANGE)
    assert who_words(Permission.ARRANGE, WhoMay((), who.roles)) == "somebody on the roster"
