"""The form in which a lead says who looks at performance, and when."""

from typing import Final

from bot.audits.forms_view import view
from bot.slack.blocks import Block, field_, text_input
from bot.slack.view_state import ViewState
from jobs.rules.scrutiny import LATEST_WORKING_DAY, WHO_LENGTH

DAYS_LENGTH: Final = 300
NUMBER_LENGTH: Final = 2


def look(about: ViewState) -> Block:
    """Ask who looks, and on which days or on which working day of every month."""
    who = text_input(WHO_LENGTH, example="Improvement board")
    days = text_input(DAYS_LENGTH, lines=True, example="12 January 2027\n9 March 2027")
    number = text_input(NUMBER_LENGTH, example="5")
    monthly = f"A number from 1 to {LATEST_WORKING_DAY}; it takes the place of an earlier one."
    blocks = [
        field_("who", "Who looks?", who),
        field_("days", "On which days? One a line", days, optional=True),
        field_("monthly", "Or every month on working day", number, hint=monthly, optional=True),
    ]
    return view("look", about, "Who looks, and when", "Keep", blocks)
