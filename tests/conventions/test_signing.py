"""A convention from the decision to its signatures: drawn up, sent, signed by who may, lapsed by the clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, GrantSignature
from ententes.conventions.queries import clauses, content, signing
from ententes.conventions.queries.awaiting import of_person
from ententes.conventions.queries.following import of_person as following
from ententes.correspondence.models import Letter
from ententes.decisions.queries.register import fingerprint
from ententes.funding.queries import figures
from ententes.ground.act import Refused
from tests.awards.making import AID, make_project
from tests.cast import NOW, TODAY, Cast
from tests.conventions.making import in_force, make_convention, sent, signed_by, state

pytestmark = pytest.mark.django_db


def refused(act: Any, *given: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as found:
        act(*given, **facts)
    return " ".join(found.value.reasons)


def test_no_convention_comes_before_a_decision_that_grants_the_aid_nor_twice(cast: Cast) -> None:
    project = make_project(cast)
    facts = {"by": cast.coordination, "when": NOW}
    assert "sans décision, pas de convention" in refused(acts.draw_up, project, **facts)
    convention = make_convention(cast, project=project)
    assert (convention.number, convention.cents, state(convention)) == (1, AID, "draft")
    assert "a déjà sa convention" in refused(acts.draw_up, convention.project, **facts)


def test_what_is_sent_is_frozen_with_its_hash_and_its_instalments_sum_to_the_aid(cast: Cast) -> None:
    convention = make_convention(cast)
    before = content.content(convention)
    assert before["clauses"][1]["text"].startswith("L’aide est d’au plus 7\xa0000\xa0$")
    sent(cast, convention)
    convention.refresh_from_db()
    assert (convention.sha256, state(convention)) == (fingerprint(convention.content), "sent")
    assert sum(convention.instalments.values_list("cents", flat=True)) == AID
    words = {"clauses": [{"title": "Objet", "text": "Autre chose."}], "visibility": ""}
    assert "ne change plus que par un avenant" in refused(acts.reword, convention, content=words, by=cast.coordination)
    assert "déjà été transmise" in refused(sent, cast, convention)
    letter = Letter.objects.get(recipient=cast.stranger, subject__startswith="Convention à signer")
    assert signing.address(convention.signatures.get(side="promoter")) in letter.text


def test_nothing_is_sent_without_somebody_authorised_on_each_side_nor_for_a_project_that_is_over(cast: Cast) -> None:
    convention = make_convention(cast)
    convention.ends_on = TODAY - timedelta(days=1)
    convention.save(update_fields=["ends_on"])
    assert "est déjà passée" in refused(sent, cast, convention)
    convention.signatures.filter(side="manager").delete()
    assert "Personne n’est encore nommé pour signer au nom du gestionnaire." in refused(sent, cast, convention)
    nobody = {"side": "manager", "name": "Odile", "office": "direction", "by": cast.coordination, "when": NOW}
    assert "Quelle résolution autorise" in refused(acts.name_signatory, convention, **nobody)


def test_a_decision_that_awaits_documents_is_not_sent(cast: Cast) -> None:
    convention = make_convention(cast, verdict="pending", awaited="Le bail.")
    assert "La décision attend des documents : Le bail." in refused(sent, cast, convention)


def test_the_promoter_signs_then_the_manager_and_the_first_instalment_falls_due(cast: Cast) -> None:
    convention = sent(cast)
    assert "Le promoteur signe d’abord" in refused(signed_by, convention, "manager")
    assert "Confirmez" in refused(signed_by, convention, "promoter", confirmed=False)
    assert "rechargez la page" in refused(signed_by, convention, "promoter", sha256="0" * 64)
    assert "autorisé à signer" in refused(signed_by, convention, "promoter", person=cast.worker)
    signed_by(convention, "promoter")
    assert state(convention) == "promoter"
    assert Letter.objects.filter(recipient=cast.manager, subject__startswith="Convention à signer").count() == 1
    signed_by(convention, "manager")
    assert state(convention) == "in_force"
    assert "Vous avez signé" in refused(signed_by, convention, "manager")
    first = convention.instalments.first()
    assert first is None or first.trigger != "signed" or first.met_on == TODAY


def test_a_convention_is_recalled_until_both_signed_and_what_one_side_signed_is_kept(cast: Cast) -> None:
    convention, by = sent(cast), {"by": cast.coordination, "when": NOW}
    signed_by(convention, "promoter")
    old = convention.signatures.get(side="promoter")
    assert "Dites pourquoi" in refused(acts.recall, convention, reason=" ", **by)
    assert "coordination" in refused(acts.recall, convention, reason="x", by=cast.worker_term, when=NOW)
    made = acts.recall(convention, reason="Une faute dans l’objet.", **by)
    convention.refresh_from_db()
    assert (state(convention), convention.instalments.count(), made.sha256) == ("draft", 0, old.sha256)
    told = Letter.objects.filter(subject__startswith="Convention reprise")
    assert {one.recipient for one in told} == {cast.stranger, cast.manager}
    assert "Une faute dans l’objet." in told[0].text
    assert "a été repris" in refused(acts.sign, old, sha256=old.sha256, confirmed=True, how="link", when=NOW)
    assert "n’attend aucune signature" in refused(acts.recall, convention, reason="x", **by)
    assert (of_person(cast.stranger, TODAY), [one.kind for one in following(cast.coordinator, TODAY)]) == ([], ["send_again"])
    sent(cast, convention)
    for side in ("promoter", "manager"):
        one = convention.signatures.standing().get(side=side)
        acts.sign(one, sha256=GrantAgreement.objects.get().sha256, confirmed=True, how="link", when=NOW)
    assert (state(convention), list(made.signatures.values_list("signed_at", flat=True))) == ("in_force", [NOW, None])
    assert "ne change plus que par un avenant" in refused(acts.recall, convention, reason="x", **by)


def test_a_paper_copy_is_filed_with_its_day_and_its_file(cast: Cast) -> None:
    convention = sent(cast)
    promoter = convention.signatures.get(side="promoter")
    facts = {"by": cast.coordination, "when": NOW}
    assert "Versez la copie signée." in refused(acts.file_paper, promoter, copy=None, signed_on=TODAY, **facts)
    filed = acts.file_paper(promoter, copy=convention.file, signed_on=TODAY, **facts)
    assert (filed.how, filed.sha256, filed.filed_by) == ("paper", convention.sha256, "coordination de l’entente")


def test_a_convention_not_signed_in_time_lapses_by_the_clock_and_its_money_goes_back_by_an_act(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=9))
    late, use = NOW + timedelta(days=10), convention.project.use
    assert use is not None
    assert (state(convention, TODAY + timedelta(days=9)), state(convention, TODAY + timedelta(days=10))) == ("sent", "lapsed")
    facts = {"by": cast.coordination}
    assert "n’est pas caduque" in refused(acts.release_lapsed, convention, when=NOW, **facts)
    assert "se signait au plus tard" in refused(signed_by, convention, "promoter", late)
    assert figures.of_use(use).committed == AID
    acts.release_lapsed(convention, when=late, **facts)
    assert figures.of_use(use).committed == 0
    assert "déjà été libérée" in refused(acts.release_lapsed, convention, when=late, **facts)


def test_once_the_promoter_signed_in_time_the_delay_of_the_manager_costs_it_nothing(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=9))
    signed_by(convention, "promoter")
    signed_by(convention, "manager", NOW + timedelta(days=20))
    assert state(convention, TODAY + timedelta(days=20)) == "in_force"


def test_reminders_go_three_times_and_stop_at_the_signature(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=200))
    days = [acts.remind_signatories(when=NOW + timedelta(days=day)) for day in (1, 7, 8, 14, 21, 28)]
    assert days == [0, 1, 0, 1, 1, 0]
    GrantAgreement.objects.update(reminders=0)
    signed_by(convention, "promoter", NOW + timedelta(days=29))
    assert acts.remind_signatories(when=NOW + timedelta(days=60)) == 0


def test_a_default_is_declared_once_told_and_lifted(cast: Cast) -> None:
    convention = in_force(cast)
    facts = {"by": cast.coordination, "when": NOW}
    acts.declare_default(convention, reason="Aucun rapport.", **facts)
    assert state(convention) == "in_default"
    assert "déjà en défaut" in refused(acts.declare_default, convention, reason="Encore.", **facts)
    assert "Aucun rapport." in Letter.objects.get(recipient=cast.stranger, subject__startswith="Défaut").text
    acts.lift_default(convention, because="Rapport reçu.", **facts)
    assert state(convention) == "in_force"


def test_standard_clauses_are_versions_and_leave_blanks_that_something_fills(cast: Cast) -> None:
    assert clauses.standard(cast.agreement)[0] == 0
    facts = {"by": cast.coordination, "when": NOW}
    wrong = {"clauses": [{"title": "Objet", "text": "Pour {quelqu’un}."}], "visibility": ""}
    assert "Rien ne remplit {quelqu’un}" in refused(acts.set_clauses, cast.agreement, content=wrong, **facts)
    good = {"clauses": [{"title": "Objet", "text": "Pour {promoteur}."}, {"title": "", "text": " "}], "visibility": "Au four."}
    acts.set_clauses(cast.agreement, content=good, **facts)
    number, said = clauses.standard(cast.agreement)
    assert (number, said["clauses"]) == (1, good["clauses"][:1])
    assert content.content(make_convention(cast))["clauses"] == [{"title": "Objet", "text": "Pour Le four commun."}]


def test_the_promoter_reads_its_convention_once_it_is_sent_and_nobody_elses(cast: Cast) -> None:
    convention = make_convention(cast)
    seen = GrantAgreement.objects
    assert not seen.of_promoter(cast.stranger).exists()
    sent(cast, convention)
    assert list(seen.of_promoter(cast.stranger)) == [convention]
    assert not seen.of_promoter(cast.worker).exists()
    assert not seen.seen_by(cast.stranger).exists()
    assert not seen.seen_by(cast.technician).exists()
    assert list(seen.seen_by(cast.manager)) == [convention]


def test_the_link_names_one_signature_and_a_last_day(cast: Cast) -> None:
    convention = sent(cast, sign_by=TODAY + timedelta(days=200))
    signature = convention.signatures.get(side="promoter")
    token = signing.path(signature).split("/")[-2]
    found, last = signing.signature_of(token)
    assert (found, last) == (signature, date(2012, 6, 10))
    assert isinstance(found, GrantSignature)
