"""A reading built once and asked many times: Django takes longer to build a small query than the database to answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, JSONField, Model, QuerySet

_KEYS = (-7_777_777_777, -7_777_777_778)
"""Stand for the keys while the query is built; no row has them."""
M = TypeVar("M", bound=Model)


class Reading:
    """The rows that `build(key).values_list(…)` would give, as plain tuples; the SQL is kept after the first time.

    For columns that come as they are from the driver (numbers, texts, days, truth values): no JSON, no moment. `build` must use its
    keys, one or two, as values and nothing else that changes from one call to the next.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, *keys: int) -> list[tuple[Any, ...]]:
        vendor = connection.vendor
        if vendor not in self._known:
            self._known[vendor] = self._build(*_KEYS[: len(keys)]).query.sql_with_params()
        sql, params = self._known[vendor]
        given: dict[Any, int] = dict(zip(_KEYS, keys, strict=False))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(value, value) for value in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def columns(model: type[Model], path: str = "") -> list[str]:
    """Every column of a model, as `values_list` takes them, for `instance`. Raises TypeError where one is JSON or a moment."""
    if any(isinstance(one, DateTimeField | JSONField) for one in model._meta.concrete_fields):
        raise TypeError(model.__name__)
    return [path + one.attname for one in model._meta.concrete_fields]


def instance(model: type[M], values: Sequence[Any]) -> M:
    """The row that the values of its `columns` describe."""
    return model.from_db("default", [one.attname for one in model._meta.concrete_fields], values)
