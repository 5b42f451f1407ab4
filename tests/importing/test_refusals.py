"""Files that are refused: each gets a sentence that says what is wrong and what to do, before anything is read."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.translation import override
from pypdf import PdfReader, PdfWriter

from ententes.ground.wording import figure
from ententes.importing.formats import Unreadable, read
from ententes.importing.formats.refusals import SENTENCES

from .corpus import BUILDERS
from .crafted import docx_parts, kept, lying, odt_parts, ole, pdf, xlsx_parts, zipped

PARAGRAPH = "<w:p><w:r><w:t>Plan</w:t></w:r></w:p>"
EXTERNAL = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
PARAMETER = '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'
LARGE = 3 * 1024 * 1024


def docx_with(parts: dict[str, bytes | str] | None = None, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A small lawful document, and these parts in place of its own or beside them."""
    return zipped(docx_parts(PARAGRAPH) | (parts or {}), compression)


def in_utf16(text: str) -> bytes:
    return text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")


def flagged_encrypted(content: bytes) -> bytes:
    changed = bytearray(content)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            struct.pack_into("<H", changed, at + flags, 1)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def locked_pdf() -> bytes:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Plan")))), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(made)
    return made.getvalue()


def table_of(rows: int, words: str = "x") -> str:
    cell = f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"
    return f"<w:tbl>{f'<w:tr>{cell}{cell}</w:tr>' * rows}</w:tbl>"


