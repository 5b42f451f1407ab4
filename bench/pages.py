"""Pages: their own time against a bare view, their queries and their weight, and what becomes of them as the installation grows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import override_settings
from django.urls import reverse

from bench import bare, world
from bench.measure import Line, kilobytes, median, milliseconds, side_by_side, zipped
from ententes.agreements.models import Agreement

REDMINE = {"issue": 0.079, "gantt": 1.730}
"""Seconds of the same job in Redmine 5, on two cores."""


def signed_in(person: Any) -> str:
    """The cookie of a session of that person."""
    request = HttpRequest()
    request.session = SessionStore()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return f"{settings.SESSION_COOKIE_NAME}={request.session.session_key}"


def asking(handler: WSGIHandler, address: str, cookie: str = "", status: str = "200", **headers: str) -> Callable[[], bytes]:
    """One request through a whole WSGI stack; the bytes of the answer."""

    path, _mark, query = address.partition("?")

    def ask() -> bytes:
        environ = RequestFactory(HTTP_COOKIE=cookie, SERVER_NAME="127.0.0.1", **headers)._base_environ(PATH_INFO=path, QUERY_STRING=query)
        answer = handler(environ, lambda given, headers: assert_answered(given, status, address))
        content = b"".join(answer)
        answer.close()
        return content

    return ask


def assert_answered(given: str, status: str, address: str) -> None:
    if not given.startswith(status):
        raise RuntimeError(f"{address}: {given}")


def against_bare(what: str, address: str, cookie: str, aim: str = "≤ 3×") -> Iterator[Line]:
    """The page's own time against the bare views', its queries and its weight."""
    page = asking(WSGIHandler(), address, cookie)
    page()
    with bare.listening():
        bare.body = page()
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare"):
        raw, orm = side_by_side(asking(WSGIHandler(), "/bare"), asking(WSGIHandler(), "/orm"))
    [taken] = side_by_side(page)
    mine = milliseconds(taken)
    yield Line(f"{what}: own time against a bare view of raw SQL ({mine} / {milliseconds(raw)})", f"{taken / raw:.1f}×", aim)
    yield Line(f"{what}: own time against a bare view through the ORM ({mine} / {milliseconds(orm)})", f"{taken / orm:.1f}×", aim)
    count, weight = len(bare.statements), len(bare.body)
    yield Line(
        f"{what}: queries; weight; gzipped", f"{count}; {kilobytes(weight)}; {kilobytes(zipped(bare.body))}", "constant; ≤ 150 kB gzipped"
    )


def measures() -> Iterator[Line]:
    cookie = signed_in(world.person())
    for count in (100, 1000, 3000):
        made = Agreement.objects.filter(title=f"Entente de {count} actions").first() or world.agreement(count)
        address = reverse("plan", kwargs={"agreement": made.slug})
        yield from against_bare(f"Plan page, {count} actions", address, cookie)
        if count == 1000:
            taken = median(asking(WSGIHandler(), address, cookie), 25)
            yield Line("Season bands of 1 000 actions, by the clock", faster(REDMINE["gantt"], taken), "≥ 20× Redmine's Gantt (1 730 ms)")
    one = world.agreement(10, notes_each=50)
    action = one.plans.get().actions.first()
    address = reverse("action", kwargs={"agreement": one.slug, "action": action.pk})
    yield from against_bare("Action page, 50 notes and 50 files", address, cookie)
    taken = median(asking(WSGIHandler(), address, cookie), 25)
    yield Line("Action page, 50 notes and 50 files, by the clock", faster(REDMINE["issue"], taken), "≥ 8× Redmine (79 ms)")
    yield from unchanged(Agreement.objects.get(title="Entente de 1000 actions"))
    yield first_load(asking(WSGIHandler(), reverse("plan", kwargs={"agreement": one.slug}), cookie)())


def faster(peer: float, taken: float) -> str:
    """A time by the clock, as the peer's was taken, and how many times the peer's holds it."""
    return f"{milliseconds(taken)} ({peer / taken:.1f}× faster)"


def unchanged(made: Agreement) -> Iterator[Line]:
    """What a public plan costs a visitor whose browser already has it."""
    Agreement.objects.filter(pk=made.pk).update(is_public=True)
    address = reverse("plan", kwargs={"agreement": made.slug})
    tags: list[str] = []
    environ = RequestFactory(SERVER_NAME="127.0.0.1")._base_environ(PATH_INFO=address)
    WSGIHandler()(environ, lambda status, headers: tags.extend(value for name, value in headers if name == "ETag")).close()
    again = asking(WSGIHandler(), address, status="304", HTTP_IF_NONE_MATCH=tags[0])
    with bare.listening():
        again()
    [taken] = side_by_side(again)
    yield Line("Public plan of 1 000 actions, unchanged: queries; time", f"{len(bare.statements)}; {milliseconds(taken)}", "1 query")


def first_load(page: bytes) -> Line:
    """The page with its style sheets, scripts and icons, gzipped."""
    names = sorted(set(re.findall(rf"{settings.STATIC_URL}([^\"#]+)", page.decode())))
    files = [zipped(Path(str(finders.find(name))).read_bytes()) for name in names]
    return Line(f"First load of a plan: the page and {len(files)} files, gzipped", kilobytes(zipped(page) + sum(files)), "≤ 60 kB")


def growth() -> Iterator[Line]:
    """Each page in an installation of one plan of 40 actions, then of 22 agreements × 15 years: 330 such plans."""
    cookie, made = signed_in(world.person()), world.agreement(40, title="Entente qui dure")
    action = made.plans.get().actions.first()
    pages = {
        "plan": reverse("plan", kwargs={"agreement": made.slug}),
        "action": reverse("action", kwargs={"agreement": made.slug, "action": action.pk}),
        "home of the agreement": reverse("agreement", kwargs={"agreement": made.slug}),
        "committees": reverse("committees", kwargs={"agreement": made.slug}),
        "search": reverse("search", kwargs={"agreement": made.slug}),
        "to do": reverse("todo"),
    }
    asks = [asking(WSGIHandler(), address, cookie) for address in pages.values()]
    before = side_by_side(*asks)
    world.grow(made, agreements=22, years=15, actions=40)
    after = side_by_side(*asks)
    for name, first, last in zip(pages, before, after, strict=True):
        yield Line(f"Growth, 1 → 330 plans (13 200 actions): {name}", f"{last / first:.2f}×", "≤ 1.3×")
