"""The world, made once; each attack is undone before the next."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import override_settings

from tests.cast import TODAY

from .fingerprints import moments
from .world import World, make_world


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for all the attacks: each is marked `django_db`, which undoes what it did, and takes its turns inside `undone()`."""
    with django_db_blocker.unblock(), override_settings(ENTENTES_TODAY=TODAY), moments(), undone():
        yield make_world()


@pytest.fixture
def file_database(transactional_db: None, tmp_path: Any) -> Iterator[Callable[[], None]]:
    """A database that threads may write to at once, as in production: a file on SQLite, its own on PostgreSQL.

    The function given back puts the database as it is now aside; each later call brings that back.
    """
    if connection.vendor != "sqlite":
        yield from _on_postgresql()
        return
    memory, path, kept = connections["default"], tmp_path / "file.sqlite3", tmp_path / "kept.sqlite3"
    with memory.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    name = settings.DATABASES["default"]["NAME"]
    settings.DATABASES["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")

    def again() -> None:
        if not kept.exists():
            with connections["default"].cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(kept)])
            return
        connections["default"].close()
        for ending in ("", "-wal", "-shm"):
            (tmp_path / f"file.sqlite3{ending}").unlink(missing_ok=True)
        shutil.copy(kept, path)
        # A vacuumed copy is not in WAL mode. In production the first connection sees to it, before any request comes: two threads
        # that both change the mode at one moment are refused at once, whatever the timeout.
        connections["default"].ensure_connection()

    yield again
    connections["default"].close()
    connections["default"] = memory
    settings.DATABASES["default"]["NAME"] = name


def _on_postgresql() -> Iterator[Callable[[], None]]:
    """Tables are set aside in a schema of their own, and those written to since are filled again; a row written since bears the number of a
    later transaction. To copy the whole database takes longer than most attacks.
    """
    names: dict[str, str] = {}
    since = [0]

    def again() -> None:
        connections.close_all()
        with transaction.atomic(), connection.cursor() as cursor:
            if not names:
                cursor.execute("CREATE SCHEMA kept")
                cursor.execute(
                    "SELECT table_name, string_agg(quote_ident(column_name), ', ') FROM information_schema.columns"
                    " WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY table_name"
                )
                names.update(cursor.fetchall())
                for name, columns in names.items():
                    cursor.execute(f'CREATE TABLE kept."{name}" AS SELECT {columns} FROM public."{name}"')
            else:
                cursor.execute("SET LOCAL session_replication_role = replica")  # neither triggers nor references look meanwhile
                counts = (
                    f"SELECT '{name}', count(*) = (SELECT count(*) FROM kept.\"{name}\")"
                    f' AND coalesce(max(xmin::text::bigint), 0) <= {since[0]} FROM public."{name}"'
                    for name in names
                )
                cursor.execute(" UNION ALL ".join(counts))
                for name in [name for name, same in cursor.fetchall() if not same]:
                    cursor.execute(f'DELETE FROM public."{name}"')
                    cursor.execute(f'INSERT INTO public."{name}" ({names[name]}) SELECT {names[name]} FROM kept."{name}"')
            cursor.execute("SELECT txid_current()")
            since[0] = cursor.fetchone()[0]

    yield again
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS kept CASCADE")
