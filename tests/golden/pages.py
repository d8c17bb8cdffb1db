"""What people read besides messages, a page a kind: help, refusals, buttons, forms."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from bot.refusals import WORDS, refusal_words
from bot.registry import ACTIONS, AUDITS, STATUS
from bot.slack.command_set import HelpFor
from bot.slack.manifest import DESCRIPTION, LONG_DESCRIPTION
from db.errors import RefusedError
from jobs.context import CommandNames
from tests.bot.delivery.as_read import as_read
from tests.bot.test_refusals import TOLD_OF, Raised
from tests.golden.labels import buttons, forms

NAMES = CommandNames()
SETS = {NAMES.action: ACTIONS, NAMES.audit: AUDITS, NAMES.status_alias: STATUS}


def helps() -> str:
    """Return the help of each command, each part of it."""
    return "\n".join(chain([DESCRIPTION, LONG_DESCRIPTION], _helps()))


def _helps() -> Iterator[str]:
    for command, known in SETS.items():
        for part in ("", "more", "leads"):
            asked = HelpFor(command, NAMES.action, part, is_lead=True)
            yield f"\n## {command} help {part}".rstrip()
            yield as_read(known.help(asked))


def refusals() -> str:
    """Return each refusal from below the bot, with an example of each of its facts."""
    told = {one.kind: refusal_words(_error(one), NAMES) for one in TOLD_OF if one.kind in WORDS}
    return "".join(f"{kind}: {words}\n" for kind, words in sorted(told.items()))


def _error(one: Raised) -> RefusedError:
    """Return it with a name where one stands: only permissions say who may."""
    error = one.error()
    who = {"who": "<who>"} if "who" in error.facts and "permission" not in one.kind else {}
    return RefusedError(one.kind, "", **{**error.facts, **who})


PAGES: Mapping[str, Callable[[], str]] = {
    "help": helps,
    "refusals": refusals,
    "buttons": buttons,
    "forms": forms,
}
