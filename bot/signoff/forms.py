"""Carries out the forms about an action's end."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.signoff import verbs as ending_answers
from bot.signoff.forms_view import CHECK
from bot.slack.blocks import Answer
from db.models import Action
from jobs.context import RequestContext

Fields = Mapping[str, str]
MAIN_FIELDS: Mapping[str, str] = {
    "sign": "evidence",
    "return": "why",
    "defer": "until",
    "drop": "why",
    "signer": "signer",
}


def _sign(fields: Fields, action: Action, ctx: RequestContext) -> Answer:
    checks = fields.get("check") == CHECK
    return ending_answers.sign(action, fields["evidence"], fields["note"], ctx, checks=checks)


def _return(fields: Fields, action: Action, ctx: RequestContext) -> Answer:
    return ending_answers.send_back(action, fields["why"], ctx)


def _defer(fields: Fields, action: Action, ctx: RequestContext) -> Answer:
    until = date.fromisoformat(fields["until"]) if fields["until"] else None
    return ending_answers.defer(action, until, fields["why"], ctx)


def _drop(fields: Fields, action: Action, ctx: RequestContext) -> Answer:
    return ending_answers.drop(action, fields["why"], ctx)


def _signer(fields: Fields, action: Action, ctx: RequestContext) -> Answer:
    to = ending_answers.chosen(fields["signer"], ctx)
    return ending_answers.choose_signer(action, to, ctx)


ENDING_WORK: Mapping[str, Callable[[Fields, Action, RequestContext], Answer]] = {
    "sign": _sign,
    "return": _return,
    "defer": _defer,
    "drop": _drop,
    "signer": _signer,
}
