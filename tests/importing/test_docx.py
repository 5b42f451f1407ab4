"""Word documents: what shows in Word is what is read, and nothing else."""

from __future__ import annotations

import pytest

from ententes.importing.formats import read
from ententes.importing.tree import Table, Tree

from .crafted import W, docx, docx_parts, kept, zipped
from .looking import headings, merged, outline, tables

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Sous">
  <w:name w:val="Sous-section"/><w:basedOn w:val="Titre1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Puce"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Objectif %1 –"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
"""


def para(words: str, properties: str = "", run: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(words)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


@pytest.fixture
def reading(tmp_path):  # type: ignore[no-untyped-def]
    def _reading(body: str) -> Tree:
        return read(docx(tmp_path, body, styles=STYLES, numbering=NUMBERING), "plan.docx")

    return _reading


def test_titles_come_from_the_style_its_ancestors_and_the_outline_level(reading):
    tree = reading(
        para("Le plan", '<w:pStyle w:val="T"/>')
        + para("Contexte", '<w:pStyle w:val="Titre1"/>')
        + para("Précisions", '<w:pStyle w:val="Sous"/>')
        + para("Annexe", '<w:outlineLvl w:val="2"/>')
    )
    assert headings(tree) == [(0, "Le plan"), (1, "Contexte"), (2, "Précisions"), (3, "Annexe")]


def test_a_short_paragraph_all_in_bold_is_a_title_and_a_sentence_in_bold_is_not(reading):
    tree = reading(para("Les comités", run="<w:b/>") + para("Tout est dit.", run="<w:b/>") + para("Suite", run='<w:b w:val="0"/>'))
    assert outline(tree)[1:] == ["Tout est dit.", "Suite"]
    assert [text for _, text in headings(tree)] == ["Les comités"]


def test_lists_keep_their_levels_and_the_numbers_that_word_counts_in_titles(reading):
    tree = reading(
        para("Formation", '<w:pStyle w:val="Titre1"/><w:numPr><w:numId w:val="2"/></w:numPr>')
        + para("adopter", '<w:pStyle w:val="Puce"/>')
        + para("puis relire", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + para("Concertation", '<w:pStyle w:val="Titre1"/><w:numPr><w:numId w:val="2"/></w:numPr>')
        + para("sans liste", '<w:pStyle w:val="Puce"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    assert outline(tree) == ["## Objectif 1 – Formation", "- adopter", "  - puis relire", "## Objectif 2 – Concertation", "sans liste"]


def test_revisions_are_read_as_accepted(reading):
    tree = reading(
        "<w:p><w:r><w:t>En </w:t></w:r><w:del><w:r><w:delText>été</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>automne</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>parti</w:t></w:r></w:moveFrom></w:p>"
        + "<w:tbl>"
        + row(cell("Actions"), cell("Quand"))
        + row(cell("retirée"), cell("jamais"), properties="<w:del/>")
        + "</w:tbl>"
    )
    assert outline(tree) == ["En automne", "| Actions | Quand"]


def test_breaks_tabs_hyphens_links_and_hidden_words_are_read_as_they_show(reading):
    tree = reading(
        "<w:p><w:r><w:t>un</w:t><w:br/><w:t>deux</w:t><w:tab/><w:t>trois</w:t></w:r>"
        "<w:hyperlink><w:r><w:t> lien</w:t></w:r></w:hyperlink>"
        "<w:r><w:t> porte</w:t><w:noBreakHyphen/><w:t>parole</w:t><w:softHyphen/><w:t>s</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t> et contrôle</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert outline(tree) == ["un\ndeux\ttrois lien porte-paroles et contrôle"]


def test_ticks_and_boxes_drawn_by_fonts_of_signs_are_read(reading):
    tree = reading(
        '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>'
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fe\uf020\uf099</w:t></w:r><w:r><w:sym w:char="?"/></w:r></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r>'
        "<w:r><w:t>fait</w:t></w:r></w:p>"
    )
    assert outline(tree) == ["✓☑☑ •", "☒ fait"]


def test_a_numbered_paragraph_is_a_title_when_its_number_is_words_or_all_of_it_is_bold(reading):
    listed = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
    tree = reading(
        para("Former la relève", listed.format(2))
        + para("Contexte", listed.format(3), run="<w:b/>")
        + para("Adopter le plan", listed.format(3))
        + para("Retenir", listed.format(1), run="<w:b/>")
    )
    assert outline(tree) == ["Objectif 1 – Former la relève", "## 1. Contexte", "- Adopter le plan", "- Retenir"]


def test_a_table_that_only_frames_another_is_not_there(reading):
    inner = "<w:tbl>" + row(cell("a"), cell("b")) * 2 + "</w:tbl>"
    tree = reading(f"<w:tbl><w:tr><w:tc>{para('Titre')}{inner}{para('')}</w:tc></w:tr></w:tbl>")
    assert outline(tree) == ["Titre", "| a | b", "| a | b"]


def test_the_strict_flavour_of_the_format_is_the_same_document(tmp_path):
    parts = {
        name: content.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main") if isinstance(content, str) else content
        for name, content in docx_parts(para("Contexte", '<w:pStyle w:val="Titre1"/>') + para("Texte"), styles=STYLES).items()
    }
    assert outline(read(kept(tmp_path, zipped(parts), "plan.docx"), "plan.docx")) == ["## Contexte", "Texte"]


def test_a_text_box_is_read_once_after_its_paragraph(reading):
    box = "<w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>"
    tree = reading(
        "<w:p><w:r><w:t>Texte</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert outline(tree) == ["Texte", "Encadré"]


def test_a_table_of_contents_is_left_out(reading):
    tree = reading(para("Contexte\t3", '<w:pStyle w:val="TM1"/>') + para("Contexte", '<w:pStyle w:val="Titre1"/>'))
    assert outline(tree) == ["## Contexte"]


def test_merged_cells_are_repeated_and_marked(reading):
    tree = reading(
        "<w:tbl>"
        + row(cell("Axe"), cell("Calendrier", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>")
        + row(cell("Un", '<w:vMerge w:val="restart"/>'), cell("2024"), cell("2025"))
        + row(cell("", "<w:vMerge/>"), cell("mai"), cell("juin"))
        + row(cell("Deux", '<w:gridSpan w:val="3"/>'))
        + "</w:tbl>"
    )
    assert tables(tree) == [[["Axe", "Calendrier", "Calendrier"], ["Un", "2024", "2025"], ["Un", "mai", "juin"], ["Deux", "Deux", "Deux"]]]
    assert merged(tree) == [[[False, False, True], [False, False, False], [True, False, False], [False, True, True]]]
    block = tree.blocks[0]
    assert isinstance(block, Table)
    assert [one.header for one in block.rows] == [True, False, False, False]


def test_short_rows_are_filled_and_gaps_before_them_are_kept(reading):
    tree = reading(
        "<w:tbl>"
        + row(cell("a"), cell("b"), cell("c"))
        + row(cell("d"), properties='<w:gridBefore w:val="1"/>')
        + row(cell("e"))
        + "</w:tbl>"
    )
    assert tables(tree) == [[["a", "b", "c"], ["", "d", ""], ["e", "", ""]]]


def test_paragraphs_of_a_cell_are_its_lines_and_a_table_inside_is_flattened(reading):
    inner = "<w:tbl>" + row(cell("x"), cell("y")) + "</w:tbl>"
    tree = reading(f"<w:tbl><w:tr><w:tc>{para('un')}{para('deux')}</w:tc><w:tc>{para('trois')}{inner}{para('')}</w:tc></w:tr></w:tbl>")
    [[[first, second]]] = tables(tree)
    assert first == "un\ndeux"
    assert second.split() == ["trois", "x", "y"]


def test_a_number_column_that_word_counts_is_read(reading):
    counted = '<w:numPr><w:numId w:val="2"/></w:numPr>'
    tree = reading("<w:tbl>" + "".join(row(f"<w:tc>{para('', counted)}</w:tc>", cell(name)) for name in "ab") + "</w:tbl>")
    assert tables(tree) == [[["Objectif 1 –", "a"], ["Objectif 2 –", "b"]]]


def test_rows_and_cells_inside_content_controls_are_read(reading):
    tree = reading(
        f"<w:sdt><w:sdtContent><w:tbl>{row(cell('a'), cell('b'))}<w:sdt><w:sdtContent>{row(cell('c'), cell('d'))}"
        "</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
    )
    assert tables(tree) == [[["a", "b"], ["c", "d"]]]


def test_lines_count_paragraphs_and_rows_in_reading_order(reading):
    tree = reading(para("un") + para("") + "<w:tbl>" + row(cell("a"), cell("b")) * 2 + "</w:tbl>" + para("fin"))
    assert [block.place.line for block in tree.blocks] == [1, 2, 4]
    table = tree.blocks[1]
    assert isinstance(table, Table)
    assert [(one.place.line, one.place.table, one.place.row) for one in table.rows] == [(2, 1, 1), (3, 1, 2)]
    assert [one.place.column for one in table.rows[0].cells] == [1, 2]


def test_control_characters_and_marks_of_direction_never_get_through(reading):
    tree = reading(para("a\u202eb\ufeffc\u00ad") + "<w:tbl>" + row(cell("x\ty"), cell("z")) + "</w:tbl>")
    assert outline(tree) == ["abc", "| x y | z"]
