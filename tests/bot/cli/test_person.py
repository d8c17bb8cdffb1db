"""`live-audit person`, `retention`, `redact` and `access`."""

import json
import re
import stat
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.cli.account import typed_here
from bot.people.about_me import LOOKS, AboutMe
from db.actions import operations
from db.chain.sealing import seal
from db.context import WorkContext
from db.council_events import record
from db.models import Action, AuditMonth, CouncilEvent, CouncilEventKind, Message, Person
from db.models.event_kinds import EventKind
from db.session import connect
from jobs.rules.draw.model import DrawRequest, Practitioner, Window
from tests.contexts import asking
from tests.databases import copied

Run = Callable[..., Result]
NOW = datetime.now(UTC)
LEFT = "kim.ash@council.example"


@pytest.fixture
def live_audit(empty_folder: Path, migrated_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command where a lead works, and where somebody left long ago."""
    (empty_folder / ".env").write_text("DATABASE_URL=sqlite:///bot.db\n", "utf-8")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-a")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-a")
    copied(migrated_sqlite, Path("bot.db"))
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        lead = Person(name="Robin Vale", email="robin.vale@council.example", is_lead=True)
        kim = Person(name="Kim Ash", email=LEFT, manager=lead)
        kim.ends_on = (NOW - timedelta(days=900)).date()
        reports = Person(name="Alex Moss", email="alex.moss@council.example", manager=lead)
        action = Action(title="Ask Kim Ash", created_at=NOW, due_precision="none")
        session.add_all([lead, kim, reports, action])
        operations.start(WorkContext(session, None, NOW), action, EventKind.ADDED)
        session.flush()
        old = NOW - timedelta(days=900)
        session.add(
            Message(
                dedupe_key="x", token="x", person_id=kim.id, kind="event", due_at=old, done_at=old
            )
        )

    def run(*words: object, typed: str = "") -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=typed)

    return run


def test_what_is_held_on_somebody_is_a_file_for_its_maker_alone(live_audit: Run) -> None:
    made = live_audit("person", "export", LEFT, "about.json")
    assert "rows under" in made.stdout
    told = json.loads(Path("about.json").read_text("utf-8"))
    assert told["person"][0]["name"] == "Kim Ash"
    assert told["message"]
    assert stat.S_IMODE(Path("about.json").stat().st_mode) == 0o600
    assert live_audit("person", "export", LEFT, "about.json").exit_code == 1  # never written over


def test_the_file_names_who_looked_at_a_grade_as_about_me_does(live_audit: Run) -> None:
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        lead, kim, _ = session.scalars(select(Person).order_by(Person.id))
        record(WorkContext(session, lead, NOW), CouncilEventKind.LOOKED, {}, about=kim)
    live_audit("person", "export", LEFT, "about.json")
    told = json.loads(Path("about.json").read_text("utf-8"))
    when = NOW.isoformat(timespec="minutes")
    assert told[LOOKS] == [{"who": "Robin Vale", "when": when, "audit": ""}]
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        kim = session.get_one(Person, 2)
        file = AboutMe().run(asking(kim, NOW)).file
        assert file is not None
        assert json.loads(file().content)[LOOKS] == told[LOOKS]


def test_the_councils_answer_has_the_texts_that_name_them_and_what_draws_had(
    live_audit: Run,
) -> None:
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        kim = session.get_one(Person, 2)
        session.add(Person(name="Kim", email="kim@council.example"))  # one word may be anybody's
        kim.role = "Social Worker"
        request = DrawRequest(
            auditors=(),
            practitioners=(Practitioner("2", "North", "Children"), Practitioner("3", "", "")),
            window=Window(date(2027, 1, 4), date(2027, 1, 29)),
        )
        days = dict.fromkeys(("opens_on", "due_on", "moderate_by"), date(2027, 1, 4))
        session.add_all(
            AuditMonth(
                month=date(2027, month, 1),
                state=state,
                request=request.to_json(),
                plan="",
                drawn_at=NOW,
                **days,
            )
            for month, state in ((1, "published"), (2, "drawn"))
        )
    made = live_audit("person", "export", LEFT, "about.json")
    assert "2 texts are among them that others wrote." in made.stdout
    told = json.loads(Path("about.json").read_text("utf-8"))
    title = {"table": "action", "row": 1, "column": "title", "text": "Ask Kim Ash"}
    assert title in told["texts in which they are named"]
    assert {"role": "Social Worker"} in told["what their own row said earlier"]
    [drawn] = told["what months were drawn with"]  # a draft is nobody's yet to know
    assert (drawn["month"], drawn["as"], drawn["team"]) == ("2027-01", "practitioner", "North")
    live_audit("person", "export", "kim@council.example", "kim.json")
    assert "texts in which they are named" not in Path("kim.json").read_text("utf-8")


def test_forgetting_is_shown_first_and_then_done(live_audit: Run) -> None:
    assert "would become “Former colleague" in live_audit("person", "forget", LEFT).stdout
    done = live_audit("person", "forget", LEFT, "--apply")
    assert "taken out of 2 texts" in done.stdout
    again = live_audit("person", "forget", LEFT)
    assert "Nobody has the e-mail" in again.stderr


def test_whoever_works_here_is_not_forgotten(live_audit: Run) -> None:
    refused = live_audit("person", "forget", "robin.vale@council.example", "--apply")
    assert refused.exit_code == 1
    assert "still works here" in refused.stderr


def test_what_is_old_is_shown_and_erased_when_asked(live_audit: Run) -> None:
    assert "1 messages sent" in live_audit("retention").stdout
    assert live_audit("retention", "--apply").stdout.endswith("Erased.\n")
    assert "0 messages sent" in live_audit("retention").stdout


def test_whose_account_was_closed_without_the_roster_is_told_before_they_are_forgotten(
    live_audit: Run,
) -> None:
    long_ago = (NOW - timedelta(days=900)).date()
    closed = {"on_roster": False, "left_slack": True}
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        session.add_all([
            Person(name="Jo Hale", email="jo@council.example", left_slack_on=long_ago, **closed),
            Person(name="Lee Ford", **closed),
        ])  # fmt: skip
    told = live_audit("retention").stdout
    assert "2 people who have left, made nobody in particular, kept 24 months\n" in told
    assert "  1 of them by the day their Slack account was closed: not on the roster\n" in told
    assert "  not 1 more whose Slack account is closed, without a last day: import" in told
    would = live_audit("person", "forget", "jo@council.example").stdout
    assert f"Jo Hale, whose Slack account was closed on {long_ago:%a}" in would
    assert "would become “Former colleague" in would
    live_audit("retention", "--apply")
    assert "0 people who have left" in live_audit("retention").stdout


def test_while_there_is_a_legal_hold_nothing_goes(live_audit: Run) -> None:
    with Path(".env").open("a", encoding="utf-8") as file:
        file.write("LEGAL_HOLD=yes\n")
    for command in (("retention", "--apply"), ("person", "forget", LEFT, "--apply"), ("redact",)):
        refused = live_audit(*command, typed="kim ash\ny\n")
        assert refused.exit_code == 1, command
        assert refused.stderr == (
            "LEGAL_HOLD is yes, so nothing is erased. Once the hold is lifted, set it to no and "
            "try again.\n"
        )
    assert "would become" in live_audit("person", "forget", LEFT).stdout
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        assert session.scalars(select(Person.name).where(Person.email == LEFT)).all() == ["Kim Ash"]
        assert session.scalars(select(Action.title)).all() == ["Ask Kim Ash"]
        assert len(session.scalars(select(Message)).all()) == 1


def test_words_are_taken_out_after_a_question(live_audit: Run) -> None:
    assert live_audit("redact", typed="kim ash\nn\n").exit_code == 1
    done = live_audit("redact", typed="kim ash\ny\n")
    assert "Removed." in done.stdout
    assert "kim ash" not in done.stdout.lower()
    assert "They stand nowhere." in live_audit("redact", typed="kim ash\n").stdout
    assert "Give 4 characters" in live_audit("redact", typed="ki\n").stderr


def test_who_sees_what_is_listed_with_its_cause(live_audit: Run) -> None:
    told = " ".join(live_audit("access").stdout.split())
    assert "Robin Vale" in told
    assert "LEADS in the settings" in told
    assert "Alex Moss" not in told


def test_of_what_was_erased_nothing_stands_in_the_files_that_a_bot_has_open(
    live_audit: Run,
) -> None:
    with closing(connect("sqlite:///bot.db")) as bots, bots.engine.connect():
        live_audit("redact", typed="ask kim\ny\n")
        live_audit("person", "forget", LEFT, "--apply")
        held = b"".join(file.read_bytes() for file in Path().glob("bot.db*")).lower()
    assert not [words for words in (b"ask kim", b"kim ash", b"kim.ash") if words in held]


def test_who_erased_what_is_written_down_told_and_printed_by_verify(
    live_audit: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUDO_USER", "sam.birch")
    monkeypatch.setenv("USER", "somebody.else")
    ours = typed_here()
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        seal(session, NOW)
    live_audit("redact", typed="ask kim\nn\n")  # only looked
    live_audit("person", "forget", LEFT)
    assert "Erased" not in live_audit("verify").stdout
    live_audit("redact", typed="ask kim\ny\n")
    live_audit("person", "forget", LEFT, "--apply")
    live_audit("retention", "--apply")

    whole = live_audit("verify")
    assert (whole.exit_code, whole.stderr) == (0, "")
    erased, _, typed = whole.stdout.partition("\nErased, ")[2].partition("\n\nDone at the server")
    assert f"people changed, by {ours}, on " in typed
    heading, redacted, forgotten, old = erased.splitlines()
    assert heading == "of which nothing is kept but this:"
    assert re.fullmatch(rf"  .* UTC, by {ours} at the server: words, in \d+ rows?", redacted)
    assert f", by {ours} at the server: Former colleague 2, of somebody" in forgotten
    assert f"  messages sent, and which reminder was in which, by {ours} at the server: 1" in old


def test_each_administrator_hears_that_words_or_somebody_were_erased(live_audit: Run) -> None:
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        admin = session.get_one(Person, 3)
        admin.is_admin, admin.slack_id = True, "U03"
    live_audit("redact", typed="ask kim\ny\n")
    live_audit("person", "forget", LEFT, "--apply")
    live_audit("retention", "--apply")
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        erased = select(Message).where(Message.kind == "erased").order_by(Message.id)
        told = session.scalars(erased).all()
        assert [message.person_id for message in told] == [3, 3]  # each administrator, each time
        events = session.scalars(select(CouncilEvent).where(CouncilEvent.kind == "erased"))
        assert [one.changes["by"][1] for one in events] == [typed_here()] * 3


def test_whatever_is_typed_at_the_server_says_under_which_account(live_audit: Run) -> None:
    live_audit("people", "account", "alex.moss@council.example", "U0123AB")
    live_audit("export", "plan.csv")
    live_audit("person", "export", LEFT, "about.json")
    assert typed_here() not in Path("about.json").read_text("utf-8")
    with closing(connect("sqlite:///bot.db")) as database, database.read() as session:
        events = session.scalars(select(CouncilEvent).order_by(CouncilEvent.id)).all()
        assert [one.changes["by"][1] for one in events] == [typed_here()] * 3


def test_words_by_which_the_history_is_read_can_be_redacted_too(live_audit: Run) -> None:
    with closing(connect("sqlite:///bot.db")) as database, database.begin() as session:
        seal(session, NOW)
        session.execute(update(Person).where(Person.id == 3).values(works="1"))
    live_audit("verify", "--accept", "person 3", "--why", "Accepted by us")
    live_audit("redact", typed="ask kim\ny\n")
    assert "words, in" in live_audit("verify").stdout
    for words in ("accepted", "erasure", "person"):
        live_audit("redact", typed=f"{words}\ny\n")
    whole = live_audit("verify")
    assert (whole.exit_code, whole.stderr) == (0, "")
    assert "Why: [removed] by us" in whole.stdout


def test_where_somebody_still_reads_what_was_there_it_is_said(live_audit: Run) -> None:
    with closing(connect("sqlite:///bot.db")) as bots, bots.look() as reader:
        reader.execute(select(Person.id)).all()
        done = live_audit("redact", typed="kim ash\ny\n")
    assert done.exit_code == 0
    assert "may still hold what was erased" in done.stderr
