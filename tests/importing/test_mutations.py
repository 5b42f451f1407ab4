"""Documents with bytes changed, cut or repeated: what comes out is a tree or a refusal, never anything else."""

from __future__ import annotations

import contextlib
import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ententes.importing.formats import Unreadable, read
from ententes.importing.tree import as_json, from_json

from .corpus import build
from .crafted import kept, zipped

SOURCES = {"docx": "food", "xlsx": "immigration", "odt": "housing", "pdf": "employment", "md": "recreation"}
PARTS = {
    "docx": ("word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"),
    "xlsx": ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"),
    "odt": ("content.xml", "styles.xml", "META-INF/manifest.xml"),
}
TIMES = {"docx": 25, "xlsx": 60, "odt": 60, "pdf": 12, "md": 60}


def changed(content: bytes, chance: random.Random) -> bytes:
    """The same bytes but for a few: some flipped, some cut out, some written twice."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) or 1)
        length = chance.choice((1, 1, 2, 8, 64, 400))
        match chance.randrange(4):
            case 0:
                made[at : at + length] = chance.randbytes(length)
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case _:
                numbers = list(re.finditer(rb"[0-9]+", made[at : at + 2_000]))
                if numbers:
                    found = chance.choice(numbers)
                    new = chance.choice((b"0", b"-1", b"999999999999", b"1.5", b""))
                    made[at + found.start() : at + found.end()] = new
    return bytes(made)


def tried(folder: Path, content: bytes, format: str) -> None:
    path = kept(folder, content, f"changed.{format}")
    with contextlib.suppress(Unreadable):
        tree = read(path, path.name)
        assert from_json(as_json(tree)) == tree


@pytest.mark.parametrize("format", SOURCES)
def test_bytes_changed_in_a_file(format: str, tmp_path: Path) -> None:
    content = build(SOURCES[format], tmp_path, format).path.read_bytes()
    for seed in range(TIMES[format]):
        tried(tmp_path, changed(content, random.Random(seed)), format)


@pytest.mark.parametrize("format", PARTS)
def test_bytes_changed_in_a_part_of_a_zip_that_is_otherwise_sound(format: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(build(SOURCES[format], tmp_path, format).path.read_bytes())) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for seed in range(TIMES[format]):
        chance = random.Random(seed)
        name = chance.choice([one for one in PARTS[format] if one in parts])
        content = parts[name]
        assert isinstance(content, bytes)
        tried(tmp_path, zipped(parts | {name: _kept_sound(content, chance)}), format)


def _kept_sound(content: bytes, chance: random.Random) -> bytes:
    """XML that stays XML most of the time: a value, a name of element or a whole element changed."""
    found = list(re.finditer(rb'="([^"]*)"|<([a-z]+:[A-Za-z-]+)/>|(<[^<>]+>)', content))
    if not found or chance.random() < 0.2:
        return changed(content, chance)
    for one in sorted(chance.sample(found, min(len(found), 5)), key=lambda match: -match.start()):
        if one[1] is not None:
            new = b'="%s"' % chance.choice((b"", b"0", b"-1", b"99999999", b"x", b"1.5", b"\xc3\xa9", b"true"))
        else:
            new = b"" if one[2] else chance.choice((one[0], one[0] + one[0], b""))
        content = content[: one.start()] + new + content[one.end() :]
    return content
