"""PDF with text: tables over pages, words cut at the end of a line, running headers, and nothing where there is only a picture."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader, PdfWriter

from ententes.importing.formats import Unreadable, read
from ententes.importing.sandbox import read_safely
from ententes.importing.tree import Table, Tree

from .crafted import kept, pdf
from .looking import headings, items, outline, prose, tables

PAGE = '#set page(paper: "us-letter", margin: 2cm)\n#set text(size: 10pt, lang: "fr")\n#set table(stroke: 0.5pt)\n'
MEGABYTE = 1024 * 1024
Reading = Callable[[str], Tree]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return lambda source: read(kept(tmp_path, typst.compile((PAGE + source).encode()), "plan.pdf"), "plan.pdf")


def long_table(rows: int, header: str = "table.header([Action], [Échéance]),") -> str:
    return f"#table(columns: (3fr, 1fr), {header} {', '.join(f'[Tenir la rencontre {n}], [Semaine {n}]' for n in range(1, rows + 1))})"


def test_a_table_over_pages_is_one_table_and_its_repeated_header_is_read_once(reading: Reading) -> None:
    tree = reading(long_table(120))
    assert tables(tree) == [[["Action", "Échéance"], *([f"Tenir la rencontre {n}", f"Semaine {n}"] for n in range(1, 121))]]
    table = tree.blocks[0]
    assert isinstance(table, Table)
    pages = [row.place.page for row in table.rows]
    assert (pages[0], pages[-1]) == (1, max(one for one in pages if one))
    assert pages == sorted(pages)


def test_a_table_over_pages_without_a_header_is_one_table(reading: Reading) -> None:
    assert len(tables(reading(long_table(120, "")))[0]) == 120


def test_two_tables_under_two_titles_stay_two(reading: Reading) -> None:
    tree = reading(f"= Un\n{long_table(3)}\n#pagebreak()\n= Deux\n{long_table(3)}")
    assert [len(table) for table in tables(tree)] == [4, 4]


def test_running_headers_and_page_numbers_are_left_out(reading: Reading) -> None:
    running = '#set page(header: [Document adopté #h(1fr) Exemplaire], numbering: "1 / 1")\n'
    tree = reading(running + "\n#pagebreak()\n".join(f"Le texte de la page {n} se lit ainsi." for n in ("une", "deux", "trois")))
    assert outline(tree) == [f"Le texte de la page {n} se lit ainsi." for n in ("une", "deux", "trois")]


def test_text_that_begins_near_the_edge_of_the_only_page_is_not_a_running_header(reading: Reading) -> None:
    body = "Le plan d’action de l’entente est adopté par le comité de gestion, sur proposition du comité de suivi. " * 8
    tree = reading(f"#set page(margin: 1.2cm)\n{body}\n\n#v(1fr)\n\nAdopté le 3 mai.")
    assert prose(tree) == [body.strip(), "Adopté le 3 mai."]


def test_letters_drawn_twice_are_read_once(reading: Reading) -> None:
    assert outline(reading("#place(dx: 0.3pt)[Comité de suivi]Comité de suivi")) == ["Comité de suivi"]


def test_a_word_cut_at_the_end_of_a_line_is_whole_again(reading: Reading) -> None:
    words = "Développer l’accompagnement entrepreneurial interrégional des coopératives agroalimentaires"
    tree = reading(f"#set text(hyphenate: true)\n#table(columns: (3cm, 3cm), [{words}], [Côte-de-Beaupré, Jacques-Cartier et Sous-Bois])")
    assert tables(tree) == [[[words, "Côte-de-Beaupré, Jacques-Cartier et Sous-Bois"]]]


def test_titles_are_larger_or_bolder_and_lists_are_items(reading: Reading) -> None:
    tree = reading(
        '#align(center, text(18pt, weight: "bold")[Le plan])\n\n= Contexte\n\nUn texte assez long pour être le corps du document, '
        "sur deux lignes au moins, puisque c’est la taille la plus commune qui fait le corps.\n\n== Mandats\n\n- Adopter;\n- Informer.\n"
    )
    assert [text for _, text in headings(tree)] == ["Le plan", "Contexte", "Mandats"]
    levels = [level for level, _ in headings(tree)]
    assert levels == sorted(set(levels))
    assert items(tree) == ["Adopter;", "Informer."]


def test_paragraphs_are_whole_and_apart(reading: Reading) -> None:
    first = "Le comité de gestion adopte le plan d’action et recommande les projets à la table des élus, " * 3
    second = "Le comité de suivi propose le plan d’action et collabore aux rapports annuels de l’entente, " * 3
    tree = reading(f"{first}fin.\n\n{second}fin.")
    assert prose(tree) == [f"{first}fin.", f"{second}fin."]


def test_merged_cells_reach_where_they_reach(reading: Reading) -> None:
    tree = reading("#table(columns: 3, table.cell(colspan: 3)[Calendrier], table.cell(rowspan: 2)[Un], [mai], [juin], [été], [automne])")
    assert tables(tree) == [[["Calendrier"] * 3, ["Un", "mai", "juin"], ["Un", "été", "automne"]]]


def test_a_page_on_its_side_is_read(reading: Reading) -> None:
    assert len(tables(reading("#set page(flipped: true)\n" + long_table(5)))[0]) == 6


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    writer, made = PdfWriter(clone_from=PdfReader(io.BytesIO(typst.compile((PAGE + long_table(3)).encode())))), io.BytesIO()
    writer.encrypt("", "proprietaire", algorithm="AES-256")
    writer.write(made)
    assert len(tables(read(kept(tmp_path, made.getvalue(), "plan.pdf"), "plan.pdf"))[0]) == 4


def test_a_stream_that_inflates_without_end_is_a_refusal(tmp_path: Path) -> None:
    squeezed = zeros(1_500 * MEGABYTE)
    assert len(squeezed) < 2 * MEGABYTE
    drawn = re.search(rb"<< /Length \d+ >>\nstream\n72 72 100 100 re f\nendstream", pdf(""))[0]  # type: ignore[index]
    bomb = pdf("").replace(drawn, b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(squeezed), squeezed))
    with pytest.raises(Unreadable) as why:
        read_safely(kept(tmp_path, bomb, "plan.pdf"), "plan.pdf")
    assert why.value.code == "too_much"


def zeros(size: int) -> bytes:
    """That many zeros, compressed without ever being there."""
    press = zlib.compressobj(9)
    first = press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)
    again = press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)
    end = b"\x03\x00" + struct.pack(">I", (size % 65521) << 16 | 1)
    return first + again * (size // MEGABYTE - 1) + end
