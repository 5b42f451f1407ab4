"""The sheets of style: colours that stand out in both schemes, tokens that exist, layers in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "ententes" / "web"
STATIC = WEB / "static" / "ententes"
BASE = (WEB / "templates" / "base.html").read_text()


def palettes() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text()
    found = {}
    for name, start in (
        ("light", ":root {"),
        ("dark system", ':root:not([data-theme="light"]) {'),
        ("dark chosen", ':root[data-theme="dark"] {'),
    ):
        block = text[text.index(start) :]
        found[name] = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[: block.index("}")]))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [(ink, paper) for ink in ("ink", "soft", "deep", "deeper", "warm", "good") for paper in ("paper", "raised", "sunken")] + [
    ("ink", "tint"), ("soft", "tint"), ("deep", "tint"), ("deeper", "tint"), ("ink", "fill"), ("ink", "warm-tint"), ("warm", "warm-tint"),
    ("good", "good-tint"), ("on-deep", "deep"), ("on-deep", "deeper"), ("on-banner", "banner"), ("paper", "ink"),
]  # fmt: skip
SHAPES = [("edge", "paper"), ("edge", "raised"), ("deep", "paper"), ("warm-fill", "paper"), ("deep", "fill")]


def test_contrast_is_measured_as_the_guidelines_say():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark system", "dark chosen"])
def test_all_text_stands_out_from_what_is_behind_it(scheme):
    colours = palettes()[scheme]
    assert [(ink, paper) for ink, paper in TEXT if contrast(colours[ink], colours[paper]) < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark system", "dark chosen"])
def test_shapes_and_borders_that_mean_something_stand_out_too(scheme):
    colours = palettes()[scheme]
    assert [(ink, paper) for ink, paper in SHAPES if contrast(colours[ink], colours[paper]) < 3] == []


def test_the_dark_colours_are_the_same_by_system_and_by_choice_and_name_those_of_the_light():
    found = palettes()
    assert found["dark system"] == found["dark chosen"]
    assert found["dark system"].keys() == found["light"].keys()


def test_every_colour_that_a_sheet_uses_is_a_token():
    tokens = set(re.findall(r"--([\w-]+):", (STATIC / "tokens.css").read_text()))
    for sheet in STATIC.glob("*.css"):
        assert set(re.findall(r"var\(--([\w-]+)", sheet.read_text())) - tokens == set(), sheet.name
        if sheet.name not in ("tokens.css", "print.css"):
            assert re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text()) == [], sheet.name


def test_every_sheet_is_linked_and_lies_in_a_layer():
    linked = re.search(r"for sheet in \((.*?)\)", BASE)
    assert linked
    sheets = re.findall(r'"(\w+)"', linked[1])
    own = {
        name for page in (WEB / "templates").rglob("*.html") for name in re.findall(r'static\("ententes/(\w+)\.css"\)', page.read_text())
    }
    assert sorted({*sheets, *own}) == sorted(sheet.stem for sheet in STATIC.glob("*.css"))
    assert sheets[0] == "tokens", "it gives the order of the layers"
    for sheet in STATIC.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL).strip()
        assert re.match(r"@layer [\w, ]+[;{ ]", text), sheet.name
