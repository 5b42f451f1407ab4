"""The season band: where things fall, what is said of them, and what a thousand bands weigh."""

from __future__ import annotations

import gzip
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import translation

from ententes.ground import bands
from ententes.ground.bands import Dot, Scale, Shape
from ententes.ground.windows import KINDS, Window
from ententes.ground.years import FiscalYear

TWO = [FiscalYear(2011), FiscalYear(2012)]
ALL_YEAR = Window("ongoing", date(2011, 4, 1), date(2012, 3, 31))
AUTUMN = Window("season", date(2011, 9, 1), date(2011, 12, 31))
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def drawn(kind: str, first: date | None = None, last: date | None = None, *, column: int = 2011, years=TWO, decide_by: date | None = None):
    """The shapes of one cell, rounded, as (kind, x, width)."""
    found = bands.shapes(Scale(years, width=730), [(column, "mots", Window(kind, first, last, decide_by))])
    return [(shape.kind, round(shape.x, 1), round(shape.width, 1)) for shape in found]


def words_of(scale: Scale) -> list[list[str]]:
    return [[season.word for season in year] for year in scale.seasons]


def test_a_year_from_april_is_cut_from_spring_to_winter():
    assert words_of(Scale(TWO)) == [["printemps", "été", "automne", "hiver"]] * 2


def test_a_calendar_year_begins_with_winter():
    assert words_of(Scale([FiscalYear(2024, 1)])) == [["hiver", "printemps", "été", "automne"]]


def test_a_year_that_begins_inside_a_season_shows_it_at_both_ends():
    assert words_of(Scale([FiscalYear(2024, 8)])) == [["été", "automne", "hiver", "printemps", "été"]]


def test_the_seasons_of_a_year_fill_it_without_a_gap():
    for month in range(1, 13):
        scale = Scale([FiscalYear(2023, month), FiscalYear(2024, month)])
        ends = [x for year in scale.seasons for season in year for x in (season.x, season.x + season.width)]
        assert ends[0] == 0
        assert ends[-1] == pytest.approx(372)
        assert ends[1:-1:2] == pytest.approx(ends[2::2])


def test_the_agreement_may_have_other_seasons():
    scale = Scale([FiscalYear(2024, 1)], [["première moitié", 1, 1], ["seconde moitié", 7, 1]])
    assert words_of(scale) == [["première moitié", "seconde moitié"]]


def test_a_season_fills_its_cell_exactly():
    scale = Scale(TWO)
    (shape,) = bands.shapes(scale, [(2011, "Automne 2011", AUTUMN)])
    cell = scale.seasons[0][2]
    assert (shape.kind, shape.x, shape.width) == ("season", pytest.approx(cell.x), pytest.approx(cell.width))


def test_what_is_ongoing_runs_through_its_year_only():
    # 366 days in 2011-2012, drawn over 365 units.
    assert drawn("ongoing", date(2011, 4, 1), date(2012, 3, 31)) == [("ongoing", 0, 365)]
    assert drawn("ongoing", date(2012, 4, 1), date(2013, 3, 31), column=2012) == [("ongoing", 365, 365)]


def test_what_is_ongoing_without_days_runs_through_its_column():
    assert drawn("ongoing", column=2012) == [("ongoing", 365, 365)]


def test_a_month_is_at_its_place():
    assert drawn("month", date(2012, 5, 1), date(2012, 5, 31), column=2012) == [("month", 365 + 30, 31)]


def test_a_quarter_is_a_filled_span():
    assert drawn("quarter", date(2012, 4, 1), date(2012, 6, 30), column=2012) == [("season", 365, 91)]


def test_a_range_over_two_years_is_one_piece():
    assert drawn("range", date(2012, 3, 31), date(2012, 4, 2)) == [("range", 364, 3)]


def test_a_deadline_fades_in_from_the_start_of_its_column():
    assert drawn("by", None, date(2012, 6, 30), column=2012) == [("by", 365, 91)]


def test_a_deadline_before_its_column_still_has_an_end_to_see_and_the_column_points_to_it():
    kinds = [kind for kind, _x, _width in drawn("by", None, date(2011, 6, 30), column=2012)]
    assert kinds == ["by", "away-left"]


def test_a_day_is_a_thin_mark_at_its_middle():
    assert drawn("day", date(2012, 4, 10), date(2012, 4, 10), column=2012) == [("day", 374.5, 0)]


def test_what_is_to_be_assessed_stands_at_the_start_of_its_year():
    assert drawn("to_be_assessed", column=2012, decide_by=date(2012, 3, 31)) == [("assess", 379, 0)]


def test_what_is_to_be_assessed_outside_any_column_stands_after_the_day_of_the_decision():
    assert drawn("to_be_assessed", column=0, decide_by=date(2012, 3, 31)) == [("assess", 379, 0)]


