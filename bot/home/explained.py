"""What the bot explains of itself, of actions and of live audits: a sentence or two each."""

from typing import Final

from bot.home.welcome import MY_AUDITS, NEXT, Say
from bot.slack import again
from bot.slack.again import Offer
from bot.vocabulary import our

_ABOUT_ME: Final = Offer("Records about me", "about me")
KEPT: Final = Say(
    "I keep what you record here: actions, notes, outcomes and leave. It's in the council's own "
    "database, for as long as the council has decided. What we chat about stays in Slack.",
    (_ABOUT_ME,),
)
IF_NOT_HELD: Final = Say(
    f"If {our.live_audit:a} can't go ahead, say why on its card, or ask for more time there: your "
    "managers are told, and can find another pair. If nobody has said anything by the time the "
    "month closes, it counts as not held.",
    (MY_AUDITS,),
)
NOT_THIS_PAIR: Final = Say(
    f"If you shouldn't be paired with somebody, press “Can't do this” on the {our.live_audit}'s "
    "card and say why. Your managers read the reason, and can find another pair.",
    (MY_AUDITS,),
)
SWAPS: Final = Say(
    f"{our.auditors:C} can swap two {our.live_audits}: open the one you'd give away and press "
    f"“Ask to swap”. Nothing changes until the other {our.auditor} agrees.",
    (MY_AUDITS,),
)
REMINDED: Final = Say(
    "I remind people myself, in their morning message, but I can't pass on messages from one "
    f"person to another. {our.leads:C} can also nudge whoever hasn't booked: open the month's "
    "page and press “Nudge those not booked”.",
    (
        Offer("Overdue", "overdue", again.STATUS),
        Offer(f"{our.live_audits:C}", "audits", again.STATUS),
    ),
)
MODERATING: Final = Say(
    f"{our.moderation:A} is a second look at a grade by somebody outside both teams, when the "
    f"{our.practitioner} disagrees or the council's rules ask for one. If you're asked to do one, "
    f"you'll find it among your {our.live_audits}.",
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
    f"Your council's rules say who picks the case. The {our.live_audit}'s card says which it is "
    "once it's picked; who the child is stays in the case system.",
    (MY_AUDITS,),
)
MORE_TIME: Final = Say(
    "For more time for an action, open it and press “Move”. For "
    f"{our.live_audit:a} press “Can't do this” on its card and ask for more time there.",
    (Offer("My actions", "list"), MY_AUDITS),
)
CORRECTED: Final = Say(
    f"The {our.auditor} or {our.lead:a} can put right what was recorded about {our.live_audit:a}: "
    "open it and press “Correct”. Both versions stay on record.",
    (MY_AUDITS,),
)
HEARD: Final = Say(
    "I read what you write to me directly, messages that mention me with an @, and messages "
    "somebody sends me with “Make this an action”. I don't read anything else in Slack.",
    (Offer("Who can see this?", "who can see this"),),
)
HANDING_OVER: Final = Say(
    "To hand over everything somebody holds, type `handover` and both names with their @. The "
    "person taking over says yes or no to each thing. To give away just one action, type `give "
    "12 to @person`.",
    (Offer("My actions", "list"), Offer("My team's", "list team")),
)
ELSEWHERE: Final = Say(
    f"I only know about actions and {our.live_audits} here, so I can't help with that.", NEXT
)
TYPED: Final = Say(
    "Nothing about a child or family belongs here: no name, no initials, and a case number only "
    "where I ask for one. Delete your message in Slack. If it's in a note or an action, tell "
    f"{our.lead:a} or an administrator which one: they can have the words taken out.",
)
GRIEVANCE: Final = Say(
    "I'm sorry. That isn't for me, and I don't keep a record of what you wrote here. Please take "
    "it to your manager or theirs, or to HR under your council's own procedure.",
    (Offer("Who can see this?", "who can see this"),),
)
TOO_MUCH: Final = Say(
    "That sounds hard. Please talk to your manager about it. What I can do is message you less, "
    f"or help you ask for more time for an action or {our.live_audit:a}.",
    (Offer("Your reminders", "settings"), Offer("My actions", "list"), MY_AUDITS),
)
ANYWHERE: Final = Say(
    "I work wherever Slack does: on a phone, a tablet or a computer. There is nothing else to "
    "install, and no other password.",
    (Offer("What can I type?", "help"),),
)
EVIDENCE: Final = Say(
    "I don't keep files. When an action is done, say what shows it, or paste a link: `done 12 "
    "minutes of the board`. `note 12` and a link does the same while it's open.",
    (Offer("My actions", "list"),),
)
UNDONE: Final = Say(
    "You have a minute to undo the last thing you did. After that, `reopen 12` opens an action "
    "that was closed, and “Edit” under an action puts its words right.",
    (Offer("Undo the last thing", "undo"), Offer("My actions", "list")),
)
IN_CALENDAR: Final = Say(
    f"When {our.live_audit:a} is booked you both get a calendar file: open it to put the "
    f"{our.audit} in your calendar. If the time changes you get a new one. If your calendar has it "
    "twice, delete the older entry: what I show you is right.",
    (MY_AUDITS,),
)
REFLECTING: Final = Say(
    f"Once the {our.auditor} has recorded the outcome, the {our.practitioner} is asked to reflect: "
    f"press “Reflect” on the {our.audit}'s card, say whether you agree, and add a few words.",
    (MY_AUDITS,),
)
INADEQUATE: Final = Say(
    "A grade that your council counts as Inadequate needs an action with a date. The "
    f"{our.head_of_service} is told at once, and the case is looked at again in the next month "
    "that is drawn. It's about the case: nobody is scored for it.",
    (MY_AUDITS,),
)
UPDATES: Final = Say(
    "Type `note`, its number and how it's going: `note 12 draft sent to Legal`. A reply in the "
    "thread of a message about one action is a note too.",
    (Offer("My actions", "list"),),
)
ADDING: Final = Say(
    "Type what needs doing, who does it and by when: `add @owner by Friday: Finalise the "
    "strategy`. Several lines after `add` are several actions. `give 12 to @person` passes one "
    "on, and `edit 12` changes its words.",
    (Offer("Add an action", "add"), Offer("My actions", "list")),
)
IMPORTING: Final = Say(
    f"{our.lead:A} or an administrator can drop a plan into a direct message to me, as Excel, CSV "
    "or Word: I show what would be added before anything is. For just a few actions, type them "
    "after `add`, each on its own line.",
    (Offer("Add an action", "add"),),
)
REPEATING: Final = Say(
    "Type `repeat`, its number and how often: `repeat 12 three times a year`. `repeat 12 never` "
    "stops it.",
    (Offer("My actions", "list"),),
)
DROPPING: Final = Say(
    "A new action of your own can be deleted within a minute: `delete 12`. After that, the "
    f"owner's manager or {our.lead:a} can drop it (`drop 12 because …`), or defer it (`defer 12 "
    "until 1 March because …`) so that it reopens automatically that day. Either way it stays on "
    "record.",
    (Offer("My actions", "list"),),
)
SIGNING_OFF: Final = Say(
    "Where your council asks for it, an action that's marked done waits until somebody outside "
    "the owner's line has signed it off or sent it back. `show 12` says who that is.",
    (Offer("Waiting for me", "waiting"), Offer("My actions", "list")),
)
FINDING: Final = Say(
    "Type `find` and a word from it: `find strategy`. `show 12` shows everything that has "
    "happened to an action.",
    (Offer("My actions", "list"), Offer("My team's", "list team")),
)
LEAVE_OF_OTHERS: Final = Say(
    "If you manage somebody, you can set their leave: type `away @person from Monday to Friday`, "
    "or press the button and choose who. I don't keep the reason.",
    (Offer("Set leave", "away"), Offer("Who is away?", "who is away")),
)
WHY_ME: Final = Say(
    f"A month's {our.live_audits} are drawn by rules: whoever has waited longest comes first, the "
    "same pair seldom meets twice, and the rest is random. Each one says why that pair.",
    (MY_AUDITS,),
)
TO_PREPARE: Final = Say(
    f"You look at one open case together. The {our.audit}'s card says which case, when, for how "
    "long and where. You don't need to send me anything beforehand.",
    (MY_AUDITS,),
)
GRADED: Final = Say(
    f"The {our.auditor} records an outcome, and a grade if your council uses grades. You're then "
    "asked how you see it; if you disagree, somebody outside both teams is asked to "
    f"{our.moderate} it.",
    (MY_AUDITS, Offer("Records about me", "about me")),
)
HERE: Final = Say("I'm here and working.", (Offer("What can I type?", "help"),))
AT_HOME: Final = Say(
    "I only need to know when you're not working, so I changed nothing.",
    (Offer("My actions", "list"), MY_AUDITS),
)
WHY: Final = Say(
    "“Why am I seeing this?” under a message says why it came and what stops it.",
    (Offer("Your reminders", "settings"), Offer("My actions", "list")),
)
