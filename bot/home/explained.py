"""What the bot explains of itself and of live audits: a sentence or two each, with its buttons."""

from typing import Final

from bot.home.welcome import MY_AUDITS, Say
from bot.slack import again
from bot.slack.again import Offer
from bot.vocabulary import our

_ABOUT_ME: Final = Offer("Records about me", "about me")
KEPT: Final = Say(
    "I keep what becomes something here: an action, a note, an outcome, days away. It's in the "
    "council's own database, for as long as the council has set. What you chat with me about "
    "stays in Slack alone.",
    (_ABOUT_ME,),
)
IF_NOT_HELD: Final = Say(
    f"If {our.live_audit:a} can't go ahead, say why on its card, or ask for more time there: your "
    "managers are told, and can have another pair found. If nobody says anything until its month "
    "closes, it counts as not held.",
    (MY_AUDITS,),
)
NOT_THIS_PAIR: Final = Say(
    f"If you two shouldn't be paired, press “Can't do this” on the {our.live_audit}'s card and say "
    "why. Your managers read the reason, and can have another pair found.",
    (MY_AUDITS,),
)
SWAPS: Final = Say(
    f"{our.auditors:C} can swap two {our.live_audits}: open the one you'd give away and press "
    "“Ask to swap”. Nothing changes until the other agrees.",
    (MY_AUDITS,),
)
REMINDED: Final = Say(
    "I remind people myself, in their morning's message. "
    f"{our.leads:C} can also nudge whoever hasn't booked: open the month's page and press “Nudge "
    "those not booked”.",
    (
        Offer("Overdue", "overdue", again.STATUS),
        Offer(f"{our.live_audits:C}", "audits", again.STATUS),
    ),
)
MODERATING: Final = Say(
    f"{our.moderation:A} is a second look at a grade by somebody outside both teams, when the "
    f"{our.practitioner} disagrees or the council's rules ask for one. Whoever is asked to do one "
    f"finds it among their {our.live_audits}.",
    (MY_AUDITS,),
)
NOT_MINE: Final = Say(
    "If an action isn't yours, open it and press “Not my action”: whoever can give it to somebody "
    "else is told.",
    (Offer("My actions", "list"),),
)
SO_FAR: Final = Say(
    f"The {our.live_audits} you have had so far are among your records.",
    (_ABOUT_ME, MY_AUDITS),
)
CASE: Final = Say(
    f"Who picks the case is one of your council's rules. The {our.live_audit}'s card says which it "
    "is once it's picked; who the child is stays in the case system.",
    (MY_AUDITS,),
)
MORE_TIME: Final = Say(
    "For more time for an action, open it and press “Move”. For "
    f"{our.live_audit:a} press “Can't do this” on its card and ask for more time there.",
    (Offer("My actions", "list"), MY_AUDITS),
)
CORRECTED: Final = Say(
    f"What was recorded of {our.live_audit:a} can be put right: open it and press “Correct”. "
    "Both versions stay on record.",
    (MY_AUDITS,),
)
HEARD: Final = Say(
    "I read what you write to me directly, messages that mention me with an @, and what somebody "
    "hands me with “Make this an action”. I don't read what else is said in Slack.",
    (Offer("Who can see this?", "who can see this"),),
)
HANDING_OVER: Final = Say(
    "To hand over everything somebody holds, type `handover` and both names with their @: I offer "
    "it to the other, who says yes or no to each thing. One action you give with its button.",
    (Offer("My actions", "list"), Offer("My team's", "list team")),
)
