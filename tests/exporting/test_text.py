"""A text in sections as Word and PDF, opened again by other libraries."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from ententes.exporting import TEXT_FORMATS, Text, TextSection, TextTable, typeset
from ententes.exporting.text import figures
from ententes.ground.passages import Grid, Heading, Listing, Paragraph, Quote, blocks, words

WORDS = """# Ce qui compte

Un *mot*, un **autre** et un [lien](https://exemple.org/page).

- premier
  1. dedans
- second

3. trois
4. quatre

> cité

| Indicateur | Cible |
|---|---|
| Entreprises soutenues | **20** |
"""
HOSTILE = '#read("x") $x$ <w:p/>&amp; <script>alert(1)</script> \\ a\x01b {title} [js](javascript:alert(1))'
TEXT = Text(
    title="Cadre d’évaluation",
    subtitle="Entente inventée",
    day=date(2011, 11, 23),
    meta=("Version 2", "État au 23 novembre 2011"),
    sections=(
        TextSection("Objet", WORDS),
        TextSection("Détail", HOSTILE, level=3),
        TextSection("Présences", tables=(TextTable(("Nom", "Rôle"), (("Léa Roy", "présidence"), ("Max Côté", "")), "Présences"),)),
    ),
    footer="Cadre d’évaluation, version 2",
    sha256="ab" * 32,
    signed=("Présidence", "Secrétariat"),
    contents=True,
)


def made(text: Text, format: str) -> bytes:
    return typeset(text, format=format, name="L’évaluation d'ici 2011").content


def tags(reader: pypdf.PdfReader) -> dict[str, int]:
    """How many of each tag a PDF holds."""
    found: dict[str, int] = {}

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found[node["/S"]] = found.get(node["/S"], 0) + 1
            walk(node.get("/K"))

    walk(reader.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_the_blocks_of_a_text_keep_its_lists_tables_and_looks() -> None:
    heading, paragraph, bullets, counted, quote, grid = blocks(WORDS)
    assert (type(heading), type(paragraph), type(quote)) == (Heading, Paragraph, Quote)
    assert [
        (run.text, run.strong, run.emphasis, run.link) for run in paragraph.runs if run.text.strip(" ,.") in ("mot", "autre", "lien")
    ] == [
        ("mot", False, True, ""),
        ("autre", True, False, ""),
        ("lien", False, False, "https://exemple.org/page"),
    ]
    assert isinstance(bullets, Listing)
    assert (bullets.start, len(bullets.items), bullets.items[0][1].start) == (None, 2, 1)
    assert (counted.start, [words(item[0].runs) for item in counted.items]) == (3, ["trois", "quatre"])
    assert isinstance(grid, Grid)
    assert [[words(cell) for cell in row] for row in (grid.headers, *grid.rows)] == [
        ["Indicateur", "Cible"],
        ["Entreprises soutenues", "20"],
    ]


def test_word_opens_it_with_its_titles_lists_links_and_tables() -> None:
    document = Document(io.BytesIO(made(TEXT, "docx")))
    assert document.core_properties.title == "Cadre d’évaluation – Entente inventée"
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.text]
    assert styled == [
        ("Title", "Cadre d’évaluation"),
        ("Subtitle", "Entente inventée"),
        ("Date du plan", "Version 2\nÉtat au 23 novembre 2011"),
        ("Heading 1", "Objet"),
        ("Heading 2", "Ce qui compte"),
        ("Normal", "Un mot, un autre et un lien."),
        ("List Bullet", "premier"),
        ("List Number", "dedans"),
        ("List Bullet", "second"),
        ("List Number", "trois"),
        ("List Number", "quatre"),
        ("Quote", "cité"),
        ("Heading 2", "Détail"),
        ("Normal", '#read("x") $x$ <w:p/>& <script>alert(1)</script> \\ a\ufffdb {title} [js](javascript:alert(1))'.replace("\ufffd", "")),
        ("Heading 1", "Présences"),
        ("Signature", "Présidence"),
        ("Signature", "Secrétariat"),
    ]
    assert [link.address for paragraph in document.paragraphs for link in paragraph.hyperlinks] == ["https://exemple.org/page"]
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables] == [
        [["Indicateur", "Cible"], ["Entreprises soutenues", "20"]],
        [["Nom", "Rôle"], ["Léa Roy", "présidence"], ["Max Côté", ""]],
    ]
    footer = "\n".join(paragraph.text for paragraph in document.sections[0].footer.paragraphs)
    assert footer.startswith("Cadre d’évaluation, version 2")
    assert "ab" * 32 in footer


def test_the_pdf_is_tagged_and_each_page_bears_its_number_and_its_hash() -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(TEXT, "pdf")))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr-CA"
    assert reader.metadata.title == "Cadre d’évaluation – Entente inventée"
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    kinds = tags(reader)
    assert (kinds["/H1"], kinds["/H2"], kinds["/H3"], kinds["/Table"], kinds["/TH"], kinds["/L"]) == (1, 3, 2, 2, 4, 3)
    assert (kinds["/TOCI"], kinds["/BlockQuote"]) == (3, 1)
    pages = [" ".join((page.extract_text() or "").split()) for page in reader.pages]
    assert ["ab" * 32 in page for page in pages] == [True] * len(pages)
    assert [f"page {number} / {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    whole = " ".join(pages)
    assert "<script>alert(1)</script>" in whole
    assert '#read("x") $x$' in whole


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_the_same_text_has_the_same_bytes_under_a_plain_name(format: str) -> None:
    assert made(TEXT, format) == made(TEXT, format)
    assert typeset(TEXT, format=format, name="L’évaluation d'ici 2011").filename == f"l-evaluation-d-ici-2011.{format}"


@given(st.text(alphabet="ab *_`#>-|\n\t1.[](é😀\x00<&:/\\~", max_size=60))
@settings(max_examples=60, deadline=None)
def test_whatever_the_words_both_documents_are_made(text: str) -> None:
    whole = Text(title=text or "x", day=date(2011, 1, 1), sections=(TextSection(text or "x", text), TextSection("y", text, level=2)))
    Document(io.BytesIO(made(whole, "docx")))
    assert len(pypdf.PdfReader(io.BytesIO(made(whole, "pdf"))).pages) >= 1


def test_columns_of_figures_are_told_from_columns_of_words() -> None:
    rows = [["Four", "1 234,56 $", "12", "–", "12 mois"], ["Moulin", "−8\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}$", "", "80 %", "3"]]
    assert figures(rows, 5) == [False, True, True, True, False]
