"""Takes the rules of live audits in two steps: the effect first, and then they are saved."""

from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App

from bot.desk import Body, Desk, RepeatedError
from bot.explain import words_for
from bot.interactions.audit_fields import Filled, filled
from bot.interactions.forms import FieldsError
from bot.messages import audit_rules_form as form
from bot.messages.audit_forms import About
from db import audit_rules
from db.audit_permissions import Verb, require
from jobs.audits import settings
from jobs.rules.audit_rules import AuditRules, RulesError, effect, kept, read


@dataclass(frozen=True)
class RulesForm:
    """Shows what changed rules would do before it keeps them."""

    desk: Desk

    def register(self, app: App) -> None:
        """Listen for the form and for its preview."""
        app.view("audit_rules")(self.previewed)
        app.view("audit_rules_sure")(self.saved)

    def previewed(self, ack: Ack, body: Body) -> None:
        """Show the effect; nothing is saved."""
        try:
            with self.desk.visit(body) as visit:
                require(visit.person, Verb.RULES)
                old = settings.rules_of(visit.session)
                new = read_rules(filled(body["view"], visit.today, PATTERN), old)
                changed = _changed(old, new)
        except FieldsError as error:
            ack(response_action="errors", errors=error.problems)
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={FIRST: words_for(error)})
        else:
            about = About.read(body["view"])
            view = form.preview(effect(old, new), changed, replace(about, kept={}))
            ack(response_action="update", view=view)

    def saved(self, ack: Ack, body: Body) -> None:
        """Keep what was previewed."""
        try:
            with self.desk.visit(body) as visit:
                old = settings.rules_of(visit.session)
                new = read(kept(old) | dict(About.read(body["view"]).kept))
                audit_rules.change(visit.session, kept(new), visit.person, visit.at)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="update", view=form.refused(words_for(error)))
        else:
            ack(response_action="update", view=form.saved())


FIRST = "quota"
PATTERN = ("case_number_pattern",)


def read_rules(given: Filled, old: AuditRules) -> AuditRules:
    """Return the rules that were filled in; FieldsError naming each that is wrong.

    What the form does not ask stays as it was in `old`.
    """
    try:
        return read(kept(old) | _values(given))
    except RulesError as error:
        raise FieldsError(_by_field(error.problems)) from error


def _values(given: Filled) -> dict[str, Any]:
    numbers = {name: _number(given.text(name)) for name in form.NUMBERS}
    lists = {name: _rows(given.text(name)) for name in form.LISTS}
    words = {name: given.text(name) for name in (*form.CHOICES, *form.TEXTS)}
    return {
        **numbers,
        **lists,
        **words,
        "months_off": [int(number) for number in given.many("months_off")],
        "inadequate_grades": list(given.many("inadequate_grades")),
    }


def _number(text: str) -> int | str:
    words = text.strip()
    return int(words) if words.isascii() and words.isdigit() else text


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]


def _by_field(problems: list[str]) -> dict[str, str]:
    """Return each problem by the rule its sentence begins with."""
    found: dict[str, str] = {}
    for problem in problems:
        name = problem.split(maxsplit=1)[0]
        found.setdefault(name if name in AuditRules.model_fields else FIRST, problem)
    return found


def _changed(old: AuditRules, new: AuditRules) -> dict[str, Any]:
    before, after = kept(old), kept(new)
    return {name: value for name, value in after.items() if value != before[name]}
