"""What a file really is, from what it holds; its name only tells text from Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from .refusals import Unreadable

MOST_BYTES = 25 * 1024 * 1024

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODF = "application/vnd.oasis.opendocument."


def kind_of(path: Path, name: str) -> str:
    """The module that reads the file: docx, xlsx, odt, pdf or text. Raises `Unreadable` for anything else."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty", name=name)
    if size > MOST_BYTES:
        raise Unreadable("too_large", name=name)
    with path.open("rb") as file:
        head = file.read(4096)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, name)
    if head.startswith(_OLE):
        raise Unreadable(_legacy(path, name), name=name)
    if code := _refused(head):
        raise Unreadable(code, name=name)
    if Path(name).suffix.lower() in (".docx", ".docm", ".xlsx", ".xlsm", ".odt", ".pdf"):
        raise Unreadable(
            {".xls": "not_xlsx", ".odt": "not_odt", ".pdf": "not_pdf"}.get(Path(name).suffix.lower()[:4], "not_docx"), name=name
        )
    return "text"


def _refused(head: bytes) -> str:
    """The code of the refusal for what is neither a document nor a text; empty otherwise."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or re.match(rb"(?:<\?xml[^>]*>\s*)?<svg\b", start):
        return "image"
    if head.startswith(_ARCHIVES):
        return "archive"
    if re.match(rb"<(?:!doctype html|html|head|body)\b", start):
        return "html"
    return "entities" if start.startswith(b"<?xml") and b"<!entity" in start else ""


def _zipped(path: Path, name: str) -> str:
    """Which office wrote the zip, from the parts that only one of them has."""
    from .package import Package

    package = Package(path, name)
    names = package.names
    if "mimetype" in names and (kind := package.read("mimetype")[:200].decode("ascii", "replace").strip()).startswith(_ODF):
        family = kind.removeprefix(_ODF).removesuffix("-template").removesuffix("-master")
        if family != "text":
            raise Unreadable({"spreadsheet": "spreadsheet_ods", "presentation": "presentation"}.get(family, "drawing"), name=name)
        return "odt"
    if any(one.startswith("ppt/") for one in names):
        raise Unreadable("presentation", name=name)
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "[Content_Types].xml" in names:
        return "docx"
    ending = Path(name).suffix.lower().lstrip(".")
    raise Unreadable(f"not_{ending}" if ending in ("docx", "xlsx", "odt") else "archive", name=name)


def _legacy(path: Path, name: str) -> str:
    """An OLE file is an old document, or a new one behind a password: the names of its streams say which."""
    content = path.read_bytes()

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "encrypted"
    if holds("WordDocument"):
        return "legacy_doc"
    if holds("Workbook") or holds("Book"):
        return "legacy_xls"
    ending = Path(name).suffix.lower()
    return {".doc": "legacy_doc", ".xls": "legacy_xls"}.get(ending, "legacy")
