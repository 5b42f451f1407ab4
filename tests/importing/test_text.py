"""Typed documents: real line numbers, tables by tabs or pipes, lists, titles, and every usual encoding."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ententes.importing.formats import Unreadable, read
from ententes.importing.tree import Heading, Item, Paragraph, Table, Tree

from .corpus import SEED
from .crafted import kept
from .looking import items, outline, tables

ROWS = json.loads((Path(__file__).parent / "reference_rows.json").read_text(encoding="utf-8"))["rows"]


def typed(folder: Path, words: str | bytes, name: str = "plan.md") -> Tree:
    return read(kept(folder, words.encode() if isinstance(words, str) else words, "kept"), name)


def test_every_row_of_the_reference_stands_on_its_real_line() -> None:
    tree = read(SEED, SEED.name)
    rows = [row for block in tree.blocks if isinstance(block, Table) for row in block.rows[1:]]
    assert [(row.place.line, [cell.text for cell in row.cells]) for row in rows] == [
        (row["seed_line"], [row["action"], row["responsables_raw"], row["y2011_2012_raw"], row["y2012_2013_raw"]]) for row in ROWS
    ]


def test_the_reference_has_its_title_its_items_and_no_ending() -> None:
    tree = read(SEED, SEED.name)
    title = tree.blocks[0]
    assert isinstance(title, Heading)
    assert (title.level, title.place.line) == (0, 3)
    assert title.text == "ENTENTE SPÉCIFIQUE EN ÉCONOMIE SOCIALE\nDANS LA RÉGION DE LA CAPITALE-NATIONALE"
    lines = SEED.read_text(encoding="utf-8").splitlines()
    assert items(tree) == [line[2:] for line in lines if line.startswith("- ")]
    assert [block.place.line for block in tree.blocks if isinstance(block, Item)] == [
        number for number, line in enumerate(lines, 1) if line.startswith("- ")
    ]
    assert (tree.format, tree.ended, tree.size) == ("txt", False, SEED.stat().st_size)


def test_nothing_of_the_reference_is_lost() -> None:
    read_words = " ".join(outline(read(SEED, SEED.name))).replace("|", " ").replace("#", " ").split()
    assert [word for word in read_words if word != "-"] == [
        word for word in SEED.read_text(encoding="utf-8").replace("**", " ").split() if word != "-"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp1252"])
def test_the_usual_encodings_are_the_same_text(encoding: str, tmp_path: Path) -> None:
    words = "Comité\n\nActions\tÉchéance\nL’œuvre\tété\n"
    raw = b"\xff\xfe" + words.encode("utf-16-le") if encoding == "utf-16-le-bom" else words.encode(encoding)
    assert outline(typed(tmp_path, raw)) == ["Comité", "| Actions | Échéance", "| L’œuvre | été"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_as_any_system_ends_them(ending: str, tmp_path: Path) -> None:
    tree = typed(tmp_path, ending.join(["Un", "", "a\tb", "c\td", "", "- fin"]))
    assert outline(tree) == ["Un", "| a | b", "| c | d", "- fin"]
    assert [block.place.line for block in tree.blocks] == [1, 3, 6]


def test_short_rows_are_filled_and_a_blank_last_cell_is_kept(tmp_path: Path) -> None:
    assert tables(typed(tmp_path, "a\tb\tc\nd\t\te\n\ng\th\t\n")) == [
        [["a", "b", "c"], ["d", "", "e"]],
        [["g", "h", ""]],
    ]


def test_markdown_tables_have_a_header_and_their_marks_are_not_words(tmp_path: Path) -> None:
    tree = typed(tmp_path, "| **Action** | Qui |\n|---|:-:|\n| Un \\| deux<br>trois | [CA](https://x.org) |\n| `code` | |\n| -- | -- |\n")
    assert tables(tree) == [[["Action", "Qui"], ["Un | deux\ntrois", "CA"], ["code", ""], ["--", "--"]]]
    table = tree.blocks[0]
    assert isinstance(table, Table)
    assert [(row.header, row.place.line) for row in table.rows] == [(True, 1), (False, 3), (False, 4), (False, 5)]


def test_markdown_titles_have_their_levels(tmp_path: Path) -> None:
    tree = typed(tmp_path, "# Plan\n\n## Objectif 1 ##\n\nContexte\n========\n\nSuite\n-----\n")
    assert outline(tree) == ["# Plan", "## Objectif 1", "# Contexte", "## Suite"]


def test_lists_have_their_levels_and_go_on_over_indented_lines(tmp_path: Path) -> None:
    tree = typed(tmp_path, "- un\n  suite\n    - deux\n• trois\n\n1. quatre\n2) cinq\n")
    assert [(block.text, block.level) for block in tree.blocks if isinstance(block, Item)] == [
        ("un suite", 0),
        ("deux", 2),
        ("trois", 0),
        ("quatre", 0),
        ("cinq", 0),
    ]


def test_a_number_that_stands_alone_is_part_of_a_title(tmp_path: Path) -> None:
    assert outline(typed(tmp_path, "1. Attirer\n\na\tb\n\n2. Accueillir\n\nc\td\n", "plan.txt")) == [
        "1. Attirer",
        "| a | b",
        "2. Accueillir",
        "| c | d",
    ]


def test_a_file_that_stops_without_an_ending_says_so(tmp_path: Path) -> None:
    assert (typed(tmp_path, "Un\n").ended, typed(tmp_path, "Un").ended) == (True, False)


def test_the_name_tells_markdown_from_text(tmp_path: Path) -> None:
    assert [typed(tmp_path, "Un\n", name).format for name in ("plan.md", "plan.MARKDOWN", "plan.txt", "plan", "plan.csv")] == [
        "md",
        "md",
        "txt",
        "txt",
        "txt",
    ]


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    assert outline(typed(tmp_path, "Un\x07\x1b[31m\u202e deux\n\nPlan d’action de l’entente\n", "plan.txt"))[0] == "Un[31m deux"


LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["", "a\tb", "- x", "# t", "**t", "t**", "| a | b |", "|---|---|", "a;b;c", "1. x", "===", "---", "\t", "|", "\\|"]
        ),
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(LINES)
@example(["| a"])
@example(["**", "**"])
def test_any_text_is_read_or_refused_and_its_lines_go_up(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    held = kept(tmp_path_factory.getbasetemp(), "\n".join(lines).encode("utf-8", "replace"), "any")
    for name in ("any.txt", "any.md"):
        try:
            tree = read(held, name)
        except Unreadable:
            continue
        places = [block.place.line for block in tree.blocks]
        assert places == sorted(set(places))
        for block in tree.blocks:
            if isinstance(block, Table):
                assert len({len(row.cells) for row in block.rows}) == 1
            elif isinstance(block, Heading | Paragraph | Item):
                assert "\0" not in block.text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    held = kept(tmp_path_factory.getbasetemp(), content, "bytes")
    with contextlib.suppress(Unreadable):
        read(held, "bytes.txt")
