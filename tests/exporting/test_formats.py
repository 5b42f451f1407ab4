"""Each format, opened again by another library than its writer."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime, time
from zipfile import ZipFile

import pdfplumber
import pypdf
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from ententes.exporting import export
from ententes.plans.models import Action, Plan, Point, SourceRow
from ententes.plans.queries.filters import Filters
from tests.cast import Cast
from tests.exporting.conftest import TEXT, rows_of

TODAY = date(2011, 11, 23)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOURCE = rows_of(TEXT.read_text(encoding="utf-8"))
HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x")',
    "  =1",
    "<w:p/>&amp;",
    '#read("x")',
    "*gras* $x$ \\",
    "a\x01b\x0bc\ufffe",
]


def day(*parts: int) -> datetime:
    """A day as openpyxl gives it."""
    return datetime.combine(date(*parts), time.min)


def made(plan: Plan, format: str, **options: object) -> bytes:
    return export(plan.agreement, plan, format=format, as_of=TODAY, **options).content  # type: ignore[arg-type]


@pytest.fixture
def hostile(cast: Cast) -> Plan:
    """A plan whose words would like to be something else."""
    cast.section.columns.append({"kind": "extra", "header": "=cmd|'/c calc'!A1"})
    cast.section.save()
    Action.objects.all().delete()
    for place, text in enumerate(HOSTILE):
        Action.objects.create(plan=cast.plan, section=cast.section, code=f"O1.{place}", text=text, position=place)
    return cast.plan


def test_word_opens_it_with_its_titles_tables_and_headers(reference: Plan) -> None:
    document = Document(io.BytesIO(made(reference, "docx", state=False, news=False)))
    assert document.core_properties.title == f"{reference.agreement.title} – PLAN D'ACTION 2011-2012"
    assert document.core_properties.language == "fr-CA"
    styled = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert styled[:3] == [("Title", reference.agreement.title), ("Subtitle", "PLAN D'ACTION 2011-2012"), ("Date du plan", "Avril 2011")]
    headings = [text for style, text in styled if style == "Heading 1"]
    assert headings == ["Mise en contexte", "Les comités de l’entente", *(heading for heading, _headers, _rows in SOURCE)]
    assert ("List Bullet", "Proposer le plan d'action;") in styled
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert tables == [[headers, *rows] for _heading, headers, rows in SOURCE]


def test_word_is_told_what_a_reader_who_listens_needs(reference: Plan) -> None:
    package = ZipFile(io.BytesIO(made(reference, "docx")))
    parts = {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith((".xml", ".rels"))}
    body = parts["word/document.xml"]
    assert [one.get(f"{W}val") for one in body.iter(f"{W}tblCaption")] == [heading for heading, _headers, _rows in SOURCE]
    assert len(list(body.iter(f"{W}tblDescription"))) == len(list(body.iter(f"{W}tblHeader"))) == 5
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True] * (29 + 5)
    assert body.find(f"{W}body/{W}sectPr/{W}pgSz").get(f"{W}orient") == "landscape"
    assert parts["word/styles.xml"].find(f".//{W}lang").get(f"{W}val") == "fr-CA"
    footer = "".join(parts["word/footer.xml"].itertext())
    assert "État au 23\u00a0novembre\u00a02011" in footer


def test_the_day_in_a_header_is_not_cut_in_two(reference: Plan) -> None:
    """Its words do not break: the column is as wide as they are in a wide bold face of nine points, with its margins."""
    table = Document(io.BytesIO(made(reference, "docx", state=True, news=True))).tables[0]
    header = next(cell for cell in table.rows[0].cells if cell.text.startswith("État au"))
    longest = max(map(len, header.text.split(" ")))
    assert header.width is not None
    assert header.width.pt >= longest * 9 * 0.7 + 10


def test_the_same_document_has_the_same_bytes(reference: Plan) -> None:
    for format in ("docx", "xlsx", "csv", "json", "pdf"):
        assert made(reference, format) == made(reference, format)


def test_word_keeps_hostile_words_as_words(hostile: Plan) -> None:
    document = Document(io.BytesIO(made(hostile, "docx")))
    texts = [row.cells[0].text for row in document.tables[0].rows][1:]
    assert texts == [*HOSTILE[:-1], "abc"]


def test_a_line_break_in_a_cell_stays_one(reference: Plan) -> None:
    row = SourceRow.objects.filter(plan=reference).first()
    row.cells = ["Engager quelqu’un\net l’accueillir", *row.cells[1:]]
    row.save()
    Action.objects.filter(source_row=row).update(text="Engager quelqu’un\net l’accueillir")
    document = Document(io.BytesIO(made(reference, "docx")))
    assert document.tables[0].rows[1].cells[0].text == "Engager quelqu’un\net l’accueillir"


def test_the_pdf_is_tagged_titled_and_says_its_language(reference: Plan) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made(reference, "pdf")))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr-CA"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == f"PLAN D'ACTION 2011-2012 – {reference.agreement.title}"
    assert reader.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()
    kinds: dict[str, int] = {}
    alternatives = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                kinds[node["/S"]] = kinds.get(node["/S"], 0) + 1
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            walk(node.get("/K"))

    walk(catalog["/StructTreeRoot"])
    assert (kinds["/H1"], kinds["/H2"], kinds["/Table"], kinds["/TR"], kinds["/TH"]) == (1, 5, 5, 29 + 5, 5 * 4)
    assert len(alternatives) == 29
    assert alternatives[1].startswith(
        "2011-2012\u00a0: En continu; 2012-2013\u00a0: À évaluer (à décider au plus tard le 31\u00a0mars\u00a02012)"
    )


def test_the_words_of_the_pdf_come_in_order_on_numbered_pages(reference: Plan) -> None:
    with pdfplumber.open(io.BytesIO(made(reference, "pdf"))) as document:
        pages = [" ".join((page.extract_text() or "").split()) for page in document.pages]
        assert (document.pages[0].width, document.pages[0].height) == (792, 612)
    whole = " ".join(pages)
    places = [whole.index(" ".join(heading.split())) for heading, _headers, _rows in SOURCE]
    assert places == sorted(places)
    assert [page.endswith(f"{number} / {len(pages)}") for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "État au 23 novembre 2011" in pages[0].replace("\u00a0", " ")


def test_the_pdf_sets_hostile_words_as_words(hostile: Plan) -> None:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(hostile, "pdf"))).pages)
    assert '#read("x")' in text
    assert "*gras* $x$ \\" in text


def test_the_pdf_takes_letters_its_font_has_not(hostile: Plan) -> None:
    Action.objects.filter(plan=hostile).update(text="Fête 🎉 du pain ᐃᓄᒃᑎᑐᑦ 中文 العربية")
    text = pypdf.PdfReader(io.BytesIO(made(hostile, "pdf"))).pages[0].extract_text()
    assert "du pain" in text


def test_a_cell_longer_than_a_page_runs_over_several(hostile: Plan) -> None:
    Action.objects.filter(plan=hostile).update(text="mot " * 6000)
    assert len(pypdf.PdfReader(io.BytesIO(made(hostile, "pdf"))).pages) > 5


def test_the_workbook_has_words_as_words_and_days_as_days(reference: Plan) -> None:
    book = load_workbook(io.BytesIO(made(reference, "xlsx")))
    sheet = book["Plan"]
    assert book.sheetnames == ["Plan", "Notes", "Points"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:O33", "$4:$4")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0][:8] == [
        "Code attribué", "Section", "Actions", "Responsables/collaborateurs", "2011-2012", "2012-2013", "2011-2012, du", "2011-2012, au",
    ]  # fmt: skip
    assert [row[2:6] for row in rows[1:]] == [[cell or None for cell in row] for _heading, _headers, own in SOURCE for row in own]
    assert rows[3][6:8] == [day(2011, 4, 1), day(2011, 6, 30)]
    assert rows[3][10:] == ["Réalisée", None, "Comité formé le 14 juin, onze membres.", day(2011, 6, 20), "coordination de l’entente"]


def test_the_members_workbook_holds_the_notes_known_and_the_points(reference: Plan) -> None:
    Point.objects.create(agreement=reference.agreement, plan=reference, kind="empty", sentence="Une cellule est vide.")
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(reference, "xlsx")))
    notes = book.get_sheet_by_name("Notes").to_python()[4:]
    assert [row[:4] for row in notes] == [
        ["G.3", date(2011, 6, 20), "Comité formé le 14 juin, onze membres.", "Réalisée"],
        ["G.4", date(2011, 9, 1), "Version 2 en préparation.", "En cours"],
    ]
    assert [row[0] for row in book.get_sheet_by_name("Points").to_python()[4:]] == ["Une cellule est vide."]
    assert load_workbook(io.BytesIO(made(reference, "xlsx", audience="public"))).sheetnames == ["Plan"]


def test_no_cell_of_the_workbook_is_a_formula(hostile: Plan) -> None:
    sheet = load_workbook(io.BytesIO(made(hostile, "xlsx")))["Plan"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row} <= {"s", "n", "d", "inlineStr"}
    assert [row[2].value for row in sheet.iter_rows(min_row=5)] == [*HOSTILE[:-1], "abc"]
    assert sheet["G4"].value == "=cmd|'/c calc'!A1"


def test_a_cell_too_long_for_a_workbook_is_cut_and_says_so(hostile: Plan) -> None:
    Action.objects.filter(plan=hostile).update(text="x" * 40_000)
    sheet = load_workbook(io.BytesIO(made(hostile, "xlsx")))["Plan"]
    assert len(sheet["C5"].value) < 32_767
    assert sheet["C5"].value.endswith("x […]")


def test_no_cell_of_the_csv_opens_a_formula(hostile: Plan) -> None:
    content = made(hostile, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [cell for row in rows for cell in row if cell.lstrip()[:1] in ("=", "+", "-", "@")] == []
    assert [row[2] for row in rows[1:]] == [f"'{text}" for text in HOSTILE[:7]] + HOSTILE[7:-1] + ["abc"]
    assert rows[0][6] == "'=cmd|'/c calc'!A1"


def test_each_line_of_the_csv_says_of_what_it_is(reference: Plan) -> None:
    rows = list(csv.DictReader(io.StringIO(made(reference, "csv", filters=Filters(section="O1")).decode("utf-8-sig"))))
    assert len(rows) == 4
    assert {(row["Entente"], row["Plan"], row["État au"]) for row in rows} == {
        ("economie-sociale", "PLAN D'ACTION 2011-2012", "2011-11-23")
    }
    assert all(row["Filtre"].startswith("Objectif") for row in rows)


def test_the_json_keeps_its_shape(reference: Plan) -> None:
    plan = json.loads(made(reference, "json"))
    assert list(plan) == ["format", "agreement", "plan", "as_of", "filter", "bodies", "objectives", "sections", "notes", "points"]
    assert plan["format"] == "ententes-plan/1"
    assert plan["plan"] == {
        "title": "PLAN D'ACTION 2011-2012",
        "year": "2011-2012",
        "years": ["2011-2012", "2012-2013"],
        "dated": "2011-04-01",
        "dated_words": "Avril 2011",
    }
    assert [(len(section["rows"]), len(section["actions"])) for section in plan["sections"]] == [(6, 6), (4, 4), (6, 6), (7, 7), (6, 7)]
    action = plan["sections"][0]["actions"][2]
    assert action["schedules"]["2011-2012"] == {
        "words": "Printemps 2011", "kind": "season", "start": "2011-04-01", "end": "2011-06-30", "decide_by": None,
    }  # fmt: skip
    assert (action["status"], action["flags"], action["news"]["dated"]) == ("done", [], "2011-06-20")
    assert len(plan["notes"]) == 2


def test_an_extract_names_its_filter_in_every_format(reference: Plan) -> None:
    filters = Filters(section="O1")
    words = "La commercialisation et la consolidation"
    document = Document(io.BytesIO(made(reference, "docx", filters=filters)))
    extracts = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Extrait"]
    assert [text.startswith("Extrait\u00a0: Objectif") for text in extracts] == [True]
    assert len(document.tables) == 1
    text = " ".join(pypdf.PdfReader(io.BytesIO(made(reference, "pdf", filters=filters))).pages[0].extract_text().split())
    assert "Extrait" in text.split(words)[0]
    assert "Extrait" in load_workbook(io.BytesIO(made(reference, "xlsx", filters=filters)))["Plan"]["A2"].value
    assert words in json.loads(made(reference, "json", filters=filters))["filter"]
