"""Every verb, form and button there is: the one list from which all surfaces are made."""

from typing import Final

from bot.signoff import deferral
from bot.signoff import verbs as signoff
from bot.slack.buttons import Button
from bot.slack.forms import Form
from bot.slack.registry import Command

ACTION_VERBS: Final[tuple[type[Command], ...]] = (*signoff.VERBS, *deferral.VERBS)
FORMS: Final[dict[str, Form]] = {form.name: form for form in (*signoff.FORMS, *deferral.FORMS)}
BUTTONS: Final[tuple[Button, ...]] = (*signoff.BUTTONS, *deferral.BUTTONS)
