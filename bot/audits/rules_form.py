"""Takes the rules of live audits in two steps: the effect first, and then they are saved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.audits import rules_view as form
from bot.audits.draw_words import trial_words
from bot.audits.fields import Filled, filled
from bot.audits.forms_opening import rules_form
from bot.audits.rule_words import effect
from bot.audits.service_rules_view import AS_COUNCIL, NONE, field_name
from bot.context import Body, ContextFactory, RepeatedError
from bot.slack.errors import log_only, words_for
from bot.slack.filled import FieldsError
from bot.slack.view_state import ViewState
from db.audits import rules
from db.permissions import Permission, require
from jobs.audits import settings
from jobs.audits.trying import tried
from jobs.context import CouncilContext
from jobs.rules.audit_rules import RulesError, kept
from jobs.rules.audit_services import COUNCIL_ALONE, OWN_RULES, RuleSets

MOST_CARRIED = 3000  # characters of private_metadata, https://docs.slack.dev/reference/views
TOO_LONG = (
    "That is more than Slack carries from one window to the next: save the themes and the reasons "
    "one after the other, or set them in the rules file."
)


@dataclass(frozen=True)
class RulesForm:
    """Shows what changed rules would do before it keeps them."""

    contexts: ContextFactory

    def register(self, app: App) -> None:
        """Listen for the form, for the choice of a service in it, and for its preview."""
        app.action(form.PICKER)(self.chosen)
        app.view("audit_rules")(self.previewed)
        app.view("audit_rules_sure")(self.saved)

    def chosen(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show another set of rules in the same form."""
        ack()
        try:
            with self.contexts.open(body) as ctx:
                service = form.picked(body["actions"][0]["selected_option"]["value"])
                view = rules_form(service, ViewState.read(body["view"]), ctx)
        except RepeatedError:
            return
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            view = form.refused(words_for(error))
        _put(client, view, view_id=body["view"]["id"], hash=body["view"]["hash"])

    def previewed(self, ack: Ack, client: WebClient, body: Body) -> None:
        """Show the effect, the next month's draw among it; nothing is saved."""
        about = ViewState.read(body["view"])
        service = str(about.kept.get("service", ""))
        try:
            with self.contexts.open(body) as ctx:
                require(ctx.person, Permission.RULES)
                old = settings.rule_sets(ctx.session)
                given = filled(body["view"], ctx.today, _unguarded(service))
                new = read_rules(given, service, old)
        except FieldsError as error:
            ack(response_action="errors", errors=error.problems)
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="errors", errors={_first(service): words_for(error)})
        else:
            # A large council takes longer to draw than the three seconds Slack waits.
            ack(response_action="update", view=form.trying())
            view = self._preview(service, old, new, about)
            _put(client, view, view_id=body["view"]["id"])

    def saved(self, ack: Ack, body: Body) -> None:
        """Keep what was previewed."""
        try:
            with self.contexts.open(body) as ctx:
                carried = ViewState.read(body["view"]).kept
                service, values = str(carried["service"]), carried["values"]
                old = settings.rule_sets(ctx.session)
                new = _with(old, service, values)
                keep = new.own_of(service) if service else kept(new.council)
                rules.change(ctx, keep, service)
        except RepeatedError:
            ack()
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            ack(response_action="update", view=form.refused(words_for(error)))
        else:
            ack(response_action="update", view=form.saved())

    def _preview(
        self, service: str, old: RuleSets, new: RuleSets, about: ViewState
    ) -> dict[str, Any]:
        try:
            changes = effect(old, new)
            with self.contexts.database.read() as session:
                council, now = self.contexts.council, self.contexts.now()
                trials = tried(CouncilContext(session, None, now, council), old, new)
        except Exception as error:  # noqa: BLE001  (words_for logs all that is not a refusal)
            return form.refused(words_for(error))
        carried = {"service": service, "values": _changed(service, old, new)}
        about = replace(about, kept=carried)
        if len(about.metadata()) > MOST_CARRIED:
            return form.refused(TOO_LONG)
        return form.preview(changes, trial_words(trials, council.commands.audit), about)


def _put(client: WebClient, view: dict[str, Any], **place: str) -> None:
    """Show a view in the window; one that was closed or changed since has nobody to tell."""
    try:
        client.views_update(view=view, **place)
    except SlackApiError as error:
        log_only(error)


def read_rules(given: Filled, service: str, old: RuleSets) -> RuleSets:
    """Return the rules with what was filled in; FieldsError naming each that is wrong.

    What the form does not ask stays as it was in `old`.
    """
    values = _own_values(given, service) if service else _values(given)
    try:
        return _with(old, service, values)
    except RulesError as error:
        raise FieldsError(_by_field(error.problems, service)) from error


def _with(old: RuleSets, service: str, values: Mapping[str, Any]) -> RuleSets:
    if service:
        return old.with_service(service, values)
    return old.with_council(kept(old.council) | dict(values))


def _changed(service: str, old: RuleSets, new: RuleSets) -> Mapping[str, Any]:
    """Return what is to be kept: all a service has of its own, or what changes of the council's."""
    if service:
        return new.own_of(service)
    before, after = kept(old.council), kept(new.council)
    return {name: value for name, value in after.items() if value != before[name]}


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


def _own_values(given: Filled, service: str) -> dict[str, Any]:
    """Return what a service has of its own: what is empty is as the council's."""
    found: dict[str, Any] = {}
    for name in OWN_RULES:
        field = field_name(name, service)
        text, many = given.text(field).strip(), given.many(field)
        if many:
            found[name] = _chosen(name, field, many)
        elif text and text != AS_COUNCIL:
            found[name] = _own_value(name, text)
    return found


def _own_value(name: str, text: str) -> object:
    if name in form.NUMBERS:
        return _number(text)
    if name in form.LISTS:
        return _rows(text)
    return "" if name == form.PATTERN and text.lower() == NONE else text


def _chosen(name: str, field: str, many: tuple[str, ...]) -> list[int] | list[str]:
    if NONE in many and len(many) > 1:
        raise FieldsError({field: "Choose either none or some, not both."})
    some = [each for each in many if each != NONE]
    return [int(number) for number in some] if name == "months_off" else some


def _number(text: str) -> int | str:
    words = text.strip()
    return int(words) if words.isascii() and words.isdigit() else text


def _rows(text: str) -> list[str]:
    return [row.strip() for row in text.splitlines() if row.strip()]


def _unguarded(service: str) -> tuple[str]:
    return (_field(form.PATTERN, service),)


def _first(service: str) -> str:
    return _field(next(name for name in form.NUMBERS if name not in COUNCIL_ALONE), service)


def _field(rule: str, service: str) -> str:
    return field_name(rule, service) if service else rule


def _by_field(problems: list[str], service: str) -> dict[str, str]:
    """Return each problem by the rule its sentence begins with; another service's by the first."""
    found: dict[str, str] = {}
    for problem in problems:
        name = problem.split(maxsplit=1)[0]
        field = _field(name, service) if name in OWN_RULES or not service else ""
        known = name in (*OWN_RULES, *COUNCIL_ALONE)
        found.setdefault(field if known and field else _first(service), problem)
    return found
