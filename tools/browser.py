"""Finds a Chromium for the test that needs a browser, or installs Debian's where it can.

Standard library only. Nothing else depends on it: without a browser it says so, and all goes on.
"""

import os
import shutil
import subprocess
import sys

# The first takes less than half the processor: it draws pages and no windows.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGES = NAMES[:2]  # Debian has both, Ubuntu the second


def main() -> None:
    """Say what was found only if something was done or is missing."""
    if find() is None and may_install():
        sys.stdout.write("Installing Chromium for the test in a browser …\n")
        sys.stdout.flush()
        install()
    if find() is None:
        sys.stdout.write(
            "There is no Chromium, so the test in a browser is skipped; "
            "to have it: sudo apt-get install chromium\n"
        )


def find() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def may_install() -> bool:
    """Say whether packages can be installed here: on Debian or Ubuntu, as root."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def install() -> None:
    """Ask apt-get for one after the other; whether it worked is seen by looking again."""
    problem = apt_get("update")
    if not problem:
        for package in PACKAGES:
            problem = apt_get("install", "-y", package)
            if not problem:
                return
    sys.stdout.write(problem)


def apt_get(*words: str) -> str:
    """Run apt-get and return what it says was wrong."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words], env=environment, capture_output=True, text=True, check=False
    )
    return done.stderr[-500:] if done.returncode else ""


if __name__ == "__main__":
    main()
