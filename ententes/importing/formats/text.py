"""Plain text and Markdown: tables by tabs or pipes, items by dashes or numbers, titles by number signs or bold lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ententes.importing.tree import Block, Cell, Heading, Item, Paragraph, Place, Row, Table, Tree

from .limits import checked
from .refusals import Unreadable

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)(?:[-*+•–—▪◦‣·]|\d{1,2}[.)]|[a-z]\))\s+(\S.*)$")
_NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[a-z]\))\s+\S")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(.+?)(?<=\S)\1\s*$", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\u202a-\u202e\u2066-\u2069]")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"(\*\*|__|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|])")


def tree(path: Path, name: str) -> Tree:
    """The tree of a text file in UTF-8, UTF-16 or Windows-1252. Lines count as in the file. Raises `Unreadable`."""
    raw = path.read_bytes()
    text = decoded(raw, name)
    format = "md" if Path(name).suffix.lower() in (".md", ".markdown") else "txt"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    blocks = tuple(_Reader([_CONTROL.sub("", line) for line in lines], format == "md").blocks())
    return checked(Tree(format, blocks, len(raw), ended=text.endswith("\n")), name)


def decoded(raw: bytes, name: str) -> str:
    """The characters of a text, whatever its encoding among the usual ones. Raises `Unreadable` for bytes that are no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    strange = sum(character < " " and character not in "\t\n\r\f\x0b" for character in text[:100_000])
    if "\0" in text or strange * 20 > len(text[:100_000]):
        raise Unreadable("not_text", name=name)
    return text


def _mended(rows: list[tuple[int, list[str], bool]]) -> list[tuple[int, list[str], bool]]:
    """Put back together the rows that a line break inside a cell cut: each too short for the headers, and as wide together."""
    whole: list[tuple[int, list[str], bool]] = []
    for number, cells, header in rows:
        if len(whole) > 1 and len(cells) > 1 and len(whole[-1][1]) < len(whole[0][1]) == len(whole[-1][1]) + len(cells) - 1:
            before, above, marked = whole.pop()
            gap = " " if cells[0][:1].islower() else "\n"
            whole.append((before, [*above[:-1], f"{above[-1]}{gap}{cells[0]}".strip(), *cells[1:]], marked))
        else:
            whole.append((number, cells, header))
    return whole


class _Reader:
    """Walks the lines once; `at` is the index of the line that is read."""

    def __init__(self, lines: list[str], markdown: bool) -> None:
        self.lines, self.markdown = lines, markdown
        self.at = self.tables = 0
        self.titled = False

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.strip():
                self.at += 1
            elif block := self._table() or self._heading() or self._item():
                yield block
            else:
                yield self._paragraph()

    def _words(self, text: str) -> str:
        if self.markdown:
            text = re.sub(r"<br\s*/?>", "\n", text)
            text = _ESCAPE.sub(r"\1", _MARKS.sub("", _LINK.sub(r"\1", text)))
        return text.strip()

    def _table(self) -> Table | None:
        line = self.lines[self.at]
        if line.lstrip().startswith("|") or (_RULE.match(self._line(1)) and "|" in line and "|" in self._line(1)):
            return self._rows(lambda text: "|" in text, self._pipes)
        if "\t" in line.strip():
            return self._rows(lambda text: "\t" in text, lambda text: text.split("\t"))
        return None

    def _line(self, ahead: int) -> str:
        return self.lines[self.at + ahead] if self.at + ahead < len(self.lines) else ""

    def _pipes(self, line: str) -> list[str]:
        inside = line.strip().removeprefix("|")
        inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
        return [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inside)]

    def _rows(self, belongs, cells_of) -> Table | None:  # type: ignore[no-untyped-def]
        begun, self.tables = self.at, self.tables + 1
        found: list[tuple[int, list[str], bool]] = []
        while self.at < len(self.lines) and belongs(self.lines[self.at]):
            line = self.lines[self.at]
            self.at += 1
            if _RULE.match(line) and "|" in line and len(found) == 1 and not found[0][2]:
                found = [(number, cells, True) for number, cells, _ in found]
                continue
            found.append((self.at, [self._words(cell) for cell in cells_of(line)], False))
        found = _mended(found)
        width = max((len(cells) for _, cells, _ in found), default=0)
        if width < 2:
            self.at, self.tables = begun, self.tables - 1
            return None
        number = self.tables
        rows = tuple(
            Row(
                tuple(
                    Cell(text, Place(line, table=number, row=row, column=column))
                    for column, text in enumerate(cells + [""] * (width - len(cells)), 1)
                ),
                Place(line, table=number, row=row),
                header,
            )
            for row, (line, cells, header) in enumerate(found, 1)
        )
        return Table(rows, Place(begun + 1, table=number))

    def _heading(self) -> Heading | None:
        line, place = self.lines[self.at], Place(self.at + 1)
        if match := _HEADING.match(line):
            self.at += 1
            self.titled = True
            return Heading(self._words(match[2]), len(match[1]) - 1, place)
        following = self._line(1).strip()
        if self.markdown and len(following) > 2 and set(following) in ({"="}, {"-"}) and "|" not in line:
            self.at += 2
            self.titled = True
            return Heading(self._words(line), 0 if following[0] == "=" else 1, place)
        return self._bold(place)

    def _bold(self, place: Place) -> Heading | None:
        """A title in bold, over as many lines as its two marks hold."""
        if not self.lines[self.at].lstrip().startswith(("**", "__")):
            return None
        for count in range(1, 7):
            held = self.lines[self.at : self.at + count]
            if len(held) < count or not held[-1].strip():
                return None
            if match := _BOLD_LINE.match("\n".join(held)):
                if match[1] in match[2]:
                    return None
                self.at += count
                level, self.titled = 2 if self.titled else 0, True
                return Heading("\n".join(part.strip() for part in match[2].split("\n")), level, place)
        return None

    def _item(self) -> Item | None:
        match = _ITEM.match(self.lines[self.at])
        if not match or (_NUMBERED.match(match[0]) and not self._numbered_beside()):
            return None
        place, text = Place(self.at + 1), [match[2]]
        self.at += 1
        while (line := self._line(0)).startswith((" ", "\t")) and line.strip() and not _ITEM.match(line):
            text.append(line.strip())
            self.at += 1
        return Item(self._words(" ".join(text)), len(match[1].expandtabs(4)) // 2, place)

    def _numbered_beside(self) -> bool:
        """Whether the nearest line above or below is numbered too: a number that stands alone is part of a title."""
        above = next((line for line in reversed(self.lines[max(self.at - 3, 0) : self.at]) if line.strip()), "")
        below = next((line for line in self.lines[self.at + 1 : self.at + 4] if line.strip()), "")
        return any(_NUMBERED.match(line) for line in (above, below))

    def _paragraph(self) -> Paragraph:
        place, text = Place(self.at + 1), [self.lines[self.at].strip()]
        self.at += 1
        while (line := self._line(0)).strip() and not (
            "\t" in line.strip() or _ITEM.match(line) or _HEADING.match(line) or "|" in line[:1]
        ):
            if line.lstrip().startswith("**"):
                break
            text.append(line.strip())
            self.at += 1
        return Paragraph(self._words("\n".join(text)), place)
