"""What the draw says to people: reasons, refusals and the fairness certificate, as sentences."""

from dataclasses import dataclass
from typing import Final

from bot.capital import capital
from jobs.audits.plan import MonthOff, Names, NoAuditors, NoPlan, PlanSeen
from jobs.audits.re_pairing import MonthOver, RePairing
from jobs.audits.trying import Trial, Trials
from jobs.audits.why_pair import WhyPair
from jobs.rules.deadline_words import MONTH_NAMES
from jobs.rules.draw.answers import (
    BadPin,
    BadPins,
    Blocked,
    Diary,
    Fix,
    TooClose,
    TooManyPairsError,
    Unplaced,
)
from jobs.rules.draw.eligible import MOST_PAIRS
from jobs.rules.draw.fairness import Fairness, LeftOut, OffService
from jobs.rules.draw.model import Blocking, Month, Plan, Reason
from jobs.rules.draw.repair import BadSwap, RePaired

_OTHERWISE_PAIRED: Final = {
    "swapped": "The two auditors agreed to swap.",
    "taken over": "The auditor took it over from the one who was drawn.",
}

A_YEAR: Final = 12
NAMED: Final = 4  # more people than these are counted, not named

APART: Final = {
    "unknown person": "one of them is not on the lists of this draw, or has left",
    "same person": "nobody audits their own work",
    "forbidden": "the lead has ruled this pair out",
    "already held": "their audit of this month has been held",
    "supervisor": "one of them supervises the other",
    "who with whom": "the rules do not let these two teams meet",
    "finish only": "the practitioner takes no new audits",
    "no common day": "they are never at work on the same day of the window",
    "more pins than quota": "the auditor then has more audits than their quota",
    "more pins than audits allowed": "the practitioner then has more audits than the rules allow",
    "not published": "they have no audit with each other in the published plan",
    "same auditor": "both audits have the same auditor",
    "already paired": "they already have an audit with each other this month",
    "pinned": "the lead has fixed this pair",
    "not an auditor": "only somebody on the list of auditors audits",
    "month off": "this month is a month off in the service of one of them",
}
LEFT_OUT: Final = {
    "not at work": "not at work on any day of the window",
    "finish only": "takes no new audits",
    "nobody may audit them": "no auditor with audits to give may audit them under the rules",
    "others waited as long": (
        "every auditor who may audit them has people who have waited as long or longer"
    ),
    "no case on the sheet": "no case of theirs is on the month's sheet",
    "already settled": "their auditors' audits were settled before the draw",
}


@dataclass(frozen=True)
class PlanWords:
    """A month's plan in words, a sentence each.

    `fairness` is the certificate, `notes` what is wanting in the days offered, and `left_out` who
    has no audit this month and why.
    """

    fairness: list[str]
    notes: list[str]
    left_out: list[str]


def plan_words(seen: PlanSeen) -> PlanWords:
    names, fair = seen.names, seen.fairness
    stretched = stretched_words(seen.plan, names)
    return PlanWords(
        fairness=_sentences(*fairness_words(fair, names), stretched or ""),
        notes=_sentences(*diary_words(seen.diary, names)),
        left_out=_sentences(*(left_out_words(left, names) for left in fair.left_out)),
    )


def no_plan_words(why: NoPlan, names: Names, command: str) -> list[str]:
    """Say why a month cannot be drawn; `command` is what /audit is called in this workspace."""
    if isinstance(why, MonthOff):
        return [f"{why.month:%B} is a month off, so nothing is drawn."]
    if isinstance(why, NoAuditors):
        return [
            "Nobody is on the list of auditors: put somebody on it with "
            f"`{command} auditors add @person`."
        ]
    if isinstance(why, TooManyPairsError):
        return [too_many_words(why)]
    if isinstance(why, Blocked):
        return _sentences(blocked_words(why, names))
    return _sentences(*(bad_pin_words(pin, names) for pin in why.pins))


