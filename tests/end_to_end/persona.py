"""A person in the local workspace: types, reads, presses and fills in, as the page does."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, TypeVar
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tests.end_to_end.seen import Json, Seen, message_seen
from tests.waiting import HANG_S, eventually, happened

T = TypeVar("T")


ASKED: list[object] = []  # what everybody typed and filled in; emptied for each test


def ask(url: str, body: Json | None = None) -> Any:  # noqa: ANN401  (whatever JSON the answer is)
    """Get, or post JSON, and return the JSON answer."""
    data = None if body is None else json.dumps(body).encode()
    ASKED.append(body)
    request = Request(url, data, {"Content-Type": "application/json"})
    with urlopen(request, timeout=HANG_S) as answer:
        return json.load(answer)


@dataclass
class Persona:
    """One person at the local workspace's page."""

    url: str
    user: str
    channel: str
    dm: str
    events: list[Json] = field(default_factory=list)
    _read: set[str] = field(default_factory=set)
    _forms_seen: int = 0
    _news: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        """Start following the live updates, and take what is there as read."""
        self._stream = HTTPConnection(urlsplit(self.url).netloc)
        ready = threading.Event()
        self._follower = threading.Thread(target=self._follow, args=(ready,), daemon=True)
        self._follower.start()
        happened(ready, "the live updates")
        self.catch_up()

    def leaves(self) -> None:
        """Close the page."""
        if self._stream.sock:
            self._stream.sock.shutdown(socket.SHUT_RDWR)
        self._follower.join()

    def waits_for(self, read: Callable[[], T | None], what: str) -> T:
        """Return what `read` finds in the workspace, as soon as it does."""
        return eventually(read, what, moved=self._journal, news=self._news)

    def _journal(self) -> object:
        return len(self.events), len(ask(f"{self.url}/control/calls"))

    def catch_up(self) -> None:
        """Take everything said so far as read."""
        self.events.clear()
        self._forms_seen = 0
        for channel in (self.channel, self.dm):
            self._read |= {message["ts"] for message in self._messages(channel)}

    def posts(self, text: str) -> None:
        """Type a command in the channel, and wait for no answer there."""
        body = {"user": self.user, "channel": self.channel, "text": text}
        ask(f"{self.url}/page/command", body)

    def mentions_the_bot(self, text: str) -> None:
        """Mention the bot in the channel."""
        body = {"user": self.user, "channel": self.channel, "text": f"<@UBOT> {text}"}
        ask(f"{self.url}/page/message", body)

    def types(self, text: str) -> Seen:
        """Type a command in the channel and return the answer."""
        self.posts(text)
        return self.reads(self.channel, f"an answer to {text!r}")

    def writes(self, text: str) -> Seen:
        """Write to the bot directly and return the answer."""
        ask(f"{self.url}/page/message", {"user": self.user, "channel": self.dm, "text": text})
        return self.reads(self.dm, f"an answer to {text!r}")

    def drops(self, *files: tuple[str, bytes], text: str = "") -> Seen:
        """Drop files into the direct messages with the bot and return the answer."""
        self.shares(*files, text=text)
        return self.reads(self.dm, "an answer to a file")

    def shares(self, *files: tuple[str, bytes], text: str = "", below: str = "") -> list[str]:
        """Drop files into the direct messages with the bot; return their ids."""
        fields = {"user": self.user, "channel": self.dm, "text": text, "thread_ts": below}
        boundary = "a-line-that-no-file-holds"
        head = f"--{boundary}\r\nContent-Disposition: form-data; name="
        parts = [f'{head}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in fields.items()]
        for name, content in files:
            parts.append(f'{head}"file"; filename="{name}"\r\n\r\n'.encode() + content + b"\r\n")
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        with urlopen(Request(f"{self.url}/page/upload", body, kind), timeout=HANG_S) as answer:
            ids: list[str] = json.load(answer)["files"]
        return ids

    def reads(self, channel: str = "", what: str = "a direct message") -> Seen:
        """Return the next message of the bot that was not read before."""
        place = channel or self.dm
        return self.waits_for(lambda: self._next(place), what)

    def has_nothing_new(self, channel: str = "") -> bool:
        """Say whether the bot has said nothing more."""
        return self._next(channel or self.dm) is None

    def presses(
        self,
        seen: Seen,
        name: str,
        nth: int = 0,
        forging: str | None = None,
        state: Json | None = None,
    ) -> None:
        """Press a button, or send what only looks like it, with another value."""
        control = seen.control(name, nth)
        action = {
            "action_id": control["action_id"],
            "block_id": control["block_id"],
            "type": control["type"],
            "text": control.get("text"),
            "value": forging or control.get("value"),
        }
        self._act(seen, {key: value for key, value in action.items() if value is not None}, state)

    def reacts(self, seen: Seen, name: str = "white_check_mark") -> None:
        """Put a reaction under a message."""
        body = {"user": self.user, "channel": self.dm, "ts": seen.ts, "name": name}
        ask(f"{self.url}/page/reaction", body)

    def replies(self, seen: Seen, text: str) -> Seen:
        """Write below a message, and read the answer there."""
        self.catch_up()
        below = {"channel": self.dm, "thread_ts": seen.ts, "text": text}
        ask(f"{self.url}/page/message", {"user": self.user, **below})
        return self.reads()

    def chooses(
        self, seen: Seen, name: str, option: str, nth: int = 0, state: Json | None = None
    ) -> None:
        """Choose from a picker, by the first words of an option."""
        control = seen.control(name, nth)
        chosen = next(o for o in control["options"] if o["text"]["text"].startswith(option))
        action = {
            "action_id": control["action_id"],
            "block_id": control["block_id"],
            "type": control["type"],
            "selected_option": chosen,
        }
        self._act(seen, action, state)

    def goes_on(self, form: Seen, name: str, option: str = "", **typed: str) -> Seen:
        """Press or choose in a form in which something is typed; return the form as it is then."""
        state = form.filled_in(typed)
        if option:
            self.chooses(form, name, option, state=state)
        else:
            self.presses(form, name, state=state)
        return self.opened()

    def sees_again(self, seen: Seen, words: str, without: str = "\0") -> Seen:
        """Return a message once it holds these words and not those, rewritten in place."""
        channel = seen.container["channel"]

        def rewritten() -> Seen | None:
            for message in self._messages(channel):
                now = message_seen(message, channel)
                if now.ts == seen.ts and words in now.text and without not in now.text:
                    self._read.add(message["ts"])
                    return now
            return None

        return self.waits_for(rewritten, f"{words!r} in {self._find(seen).text!r}")

    def saves(self) -> str:
        """Return the text of the next file that the bot sent, as a browser fetches it."""

        def sent() -> str | None:
            for message in self._messages(self.dm):
                if message["files"] and message["ts"] not in self._read:
                    self._read.add(message["ts"])
                    with urlopen(message["files"][0]["url_private"]) as file:
                        return str(file.read(), "utf-8")
            return None

        return self.waits_for(sent, "a file")

    def has_no_new_file(self) -> bool:
        """Say whether the bot has sent this person no file that was not read before."""
        said = self._messages(self.dm)
        return not any(each["files"] for each in said if each["ts"] not in self._read)

    @property
    def views(self) -> list[Json]:
        """Return every form and home tab shown to this person."""
        return [each["view"] for each in self.events if each["type"] in {"view", "home"}]

    def opened(self) -> Seen:
        """Return the form that was opened last."""

        def last() -> Seen | None:
            views = [each["view"] for each in self.events if each["type"] == "view"]
            if len(views) <= self._forms_seen:
                return None
            self._forms_seen = len(views)
            container = {"type": "view", "view_id": views[-1]["id"]}
            return Seen(views[-1]["blocks"], container)

        return self.waits_for(last, "a form")

    def opened_with(self, words: str) -> Seen:
        """Return the form that was opened last, once it holds these words."""
        form = self.opened()
        while words not in form.text:
            form = self.opened()
        return form

    def submits(self, form: Seen, **values: str) -> Json:
        """Fill a form in and hand it in; return what became of it."""
        state = form.filled_in(values)
        answer: Json = ask(
            f"{self.url}/page/submit",
            {"user": self.user, "view_id": form.container["view_id"], "state": state},
        )
        return answer

    def hands_in(self, view_id: str, state: Json) -> Json:
        """Hand in a form with whatever state, as nothing but a forger does."""
        body = {"user": self.user, "view_id": view_id, "state": state}
        answer: Json = ask(f"{self.url}/page/submit", body)
        return answer

    def sees_last(self, channel: str, words: str) -> str:
        """Return the text of the newest message that holds these words, once there is one."""

        def found() -> str | None:
            said = [message_seen(message, channel).text for message in self._messages(channel)]
            return next((text for text in reversed(said) if words in text), None)

        return self.waits_for(found, f"a message with {words!r}")

    def opens_home(self, words: str = "") -> Seen:
        """Open the App Home and return it once it holds these words."""
        ask(f"{self.url}/page/home?user={self.user}")
        return self.sees_home(words)

    def sees_home(self, words: str) -> Seen:
        """Return the App Home once it holds these words."""

        def shown() -> Seen | None:
            homes = [each["view"] for each in self.events if each["type"] == "home"]
            if not homes:
                return None
            home = Seen(homes[-1]["blocks"], {"type": "view", "view_id": homes[-1]["id"]})
            return home if words in home.text else None

        return self.waits_for(shown, f"a home tab with {words!r}")

    def sees_home_without(self, words: str) -> Seen:
        """Return the App Home once it holds these words no more."""

        def shown() -> Seen | None:
            home = self.sees_home("")
            return home if words not in home.text else None

        return self.waits_for(shown, f"a home tab without {words!r}")

    def chooses_shortcut(self, callback_id: str) -> None:
        """Choose a global shortcut."""
        ask(f"{self.url}/page/shortcut", {"user": self.user, "callback_id": callback_id})

    def chooses_in_menu(self, callback_id: str, ts: str) -> None:
        """Choose a shortcut from the menu of a message in the channel."""
        where = {"user": self.user, "channel": self.channel, "ts": ts}
        ask(f"{self.url}/page/shortcut", where | {"callback_id": callback_id})

    def says(self, text: str) -> str:
        """Write a message in the channel, to everybody; return its timestamp."""
        body = {"user": self.user, "channel": self.channel, "text": text}
        return str(ask(f"{self.url}/page/message", body)["ts"])

    def _act(self, seen: Seen, action: Json, state: Json | None = None) -> None:
        filled = state or {}
        body = {"user": self.user, "container": seen.container, "action": action, "state": filled}
        ask(f"{self.url}/page/action", body)

    def _next(self, channel: str) -> Seen | None:
        for message in self._messages(channel):
            if message["is_bot"] and message["ts"] not in self._read:
                self._read.add(message["ts"])
                return message_seen(message, channel)
        return None

    def _find(self, seen: Seen) -> Seen:
        channel = seen.container["channel"]
        found = [message_seen(each, channel) for each in self._messages(channel)]
        return next(each for each in found if each.ts == seen.ts)

    def _messages(self, channel: str) -> list[Json]:
        found: list[Json] = ask(f"{self.url}/page/messages?user={self.user}&channel={channel}")
        return found

    def _follow(self, ready: threading.Event) -> None:
        with suppress(OSError, HTTPException):  # the workspace was stopped under us
            self._stream.request("GET", f"/page/stream?user={self.user}")
            with self._stream.getresponse() as stream:
                stream.readline()  # the server has begun to listen
                ready.set()
                for line in stream:
                    if line.startswith(b"data: "):
                        self.events.append(json.loads(line[6:]))
                        self._news.set()
        self._stream.close()
        ready.set()
