"""A matter passes from body to body by its chain, and nothing else moves it."""

from __future__ import annotations

import pytest

from ententes.correspondence.models import Letter
from ententes.decisions import acts
from ententes.decisions.models import Entry, Matter, Resolution, Step
from ententes.decisions.queries.chain import Link
from ententes.decisions.queries.register import verify
from ententes.decisions.rules import obstacles_to_opening, obstacles_to_transmitting
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_term

from .chains import copy, open_plan, resolve


def moves(matter: Matter) -> list[str]:
    return list(Step.objects.filter(matter=matter).values_list("move", flat=True))


def test_a_plan_is_proposed_then_adopted_and_is_settled(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.working)
    matter.refresh_from_db()
    assert (matter.state, matter.stage.body) == ("preparing", cast.management)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolution = resolve(cast, matter, cast.management)
    matter.refresh_from_db()
    assert (matter.state, matter.ended_at) == ("settled", NOW)
    assert moves(matter) == ["open", "transmit", "pass", "transmit", "pass"]
    assert resolution.number == "CG-2011-11-23-01"
    kinds = list(Entry.objects.order_by("number").values_list("kind", flat=True))
    assert kinds == ["transmission", "resolution", "transmission", "resolution", "in_force"]


def test_the_same_text_transmitted_again_is_the_same_version_and_another_says_what_changed(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.working)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.management, "return", resolved="de renvoyer le plan")
    acts.transmit(matter, copy=copy("deux", differences=["« un » devient « deux »."]), by=cast.coordination, when=NOW)
    first, second = matter.versions.all()
    assert (first.number, first.differences, second.number, second.differences) == (1, [], 2, ["« un » devient « deux »."])
    assert first.sha256 != second.sha256


def test_a_returned_matter_goes_back_to_the_body_that_sent_it(cast: Cast) -> None:
    matter = open_plan(cast)
    for body, move in ((cast.working, "pass"), (cast.management, "return")):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
        resolve(cast, matter, body, move)
    matter.refresh_from_db()
    assert (matter.state, matter.stage.body) == ("preparing", cast.working)


def test_a_body_that_does_not_have_the_matter_resolves_nothing_about_it(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    with pytest.raises(Refused) as refused:
        resolve(cast, matter, cast.management)
    assert [reason.replace("\xa0", " ") for reason in refused.value.reasons] == [
        "Ce dossier est devant Comité des fours, non devant Comité de gestion. Mandat : « Proposer le plan d’action »."
    ]
    assert not Resolution.objects.exists()


def test_a_body_withdraws_what_is_before_it_and_nothing_else(cast: Cast) -> None:
    matter = open_plan(cast)
    with pytest.raises(Refused):
        resolve(cast, matter, cast.working, move="withdraw")
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="est devant"):
        resolve(cast, matter, cast.management, move="withdraw")
    taken = resolve(cast, matter, cast.working, move="withdraw", resolved="de retirer le plan, qui fait double emploi")
    matter.refresh_from_db()
    assert (matter.state, matter.ended_at, matter.steps.last().resolution) == ("withdrawn", NOW, taken)
    entry = Entry.objects.get(kind="withdrawal")
    assert (entry.resolution, entry.content["reasons"]) == (taken, "de retirer le plan, qui fait double emploi")
    assert verify(cast.agreement).bad is None
    with pytest.raises(Refused):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)


def test_a_lost_vote_rejects_the_matter_and_ends_it(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="ne peut qu’être rejeté"):
        resolve(cast, matter, cast.working, outcome="rejected")
    resolve(cast, matter, cast.working, "reject", outcome="rejected")
    matter.refresh_from_db()
    assert matter.state == "rejected"
    with pytest.raises(Refused, match=r"clos depuis le 23\s+novembre\s+2011"):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)


def test_a_body_adopts_with_changes_and_upstream_is_told(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.working)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    Letter.objects.all().delete()
    changed = copy("trois", differences=["« un » devient « trois »."])
    resolution = resolve(cast, matter, cast.management, "pass_with_changes", copy=changed, conditions="Un bilan en mars.")
    assert resolution.version.data == {"text": "trois"}
    told = {letter.recipient: letter.text for letter in Letter.objects.select_related("recipient")}
    assert set(told) == {cast.worker, cast.coordinator}
    assert "CG-2011-11-23-01" in told[cast.worker]
    assert "Un bilan en mars." in told[cast.worker]


def test_a_postponed_matter_stays_before_its_body_and_says_why(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="motifs sont obligatoires"):
        acts.postpone(matter, by=cast.coordination, when=NOW, reasons=" ")
    acts.postpone(matter, by=cast.coordination, when=NOW, reasons="Il manque un budget.")
    matter.refresh_from_db()
    assert (matter.state, matter.stage.body) == ("before", cast.working)


def test_a_withdrawn_matter_is_ended_and_in_the_register(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.withdraw(matter, by=cast.coordination, when=NOW, reasons="Le projet est abandonné.")
    matter.refresh_from_db()
    assert matter.state == "withdrawn"
    assert Entry.objects.get().content == {"matter": matter.title, "reasons": "Le projet est abandonné."}


def test_nobody_but_the_coordination_opens_or_transmits(cast: Cast) -> None:
    matter = open_plan(cast)
    said = ["C’est la coordination de l’entente qui tient ses instances et ses accès."]
    assert list(obstacles_to_transmitting(matter, by=cast.manager_term)) == said
    links = [Link(("adopt",), cast.management)]
    assert list(obstacles_to_opening(cast.agreement, title="Plan", links=links, by=cast.manager_term)) == said


def test_a_chain_without_a_last_word_or_without_a_link_opens_nothing(cast: Cast) -> None:
    by = cast.coordination
    assert len(list(obstacles_to_opening(cast.agreement, title="", links=[], by=by))) == 2
    [said] = obstacles_to_opening(cast.agreement, title="Plan", links=[Link(("propose",), cast.working)], by=by)
    assert said.startswith("La chaîne ne finit par aucune instance")


def test_who_drafts_is_never_alone_to_adopt(cast: Cast) -> None:
    alone = make_body(cast.agreement, "Bureau")
    make_term(alone, cast.coordinator)
    links = [Link(("adopt",), alone, words="Adopter le plan")]
    matter = acts.open_matter(cast.agreement, kind="plan", title="Plan", links=links, by=cast.coordination, when=NOW)
    [said] = obstacles_to_transmitting(matter, by=cast.coordination)
    assert said.startswith("Qui prépare un dossier n’est jamais seul à l’adopter")


def test_a_matter_is_seen_by_the_bodies_of_its_chain_and_no_longer_by_who_declared_an_interest(cast: Cast) -> None:
    matter = open_plan(cast)
    seen = {
        person.name
        for person in (cast.worker, cast.manager, cast.coordinator, cast.stranger, cast.technician, cast.opener)
        if Matter.objects.seen_by(person, TODAY).exists()
    }
    assert seen == {"Noémie Tran", "Jean-Luc Siméon", "Amélie Bouchard"}
    declared = {"person": cast.manager, "nature": "Il fabrique des fours.", "declared_by": "membre, Comité de gestion", "when": NOW}
    interest = acts.declare_interest(matter, **declared)
    assert not Matter.objects.seen_by(cast.manager, TODAY).exists()
    with pytest.raises(Refused, match="a déjà déclaré"):
        acts.declare_interest(matter, **declared)
    acts.lift_interest(interest, by=cast.coordination, when=NOW, because="Il a vendu son atelier.")
    assert Matter.objects.seen_by(cast.manager, TODAY).exists()
    assert [entry.kind for entry in Entry.objects.all()] == ["interest", "interest"]
