"""What the draw says to people: reasons, refusals and the fairness certificate, as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.capital import capital, listed
from bot.vocabulary import count, our
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
    "swapped": f"The two {our.auditors} agreed to swap.",
    "taken over": f"The {our.auditor} took it over from the one who was drawn.",
}

A_YEAR: Final = 12
NAMED: Final = 4  # more people than these are counted, not named

APART: Final = {
    "unknown person": "one of them is not on the lists of this draw, or has left",
    "same person": f"nobody is their own {our.auditor}",
    "forbidden": f"the {our.lead} has ruled this pair out",
    "already held": f"their {our.audit} of this month has been held",
    "supervisor": "one of them supervises the other",
    "who with whom": "the rules do not let these two teams meet",
    "finish only": f"the {our.practitioner} takes no new {our.audits}",
    "no common day": "they are never at work on the same day of the window",
    "more pins than quota": f"the {our.auditor} then has more {our.audits} than their quota",
    "more pins than audits allowed": (
        f"the {our.practitioner} then has more {our.audits} than the rules allow"
    ),
    "not published": f"they have no {our.audit} with each other in the published plan",
    "same auditor": f"both {our.audits} have the same {our.auditor}",
    "already paired": f"they already have {our.audit:a} with each other this month",
    "pinned": f"the {our.lead} has fixed this pair",
    "not an auditor": f"only somebody on the list of {our.auditors} holds {our.audits}",
    "month off": "this month is a month off in the service of one of them",
}
# An auditor is told neither who is away or gone nor whom the leads keep apart or together.
TO_AN_AUDITOR: Final = APART | dict.fromkeys(
    ("unknown person", "forbidden", "pinned", "finish only", "no common day"),
    "they cannot be paired this month",
)
LEFT_OUT: Final = {  # as a line begins that names them
    "not at work": "Not at work this month",
    "finish only": f"Taking no new {our.audits}",
    "nobody may audit them": f"No {our.auditor} may meet them under the rules",
    "others waited as long": "No slot this month, as others have waited longer",
    "no case on the sheet": "No case of theirs on the month's sheet",
    "already settled": f"Their {our.auditors} had no {our.audit} left to give",
}
STOPPED_LOOKING: Final = "Other days might be better: I looked for as long as I'm allowed."


@dataclass(frozen=True)
class PlanWords:
    """A month's plan in words, a sentence each.

    `fairness` is the certificate, `notes` what is wanting in the days offered, and `left_out` who
    has no audit this month, a line for each reason.
    """

    fairness: list[str]
    notes: list[str]
    left_out: list[str]


def plan_words(seen: PlanSeen, most: int | None = None) -> PlanWords:
    """Say what there is to say of a plan, naming `most` of those left out for one reason."""
    names, fair = seen.names, seen.fairness
    stretched = stretched_words(seen.plan, names)
    return PlanWords(
        fairness=_sentences(*fairness_words(fair, names), stretched or ""),
        notes=_sentences(*diary_words(seen.diary, names)),
        left_out=left_out_words(fair.left_out, names, most),
    )


def no_plan_words(why: NoPlan, names: Names, command: str) -> list[str]:
    """Say why a month cannot be drawn; `command` is what /audit is called in this workspace."""
    if isinstance(why, MonthOff):
        return [f"{why.month:%B} is a month off, so nothing is drawn."]
    if isinstance(why, NoAuditors):
        return [
            f"Nobody is on the list of {our.auditors}: put somebody on it with "
            f"`{command} auditors add @person`."
        ]
    if isinstance(why, TooManyPairsError):
        return [too_many_words(why)]
    if isinstance(why, Blocked):
        return _sentences(blocked_words(why, names))
    return _sentences(*(bad_pin_words(pin, names) for pin in why.pins))


def too_many_words(why: TooManyPairsError) -> str:
    return (
        f"{why.auditors:,} {our.auditors} and {why.practitioners:,} {our.practitioners} can make "
        f"{why.pairs:,} pairs, and a draw has room for {MOST_PAIRS:,}: let "
        f"{our.auditors} meet their own service alone, or draw fewer people at once."
    )


def trial_words(trials: Trials, command: str) -> list[str]:
    """Say what the next month would have by other rules, and by the current ones."""
    before, after = (_trial(one, trials.names, command) for one in (trials.before, trials.after))
    said = [f"{trials.month:%B %Y} by these rules: {after}"]
    if trials.after == trials.before:
        return [*said, "The current rules would give the same."]
    said.append(f"By the current rules: {before}")
    if trials.before.pairs and trials.after.pairs:
        same = len(trials.before.pairs & trials.after.pairs)
        said.append(f"{same} of {count(len(trials.after.pairs), 'pair')} would be the same.")
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
        count(auditors, our.auditor),
        count(fair.audits, our.audit),
        f"{fair.people} of {count(fair.available, our.practitioner)} {our.audited}",
        *([f"{count(unreached, our.practitioner)} could not be reached"] if unreached else ()),
        *(f"nothing for {off.service or 'those in no service'}" for off in fair.off),
        *(f"nothing for {one.service or 'those in no service'}" for one in trial.undrawn),
    ]
    return f"{', '.join(parts)}."


def re_pairing_words(offer: RePairing) -> str:
    answer, names = offer.answer, offer.names
    if isinstance(answer, MonthOver):
        return f"{answer.month:%B %Y} is over, so nobody new can be paired."
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
    """Say why a pair was drawn: "Last audited 4 months ago, the longest wait in Permanence. …"."""
    sentences = [f"{_wait(reason)}, {_rank(reason, team)}. {_met(month, reason)}."]
    if reason.nth > 1:
        sentences.append(f"This is their {ordinal(reason.nth)} {our.audit} of the month.")
    if reason.pinned:
        sentences.append(f"The {our.lead} chose this pair.")
    elif reason.repeat:
        sentences.append("They met recently, but nobody else could this month.")
    return " ".join(sentences)


def blocked_words(blocked: Blocked, names: Names) -> str:
    """Say who blocks the draw and what would free it, in one sentence."""
    short = blocked.blocking.need - blocked.blocking.room
    fixes = listed([_fix(fix, short) for fix in blocked.fixes], ", or ")
    return f"{blocking_words(blocked.blocking, names)}: {fixes}."


def blocking_words(blocking: Blocking, names: Names) -> str:
    """Say which auditors can reach too few practitioners, without a full stop."""
    who = _people(blocking.auditors, names, our.auditors)
    need = "needs" if len(blocking.auditors) == 1 else "need"
    audits = count(blocking.need, our.audit)
    reached = count(len(blocking.practitioners), our.practitioner)
    return f"{who} {need} {audits} but can only reach {reached}{_room(blocking)}"


def stretched_words(plan: Plan, names: Names) -> str | None:
    """Say aloud why somebody has more than one audit, or return None where nobody has."""
    if plan.stretched is None:
        return None
    return f"{blocking_words(plan.stretched, names)}, so some have {plan.most} this month."


def bad_pin_words(pin: BadPin, names: Names) -> str:
    return f"{_pair((pin.auditor, pin.practitioner), names)} cannot be pinned: {APART[pin.why]}."


def bad_swap_words(bad: BadSwap, names: Names) -> str:
    return f"This swap is not possible for {_pair(bad.ids, names)}: {TO_AN_AUDITOR[bad.why]}."


def bad_take_over_words(bad: BadSwap, names: Names) -> str:
    return f"This one cannot be taken over, for {_pair(bad.ids, names)}: {TO_AN_AUDITOR[bad.why]}."


def re_paired_words(outcome: RePaired, names: Names) -> str:
    """Say what a re-pair changes."""
    kept = f"{count(len(outcome.kept), 'pair')} kept"
    if not outcome.added:
        return f"No new pair is needed: the {our.auditor} is not there this month; {kept}."
    added = ", ".join(_pair(ids, names) for ids in outcome.added)
    number = count(len(outcome.added), "new pair")
    return f"{number}: {added}; {kept}."


def left_out_words(left_out: Sequence[LeftOut], names: Names, most: int | None = None) -> list[str]:
    """Say who has no audit this month, a line for each reason; `most` are named in each."""
    found: dict[str, list[str]] = {}
    for left in left_out:
        found.setdefault(left.why, []).append(_name(left.practitioner, names))
    rest = {why: len(people[most:]) if most else 0 for why, people in found.items()}
    more = {why: [f"{number} more"] if number else [] for why, number in rest.items()}
    return [f"{LEFT_OUT[why]}: {listed([*who[:most], *more[why]])}." for why, who in found.items()]


def fairness_words(fair: Fairness, names: Names) -> list[str]:
    """Say how fair a plan is, a sentence a claim; numbers are always "n of N"."""
    sentences = [
        f"{fair.people} of {count(fair.available, our.practitioner)} have {our.audit:a} this "
        f"month ({count(fair.audits, our.audit)}), {_most(fair)}.",
        *_cases(fair),
        _coverage(fair),
        *_shares(fair),
        _repeats(fair),
    ]
    if fair.absent:
        away = _people(fair.absent, names, our.auditors)
        sentences.append(f"Not at work in the window, so not drawn: {away}.")
    if fair.off:
        services = listed([_off(one) for one in fair.off])
        sentences.append(f"A month off, so nothing is drawn for {services}.")
    return [*filter(None, sentences), _checked(fair)]


def _cases(fair: Fairness) -> list[str]:
    if fair.with_case is None:
        return []
    return [f"{fair.with_case} of {count(fair.audits, our.audit)} have a case from the sheet."]


def diary_words(diary: Diary, names: Names) -> list[str]:
    """Say which audits have no day, which are too close, and whether others might do better."""
    unplaced = [_unplaced(audit, names) for audit in diary.unplaced]
    said = [*unplaced, *(_too_close(two, names) for two in diary.too_close)]
    return [*said, STOPPED_LOOKING] if diary.may_be_better else said


def _wait(reason: Reason) -> str:
    if reason.months_waited is None:
        return f"Never {our.audited} before"
    return f"Last {our.audited} {count(reason.months_waited, 'month')} ago"


def _rank(reason: Reason, team: str) -> str:
    place = "the" if reason.rank_in_team == 1 else f"the {ordinal(reason.rank_in_team)}"
    return f"{place} longest wait in {team}"


def _met(now: Month, reason: Reason) -> str:
    if reason.last_met is None:
        return "Not met before"
    return f"Last met in {_month(reason.last_met, now)}"


def _month(month: Month, now: Month) -> str:
    name = MONTH_NAMES[month.number - 1]
    return name if now.since(month) < A_YEAR else f"{name} {month.year}"


def _room(blocking: Blocking) -> str:
    if blocking.room == len(blocking.practitioners) and blocking.most == 1:
        return ""
    each = f" at {blocking.most} each at most" if blocking.most > 1 else ""
    return f", with room for {count(blocking.room, our.audit)}{each}"


def _fix(fix: Fix, short: int) -> str:
    in_all = " in all" if fix.number > short else ""  # others block as well
    return {
        "any team or service": "allow any team or service",
        "own supervisor": "let supervisors meet their own staff",
        "more audits": f"allow {count(fix.number, our.audit)} {our.practitioner:a} in the month",
        "add": (
            f"add {count(fix.number, our.practitioner)}{in_all} that every {our.auditor} may meet"
        ),
        "fewer audits": f"ask for {count(fix.number, our.audit)} fewer{in_all}",
    }[fix.kind]


def _off(one: OffService) -> str:
    people = f"{count(one.auditors, our.auditor)}, {count(one.practitioners, our.practitioner)}"
    return f"{one.service or 'those in no service'} ({people})"


def _most(fair: Fairness) -> str:
    return "nobody more than one" if fair.most <= 1 else f"nobody more than {fair.most}"


def _coverage(fair: Fairness) -> str:
    waits = ", ".join(f"{_waited(w.months)} {w.drawn} of {w.of}" for w in fair.waits)
    return waits and f"By time since the last {our.audit}, the longest first: {waits}."


def _waited(months: int | None) -> str:
    return f"never {our.audited}" if months is None else count(months, "month")


def _shares(fair: Fairness) -> list[str]:
    if not fair.teams:
        return []
    by_share = sorted(fair.teams, key=lambda share: share.audits / share.of)
    low, high = by_share[0], by_share[-1]
    if len({(share.audits, share.of) for share in by_share}) == 1:
        return [f"In every team, {low.audits} of {low.of} have one."]
    return [
        f"Teams have from {low.audits} of {low.of} ({low.team}) to {high.audits} of {high.of} "
        f"({high.team})."
    ]


def _repeats(fair: Fairness) -> str:
    chosen = f", {fair.chosen_repeats} more chosen by the {our.lead}" if fair.chosen_repeats else ""
    if not fair.repeats:
        return f"No pair meets again too soon{chosen}."
    return f"{count(fair.repeats, 'pair')} must meet again sooner than usual{chosen}."


def _checked(fair: Fairness) -> str:
    if fair.with_case is not None and fair.with_case < fair.audits:
        return "✓ Checked: the fairest possible plan with as many cases from the sheet."
    return f"✓ Checked: the fairest possible plan{' that keeps what is settled' * fair.settled}."


def _unplaced(audit: Unplaced, names: Names) -> str:
    pair = _pair((audit.auditor, audit.practitioner), names)
    if not audit.common:
        return f"{pair} have no day: they are never at work on the same day of the window."
    days = "the only day" if len(audit.common) == 1 else f"each of the {len(audit.common)} days"
    return (
        f"{pair} have no day: on {days} that would suit both, one of them has another {our.audit}."
    )


def _too_close(two: TooClose, names: Names) -> str:
    others = listed([_name(id_, names) for id_ in two.practitioners])
    apart = count(two.apart, "working day")
    return f"{_name(two.auditor, names)} has {others} {apart} apart."


def _pair(ids: tuple[str, str], names: Names) -> str:
    return f"{_name(ids[0], names)} with {_name(ids[1], names)}"


def _people(ids: tuple[str, ...], names: Names, what: str) -> str:
    if len(ids) > NAMED:
        return f"These {len(ids)} {what}"
    return listed([_name(id_, names) for id_ in ids])


def _name(id_: str, names: Names) -> str:
    return names.get(id_, id_)


def ordinal(number: int) -> str:
    """Return a number as a place in an order: 1st, 12th, 22nd."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _sentences(*sentences: str) -> list[str]:
    return [capital(sentence) for sentence in sentences if sentence]
