"""`live-audit audit …`: the rules of live audits, and the draw of a month."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.account import typed_here
from bot.cli.speak import (
    content_or_fail,
    database_or_fail,
    fail,
    month_or_fail,
    now_here,
    settings_or_fail,
)

if TYPE_CHECKING:
    from db.context import WorkContext
    from db.models import AuditMonth
    from db.session import Session
    from jobs.audits.days_away import CheckedBefore
    from jobs.audits.drawing import Replay
    from jobs.audits.plan import PlanSeen
    from jobs.context import CouncilContext
    from jobs.rules.audit_services import RuleSets

app = typer.Typer(help="Live audits: their rules, and a month's draw.", no_args_is_help=True)


@app.command()
def rules(
    file: Annotated[Path | None, typer.Argument(help="The rules, a TOML file.")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show it.")] = False,
) -> None:
    """Show the rules that hold, or what a file would change; with --apply, change them.

    A rule that the file does not name has its default. A section such as [services."Fostering"]
    has the rules of one service: what it does not name is as the council's.
    """
    if file is None:
        _show_rules()
    else:
        _change_rules(_values(file), apply=apply)


@app.command()
def draw(
    month: Annotated[str, typer.Argument(help="The month: 2027-01")],
    replay: Annotated[
        bool, typer.Option("--replay", help="Draw again from what was kept, and change nothing.")
    ] = False,
) -> None:
    """Draw a month's audits and show the plan with its proof; nobody is told."""
    first = month_or_fail(month, "2027-01")
    if replay:
        _replay(first)
    else:
        _draw(first)