def too_many_words(why: TooManyPairsError) -> str:
    return (
        f"{why.auditors:,} auditors and {why.practitioners:,} practitioners can make "
        f"{why.pairs:,} pairs, and a draw has room for {MOST_PAIRS:,}: let "
        "auditors meet their own service alone, or draw fewer people at once."
    )


def trial_words(trials: Trials, command: str) -> list[str]:
    """Say what the next month would have by other rules, and by those that hold now."""
    before, after = (_trial(one, trials.names, command) for one in (trials.before, trials.after))
    said = [f"{trials.month:%B %Y} by these rules: {after}"]
    if trials.after == trials.before:
        return [*said, "That is what it would be by the rules that hold now."]
    said.append(f"By the rules that hold now: {before}")
    if trials.before.pairs and trials.after.pairs:
        same = len(trials.before.pairs & trials.after.pairs)
        said.append(f"{same} of {_count(len(trials.after.pairs), 'pair')} would be the same.")
    return said


def _trial(trial: Trial, names: Names, command: str) -> str:
    if trial.refusal is not None:
        why = " ".join(no_plan_words(trial.refusal, names, command))
        is_answer = isinstance(trial.refusal, Blocked | BadPins)
        return f"it cannot be drawn. {why}" if is_answer else why
    fair = trial.fairness
    if fair is None:
        return ""
    unreached = sum(left.why == "nobody may audit them" for left in fair.left_out)
    auditors = len({auditor for auditor, _ in trial.pairs})
    parts = [
        _count(auditors, "auditor"),
        _count(fair.audits, "audit"),
        f"{fair.people} of {_count(fair.available, 'practitioner')} audited",
        f"{_count(unreached, 'practitioner')} could not be reached",
        *(f"nothing for {off.service or 'those in no service'}" for off in fair.off),
        *(f"nothing for {one.service or 'those in no service'}" for one in trial.undrawn),
    ]
    return f"{', '.join(parts)}."


def re_pairing_words(offer: RePairing) -> str:
    answer, names = offer.answer, offer.names
    if isinstance(answer, MonthOver):
        month = offer.audit.audit_month.month
        return f"{month:%B %Y} is over, so nobody new can be paired."
    if isinstance(answer, RePaired):
        return re_paired_words(answer, names)
    if isinstance(answer, Blocked):
        return capital(blocked_words(answer, names))
    return " ".join(capital(bad_pin_words(pin, names)) for pin in answer.pins)


def why_words(kept: str) -> str:
    """Say why two were paired, as their audit keeps it; an older one keeps the sentence itself."""
    why = WhyPair.read(kept)
    if why is None:
        return kept
    if why.how in _OTHERWISE_PAIRED:
        return _OTHERWISE_PAIRED[why.how]
    if why.facts is None or why.month is None:
        return ""
    return reason_words(why.facts, why.team, why.month)


def reason_words(reason: Reason, team: str, month: Month) -> str:
    """Say why a pair was drawn: "Not audited for 4 months, the longest in Permanence; …"."""
    sentences = [f"{_wait(reason)}, {_rank(reason, team)}; {_met(month, reason)}."]
    if reason.nth > 1:
        sentences.append(f"This is their {ordinal(reason.nth)} audit of the month.")
    if reason.pinned:
        sentences.append("The lead chose this pair.")
    elif reason.repeat:
        sentences.append("No plan as fair on waits has fewer repeats.")
    return " ".join(sentences)


def blocked_words(blocked: Blocked, names: Names) -> str:
    """Say who blocks the draw and what would free it, in one sentence."""
    short = blocked.blocking.need - blocked.blocking.room
    fixes = _either([_fix(fix, short) for fix in blocked.fixes])
    return f"{blocking_words(blocked.blocking, names)}: {fixes}."


