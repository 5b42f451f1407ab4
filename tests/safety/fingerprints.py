"""Whether anything was written: one hash of every row, taken again only where a statement may have changed one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import count
from typing import Any

from django.db import connection

KEPT_BY_READING = {"django_session", "people_limits"}
"""Sessions and counters of attempts may move with a visit; nothing else may."""
_HARMLESS = re.compile(rf"[\s(]*(SELECT|RELEASE)\b|(INSERT INTO|UPDATE|DELETE FROM) \"?({'|'.join(KEPT_BY_READING)})\b")
_SAVED = re.compile(r"(ROLLBACK TO )?SAVEPOINT (\S+)")


class Moments:
    """The moment that the database is at: what may write makes a new one, going back to a savepoint returns to its own."""

    def __init__(self) -> None:
        self.numbers, self.now = count(1), 0
        self.saved: dict[str, int] = {}
        self.seen: dict[int, str] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if found := _SAVED.match(sql):
            if not found[1]:
                self.saved[found[2]] = self.now
            else:
                self.now = self.saved[found[2]] if found[2] in self.saved else next(self.numbers)
        elif not _HARMLESS.match(sql):
            self.now = next(self.numbers)
        return execute(sql, params, many, context)


@contextmanager
def moments() -> Iterator[None]:
    """Inside, the same moment is read once only."""
    with connection.execute_wrapper(Moments()):
        yield


def fingerprint() -> str:
    """One hash of every row of every table, but sessions and counters."""
    moments = next((one for one in connection.execute_wrappers if isinstance(one, Moments)), None)
    if moments is None or not connection.in_atomic_block:  # a transaction of another, or the end of ours, is not seen
        return _read()
    now = moments.now
    if now not in moments.seen:
        moments.seen[now] = _read()
    return moments.seen[now]


def _read() -> str:
    tables = sorted(set(connection.introspection.table_names()) - KEPT_BY_READING)
    digest = blake2b(digest_size=12)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            each = " UNION ALL ".join(f"SELECT '{one}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {one} t" for one in tables)
            cursor.execute(f"SELECT * FROM ({each}) AS found ORDER BY 1")
            digest.update(repr(cursor.fetchall()).encode())
        else:
            for one in tables:
                if not one.startswith("search_"):
                    cursor.execute(f"SELECT * FROM {one}")
                    digest.update(repr((one, sorted(map(repr, cursor.fetchall())))).encode())
    return digest.hexdigest()
