"""What the bot can be asked."""

from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines

_ROWS = (
    ("add @owner by Fri 4 Dec: Finalise the strategy", "owner and date may be left out"),
    ("add", "fills in a form; several lines after it are several actions"),
    ("list", "mine; also list team, list @person, list overdue, list all"),
    ("edit 12", "every field in one form"),
    ("show 12", "everything that happened to it"),
    ("done 12 minutes of the board", "with your evidence or a note; done alone lists yours"),
    ("done adolescent", "finds it by its words"),
    ("move 12 to 30 April because the panel meets then", "the original date stays on record"),
    ("approve 12", "a second move, which needs a level up; or decline 12 because …"),
    ("rag 12 amber because the partner has not answered", "rag alone tells the rule"),
    ("give 12 to @person", "and they are told"),
    ("note 12 draft sent to Legal", "how it is going"),
    ("deputy 12 @person", "who is asked while its owner is away"),
    ("away from 4 Jan to 15 Jan", "or away @person; add: can finish, to keep what they have"),
    ("back", "or back @person"),
    ("snooze 12 until thu", "you hear of it then; its date stays"),
    ("reopen 12 the board asked for more", "takes back that it was done"),
    ("handover @person to @person", "offers all that somebody holds to another"),
    ("sign 12 https://council.example/minutes", "signs off what somebody else has done"),
    ("return 12 because the minutes are missing", "declines to sign it off"),
    ("waiting", "what waits for your sign-off"),
    ("signer 12 @person", "chooses who signs it off"),
    ("defer 12 until 1 March because the grant begins then", "it wakes by itself that day"),
    ("drop 12 because the new strategy covers it", "it stays on record"),
    ("resume 12", "takes up again what was deferred or dropped"),
    ("after 12 #7 #9", "it waits for these; none ends that"),
    ("phase 12 Phase 1: Stabilise", "phases lists them all"),
    ("repeat 12 three times a year", "it comes round again; never ends that"),
    ("gaps", "top tips and areas that no action answers"),
    ("answers 12 TIP-b", "what an action answers; answers 12 not TIP-b takes it back"),
    ("status", "where things stand; status help shows what else"),
    ("distance", "for leads: now against 3, 6 and 12 months ago, by theme or by team"),
    ("measures", "for leads: what is measured; measure 3 = 72 of 80 writes a reading down"),
    ("report", "for leads: the month as a document and a workbook; also report quarter scrutiny"),
    ("chart burn-up", "a picture; also chart distance, chart audits, chart calendar"),
)


def helped(command: str) -> Answer:
    """List what can be typed, with examples that work."""
    rows: list[list[Block | str]] = [
        [code(f"{command} {example}"), f"  {what}"] for example, what in _ROWS
    ]
    dates = "Dates as you say them: tomorrow, Friday, in 10 working days, end of March, 4/12/2026."
    never = "Never write about a child or family here: use the action's own number."
    return Answer(
        "What you can ask me",
        [lines([bold("What you can ask me")]), bullets(*rows), aside(dates), aside(never)],
    )
