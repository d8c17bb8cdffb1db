"""What the documents say is so: commands, dates, permissions, tables, links and pictures."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_group

from bot import registry
from bot.actions.ordering_words import spell_recurrence
from bot.audits.rule_words import WORDS
from bot.cli import app, people
from bot.deadline_words import unreadable_words
from bot.delivery.retry import RetryPolicy
from bot.rag_words import texts
from bot.registry import STATUS
from bot.slack.manifest import scopes
from db.models import Base
from db.permission_rules import ACTIONS, AUDITS, Permission, Role
from jobs.rules import rag_rules
from jobs.rules.audit_rules import AuditRules
from jobs.rules.audit_services import COUNCIL_ALONE
from jobs.rules.deadlines import UnreadableDeadlineError, read, spell, spell_with_distance
from jobs.rules.draw.draw_rules import Rules
from jobs.rules.rag import RagRules
from jobs.rules.recurrence_words import read_recurrence
from jobs.rules.working_days import Calendar
from tests.bot.typed import parse_action
from tools import documents

ROOT = Path(__file__).parents[1]
DOCS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
MADE_ON = date(2026, 11, 23)  # the Monday on which docs/dates.md reads its examples
ENGLAND = Calendar.of("ENG")

each_document = pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def code_in(document: Path) -> Iterator[str]:
    """Yield what stands between backticks, over a line's end or not, and each indented line."""
    text = document.read_text("utf-8")
    for span in re.findall(r"`([^`]+)`", text):
        yield " ".join(span.split())
    for line in text.splitlines():
        if line.startswith("    "):
            yield line.strip()


def all_code() -> list[str]:
    return [code for document in DOCS for code in code_in(document)]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table_under(document: str, header: str) -> list[list[str]]:
    """Return the rows of the table whose first line begins with `header`."""
    rows = text_of(document).partition(f"\n{header}")[2].splitlines()[2:]
    end = next((number for number, row in enumerate(rows) if not row.startswith("|")), len(rows))
    assert end, f"there is no table {header!r} in {document}"
    return [cells(row) for row in rows[:end]]


def action_examples() -> list[str]:
    found = (re.fullmatch(r"/action(?: (.*))?", code) for code in all_code())
    return sorted({match[1] or "" for match in found if match})


def audit_examples() -> list[str]:
    found = (re.fullmatch(r"/audit(?: (.*))?", code) for code in all_code())
    return sorted({match[1] or "" for match in found if match})


def status_examples() -> list[str]:
    found = (re.fullmatch(r"/(?:action-)?status(?: (.*))?", code) for code in all_code())
    return sorted({match[1] or "" for match in found if match})


def as_slack_sends(words: str) -> str:
    people = {"auditor": "U012AB3CD", "practitioner": "U012AB3CE"}
    return re.sub(
        r"@(owner|person|auditor|practitioner)\b",
        lambda named: f"<@{people.get(named[1], 'U012AB3CD')}|somebody>",
        words,
    )


def test_there_is_something_to_check() -> None:
    assert len(action_examples()) > 15
    assert len(audit_examples()) > 15
    assert len(status_examples()) > 10
    assert len(DOCS) > 4


@pytest.mark.parametrize("words", action_examples())
def test_every_command_in_the_documents_is_understood(words: str) -> None:
    parse_action(as_slack_sends(words))


@pytest.mark.parametrize("words", audit_examples())
def test_every_audit_command_in_the_documents_is_understood(words: str) -> None:
    registry.AUDITS.parse(as_slack_sends(words), "/audit")


@pytest.mark.parametrize("words", status_examples())
def test_every_status_command_in_the_documents_is_understood(words: str) -> None:
    STATUS.parse(as_slack_sends(words), "/status")


def test_everything_that_can_be_asked_of_where_things_stand_is_told() -> None:
    typed = set(re.findall(r"`/action-status ([a-z]+)", text_of("docs/digest.md")))
    assert STATUS.by_name.keys() - typed <= {"all"}


def test_what_can_be_typed_is_told_as_the_program_knows_it() -> None:
    told = text_of("docs/commands.md")
    assert told == documents.commands(told)


@pytest.mark.parametrize("words", audit_examples())
def test_every_day_in_those_audit_commands_is_read(words: str) -> None:
    request = registry.AUDITS.parse(as_slack_sends(words), "/audit")
    for name in ("day", "first", "last"):
        day = getattr(request, name, None)
        if day is not None:
            assert not read(day, MADE_ON, ENGLAND).past


