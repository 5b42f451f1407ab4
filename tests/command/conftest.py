"""The console command as an operator runs it: another process, another home."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def ententes() -> Run:
    """`ententes(home, "check")` runs the command on the installation kept in that folder."""

    def run(home: Path, *words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if key != "ENTENTES_DATABASE"}
        made = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "ENTENTES_HOME": str(home),
            "LANG": "fr_CA.UTF-8",
            "LC_ALL": "",
        }
        return subprocess.run(
            [sys.executable, "-m", "ententes.command", *words],
            cwd=ROOT,
            env={**made, **surroundings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The home of a demonstration whose year has been played, in a database of the engine of the run."""
    home = tmp_path_factory.mktemp("lived-in")
    if "ENTENTES_DATABASE" not in os.environ:
        return Path(shutil.copytree(request.getfixturevalue("demonstration"), home, dirs_exist_ok=True))
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "ENTENTES_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "demo", "--build-only"], cwd=ROOT, env=surroundings, check=True, capture_output=True)
    return home
