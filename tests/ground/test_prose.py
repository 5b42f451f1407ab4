"""Paragraphs and lists of running text."""

from __future__ import annotations

from ententes.ground.prose import blocks


def test_lines_with_a_dash_are_the_items_of_a_list() -> None:
    text = "Deux objectifs, soit :\n- Le pain;\n  – La culture.\n\nPour les atteindre, on agit.\nChaque année."
    assert blocks(text) == [
        (False, ["Deux objectifs, soit :"]),
        (True, ["Le pain;", "La culture."]),
        (False, ["Pour les atteindre, on agit.", "Chaque année."]),
    ]


def test_a_dash_inside_a_word_or_alone_makes_no_list() -> None:
    assert blocks("-5 degrés\nporte-parole\n-") == [(False, ["-5 degrés", "porte-parole", "-"])]
    assert blocks("") == []
