"""A plugin of pytest that has the bot speak as a council does whose words are the longest."""

from bot.vocabulary import LONGEST_WORD, USUAL, our

our.use({name: form.ljust(LONGEST_WORD, "w") for name, form in USUAL.items()})
