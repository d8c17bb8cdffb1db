"""Looks the locked packages up for known vulnerabilities: `make advisories`.

pip-audit asks PyPI, so it needs uv and a network. What could not be looked up is said, and never
counts as sound.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

LOCKED: Final = Path(__file__).parents[1] / "requirements" / "bot.txt"
PIP_AUDIT: Final = ("tool", "run", "pip-audit")
WISHES: Final = ("--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json")


def main(uv: str) -> int:
    """Ask and tell; return 1 where a vulnerability is known, else 0."""
    command = [uv, *PIP_AUDIT, "--requirement", str(LOCKED), *WISHES]
    try:
        asked = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(asked.stdout)["dependencies"]
    except FileNotFoundError:
        sys.stderr.write(f"{uv} is not installed, so nothing was looked up.\n")
        return 0
    except (ValueError, KeyError):
        last = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
        sys.stderr.write(f"No advisories could be reached, so nothing was looked up: {last}\n")
        return 0
    sys.stdout.write("\n".join(told(found)) + "\n")
    return int(any(package.get("vulns") for package in found))


def told(found: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what is known of the packages, the vulnerable ones first."""
    lines = [
        f"✗ {package['name']} {package['version']}: {flaw['id']}, mended in "
        f"{', '.join(flaw['fix_versions']) or 'no version yet'}"
        for package in found
        for flaw in package.get("vulns", ())
    ]
    skipped = sum("skip_reason" in package for package in found)
    if skipped:
        lines.append(f"Not looked up, as no source knew of them here: {skipped} of {len(found)}.")
    else:
        lines.append(f"Looked up: {len(found)} packages.")
    return lines


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or ["uv"]))
