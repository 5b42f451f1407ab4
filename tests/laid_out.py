"""What is long to make is made once and copied: a SQLite database where every migration ran, a demonstration whose year has been played."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(sys.prefix)
PLAYED_AT = "http://played.example"


def laid_out() -> Path:
    """Where it is kept; made again when a migration or a locked version changed."""
    digest = sha256()
    for path in sorted([*ROOT.glob("ententes/*/migrations/*.py"), ROOT / "requirements" / "run.lock"]):
        digest.update(path.name.encode() + path.read_bytes())
    made = KEPT / f"laid-out-{digest.hexdigest()[:12]}.sqlite3"
    with (KEPT / "laid-out.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two workers may begin at one moment
        if not made.exists():
            for former in KEPT.glob("laid-out-*.sqlite3"):
                former.unlink()
            _make(made)
    return made


def _make(made: Path) -> None:
    with TemporaryDirectory() as home:
        surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "ENTENTES_HOME": home}
        surroundings.pop("ENTENTES_DATABASE", None)
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=surroundings, check=True)
        with closing(sqlite3.connect(Path(home, "ententes.sqlite3"))) as opened:
            opened.execute("VACUUM INTO ?", [f"{made}.partly"])
    Path(f"{made}.partly").rename(made)


def played(run: Path) -> Path:
    """The home of a demonstration whose year has been played, kept in the folder of a run for all its workers: whoever writes copies it."""
    made = run / "played"
    with (run / "played.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            partly = run / "played.partly"
            surroundings = {
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "config.settings.demo",
                "ENTENTES_HOME": str(partly),
                "ENTENTES_URL": PLAYED_AT,
            }
            surroundings.pop("ENTENTES_DATABASE", None)
            subprocess.run([sys.executable, "-m", "demo", "--build-only"], cwd=ROOT, env=surroundings, check=True, capture_output=True)
            partly.rename(made)
    return made


def lay_out(home: Path) -> None:
    """Give an installation its database before it begins."""
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(laid_out(), home / "ententes.sqlite3")


def begin(connection: sqlite3.Connection) -> None:
    """Fill an empty database."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
        with closing(sqlite3.connect(laid_out())) as opened:
            opened.backup(connection)
