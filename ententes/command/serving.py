"""Serving the pages, and the worker that does what nobody waits for."""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.act import Refused

log = logging.getLogger("ententes.work")
PAUSE = 1.0
"""Seconds between two rounds of the worker when nothing waits."""


def refuse_weak_settings() -> None:
    """Raise `Refused` where the SQLite engine could lose an acknowledged write: anything weaker than WAL, FULL, IMMEDIATE."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")}
    found["transaction_mode"] = settings.DATABASES["default"]["OPTIONS"].get("transaction_mode")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "transaction_mode": "IMMEDIATE"}
    weak = [f"{name} = {found[name]}" for name in wanted if found[name] != wanted[name]]
    if weak:
        raise Refused(
            _("La base SQLite est réglée trop faiblement (%(weak)s) : une écriture confirmée pourrait se perdre.")
            % {"weak": ", ".join(weak)}
        )


def refuse_taken_address(host: str, port: int) -> None:
    """Raise `Refused` where something answers there already: the server shares its port, so two would answer in turn without a word."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except OSError as failure:
        raise Refused(
            _("L’adresse %(address)s n’est pas libre (%(why)s). Arrêtez ce qui y répond, ou choisissez un autre port.")
            % {"address": f"{host}:{port}", "why": failure.strerror}
        ) from failure


def serve(given: argparse.Namespace) -> int:
    """Bring the database up to date, start the worker beside, and serve until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    refuse_taken_address(given.host, given.port)
    refuse_weak_settings()
    call_command("migrate", verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    if not settings.WHITENOISE_USE_FINDERS:
        call_command("collectstatic", interactive=False, verbosity=0)
    os.environ.setdefault("ENTENTES_URL", f"http://{given.host}:{given.port}")
    # A fork would keep settings read before that address was known, and wait for ever for the threads of a press used before it.
    multiprocessing.set_start_method("spawn", force=True)
    print(_("Ententes répond à l’adresse %(address)s (Ctrl+C pour arrêter).") % {"address": os.environ["ENTENTES_URL"]}, flush=True)
    worker = subprocess.Popen([sys.executable, "-m", "ententes.command", "work"])
    try:
        Granian(
            "config.wsgi:application",
            address=given.host,
            port=given.port,
            interface=Interfaces.WSGI,
            workers=given.workers,
            blocking_threads=4 if given.workers == 1 else 2,
            backlog=1024,
            log_access=False,
            log_level=LogLevels.warning,
        ).serve()
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    return 0


def chores() -> Sequence[Callable[..., int]]:
    """What is due by itself, in order; each returns how much it did."""
    from ententes.conventions import acts as conventions
    from ententes.correspondence import acts as correspondence
    from ententes.importing import acts as importing
    from ententes.meetings import acts as meetings
    from ententes.plans import acts as plans
    from ententes.projects import acts as projects
    from ententes.scoring import acts as scoring

    return (
        importing.read_waiting,
        plans.remind_due,
        meetings.remind_unanswered,
        meetings.remind_dates,
        meetings.close_consultations,
        projects.remind_incomplete,
        conventions.remind_reports,
        meetings.write_digests,
        conventions.remind_signatories,
        scoring.remind_analysts,
        scoring.remind_opinions,
        correspondence.send_due,
    )


def work(given: argparse.Namespace) -> int:
    """Send what is due, remind, read what was received; again and again, or once."""
    refuse_weak_settings()
    running = True

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal running
        running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while running:
        close_old_connections()
        did = 0
        for chore in chores():
            try:
                did += chore(when=clock.now())
            except Exception:
                log.exception("%s", chore.__name__)
        if given.once:
            break
        if not did:
            time.sleep(PAUSE)
    return 0
