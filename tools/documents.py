"""Makes the tables of three documents out of what the bot itself reads.

`python -m tools.documents` writes them: what can be typed, from the lists of verbs in
`bot/registry.py`, who may do what, from `db/permission_rules.py`, and which messages cannot wait
for a morning, from `bot/delivery/morning.py`. A test compares them.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot import registry
from bot.delivery.morning import CannotWait
from bot.permission_words import PERMISSIONS
from db.permission_rules import ACTIONS, AUDITS, Role, Rule

ROOT: Final = Path(__file__).parents[1]
COMMANDS: Final = ROOT / "docs" / "commands.md"
REMINDERS: Final = ROOT / "docs" / "reminders.md"
RIGHTS: Final = ROOT / "docs" / "permissions.md"
HEADER: Final = "| Type | What happens |\n| --- | --- |\n"
# The heading above each table, the command as it is called by default, the rows of its help.
TABLES: Final[Sequence[tuple[str, str, Sequence[tuple[str, str]]]]] = (
    ("## Actions", "/action", registry.ACTIONS.every_row()),
    ("## Live audits", "/audit", registry.AUDITS.help_rows()),
    ("## Live audits, for leads", "/audit", registry.AUDITS.help_rows(for_leads=True)),
    ("## Where things stand", "/action-status", registry.STATUS.every_row()),
)
ROLES: Final[Mapping[Role, str]] = {
    Role.OWNER: "Owner",
    Role.AUDITOR: "Auditor",
    Role.PRACTITIONER: "Practitioner",
    Role.MODERATOR: "Moderator",
    Role.DEPUTY: "Deputy",
    Role.STANDING_IN: "Deputy, while the owner is away",
    Role.MANAGER: "Managers, up the line",
    Role.SENIOR: "Managers above the first",
    Role.TEAM: "Team",
    Role.SIGNER: "Whoever may sign off",
    Role.ASKED: "Whoever was asked to",
    Role.SEES_AUDIT: "Whoever may see the audit",
    Role.LEAD: "Leads",
    Role.ADMIN: "Administrators",
    Role.INDEPENDENT: "In neither line",
    Role.MODERATES: "Whoever could have been asked to moderate",
    Role.TEAM_MANAGER: "The team's manager",
    Role.NOT_PRACTITIONER: "Not its practitioner",
    Role.ANYONE: "Anyone",
}


def commands(text: str) -> str:
    """Return docs/commands.md with its tables replaced by the present ones."""
    for heading, command, rows in TABLES:
        told = (_told(f"{command} {words}".strip(), does) for words, does in rows)
        text = _with_table(text, heading, HEADER, told)
    return text


def permissions(text: str) -> str:
    """Return docs/permissions.md with its tables replaced by the present ones."""
    for heading, rules in (("## Actions", ACTIONS), ("## Live audits", AUDITS)):
        roles = [role for role in ROLES if any(role in _all_of(rule) for rule in rules.values())]
        header = _row("", *(ROLES[role] for role in roles)) + _row(*["---"] * (len(roles) + 1))
        rows = (
            _row(_as_a_sentence(PERMISSIONS[verb]), *_marks(rule, roles))
            for verb, rule in rules.items()
        )
        text = _with_table(text, heading, header, rows)
    return text


def at_once(text: str) -> str:
    """Return docs/reminders.md with the present list of what cannot wait."""
    header = _row("What comes at once") + _row("---")
    return _with_table(text, "## What cannot wait", header, (_row(why) for why in CannotWait))


def _told(typed: str, does: str) -> str:
    return _row(f"`{typed}`", f"{_as_a_sentence(does)}.")


def _as_a_sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _all_of(rule: Rule) -> frozenset[Role]:
    return rule.owned | rule.unowned | rule.needs


def _marks(rule: Rule, roles: Iterable[Role]) -> list[str]:
    return [_mark(rule, role) for role in roles]


def _mark(rule: Rule, role: Role) -> str:
    """Return yes, or else when: "needed" is what nobody may be without."""
    if role in rule.needs:
        return "needed"
    if role in rule.owned:
        return "yes" if {role, Role.ANYONE} & rule.unowned else "if owned"
    return "if nobody's" if role in rule.unowned else ""


def _row(*cells: str) -> str:
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def _with_table(text: str, heading: str, header: str, rows: Iterable[str]) -> str:
    """Put a table in the place of the one that stands under a heading."""
    above, found, below = text.partition(f"{heading}\n")
    if not found:
        raise ValueError(f"there is no heading {heading!r}")
    lines = below.splitlines(keepends=True)
    start = next(at for at, line in enumerate(lines) if line.startswith("|"))
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    return above + found + "".join([*lines[:start], header, *rows, *lines[end:]])


if __name__ == "__main__":
    COMMANDS.write_text(commands(COMMANDS.read_text("utf-8")), "utf-8")
    REMINDERS.write_text(at_once(REMINDERS.read_text("utf-8")), "utf-8")
    RIGHTS.write_text(permissions(RIGHTS.read_text("utf-8")), "utf-8")
