"""Whatever somebody's Home and first answers offer is not refused, whoever they are."""

from bot import registry
from bot.home.blocks import Choice
from bot.home.view import home_view
from db.models import Person
from jobs.context import RequestContext
from tests.bot.offered import buttons_in, refusal_of
from tests.contexts import asking
from tests.people import NOW, Council


def refused(ctx: RequestContext) -> dict[str, str]:
    """Return what is refused of all that the Home offers, with the reason."""
    offered = buttons_in(home_view(ctx, Choice()))
    told = {press: refusal_of(press, ctx) for press in offered}
    assert told
    return {name: why for (name, _), why in told.items() if why}


def test_nothing_that_a_home_offers_is_refused(council: Council) -> None:
    council.action(council.practitioner)
    with council.database.begin() as session:
        for one in council.people.values():
            ctx = asking(session.get_one(Person, one.id), NOW)
            assert refused(ctx) == {}, one.role


def test_nothing_that_the_home_of_somebody_off_the_roster_offers_is_refused(
    council: Council,
) -> None:
    council.action(council.stranger)
    with council.database.begin() as session:
        person = session.get_one(Person, council.stranger.id)
        person.on_roster, person.manager, person.team = False, None, None
        assert refused(asking(person, NOW)) == {}


def test_somebody_off_the_roster_is_not_sent_to_what_shows_them_nothing(council: Council) -> None:
    with council.database.begin() as session:
        person = session.get_one(Person, council.stranger.id)
        person.on_roster, person.manager, person.team = False, None, None
        ctx = asking(person, NOW)
        for words in ("list", "list done"):
            told = registry.ACTIONS.parse(words, "/action").run(ctx)
            assert "everybody" not in told.text  # type: ignore[union-attr]
