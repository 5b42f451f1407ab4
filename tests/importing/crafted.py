"""Files crafted part by part: the ones that no office would write, and the smallest ones that show one feature."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{part}" ContentType="{kind}"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{part}"/>'
    "</Relationships>"
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_DOCUMENT_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    + "".join(
        f'<Relationship Id="r{name}" Target="{name}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for name in ("styles", "numbering")
    )
    + "</Relationships>"
)


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, in this order."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx_parts(body: str, *, styles: str = "", numbering: str = "", kind: str = _WORD, head: str = "") -> dict[str, bytes | str]:
    """The parts of a Word document: what goes inside `w:body`, and inside `w:styles` and `w:numbering`; `head` goes before the root."""
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    opening = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "[Content_Types].xml": _TYPES.format(part="word/document.xml", kind=kind),
        "_rels/.rels": _RELATIONS.format(part="word/document.xml"),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": f"{opening}{head}<w:document {spaces}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{opening}<w:styles {spaces}>{styles}</w:styles>",
        "word/numbering.xml": f"{opening}<w:numbering {spaces}>{numbering}</w:numbering>",
    }


def docx(folder: Path, body: str, *, name: str = "plan.docx", **parts: str) -> Path:
    """A Word document on the disk."""
    return kept(folder, zipped(docx_parts(body, **parts)), name)


def kept(folder: Path, content: bytes, name: str) -> Path:
    """These bytes on the disk, under a name that leads nowhere else."""
    path = folder / name.replace("/", "_").replace("\\", "_").replace("\0", "_")
    path.write_bytes(content)
    return path


def odt_parts(body: str, *, head: str = "", styles: str = "", manifest: str = "") -> dict[str, bytes | str]:
    """The parts of an OpenDocument text: what goes inside `office:text`, and inside `office:automatic-styles`."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
        for name, space in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("style", "style"),
            ("draw", "drawing"),
            ("fo", "xsl-fo-compatible"),
        )
    )
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": '<?xml version="1.0"?><manifest:manifest '
        f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
        "content.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {spaces}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
    }


def odt(folder: Path, body: str, *, name: str = "plan.odt", **parts: str) -> Path:
    """An OpenDocument text on the disk."""
    return kept(folder, zipped(odt_parts(body, **parts)), name)


def ole(*streams: str) -> bytes:
    """The beginning of an old Office file, holding the names of these streams as its directory does."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def lying(content: bytes, part: str, size: int) -> bytes:
    """The same zip, whose two directories declare another size for one part."""
    changed = bytearray(content)
    for signature, name_at, size_at in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        at = changed.find(signature)
        while at >= 0:
            if changed[at + name_at : at + name_at + len(part)] == part.encode():
                struct.pack_into("<I", changed, at + size_at, size)
            at = changed.find(signature, at + 4)
    return bytes(changed)


def pdf(*pages: str) -> bytes:
    """A PDF by hand: one content stream a page, Helvetica as F1; an empty page draws a square and says nothing."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, words in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET" if words else "72 72 100 100 re f"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * at} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def xlsx_parts(rows: str) -> dict[str, bytes | str]:
    """The parts of a workbook of one sheet, from what goes inside `sheetData`."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "[Content_Types].xml": _TYPES.format(
            part="xl/workbook.xml", kind="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        ),
        "_rels/.rels": _RELATIONS.format(part="xl/workbook.xml"),
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
