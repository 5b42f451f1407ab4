"""The register has no gap, and reading it again names the first entry that was touched."""

from __future__ import annotations

from datetime import date

import pytest

from ententes.decisions import acts
from ententes.decisions.models import Entry, Head, Resolution
from ententes.decisions.queries.register import verify
from tests.cast import NOW, Cast, make_body, make_term

from .chains import copy, open_plan, resolve


def filled(cast: Cast) -> int:
    """A register of a few entries; how many."""
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    for _number in range(3):
        resolve(cast, None, cast.management)
    return Entry.objects.count()


def test_a_register_that_nobody_touched_holds(cast: Cast) -> None:
    count = filled(cast)
    verdict = verify(cast.agreement)
    assert (verdict.count, verdict.bad, verdict.sha256) == (count, None, Head.objects.get().sha256)


def test_each_agreement_has_its_own_numbers(cast: Cast) -> None:
    filled(cast)
    entry = acts.enter(cast.other_agreement, kind="vote", content={"a": 1}, capacity="x", when=NOW)
    assert entry.number == 1
    assert verify(cast.other_agreement).bad is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"content": {"matter": "autre"}}, "contenu a changé"),
        ({"capacity": "membre, Comité inventé"}, "ont changé"),
        ({"previous_sha256": "0" * 64}, "ne suit pas"),
        ({"number": 9}, "L’inscription 2 manque"),
    ],
)
def test_an_entry_that_was_touched_is_named(cast: Cast, change: dict[str, object], said: str) -> None:
    filled(cast)
    Entry.objects.filter(number=2).update(**change)
    verdict = verify(cast.agreement)
    assert verdict.count == 1
    assert said in verdict.why


def test_the_last_entries_cannot_be_cut_off_unseen(cast: Cast) -> None:
    count = filled(cast)
    Entry.objects.filter(number=count).delete()
    verdict = verify(cast.agreement)
    assert (verdict.count, verdict.bad) == (count - 1, count)


def test_an_adopted_text_that_was_edited_is_named(cast: Cast) -> None:
    filled(cast)
    Resolution.objects.filter(number="CG-2011-11-23-02").update(resolved="d’adopter autre chose")
    verdict = verify(cast.agreement)
    assert verdict.bad == 3
    assert "CG-2011-11-23-02" in verdict.why


def test_who_moved_it_and_whether_the_doors_were_closed_are_sealed_with_it(cast: Cast) -> None:
    mover, seconder = cast.manager_term.term, make_term(cast.management, cast.worker).term
    taken = resolve(cast, None, cast.management, mover=mover, seconder=seconder, in_camera=True)
    cast.manager.name = "Nom de mariage"
    cast.manager.save()
    assert verify(cast.agreement).bad is None, "whoever changed names since is still the one who moved it"
    for changed in ({"mover": seconder}, {"seconder": None}, {"in_camera": False}):
        kept = {name: getattr(taken, name) for name in changed}
        Resolution.objects.filter(pk=taken.pk).update(**changed)
        assert verify(cast.agreement).bad == 1, changed
        Resolution.objects.filter(pk=taken.pk).update(**kept)
    assert verify(cast.agreement).bad is None


def test_numbers_follow_the_pattern_of_the_body_and_never_serve_twice(cast: Cast) -> None:
    numbers = [resolve(cast, None, cast.management).number for _one in range(3)]
    assert numbers == ["CG-2011-11-23-01", "CG-2011-11-23-02", "CG-2011-11-23-03"]
    cast.management.procedures.create(
        starts_on=date(2011, 1, 1), numbering="{AAAA}-{MM}/{NN}", recorded_by=cast.coordination.coordination, recorded_at=NOW
    )
    assert [resolve(cast, None, cast.management).number for _one in range(2)] == ["2011-11/01", "2011-11/02"]


def test_two_bodies_of_one_acronym_share_their_ranks(cast: Cast) -> None:
    other = make_body(cast.agreement, "Comité des grains", acronym="CG")
    resolve(cast, None, cast.management)
    assert resolve(cast, None, other).number == "CG-2011-11-23-02"
