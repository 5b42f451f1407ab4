"""Files that come with news, with an agreement or to be imported: what they may be, what they are called, how they leave.

Negative controls: a good file of each kind is taken, and a page served as a page would be seen.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from ententes.documents.models import File
from ententes.importing.models import Upload
from ententes.plans.models import Note

from .fingerprints import fingerprint
from .world import World

pytestmark = pytest.mark.django_db


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def named(name: str, content: bytes = b"texte", kind: str = "text/plain") -> SimpleUploadedFile:
    """An upload whose name reaches the server as it is: Django's own class would already shorten and clean it."""
    file = SimpleUploadedFile("a.txt", content, kind)
    file._name = name
    return file


DOCX = packed(word__document_xml=b"<w/>")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
NAMES = [
    "../../../etc/passwd.txt",
    "..\\..\\win.ini.txt",
    "/etc/cron.d/x.txt",
    "C:\\temp\\x.txt",
    "a\nb.txt",
    "\u202etxt.exe.txt",
    "\u2066\u2069.txt",
    "é" * 250 + ".txt",
    "x" * 300 + ".txt",
    "a\x00.txt",
    "....txt",
    " .txt",
    "a;b\"c'd.txt",
    "<img src=x>.txt",
    "%2e%2e%2fx.txt",
    "日本語.txt",
    "e\u0301.txt",
    "a\u2028b.txt",
    "\ufeffx.txt",
    "CON.txt",
    "a" + "\u0301" * 300 + ".txt",
    "-rf.txt",
    "~root.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_made_safe_and_the_file_leaves_under_it(world: World, name: str) -> None:
    answer = world.send("action_note", world.client("coordinator"), files=named(name))
    assert answer.status_code == 302
    kept = File.objects.latest("pk")
    assert 0 < len(kept.name) <= 255
    assert [char for char in kept.name if ord(char) < 32 or char in "/\\\u202e\u2066\u2069\u2028\ufeff"] == []
    assert not kept.name.startswith(".")
    assert kept.content.name.replace("/", "").isalnum()
    [piece] = Note.objects.latest("pk").attachments.all()
    left = world.client("coordinator").get(world.address("action_file", piece=piece.pk))
    assert b"".join(left.streaming_content) == b"texte"
    said = left.headers["Content-Disposition"]
    assert (said.startswith("attachment; filename"), "\r" in said or "\n" in said) == (True, False)


@pytest.mark.parametrize("name", ["a\r\nSet-Cookie: x=y.txt", 'a"\r\n\r\n<html>.txt', "x" * 5000 + ".txt"])
def test_a_name_that_breaks_its_own_header_is_refused(world: World, name: str) -> None:
    before = fingerprint()
    answer = world.send("action_note", world.client("coordinator"), files=named(name))
    assert (answer.status_code in (400, 422), fingerprint() == before, answer.cookies.keys() & {"Set-Cookie", "x"}) == (True, True, set())


LIES = {
    "page.html": b"<script>__xss(1)</script>",
    "dessin.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='__xss(1)'/>",
    "page.pdf": b"<html>",
    "image.png": b"<svg onload=x>",
    "texte.txt": b"\x00\x01\x02",
    "page.xhtml": b"<html/>",
    "x.js": b"alert(1)",
    "x.exe": b"MZ\x90\0",
    "plan.docx": b"PK\x03\x04" + b"\0" * 30,
    "plan.docm": DOCX,
    "a.zip": DOCX,
    "macro.xlsm": DOCX,
    "classeur.xlsx": DOCX,
    "x.xml": b"<?xml version='1.0'?><a/>",
    "double.pdf.html": b"%PDF-1.4",
    "vieux.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40,
    "sans": b"texte",
    "x.htm": b"%PDF-1.4",
    "x.txt.svg": b"<svg/>",
    "image.jpg": PNG,
    "x.mht": b"MIME-Version: 1.0",
    "x.csv": b"\x00",
    "x.url": b"[InternetShortcut]",
    "x.lnk": b"L\0\0\0",
    "vide.txt": b"",
}


@pytest.mark.parametrize("name", LIES)
def test_what_a_note_or_an_agreement_may_not_carry_is_named_and_nothing_is_kept(world: World, name: str) -> None:
    before = fingerprint()
    for route, field in (("action_note", "files"), ("answer", "files"), ("document_add", "file")):
        answer = world.send(route, world.client("coordinator"), **{field: named(name, LIES[name])})
        assert (route, answer.status_code, fingerprint() == before) == (route, 422, True)
        assert name in answer.content.decode() or name == "vide.txt"


GOOD = [("a.pdf", b"%PDF-1.4 x"), ("a.docx", DOCX), ("a.png", PNG), ("a.txt", b"<script>x</script>"), ("a.csv", b"a,b")]


@pytest.mark.parametrize(("name", "content"), GOOD)
def test_what_is_taken_leaves_as_something_to_save_in_a_closed_box(world: World, name: str, content: bytes) -> None:
    assert world.send("action_note", world.client("coordinator"), files=named(name, content, "text/html")).status_code == 302
    [piece] = Note.objects.latest("pk").attachments.all()
    assert world.send("document_add", world.client("coordinator"), file=named(name, content, "image/svg+xml"), title="").status_code == 302
    filing = world.cast.agreement.filings.first()
    for address in (world.address("action_file", piece=piece.pk), world.address("document_file", filing=filing.pk)):
        left = world.client("coordinator").get(address)
        assert b"".join(left.streaming_content) == content
        assert left.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert left.headers["X-Content-Type-Options"] == "nosniff"
        assert left.headers["Content-Disposition"].startswith("attachment;")
        assert left.headers["Cache-Control"] == "private, no-store"
        assert "html" not in left.headers["Content-Type"]
        assert "svg" not in left.headers["Content-Type"]


def test_a_page_brought_to_be_imported_never_comes_back_as_a_page(world: World) -> None:
    page = named("plan.html", b"<html><script>__xss(1)</script></html>", "text/html")
    answer = world.send("import", world.client("opener"), file=page)
    assert answer.status_code == 302
    brought = Upload.objects.latest("pk")
    assert brought.stage == "refused"
    left = world.client("opener").get(f"/importer/{brought.pk}/fichier/")
    b"".join(left.streaming_content)
    assert (left.headers["Content-Type"], left.headers["Content-Security-Policy"]) == ("text/plain", "sandbox; default-src 'none'")


DOORS = [("action_note", "files", "coordinator"), ("document_add", "file", "coordinator"), ("import", "file", "opener")]


@pytest.mark.parametrize(("route", "field", "capacity"), [*DOORS, ("answer", "files", "anonymous")])
def test_twenty_six_megabytes_are_refused_with_a_sentence(world: World, route: str, field: str, capacity: str) -> None:
    before = fingerprint()
    answer = world.send(route, world.client(capacity), **{field: named("gros.txt", b"a" * (26 * 1024 * 1024))})
    said = answer.content.decode()
    assert (answer.status_code in (413, 422), "25\N{NO-BREAK SPACE}Mo" in said or "25 Mo" in said, fingerprint() == before) == (
        True,
        True,
        True,
    )


def test_more_than_ten_files_or_far_too_many_are_refused(world: World) -> None:
    before = fingerprint()
    answer = world.send("action_note", world.client("coordinator"), files=[named(f"{number}.txt") for number in range(11)])
    assert (answer.status_code, "10 fichiers" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")) == (422, True)
    many = world.send("action_note", world.client("coordinator"), files=[named(f"{number}.txt") for number in range(101)])
    assert (many.status_code, "C’est trop à la fois" in many.content.decode()) == (413, True)
    assert fingerprint() == before
    assert world.send("action_note", world.client("coordinator"), files=[named(f"{number}.txt") for number in range(10)]).status_code == 302


def test_a_text_too_long_for_a_form_is_refused_in_words(world: World) -> None:
    answer = world.client("coordinator").generic(
        "POST", world.address("settings_titles"), b"title=" + b"x" * (3 * 1024 * 1024), "application/x-www-form-urlencoded"
    )
    assert (answer.status_code, "C’est trop à la fois" in answer.content.decode()) == (413, True)


@override_settings(UPLOAD_LIMIT=10)
def test_the_limit_counts_every_byte(world: World) -> None:
    for size, status in ((10, 302), (11, 422)):
        given: dict[str, Any] = {"files": named("a.txt", b"a" * size)}
        assert world.send("action_note", world.client("coordinator"), **given).status_code == status
