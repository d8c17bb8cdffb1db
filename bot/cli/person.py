"""`live-audit person …`: what is held on somebody, and making nobody of them."""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.account import typed_work
from bot.cli.speak import (
    database_or_fail,
    erasing_or_fail,
    fail,
    refuse_under_hold,
    today_here,
)

if TYPE_CHECKING:
    from db.models import Person
    from db.people.about import Held
    from db.session import Session

IN_DRAWS = "what months were drawn with"
app = typer.Typer(help="What is held on one person.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The person's e-mail, as on the roster.")]


@app.command("export")
def export_person(
    email: Email, file: Annotated[Path, typer.Argument(help="The JSON file to write.")]
) -> None:
    """Write down what is held on somebody: rows, texts that name them, draws, looks at grades.

    Of other people rows tell the role alone, of those who looked the name. Texts may tell more.
    """
    from db.council_events import exported
    from db.people.about import as_json
    from db.people.naming import TEXTS

    with database_or_fail() as database, database.begin() as session:
        found = _person_or_fail(session, email)
        exported(typed_work(session), "about a person", about=found)
        held = _held(session, found)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(as_json(held))
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"{sum(map(len, held.values()))} rows under {len(held)} headings are in {file}.")
    if TEXTS in held:
        typer.echo(
            f"{len(held[TEXTS])} texts are among them that others wrote. They may tell of other "
            "people, or what this person may not know: read them before you give the file away."
        )


@app.command("forget")
def forget_person(
    email: Email,
    apply: Annotated[bool, typer.Option("--apply", help="Do it; it cannot be undone.")] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", help="A word of their name that goes wherever it stands alone."),
    ] = None,
) -> None:
    """Make nobody of somebody who has left, everywhere, with every figure left as it is.

    Texts with a first name or a surname alone are listed: --also takes that word out of them.
    """
    from db.people.forgetting import forget, refuse_unless_left

    if apply:
        refuse_under_hold()
    with erasing_or_fail() as database, database.begin() as session:
        found = _person_or_fail(session, email)
        name = found.name
        refuse_unless_left(session, found, today_here())
        if not apply:
            would = f"would become “Former colleague {found.id}”. Add --apply to do it."
            typer.echo(f"{name}{_by_account(found)} {would}")
            for line in _in_part(session, found):
                typer.echo(line)
            return
        texts = forget(typed_work(session), found, _of_their_name(found, also or ()))
        typer.echo(f"{name} is now “{found.name}”; the name was taken out of {texts} texts.")


def _in_part(session: "Session", person: "Person") -> Iterator[str]:
    """Yield the texts with a word of somebody's name alone, and how that word is taken out."""
    from db.people.naming import called_so_too, named_in_part

    texts = groupby(named_in_part(session, person), key=lambda one: one.word)
    for word, found in texts:
        yield f"“{word}” stands alone in these texts, and would stay there:"
        yield from (f"  {one.table} {one.row}: {one.text}" for one in found)
        others = ", ".join(one.name for one in called_so_too(session, person, word))
        yield f"Do they mean this person? --also {word} takes it out of all of them."
        if others:
            yield f"It would go where it means {others}, too."


def _of_their_name(person: "Person", words: Sequence[str]) -> Sequence[str]:
    """Return words that are to go as well; end where one is no word of the name."""
    from db.people.naming import parts_of

    for word in words:
        if word not in parts_of(person):
            fail(
                f"“{word}” is no word of {person.name}'s name.",
                "`live-audit redact` takes other words out.",
            )
    return words


def _held(session: "Session", person: "Person") -> "Held":
    from bot.people.about_me import rows_about
    from db.people.naming import naming
    from jobs.audits.in_draws import in_draws

    drawn = [*in_draws(session, person)]
    named = naming(session, person)
    return {**rows_about(session, person), **named, **({IN_DRAWS: drawn} if drawn else {})}


def _by_account(person: "Person") -> str:
    """Say of whoever the roster does not have when they left, as far as is known."""
    on = None if person.ends_on else person.left_slack_on
    return f", whose Slack account was closed on {on:%a} {on.day} {on:%b %Y}," if on else ""


def _person_or_fail(session: "Session", email: str) -> "Person":
    from db.people.queries import by_email

    found = by_email(session, email.strip().lower())
    if found is None:
        fail(f"Nobody has the e-mail {email}.")
    return found
