"""Words are found whatever their accents, case, ligatures or plural, on both engines, and what is typed is never an expression."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ententes.plans.models import Action, Note
from ententes.plans.queries import search
from ententes.web.marking import marked
from tests.cast import NOW, Cast, make_action, make_agreement, make_plan, make_section


def found(cast: Cast, typed: str) -> list[str]:
    pks = search.matching("plans_action", cast.agreement.pk, typed)
    texts = dict(Action.objects.filter(pk__in=pks).values_list("pk", "text"))
    return [texts[pk] for pk in pks]


@pytest.mark.parametrize(
    "typed",
    [
        "main d’œuvre",
        "MAIN-D'OEUVRE",
        "oeuvre",
        "l'œuvre",
        "ŒUVR",
        "qualifiee",
        "qualifiées",
        "Qualifiée main",
        "rencontre",
        "rencontres",
        "cœurs",
    ],
)
def test_a_word_is_found_however_it_is_typed(cast: Cast, typed: str) -> None:
    make_action(cast.section, "Former une main-d’œuvre qualifiée, au cœur de nos rencontres")
    assert found(cast, typed) == ["Former une main-d’œuvre qualifiée, au cœur de nos rencontres"]


def test_every_word_typed_must_be_found(cast: Cast) -> None:
    assert found(cast, "table boul") == ["Tenir la table des boulangers"]
    assert (found(cast, "table four"), found(cast, ""), found(cast, "« »"), found(cast, "xyz")) == ([], [], [], [])


@pytest.mark.parametrize(
    "typed",
    ['"', "'", "*", "four*", "NEAR(four communal)", "four NEAR communal", "AND", "OR NOT",
     "scope:a1", "words : four", "(((", "-four", "^four",
     "four\0communal", "four & communal", "!four", "four:*", "<->", "\\", "%", "__", "é" * 10_000, "four " * 2_000,
     "\ud83d\ude00", "{four}"],
)  # fmt: skip
def test_hostile_words_are_words(cast: Cast, typed: str) -> None:
    assert set(found(cast, typed)) <= {"Bâtir un four communal", "Tenir la table des boulangers"}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=250))
def test_no_words_break_the_search(cast: Cast, typed: str) -> None:
    search.matching("plans_action", cast.agreement.pk, typed)
    search.within(cast.plan, typed, notes=True)
    marked("Bâtir un four communal", search.words_of(typed), 12)


def test_what_is_read_of_a_search_is_bounded() -> None:
    assert len(search.words_of("a " * 5_000 + "b")) == 1
    assert len(search.words_of(" ".join(f"mot{n}" for n in range(500)))) == search.MOST_WORDS


def test_another_agreement_is_never_searched(cast: Cast) -> None:
    other = make_section(make_plan(make_agreement("ailleurs", "Entente d’ailleurs")))
    make_action(other, "Bâtir un four ailleurs")
    assert found(cast, "four") == ["Bâtir un four communal"]


def test_the_index_follows_what_is_written(cast: Cast) -> None:
    cast.action.text = "Bâtir un moulin"
    cast.action.save()
    assert (found(cast, "four"), found(cast, "moulins")) == ([], ["Bâtir un moulin"])
    Action.objects.bulk_create(
        [Action(plan=cast.plan, section=cast.section, code=f"X{n}", text=f"Moudre {n}", position=n) for n in range(3)]
    )
    assert len(found(cast, "moudre")) == 3
    Action.objects.filter(code__startswith="X").delete()
    assert found(cast, "moudre") == []


def test_notes_are_searched_with_their_plan(cast: Cast) -> None:
    note = Note.objects.create(
        action=cast.action, author=cast.worker, capacity="membre", dated_on=NOW.date(), written_at=NOW, text="Les *briques* réfractaires"
    )
    assert search.matching("plans_note", cast.agreement.pk, "brique refractaire") == [note.pk]
    assert search.within(cast.plan, "brique", notes=True) == set()
    Action.objects.filter(pk=cast.action.pk).update(news=note)
    assert search.within(cast.plan, "brique", notes=True) == {cast.action.pk}
    assert search.within(cast.plan, "brique", notes=False) == set()


def test_a_very_common_word_ranks_no_more_than_the_cap(cast: Cast) -> None:
    Action.objects.bulk_create(
        [Action(plan=cast.plan, section=cast.section, code="X", text=f"Pain {n}", position=n) for n in range(search.CAP + 50)]
    )
    assert len(search.matching("plans_action", cast.agreement.pk, "pain")) == search.CAP
    assert len(search.within(cast.plan, "pain", notes=True)) == search.CAP + 50


def test_the_words_found_are_marked_and_the_rest_is_escaped() -> None:
    assert (
        marked("L’Œuvre <b>& son</b> école", ["oeuvre", "ecoles"]) == "L’<mark>Œuvre</mark> &lt;b&gt;&amp; son&lt;/b&gt; <mark>école</mark>"
    )
    long = "mot " * 40 + "trouvé ici " + "mot " * 40
    assert marked(long, ["trouve"], 40) == "…mot mot mot <mark>trouvé</mark> ici mot mot mot mot…"


@pytest.mark.django_db
def test_the_index_of_the_database_is_whole() -> None:
    """A later migration that remakes a table on SQLite drops its triggers: it must build the search again (see migration 0004)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname LIKE 'plans%%words_index' ORDER BY 1")
            expected = ["plans_action_words_index", "plans_note_words_index"]
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'plans%' ORDER BY 1")
            expected = [f"plans_{table}_words_{moment}" for table in ("action", "note") for moment in ("added", "changed", "gone")]
        assert [row[0] for row in cursor.fetchall()] == expected
