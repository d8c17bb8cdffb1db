"""Carries out the forms about an action's end."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.context import Visit
from bot.signoff import verbs as ending_answers
from bot.signoff.forms_view import CHECK
from bot.slack.blocks import Answer
from db.models import Action

Fields = Mapping[str, str]
MAIN_FIELDS: Mapping[str, str] = {
    "sign": "evidence",
    "return": "why",
    "defer": "until",
    "drop": "why",
    "signer": "signer",
}


def _sign(fields: Fields, action: Action, visit: Visit) -> Answer:
    checks = fields.get("check") == CHECK
    return ending_answers.sign(action, fields["evidence"], fields["note"], visit, checks=checks)


def _return(fields: Fields, action: Action, visit: Visit) -> Answer:
    return ending_answers.send_back(action, fields["why"], visit)


def _defer(fields: Fields, action: Action, visit: Visit) -> Answer:
    until = date.fromisoformat(fields["until"]) if fields["until"] else None
    return ending_answers.defer(action, until, fields["why"], visit)


def _drop(fields: Fields, action: Action, visit: Visit) -> Answer:
    return ending_answers.drop(action, fields["why"], visit)


def _signer(fields: Fields, action: Action, visit: Visit) -> Answer:
    to = ending_answers.chosen(fields["signer"], visit)
    return ending_answers.choose_signer(action, to, visit)


ENDING_WORK: Mapping[str, Callable[[Fields, Action, Visit], Answer]] = {
    "sign": _sign,
    "return": _return,
    "defer": _defer,
    "drop": _drop,
    "signer": _signer,
}
