"""Draws the App Home of everyone anew for whom something has changed.

What changed is noted by `db/home/freshness.py`. Nobody's is drawn more often than once in
`RefreshPolicy.rest`, however much changes.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.home.blocks import Choice
from bot.home.view import home_view
from bot.slack.redrawing import Redrawing, UnseenError
from db.home import queries as homes
from db.home.queries import HomeDrawing
from db.models import Home
from db.session import Session


@dataclass(frozen=True)
class DrawnHome:
    """A Home as it is published, and to whom."""

    slack_id: str
    view: dict[str, Any]


class HomeRefresher(Redrawing[HomeDrawing, DrawnHome]):
    """Keeps every App Home fresh."""

    def claim(self, session: Session, at: datetime) -> HomeDrawing | None:
        home = homes.claim(session, at, self.policy.lease)
        return HomeDrawing(home.person_id, home.changed) if home else None

    def composed(self, session: Session, drawing: HomeDrawing, at: datetime) -> DrawnHome:
        home = session.get_one(Home, drawing.person_id)
        ctx = self.contexts.context_for(session, homes.person_of(session, home), at)
        if ctx.person.slack_id is None or not ctx.person.is_reachable(ctx.today):
            raise UnseenError
        is_new = home.news_until is not None and at < home.news_until
        news = home.news if is_new and home.news else []
        return DrawnHome(ctx.person.slack_id, home_view(ctx, Choice.read(home.choice), news))

    def publish(self, drawn: DrawnHome) -> None:
        self.client.views_publish(user_id=drawn.slack_id, view=drawn.view)

    def settle(
        self, session: Session, drawing: HomeDrawing, drawn: DrawnHome | None, at: datetime
    ) -> None:
        day = self.contexts.council.day_of(at)
        homes.drawn(session, drawing, day, at + self.policy.rest)

    def put_off(self, session: Session, drawing: HomeDrawing, until: datetime) -> None:
        homes.put_off(session, drawing.person_id, until)

    def forget(self, session: Session, drawing: HomeDrawing) -> None:
        homes.forget(session, drawing.person_id)
