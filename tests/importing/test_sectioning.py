"""A document becomes sections whose words, shown again, are those of the document."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ententes.exporting import Text, TextSection, typeset
from ententes.ground.passages import Block, Grid, Listing, Paragraph, Quote, blocks, words
from ententes.importing.formats.refusals import Unreadable
from ententes.importing.sectioning import escaped, read_sections, sections_of
from ententes.importing.tree import Cell, Heading, Item, Place, Row, Table, Tree
from ententes.importing.tree import Paragraph as Read

HERE = Place(1)


def said(found: tuple[Block, ...]) -> str:
    """All the words of some blocks."""
    parts: list[str] = []
    for block in found:
        if isinstance(block, Listing):
            parts += [said(item) for item in block.items]
        elif isinstance(block, Quote):
            parts.append(said(block.blocks))
        elif isinstance(block, Grid):
            parts += [words(cell) for row in (block.headers, *block.rows) for cell in row]
        else:
            parts.append(words(block.runs))
    return " ".join(" ".join(parts).split())


@given(st.text(alphabet="ab é12.)(_*`#>+-=~|[]<!&;:/\\\n\tlt", max_size=40))
def test_any_words_of_a_paragraph_are_shown_as_they_were(text: str) -> None:
    found = blocks(escaped(text))
    assert all(isinstance(block, Paragraph) for block in found)
    assert said(found) == " ".join(text.split())
    assert not any(run.strong or run.emphasis or run.code or run.link for block in found for run in block.runs)


def test_titles_make_sections_and_deeper_ones_sub_headings() -> None:
    row = [Row((Cell("Indicateur|x", HERE), Cell("Cible\nvoulue", HERE)), HERE), Row((Cell("Pains", HERE), Cell("20", HERE)), HERE)]
    tree = Tree(
        "docx",
        (
            Heading("Cadre d’évaluation", 0, HERE),
            Read("Avant tout.", HERE),
            Heading("1. Objet", 1, HERE),
            Read("Dire *pourquoi*.", HERE),
            Item("un", 0, HERE),
            Item("dedans", 3, HERE),
            Item("deux\nlignes", 0, HERE),
            Heading("Détail", 2, HERE),
            Heading("Indicateurs", 1, HERE),
            Table(tuple(row), HERE),
        ),
        9,
    )
    assert sections_of(tree) == (
        "Cadre d’évaluation",
        [
            ("Préambule", "Avant tout."),
            ("1. Objet", "Dire \\*pourquoi\\*.\n\n- un\n  - dedans\n- deux\n  lignes\n\n### Détail"),
            ("Indicateurs", "| Indicateur\\|x | Cible / voulue |\n| --- | --- |\n| Pains | 20 |"),
        ],
    )


def test_several_titles_of_the_document_are_sections_and_none_is_a_preamble() -> None:
    tree = Tree("docx", (Heading("Objet", 0, HERE), Read("a", HERE), Heading("Suites", 0, HERE), Read("b", HERE)), 9)
    assert sections_of(tree) == ("", [("Objet", "a"), ("Suites", "b")])
    assert sections_of(Tree("txt", (Read("Seul.", HERE),), 9)) == ("", [("Préambule", "Seul.")])
    assert sections_of(Tree("txt", (Heading("Seul", 0, HERE),), 9)) == ("Seul", [])


def test_a_text_that_left_as_word_comes_back_section_by_section(tmp_path: Path) -> None:
    text = "Un paragraphe.\n\n### Sous-titre\n\n- premier\n  - dedans\n- second\n\n| Indicateur | Cible |\n| --- | --- |\n| Pains | 20 |"
    sections = (TextSection("Objet", text), TextSection("Suites", "Fin."))
    whole = Text(title="Cadre", subtitle="Entente", day=date(2011, 1, 1), sections=sections, footer="pied", sha256="ab" * 32)
    path = tmp_path / "cadre.docx"
    path.write_bytes(typeset(whole, format="docx", name="cadre").content)
    assert read_sections(path, "cadre.docx") == ("Cadre", [("Objet", text), ("Suites", "Fin.")])


def test_a_file_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "rien.docx"
    path.write_bytes(io.BytesIO(b"PK\x03\x04 rien").getvalue())
    with pytest.raises(Unreadable):
        read_sections(path, "rien.docx")
