"""Real files out of blocks, each by another library than the one that reads it: Word, LibreOffice, Excel, PDF, Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import typst
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Pt
from odf import opendocument, style, table, text

from .shapes import LEFT, UP, Block, Built, H, I, P, T, Written, built


def as_docx(folder: Path, written: Written) -> Built:
    """With real titles, lists, merged cells and repeated header rows."""
    document = docx.Document()
    if written.landscape:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for block in written.blocks:
        if isinstance(block, H):
            _lines(document.add_heading("", block.level), block.text)
        elif isinstance(block, P):
            _lines(document.add_paragraph(), block.text)
        elif isinstance(block, I):
            document.add_paragraph(block.text, style="List Bullet" if not block.level else f"List Bullet {block.level + 1}")
        else:
            _docx_table(document, block)
    path = folder / f"{written.name}.docx"
    document.save(str(path))
    return built(path, written)


def _lines(paragraph: Any, words: str) -> None:
    for at, line in enumerate(words.split("\n")):
        run = paragraph.add_run()
        if at:
            run.add_break()
        run.add_text(line)


def _docx_table(document: Any, block: T) -> None:
    made = document.add_table(rows=len(block.rows), cols=len(block.rows[0]))
    made.style = "Table Grid"
    for down, across, height, width, words in spans(block.rows):
        cell = made.cell(down, across)
        if height > 1 or width > 1:
            cell = cell.merge(made.cell(down + height - 1, across + width - 1))
        first, *more = words.split("\n")
        cell.paragraphs[0].text = first
        for line in more:
            cell.add_paragraph(line)
        if down < block.headers:
            for run in cell.paragraphs[0].runs:
                run.bold, run.font.size = True, Pt(10)
    for row in made.rows[: block.headers]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def spans(rows: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    """Each cell that is not merged away: its row, its column, how many rows and columns it covers, its words."""
    found = []
    for down, row in enumerate(rows):
        for across, words in enumerate(row):
            if words in (UP, LEFT):
                continue
            width = 1
            while across + width < len(row) and row[across + width] == LEFT:
                width += 1
            height = 1
            while down + height < len(rows) and rows[down + height][across] == UP:
                height += 1
            found.append((down, across, height, width, words))
    return found


def as_odt(folder: Path, written: Written) -> Built:
    """With titles by outline level, lists, spans and covered cells."""
    document = opendocument.OpenDocumentText()
    title = style.Style(name="Title", family="paragraph")
    document.styles.addElement(title)
    bullets = text.ListStyle(name="Puces")
    for level in ("1", "2"):
        bullets.addElement(text.ListLevelStyleBullet(level=level, bulletchar="•"))
    document.automaticstyles.addElement(bullets)
    held: Any = None
    for block in written.blocks:
        held = held if isinstance(block, I) else None
        if isinstance(block, I):
            if held is None:
                held = text.List(stylename=bullets)
                document.text.addElement(held)
            item = text.ListItem()
            inner: Any = item
            for _ in range(block.level):
                nested, deeper = text.List(), text.ListItem()
                nested.addElement(deeper)
                inner.addElement(nested)
                inner = deeper
            inner.addElement(_odt_words(text.P(), block.text))
            held.addElement(item)
        elif isinstance(block, T):
            document.text.addElement(_odt_table(block))
        elif isinstance(block, H) and block.level:
            document.text.addElement(_odt_words(text.H(outlinelevel=block.level), block.text))
        else:
            document.text.addElement(_odt_words(text.P(stylename=title) if isinstance(block, H) else text.P(), block.text))
    path = folder / f"{written.name}.odt"
    document.save(str(path))
    return built(path, written)


def _odt_words(element: Any, words: str) -> Any:
    for at, line in enumerate(words.split("\n")):
        if at:
            element.addElement(text.LineBreak())
        element.addText(line)
    return element


def _odt_table(block: T) -> Any:
    made = table.Table(name="Tableau")
    made.addElement(table.TableColumn(numbercolumnsrepeated=len(block.rows[0])))
    covering = {(down, across): (height, width) for down, across, height, width, _ in spans(block.rows)}
    top = table.TableHeaderRows()
    for down, row in enumerate(block.rows):
        line = table.TableRow()
        for across, words in enumerate(row):
            if words in (UP, LEFT):
                line.addElement(table.CoveredTableCell())
                continue
            height, width = covering[down, across]
            spanned: dict[str, Any] = {"numberrowsspanned": height} if height > 1 else {}
            cell = table.TableCell(valuetype="string", **spanned, **({"numbercolumnsspanned": width} if width > 1 else {}))
            for part in words.split("\n"):
                cell.addElement(_odt_words(text.P(), part))
            line.addElement(cell)
        (top if down < block.headers else made).addElement(line)
        if down == block.headers - 1:
            made.addElement(top)
    return made


def as_xlsx(folder: Path, written: Written, *, sheets: bool = True) -> Built:
    """A workbook: what comes before the first title of level 1 on a first sheet, then one sheet a title, named by its words."""
    path = folder / f"{written.name}.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        bold, plain = workbook.add_format({"bold": True, "text_wrap": True}), workbook.add_format({"text_wrap": True})
        sheet, at = workbook.add_worksheet("Présentation" if written.language == "fr" else "Overview"), 0
        for block in written.blocks:
            if isinstance(block, H) and block.level == 1 and sheets:
                sheet, at = workbook.add_worksheet(sheet_name(block.text)), 0
            if isinstance(block, T):
                at = _xlsx_table(sheet, at + 1, block, bold, plain)
            else:
                sheet.write_string(
                    at, 0, f"• {block.text}" if isinstance(block, I) else block.text, bold if isinstance(block, H) else plain
                )
                at += 1
    return built(path, written)


def sheet_name(title: str) -> str:
    """The name a sheet can bear: at most 31 characters, none of those that Excel keeps for itself."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip(" '")


