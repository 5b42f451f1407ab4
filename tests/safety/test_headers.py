"""What leaves with every answer, where redirections lead, and what production refuses to start without.

Negative controls: a way back that is ours is followed, and a page made without its policy is seen.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.test import Client, override_settings

from ententes.correspondence.models import Letter
from ententes.web.access import ACCESS
from tests.laid_out import lay_out

from .matrix import ask
from .test_once import best
from .world import TOKEN, World

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
ROOT = Path(__file__).resolve().parents[2]

ELSEWHERE = [
    "//ailleurs.test",
    "///ailleurs.test",
    "////ailleurs.test",
    "/\\ailleurs.test",
    "\\\\ailleurs.test",
    "\\/ailleurs.test",
    "/\\/ailleurs.test",
    "https://ailleurs.test",
    "http://ailleurs.test",
    "https:ailleurs.test",
    "https:/ailleurs.test",
    "http:///ailleurs.test",
    "hTTps://ailleurs.test",
    "ftp://ailleurs.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "\t//ailleurs.test",
    "\n//ailleurs.test",
    "\r//ailleurs.test",
    "/\t/ailleurs.test",
    "/\n/ailleurs.test",
    " //ailleurs.test",
    "\x00//ailleurs.test",
    "\x08//ailleurs.test",
    "%2f%2failleurs.test",
    "/%2f/ailleurs.test/../..",
    "//ailleurs.test%2f@testserver",
    "https://testserver@ailleurs.test",
    "https://testserver:x@ailleurs.test",
    "//testserver@ailleurs.test",
    "https://testserver.ailleurs.test",
    "//ailleurs。test",
    "//ａｉｌｌｅｕｒｓ.test",
    "/..//ailleurs.test",
    "/.//ailleurs.test/",
    "//%61illeurs.test",
    "http://[::1]",
    "http://[",
    "ailleurs.test",
    "./ailleurs",
    "..",
    "home",
    "todo",
    "/%09/ailleurs.test",
    "/%5cailleurs.test",
    "?next=//ailleurs.test",
    "#//ailleurs.test",
    "//",
    "/\\",
    "mailto:a@ailleurs.test",
    "///",
]


def lands_here(location: str) -> bool:
    """Whether a browser sent there stays on this host: it takes « \\ » for « / » and drops tabs and line breaks."""
    seen = re.sub(r"[\t\r\n]", "", location).lstrip("".join(map(chr, range(33)))).replace("\\", "/")
    return seen.startswith("/") and not seen.startswith("//") and urlsplit(seen).netloc == ""


def test_no_redirection_leaves_the_house(world: World) -> None:
    assert len(ELSEWHERE) >= 40
    strayed = []
    for way in ELSEWHERE:
        answers = [
            world.client("coordinator").post("/langue/", {"language": "en", "back": way, "csrfmiddlewaretoken": TOKEN}),
            world.client("anonymous").post("/langue/", {"language": "en", "back": way, "csrfmiddlewaretoken": TOKEN}),
            world.client("coordinator").get(f"/connexion/?next={quote(way)}"),
            world.client("coordinator").post("/deconnexion/", {"next": way, "csrfmiddlewaretoken": TOKEN}),
            world.client("anonymous").post(world.address("action_note"), {"back": way, "text": "x", "csrfmiddlewaretoken": TOKEN}),
            *[world.send(route, world.client("coordinator"), back=way) for route in ("remind", "withdraw", "plan_undo")],
        ]
        with override_settings(ENTENTES_DEMO=True):
            answers.append(world.send("demo_sign_in", world.client("anonymous"), next=way))
        for number, answer in enumerate(answers):
            # Somebody signed in who asks for the door with a strange way back reads the door: nothing sends them anywhere.
            if answer.status_code != (200 if number == 2 and answer.status_code == 200 else 302) or not lands_here(
                answer.get("Location", "/")
            ):
                strayed.append((number, way, answer.status_code, answer.headers.get("Location")))
    assert strayed == []


def test_a_way_back_that_is_ours_is_followed(world: World) -> None:
    answer = world.send("language", world.client("coordinator"), back="/a-faire/?page=2#x")
    assert answer.headers["Location"] == "/a-faire/?page=2#x"
    assert (lands_here("/a"), lands_here("/\\a"), lands_here("/\t/a"), lands_here("//a"), lands_here("https:a")) == (True, *[False] * 4)


def test_somebody_sent_to_the_door_and_let_in_stays_in_the_house(world: World) -> None:
    for way in ELSEWHERE:
        client = world.client("anonymous")
        client.post("/connexion/", {"login": world.cast.worker.email, "password": "", "next": way, "csrfmiddlewaretoken": TOKEN})
        found = re.search(r"\d{4}-\d{4}", Letter.objects.latest("pk").text)
        answer = client.post("/connexion/code/", {"code": found[0], "next": way, "csrfmiddlewaretoken": TOKEN})
        assert (way, answer.status_code, lands_here(answer.headers["Location"])) == (way, 302, True)
        client.cookies.clear()
        from django.core.cache import cache

        cache.clear()


@pytest.mark.parametrize(
    "host", ["ailleurs.test", "testserver.ailleurs.test", "ailleurs.test:80", "testserver@ailleurs.test", "[::2]", "", "te st", "é.test"]
)
def test_an_unknown_host_gets_nothing(world: World, host: str) -> None:
    answer = Client(raise_request_exception=False).get("/", SERVER_NAME="", HTTP_HOST=host.encode().decode("latin-1"))
    assert (answer.status_code, "Traceback" in answer.content.decode()) == (400, False)
    if host:
        assert host not in answer.content.decode()


def test_no_header_of_a_visitor_reaches_a_letter_or_an_address(world: World) -> None:
    said = {"X-Forwarded-Host": "ailleurs.test", "X-Forwarded-Server": "ailleurs.test", "Forwarded": "host=ailleurs.test"}
    client = world.client("coordinator", headers=said)
    for route in ("remind", "ask_send", "seat_appoint", "coordination_name"):
        assert world.send(route, client).status_code == 302
    visitor = world.client("anonymous", headers=said)
    visitor.post("/connexion/", {"login": world.cast.worker.email, "password": "", "csrfmiddlewaretoken": TOKEN})
    assert [one.pk for one in Letter.objects.all() if "ailleurs.test" in one.text + one.subject] == []
    assert "ailleurs.test" not in client.get("/a-faire/").content.decode()


def test_every_answer_of_every_route_carries_its_headers(world: World) -> None:
    wrong = []
    for route, row in ACCESS.items():
        for method in row:
            who = best(route, method)
            for capacity in {who, "anonymous"}:
                headers = ask(world, capacity, route, method).headers
                policy = headers.get("Content-Security-Policy", "")
                kept = headers.get("Cache-Control", "")
                good = [
                    "default-src 'none'" in policy,
                    "unsafe" not in policy and "*" not in policy,
                    headers.get("X-Content-Type-Options") == "nosniff",
                    headers.get("Referrer-Policy") == "same-origin",
                    headers.get("X-Frame-Options") == "DENY",
                    headers.get("Cross-Origin-Opener-Policy") == "same-origin",
                    "camera=()" in headers.get("Permissions-Policy", ""),
                    "no-store" in kept if capacity not in ("anonymous", "link_holder") else "public" not in kept,
                    not re.search(r"python|django|granian|jinja", str(dict(headers)), re.IGNORECASE),
                ]
                if not all(good):
                    wrong.append((route, method, capacity, good.index(False), kept))
    assert wrong == []


def test_a_public_page_seen_by_a_visitor_may_be_asked_again_and_is_shared_with_nobody(world: World) -> None:
    world.publish(True)
    headers = Client().get(world.address("plan")).headers
    assert ("ETag" in headers, headers["Cache-Control"], "Cookie" in headers.get("Vary", "")) == (True, "no-cache", True)


PRODUCTION = {"DJANGO_SETTINGS_MODULE": "config.settings.base", "ENTENTES_HOSTS": "ententes.test", "ENTENTES_URL": "https://ententes.test"}


def production(home: Path, code: str) -> str:
    """What a program prints under the settings of production, in a home of its own."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    done = subprocess.run(
        [sys.executable, *code.split(" ", 1)] if code.startswith("-m ") else [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        env={**inherited, **PRODUCTION, "ENTENTES_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


SEEN_IN_PRODUCTION = """
import django, json
from django.conf import settings
from pathlib import Path
settings.STATIC_ROOT = Path(settings.HOME) / "static"
settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
django.setup()
from django.core.management import call_command
from io import StringIO
said = StringIO()
call_command("check", deploy=True, fail_level="WARNING", stdout=said, stderr=said)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("migrate", verbosity=0)
from django.test import Client
from django.utils import translation
from ententes.people.models import Person
person = Person.objects.create_user("a@exemple.test", name="Une Personne")
secure = {"HTTP_HOST": "ententes.test", "HTTP_X_FORWARDED_PROTO": "https"}
plain = Client().get("/connexion/", HTTP_HOST="ententes.test")
client = Client(raise_request_exception=False)
client.force_login(person)
page = client.get("/a-faire/", **secure)
door = Client().get("/connexion/", **secure)
lang = client.post("/langue/", {"language": "fr"}, **secure)
typed = Client().post("/compte/", {"name": "x"}, **secure)
from ententes.agreements.models import AgreementQuerySet
def broken(*a, **k): raise RuntimeError("secret interieur " + settings.SECRET_KEY)
import logging; logging.disable()
AgreementQuerySet.seen_by = broken
error = client.get("/", **secure)
print(json.dumps({
  "said": said.getvalue(),
  "plain": [plain.status_code, plain.headers.get("Location")],
  "page": page.status_code,
  "body": page.content.decode(),
  "cookies": {name: str(one) for answer in (typed, door, lang) for name, one in answer.cookies.items()},
  "hsts": page.headers.get("Strict-Transport-Security"),
  "error": [error.status_code, error.content.decode()],
  "key": settings.SECRET_KEY,
  "mode": oct((Path(settings.HOME) / "secret.key").stat().st_mode)[-3:],
  "debug": settings.DEBUG,
  "hashers": settings.PASSWORD_HASHERS,
}))
"""


def test_production_is_ready_with_three_words_of_settings(tmp_path: Path) -> None:
    """`check --deploy` has nothing to say, files have hashed names, cookies are tied to the host, an error is mute."""
    lay_out(tmp_path)
    import json

    found = json.loads(production(tmp_path, SEEN_IN_PRODUCTION))
    assert "no issues" in found["said"] or found["said"] == "", found["said"]
    assert found["plain"] == [301, "https://ententes.test/connexion/"]
    assert (found["page"], found["debug"], found["mode"]) == (200, False, "600")
    assert re.findall(r"/static/[^\"]+?\.[0-9a-f]{12}\.(?:css|js)", found["body"]) != []
    assert found["hsts"] == "max-age=31536000; includeSubDomains; preload"
    assert sorted(found["cookies"]) == ["__Host-csrf", "__Host-langue", "__Host-session"]
    for written in found["cookies"].values():
        said = {part.strip().partition("=")[0].lower() for part in written.partition(":")[2].split(";")[1:]}
        assert {"httponly", "secure", "path", "samesite"} <= said
        assert ("domain" in said, "SameSite=Lax" in written, "Path=/;" in written or written.endswith("Path=/")) == (
            False,
            True,
            "Path=/" in written,
        )
    status, body = found["error"]
    assert (status, "L’erreur est de notre côté" in body) == (500, True)
    assert [
        word for word in ("secret interieur", found["key"], "Traceback", "RuntimeError", ".py", "django.", str(tmp_path)) if word in body
    ] == []
    assert found["hashers"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
