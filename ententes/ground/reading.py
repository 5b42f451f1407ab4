"""A reading built once and asked many times: Django takes longer to build a small query than the database to answer it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

_KEY = -7_777_777_777
"""Stands for the key while the query is built; no row has it."""


class Reading:
    """The rows that `build(key).values_list(…)` would give, as plain tuples; the SQL is kept after the first time.

    For columns that come as they are from the driver (numbers, texts, days, truth values): no JSON, no moment. `build` must use its
    key as a value and nothing else that changes from one call to the next.
    """

    def __init__(self, build: Callable[[int], QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, key: int) -> list[tuple[Any, ...]]:
        vendor = connection.vendor
        if vendor not in self._known:
            self._known[vendor] = self._build(_KEY).query.sql_with_params()
        sql, params = self._known[vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [key if value == _KEY else value for value in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found
