"""Documents from the terminal: read, imported, taken out."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from ententes.command import serving
from tests.command.conftest import ROOT, Run

SEED = ROOT / "demo" / "plan-d-action-2011-2012.txt"


def test_reading_tells_what_is_understood_and_writes_nothing(ententes: Run, tmp_path: Path) -> None:
    told = ententes(tmp_path, "read", str(SEED))
    assert told.stdout.splitlines()[2] == "30 actions, 4 objectifs, 8 instances, 16 mandats, 27 points à préciser"
    assert not (tmp_path / "ententes.sqlite3").exists()


def test_reading_gives_the_whole_reading_as_json(ententes: Run, tmp_path: Path) -> None:
    plain = json.loads(ententes(tmp_path, "read", str(SEED), "--json").stdout)
    actions = [action for section in plain["sections"] for action in section["actions"]]
    assert [len(some) for some in (actions, plain["bodies"], plain["points"])] == [30, 8, 27]
    assert actions[2]["schedules"]["2011-2012"] == {
        **actions[2]["schedules"]["2011-2012"],
        "words": "Printemps 2011",
        "kind": "season",
        "start": "2011-04-01",
        "end": "2011-06-30",
    }


def test_a_document_that_is_none_gets_a_sentence(ententes: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04 rien")
    refused = ententes(tmp_path, "read", str(tmp_path / "plan.docx"))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("«\u00a0plan.docx\u00a0»")


def test_help_is_french_and_english_where_the_terminal_is(ententes: Run, tmp_path: Path) -> None:
    assert ententes(tmp_path, "--help").stdout.startswith("utilisation : ententes")
    assert ententes(tmp_path, "--help", LANG="en_CA.UTF-8").stdout.startswith("usage: ententes")


def test_the_plan_leaves_in_every_format(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    starts = {"docx": b"PK", "pdf": b"%PDF-", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}
    for format, start in starts.items():
        target = tmp_path / f"plan.{format}"
        words = (
            "export",
            "plan",
            "economie-sociale-capitale-nationale",
            "--format",
            format,
            "--as-of",
            "2011-11-23",
            "--output",
            str(target),
        )
        assert ententes(lived_in, *words).returncode == 0
        assert target.read_bytes().startswith(start)


def test_importing_without_saying_who_takes_the_only_person_who_can(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    assert ententes(lived_in, "import", str(SEED), "--by", "nobody@demo.example").returncode == 1
    refused = ententes(lived_in, "import", str(SEED))
    assert refused.stderr == "Dites avec --by qui coordonnera l’entente\u00a0: plusieurs personnes le peuvent, ou aucune.\n"
    other = tmp_path / "plan.txt"
    other.write_text(SEED.read_text() + "\n")
    imported = ententes(lived_in, "import", str(other), "--by", "amelie.bouchard@demo.example")
    assert (imported.returncode, imported.stderr) == (0, "")


def test_a_mistake_of_the_operator_gets_a_sentence(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    slug, csv = "economie-sociale-capitale-nationale", ("--format", "csv")
    said = [
        ententes(lived_in, "export", "plan", "rien", *csv),
        ententes(lived_in, "export", "plan", slug, *csv, "--year", "2030"),
        ententes(lived_in, "export", "plan", slug, *csv, "--output", str(tmp_path / "nulle-part" / "plan.csv")),
        ententes(lived_in, "export", "plan", slug, *csv, "--as-of", "2011-13-01"),
        ententes(tmp_path, "restore", str(tmp_path / "rien.tar.gz")),
    ]
    assert [one.returncode for one in said] == [1, 1, 1, 2, 1]
    assert ["Traceback" in one.stderr for one in said] == [False] * 5
    assert "Aucune entente" in said[0].stderr
    assert "Ses plans : 2011-2012." in said[1].stderr.replace("\u00a0", " ")
    assert "nulle-part" in said[2].stderr
    assert "AAAA-MM-JJ" in said[3].stderr.splitlines()[-1]


def test_before_the_first_visit_the_commands_say_what_to_do(ententes: Run, tmp_path: Path) -> None:
    archive = str(tmp_path / "sauvegarde.tar.gz")
    for words in (("import", str(SEED)), ("check",), ("backup", archive), ("work", "--once"), ("export", "plan", "x", "--format", "csv")):
        refused = ententes(tmp_path / "neuve", *words)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "ententes serve" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_port_that_is_taken_is_not_shared(ententes: Run, tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = ententes(tmp_path, "serve", "--port", port)
    assert refused.returncode == 1
    assert port in refused.stderr
    assert not (tmp_path / "ententes.sqlite3").exists()


def test_pages_are_served_by_a_process_of_its_own_that_knows_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    class Served:
        def __init__(self, *given: object, **named: object) -> None:
            told.extend([os.environ["ENTENTES_URL"], multiprocessing.get_start_method()])

        def serve(self) -> None: ...

    told: list[str] = []
    before = multiprocessing.get_start_method()
    monkeypatch.setattr("granian.Granian", Served)
    for name in ("call_command", "refuse_taken_address", "refuse_weak_settings"):
        monkeypatch.setattr(serving, name, MagicMock())
    monkeypatch.setattr("subprocess.Popen", MagicMock())
    monkeypatch.setattr(os, "environ", {name: value for name, value in os.environ.items() if name != "ENTENTES_URL"})
    serving.serve(argparse.Namespace(host="127.0.0.1", port=8123, workers=1))
    multiprocessing.set_start_method(before, force=True)
    assert told == ["http://127.0.0.1:8123", "spawn"]


def test_the_plan_that_leaves_is_the_one_in_force_on_the_day(ententes: Run, lived_in: Path, tmp_path: Path) -> None:
    target = tmp_path / "plan.json"
    words = ("export", "plan", "economie-sociale-capitale-nationale", "--format", "json", "--output", str(target), "--as-of", "2011-11-23")
    roll = """
import django; django.setup(set_prefix=False)
from ententes.plans.models import Plan
one = Plan.objects.get(agreement__slug="economie-sociale-capitale-nationale")
Plan.objects.create(agreement=one.agreement, title="Suite", year=one.year + 1, years=[one.year + 1])
"""
    home = tmp_path / "copie"
    shutil.copytree(lived_in, home)
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "ENTENTES_HOME": str(home)}
    surroundings.pop("ENTENTES_DATABASE", None)
    subprocess.run([sys.executable, "-c", roll], cwd=ROOT, env=surroundings, check=True)
    assert ententes(home, *words).returncode == 0
    assert json.loads(target.read_text())["plan"]["year"] == "2011-2012"
