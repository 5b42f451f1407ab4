"""Whatever the tree, a reading or a sentence: never another error, and never for long."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ententes.importing.reading import Reading
from ententes.importing.tree import Cell, Heading, Item, Paragraph, Place, Row, Table, Tree
from ententes.importing.understanding import NotUnderstood, understand
from ententes.importing.understanding.points import sentence

from .trees import of_blocks, table, typed

PIECES = (
    *(
        "Entente",
        "spécifique",
        "Plan d'action",
        "2011-2012",
        "2024",
        "2024-2027",
        "Objectif 1 –",
        "Axe",
        "Le comité de suivi",
        "comité de gestion",
    ),
    *(
        "(CA)",
        "CRÉ",
        "MRC de Portneuf",
        "mandats",
        ":",
        ";",
        ".",
        "est composé",
        "a pour mandat de",
        "adopter",
        "recommander",
        "les projets",
    ),
    *(
        "au comité exécutif de la CRÉ",
        "Actions",
        "Responsables",
        "Échéance",
        "En continu",
        "À évaluer",
        "Automne 2011",
        "X",
        "et",
        "/",
        ",",
    ),
    *(
        "5 rencontres",
        "Réaliser",
        "Organiser",
        "un forum",
        "cinq",
        "article 10",
        "Les membres du",
        "constituer",
        "Avril 2011",
        "\n",
        "-",
        "«",
        "»",
    ),
    *("(", ")", "Total", "10 000 $", "An 1", "T1", "Forum jeunesse", "**", "\t", "the", "Steering Committee", "shall"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join) | st.text(max_size=30)
PLACE = st.builds(Place, st.integers(1, 200), sheet=st.sampled_from([None, "Feuil1", "Axe 2"]))
HEADERS = st.sampled_from(
    (
        "Actions",
        "Responsables",
        "2011-2012",
        "2012-2013",
        "Échéance",
        "Objectif",
        "Budget",
        "An 1",
        "T1",
        "Début",
        "Fin",
        "Partenaires",
        "",
        "Divers",
    )
)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(0, 5))
    rows = []
    for at in range(draw(st.integers(0, 6))):
        words = HEADERS if at == 0 or draw(st.integers(0, 9)) == 0 else WORDS
        cells = tuple(Cell(draw(words), draw(PLACE), draw(st.integers(0, 5)) == 0) for _ in range(width))
        rows.append(Row(cells, draw(PLACE), draw(st.booleans())))
    return Table(tuple(rows), draw(PLACE))


BLOCKS = st.one_of(
    st.builds(Heading, WORDS, st.integers(0, 4), PLACE),
    st.builds(Paragraph, WORDS, PLACE),
    st.builds(Item, WORDS, st.integers(0, 3), PLACE),
    tables(),
)
TREES = st.builds(
    Tree,
    st.sampled_from(["docx", "xlsx", "odt", "pdf", "txt", "md"]),
    st.lists(BLOCKS, max_size=12).map(tuple),
    st.integers(0, 10**6),
    st.sampled_from([None, True, False]),
)


@given(TREES)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_gives_a_reading_or_a_sentence(tree):
    try:
        reading = understand(tree)
    except NotUnderstood as refusal:
        refused = refusal.sentence
    else:
        refused = ""
    if refused:
        assert refused.endswith(".")
        return
    assert Reading.from_json(reading.as_json()) == reading
    assert understand(tree) == reading
    assert reading.actions
    keys = [
        one.key for one in [*reading.bodies, *reading.organisations, *reading.sections, *reading.rows, *reading.actions, *reading.points]
    ]
    assert len(set(keys)) == len(keys)
    assert len({one.code for one in reading.actions}) == len(reading.actions)
    assert {one.row for one in reading.actions} <= {one.key for one in reading.rows}
    assert {one.section for one in reading.actions} == {one.key for one in reading.sections}
    known = {one.key for one in [*reading.bodies, *reading.organisations]} | {""}
    for action in reading.actions:
        assert {one.body for one in action.responsibilities} | {one.organisation for one in action.responsibilities} <= known
        assert sum(one.role == "lead" for one in action.responsibilities) <= len(action.responsibilities)
    for body in reading.bodies:
        assert {body.host, body.parent, body.constituted_from} <= known
    for point in reading.points:
        assert sentence(point.kind, point.params) != point.kind
        assert point.settled_by in known


def test_a_table_of_a_thousand_rows_is_read_in_two_seconds():
    rows = [["Actions", "Responsables/collaborateurs", "2011-2012", "2012-2013"]]
    for at in range(1000):
        rows.append(
            [
                f"Réaliser {at % 7 + 2} rencontres du comité formation sur le thème {at} avec les acteurs de la région et le Forum",
                f"PRESCN (CA) / Organisme {at % 90} et le Forum jeunesse",
                "Automne 2011" if at % 2 else "de mai à septembre 2011",
                "En continu",
            ]
        )
    tree = of_blocks(Heading("Plan d'action 2011-2012", 0, Place(1)), table(*rows))
    started = time.process_time()
    assert len(understand(tree).actions) == 1000
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "words",
    [
        "a" * 1_000_000,
        "a, " * 200_000,
        "Réaliser " * 60_000,
        "(" * 300_000,
        "1 " * 300_000,
        "Comité de gestion et " * 30_000,
        "É" * 500_000 + " (CA)",
    ],
)
def test_a_cell_of_one_megabyte_takes_no_more_than_a_few_seconds(words):
    tree = of_blocks(
        table(["Actions", "Responsables", "Échéance"], [words, f"{words} b", f"{words} c"]),
        Paragraph(words, Place(9)),
        Item(words, 0, Place(10)),
    )
    started = time.process_time()
    understand(tree)
    assert time.process_time() - started < 10


def test_a_document_without_a_table_says_so():
    with pytest.raises(NotUnderstood, match="aucun tableau"):
        understand(typed("Plan d'action 2011-2012\n\nNous ferons beaucoup de choses."))


def test_tables_without_a_column_of_actions_have_their_headers_quoted():
    with pytest.raises(NotUnderstood, match="« Nom », « Téléphone » et « Courriel »".replace("« ", "«\xa0").replace(" »", "\xa0»")):
        understand(of_blocks(table(["Nom", "Téléphone", "Courriel"], ["A. B.", "418", "a@b.ca"])))


def test_headers_without_rows_are_said_to_be_empty():
    with pytest.raises(NotUnderstood, match="aucune action dessous"):
        understand(of_blocks(table(["Actions", "Responsables", "Échéance"])))
