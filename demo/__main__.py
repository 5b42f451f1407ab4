"""`make demo`: build the demonstration afresh, then serve it."""

from __future__ import annotations

import argparse
import os
import shutil
import time


def main() -> int:
    """Throw the last demonstration away, play its life again, and serve."""
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--build-only", action="store_true")
    given = parser.parse_args()

    address = f"http://127.0.0.1:{given.port}"
    os.environ.setdefault("ENTENTES_URL", address)

    import django

    django.setup(set_prefix=False)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from ententes.command import serving
    from ententes.ground.act import Refused

    if not given.build_only:
        try:
            serving.refuse_taken_address("127.0.0.1", given.port)
        except Refused as refused:
            print(*refused.reasons, "(make demo PORT=8001)")
            return 1

    began = time.monotonic()
    connection.close()
    for left in ("ententes.sqlite3", "ententes.sqlite3-wal", "ententes.sqlite3-shm"):
        (settings.HOME / left).unlink(missing_ok=True)
    shutil.rmtree(settings.HOME / "files", ignore_errors=True)
    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)

    from demo import life

    agreement = life.play()
    print(f"« {agreement.title} »")
    print(f"Le document est lu, l’entente est importée et son année est jouée ({time.monotonic() - began:.1f} s).")
    if given.build_only:
        return 0
    print(f"\nPour entrer : {address}/connexion/, puis un clic sur une des personnes inventées.")
    print("To sign in: the same page, one click on one of the invented people.\n", flush=True)

    return serving.serve(argparse.Namespace(host="127.0.0.1", port=given.port, workers=1))


if __name__ == "__main__":
    raise SystemExit(main())
