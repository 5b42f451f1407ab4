"""The product as it is served: many writers at once, and a writer killed at any moment. Nothing acknowledged is lost.

Negative control: the same count finds a note that was taken away afterwards.
"""

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.laid_out import lay_out
from tests.pages.conftest import free_port, wait_for

from .world import TOKEN

ROOT = Path(__file__).resolve().parents[2]
WRITERS, SECONDS, KILLS = 32, 8, 12


def surroundings(home: Path) -> dict[str, str]:
    found = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "ENTENTES_HOME": str(home)}
    found.pop("ENTENTES_DATABASE", None)
    return found


def prepared(home: Path, *more: str) -> dict[str, Any]:
    """A world in a home of its own; what `tests.safety.served` says of it."""
    lay_out(home)
    command = [sys.executable, "-m", "tests.safety.served", str(home), *more]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(home), capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def missing(database: str, acknowledged: list[str]) -> list[str]:
    """The acknowledged notes that are not there exactly once."""
    with sqlite3.connect(database) as opened:
        kept = Counter(text for (text,) in opened.execute("SELECT text FROM plans_note"))
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    opened.close()
    return [text for text in acknowledged if kept[text] != 1]


class Writer(threading.Thread):
    """One person who posts notes over one connection, as a browser does, until the time is over."""

    def __init__(self, address: str, made: dict[str, Any], number: int, end: float) -> None:
        super().__init__()
        self.at, self.made, self.number, self.end = urlsplit(address), made, number, end
        self.acknowledged: list[str] = []
        self.codes: Counter[int] = Counter()

    def run(self) -> None:
        who = ("coordinator", "working_member")[self.number % 2]
        action = self.made["actions"][self.number % 3]
        headers = {
            "Cookie": f"session={self.made['sessions'][who if action == self.made['actions'][0] else 'coordinator']}; csrf={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = http.client.HTTPConnection(self.at.hostname or "", self.at.port, timeout=30)
        while time.monotonic() < self.end:
            text, once = f"Nouvelle {uuid.uuid4()}", str(uuid.uuid4())
            form = urlencode({"text": text, "dated_on": "2011-11-23", "status": "", "once": once, "csrfmiddlewaretoken": TOKEN})
            for _ in range(2 if len(self.acknowledged) % 5 == 0 else 1):
                connection.request("POST", action, form, headers)
                answer = connection.getresponse()
                answer.read()
                self.codes[answer.status] += 1
            if answer.status == 302:
                self.acknowledged.append(text)
        connection.close()


def test_thirty_two_writers_lose_nothing_and_meet_no_error(tmp_path: Path) -> None:
    made, port = prepared(tmp_path), free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "ententes.command", "serve", "--port", str(port)]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings(tmp_path), stdout=log, stderr=log)
        try:
            wait_for(address, server, tmp_path / "log")
            end = time.monotonic() + SECONDS
            writers = [Writer(address, made, number, end) for number in range(WRITERS)]
            for one in writers:
                one.start()
            for one in writers:
                one.join()
        finally:
            server.terminate()
            server.wait(timeout=30)
    acknowledged = [text for one in writers for text in one.acknowledged]
    assert set(sum((one.codes for one in writers), Counter())) == {302}
    assert (len(acknowledged) > 100, missing(made["database"], acknowledged)) == (True, [])
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_writer_killed_at_any_moment_loses_nothing_it_was_acknowledged(tmp_path: Path) -> None:
    made = prepared(tmp_path, "--kill", str(KILLS))
    acknowledged = made["acknowledged"]
    assert (len(acknowledged) >= KILLS, missing(made["database"], acknowledged)) == (True, [])
    with sqlite3.connect(made["database"]) as opened:
        opened.execute("UPDATE plans_note SET text = 'Perdue' WHERE text = ?", [acknowledged[3]])
    opened.close()
    assert missing(made["database"], acknowledged) == [acknowledged[3]]
