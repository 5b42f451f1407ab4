"""`make bench`: measure everything on a database of its own, print a table, and keep it in `docs/measures.md`."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    home = tempfile.mkdtemp(prefix="ententes-bench-")
    os.environ |= {
        "ENTENTES_HOME": home,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "ENTENTES_DATABASE": f"sqlite:///{home}/bench.sqlite3",
    }
    import django

    django.setup(set_prefix=False)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)

    from bench import accounts, deciding, documents, pages, projects, server
    from bench.measure import Line

    lines: list[Line] = []
    for measures in (
        pages.growth,
        documents.measures,
        pages.measures,
        deciding.measures,
        accounts.measures,
        projects.measures,
        server.measures,
    ):
        for line in measures():
            lines.append(line)
            print(f"{line.what:<72} {line.value:>14}   {line.aim}", flush=True)
    write(lines)
    return 0


def write(lines: list) -> None:
    """Keep the table where it is read."""
    load = f"load {os.getloadavg()[0]:.1f} at the end"
    machine = f"{platform.machine()}, {os.cpu_count()} cores, {load}, Python {platform.python_version()}, SQLite"
    text = [
        "# Measures",
        "",
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with `make bench` ({machine}).",
        "Ratios compare two things in one run; the other figures depend on the machine. The own time and the growth of",
        "pages are taken by the processor, everything else by the clock: a load above 1 shows in all of it, and most in the latter.",
        "",
        "| What | Measured | Aim |",
        "|---|---:|---|",
        *(f"| {line.what} | {line.value} | {line.aim} |" for line in lines),
    ]
    (ROOT / "docs" / "measures.md").write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    sys.exit(main())
