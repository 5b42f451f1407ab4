"""An installation of its own for attacks that need a whole product: `python -m tests.safety.served HOME` prepares it.

It prints the sessions of its people and the addresses of its actions as JSON. With `--kill N`, a writer process is killed N times while it
posts notes, and what it was acknowledged is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import time
import uuid
from pathlib import Path
from typing import Any


def prepare() -> dict[str, Any]:
    """Build the world in the database of the settings."""
    from django.conf import settings
    from django.core.management import call_command

    from ententes.web.access import ACCESS

    from .world import make_world, params, under_agreement

    call_command("migrate", verbosity=0)
    world = make_world()
    routes = [route for route, row in ACCESS.items() if "GET" in row]
    actions = [world.address("action_note", action=world.ours[name]) for name in ("action", "spare", "merged")]
    return {
        "sessions": world.sessions,
        "actions": actions,
        "link": world.address("answer"),
        "pages": [world.address(route) for route in routes if under_agreement(route)],
        "links": [world.address(route) for route in routes if "token" in params(route)],
        "database": str(settings.DATABASES["default"]["NAME"]),
    }


def write_until_killed(session: str, address: str, acknowledged: Any) -> None:
    """Post one note after another; each that was answered by its redirection is told at once."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session
    while True:
        text = f"Nouvelle {uuid.uuid4()}"
        answer = client.post(address, {"text": text, "dated_on": "2011-11-23", "status": "", "once": str(uuid.uuid4())})
        if answer.status_code == 302:
            os.write(acknowledged, f"{text}\n".encode())


def kill(made: dict[str, Any], rounds: int) -> list[str]:
    """Kill a writer at a random moment, again and again; what was acknowledged."""
    from django.db import connections

    told = b""
    for number in range(rounds):
        connections.close_all()
        ours, theirs = os.pipe()
        child = os.fork()
        if child == 0:
            write_until_killed(made["sessions"]["coordinator"], made["actions"][number % 3], theirs)
        os.close(theirs)
        told += os.read(ours, 65536)  # it writes: now any moment may be the last
        time.sleep(random.Random(number).uniform(0.05, 0.5))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while piece := os.read(ours, 65536):
            told += piece
        os.close(ours)
    return told.decode().split("\n")[:-1]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--payloads", action="store_true")
    given = parser.parse_args()
    os.environ["ENTENTES_HOME"] = str(given.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    import django

    django.setup(set_prefix=False)
    given.home.mkdir(parents=True, exist_ok=True)
    from django.test.utils import setup_test_environment

    setup_test_environment()
    made = prepare()
    if given.payloads:
        from .payloads import sow

        sow()
    if given.kill:
        made["acknowledged"] = kill(made, given.kill)
    print(json.dumps(made))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
