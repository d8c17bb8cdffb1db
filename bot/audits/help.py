"""What can be asked of live audits."""

from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines

_EVERYONE = (
    ("", "your live audits, with their buttons"),
    ("book 7 thu 14 jan", "a day on which you are both at work"),
    ("held 7", "the auditor writes it up; the practitioner has the next word"),
    ("cannot 7", "with a reason; or ask for more time"),
    ("swap 7 with 9", "both auditors must agree"),
    ("show 7", "everything that happened to it; why 7 says why you two"),
    ("away @person from 4 Jan to 15 Jan", "add: can finish, to keep what they have"),
    ("back @person", "back early, or not away after all"),
    ("calendar", "who looks at performance, and when; also as a file"),
)
_LEADS = (
    ("draw January", "nothing is sent before you publish; afresh forgets pins and forbids"),
    ("plan", "the pairs, the fairness certificate and who is left out"),
    ("pin @auditor with @practitioner", "forbid keeps two apart; both draw again"),
    ("free @auditor with @practitioner", "takes a pin or a forbid back"),
    ("publish", "the pair hear of each other when the month opens"),
    ("auditors add @person quota 2", "the chosen list; remove takes them off it"),
    ("rules", "every rule, with its effect before it is saved"),
    ('calendar add "Scrutiny panel" on 12 January 2027', "or: monthly on working day 5"),
    ("coverage", "teams and practitioners not seen for three months"),
)


def helped(command: str) -> Answer:
    """List what can be typed, with examples that work."""
    never = "Never write about a child or family here: the case system keeps those."
    return Answer(
        "What you can ask me about live audits",
        [
            lines([bold("For everybody")]),
            bullets(*(_row(command, *each) for each in _EVERYONE)),
            lines([bold("For leads")]),
            bullets(*(_row(command, *each) for each in _LEADS)),
            aside(never),
        ],
    )


def _row(command: str, example: str, what: str) -> list[Block | str]:
    return [code(f"{command} {example}".strip()), f"  {what}"]
