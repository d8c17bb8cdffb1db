"""A file that an answer brings: it goes into the direct messages of whoever asked."""

from dataclasses import dataclass
from typing import Protocol


class Sendable(Protocol):
    """What Slack needs to know of a file; `alt` says in words what a picture shows."""

    @property
    def filename(self) -> str:
        """Return its name, with its ending."""

    @property
    def title(self) -> str:
        """Return what stands above it."""

    @property
    def content(self) -> bytes:
        """Return what is in it."""

    @property
    def media_type(self) -> str:
        """Return what kind of file it is."""

    @property
    def alt(self) -> str:
        """Return a picture in words, and nothing for other files."""


@dataclass(frozen=True)
class File:
    """A file that is ready to be sent."""

    filename: str
    title: str
    content: bytes
    media_type: str
    alt: str = ""
