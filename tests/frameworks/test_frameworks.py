"""A framework is begun, written, arranged and taken back by whom its mandates name; what changed is told in sentences."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ententes.committees.models import Mandate
from ententes.committees.queries import Capacity
from ententes.decisions.models import Interest, Matter
from ententes.frameworks import acts, queries, rules
from ententes.frameworks.models import Framework, FrameworkSection, SectionDraft, SectionText
from ententes.frameworks.states import OUTLINES, Kind
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_term

LATER = NOW + timedelta(hours=1)


def mandated(cast: Cast, verb: str = "propose", kind: str = "evaluation_framework", **more: Any) -> Mandate:
    words = "Proposer le cadre d’évaluation;"
    return Mandate.objects.create(body=cast.working, position=9, words=words, verbs=[verb], subject_kind=kind, **more)


def begun(cast: Cast, *sections: tuple[str, str], kind: str = "evaluation_framework", by: Capacity | None = None) -> Framework:
    return acts.begin(
        cast.agreement,
        kind=kind,
        title="Cadre d’évaluation du pain",
        by=by or cast.coordination,
        when=NOW,
        sections=sections or None,
    )


def section(framework: Framework, title: str) -> FrameworkSection:
    return framework.sections.get(title=title)


def words(framework: Framework) -> list[tuple[str, str]]:
    return [(one.title, one.text) for one in queries.sections(framework)]


def settled(framework: Framework, state: str = "settled") -> Matter:
    coordination = framework.agreement.coordinations.get()
    matter = Matter.objects.create(
        agreement=framework.agreement,
        kind="evaluation_framework",
        title="Le cadre de 2011",
        state=state,
        opened_by=coordination,
        opened_at=NOW,
        ended_at=NOW if state in ("settled", "rejected", "withdrawn") else None,
    )
    Framework.objects.filter(pk=framework.pk).update(matter=matter)
    framework.refresh_from_db()
    return matter


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_begins_with_its_outline_and_one_sentence_a_section(cast: Cast, kind: str) -> None:
    framework = begun(cast, kind=kind)
    found = queries.sections(framework)
    assert [(one.title, one.text) for one in found] == list(OUTLINES[kind])
    assert len(found) >= 3
    assert all(one.text.startswith("*") and ".*" in one.text for one in found)
    assert queries.unwritten(framework, found) == found
    assert SectionText.objects.filter(section__framework=framework).count() == len(found)


def test_saving_keeps_every_text_with_who_and_when(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    found = section(framework, "Objet")
    acts.write(found, title="Objet", text="Deux.", revision=1, by=cast.coordination, when=LATER)
    found.refresh_from_db()
    assert (found.text, found.revision) == ("Deux.", 2)
    assert [(one.text, one.person.name, one.capacity, one.at) for one in queries.texts(found)] == [
        ("Deux.", "Amélie Bouchard", "coordination de l’entente", LATER),
        ("Un.", "Amélie Bouchard", "coordination de l’entente", NOW),
    ]
    assert acts.write(found, title=" Objet ", text="Deux.\r\n", revision=2, by=cast.coordination, when=LATER) is None


def test_the_second_to_save_is_given_what_the_first_saved(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    mandated(cast)
    found = section(framework, "Objet")
    acts.write(found, title="Objet", text="De la première.", revision=1, by=cast.coordination, when=NOW)
    with pytest.raises(rules.Stale) as stale:
        acts.write(found, title="Objet", text="Du second.", revision=1, by=cast.worker_term, when=NOW)
    assert stale.value.section.text == "De la première."
    found.refresh_from_db()
    assert found.text == "De la première."


def test_a_draft_is_one_a_person_and_is_forgotten_once_saved(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    found = section(framework, "Objet")
    acts.save_draft(found, title="Objet", text="Deu", revision=1, by=cast.coordination, when=NOW)
    acts.save_draft(found, title="Objet", text="Deux\0 phrases", revision=1, by=cast.coordination, when=LATER)
    draft = queries.draft_of(found, cast.coordinator)
    assert draft is not None
    assert (draft.text, draft.saved_at, draft.begun_on_revision) == ("Deux phrases", LATER, 1)
    acts.write(found, title="Objet", text="Deux phrases", revision=1, by=cast.coordination, when=LATER)
    assert SectionDraft.objects.count() == 0
    acts.save_draft(found, title="Objet", text="Trois", revision=2, by=cast.coordination, when=LATER)
    acts.drop_draft(found, by=cast.coordination)
    assert SectionDraft.objects.count() == 0


def test_sections_are_added_moved_removed_and_brought_back(cast: Cast) -> None:
    framework = begun(cast, ("A", "a"), ("B", "b"))
    how: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    acts.add_section(framework, title="C", text="c", **how)
    acts.move_section(section(framework, "C"), up=True, **how)
    assert acts.move_section(section(framework, "A"), up=True, **how) is None
    assert words(framework) == [("A", "a"), ("C", "c"), ("B", "b")]
    acts.remove_section(section(framework, "C"), **how)
    assert words(framework) == [("A", "a"), ("B", "b")]
    [gone] = queries.removed(framework)
    assert (gone.title, gone.removed_by) == ("C", "coordination de l’entente")
    with pytest.raises(Refused, match="a été retirée"):
        acts.write(gone, title="C", text="autre", revision=1, **how)
    acts.restore(gone.texts.get(), **how)
    assert words(framework) == [("A", "a"), ("C", "c"), ("B", "b")]


def test_an_earlier_text_taken_back_is_one_text_more(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    found = section(framework, "Objet")
    acts.write(found, title="But", text="Deux.", revision=1, by=cast.coordination, when=NOW)
    acts.restore(queries.texts(found)[-1], by=cast.coordination, when=LATER)
    found.refresh_from_db()
    assert (found.title, found.text, found.revision) == ("Objet", "Un.", 3)
    assert [one.text for one in queries.texts(found)] == ["Un.", "Deux.", "Un."]


def test_a_file_takes_the_place_of_the_text_and_loses_nothing(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."), ("Critères", "c"), ("Suites", "s"))
    acts.bring_in(framework, sections=[("critères ", "Neufs."), ("Ajout", "Plus.")], by=cast.coordination, when=LATER)
    assert words(framework) == [("critères", "Neufs."), ("Ajout", "Plus.")]
    assert [one.text for one in queries.texts(section(framework, "critères"))] == ["Neufs.", "c"]
    assert {one.title for one in queries.removed(framework)} == {"Objet", "Suites"}
    for wrong in ([], [("", "x")], [("A", "x" * (rules.LONGEST + 1))], [("A", "")] * (rules.MOST_SECTIONS + 1)):
        with pytest.raises(Refused):
            acts.bring_in(framework, sections=wrong, by=cast.coordination, when=LATER)


@pytest.mark.parametrize("verb", ["propose", "collaborate", "adopt", "determine"])
def test_members_of_a_body_write_what_its_mandate_speaks_of(cast: Cast, verb: str) -> None:
    mandated(cast, verb)
    framework = begun(cast, ("Objet", "Un."), by=cast.worker_term)
    acts.write(section(framework, "Objet"), title="Objet", text="Deux.", revision=1, by=cast.worker_term, when=NOW)
    assert [one.name for one in queries.writers(cast.agreement, "evaluation_framework", TODAY)] == ["Comité des fours"]


def test_others_read_and_are_told_whose_mandate_it_is(cast: Cast) -> None:
    mandated(cast)
    framework = begun(cast, ("Objet", "Un."))
    assert list(rules.obstacles_to_writing(framework, by=cast.manager_term, on=TODAY)) == [
        "Écrivent ce texte, avec la coordination, les membres de\u00a0: Comité des fours, «\u00a0Proposer le cadre d’évaluation\u00a0».",
        "Vous agissez ici comme membre, Comité de gestion.",
    ]
    other = begun(cast, ("Objet", "Un."), kind="document")
    assert next(rules.obstacles_to_writing(other, by=cast.worker_term, on=TODAY)) == (
        "Aucun mandat de l’entente ne porte sur ce texte\u00a0: seule la coordination l’écrit."
    )
    found = section(framework, "Objet")
    acting: list[Any] = [
        lambda: acts.write(found, title="x", text="x", revision=1, by=cast.manager_term, when=NOW),
        lambda: acts.save_draft(found, title="x", text="x", revision=1, by=cast.manager_term, when=NOW),
        lambda: acts.add_section(framework, title="x", by=cast.manager_term, when=NOW),
        lambda: acts.move_section(found, up=True, by=cast.manager_term, when=NOW),
        lambda: acts.remove_section(found, by=cast.manager_term, when=NOW),
        lambda: acts.restore(found.texts.get(), by=cast.manager_term, when=NOW),
        lambda: acts.entitle(framework, title="x", by=cast.manager_term, when=NOW),
        lambda: acts.bring_in(framework, sections=[("x", "x")], by=cast.manager_term, when=NOW),
        lambda: begun(cast, ("x", "x"), by=cast.manager_term),
    ]
    for act in acting:
        with pytest.raises(Refused, match="Comité des fours"):
            act()
    assert words(framework) == [("Objet", "Un.")]


def test_a_mandate_lets_write_only_while_it_stands_and_only_by_its_verbs(cast: Cast) -> None:
    mandate = mandated(cast, starts_on=TODAY + timedelta(days=1))
    assert queries.writers(cast.agreement, "evaluation_framework", TODAY) == []
    Mandate.objects.filter(pk=mandate.pk).update(starts_on=None, ends_on=TODAY - timedelta(days=1))
    assert queries.writers(cast.agreement, "evaluation_framework", TODAY) == []
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=TODAY, verbs=["inform"])
    assert queries.writers(cast.agreement, "evaluation_framework", TODAY) == []
    Mandate.objects.filter(pk=mandate.pk).update(verbs=["propose"])
    assert len(queries.writers(cast.agreement, "evaluation_framework", TODAY)) == 1
    assert queries.writers(cast.agreement, "allocation_framework", TODAY) == []
    cast.working.dissolved_on = TODAY - timedelta(days=1)
    cast.working.save()
    assert queries.writers(cast.agreement, "evaluation_framework", TODAY) == []


def test_a_capacity_of_another_agreement_or_of_the_past_writes_nothing(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    body = make_body(cast.other_agreement, "Comité des bois")
    assert list(rules.obstacles_to_writing(framework, by=make_term(body, make_person("Une Autre")), on=TODAY)) == [
        "Vous n’agissez pas à ce titre dans cette entente."
    ]
    mandated(cast)
    past = make_term(cast.working, make_person("Un Ancien"), starts_on=date(2010, 1, 1), ends_on=TODAY - timedelta(days=1))
    assert list(rules.obstacles_to_writing(framework, by=past, on=TODAY)) == ["Vous ne tenez plus ce titre."]


def test_a_text_before_a_body_goes_on_and_one_that_was_adopted_stays(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Un."))
    found = section(framework, "Objet")
    settled(framework, "before")
    acts.write(found, title="Objet", text="Deux.", revision=1, by=cast.coordination, when=NOW)
    for state in ("rejected", "withdrawn", "preparing"):
        settled(framework, state)
        assert list(rules.obstacles_to_writing(framework, by=cast.coordination, on=TODAY)) == []
    settled(framework)
    assert list(rules.obstacles_to_writing(framework, by=cast.coordination, on=TODAY)) == [
        "Ce texte a été adopté le 23\u00a0novembre\u00a02011 par le dossier «\u00a0Le cadre de 2011\u00a0»\u00a0: il ne change plus. "
        "Une révision, que la coordination ouvre, permet d’en écrire un autre."
    ]
    found.refresh_from_db()
    with pytest.raises(Refused, match="a été adopté"):
        acts.write(found, title="Objet", text="Trois.", revision=2, by=cast.coordination, when=NOW)
    assert words(framework) == [("Objet", "Deux.")]


def test_whoever_declared_an_interest_no_longer_reads_the_text(cast: Cast) -> None:
    framework, other = begun(cast, ("Objet", "Un.")), begun(cast, ("Objet", "Un."))
    matter = settled(framework, "before")
    Interest.objects.create(matter=matter, person=cast.worker, nature="x", declared_by="x", declared_at=NOW)
    assert list(Framework.objects.seen_by(cast.worker)) == [other]
    assert set(Framework.objects.seen_by(cast.manager)) == {framework, other}


def test_what_is_frozen_is_stable_and_what_changed_is_told(cast: Cast) -> None:
    framework = begun(cast, ("Objet", "Remis dix jours avant."), ("Critères", "Un.\n\nDeux."), ("Suites", "s"), ("Fin", "f"))
    how: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    before = queries.content(framework)
    assert before == queries.content(Framework.objects.get(pk=framework.pk))
    assert list(before) == ["kind", "title", "sections"]
    assert queries.differences(before, before) == []
    acts.write(section(framework, "Objet"), title="But", text="Remis quinze jours avant.", revision=1, **how)
    acts.write(section(framework, "Critères"), title="Critères", text="Un.\n\nDeux.\n\nTrois.", revision=1, **how)
    acts.remove_section(section(framework, "Suites"), **how)
    acts.add_section(framework, title="Ajout", **how)
    acts.move_section(section(framework, "Fin"), up=True, **how)
    acts.entitle(framework, title="Cadre revu", **how)
    after = queries.content(Framework.objects.get(pk=framework.pk))
    said = [sentence.replace("\u00a0", " ") for sentence in queries.differences(before, after)]
    assert said == [
        "Le titre « Cadre d’évaluation du pain » devient « Cadre revu ».",
        "La section « Objet » devient « But ».",
        "Section « But » : le passage « dix » devient « quinze ».",
        "La section « Critères » passe après la section « Fin ».",
        "Section « Critères » : le passage « Trois. » est ajouté.",
        "La section « Ajout » est ajoutée.",
        "La section « Suites » est retirée.",
    ]
    back = [sentence.replace("\u00a0", " ") for sentence in queries.differences(after, before)]
    assert "Section « Critères » : le passage « Trois. » est retiré." in back


def test_the_list_says_where_each_text_stands_in_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        while Framework.objects.count() < count:
            begun(cast, ("A", "a"), ("B", "b"))
        with django_assert_num_queries(1):
            rows = queries.listed(cast.agreement, cast.worker)
        assert [(one.state_words, one.sections, one.written_at) for one in rows] == [("en rédaction", 2, NOW)] * count
