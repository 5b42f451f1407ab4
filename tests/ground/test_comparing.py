"""Two texts compared: whatever they are, both come back whole from what is said of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ententes.ground.comparing import Piece, changes, pieces

TEXTS = st.text(alphabet="ab é’.,\n|-*", max_size=80)


@given(TEXTS, TEXTS)
def test_both_texts_come_back_from_the_pieces(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(one.text for one in found if one.kind != "added") == before
    assert "".join(one.text for one in found if one.kind != "removed") == after
    assert all(one.text for one in found)


@given(TEXTS)
def test_the_same_text_has_no_change(text: str) -> None:
    assert list(changes(text, text)) == []


def test_only_the_words_that_changed_are_told() -> None:
    assert pieces("Un four de terre.\nDeux pains.\n", "Un four de brique.\nDeux pains.\n") == [
        Piece("same", "Un four de "),
        Piece("removed", "terre"),
        Piece("added", "brique"),
        Piece("same", ".\nDeux pains.\n"),
    ]


def test_changes_parted_by_a_word_are_one_passage() -> None:
    assert list(changes("remis dix jours avant la rencontre", "remis quinze jours après la rencontre")) == [
        ("dix jours avant", "quinze jours après")
    ]
    assert [one.kind for one in pieces("Le **four** commun.", "Le four communal.")] == ["same", "removed", "added", "same"]
    assert list(changes("Un deux trois quatre cinq.", "Un deux deux et demi trois quatre cinq.")) == [("", "deux et demi")]


def test_two_long_texts_with_nothing_in_common_are_told_as_one_change() -> None:
    before, after = "a " * 6000, "b " * 6000
    assert list(changes(before, after)) == [(before.strip(), after.strip())]
