"""How a sentence names somebody: an article stands before a role, and before no name."""

import pytest

from db.models import Person


@pytest.mark.parametrize(
    ("name", "role", "called"),
    [
        ("Team Manager, Permanence", "Team Manager, Permanence", "the Team Manager, Permanence"),
        ("Principal Social Worker", "Principal Social Worker", "the Principal Social Worker"),
        ("Head of Service, Region 3", "Head of Service, Region 3", "the Head of Service, Region 3"),
        ("Practitioner 1, Permanence", "Practitioner 1, Permanence", "Practitioner 1, Permanence"),
        ("Auditor 12", "Auditor 12", "Auditor 12"),
        ("Sam Taylor", "Practitioner", "Sam Taylor"),
    ],
)
def test_no_article_stands_before_a_name_or_what_stands_for_one(
    name: str, role: str, called: str
) -> None:
    assert Person(name=name, role=role).called == called