def _xlsx_table(sheet: Any, top: int, block: T, bold: Any, plain: Any) -> int:
    for down, across, height, width, words in spans(block.rows):
        format = bold if down < block.headers else plain
        if height > 1 or width > 1:
            sheet.merge_range(top + down, across, top + down + height - 1, across + width - 1, words, format)
        else:
            sheet.write_string(top + down, across, words, format)
    return top + len(block.rows) + 1


def as_pdf(folder: Path, written: Written) -> Built:
    """Pages by Typst: titles larger and bold, tables with lines whose header comes back on each page, page numbers at the foot."""
    flipped = "true" if written.landscape else "false"
    lines = [
        f'#set page(paper: "us-letter", flipped: {flipped}, numbering: "1 / 1", margin: 2cm, header: '
        f"[#align(right)[{_typ(written.name)}]])",
        f'#set text(lang: "{written.language}", size: 10pt, hyphenate: true)',
        "#show heading: set block(above: 14pt, below: 8pt)",
        "#set table(stroke: 0.5pt)",
        "#show heading.where(level: 1): set text(size: 18pt)",
        "#show heading.where(level: 2): set text(size: 13pt)",
        "#show heading.where(level: 3): set text(size: 11.5pt)",
    ]
    lines += [_typ_block(block) for block in written.blocks]
    path = folder / f"{written.name}.pdf"
    path.write_bytes(typst.compile("\n\n".join(lines).encode()))
    return built(path, written)


def _typ(words: str) -> str:
    """The words as a Typst string in code, so that nothing in them is markup; line breaks kept."""
    parts = ('#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"' for line in words.split("\n"))
    return "#linebreak()".join(part + ";" for part in parts)


def _typ_block(block: Block) -> str:
    if isinstance(block, H):
        return f"#heading(level: {block.level + 1})[{_typ(block.text)}]"
    if isinstance(block, I):
        return f"{'  ' * block.level}- {_typ(block.text)}"
    if isinstance(block, P):
        return _typ(block.text)
    widths = block.widths or (1,) * len(block.rows[0])
    header, body = [], []
    for down, _, height, width, words in spans(block.rows):
        cell = f"table.cell(rowspan: {height}, colspan: {width})[{_typ(words) if words else ''}]"
        (header if down < block.headers else body).append(cell)
    columns = ", ".join(f"{width}fr" for width in widths)
    return f"#table(columns: ({columns},), table.header({', '.join(header)}), {', '.join(body)})"


def as_md(folder: Path, written: Written, *, pipes: bool = True) -> Built:
    """Markdown, with pipe tables, or with tabs between the cells as the reference has them."""
    lines: list[str] = []
    for block in written.blocks:
        if isinstance(block, H):
            lines += ["#" * (block.level + 1) + " " + block.text.replace("\n", "<br>"), ""]
        elif isinstance(block, I):
            lines.append(f"{'  ' * block.level}- {block.text}")
        elif isinstance(block, P):
            lines += ["", block.text, ""]
        else:
            lines += ["", *_md_rows(block, pipes), ""]
    path = folder / f"{written.name}.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return built(path, written)


def as_txt(folder: Path, written: Written) -> Built:
    """Text as a person types it: the title between stars, tabs between the cells; the reference is then its own file, word for word."""
    parts: list[str] = []
    for block in written.blocks:
        if isinstance(block, T):
            parts.append("\n".join(_md_rows(block, pipes=False)) + "\n")
        elif isinstance(block, I):
            parts.append(f"- {block.text}")
        else:
            parts.append(f"**{block.text}**\n" if isinstance(block, H) and not block.level else f"{block.text}\n")
    path = folder / f"{written.name}.txt"
    path.write_text("\n".join(parts), encoding="utf-8")
    return built(path, written)


def _md_rows(block: T, pipes: bool) -> list[str]:
    rows = [[cell.replace("|", "\\|").replace("\n", "<br>") for cell in row] for row in block.resolved()]
    if not pipes:
        return ["\t".join(row) for row in rows]
    shown = ["| " + " | ".join(row) + " |" for row in rows]
    return [*shown[: block.headers], "|" + " --- |" * len(rows[0]), *shown[block.headers :]]
