"""Pages against a bare view: the same queries run, the same bytes given back, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path, reverse

from bench import world
from bench.measure import Line, kilobytes, median, milliseconds, zipped
from ententes.agreements.models import Agreement

statements: list[tuple[str, Any]] = []
body = b""


def bare(request: HttpRequest) -> HttpResponse:
    """A view that runs what the page ran and gives back what the page gave back."""
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql).fetchall()
    return HttpResponse(body)


urlpatterns = [path("bare", bare)]


def signed_in(person: Any) -> str:
    """The cookie of a session of that person."""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def asking(handler: WSGIHandler, address: str, cookie: str) -> Callable[[], bytes]:
    """One request through a whole WSGI stack; the bytes of the answer."""

    def ask() -> bytes:
        environ = RequestFactory(HTTP_COOKIE=cookie, SERVER_NAME="127.0.0.1")._base_environ(PATH_INFO=address)
        answer = handler(environ, lambda status, headers: assert_found(status, address))
        content = b"".join(answer)
        answer.close()
        return content

    return ask


def assert_found(status: str, address: str) -> None:
    if not status.startswith("200"):
        raise RuntimeError(f"{address}: {status}")


def against_bare(what: str, address: str, cookie: str, aim: str = "≤ 3×") -> Iterator[Line]:
    """The page's own time against the bare view's, its queries and its weight."""
    global body
    page = asking(WSGIHandler(), address, cookie)
    page()
    connection.ensure_connection()
    with CaptureQueriesContext(connection) as captured:
        body = page()
    count = len(captured)
    statements[:] = [one["sql"] for one in captured if one["sql"].lstrip().upper().startswith(("SELECT", "WITH"))]
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.pages"):
        floor = median(asking(WSGIHandler(), "/bare", cookie), 25)
    taken = median(page, 25)
    yield Line(f"{what}: own time against a bare view ({milliseconds(taken)} / {milliseconds(floor)})", f"{taken / floor:.1f}×", aim)
    yield Line(f"{what}: queries; weight; gzipped", f"{count}; {kilobytes(len(body))}; {kilobytes(zipped(body))}", "≤ 150 kB gzipped")


def measures() -> Iterator[Line]:
    cookie = signed_in(world.person())
    for count in (100, 1000):
        made = Agreement.objects.filter(title=f"Entente de {count} actions").first() or world.agreement(count)
        yield from against_bare(f"Plan page, {count} actions", reverse("plan", kwargs={"agreement": made.slug}), cookie)
    one = world.agreement(10, notes_each=50)
    action = one.plans.get().actions.first()
    yield from against_bare("Action page, 50 notes", reverse("action", kwargs={"agreement": one.slug, "action": action.pk}), cookie)
