"""Where what people read is kept: `path("messages", "pair")`, and whether it still reads so."""

import os
from pathlib import Path

# A run with other words (test_other_words.py) writes elsewhere.
FOLDER = Path(os.environ.get("GOLDEN_FOLDER") or Path(__file__).parent)


def path(part: str, name: str) -> Path:
    """Return the file of one thing that is read."""
    return FOLDER / part / f"{name}.txt"


def assert_kept(part: str, name: str, said: str) -> None:
    """Compare with what is kept, or keep it where KEEP_GOLDEN is set."""
    kept = path(part, name)
    if os.environ.get("KEEP_GOLDEN"):
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(said, encoding="utf-8")
    assert kept.exists(), f"look at it, and keep it with KEEP_GOLDEN=1:\n{said}"
    assert said == kept.read_text(encoding="utf-8")
