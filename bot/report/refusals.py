"""What is said when a report cannot be checked."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "report.no_code": "That isn't the code of a report. One looks like this: {example}",
}
