"""Bodies and mandates in the turns of phrase that people use: what a careful person takes from each, and no more."""

import pytest

from ententes.importing.understanding import understand

from .trees import typed

PLAN = "Actions\tResponsable\tÉchéance\nTenir un forum\tMRC\tAutomne 2024\n"


def _bodies(words: str) -> dict[str, list[tuple[list[str], str]]]:
    reading = understand(typed(f"Entente sur la culture\n\nPlan d’action 2024\n\n{words}\n\nPlan\n\n{PLAN}"))
    return {one.name: [(mandate.verbs, mandate.words) for mandate in one.mandates] for one in reading.bodies}


@pytest.mark.parametrize(
    "sentence",
    [
        "Le comité technique doit adopter le plan, conseiller la Ville et informer le milieu.",
        "Le comité technique, qui réunit les signataires, doit adopter le plan, conseiller la Ville et informer le milieu.",
        "Le comité technique se réunit deux fois par an. Il doit adopter le plan, conseiller la Ville et informer le milieu.",
        "Le comité technique (COTECH) compte six membres. Le COTECH doit adopter le plan, conseiller la Ville et informer le milieu.",
    ],
)
def test_what_a_sentence_says_that_a_body_must_do_is_its_mandate(sentence):
    verbs = [["adopt"], ["recommend"], ["inform"]]
    assert _bodies(sentence) == {
        "Comité technique": list(zip(verbs, ["Adopter le plan", "Conseiller la Ville", "Informer le milieu"], strict=True))
    }


def test_a_sentence_about_meetings_gives_no_mandate():
    assert _bodies("Le comité technique doit se réunir quatre fois par an.") == {"Comité technique": []}


def test_items_in_the_third_person_are_mandates_of_the_subject_of_their_lead():
    words = "Le comité de suivi, formé de trois élus :\n\n- veille au plan;\n- rend compte à la population."
    assert _bodies(words) == {"Comité de suivi": [(["ensure"], "veille au plan"), (["inform"], "rend compte à la population")]}


def test_a_pronoun_never_means_the_body_that_the_mandate_names():
    words = "La Table forêt existe depuis 2019. Elle a pour mandat de recommander les projets au conseil de la MRC."
    assert _bodies(words) == {"Conseil de la MRC": []}


def test_a_title_names_a_body_where_the_text_below_says_its_mandate():
    mandated = "La Table forêt rassemble les scieries. Elle a pour mandat de recommander les projets au conseil de la MRC."
    assert _bodies(f"2.1 Table forêt\n\n{mandated}")["Table forêt"] == [(["recommend"], "Recommander les projets au conseil de la MRC")]
    assert "Table forêt" not in _bodies("2.1 Table forêt\n\nLa Table forêt rassemble les scieries de la région depuis longtemps.")


def test_items_over_powers_name_bodies():
    words = "Qui décide\n\n- Équipe de l’accueil\n  - Propose le plan\n  - Informe les familles\n- Transport\n  - Autobus"
    assert _bodies(words) == {"Équipe de l’accueil": [(["propose"], "Propose le plan"), (["inform"], "Informe les familles")]}


def test_a_short_name_is_the_only_body_whose_name_begins_so():
    words = "Comité consultatif de la culture\n\nLe comité consultatif recommande les projets."
    assert _bodies(words) == {"Comité consultatif de la culture": [(["recommend"], "Recommande les projets")]}


def test_a_working_group_that_a_sentence_abbreviates_is_a_body():
    reading = understand(
        typed(
            f"Entente\n\nPlan d’action 2024\n\nLe groupe de travail Gaspillage (GTG) suit les frigos.\n\n{PLAN.replace('MRC', 'MRC (GTG)')}"
        )
    )
    assert [(one.name, one.acronym, one.kind) for one in reading.bodies] == [("Groupe de travail Gaspillage", "GTG", "working")]
    assert reading.actions[0].responsibilities[0].body == reading.bodies[0].key


def test_the_people_of_a_board_may_make_a_committee():
    told = "Les membres du conseil d’administration de Tourisme Monts agissent à titre de comité de gestion."
    reading = understand(typed(f"Entente\n\nPlan 2024\n\n{told}\n\n{PLAN}"))
    names = {one.key: one.name for one in reading.organisations}
    assert {one.name: names.get(one.constituted_from, "") for one in reading.bodies}["Comité de gestion"] == "Tourisme Monts"


def test_a_mandate_takes_up_a_second_power():
    items = ("- de valider le rapport et de le recommander à la MRC", "- approve grants and recommend projects")
    words = "\n".join(["Comité directeur", "", "Ses mandats :", "", *items])
    assert [verbs for verbs, _ in _bodies(words)["Comité directeur"]] == [["validate", "recommend"], ["adopt", "recommend"]]