def blocking_words(blocking: Blocking, names: Names) -> str:
    """Say which auditors can reach too few practitioners, without a full stop."""
    who = _people(blocking.auditors, names, "auditors")
    need = "needs" if len(blocking.auditors) == 1 else "need"
    audits = _count(blocking.need, "audit")
    reached = _count(len(blocking.practitioners), "practitioner")
    return f"{who} {need} {audits} but can only reach {reached}{_room(blocking)}"


def stretched_words(plan: Plan, names: Names) -> str | None:
    """Say aloud why somebody has more than one audit, or return None where nobody has."""
    if plan.stretched is None:
        return None
    return f"{blocking_words(plan.stretched, names)}, so some have {plan.most} this month."


def bad_pin_words(pin: BadPin, names: Names) -> str:
    return f"{_pair((pin.auditor, pin.practitioner), names)} cannot be pinned: {APART[pin.why]}."


def bad_swap_words(bad: BadSwap, names: Names) -> str:
    return f"This swap is not possible for {_pair(bad.ids, names)}: {APART[bad.why]}."


def bad_take_over_words(bad: BadSwap, names: Names) -> str:
    return f"This one cannot be taken over, for {_pair(bad.ids, names)}: {APART[bad.why]}."


def re_paired_words(outcome: RePaired, names: Names) -> str:
    """Say what a re-pair changes, and that no other changes less."""
    kept = f"{_count(len(outcome.kept), 'pair')} kept"
    if not outcome.added:
        return f"Nobody has to be paired anew: the auditor is not there this month; {kept}."
    added = ", ".join(_pair(ids, names) for ids in outcome.added)
    number = _count(len(outcome.added), "new pair")
    return f"{number}: {added}; {kept}. No plan manages with fewer."


def left_out_words(left: LeftOut, names: Names) -> str:
    return f"{_name(left.practitioner, names)}: {LEFT_OUT[left.why]}."


def fairness_words(fair: Fairness, names: Names) -> list[str]:
    """Say how fair a plan is, a sentence a claim; numbers are always "n of N"."""
    sentences = [
        f"{fair.people} of {_count(fair.available, 'practitioner')} have an audit this month "
        f"({_count(fair.audits, 'audit')}), {_most(fair)}.",
        *_cases(fair),
        _coverage(fair),
        *_shares(fair),
        _repeats(fair),
    ]
    if fair.absent:
        away = _people(fair.absent, names, "auditors")
        sentences.append(f"Not at work in the window, so not drawn: {away}.")
    if fair.off:
        services = _and([_off(one) for one in fair.off])
        sentences.append(f"A month off, so nothing is drawn for {services}.")
    return sentences


def _cases(fair: Fairness) -> list[str]:
    if fair.with_case is None:
        return []
    return [f"{fair.with_case} of {_count(fair.audits, 'audit')} have a case from the sheet."]


def diary_words(diary: Diary, names: Names) -> list[str]:
    """Say which audits have no day, and which of an auditor's are closer than the rules ask."""
    unplaced = [_unplaced(audit, names) for audit in diary.unplaced]
    return [*unplaced, *(_too_close(two, names) for two in diary.too_close)]


def _wait(reason: Reason) -> str:
    if reason.months_waited is None:
        return "Never audited before"
    return f"Not audited for {_count(reason.months_waited, 'month')}"


def _rank(reason: Reason, team: str) -> str:
    place = "the" if reason.rank_in_team == 1 else f"the {ordinal(reason.rank_in_team)}"
    alike = f", with {_count(reason.tied, 'other')} alike" if reason.tied else ""
    return f"{place} longest in {team}{alike}"


def _met(now: Month, reason: Reason) -> str:
    if reason.last_met is None:
        return "you two have not met before"
    return f"you two last met in {_month(reason.last_met, now)}"


def _month(month: Month, now: Month) -> str:
    name = MONTH_NAMES[month.number - 1]
    return name if now.since(month) < A_YEAR else f"{name} {month.year}"


