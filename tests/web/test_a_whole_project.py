"""One project from the adopted framework to its closing, through pages and letters alone, by invented people in every capacity."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from ententes.awards.models import Project
from ententes.committees.models import Body, Charge, Term
from ententes.committees.queries import Capacity
from ententes.conventions.models import Instalment, Payment
from ententes.decisions.models import Matter, Resolution
from ententes.funding import acts as funding
from ententes.funding.models import Envelope, LedgerEntry
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.people.models import Person
from ententes.projects import acts as projects
from ententes.projects.queries.norms import EXAMPLE
from ententes.projects.states import FIELDS
from tests.awards.making import DECIDING, RECOMMENDING, mandate
from tests.cast import NOW, TODAY, Cast, make_person, make_procedure, make_term
from tests.conventions.making import make_finance
from tests.decisions.chains import give
from tests.funding.making import make_party, promise
from tests.projects.making import adopt_norms, make_framework
from tests.web.visiting import Visitor, inputs_of, letter_to, link_in_letter, names_of

pytestmark = pytest.mark.django_db
HOME = "/e/pain-et-culture/"
LEA = "lea@exemple.test"
RESOLVED = "d’accorder 7 000 $ à ce projet."


@dataclass
class Story:
    """The people of the story at their browsers, the pages they come back to, and the day it is."""

    cast: Cast
    clerk: Capacity
    settings: Any
    monkeypatch: pytest.MonkeyPatch
    coordination: Visitor
    promoter: Visitor
    places: dict[str, str] = field(default_factory=dict)

    def day(self, on: date) -> None:
        """Another day begins, at nine; each reading of the clock is a second later than the one before."""
        self.settings.ENTENTES_TODAY = on
        moments = iter(timezone.make_aware(datetime.combine(on, time(9))) + timedelta(seconds=one) for one in range(20_000))
        self.monkeypatch.setattr(clock, "now", lambda: next(moments))
        cache.clear()

    def at(self, place: str) -> Visitor:
        return self.coordination.at(self.places[place])

    def transmit(self) -> None:
        self.at("matter").go("/transmettre/").fill("/transmettre/")

    def in_writing(self, body: Body, resolved: str) -> None:
        """The matter is transmitted to the body, which resolves in writing: each signs by the link of their letter."""
        self.transmit()
        closes = (clock.today() + timedelta(days=10)).isoformat()
        self.coordination.at(f"{HOME}instances/{body.pk}/").go("/par-ecrit/")
        self.coordination.fill("/par-ecrit/", matter=self.number("matter"), title="Le four", resolved=resolved, closes_on=closes)
        for term in Term.objects.filter(seat__body=body).select_related("person"):
            Visitor().at(link_in_letter(term.person.email, "/accord/")).fill("/accord/[^/]+/", answer="sign", read="on")

    def meet(self, body: Body, title: str, resolved: str) -> None:
        """The body is called by letter, comes, and resolves on the matter that is before it."""
        page, on = self.coordination, clock.today() + timedelta(days=20)
        page.at(f"{HOME}instances/{body.pk}/").go("/planifier/")
        page.fill("/planifier/", day=on.isoformat(), starts="09:00", ends="11:00", place="À la boulangerie")
        meeting = page.place
        page.go("/convoquer/").fill("/convoquer/")
        self.day(on)
        page.at(meeting).go("/seance/").fill("/seance/ouvrir/")
        here = [one.get("value") for one in inputs_of(page.offers("/arrivees/")[0]) if one.get("name") == "term"]
        page.fill("/arrivees/", term=here)
        [take] = page.root.xpath("//li[contains(., $title)]//form[contains(@action, '/prendre/')]/@action", title=title)
        page.fill(take).fill("/proposer/", move="pass")
        page.fill("/enregistrer/", resolved=resolved, mover=here[0], seconder=here[1], manner="hands", count_for="2", then="read")
        page.fill("/consigner/").fill("/lever/")

    def number(self, place: str) -> str:
        return self.places[place].rstrip("/").rpartition("/")[2]


@pytest.fixture
def story(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Story:
    """Mandates, rules of procedure, three partners who promised, norms that bodies adopted; two seats in the body that recommends."""
    for body, chair in ((cast.working, cast.worker), (cast.management, cast.manager)):
        make_procedure(body, cast.coordination)
        Charge.objects.create(body=body, office="chair", person=chair, starts_on=TODAY)
    make_term(cast.working, make_person("Paul Levain"))
    framework = make_framework(cast)
    projects.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    mandate(cast)
    give(cast.working, "recommend", "envelopes", "Recommander la répartition")
    give(cast.management, "adopt", "envelopes", "Adopter la répartition")
    promise(cast, make_party(cast, "Moulin"), 600_001)
    promise(cast, make_party(cast, "Meunerie"), 1_100_003)
    promise(cast, make_party(cast, "Silo"), 299_999, objective=cast.section.objective)
    found = Story(cast, make_finance(cast, "Fanny Caisse"), settings, monkeypatch, Visitor(cast.coordinator), Visitor())
    found.day(TODAY + timedelta(days=1))
    return found


def test_a_project_goes_from_the_framework_to_its_closing_by_pages_and_letters_and_nobody_goes_round_the_chain(story: Story) -> None:
    allot(story)
    call(story)
    apply(story)
    complete_and_admit(story)
    analyse(story)
    propose(story)
    try_to_go_round(story)
    story.meet(story.cast.working, "Un four neuf", RESOLVED)
    try_to_commit(story)
    story.in_writing(story.cast.management, RESOLVED)
    tell_and_announce(story)
    convene(story)
    pay_the_first_instalment(story)
    change(story)
    report(story)
    finish(story)
    balance(story)


def allot(story: Story) -> None:
    cast, page = story.cast, story.coordination
    page.at(HOME).go("/argent/").go("/repartition/2011/").fill("/commencer/")
    page.fill("/lignes/", objective=cast.section.objective.pk, cents="15 000,00 $").fill("/proposer/")
    story.places["matter"] = page.place
    for body in (cast.working, cast.management):
        story.in_writing(body, "d’accepter la répartition")
    assert "Adopté" in story.at("matter").says


def call(story: Story) -> None:
    page = story.coordination.go("/projets/").go("/appels/commencer/")
    said = {"title": "Des fours communs", "words": "Pour des fours.", "closes_on": "2011-12-15"}
    page.fill("/commencer/", **said, analysed_by=story.cast.working.pk, envelopes=Envelope.objects.get().pk).fill("/publier/")
    story.places["call"] = page.place


def apply(story: Story) -> None:
    """A stranger signs up by a code, writes, and deposits."""
    page = story.promoter.at("/appels/").go("/appels/[0-9]+/").go("/demande/").fill("/demande/", name="Léa Four", email=LEA)
    code = re.search(r"[0-9]{4}-[0-9]{4}", letter_to(LEA))
    assert code
    page.fill("/connexion/code/", code=code[0])
    page.fill("/demande/", promoter="Four de Léa", kind="cooperative", neq="1234567890", title="Un four neuf")
    mine = page.place
    for section, fields in FIELDS.items():
        answers = {name: "Oui." for name, _label, _most, needed in fields if needed}
        page.at(mine).go(f"/partie/{section}/").fill(f"/partie/{section}/", **answers)
    page.at(mine).go("/partie/budget/")
    page.fill("/partie/budget/", post_0=EXAMPLE.posts[0], cost_0="10 000,00", own="3 000", asked="7000")
    page.at(mine).fill("/pieces/", kind="quote", file=SimpleUploadedFile("devis.txt", b"un devis")).fill("/deposer/")


def complete_and_admit(story: Story) -> None:
    story.day(date(2011, 12, 1))
    page = story.at("call").go("/demandes/[0-9]+/").go("/admissibilite/")
    page.fill("/completer/", **{"ask-words": "La résolution.", "ask-sections": ["budget"], "ask-due_on": "2011-12-10"})
    piece = {"kind_0": "resolution", "file_0": SimpleUploadedFile("resolution.txt", b"resolu")}
    story.promoter.at(link_in_letter(LEA, "/demandes/")).go("/complement/[0-9]+/").fill("/complement/[0-9]+/", words="La voici.", **piece)
    story.day(date(2011, 12, 16))
    page.at(page.place)
    [form] = page.offers("/admissibilite/")
    computed = {name for name, value in form.form_values() if value == "computed"}
    replies = {name: "yes" for name in names_of(form) if name.startswith("reply_") and name not in computed}
    page.fill("/admissibilite/", **replies).fill("/prononcer/", **{"verdict-admissible": "yes"})
    assert "admissible" in letter_to(LEA)


def analyse(story: Story) -> None:
    """Two analysts sign, declare no interest, score apart and lock; the session agrees."""
    page = story.at("call").go("/analyse/").go("/grilles/").go("/commencer/[?]exemple=1").fill("/commencer/", title="Grille")
    story.at("call").go("/analyse/").fill("/analyse/", due_on="2011-12-20", session_on="2011-12-21")
    terms = list(Term.objects.filter(seat__body=story.cast.working).select_related("person"))
    deposits = page.offers("/confier/")[0].xpath(".//input[@name='deposits']/@value")
    for term in terms:
        page.fill("/confier/", term=term.pk, deposits=deposits)
    for term in terms:
        analyst = Visitor(term.person).at(link_in_letter(term.person.email, "/analyses/"))
        analyst.go("/analyses/[0-9]+/").fill("/engagement/").fill("/interet/", none="1")
        score(analyst, "/analyses/[0-9]+/", f"Avis de {term.person.name}")
        assert "Avis de" not in story.at("call").go("/analyse/").go("/analyse/[0-9]+/").says
        analyst.fill("/verrouiller/")
    story.at("call").go("/analyse/").go("/analyse/[0-9]+/")
    assert all(f"Avis de {term.person.name}" in page.says for term in terms)
    score(page, "/analyse/[0-9]+/", "Un projet mûr.")


def score(page: Visitor, pattern: str, whole: str) -> None:
    [form] = [one for one in page.offers(pattern) if "note_A1" in names_of(one)]
    notes = {name: 7 if name.startswith("note_") else "Clair." for name in names_of(form) if name.startswith(("note_", "words_"))}
    page.fill(pattern, **notes, whole=whole)


def propose(story: Story) -> None:
    page = story.coordination.go("/projets/").go("/projets/suivi/").go("/soumettre/[0-9]+/")
    page.fill("/soumettre/[0-9]+/", actions=[story.cast.action.pk], objectives=[story.cast.section.objective.pk])
    story.places["project"] = page.place
    said = {"verdict": "conditional", "aid": "7 000,00", "conditions": "Un four à bois."}
    page.go("/proposer/").fill("/proposer/", **said, envelope=Envelope.objects.get().pk).fill("/ouvrir/")
    story.places["matter"] = page.place
    story.transmit()


def try_to_go_round(story: Story) -> None:
    """Before the first body: nobody decides in its place, nor opens another way; the refusal quotes the mandate."""
    cast, page = story.cast, story.coordination
    decide = f"{HOME}instances/{cast.management.pk}/par-ecrit/"
    said = {"matter": story.number("matter"), "title": "Le four", "resolved": RESOLVED, "closes_on": "2011-12-30"}
    status, words = page.forced(decide, **said)
    assert (status, f"Mandat : « {RECOMMENDING} »" in words) == (422, True)
    status, words = page.forced(f"{HOME}dossiers/ouvrir/", objet="project", title="Un four")
    assert (status, RECOMMENDING in words, DECIDING in words) == (422, True, True)
    draw_up = f"{HOME}conventions/projets/{story.number('project')}/rediger/"
    assert page.forced(draw_up)[0] == 422
    for person in (
        cast.manager,
        cast.worker,
        story.clerk.person,
        cast.stranger,
        cast.technician,
        cast.opener,
        Person.objects.get(email=LEA),
    ):
        assert {Visitor(person).forced(one, **said)[0] for one in (decide, draw_up)} <= {403, 404}
    assert (Matter.objects.filter(kind="project").count(), Resolution.objects.filter(matter=said["matter"]).count()) == (1, 0)


def try_to_commit(story: Story) -> None:
    """What a body recommends commits nothing, whoever asks: only the last body does, by the mandate that the refusal quotes."""
    project = Project.objects.select_related("use__envelope").get()
    facts: dict[str, Any] = {"cents": 1, "by": story.cast.coordination, "when": clock.now()}
    assert project.use
    for resolution in Resolution.objects.all():
        with pytest.raises(Refused) as caught:
            funding.commit(project.use, resolution=resolution, **facts)
        assert DECIDING in str(caught.value.reasons)
    draw_up = f"{HOME}conventions/projets/{project.pk}/rediger/"
    assert story.coordination.forced(draw_up)[0] == 422


def tell_and_announce(story: Story) -> None:
    page = story.at("project").preview("/lettre/").fill("/lettre/", then="send")
    assert "une aide de 7 000 $" in letter_to(LEA)
    page.go("/projets/suivi/").go("/annonces/").go("/preparer/")
    chosen = page.root.xpath("//input[@name='projects']/@value")
    page.fill("/preparer/", title="Un four", words="Voici.", projects=chosen, public_on="2012-01-20", public_hour="09:00")
    assert "Un four neuf" not in Visitor().at("/projets-soutenus/").says
    story.day(date(2012, 1, 21))
    assert "Un four neuf" in Visitor().at("/projets-soutenus/").says


def convene(story: Story) -> None:
    """The convention is drawn up, sent and signed by links, the promoter first; nothing is paid before."""
    page = story.at("project").go("/conventions/").fill("/rediger/")
    story.places["convention"] = page.place
    page.go("/texte/").fill("/texte/", ends_on="2012-06-30")
    for side, person in (("promoter", Person.objects.get(email=LEA)), ("manager", story.cast.manager)):
        story.at("convention").go(f"/signataire/{side}/")
        page.fill(f"/{side}/", known=person.pk, office="présidence", authority="d’autoriser la présidence à signer, CA-7")
    story.at("convention").fill("/transmettre/")
    first = Instalment.objects.get(position=1)
    status, words = page.forced(f"{HOME}argent/versements/{first.pk}/saisir/", cents="4200", paid_on="2012-01-21")
    assert (status, "La convention n’est pas en vigueur" in words) == (422, True)
    for address in (LEA, story.cast.manager.email):
        Visitor().at(link_in_letter(address, "/convention/")).fill("/convention/[^/]+/", confirmed="on")
    assert "en vigueur" in story.at("convention").says


def pay_the_first_instalment(story: Story) -> None:
    """Entered by one, approved by another: never by the same, nor raised afterwards by one alone."""
    page, finance = story.coordination, Visitor(story.clerk.person)
    paid = {"paid_on": "2012-01-21"}
    finance.at(HOME).go("/argent/").go("/versements/").go("/saisir/").fill("/saisir/", **paid, reference="C-11")
    status, words = finance.forced(f"{HOME}argent/versements/saisis/{Payment.objects.get().pk}/approuver/")
    assert (status, "une autre personne l’approuve" in words) == (422, True)
    finance.at(finance.place).fill("/refuser/", why="Je me suis trompée.")
    story.at("convention").go("/versements/").go("/saisir/").fill("/saisir/", **paid, reference="C-12")
    standing = Payment.objects.get(refused_at=None)
    assert page.forced(f"{HOME}argent/versements/saisis/{standing.pk}/approuver/")[0] == 422
    finance.at(finance.place).fill("/approuver/")
    line = LedgerEntry.objects.get(kind="paid")
    status, words = page.forced(f"{HOME}argent/livre/{line.pk}/corriger/", cents="7 000", words="Un clic")
    assert (status, "à la hausse" in words) == (422, True)


def change(story: Story) -> None:
    """A transfer under the threshold, that the coordination answers alone."""
    page = story.promoter.at(link_in_letter(LEA, "/mes-conventions/"))
    story.places["own"] = page.place
    moved = {"kind": "posts", "words": "Moins de salaires.", "post": EXAMPLE.posts[0], "to": EXAMPLE.posts[2], "cents": "500"}
    page.go("/modification/").fill("/modification/", **moved)
    page = story.coordination.at(link_in_letter(story.cast.coordinator.email, "/modifications/"))
    assert "la coordination décide" in page.says
    page.fill("/repondre/", outcome="accepted", reasons="Sous le seuil.")


def report(story: Story) -> None:
    """An interim report sent back then accepted, and the second instalment."""
    own = story.promoter.at(story.places["own"]).go("/mes-rapports/[0-9]+/")
    own.fill("/mes-rapports/[0-9]+/", done="Un mur.", results="Du pain.").fill("/deposer/")
    page = story.coordination.at(link_in_letter(story.cast.coordinator.email, "/rapports/")).fill("/renvoyer/", why="Et les photos?")
    own.at(link_in_letter(LEA, "/mes-conventions/")).go("/mes-rapports/[0-9]+/")
    own.fill("/mes-rapports/[0-9]+/", done="Un mur, et ses photos.").fill("/deposer/")
    page.at(page.place).fill("/accepter/")
    story.at("convention").go("/versements/").go("/saisir/").fill("/saisir/", paid_on="2012-01-21", reference="C-13")
    Visitor(story.clerk.person).at(HOME).go("/argent/").go("/versements/").fill("/approuver/")


def finish(story: Story) -> None:
    """A final report of lower costs: the final aid is less than what was paid, what is over comes back, and all is closed."""
    story.day(date(2012, 7, 10))
    own = story.promoter.at(story.places["own"])
    own.at(own.root.xpath("//a[contains(@href, '/mes-rapports/')][contains(., 'final')]/@href")[0])
    real = {"done": "Le four.", "results": "Du pain.", "cost_0": "6 000", "own": "1 800"}
    own.fill("/mes-rapports/[0-9]+/", **real).fill("/deposer/")
    page = story.coordination.at(link_in_letter(story.cast.coordinator.email, "/rapports/"))
    assert "Aide finale4 800 $" in page.says
    page.fill("/accepter/")
    story.at("convention").go("/suivi/").fill("/reclamer/", due_on="2012-08-10")
    assert "800 $ de l’aide versée" in letter_to(LEA)
    page.go("/remboursements/[0-9]+/").fill("/remboursements/[0-9]+/", received_on="2012-07-10")
    page.at(HOME).go("/projets/").go("/conventions/").go("/rapports/")
    assert page.says.count("accepté") == 2
    story.at("convention").go("/suivi/").fill("/clore/")
    assert "est close" in letter_to(LEA)


def balance(story: Story) -> None:
    """What leaves of every statement sums to what leaves of the ledger, to the cent."""
    member = Visitor(story.cast.worker).at(HOME).go("/argent/")
    told: Counter[str] = Counter()
    for address in sorted({one.get("href") for one in member.root.iter("a") if "/releves/" in (one.get("href") or "")}):
        for row in taken(Visitor(story.cast.worker).at(address)):
            told.update({name: Decimal(row.get(f"Part {name}", 0)) for name in ("engagée", "versée", "récupérée")})
    book: Counter[str] = Counter()
    for row in taken(member.go("/livre/")):
        book[row["Sorte"]] += Decimal(row["Montant"])  # type: ignore[assignment]
    sums = [book[name] for name in ("Engagé", "Versé", "Récupéré")]
    assert sums == [Decimal(5600), Decimal(5600), Decimal(800)]
    assert [told[name] for name in ("engagée", "versée", "récupérée")] == sums


def taken(page: Visitor) -> list[dict[str, str]]:
    [form] = page.offers("/csv/")
    return list(csv.DictReader(page.client.post(form.get("action")).content.decode("utf-8-sig").splitlines()))
