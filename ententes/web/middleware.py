"""What happens around every page: its language, its headers, and the guard that keeps a reading from writing."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponse]


def headers(get_response: Next) -> Next:
    """What only the holder of a session may see is never kept by a cache on the way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        if not response.has_header("Cache-Control") and getattr(request, "user", None) is not None:
            private = request.user.is_authenticated or settings.SESSION_COOKIE_NAME in request.COOKIES
            response.headers["Cache-Control"] = "private, no-store" if private else "no-cache"
        return response

    return middleware


def language(get_response: Next) -> Next:
    """French, unless the visitor or the signed-in person chose otherwise. The browser's wish is not asked: French comes first."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", "")
        with translation.override(chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
            return response

    return middleware


class ReadingWrote(Exception):
    """A GET tried to change the database."""


_WRITES = re.compile(r"\s*(insert|update|delete|replace|merge|truncate|alter|create|drop)\b", re.IGNORECASE)
_KEPT_BY_READING = re.compile(r"people_limits|django_session|^UPDATE \W?mfa_authenticator\W")


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if _WRITES.match(sql) and not _KEPT_BY_READING.search(sql):
        raise ReadingWrote(sql[:120])
    return execute(sql, params, many, context)


def reading_cannot_write(get_response: Next) -> Next:
    """On GET and HEAD, writing is refused, except counters of attempts, the session, and that recovery codes were seen."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with ExitStack() as guards:
            for connection in connections.all():
                guards.enter_context(connection.execute_wrapper(_refuse_writes))
            return get_response(request)

    return middleware
