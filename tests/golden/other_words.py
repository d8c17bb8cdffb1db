"""A plugin of pytest that has the bot speak as a council does that calls everything otherwise."""

from bot.vocabulary import our, parse_vocabulary

WORDS = (
    "live audit = practice conversation; audit = chat / chats / chatted about; auditor = reviewer; "
    "practitioner = caseworker; re-audit = second view; supervision = one-to-one; lead = champion; "
    "moderation = dip sampling / dip sample / dip sampled / dip sampler; "
    "head of service = principal"
)

our.use(parse_vocabulary(WORDS))
