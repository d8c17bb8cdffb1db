"""What people say of anything: help, thanks, their audits, days away, how things stand."""

import re
from typing import Final

from bot.audits.agreeing import AnswerTime
from bot.audits.settling import CannotHold
from bot.audits.verbs import MyAudits
from bot.digest.verbs import ShowDigest
from bot.home.rule import always, rule
from bot.home.welcome import THANKED, Welcome
from bot.people.absences import Away, is_later
from bot.slack import numbered, references
from bot.slack.again import Offer, no_audit, offering
from bot.slack.audit_words import AN_AUDIT
from bot.slack.blocks import Answer, button
from bot.slack.registry import OpenForm, Reply, Request
from db.patterns import pattern
from jobs.audits import naming
from jobs.context import RequestContext
from jobs.rules.deadline_search import find_dates
from jobs.rules.deadline_words import MONTHS, any_of
from jobs.rules.deadlines import is_a_day, spell
from jobs.rules.meeting_words import read_meeting


class CannotAttend(Request):
    """`I can't make it`: the only audit that waits, or which; `I can't make 12`: that one."""

    which: str

    def run(self, ctx: RequestContext) -> Reply:
        command = ctx.council.commands.audit
        if self.which:
            return numbered.read(CannotHold, self.which, command).run(ctx)
        waiting = naming.waiting_for(ctx)
        if len(waiting) == 1:
            return OpenForm("cannot", waiting[0].id)
        if waiting:
            return numbered.WhichOne(CannotHold, "", command).run(ctx)
        return no_audit(button("Set my leave", "audit_form_away", {}))


def _cannot(found: re.Match[str], _: str) -> Request:
    """Return what asks why; what is no day, and begins with a number, says which audit it is."""
    which = _TO_IT.sub("", found["which"] or found["off"] or "")
    named = references.leading(which, dated=True)
    is_one = named is not None and references.is_certain(named.which[0])
    return CannotAttend(which if is_one and not is_a_day(read_meeting(which).day) else "")


class AwayToday(Request):
    """`sick today`: asks before it is written down; why somebody is away is not kept."""

    when: str

    def as_said(self, words: str, ctx: RequestContext) -> Request:
        """Return what asks about the day that some words name; the form where it is no one day."""
        found = find_dates(words, ctx.today, ctx.council.calendar)
        named = [each for each in found if not each.is_in_a_name]
        if not named:
            return self
        one, found_day = named[0], named[0].deadline
        lasts = _LASTS.search(words[: words.find(one.said, one.start)]) or len(named) > 1
        if lasts or not found_day or found_day.past or found_day.alternatives:
            return OpenForm("away")
        day = found_day.day
        return self if day == ctx.today else AwayToday(spell(day))

    def run(self, ctx: RequestContext) -> Answer:
        offers = [Offer(f"Yes, {self.when}", f"away {self.when}")]
        longer = button("Other days", "audit_form_away", {})
        said = f"Shall I set you as away {self.when}? You won't be asked for anything new then."
        return offering(said, offers, longer, note="I don't keep why you're away.")


def _away_when(found: re.Match[str], command: str) -> Request:
    when = (found["when"] or "").strip()
    return AwayToday("today") if _ONE_DAY.match(when or "today") else Away.read(when, command)


def _until(found: re.Match[str], _: str) -> Request | None:
    """Return what asks what is to last until a day that stands alone."""
    day = found["day"]
    if not is_a_day(day):
        return None
    offers = (
        Offer("I'm away until then", f"away until {day}"),
        Offer("Move a due date", f"move to {day}"),
        Offer("Remind me then", f"remind me {day}"),
    )
    return numbered.Question(f"Until {day}: what shall I do?", offers)


def _ill(found: re.Match[str], _: str) -> Request:
    """Return what asks; what somebody has is nothing to keep."""
    when = _FILLED.sub("", found["when"]).strip(" ,.;-\u2013")
    return AwayToday(when if _A_STRETCH.fullmatch(when) else "today")