@app.command()
def sample(
    file: Annotated[Path, typer.Argument(help="The sheet of cases: .xlsx or .csv.")],
    month: Annotated[str, typer.Option("--month", help="The month: 2027-01")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Do it; without, only show it.")] = False,
) -> None:
    """Show what a month's sample of cases would do; with --apply, keep it.

    Of the sheet's columns Line, Practitioner or Team, Second practitioner, Theme and Case number
    are read, and no others. A case number is kept as a fingerprint alone.
    """
    _take_sample(file, month_or_fail(month, "2027-01") if month else None, apply=apply)


@contextmanager
def _council() -> "Iterator[CouncilContext]":
    """Open a unit of work of the council, as whoever types the command; end where it is refused."""
    from bot.main import council_of
    from jobs.context import CouncilContext

    council = council_of(settings_or_fail())
    with database_or_fail() as database, database.begin() as session:
        yield CouncilContext(session, None, now_here(), council, by=typed_here())


def _take_sample(path: Path, month: date | None, *, apply: bool) -> None:
    from bot.audits.sample_view import preview_words, problem_lines
    from jobs.audits import sample as samples
    from jobs.plan.tables import PlanFile

    sheet = content_or_fail(path, "Give the name of a sheet: sample.xlsx")
    handed = [PlanFile(path.name, sheet)]
    with _council() as ctx:
        wanted = month or samples.month_of(ctx.session, ctx.council.day_of(ctx.now))
        shown = samples.preview(ctx.session, wanted, handed, ctx.council.case_key)
        if apply:
            samples.take(ctx, wanted, shown.sheet)
        for line in [*preview_words(shown), *problem_lines(shown.sheet.problems)]:
            typer.echo(line)
    _confirm(is_changed=bool(shown.sheet.lines), apply=apply)


def _show_rules() -> None:
    from bot.audits.rule_words import set_sentences
    from jobs.audits.settings import rule_sets

    with database_or_fail() as database, database.read() as session:
        sets = rule_sets(session)
    for sentence in set_sentences(sets):
        typer.echo(sentence)


def _change_rules(values: Mapping[str, Any], *, apply: bool) -> None:
    from bot.audits.rule_problems import problem_words
    from db.audits import rules as audit_rules
    from jobs.audits.settings import rule_sets
    from jobs.rules.audit_rules import RulesError
    from jobs.rules.audit_services import read_file

    with _council() as ctx:
        try:
            new = read_file(values, audit_rules.services(ctx.session))
        except RulesError as error:
            fail(*map(problem_words, error.problems), "Nothing was changed.")
        old = rule_sets(ctx.session)
        changes = _changes(ctx, old, new)
        for sentence in changes or ["These are the rules that hold already."]:
            typer.echo(sentence)
        if apply and changes:
            _keep(ctx, old, new)
    _confirm(is_changed=bool(changes), apply=apply)


def _changes(ctx: "CouncilContext", old: "RuleSets", new: "RuleSets") -> list[str]:
    from bot.audits.draw_words import trial_words
    from bot.audits.rule_words import effect
    from jobs.audits.trying import tried

    changes = effect(old, new)
    trial = trial_words(tried(ctx, old, new), ctx.council.commands.audit) if changes else []
    return [*changes, *trial]


def _confirm(*, is_changed: bool, apply: bool) -> None:
    if is_changed:
        typer.echo("Changed." if apply else "Nothing is changed yet: add --apply to do it.")


def _keep(ctx: "WorkContext", old: "RuleSets", new: "RuleSets") -> None:
    from db.audits import rules as audit_rules
    from jobs.rules.audit_rules import kept

    audit_rules.change(ctx, kept(new.council))
    for service in {*old.own, *new.own}:
        if old.own_of(service) != new.own_of(service):
            audit_rules.change(ctx, new.own_of(service), service)


def _values(file: Path) -> Mapping[str, Any]:
    import tomllib

    content = content_or_fail(file, "Give the name of a TOML file: rules.toml")
    try:
        return tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fail(f"{file} is not TOML: {error}. A rule is a line like this: quota = 2")


def _draw(month: date) -> None:
    from bot.audits.draw_words import no_plan_words
    from jobs.audits.drawing import draw_month
    from jobs.audits.plan import NotDrawn

    with _council() as ctx:
        drawn = draw_month(ctx, month)
        if isinstance(drawn, NotDrawn):
            fail(*no_plan_words(drawn.why, drawn.names, ctx.council.commands.audit))
        _show_pairs(ctx.session, drawn.audit_month)
        _show_plan(drawn.seen)


def _replay(month: date) -> None:
    from db.audits import queries as audits
    from jobs.audits.drawing import replay
    from jobs.audits.plan import look_at

    with database_or_fail() as database, database.read() as session:
        again = replay(session, month)
        audit_month = audits.month_for(session, month)
        if audit_month is not None:
            _show_pairs(session, audit_month)
            if again.before is None:
                _show_plan(look_at(session, audit_month))
    _show_verdict(again)


def _show_pairs(session: "Session", audit_month: "AuditMonth") -> None:
    """Print who meets whom, and why."""
    from bot.audits.case_words import case_words
    from bot.audits.draw_words import why_words
    from db.audits import queries as audits

    for one in audits.of_month(session, audit_month.id):
        day = f"{one.proposed_on:%a %-d %b}" if one.proposed_on else "no day"
        typer.echo(f"{one.reference}  {day}  {one.auditor.name} with {one.practitioner.name}")
        typer.echo(f"    {why_words(one.reason)}")
        if case_words(one):
            typer.echo(f"    {case_words(one)}")


def _show_plan(seen: "PlanSeen") -> None:
    """Print how fair a plan is, and its fingerprint."""
    from bot.audits.draw_words import plan_words

    told = plan_words(seen)
    for sentence in (*told.fairness, *told.notes, *told.left_out):
        typer.echo(sentence)
    typer.echo(f"Plan: SHA-256 {seen.plan.digest}")


def _show_verdict(again: "Replay") -> None:
    if again.before:
        _show_what_is_left(again.problems, again.before)
        return
    if not again.same:
        fail("Drawn again from what was kept, this is NOT the plan that comes out.")
    if again.problems:
        fail(*again.problems)
    typer.echo("Drawn again from what was kept, the very same plan comes out.")
    typer.echo("The independent checker agrees: no rule is broken, and no plan is better.")


def _show_what_is_left(problems: Sequence[str], before: "CheckedBefore") -> None:
    """Say what can be known of a draw that is kept without days away."""
    on = f"{before.on:%a} {before.on.day} {before.on:%b %Y}"
    typer.echo(
        f"On {on} days away were too old to be kept, and went from what this month was drawn with. "
        "So it cannot be drawn again, and who was there, how fair it was and whether another plan "
        "was better cannot be shown any more. Just before, the independent checker found that"
    )
    typer.echo(
        f"{before.problems} things were wrong with it."
        if before.problems
        else "no rule was broken, and no plan was better. The history has that, sealed."
    )
    if problems:
        fail(*problems)
    typer.echo(
        "What can still be checked holds: who may meet whom, how often, and what was pinned."
    )
