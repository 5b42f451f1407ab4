"""Zipped documents opened with distrust: the directory is judged before a byte is inflated, then every byte is counted."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from lxml import etree

from .refusals import Unreadable

MOST_ENTRIES = 2_000
MOST_INFLATED = 200 * 1024 * 1024
MOST_RATIO = 100
RATIO_FROM = 1024 * 1024
"""Small entries compress as well as they like: an empty sheet does, honestly."""

_CHUNK = 256 * 1024
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Package:
    """A zip whose directory was found honest. `xml(part)` and `read(part)` give its parts; `names` are those it holds."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self._inflated = 0
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, struct.error, RuntimeError) as why:
            raise Unreadable("damaged", name=name) from why
        self._judge(entries)
        self._entries = {entry.filename: entry for entry in entries}
        self.names = frozenset(self._entries)

    def _judge(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise Unreadable("too_many_entries", name=self.name, count=len(entries), most=MOST_ENTRIES)
        if sum(entry.file_size for entry in entries) > MOST_INFLATED:
            raise Unreadable("bomb", name=self.name)
        seen: set[str] = set()
        for entry in entries:
            parts = re.split(r"[\\/]", entry.orig_filename)
            if entry.filename.startswith("/") or ".." in parts or re.match(r"[A-Za-z]:", entry.filename) or "\0" in entry.orig_filename:
                raise Unreadable("strange_names", name=self.name)
            if entry.flag_bits & 0x1:
                raise Unreadable("encrypted", name=self.name)
            if entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
                raise Unreadable("bomb", name=self.name)
            if entry.filename in seen or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Unreadable("damaged", name=self.name)
            seen.add(entry.filename)

    def read(self, part: str) -> bytes:
        """The bytes of a part, inflated here so that a size that lies is caught at the byte where it lies. Raises `Unreadable`."""
        entry = self._entries.get(part)
        if entry is None or entry.header_offset < 0:
            raise Unreadable("damaged", name=self.name)
        with self.path.open("rb") as file:
            file.seek(entry.header_offset)
            header = file.read(30)
            if len(header) < 30 or header[:4] != b"PK\x03\x04":
                raise Unreadable("damaged", name=self.name)
            named, extra = struct.unpack("<HH", header[26:30])
            file.seek(named + extra, 1)
            content = self._content(file, entry)
        if len(content) != entry.file_size:
            raise Unreadable("lying_sizes", name=self.name)
        if zlib.crc32(content) != entry.CRC:
            raise Unreadable("damaged", name=self.name)
        return content

    def _content(self, file: BinaryIO, entry: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        stored = entry.compress_type == zipfile.ZIP_STORED
        inflater, left, size = zlib.decompressobj(-15), entry.compress_size, 0
        while left > 0 and (raw := file.read(min(_CHUNK, left))):
            left -= len(raw)
            while raw:
                try:
                    piece = raw if stored else inflater.decompress(raw, _CHUNK)
                except zlib.error as why:
                    raise Unreadable("damaged", name=self.name) from why
                raw = b"" if stored else inflater.unconsumed_tail
                size += len(piece)
                self._inflated += len(piece)
                if size > entry.file_size:
                    raise Unreadable("lying_sizes", name=self.name)
                if self._inflated > MOST_INFLATED:
                    raise Unreadable("bomb", name=self.name)
                pieces.append(piece)
                if not piece and not raw:
                    break
        return b"".join(pieces)

    def xml(self, part: str) -> Any:
        """The root of an XML part, without entities, network or DTD. Raises `Unreadable`."""
        return rooted(self.read(part), self.name)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of an OOXML part, by identifier: the last word of their type, and the part they lead to. External ones left out."""
        folder, _, file = part.rpartition("/")
        source = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if source not in self.names:
            return {}
        found = {}
        for one in self.xml(source):
            if not isinstance(one.tag, str) or one.get("TargetMode") == "External":
                continue
            target = one.get("Target", "")
            joined = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
            found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], joined)
        return found


def rooted(content: bytes, name: str) -> Any:
    """The root of XML that declares neither DTD nor entity, whatever its encoding. Raises `Unreadable`."""
    declares(content, name)
    content = content.replace(_STRICT, _USUAL) if _STRICT in content else content
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as why:
        raise Unreadable("damaged", name=name) from why
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("entities", name=name)
    return root


def declares(content: bytes, name: str) -> None:
    """Refuse XML that declares a DTD or an entity: nothing an office writes does, and everything hostile needs it."""
    plain = content.replace(b"\0", b"") if b"\0" in content[:64] else content
    if _DECLARED.search(plain):
        raise Unreadable("entities", name=name)


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for one in target.split("/"):
        if one == "..":
            parts = parts[:-1]
        elif one not in ("", "."):
            parts.append(one)
    return "/".join(parts)
