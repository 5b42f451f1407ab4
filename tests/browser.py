"""The browser of the tests: found on the machine, or installed where that is allowed (`python -m tests.browser`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELL = "chromium-headless-shell"
"""Chromium without its windows, which costs half as much to drive."""
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ON_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# A browser that looks for its maker's servers at every start slows the tests and leaks that they run.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium or Chrome: `ENTENTES_BROWSER`, on the PATH, or where macOS keeps it."""
    if given := os.environ.get("ENTENTES_BROWSER"):
        return given
    return next(filter(None, map(shutil.which, NAMES)), None) or next((path for path in ON_MAC if Path(path).exists()), None)


def install() -> bool:
    """Install Debian's Chromium, without its windows, when we may; True when it is there afterwards."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return False
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", SHELL]):
        if subprocess.run([*sudo, "apt-get", *words], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, check=False).returncode:
            return False
    return find() is not None


def main() -> int:
    in_a_container = os.geteuid() == 0 and not shutil.which(SHELL)
    if (find() and not in_a_container) or install() or find():
        return 0
    print(
        "Les essais dans un navigateur demandent Chromium ou Chrome, et je n’ai pas le droit de l’installer ici.\n"
        "Installez-le (« apt install chromium », ou Chrome sous macOS), ou donnez son chemin dans ENTENTES_BROWSER.\n"
        "The browser tests need Chromium or Chrome: install it, or set ENTENTES_BROWSER to its path.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
