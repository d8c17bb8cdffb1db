"""Patterns that are put together when somebody first asks them, so that a bot starts soon."""

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return what stands for a pattern until it is first asked, and then is as quick as one."""
    return cast("re.Pattern[str]", LatePattern(text, flags))


class LatePattern:
    """What stands for a pattern; each of its methods is fetched once."""

    def __init__(self, text: str, flags: int) -> None:
        self._written = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever a pattern has)
        found = getattr(re.compile(*self._written), name)
        setattr(self, name, found)
        return found
