"""A written resolution: every seat that votes signs the text it read, by its own link; one refusal or the last day ends it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ententes.correspondence.models import Letter
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, Resolution
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Consent, Consultation
from ententes.meetings.queries import consents
from tests.cast import NOW, TODAY, Cast, make_person, make_term
from tests.decisions.chains import copy, open_plan

LAST = date(2011, 12, 2)


@pytest.fixture(autouse=True)
def _rules(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    rules(cast)


def rules(cast: Cast, **facts: Any) -> None:
    cast.management.procedures.all().delete()
    cast.management.procedures.create(starts_on=date(2011, 1, 1), recorded_by=cast.coordination.coordination, recorded_at=NOW, **facts)


def consult(cast: Cast, **facts: Any) -> Consultation:
    told = {"title": "Le four", "resolved": "de bâtir un four", "closes_on": LAST, "by": cast.coordination, "when": NOW}
    return acts.consult(cast.management, **(told | facts))


def second(cast: Cast) -> Any:
    return make_term(cast.management, make_person("Rose Côté"))


def answer(consent: Consent, signed: bool = True, **facts: Any) -> Consent:
    consent.refresh_from_db()
    return acts.answer_consultation(consent, **({"signed": signed, "sha256": consent.consultation.sha256, "when": NOW} | facts))


def test_the_last_signature_makes_the_resolution(cast: Cast) -> None:
    second(cast)
    asked = consult(cast)
    first, last = asked.consents.all()
    answer(first)
    assert not Resolution.objects.exists()
    answer(last)
    asked.refresh_from_db()
    made = Resolution.objects.get()
    assert (asked.resolution, made.manner, made.unanimous, made.votes_for, made.number) == (made, "written", True, 2, "CG-2011-11-23-01")
    assert made.recorded_by == "membre, Comité de gestion"
    assert Letter.objects.filter(subject__contains="terminée", text__contains="CG-2011-11-23-01").count() == 2


def test_one_refusal_ends_it_and_sends_it_to_a_meeting(cast: Cast) -> None:
    second(cast)
    asked = consult(cast)
    first, last = asked.consents.all()
    answer(first, False, words="Trop tôt.")
    asked.refresh_from_db()
    assert asked.why_ended == "Jean-Luc Siméon ne signe pas\u00a0: une rencontre décidera."
    with pytest.raises(Refused, match="terminée"):
        answer(last)
    assert not Resolution.objects.exists()


def test_the_last_day_ends_it(cast: Cast) -> None:
    asked = consult(cast)
    assert acts.close_consultations(when=NOW + timedelta(days=9)) == 0
    with pytest.raises(Refused, match="dernier jour"):
        answer(asked.consents.get(), when=NOW + timedelta(days=10))
    assert acts.close_consultations(when=NOW + timedelta(days=10)) == 1
    asked.refresh_from_db()
    assert asked.why_ended.startswith("Tous n’ont pas signé à temps")
    assert acts.close_consultations(when=NOW + timedelta(days=11)) == 0


def test_a_seat_answers_once_and_only_the_text_it_read(cast: Cast) -> None:
    second(cast)
    consent = consult(cast).consents.first()
    with pytest.raises(Refused, match="n’est pas celui de la consultation"):
        answer(consent, sha256="0" * 64)
    answer(consent)
    with pytest.raises(Refused, match="déjà répondu"):
        answer(consent, False)


def test_an_answer_on_paper_is_written_down_as_such_and_its_holder_is_told(cast: Cast) -> None:
    second(cast)
    first, last = consult(cast).consents.all()
    answer(first)
    with pytest.raises(Refused, match="coordination"):
        acts.record_consent(last, signed=True, by=cast.manager_term, when=NOW)
    with pytest.raises(Refused, match="déjà répondu"):
        acts.record_consent(first, signed=False, by=cast.coordination, when=NOW)
    acts.record_consent(last, signed=True, words="Au classeur 4.", by=cast.coordination, when=NOW)
    last.refresh_from_db()
    assert last.recorded_by == "Amélie Bouchard, coordination de l’entente"
    assert Resolution.objects.get().recorded_by == "coordination de l’entente"
    told = Letter.objects.get(recipient=last.term.person, subject__contains="sur papier")
    assert (told.reply_to, "a consigné votre signature" in told.text) == (cast.coordinator.email, True)


def test_the_coordination_writes_a_paper_refusal_down_from_the_page(cast: Cast) -> None:
    consent = consult(cast).consents.get()
    client = Client()
    client.force_login(cast.coordinator)
    place = f"/e/{cast.agreement.slug}/consultations/{consent.consultation_id}/"
    assert client.post(place + "papier/", {"seat": consent.pk}).status_code == 422
    assert client.post(place + "papier/", {"seat": consent.pk, "answer": "refuse", "words": "Trop cher."}).status_code == 302
    page = client.get(place).content.decode()
    assert "a refusé" in page
    assert "sur papier, consignée par" in page
    assert "Aucune résolution n’est prise." in page


def test_whose_term_ended_no_longer_signs(cast: Cast) -> None:
    consent = consult(cast).consents.get()
    consent.term.ends_on = TODAY - timedelta(days=1)
    consent.term.save()
    with pytest.raises(Refused, match="ne tient plus"):
        answer(consent)


def test_the_rules_of_the_body_say_whether_it_may(cast: Cast) -> None:
    rules(cast, written_allowed=False)
    with pytest.raises(Refused, match="ne permettent pas"):
        consult(cast)
    cast.management.procedures.all().delete()
    with pytest.raises(Refused, match="pas encore de règles"):
        consult(cast)
    rules(cast)
    with pytest.raises(Refused, match="coordination"):
        consult(cast, by=cast.manager_term)


def before_management(cast: Cast) -> Matter:
    matter = open_plan(cast)
    for stage in matter.stages.exclude(body=cast.management):
        stage.body = cast.management
        stage.save()
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    return Matter.objects.get(pk=matter.pk)


def test_it_moves_its_matter_and_leaves_out_who_has_an_interest(cast: Cast) -> None:
    other = second(cast)
    matter = before_management(cast)
    decisions.declare_interest(matter, person=cast.manager, nature="Son four.", declared_by="x", when=NOW)
    asked = consult(cast, matter=matter)
    assert [one.term for one in asked.consents.all()] == [other.term]
    with pytest.raises(Refused, match="déjà sur ce dossier"):
        consult(cast, matter=matter)
    answer(asked.consents.get())
    matter.refresh_from_db()
    assert matter.state == "preparing"
    assert matter.resolutions.get().version == matter.versions.get()


def link(cast: Cast) -> str:
    text = Letter.objects.filter(recipient=cast.manager, subject__contains="à signer").latest("pk").text
    return re.search(r"/accord/[^\s]+", text)[0]  # type: ignore[index]


def test_the_link_reads_the_text_back_and_only_its_form_signs(cast: Cast) -> None:
    consent = consult(cast, whereas="le froid").consents.get()
    client = Client()
    page = client.get(link(cast))
    assert page.status_code == 200
    for words in ("le froid", "de bâtir un four", consent.consultation.sha256[:16]):
        assert words in page.content.decode()
    consent.refresh_from_db()
    assert consent.signed is None
    sent = {"answer": "sign", "sha256": consent.consultation.sha256}
    assert client.post(link(cast), sent).status_code == 422
    assert client.post(link(cast), sent | {"read": "on"}).status_code == 302
    consent.refresh_from_db()
    assert consent.signed
    assert "Vous avez signé" in client.get(link(cast)).content.decode()


def test_a_forged_or_late_link_says_so(cast: Cast, settings: Any) -> None:
    path = consents.path(consult(cast).consents.get())
    assert Client().get(path[:-3] + "xx/").status_code == 404
    settings.ENTENTES_TODAY = LAST + timedelta(days=1)
    assert Client().get(path).status_code == 410


def test_the_coordination_opens_it_from_the_page_of_the_body_and_may_call_it_off(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.coordinator)
    place = f"/e/{cast.agreement.slug}/instances/{cast.management.pk}/par-ecrit/"
    assert client.get(place).status_code == 200
    assert client.post(place, {"title": "", "resolved": "", "closes_on": "2011-12-02"}).status_code == 422
    answer = client.post(place, {"title": "Le four", "resolved": "de bâtir", "closes_on": "2011-12-02"})
    asked = Consultation.objects.get()
    assert answer.headers["Location"].endswith(f"/consultations/{asked.pk}/")
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Jean-Luc Siméon" in page
    assert client.post(answer.headers["Location"] + "arreter/", {"why": "Une rencontre est prévue."}).status_code == 302
    asked.refresh_from_db()
    assert asked.why_ended == "Une rencontre est prévue."


def test_a_member_of_another_body_does_not_see_it(cast: Cast) -> None:
    asked = consult(cast)
    client = Client()
    for person, status in ((cast.worker, 404), (cast.manager, 200)):
        client.force_login(person)
        assert client.get(f"/e/{cast.agreement.slug}/consultations/{asked.pk}/").status_code == status
