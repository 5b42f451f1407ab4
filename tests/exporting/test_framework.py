"""A framework leaves as a document, and is frozen for the body that receives it."""

from __future__ import annotations

import io

import pypdf
from docx import Document

from ententes.decisions.acts.matters import freeze
from ententes.decisions.models import Matter
from ententes.decisions.queries.register import fingerprint
from ententes.exporting import typeset
from ententes.exporting.framework import text_of
from ententes.exporting.frozen import copy_of
from ententes.frameworks import acts
from ententes.frameworks.models import Framework
from ententes.frameworks.queries import content
from tests.cast import NOW, TODAY, Cast


def framework_of(cast: Cast) -> Framework:
    return acts.begin(
        cast.agreement,
        kind="evaluation_framework",
        title="Cadre d’évaluation",
        by=cast.coordination,
        when=NOW,
        sections=[("Objet", "Un **four**."), ("Suites", "- une\n- deux")],
    )


def test_it_leaves_as_word_and_pdf_with_the_hash_of_its_words(cast: Cast) -> None:
    framework = framework_of(cast)
    text = text_of(framework, as_of=TODAY)
    sha256 = fingerprint(content(framework))
    document = Document(io.BytesIO(typeset(text, format="docx", name="cadre").content))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == ["Objet", "Suites"]
    assert "Cadre d’évaluation · en rédaction · texte au 23\u00a0novembre\u00a02011" in [one.text for one in document.paragraphs]
    plain = Document(io.BytesIO(typeset(text_of(framework, as_of=TODAY, heading=False), format="docx", name="cadre").content))
    assert [one.text for one in plain.paragraphs][:3] == ["Cadre d’évaluation", "Entente sur le pain et la culture", "Objet"]
    assert "en rédaction" in plain.sections[0].footer.paragraphs[0].text
    assert sha256 in "".join(one.text for one in document.sections[0].footer.paragraphs)
    reader = pypdf.PdfReader(io.BytesIO(typeset(text, format="pdf", name="cadre").content))
    words = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert sha256 in words
    assert "Un four." in words


def test_its_frozen_copy_says_what_changed_since_the_one_before(cast: Cast) -> None:
    framework = framework_of(cast)
    matter = Matter.objects.create(
        agreement=cast.agreement,
        kind=framework.kind,
        title=framework.title,
        opened_by=cast.coordination.coordination,
        opened_at=NOW,
    )
    Framework.objects.filter(pk=framework.pk).update(matter=matter)
    first = copy_of(matter)
    assert (first.data, first.name, first.differences) == (content(framework), "cadre-d-evaluation.pdf", [])
    assert pypdf.PdfReader(io.BytesIO(first.content)).trailer["/Root"]["/MarkInfo"]["/Marked"]
    freeze(matter, first, by=cast.coordination, when=NOW)
    section = framework.sections.get(title="Objet")
    acts.write(section, title="Objet", text="Un four communal.", revision=1, by=cast.coordination, when=NOW)
    assert [one.replace("\u00a0", " ") for one in copy_of(matter).differences] == [
        "Section « Objet » : le passage « **four** » devient « four communal »."
    ]
