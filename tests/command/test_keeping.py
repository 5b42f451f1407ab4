"""A backup gives everything back, on the engine of the run; what is broken is said."""

from __future__ import annotations

import json
import os
import sqlite3
import tarfile
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.command.conftest import Run
from tests.laid_out import lay_out


def manifest(archive: Path) -> dict[str, Any]:
    with tarfile.open(archive) as opened:
        member = opened.extractfile("manifest.json")
        assert member is not None
        return dict(json.load(member))


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Where to restore: an empty SQLite file, or a new database of the PostgreSQL of the run."""
    server = os.environ.get("ENTENTES_DATABASE", "")
    if not server.startswith("postgresql"):
        return {}
    name = f"restored_{abs(hash(tmp_path)) % 10**9}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return {"ENTENTES_DATABASE": urlsplit(server)._replace(path=f"/{name}").geturl()}


def test_a_restored_backup_holds_every_row_and_every_file(ententes: Run, lived_in: Path, tmp_path: Path, elsewhere: dict[str, str]) -> None:
    saved, again = tmp_path / "saved.tar.gz", tmp_path / "again.tar.gz"
    home = tmp_path / "home"
    assert ententes(lived_in, "backup", str(saved)).stderr == ""
    files = len(manifest(saved)["files"])
    assert files > 5
    lay_out(home)
    restored = ententes(home, "restore", str(saved), **elsewhere)
    assert (restored.returncode, restored.stdout) == (0, f"Tout est en ordre\u00a0: {files} fichiers vérifiés.\n"), restored.stderr
    assert ententes(home, "backup", str(again), **elsewhere).stderr == ""
    assert manifest(again) == manifest(saved)
    assert manifest(saved)["tables"]["plans.action"]["rows"] == 30


def test_a_backup_taken_while_people_write_is_one_moment(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    """A writer adds a letter and its alias row together; no archive may hold one without the other."""
    stop = threading.Event()

    def write() -> None:
        with sqlite3.connect(lived_in / "ententes.sqlite3", timeout=20, isolation_level=None) as connection:
            organisation = connection.execute("SELECT id FROM organisations_organisation LIMIT 1").fetchone()[0]
            number = 0
            while not stop.is_set():
                number += 1
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO organisations_organisation (name, acronym) VALUES (?, '')", (f"Double {number}",))
                connection.execute(
                    "INSERT INTO organisations_alias (name, organisation_id) VALUES (?, ?)", (f"Double {number}", organisation)
                )
                connection.execute("COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert ententes(lived_in, "backup", str(tmp_path / "live.tar.gz")).returncode == 0
    finally:
        stop.set()
        writer.join()
    with tarfile.open(tmp_path / "live.tar.gz") as opened:
        names = [
            {word for line in opened.extractfile(f"rows/organisations.{table}.jsonl") for word in json.loads(line) if "Double" in str(word)}  # type: ignore[union-attr]
            for table in ("organisation", "alias")
        ]
    assert names[0] == names[1]


def test_a_restoration_never_mixes_with_what_is_there(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    ententes(lived_in, "backup", str(tmp_path / "saved.tar.gz"))
    refused = ententes(lived_in, "restore", str(tmp_path / "saved.tar.gz"))
    assert (refused.returncode, refused.stderr) == (
        1,
        "Cette installation contient déjà des personnes. Rétablissez la sauvegarde dans une installation vide.\n",
    )


def test_a_broken_archive_is_refused_and_nothing_is_restored(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    saved, broken = tmp_path / "saved.tar.gz", tmp_path / "broken.tar.gz"
    ententes(lived_in, "backup", str(saved))
    broken.write_bytes(saved.read_bytes()[:-400])
    lay_out(tmp_path / "home")
    refused = ententes(tmp_path / "home", "restore", str(broken))
    assert (refused.returncode, "n’est pas une sauvegarde lisible" in refused.stderr) == (1, True)
    with sqlite3.connect(tmp_path / "home" / "ententes.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM people_person").fetchone() == (0,)


def test_the_check_names_a_file_that_changed(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    ententes(lived_in, "backup", str(tmp_path / "saved.tar.gz"))
    home = tmp_path / "home"
    lay_out(home)
    ententes(home, "restore", str(tmp_path / "saved.tar.gz"))
    kept = next(path for path in (home / "files").rglob("*") if path.is_file() and b"ENTENTE SP" in path.read_bytes())
    kept.write_bytes(kept.read_bytes() + b"!")
    checked = ententes(home, "check")
    assert (checked.returncode, checked.stderr) == (
        1,
        "Le fichier «\u00a0plan-d-action-2011-2012.txt\u00a0» (1) manque ou n’est plus celui qui a été déposé.\n",
    )


def test_a_weak_sqlite_setting_stops_the_start(monkeypatch: pytest.MonkeyPatch, settings: Any, db: None) -> None:
    from django.db import connection

    from ententes.command import serving
    from ententes.ground.act import Refused

    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    monkeypatch.setitem(settings.DATABASES["default"]["OPTIONS"], "transaction_mode", "DEFERRED")
    with pytest.raises(Refused, match="transaction_mode = DEFERRED"):
        serving.refuse_weak_settings()