def test_a_blank_is_hatched_over_its_year():
    assert drawn("unspecified", column=2012) == [("hatch", 365, 365)]


def test_words_that_nobody_understood_ask_a_question():
    assert drawn("unreadable", column=2012) == [("unreadable", 379, 0)]


def test_a_window_in_another_column_is_drawn_at_its_date_and_its_own_column_points_there():
    assert drawn("month", date(2012, 3, 1), date(2012, 3, 31), column=2012) == [("month", 334.1, 30.9), ("away-left", 373, 0)]
    assert drawn("month", date(2012, 4, 1), date(2012, 4, 30), column=2011) == [("month", 365, 30), ("away-right", 357, 0)]


def test_a_window_outside_the_years_drawn_is_an_arrow_at_the_edge():
    assert drawn("month", date(2011, 3, 1), date(2011, 3, 31)) == [("out-left", 1, 0)]
    assert drawn("month", date(2014, 3, 1), date(2014, 3, 31)) == [("out-right", 729, 0)]


def test_a_window_that_begins_before_the_years_drawn_is_cut_at_the_edge():
    assert drawn("range", date(2010, 1, 1), date(2011, 4, 30), years=[FiscalYear(2012), FiscalYear(2011)]) == [("range", 0, 29.9)]


def test_five_years_stand_side_by_side_each_as_wide():
    scale = Scale([FiscalYear(year) for year in range(2011, 2016)], width=500)
    assert list(scale.starts.values()) == [0, 100, 200, 300, 400]


def test_a_dot_and_today_stand_at_their_day_and_nothing_is_drawn_outside():
    scale = Scale(TWO, width=730)
    inside = [Dot(date(2012, 5, 1), "Rencontre"), Dot(date(2030, 1, 1), "Plus tard")]
    assert bands.shapes(scale, [], inside, date(2012, 4, 1)) == [Shape("today", 365.5), Shape("dot", 395.5, 0, "Rencontre", "")]
    assert bands.shapes(scale, [], [], date(2013, 4, 1)) == []


def test_a_band_says_in_words_what_it_draws():
    cells = [
        (2011, "Mars 2011", Window("month", date(2011, 3, 1), date(2011, 3, 31))),
        (2011, "Mars 2012", Window("month", date(2012, 3, 1), date(2012, 3, 31))),
        (2012, "Mars 2012", Window("month", date(2012, 3, 1), date(2012, 3, 31))),
        (2012, "À évaluer", Window("to_be_assessed", decide_by=date(2012, 3, 31))),
        (2012, "", Window("unspecified")),
        (2012, "au fur", Window("unreadable")),
    ]
    said = bands.said(Scale(TWO), cells, [Dot(date(2011, 6, 1), "Comité formé")])
    assert said.replace(NBSP, " ").split("; ") == [
        "2011-2012 : Mars 2011 (avant les années montrées)",
        "2011-2012 : Mars 2012",
        "2012-2013 : Mars 2012 (tombe en 2011-2012)",
        "2012-2013 : À évaluer (à décider au plus tard le 31 mars 2012)",
        "2012-2013 : non précisé au plan",
        "2012-2013 : au fur (mots non compris)",
        "fait : 1er juin 2011, Comité formé",
    ]


def test_a_band_without_links_is_an_image_named_by_its_words():
    scale = Scale(TWO)
    svg = bands.band(scale, [(2011, "En continu", ALL_YEAR)], [Dot(date(2011, 6, 1), "Comité formé")])
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == bands.said(scale, [(2011, "En continu", ALL_YEAR)], [Dot(date(2011, 6, 1), "Comité formé")])


def test_dots_that_lead_somewhere_are_links_in_a_list_and_the_drawing_is_not_read_twice():
    html = f"<div>{bands.band(Scale(TWO), [(2011, 'En continu', ALL_YEAR)], [Dot(date(2011, 6, 1), 'Comité formé', '/r/1')])}</div>"
    root = ElementTree.fromstring(html)
    svg = root.find("svg")
    assert svg is not None
    assert (svg.get("aria-hidden"), svg.get("role")) == ("true", None)
    assert [link.get("tabindex") for link in svg.iter("a")] == ["-1"]
    assert [(link.get("href"), link.text) for link in root.findall("details//a")] == [("/r/1", "Comité formé")]
    assert root.findtext("span") == f"2011-2012{NBSP}: En continu; fait{NBSP}: 1er{NBSP}juin{NBSP}2011, Comité formé"