def _room(blocking: Blocking) -> str:
    if blocking.room == len(blocking.practitioners) and blocking.most == 1:
        return ""
    each = f" at {blocking.most} each at most" if blocking.most > 1 else ""
    return f", with room for {_count(blocking.room, 'audit')}{each}"


def _fix(fix: Fix, short: int) -> str:
    in_all = " in all" if fix.number > short else ""  # others block as well
    return {
        "any team or service": "allow any team or service",
        "own supervisor": "let supervisors audit their own staff",
        "more audits": f"allow {_count(fix.number, 'audit')} a practitioner in the month",
        "add": f"add {_count(fix.number, 'practitioner')}{in_all} whom every auditor may audit",
        "fewer audits": f"ask for {_count(fix.number, 'audit')} fewer{in_all}",
    }[fix.kind]


def _off(one: OffService) -> str:
    auditors, people = _count(one.auditors, "auditor"), _count(one.practitioners, "practitioner")
    return f"{one.service or 'those in no service'} ({auditors}, {people})"


def _most(fair: Fairness) -> str:
    return "nobody more than one" if fair.most <= 1 else f"nobody more than {fair.most}"


def _coverage(fair: Fairness) -> str:
    waits = ", ".join(f"{_waited(w.months)}: {w.drawn} of {w.of}" for w in fair.waits)
    return f"By time since the last audit, the longest first ({waits}): {_no_plan(fair)} has more."


def _waited(months: int | None) -> str:
    return "never audited" if months is None else _count(months, "month")


def _shares(fair: Fairness) -> list[str]:
    if not fair.teams:
        return []
    by_share = sorted(fair.teams, key=lambda share: share.audits / share.of)
    low, high = by_share[0], by_share[-1]
    return [
        f"Teams have from {low.audits} of {low.of} ({low.team}) to {high.audits} of {high.of} "
        f"({high.team}): {_no_plan(fair)} is as good on waits and repeats and more even."
    ]


def _repeats(fair: Fairness) -> str:
    chosen = f", {fair.chosen_repeats} more chosen by the lead" if fair.chosen_repeats else ""
    if not fair.repeats:
        return f"No pair is forced to meet again within the gap{chosen}."
    pairs = _count(fair.repeats, "pair")
    fewer = f"{_no_plan(fair)} is as good on waits and has fewer"
    return f"{pairs} must meet again within the gap{chosen}: {fewer}."


def _no_plan(fair: Fairness) -> str:
    if fair.with_case is not None and fair.with_case < fair.audits:
        return "no plan with as many cases from the sheet"
    return "no plan that keeps what is settled" if fair.settled else "no plan"


def _unplaced(audit: Unplaced, names: Names) -> str:
    pair = _pair((audit.auditor, audit.practitioner), names)
    if not audit.common:
        return f"{pair} have no day: they are never at work on the same day of the window."
    days = "the only day" if len(audit.common) == 1 else f"each of the {len(audit.common)} days"
    return f"{pair} have no day: on {days} that would suit both, one of them has another audit."


def _too_close(two: TooClose, names: Names) -> str:
    others = _and([_name(id_, names) for id_ in two.practitioners])
    apart = _count(two.apart, "working day")
    return f"{_name(two.auditor, names)} has {others} {apart} apart."


def _pair(ids: tuple[str, str], names: Names) -> str:
    return f"{_name(ids[0], names)} with {_name(ids[1], names)}"


def _people(ids: tuple[str, ...], names: Names, what: str) -> str:
    if len(ids) > NAMED:
        return f"These {len(ids)} {what}"
    return _and([_name(id_, names) for id_ in ids])


def _name(id_: str, names: Names) -> str:
    return names.get(id_, id_)


def _and(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _either(words: list[str]) -> str:
    return ", or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number:,} {what}s"


def ordinal(number: int) -> str:
    """Return a number as a place in an order: 1st, 12th, 22nd."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _sentences(*sentences: str) -> list[str]:
    return [capital(sentence) for sentence in sentences if sentence]
