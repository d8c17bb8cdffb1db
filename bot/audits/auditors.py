"""The chosen auditors, whom nobody has audited lately, and who is away."""

import re
from collections.abc import Sequence
from typing import Final

from bot.audits import coverage_view, draw_view
from bot.audits.verb import AuditCommand, AuditForm, below
from bot.people import absences
from bot.slack.blocks import Answer, Block, field_, option, person_picker, select
from bot.slack.buttons import asks_for
from bot.slack.filled import Filled
from bot.slack.parsing import MENTION
from bot.slack.registry import Request
from bot.slack.view_state import ViewState
from bot.vocabulary import our
from db.audits import auditor_pool
from db.audits.coverage import coverage
from db.people import queries as people
from db.permissions import Permission, require
from jobs.audits import settings
from jobs.context import RequestContext
from jobs.digest.digest import THREE_MONTHS
from jobs.rules.months import months_before

MOST_AUDITS: Final = 10  # of one auditor in a month, where it is chosen in the form


class ListAuditors(AuditCommand):
    """`auditors`, and what changes the list: `auditors add @person quota 2`."""

    name = "auditors"
    synonyms = ("auditor",)
    example = "auditors add @person quota 2"
    summary = "adds somebody to the list; remove takes them off"
    for_leads = True

    @classmethod
    def read(cls, rest: str, command: str) -> Request:
        if not rest or rest.lower() == "list":
            return cls()
        added = re.fullmatch(
            rf"add\s+{MENTION}(?:\s+(?:quota\s+)?(?P<quota>\d{{1,2}}))?", rest, re.IGNORECASE
        )
        if added:
            return AddAuditor(added["person"], int(added["quota"]) if added["quota"] else None)
        removed = re.fullmatch(rf"(?:remove|drop)\s+{MENTION}", rest, re.IGNORECASE)
        if removed:
            return RemoveAuditor(removed["person"])
        raise cls.wrong(f"Add somebody to the list of {our.auditors} or remove them.", command)

    def run(self, ctx: RequestContext) -> Answer:
        seats = auditor_pool.auditors(ctx.session, ctx.today)
        sets = settings.rule_sets(ctx.session)
        quotas = {seat.id: sets.of(settings.service_of(seat.person)).quota for seat in seats}
        return draw_view.auditors(seats, quotas, ctx)


class AddAuditor(Request):
    """`auditors add @person quota 2`; no quota is what the rules say."""

    person: str
    quota: int | None = None

    def run(self, ctx: RequestContext) -> Answer:
        person = people.mentioned(ctx.session, self.person)
        auditor_pool.add_auditor(ctx, person, self.quota, starts_on=ctx.today)
        return ListAuditors().run(ctx)


class RemoveAuditor(Request):
    """`auditors remove @person`."""

    person: str

    def run(self, ctx: RequestContext) -> Answer:
        person = people.mentioned(ctx.session, self.person)
        auditor_pool.remove_auditor(ctx, person)
        return ListAuditors().run(ctx)


class AuditorForm(AuditForm):
    """Asks who joins the list of auditors, and with how many audits a month."""

    name = "auditor"
    title, submit_label = f"Add {our.auditor:a}", "Add"
    main_field = "person"

    def blocks(self, state: ViewState, ctx: RequestContext) -> Sequence[Block]:
        require(ctx.person, Permission.AUDITORS)
        quotas = [option(str(number), str(number)) for number in range(MOST_AUDITS + 1)]
        quota = select("As the rules", quotas)
        return [
            field_("person", "Who?", person_picker()),
            field_("quota", f"{our.audits:C} a month", quota, optional=True),
        ]

    def submit(self, given: Filled, state: ViewState, ctx: RequestContext) -> Answer:
        quota = given.number("quota") if given.text("quota") else None
        return AddAuditor(given.text("person"), quota).run(ctx)


class NotSeen(AuditCommand):
    """`coverage`."""

    only_looks = True

    name = example = "coverage"
    summary = f"teams and {our.practitioners} not seen for three months"
    for_leads = True

    def run(self, ctx: RequestContext) -> Answer:
        require(ctx.person, Permission.COVERAGE)
        since = months_before(ctx.today, THREE_MONTHS)
        return coverage_view.coverage(coverage(ctx.session, ctx.today, since))


class AuditorAway(absences.Away):
    """`away`, as this command's help tells it."""

    synonyms = ("leave",)
    help_example = ""
    summary = "add: can finish, to keep what they have"


class AuditorBack(absences.Back):
    """`back`, as this command's help tells it."""

    help_example = ""
    summary = "back early, or not away after all"


FORMS: Final = (AuditorForm(),)
BUTTONS: Final = (
    *(form.button() for form in FORMS),
    below("audit_auditors", asks_for(ListAuditors)),
    below("audit_coverage", asks_for(NotSeen)),
)