@pytest.mark.parametrize("words", action_examples())
def test_every_date_in_those_commands_is_read(words: str) -> None:
    request = parse_action(as_slack_sends(words))
    due = getattr(request, "due", None)
    if due is not None:
        assert not read(due, MADE_ON, ENGLAND).past


@each_document
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, heading = target.partition("#")
        found = (document.parent / path).resolve() if path else document
        assert found.is_file(), target
        assert not heading or heading in headings(found), target


def headings(document: Path) -> set[str]:
    lines = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def test_every_picture_is_shown() -> None:
    texts = " ".join(document.read_text("utf-8") for document in DOCS)
    assert set(re.findall(r"pictures/([\w.-]+)[)\"]", texts)) >= {
        path.name for path in (ROOT / "docs" / "pictures").iterdir()
    }


def test_every_make_target_in_the_documents_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = {word for code in all_code() for word in re.findall(r"^make ([a-z]+)", code)}
    assert named <= targets
    assert targets - named == set()


def test_every_setting_in_the_documents_can_be_set() -> None:
    known = set(re.findall(r"^([A-Z_]+)=", text_of("config.example.env"), re.MULTILINE))
    known |= set(re.findall(r"\$\{([A-Z_]+)", text_of("compose.yaml")))
    found = (re.match(r"[A-Z]+_[A-Z_]+|[A-Z]{4,}(?==|$)", code) for code in all_code())
    named = {match[0] for match in found if match}
    assert {"LEADS", "REMINDER_STEPS", "POSTGRES_PASSWORD"} < named
    assert named <= known


def test_every_subcommand_in_the_documents_exists() -> None:
    commands = get_group(app).commands
    named = {word for code in all_code() for word in re.findall(r"\blive-audit ([a-z]+)", code)}
    assert {"run", "doctor"} < named
    assert named <= commands.keys()
    assert [code for code in all_code() if "live-audit people import" in code]
    assert "import" in get_group(people.app).commands


def test_every_file_and_folder_named_in_the_documents_is_there() -> None:
    places = r"(?:bot|jobs|db|tests|tools|sample|requirements|docs)/[\w./-]*"
    named = {code for code in all_code() if re.fullmatch(places, code)}
    assert "db/permissions.py" in named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_dates_that_are_read_at_once_are_as_the_document_says() -> None:
    for typed, told in table_under("docs/dates.md", "| You type | It is |"):
        deadline = read(typed.strip("`"), MADE_ON, ENGLAND)
        assert not deadline.alternatives, typed
        words = spell_with_distance(deadline.day, MADE_ON, ENGLAND, deadline.precision)
        assert words == told, typed


def test_what_comes_round_does_so_as_the_document_says() -> None:
    for typed, told in table_under("docs/actions.md", "| You type | It comes round |"):
        assert spell_recurrence(read_recurrence(typed.strip("`"))) == told, typed


def test_dates_that_are_asked_about_are_as_the_document_says() -> None:
    for typed, told in table_under("docs/dates.md", "| You type | It could be |"):
        deadline = read(typed.strip("`"), MADE_ON, ENGLAND)
        days = sorted({deadline.day, *deadline.alternatives})
        assert " or ".join(map(spell, days)) == told, typed


def test_dates_that_are_refused_are_refused_in_the_words_of_the_document() -> None:
    for typed, told in table_under("docs/dates.md", "| You type | It says |"):
        with pytest.raises(UnreadableDeadlineError) as refused:
            read(typed.strip("`"), MADE_ON, ENGLAND)
        assert unreadable_words(refused.value) == told


def test_who_may_do_what_is_told_as_the_program_knows_it() -> None:
    told = text_of("docs/permissions.md")
    assert told == documents.permissions(told)
    for rules in (ACTIONS, AUDITS):
        named = {role for rule in rules.values() for role in rule.owned | rule.unowned | rule.needs}
        assert named <= documents.ROLES.keys()


def test_what_cannot_wait_for_the_morning_is_listed_as_the_bot_has_it() -> None:
    told = text_of("docs/reminders.md")
    assert told == documents.at_once(told)


ITS_OWN = {Role.ASKED, Role.SIGNER}


def test_who_may_besides_is_as_the_document_says() -> None:
    besides = {verb: rule.owned & ITS_OWN for verb, rule in ACTIONS.items() if rule.owned & ITS_OWN}
    assert besides == {
        Permission.SEE: {Role.ASKED},
        Permission.SEE_FROM_AUDIT: {Role.ASKED},
        Permission.SIGN: {Role.SIGNER},
        Permission.JUDGE: {Role.ASKED},
    }


