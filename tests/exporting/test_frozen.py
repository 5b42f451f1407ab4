"""The frozen copy of a matter that nothing points at: its question, its pieces by their hash, and a PDF that another library opens."""

from __future__ import annotations

import io

import pypdf

from ententes.decisions import acts as decisions
from ententes.decisions.queries.chain import Link
from ententes.documents import acts as documents
from ententes.exporting.frozen import copy_of
from tests.cast import NOW, Cast


def test_a_free_question_is_frozen_with_its_pieces(cast: Cast) -> None:
    links = [Link(("decide",), cast.management)]
    told = {"kind": "question", "title": "Changer de siège?", "question": "Faut-il *déménager* au village?"}
    matter = decisions.open_matter(cast.agreement, links=links, by=cast.coordination, when=NOW, **told)
    file = documents.keep(content=b"bail", name="bail.txt", media_type="text/plain", by=cast.coordinator, when=NOW)
    decisions.join_piece(matter, file=file, title="Le bail", by=cast.coordination, when=NOW)
    copy = copy_of(matter)
    assert copy.data == {
        "title": "Changer de siège?",
        "question": "Faut-il *déménager* au village?",
        "pieces": [{"title": "Le bail", "sha256": file.sha256}],
    }
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(copy.content)).pages)
    assert "Faut-il déménager au village?" in text
    assert file.sha256[:20] in text.replace("\n", "")
