"""A worker's memory does not grow with the number of its tests."""

import subprocess
import sys
from pathlib import Path

LEFT = """
from tests.memory import MemoryWatch, _peak_mb
watch, begun = MemoryWatch(200_000), _peak_mb()
watch.pytest_collection_finish()
for _ in range(100):
    left = [[] for _ in range(100_000)]
    left.append(left)
    watch.pytest_runtest_logfinish()
print(_peak_mb() - begun)
"""


def test_what_tests_leave_is_found_before_it_is_much() -> None:
    """Each leaves 6 MB that only a look for garbage finds: 600 in the end."""
    root = Path(__file__).parents[1]
    ran = subprocess.run(
        [sys.executable, "-c", LEFT], cwd=root, capture_output=True, text=True, check=True
    )
    assert int(ran.stdout) < 50
