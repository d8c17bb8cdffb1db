"""Open modals, and the trigger_ids that open them."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from localslack.blockkit.state import places, without_lost
from localslack.blockkit.surfaces import checked_view
from localslack.definition import Definition
from localslack.kinds import Json, SlackError

MOST_IN_A_STACK = 3


@dataclass
class Trigger:
    """Leave to open one modal for one person, given at `issued` on the monotonic clock."""

    user: str
    issued: float
    view_id: str | None = None
    used: bool = False


@dataclass
class Modal:
    """A modal in front of one person."""

    user: str
    view: Json
    stayed: frozenset[tuple[str, str]] = frozenset()  # the inputs that kept their names so far


@dataclass
class Modals:
    """Every open modal. `lifetime` of a trigger_id and `monotonic` are in seconds.

    `told` hears of a view shown to a person, and the id of the one it replaces; `taken_away` of a
    view that is shown no more.
    """

    definition: Definition
    lifetime: float
    monotonic: Callable[[], float]
    told: Callable[[str, Json, str | None], None]
    taken_away: Callable[[str, str], None]
    _triggers: dict[str, Trigger] = field(default_factory=dict)
    _open: dict[str, Modal] = field(default_factory=dict)

    def trigger(self, user: str, view_id: str | None = None) -> str:
        """Return a new trigger_id; `view_id` is the modal it was pressed in."""
        key = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._triggers[key] = Trigger(user, self.monotonic(), view_id)
        return key

    def open(self, trigger_id: str, given: Json) -> Json:
        """Open a modal, in place of any that is open; raise the trigger's or the view's fault."""
        trigger = self._unused(trigger_id)
        view = self._built(given)
        trigger.used = True
        for modal in self.of(trigger.user):
            self.close(modal)
        return self._show(Modal(trigger.user, view))

    def push(self, trigger_id: str, given: Json) -> Json:
        """Open a modal on top of the one the trigger_id was pressed in."""
        trigger = self._unused(trigger_id)
        if trigger.view_id is None or trigger.view_id not in self._open:
            raise SlackError("not_found")
        view = self._on_top(self._open[trigger.view_id], self._built(given))
        trigger.used = True
        return self._show(Modal(trigger.user, view))

    def push_on(self, modal: Modal, given: Json) -> Json:
        """Open a modal on top of another, as an answer to its submission."""
        return self._show(Modal(modal.user, self._on_top(modal, self._built(given))))

    def update(self, modal: Modal, given: Json, expected_hash: str | None = None) -> Json:
        """Replace what a modal shows; raise `hash_conflict` when it has changed meanwhile."""
        if expected_hash not in (None, "", modal.view["hash"]):
            raise SlackError("hash_conflict")
        kept = ("id", "root_view_id", "previous_view_id")
        before = places(modal.view["blocks"])
        modal.view = self._built(given, modal) | {name: modal.view[name] for name in kept}
        modal.stayed = frozenset(before & places(modal.view["blocks"]))
        self.told(modal.user, modal.view, modal.view["id"])
        return modal.view

    def told_values(self, view: Json, values: Json) -> Json:
        """Return state.values as the bot is told them."""
        modal = self._open.get(view["id"])
        lost = modal.stayed if modal and self.definition.loses_values else frozenset()
        return without_lost(view["blocks"], values, lost)

    def find(self, view_id: str) -> Modal:
        """Return an open modal; raise `not_found`."""
        if view_id not in self._open:
            raise SlackError("not_found")
        return self._open[view_id]

    def by_external_id(self, external_id: str) -> Modal:
        """Return an open modal by the name its app gave it; raise `not_found`."""
        for modal in self._open.values():
            if modal.view["external_id"] == external_id:
                return modal
        raise SlackError("not_found")

    def of(self, user: str) -> list[Modal]:
        """Return a person's open modals, the lowest first."""
        return [modal for modal in self._open.values() if modal.user == user]

    def close(self, modal: Modal) -> None:
        """Take a modal away."""
        if self._open.pop(modal.view["id"], None):
            self.taken_away(modal.user, modal.view["id"])

    def reset(self) -> None:
        """Forget every modal and trigger_id."""
        self._open.clear()
        self._triggers.clear()

    def _unused(self, trigger_id: str) -> Trigger:
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self.monotonic() - trigger.issued > self.lifetime:
            raise SlackError("expired_trigger_id")
        return trigger

    def _built(self, given: Json, old: Modal | None = None) -> Json:
        view = checked_view(given, "modal")
        external_id = view.get("external_id", "")
        taken = [one for one in self._open.values() if one.view["external_id"] == external_id]
        if external_id and taken and taken != [old]:
            raise SlackError("duplicate_external_id")
        return whole_view(self.definition, view)

    def _on_top(self, below: Modal, view: Json) -> Json:
        if len(self.of(below.user)) >= MOST_IN_A_STACK:
            raise SlackError("push_limit_reached")
        root = below.view["root_view_id"]
        return view | {"root_view_id": root, "previous_view_id": below.view["id"]}

    def _show(self, modal: Modal) -> Json:
        self._open[modal.view["id"]] = modal
        self.told(modal.user, modal.view, None)
        return modal.view


def whole_view(definition: Definition, given: Json) -> Json:
    """Return a view with everything Slack adds to what an app sent."""
    view_id = "V" + secrets.token_hex(5).upper()
    mark = hashlib.sha256(json.dumps(given).encode() + secrets.token_bytes(8)).hexdigest()
    return {
        "id": view_id,
        "team_id": definition.team["id"],
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "title": None,
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
        "state": {"values": {}},
        "hash": mark[:20],
        "root_view_id": view_id,
        "previous_view_id": None,
        "app_id": definition.bot.app_id,
        "app_installed_team_id": definition.team["id"],
        "bot_id": definition.bot.bot_id,
        **given,
    }
