"""The floor under a page: a Django view without middleware that runs the same queries and gives back the same bytes, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models.sql.compiler import SQLAggregateCompiler, SQLCompiler
from django.http import HttpRequest, HttpResponse
from django.urls import path

statements: list[tuple[str, Any]] = []
"""What the page asked the database, as SQL with its values."""
asked: list[Callable[[], object]] = []
"""The same, those that Django wrote being written by it anew: what `values_list()` of the same querysets would cost."""
body = b""


def bare(request: HttpRequest) -> HttpResponse:
    """Every statement, straight to the driver."""
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params).fetchall()
    return HttpResponse(body)


def through_the_orm(request: HttpRequest) -> HttpResponse:
    """Every statement, through the ORM where the page went through it; light rows, no instances."""
    for ask in asked:
        ask()
    return HttpResponse(body)


urlpatterns = [path("bare", bare), path("orm", through_the_orm)]


@contextmanager
def listening() -> Iterator[None]:
    """Keep what is asked of the database meanwhile."""
    statements.clear()
    asked.clear()
    execute_sql, inside = SQLCompiler.execute_sql, [False]

    def of_the_orm(compiler: SQLCompiler, *args: Any, **options: Any) -> Any:
        if isinstance(compiler, SQLAggregateCompiler):  # what counts the rows of another query gives no rows by itself
            return execute_sql(compiler, *args, **options)
        query = compiler.query.clone()
        asked.append(lambda: list(query.clone().get_compiler("default").results_iter()))
        inside[0] = True
        try:
            return execute_sql(compiler, *args, **options)
        finally:
            inside[0] = False

    def of_the_driver(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            statements.append((sql, params))
            if not inside[0]:
                asked.append(lambda: _rows(sql, params))
        return execute(sql, params, many, context)

    SQLCompiler.execute_sql = of_the_orm  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(of_the_driver):
            yield
    finally:
        SQLCompiler.execute_sql = execute_sql  # type: ignore[method-assign]


def _rows(sql: str, params: Any) -> list[Any]:
    with connection.cursor() as cursor:
        return cursor.execute(sql, params).fetchall()
