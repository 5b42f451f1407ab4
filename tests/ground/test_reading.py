"""A reading kept gives what the queryset gives, for each key."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.ground.reading import Reading
from ententes.people.models import Person
from tests.cast import make_person


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