def test_words_titles_and_addresses_are_escaped():
    nasty = '"><script>alert(1)</script>'
    html = bands.band(Scale(TWO), [(2011, nasty, AUTUMN)], [Dot(date(2011, 6, 1), nasty, nasty)])
    assert "<script" not in html
    assert bands.band(Scale(TWO), [(2011, nasty, AUTUMN)]).count('"') == bands.band(Scale(TWO), [(2011, "mots", AUTUMN)]).count('"')


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_window_is_drawn_well_formed_and_without_inline_style(kind):
    window = Window(kind, date(2011, 9, 1), date(2011, 12, 31), date(2011, 3, 31) if kind == "to_be_assessed" else None)
    scale = Scale(TWO)
    svg = bands.band(scale, [(2011, "mots", window)], [Dot(date(2011, 6, 1), "Fait")], date(2011, 11, 23))
    pieces = [piece.tag for piece in ElementTree.fromstring(svg)]
    assert pieces[0] == "use"
    assert len(pieces) >= 4, "the grid, the window, today and the dot"
    assert "style" not in svg


def test_the_grid_is_drawn_once_a_page():
    scale = Scale(TWO)
    assert 'id="band-grid"' in scale.defs()
    assert "b-cell" not in bands.band(scale, [(2011, "Automne 2011", AUTUMN)])


def test_what_a_band_refers_to_is_in_the_definitions():
    scale = Scale(TWO)
    cells = [(2011, "d’ici juin", Window("by", None, date(2011, 6, 30))), (2012, "", Window("unspecified"))]
    wanted = set(re.findall(r"#([\w-]+)", bands.band(scale, cells)))
    assert wanted == {"band-grid", "band-by", "band-hatch"}
    assert wanted == set(re.findall(r'id="([\w-]+)"', scale.defs()))


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, ["printemps", "été", "automne", "hiver"]),
        (2, ["print.", "été", "automne", "hiver"] * 2),
        (5, ["P", "É", "A", "H"] * 5),
    ],
)
def test_the_axis_shortens_its_words_to_the_room_they_have(count, words):
    years = [FiscalYear(2011 + index) for index in range(count)]
    root = ElementTree.fromstring(bands.axis(Scale(years)))
    texts = [(text.text, text.get("class")) for text in root.iter("text")]
    assert [text for text, css in texts if css is None] == words
    assert [text for text, css in texts if css] == [year.label for year in years]


def test_a_picture_for_documents_carries_its_colours_and_its_grid():
    root = ElementTree.fromstring(bands.picture(Scale(TWO), [(2011, "Automne 2011", AUTUMN)], [Dot(date(2011, 6, 1), "Fait", "/r/1")]))
    svg = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{svg}style") is not None
    assert root.find(f".//{svg}g[@id='band-grid']") is not None
    assert root.find(f".//{svg}a") is None


def test_the_colours_of_a_picture_cover_every_class_that_is_drawn():
    scale = Scale(TWO)
    day = date(2011, 9, 1)
    cells = [(2011, "mots", Window(kind, day, date(2011, 12, 31))) for kind in KINDS]
    cells += [(2011, "", Window("month", date(2001, 1, 1), date(2001, 1, 31))), (2012, "", Window("month", day, day))]
    picture = bands.picture(scale, cells, [Dot(day, "Fait")], day)
    assert set(re.findall(r'class="(b-[\w-]+)"', picture)) - {"b-by"} <= set(re.findall(r"\.(b-[\w-]+)", picture))


def test_a_thousand_bands_weigh_little():
    scale = Scale(TWO)
    kinds = [
        ("Automne 2011", AUTUMN),
        ("En continu", ALL_YEAR),
        ("Janvier 2012", Window("month", date(2012, 1, 1), date(2012, 1, 31))),
        ("", Window("unspecified")),
    ]
    page = []
    for index in range(1000):
        words, window = kinds[index % 4]
        day = date(2011, 4 + index % 8, 1 + index % 28)
        dots = [Dot(day, f"Rencontre {index * 7919 % 1000}", f"/rencontres/{index}/{part}/") for part in range(2)]
        page.append(bands.band(scale, [(2011, words, window), (2012, "En continu", ALL_YEAR)], dots, date(2011, 11, 23)))
    assert len(set(page)) == 1000
    assert len(gzip.compress("".join(page).encode(), 6)) < 60_000


def test_a_scale_without_a_year_is_refused():
    with pytest.raises(ValueError, match="at least one year"):
        Scale([])


def test_small_dots_stand_at_their_days_and_outside_the_years_there_is_none() -> None:
    scale = Scale([FiscalYear(2011), FiscalYear(2012)])
    drawn_ = bands.marks(scale, [date(2011, 4, 1), date(2011, 10, 1), date(2011, 10, 1), date(2009, 1, 1)])
    assert re.findall(r'cx="([\d.]+)"', drawn_) == ["4", "93.3"]
    assert bands.marks(scale, [date(2009, 1, 1)]) == ""
