"""Where an action stands, in a word and a shape, so that nobody needs to see a colour."""

from bot.actions.view import ActionRenderContext, card
from bot.capital import capital
from bot.rag_words import texts
from bot.slack.blocks import Answer, Block, aside, bold, bullets, code, lines, quote
from db.models import Action, Event
from jobs.rules.deadlines import spell
from jobs.rules.rag import COLOURS, SIGNS, Level, Rag, RagRules, Said

CHOICES = (Level.ON_TRACK, Level.AT_RISK, Level.LATE)


def stand(rag: Rag) -> list[Block]:
    """Return where an action stands with its reason, and what a person says of it, if so."""
    ruled = lines([bold("RAG status: "), f"{rag.word} {rag.sign}: {rag.reason}"])
    return [ruled, *_said(rag.said)] if rag.said else [ruled]


def _said(said: Said) -> list[Block]:
    words = f"{said.by} has said otherwise since {spell(said.on)}: {said.word} {SIGNS[said.level]}"
    return [lines([capital(words)]), quote(said.why)]


def rated(action: Action, event: Event, context: ActionRenderContext) -> Answer:
    """Confirm what a person says of where an action stands, beside what the rule says."""
    if action.rag_override is None:
        told = f"{action.called} goes by the rule's rating again."
    else:
        told = f"Saved. The rule's own rating of {action.called} is still shown beside it."
    said = [quote(event.note)] if event.note else []
    return Answer(told, [lines([told]), *said, card(action, context)])


def rule(rules: RagRules, command: str) -> Answer:
    """Tell the written rule, and where its words come from."""
    heading = "An action's RAG status is worked out from its original date"
    told = texts(rules)
    blocks = [
        lines([bold(heading)]),
        bullets(*([f"{COLOURS[level]}: ", sentence] for level, sentence in told.items())),
        lines(
            ["To say otherwise, with a reason: "],
            [code(f"{command} rag 12 amber because the partner has not answered")],
            ["The rule's own rating is still shown beside it."],
        ),
    ]
    if rules.source:
        blocks.append(aside(f"Its wording follows that of {rules.source}."))
    return Answer(heading, blocks)
