"""What people say to the bot that is no command, by subject, and what answers each of them.

A subject needs a few things people say of it, in any words: `bot/home/topics.py` finds the nearest.
Nothing here changes anything: a subject shows, explains, or opens a form.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.actions.closing import DoneList
from bot.audits.verbs import MyAudits
from bot.digest.verbs import ShowDigest
from bot.home.everyday_anything import AwayToday, CannotAttend
from bot.home.everyday_asking import WHY, WhoToAsk
from bot.home.everyday_colleague import (
    GRADED,
    HERE,
    TO_PREPARE,
    WHY_ME,
    GradesHere,
    OfTheStaffList,
)
from bot.home.everyday_knowing import WhoSeesGrades, WhoSeesThis
from bot.home.explained import (
    CASE,
    CORRECTED,
    HANDING_OVER,
    HEARD,
    IF_NOT_HELD,
    KEPT,
    MODERATING,
    MORE_TIME,
    NOT_MINE,
    NOT_THIS_PAIR,
    REMINDED,
    SO_FAR,
    SWAPS,
)
from bot.home.small_talk import BYE, FINE, WISHED, Chat, Complaint
from bot.home.welcome import (
    HOW_TO_FINISH,
    NOTHING_WAITS,
    THANKED,
    WHAT_IT_IS,
    Welcome,
)
from bot.reminders.preferences import Quieter
from bot.slack import again
from bot.slack.again import AUDIT, Offer
from bot.slack.registry import OpenForm, Request
from bot.vocabulary import our
from db.patterns import pattern


@dataclass(frozen=True)
class Subject:
    """What may be talked about: what answers it, and some things people say, a stroke between them.

    `is_talk` is said to the bot alone, so that nobody means an action to add; `is_of_me`, of nobody
    but whoever says it.
    """

    answer: Offer | Request
    said: str
    is_talk: bool = False
    is_of_me: bool = False

    @property
    def offer(self) -> Offer | None:
        """Return the button that asks about it in the first of its sayings; none of small talk."""
        if isinstance(self.answer, Offer):
            return self.answer
        first = self.sayings[0]
        is_small = self.answer == THANKED or isinstance(self.answer, Chat | Complaint | Welcome)
        said = re.sub(r"\bi\b", "I", first[0].upper() + first[1:])
        return None if is_small else Offer(f"{said}?" if _ASKS.match(first) else said, first)

    @property
    def sayings(self) -> Sequence[str]:
        return [" ".join(each.split()) for each in self.said.split("/")]


_ASKS: Final = pattern(r"(?:who|what|when|where|which|why|how|is|are|do|does|can|am|has)\b")

SUBJECTS: Final = (
    Subject(Welcome(), """
        morning all / hello there how do you do / hi bot nice to meet you / alright mate
        """, True),
    Subject(FINE, """
        how are you / sut wyt ti / how are you doing today / how's it going / you ok / are you
        alright / what's up / how was your weekend
        """, True),
    Subject(BYE, """
        bye / nos da / goodbye / see you tomorrow / see you next week / see you later / good night /
        speak soon / off home now / that's me done for the day
        """, True),
    Subject(WISHED, """
        have a nice weekend / have a good evening / happy friday / merry christmas / happy new year
        / hope you are well / enjoy your day
        """, True),
    Subject(THANKED, """
        cheers mate / cheers bud / brill / okey dokey / no problem / no probs / ha ha very funny /
        sounds good / much appreciated / thanks for that / good to know / will do / sorry for the
        delay / great stuff thanks / fab / iawn diolch
        """, True),
    Subject(Complaint(), """
        this is rubbish / computer says no / what a waste of time / you are useless / this is no
        help / not helpful / this doesn't work / it's not working / i hate this / this is ridiculous
        / what a load of nonsense / this is confusing / you don't understand me / that makes no
        sense / i'm fed up with this / i don't have time for this / this thing is doing my head in /
        absolute joke / for goodness sake / this is a pain / it won't let me
        """, True),
    Subject(NOTHING_WAITS, """
        that's wrong / no that's not right / that is not what i meant / you got that wrong / that
        isn't correct / i said something else / i pressed the wrong button / i clicked that by
        mistake / i made a mistake / how do i undo that / delete that / delete what i wrote / put it
        back how it was / i didn't mean to do that / that was meant for somebody else / oops wrong
        one
        """, True),
    Subject(DoneList(), """
        i already did that / i've done this already / i did that last week / that was finished ages
        ago / it's already done / i've finished it / i've finished the report / i've completed the
        plan / sent it yesterday / sorted it / i've done it
        """, True),
    Subject(WhoSeesThis(), """
        who sees this / who else is in this chat / who can see what i write here / who can see my
        notes / who sees the notes / who sees the outcome / who reads this / can anyone else read
        this / can my manager see this / can my manager see what i type / does my manager get told /
        is this private / is this confidential / does ofsted see this / do inspectors see this / do
        other people see my reflection / will my team see it / is my name on the report / can the
        families see it / do you tell my boss / is my supervisor able to view this
        """, True),
    Subject(KEPT, """
        is this being recorded / are you recording this / is this conversation recorded / do you
        keep what i type / do you store this / what is kept about me / where is the data kept /
        where is all this stored / is this saved somewhere / how long do you keep things / what
        happens to my data / is it gdpr compliant / do you record this chat / is this logged / what
        happens to the notes afterwards / do i get a copy / will this stay on the system forever /
        where do my notes go
        """, True),
    Subject(WhoToAsk(), """
        are you a real person / are you a robot / are you human / are you chatgpt / is this ai / who
        made you / who built this / who runs this bot / who do i talk to about this / who can help
        me / is there someone i can ring / can i speak to somebody / who is in charge of this / who
        do i contact / who is behind this thing / how do i give feedback / i want to complain / who
        do i complain to
        """, True),
    Subject(Welcome(), """
        what are you / what are you for / what do you do / what is this bot for / why do we have
        this / tell me about yourself / what's your name / introduce yourself
        """, True),
    Subject(Offer("What can I type?", "help"), """
        what can you do / what can't you do / what can i ask you / how does this work / how do i use
        this / show me the commands / i don't understand / i'm confused / explain please / what do
        you mean / tell me more / how do i add an action / how do i close an action / how do i move
        an action
        """, True),
    Subject(WHY, """
        why did i get this / why did you send me this / why are you messaging me / why am i seeing
        this / why me for this message / why do i have this / what is this about / why have i been
        sent this / what is this message
        """, True),
    Subject(Quieter(), """
        stop messaging me / i get these every single day / can you go quiet over christmas / why do
        you keep asking / stop sending me messages / too many notifications / too many messages /
        you message me too much / stop nagging me / stop / leave me alone / stop pestering me / i've
        already told you / stop the weekly email / turn off reminders / i don't want these messages
        / this is spam / mute you / please go away / you woke me up / are you allowed to message me
        out of hours
        """, True),
    Subject(OpenForm("mornings"), """
        can you send these in the afternoon instead / send the message later in the day / change the
        time of my reminders / don't message me before ten / message me at nine / what time do you
        message people / when do reminders come / don't message me on my day off / don't message me
        at the weekend / only message me on mondays
        """, True),
    Subject(OfTheStaffList(), """
        i've changed teams / i've moved to another team / i have a new manager / my manager is wrong
        / you've got my team wrong / somebody has left / the staff list is out of date / you've
        muddled me up with someone else / you've got the wrong person / how do i remove somebody /
        take them off the list / add a new starter / a new person has joined / they no longer work
        here / i only work mondays to wednesdays / my working days are wrong / i'm part time / i've
        changed my name / i'm leaving the council / my line manager has changed / i've transferred
        to another team
        """, True),
    Subject(WHAT_IT_IS, """
        do i have to take part / what is a live audit / does this replace supervision / is it the
        same as the qa audit / does this apply to me / is this optional / what is this audit / is
        this an ofsted thing / what is the point of audits / why do we do live audits / what happens
        in an audit / is it compulsory / nobody told me about this / i never agreed to this / do i
        have a choice
        """),
    Subject(WHY_ME, """
        why me / why was i picked / why am i being audited again / why have i got two / why do i
        have to do another one / how is the draw done / how are people chosen / how do you choose
        who audits who / how do you pick / is the draw random / is it fair / is it fair that i have
        two / who decides the pairs / why am i paired with her / i had one last month / how come i
        got picked twice / why do i keep getting audited
        """, True),
    Subject(TO_PREPARE, """
        do i need to prepare anything / am i allowed to bring my notes / is there a template / what
        do i need to bring / what should i do beforehand / how long will it take / how long is the
        audit / what will we talk about / what will they ask me / can i see the form before / where
        is the form / can i see the questions / who is there / does the family come / what do we
        look at / do i come to you or do you come to me / how many people will be in the room / do i
        need to give them notice / how much time should i set aside / what sort of thing do you ask
        """, True),
    Subject(MyAudits(), """
        which case are we looking at / which family is it / which case should i get ready / when is
        my audit / when is mine / remind me who i'm meeting / who do i see first / i need to rebook
        / i've got two on the same day / i can't remember when my audit is / where is it / where are
        we meeting / what room is it in / who is auditing me / who am i auditing / who is my auditor
        / who is my practitioner / have we got a date / have we done ours / did we do ours / which
        ones haven't i booked / who have i got left / have i got any left / do i have an audit /
        what happened with my audit / how did my audit go / what grade did i get / what was the
        outcome / change the time of my audit / the time doesn't work for me / which day is it again
        / where do we meet / pryd mae fy awdit
        """),
    Subject(HOW_TO_FINISH, """
        how do i record an outcome / how do i write it up / do i have to write anything up / how
        should i word the outcome / what happens after i submit / where do i put the grade / how do
        i finish an audit / what do i do after we have met / i forgot to record last month's / where
        do i write the strengths / what's the next step once we've met
        """),
    Subject(GRADED, """
        i don't think the grade is right / i disagree with the grade / i disagree with the outcome /
        i don't agree with it / can i appeal / how do i challenge it / the grade is not fair / i'm
        not happy with the audit / i'm not happy with the grade / what do i do if i disagree / can i
        see what they wrote about me / what if they don't agree with my grade
        """, True),
    Subject(WhoSeesGrades(), """
        can my manager see my grade / who gets to see what grade i got / does it count against me /
        could this be used against me / is it about my performance / will it affect my appraisal /
        does it go on my file / am i being judged / will i get in trouble / will i be told off
        """, True),
    Subject(Offer("Grades", "grades", again.STATUS), """
        what are the grades / show me the grades / how many were inadequate / how many ris did we
        have / how many were good or better / how many outstanding / what grades have we had / which
        audits went badly
        """),
    Subject(MODERATING, """
        who takes a second look at a grade / what is moderation / what's a moderation / who is
        moderating / who is moderating this month / what does a moderator do / how does moderation
        work
        """),
    Subject(NOT_THIS_PAIR, """
        can i have somebody else / i'd rather not be audited by her / i don't want to be audited by
        him / she is my friend / he is my friend is that a problem / we are related / conflict of
        interest / can i have a different auditor / can i change my auditor / i used to manage them
        / we don't get on / i shouldn't be auditing my own team / he's a mate of mine is that ok
        """, True),
    Subject(SO_FAR, """
        when was my last audit / when did i last have one of these / show me my old audits / how
        many audits have i had this year / my past audits
        """),
    Subject(NOT_MINE, """
        why have i got this action / this isn't mine / nothing to do with me / that's not my job /
        this is not my action / not me / this belongs to somebody else / i shouldn't have this one
        """, True),
    Subject(GradesHere(), """
        what does requires improvement mean / what is the difference between good and outstanding /
        what's the difference between ri and inadequate / what do the grades mean / which grades are
        there / explain the grades / what does good look like / what does ri stand for / what counts
        as good
        """),
    Subject(CASE, """
        who decides which case / who picks the case / can i choose the case / how is the case chosen
        / why this case
        """),
    Subject(MORE_TIME, """
        i need a few more days / can i have an extension / can i have longer / the deadline is
        unrealistic / can we push the deadline back / i won't finish it by then / can i have till
        next week
        """, True),
    Subject(CORRECTED, """
        can i edit the outcome later / i gave the wrong grade / i recorded the wrong thing / i need
        to correct the outcome / how do i change the grade / i put the wrong grade in
        """, True),
    Subject(HEARD, """
        do you listen in on our channels / are you listening / can you read my messages in the
        channel / can you see what we say in the channel / are you spying on us / are you watching
        me
        """, True),
    Subject(IF_NOT_HELD, """
        what happens if i refuse / i don't have any cases / i don't hold cases / i'm only a student
        / what happens if somebody refuses / what happens if we don't do it / what if we miss it /
        what if we can't find a time / what happens if they are off sick / can i say no / do we lose
        it / what if neither of us is free / what if they refuse
        """, True),
    Subject(SWAPS, """
        can somebody else do mine / too much on my plate can someone take one / can another manager
        cover my audits / can ruth do mine instead / swap mine with hers / can we swap / how do i
        swap audits / somebody else should do this audit / can i pass one to her
        """),
    Subject(CannotAttend(""), """
        can i be excused / please excuse me from this month / excuse me from december / i have too
        many audits this month / i have no time for audits / take me out of this month / i can't do
        audits at the moment
        """, True),
    Subject(Offer(f"{our.auditors:C}", "auditors", AUDIT), """
        how many has everybody else got / who are the auditors / how many audits does each auditor
        have / who has the most / add an auditor / make them an auditor / is anybody overloaded
        """),
    Subject(AwayToday("today"), """
        i'm ill / been sick all night / throwing up since this morning / feeling rough / feeling
        unwell staying in bed / i've got covid / i have a migraine / somebody at home is ill so i'm
        not in / i have a dentist appointment / dwi'n sal heddiw / stuck at court all day / not well
        at all
        """, True, True),
    Subject(OpenForm("away"), """
        i'm off sick / i'm on leave / i'm on annual leave / i'm off next week / i finish for
        christmas / i finish for xmas / i told you i'm off / i am going on holiday / i'm away all
        week / maternity leave
        """, True, True),
    Subject(REMINDED, """
        has everyone been chased / remind everybody / nudge everyone / can you chase them for me /
        send everyone a reminder / chase the ones who haven't booked / tell them to book / remind
        her / did you chase them
        """),
    Subject(HANDING_OVER, """
        how do i hand over my work / give all her actions to him / who picks up his stuff while he
        is off / who covers her work / hand over my actions / reassign everything / what happens to
        her actions when she leaves
        """),
    Subject(ShowDigest(), """
        how are we doing / any good news / compare us with the other teams / what should i tell the
        director / how is it going overall / where do we stand / anything i should worry about /
        what should i worry about / are we on track / which teams are struggling / which team is
        doing worst / how does that compare with last month / are we getting better / give me an
        overview / what needs my attention / are we ready for ofsted / what's changed since last
        week / is that good or bad
        """),
    Subject(ShowDigest("", "line"), """
        how is my team doing / is my team on track / is anyone in my team behind / how are my staff
        getting on
        """),
    Subject(ShowDigest("overdue"), """
        what's overdue / who is behind / who is top of the list for overdue / what is late / am i
        behind / show me overdue actions / what has been escalated
        """),
    Subject(ShowDigest("audits"), """
        who hasn't booked / how many audits are done / how many audits are booked / who hasn't done
        theirs / how many are held / completion rate / how are the audits going / why is completion
        so low / has everybody in my team had one / how many have we got through
        """),
    Subject(Offer("Learning note", "learning", AUDIT), """
        what did audits tell us / what did we learn / what are the themes / what are we good at /
        what are the strengths / what do we need to improve / what came up most / what did we find
        across the audits
        """),
    Subject(Offer("Report", "report"), """
        i need a report / i need something for the committee / i need something for dmt / can i
        export this to excel / can i have a spreadsheet / can i download this / a document for
        scrutiny
        """),
    Subject(Offer("Inspection pack", "pack"), """
        ofsted have called / the inspectors are coming / i need the inspection pack / we have an
        inspection
        """),
    Subject(Offer("Regular digests", "subscriptions", again.STATUS), """
        can you send me this every monday / send me this every week / stop the weekly digest / i
        want this regularly / email me this monthly
        """),
    Subject(Offer("Plan", "plan", AUDIT), """
        publish it / publish now / go ahead and publish / send it out / who is paired with who / has
        it gone out / is december published / show me the pairs / show me the draw / take her out of
        january / can i change a pair / has everybody been told
        """),
    Subject(Offer("Calendar", "calendar", AUDIT), """
        when is the next draw / can we bring the draw forward / when does it get published / what
        are the key dates / when does the month close
        """),
    Subject(Offer("Coverage", "coverage", AUDIT), """
        who is not being audited / who got left out / who hasn't been audited / who have we not seen
        / which teams have not been audited
        """),
    Subject(Offer("Rules", "rules", AUDIT), """
        what are the rules / how many audits a month / change the rules
        """),
    Subject(Offer("Waiting for me", "waiting"), """
        what is waiting for me to sign off / what do i need to approve / anything to sign off /
        anything for me to agree
        """),
    Subject(Offer("My actions", "list"), """
        what have i got to do / what's the deadline / who gave me this / how many actions have i got
        / what are my actions / what is on my list / what do i need to do / what have i got on /
        what's most urgent / what's on my plate
        """),
    Subject(HERE, """
        is the bot working / are you there / is it down / are you broken / you're not answering /
        nothing happens
        """, True),
)  # fmt: skip