def test_who_may_approve_a_second_move_is_as_the_document_says() -> None:
    rule = ACTIONS[Permission.APPROVE]
    assert rule.owned == {Role.SENIOR, Role.LEAD}
    assert rule.unowned == {Role.LEAD}


def test_the_rule_of_where_an_action_stands_is_as_the_document_says() -> None:
    told = {(row[0], row[2]) for row in table_under("docs/actions.md", "| Stands |")}
    assert told == {tuple(text.rstrip(".").split(": ", 1)) for text in texts(RagRules()).values()}


def test_the_words_of_each_written_rule_are_as_the_document_says() -> None:
    rows = table_under("docs/actions.md", "| Name | complete |")
    assert {row[0].strip("`") for row in rows} == set(rag_rules.PRESETS)
    for name, *words in rows:
        called = astuple(rag_rules.PRESETS[name.strip("`")].words)
        assert all(said in {"", word} for said, word in zip(words, called, strict=True)), name


def test_every_source_of_a_written_rule_is_named_in_the_document() -> None:
    told = text_of("docs/actions.md")
    for rules in rag_rules.PRESETS.values():
        council, _, _ = rules.source.partition(",")
        assert council in told


def test_what_a_deputy_may_do_is_as_the_document_says() -> None:
    always = {verb for verb, rule in ACTIONS.items() if Role.DEPUTY in rule.owned}
    standing_in = {verb for verb, rule in ACTIONS.items() if Role.STANDING_IN in rule.owned}
    assert (always, standing_in) == (
        {Permission.SEE, Permission.NOTE, Permission.SNOOZE},
        {Permission.CLOSE},
    )


def test_whose_hands_an_action_may_be_put_into_is_as_the_document_says() -> None:
    theirs = {Role.OWNER, Role.MANAGER, Role.LEAD, Role.ADMIN}
    assert ACTIONS[Permission.RECEIVE].owned == theirs


LIVE = "docs/live-audits.md"


def test_whose_days_away_may_be_recorded_by_whom_is_as_the_document_says() -> None:
    told = {Role.OWNER, Role.MANAGER, Role.LEAD, Role.ADMIN}
    assert AUDITS[Permission.AWAY].owned == told


def test_every_rule_of_live_audits_is_told_as_it_is_by_default() -> None:
    defaults = dict(AuditRules())
    told = {name.strip("`"): sentence for name, sentence, _ in table_under(LIVE, "| Rule |")}
    assert told == {name: f"{words.sentence(defaults[name])}." for name, words in WORDS.items()}


def test_whose_service_decides_each_rule_is_told() -> None:
    drawn_by = {field.name for field in dataclasses.fields(Rules)}
    for name, _, whose in table_under(LIVE, "| Rule |"):
        rule = name.strip("`")
        others = "each service" if rule == "months_off" else "the practitioner's"
        usual = "the auditor's" if rule in drawn_by else others
        assert whose == ("the council" if rule in COUNCIL_ALONE else usual), rule


def test_the_scopes_are_those_that_the_document_names() -> None:
    asked = text_of("docs/security.md").partition("The app asks only")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z_]+(?:[:.][a-z_.:]+)?)`", asked))
    assert named == set(scopes())


def test_every_table_of_the_database_is_told() -> None:
    told = [row[0].strip("`") for row in table_under("docs/security.md", "| Table |")]
    assert set(told) == set(Base.metadata.tables)


def test_the_waits_of_delivery_are_as_the_document_says() -> None:
    policy = RetryPolicy(jitter=lambda: 0.0)
    waits = [policy.backoff(number).total_seconds() for number in range(1, policy.attempts)]
    assert (policy.attempts, waits[0], waits[1], max(waits)) == (12, 30, 60, 7200)
    assert sum(waits) // 3600 == 8
    assert (policy.lease.total_seconds(), policy.quarantine.total_seconds()) == (60, 120)


def test_every_promise_names_a_test_that_there_is() -> None:
    for row in table_under("docs/security.md", "| Who, or what |"):
        promised = re.findall(r"`(tests/[^`]+)`", row[2])
        assert promised, row[0]
        for named in promised:
            path, _, test = named.partition("::")
            begins = f"def {test}(" if test else "def test_"
            assert begins in (ROOT / path).read_text("utf-8"), named