_LASTS: Final = pattern(r"\b(?:since|from|until|till?|before|after|by) (?:\w+ )?$", re.IGNORECASE)
# "Today so won't be in"; "today and tomorrow" is two days.
_ONE_DAY: Final = pattern(r"today\b(?!.*\b(?:and|&|to|until|till?|for)\b)", re.IGNORECASE)
_FILLED: Final = pattern(r"^(?:[\s,.;]+|(?:so|and|sorry|i'?m|off|at work|for)\b)+", re.IGNORECASE)
_A_STRETCH: Final = pattern(
    r"(?:today|tomorrow|(?:the )?rest of (?:the|this) week|this week|until \S+|"
    r"(?:on )?(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?)",
    re.IGNORECASE,
)
_TO_IT: Final = pattern(rf"^(?:(?:it\b|to\b|for\b|{AN_AUDIT})[\s,:]*)+", re.IGNORECASE)
_I: Final = r"(?:(?:sorry|but|so|and|i|i'm|i've|i'll|probably|definitely|we)[\s,]{1,3}){0,5}"
_ILLNESS: Final = r"(?:flu|covid|cold|bug|migraine|tummy bug|stomach bug|norovirus|chest infection)"
_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri)(?:day)?\b(?!['\u2019]s)"
_SPELL: Final = r"(?:rest|week|morning|afternoon|day)\b"
_WHEN_ILL: Final = (
    rf"today|tomorrow|(?:on )?{_DAY}|on (?:the )?\d|until|till?|(?:this|next|the|all) {_SPELL}|"
    rf"for (?:today|(?:a|the) (?:few|couple|while|{_SPELL})|\d)|because|as i|due to|sorry"
)
ANYTHING: Final = (
    rule(r"(?:do (?:my|the) )?(?:moderate|moderation)(?:\s.{1,60})?", always(MyAudits())),
    rule(
        r"(?:help|menu|commands?|what can (?:you|i) (?:do|type|say|ask)|(?:need|get|some)\s+"
        r"(?:some\s+)?help|(?:i'?m )?(?:stuck(?! (?:at|in)\b)|lost(?! (?:my|the|a|our)\b)|"
        r"confused|not sure)\b.*|"
        r"i don'?t (?:know|understand).*|i don'?t get (?:it|this|that))(?: me| please| for me)?",
        always("help"),
    ),
    rule(
        r"(?:hi|hello|hey|hiya|(?:good )?(?:morning|afternoon|evening)|start|"
        r"who are you|what (?:are you|is this|do you do)|about)(?: there| bot| all)?",
        always(Welcome()),
    ),
    rule(
        r"(?:\U0001f44d|\U0001f64f|:\+1:|:pray:)\S*|(?:many )?(?:thanks|thank you|thankyou|thx|ta|"
        r"cheers|great|brilliant|perfect|lovely|ok|okay|nice one|no worries|got it|understood|"
        r"cool)(?: so much| very much| a lot| again| bot| that'?s great)?(?:[,!. ]+(?:thanks|thank "
        r"you|bot|that'?s (?:great|brilliant|all|perfect|fine)))?",
        always(AnswerTime(THANKED)),
    ),
    rule(
        r"(?:(?:i|we)\s+)?(?:(?:'?m\s+)?(?:can'?t|cannot|can not|won'?t be able to|unable to|not "
        r"(?:able|going) to|not gonna|couldn'?t))\s+"
        r"(?:make|do|attend|come|hold|be there|get there)\b\s*(?P<which>.*)|"
        rf"(?:(?:need|have|want) to\s+)?(?:cancel|call off)\s+{AN_AUDIT}\s*(?P<off>.*)",
        _cannot,
    ),
    rule(
        rf"(?:{AN_AUDIT}\s+)?(?:(?:didn'?t|did not|won'?t|will not|couldn'?t)\s+(?:go|happen|take)|"
        r"(?:was|is|got|has been)\s+(?:cancelled|canceled|called off|not held))\b.*|"
        rf".+[,;]\s*(?:(?:i|we)\s+)?(?:can'?t|cannot|won'?t)\s+(?:make|do|attend)\s+(?:it\b|{AN_AUDIT}).*",
        lambda found, _: CannotAttend(found[0]),
    ),
    rule(
        r"(?:i'?m |am |i am )?(?:(?:off? |out )?"
        r"(?:sick|ill|poorly|unwell|not well|not in|off(?: work)?|out of (?:the )?office|ooo)"
        r"(?=$|\s(?:today|tomorrow|on|until|till?|this|next|for|from|"
        rf"the (?:week|rest)|all|in (?:{any_of(MONTHS)})\b|\d|mon|tue|wed|thu|fri))|"
        r"(?:on |taking |book(?:ing|ed) )?"
        r"(?:(?:annual|sick|study|special|compassionate|carer'?s|parental|unpaid|mat|pat|maternity|"
        r"paternity) )?"
        r"(?:leave|holidays?|hols|a/?l|toil|flexi?(?: leave| day)?|(?:time off )?in lieu)(?=\s)|"
        r"signed off(?: sick| work)?(?=\s(?:for|until|till?|this|next|all|today|from)\b))"
        r"(?P<when>.*)",
        _away_when,
    ),
    rule(
        rf"(?:(?:.{{0,80}}[,.;\u2013-]\s?)?{_I}(?:won'?t|not|will not|can'?t|cannot|shan'?t)\s"
        r"(?:(?:be|going to be|make it|come|coming)\s)?in(?: to work| to the office| at all)?"
        rf"(?=$|[,.;]|\s(?:{_WHEN_ILL}))|"
        rf"{_I}(?:(?:off|have|got|caught|with|ill|sick|a|an|the|think)\s){{1,6}}{_ILLNESS}"
        rf"(?=$|[,.;]|\s(?:{_WHEN_ILL})))(?P<when>.*)",
        _ill,
    ),
    rule(
        r"(?:i'?m|i am) (?:now )?back(?: (?:now|today|already|again|at work|in the office|"
        r"from leave))*",
        always("back"),
    ),
    rule(
        r"(?:i'?m|i am|i'?ll be|i will be) back (?P<when>.+)",
        lambda found, _: f"back {found['when']}" if is_later(found["when"]) else None,
    ),
    rule(
        r"(?:i'?m |am |i am |(?:i'?ll |i will )be )?(?P<when>(?:away|absent)\b.*)",
        lambda found, command: Away.read(found["when"], command),
    ),
    rule(r"(?:'?til|until|till)\s+(?P<day>.+)", _until),
    rule(
        r"(?:how are (?:we|things)(?: doing| going)?|where (?:do )?(?:things|we|it) stand|where "
        r"are we|dashboard|summary|overview|what'?s the status|(?:(?:show|give|"
        r"see)\s+)?(?:me\s+)?(?:(?:the|an?)\s+)?(?:status(?: report| update)?|update|rag))",
        always(ShowDigest()),
    ),
)