def many_entries() -> bytes:
    return docx_with({f"word/media/{at}.bin": b"" for at in range(2_000)}, zipfile.ZIP_STORED)


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an empty file": ("plan.docx", lambda: b"", "empty"),
    "an empty text": ("plan.txt", lambda: b" \n\t\n \xc2\xa0\n", "nothing_to_read"),
    "more than 25 MB": ("plan.txt", lambda: b"a" * (25 * 1024 * 1024 + 1), "too_large"),
    "a .docx that is text": ("plan.docx", lambda: b"Ceci n'est pas un document Word.", "not_docx"),
    "a .docx that is bytes": ("plan.docx", lambda: bytes(range(256)) * 4, "not_docx"),
    "a .docx that is an archive": ("plan.docx", lambda: zipped({"a.txt": "a"}), "not_docx"),
    "an .xlsx that is text": ("plan.xlsx", lambda: b"a;b", "not_xlsx"),
    "an .odt that is text": ("plan.odt", lambda: b"a", "not_odt"),
    "a .pdf that is text": ("plan.pdf", lambda: b"a", "not_pdf"),
    "an archive": ("plan.zip", lambda: zipped({"plan.docx": zipped(docx_parts(PARAGRAPH))}), "archive"),
    "a compressed file": ("plan.gz", lambda: b"\x1f\x8b\x08" + bytes(20), "archive"),
    "a zip cut short": ("plan.docx", lambda: docx_with()[:-60], "damaged"),
    "a zip whose bytes changed": ("plan.docx", lambda: docx_with(None, zipfile.ZIP_STORED).replace(b"Plan", b"Flan"), "damaged"),
    "XML that is not": ("plan.docx", lambda: docx_with({"word/document.xml": "<w:document"}), "damaged"),
    "a presentation": ("plan.pptx", lambda: zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "presentation"),
    "an .ods": ("plan.ods", lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "spreadsheet_ods"),
    "macros by their type": (
        "plan.docm",
        lambda: zipped(docx_parts(PARAGRAPH, kind="application/vnd.ms-word.document.macroEnabled.main+xml")),
        "macros",
    ),
    "macros by their part": ("plan.docx", lambda: docx_with({"word/vbaProject.bin": b"x"}), "macros"),
    "an encrypted Office file": ("plan.docx", lambda: ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
    "an old Word document": ("plan.doc", lambda: ole("WordDocument", "1Table"), "legacy_doc"),
    "an old Excel workbook": ("plan.xls", lambda: ole("Workbook"), "legacy_xls"),
    "another old Office file": ("plan.pub", lambda: ole("Quill"), "legacy"),
    "an encrypted zip": ("plan.docx", lambda: flagged_encrypted(docx_with()), "encrypted"),
    "an encrypted OpenDocument": (
        "plan.odt",
        lambda: zipped(odt_parts("<text:p>a</text:p>", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>")),
        "encrypted",
    ),
    "an encrypted PDF": ("plan.pdf", locked_pdf, "encrypted"),
    "a scanned PDF": ("plan.pdf", lambda: pdf("", ""), "scanned"),
    "a PDF cut short": ("plan.pdf", lambda: pdf("Plan")[:40], "damaged"),
    "301 pages": ("plan.pdf", lambda: pdf(*["Plan"] * 301), "too_many_pages"),
    "RTF": ("plan.rtf", lambda: rb"{\rtf1\ansi Plan}", "rtf"),
    "RTF named .doc": ("plan.doc", lambda: rb"{\rtf1\ansi Plan}", "rtf"),
    "a PNG": ("plan.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
    "a JPEG named .pdf": ("plan.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(20), "image"),
    "a drawing with a script": ("plan.svg", lambda: b"<svg xmlns='x'><script>alert(1)</script></svg>", "image"),
    "a Web page": ("plan.html", lambda: b"<!DOCTYPE html><html><script>alert(1)</script></html>", "html"),
    "a Web page named .docx": ("plan.docx", lambda: b"<html><table></table></html>", "html"),
    "a program": ("plan.exe", lambda: b"MZ\x90\x00" + bytes(range(32)) * 20, "not_text"),
    "an external entity": ("plan.docx", lambda: zipped(docx_parts(PARAGRAPH, head=EXTERNAL)), "entities"),
    "a billion laughs": ("plan.docx", lambda: zipped(docx_parts(PARAGRAPH, head=LAUGHS)), "entities"),
    "a parameter entity": ("plan.docx", lambda: zipped(docx_parts(PARAGRAPH, head=PARAMETER)), "entities"),
    "an entity in UTF-16": (
        "plan.docx",
        lambda: docx_with({"word/document.xml": in_utf16(str(docx_parts(PARAGRAPH, head=LAUGHS)["word/document.xml"]))}),
        "entities",
    ),
    "an entity in the styles": ("plan.docx", lambda: docx_with({"word/styles.xml": LAUGHS + "<a/>"}), "entities"),
    "an entity in an OpenDocument": ("plan.odt", lambda: zipped(odt_parts("<text:p>a</text:p>", head=LAUGHS)), "entities"),
    "an entity in a workbook": (
        "plan.xlsx",
        lambda: zipped(xlsx_parts("") | {"xl/worksheets/sheet1.xml": f"<?xml version='1.0'?>{LAUGHS}<worksheet/>"}),
        "entities",
    ),
    "2 001 parts": ("plan.docx", many_entries, "too_many_entries"),
    "a part that inflates a hundred times": (
        "plan.docx",
        lambda: docx_with({"word/media/a.bin": bytes(LARGE)}),
        "bomb",
    ),
    "200 MB declared": (
        "plan.docx",
        lambda: lying(docx_with({"word/media/a.bin": b"abc"}), "word/media/a.bin", 201 * 1024 * 1024),
        "bomb",
    ),
    "a part larger than it says": (
        "plan.docx",
        lambda: lying(zipped(docx_parts(PARAGRAPH * 50_000)), "word/document.xml", 10),
        "lying_sizes",
    ),
    "a sheet larger than it says": (
        "plan.xlsx",
        lambda: lying(zipped(xlsx_parts("<row><c><v>1</v></c></row>" * 50_000)), "xl/worksheets/sheet1.xml", 10),
        "lying_sizes",
    ),
    "a part that climbs out": ("plan.docx", lambda: docx_with({"../../evil.xml": "a"}), "strange_names"),
    "a part with an absolute name": ("plan.docx", lambda: docx_with({"/etc/passwd": "a"}), "strange_names"),
    "a part with a drive": ("plan.docx", lambda: docx_with({"C:\\evil.xml": "a"}), "strange_names"),
    "10 000 rows in Word": ("plan.docx", lambda: zipped(docx_parts(table_of(10_000)), zipfile.ZIP_STORED), "too_many_rows"),
    "10 000 rows in text": ("plan.txt", lambda: b"a\tb\n" * 10_000, "too_many_rows"),
    "10 000 rows in a workbook": (
        "plan.xlsx",
        lambda: zipped(
            xlsx_parts("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 10_001))),
            zipfile.ZIP_STORED,
        ),
        "too_many_rows",
    ),
    "10 000 rows repeated in an OpenDocument": (
        "plan.odt",
        lambda: zipped(
            odt_parts(
                '<table:table><table:table-row table:number-rows-repeated="10000"><table:table-cell><text:p>a</text:p></table:table-cell>'
                "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
            )
        ),
        "too_many_rows",
    ),
    "a cell of 1 MB in Word": ("plan.docx", lambda: zipped(docx_parts(table_of(1, "mot " * 250_000)), zipfile.ZIP_STORED), "cell_too_long"),
    "a cell of 1 MB in text": ("plan.txt", lambda: b"a\t" + b"mot " * 250_000, "cell_too_long"),
    "a cell of 1 MB in a workbook": (
        "plan.xlsx",
        lambda: zipped(
            xlsx_parts(
                f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"mot " * 250_000}</t></is></c>'
                '<c r="B1" t="inlineStr"><is><t>a</t></is></c></row>'
            ),
            zipfile.ZIP_STORED,
        ),
        "cell_too_long",
    ),
    "a document without words": ("plan.docx", lambda: zipped(docx_parts("<w:p/>")), "nothing_to_read"),
    "a workbook without words": ("plan.xlsx", lambda: zipped(xlsx_parts("")), "nothing_to_read"),
    "an OpenDocument without words": ("plan.odt", lambda: zipped(odt_parts("<text:p/>")), "nothing_to_read"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_refused_for_what_is_wrong_with_it(what: str, tmp_path: Path) -> None:
    name, content, code = BAD[what]
    with pytest.raises(Unreadable) as refused:
        read(kept(tmp_path, content(), name), name)
    assert refused.value.code == code
    assert refused.value.params["name"] == name


def test_every_refusal_is_tried() -> None:
    by_the_door = {"broken", "cannot_start", "too_long", "too_much"}
    elsewhere = {"too_many_blocks", "drawing"}
    assert set(SENTENCES) - by_the_door - elsewhere == {code for _, _, code in BAD.values()}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_refusal_is_a_french_sentence_that_names_the_file_and_says_what_to_do(code: str) -> None:
    sentence = str(Unreadable(code, name="plan.docx", line=12, most=3000, count=301))
    assert "«\N{NO-BREAK SPACE}plan.docx\N{NO-BREAK SPACE}»" in sentence
    assert sentence.count(".") >= 2
    assert "'" not in sentence
    assert sentence.endswith(".")


def test_a_refusal_writes_its_figures_as_its_language_does() -> None:
    refused = Unreadable("too_many_rows", name="plan.docx", line=12, most=3000)
    assert "a plus de 3\N{NO-BREAK SPACE}000 rangées" in str(refused)
    with override("en"):
        assert figure(20_000) == "20,000"
        assert ("3,000" in str(refused), "3000" in str(refused)) == (True, False)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "C:\\plan.txt", "a\0b.txt", "plan\r\nX.txt", "plan\u202etxt.exe.txt", "é" * 255 + ".txt"]
)
def test_a_strange_name_leads_nowhere(name: str, tmp_path: Path) -> None:
    path = kept(tmp_path, b"Plan d'action\n", "kept")
    assert read(path, name).blocks[0].text == "Plan d'action"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["food.docx", "immigration.xlsx", "housing.odt", "forestry.pdf"])
def test_a_good_document_under_another_name_is_still_what_it_holds(name: str, tmp_path: Path) -> None:
    assert read(BUILDERS[name](tmp_path).path, "sans-nom").format == name.rpartition(".")[2]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/plan.doc", "plan.doc"),
        ("C:\\Bureau\\plan.doc", "plan.doc"),
        ("plan\r\nBcc: x.doc", "plan Bcc: x.doc"),
        ("plan\u202etxt.exe", "plantxt.exe"),
        ("a\0b.doc", "ab.doc"),
        ("é" * 200 + ".doc", "é" * 60 + "…" + "é" * 11 + ".doc"),
    ],
)
def test_a_refusal_shows_a_name_without_what_could_mislead(name: str, shown: str) -> None:
    assert str(Unreadable("legacy_doc", name=name)).startswith(f"«\N{NO-BREAK SPACE}{shown}\N{NO-BREAK SPACE}» est")
