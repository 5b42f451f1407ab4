"""Files are kept under safe names, with their fingerprint, and called what their bytes say."""

from __future__ import annotations

import hashlib

import pytest

from ententes.documents import acts
from ententes.documents.models import File
from ententes.documents.queries import media_type
from tests.cast import NOW


def kept(name: str, content: bytes = b"Bonjour") -> File:
    return acts.keep(content=content, name=name, media_type="text/plain", by=None, when=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("plan.docx", "plan.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\plan.docx", "plan.docx"),
        ("a\x00b\u202etxt.exe\r\n", "abtxt.exe"),
        ("  plan   d’action .txt", "plan d’action .txt"),
        ("...", "document"),
        ("/", "document"),
        ("x" * 400 + ".docx", "x" * 250 + ".docx"),
    ],
)
def test_a_name_comes_down_to_what_can_be_shown(name: str, safe: str) -> None:
    assert kept(name).name == safe


@pytest.mark.django_db
def test_bytes_are_kept_with_their_fingerprint_under_a_name_of_ours() -> None:
    file = kept("plan.txt", b"abc" * 100_000)
    assert (file.size, file.sha256) == (300_000, hashlib.sha256(b"abc" * 100_000).hexdigest())
    assert "plan" not in file.content.name


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"%PDF-1.7", "x.txt", "application/pdf"),
        (b"PK\x03\x04...", "plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"PK\x03\x04...", "plan.pdf", "application/zip"),
        (b"<html><script>alert(1)</script>", "page.html", "text/plain"),
        (b"<svg onload=alert(1)>", "image.svg", "text/plain"),
        ("Été".encode(), "plan.md", "text/markdown"),
        (b"\x00\x01", "plan.txt", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_say(head: bytes, name: str, kind: str) -> None:
    assert media_type(head, name) == kind
