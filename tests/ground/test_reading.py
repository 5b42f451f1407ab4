"""A reading kept gives what the queryset gives, for each key."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.ground.reading import Reading, columns, instance
from ententes.people.models import Person
from tests.cast import Cast, make_person


@pytest.mark.django_db
def test_a_reading_gives_the_rows_of_its_queryset_for_each_key() -> None:
    first, second = make_person("Une Personne"), make_person("Deux Personnes", opens_agreements=True)
    built: list[int] = []

    def build(key: int) -> object:
        built.append(key)
        return Person.objects.filter(pk=key, is_active=True).values_list("pk", "name", "opens_agreements")

    read = Reading(build)  # type: ignore[arg-type]
    for person in (first, second, first):
        with CaptureQueriesContext(connection) as captured:
            assert read(person.pk) == [(person.pk, person.name, person.opens_agreements)]
        assert len(captured) == 1
    assert (read(0), len(built)) == ([], 1)


def test_a_row_of_columns_is_the_row_of_the_table(cast: Cast) -> None:
    read = Reading(lambda agreement, host: Body.objects.filter(agreement=agreement, pk=host).values_list(*columns(Body)))
    [found] = [instance(Body, row) for row in read(cast.agreement.pk, cast.working.pk)]
    kept = Body.objects.get(pk=cast.working.pk)
    assert {one.attname: getattr(found, one.attname) for one in Body._meta.concrete_fields} == {
        one.attname: getattr(kept, one.attname) for one in Body._meta.concrete_fields
    }
    assert read(cast.other_agreement.pk, cast.working.pk) == []


def test_columns_that_the_driver_does_not_give_as_they_are_are_refused() -> None:
    with pytest.raises(TypeError, match="Agreement"):
        columns(Agreement)
