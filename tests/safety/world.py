"""The world that is attacked: two agreements where everything exists, people in every place, for each route an address and a good form."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import ClientHandler
from django.urls import get_resolver, reverse
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Party
from ententes.committees import acts as committees
from ententes.committees.models import Body, Finance, Seat
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link
from ententes.documents import acts as documents
from ententes.frameworks import acts as frameworks
from ententes.importing import acts as importing
from ententes.meetings import acts as meetings
from ententes.meetings.queries import consents
from ententes.organisations.models import Organisation
from ententes.people.models import Person
from ententes.plans import acts as plans
from ententes.plans.models import Action, Plan, Point, Section
from ententes.plans.queries import links
from ententes.projects import acts as projects
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import (
    NOW,
    TODAY,
    Cast,
    make_action,
    make_body,
    make_cast,
    make_coordination,
    make_person,
    make_plan,
    make_section,
    make_term,
)
from tests.importing.uploads import SMALL, brought

from . import analysing, applying, awards, callings, conventions, followings, matters, moneys, sittings
from .forms import FORMS

Parts = dict[str, Any]
CAPACITIES = (
    "anonymous",
    "stranger",
    "technician",
    "opener",
    "other_opener",
    "other_coordinator",
    "other_member",
    "contact",
    "ended_term",
    "coming_term",
    "deactivated",
    "link_holder",
    "promoter",
    "working_member",
    "management_member",
    "analyst",
    "finance",
    "coordinator",
)
INSIDE = CAPACITIES[-5:]
"""Those who have a capacity in our agreement: whether it is public is nothing to them."""


@dataclass
class World:
    """Ids by the names that addresses give them: ours, and those of the other agreement."""

    cast: Cast
    people: dict[str, Person | None]
    ours: Parts
    theirs: Parts
    special: dict[str, Parts] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, capacity: str, **options: Any) -> Client:
        """A fresh client in that place; the sessions were made once."""
        client = Client(enforce_csrf_checks=True, **options)
        client.handler = HANDLER
        HANDLER.enforce_csrf_checks = True
        if session := self.sessions.get(capacity):
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        return client

    def publish(self, public: bool) -> None:
        Agreement.objects.filter(pk=self.cast.agreement.pk).update(is_public=public)

    def parts(self, route: str, **instead: Any) -> Parts:
        names = params(route)
        known = {**self.ours, **self.special.get(route, {}), **instead}
        return {name: known[name] for name in names}

    def address(self, route: str, **instead: Any) -> str:
        return reverse(route, kwargs=self.parts(route, **instead))

    def send(self, route: str, client: Client, *, once: str | None = "", token: str | None = None, address: str = "", **fields: Any) -> Any:
        """The good form of a route, with what changes in it. `once` None leaves it out, "" makes a fresh one."""
        form = {**FORMS[route](self), **fields, "csrfmiddlewaretoken": TOKEN if token is None else token}
        if once is not None:
            form["once"] = once or str(uuid.uuid4())
        return client.post(address or self.address(route), form)

    def send_typed(self, client: Client, address: str, fields: Parts) -> Any:
        """What somebody typed in a form they were shown, sent as a browser does."""
        return client.post(address, {**fields, "csrfmiddlewaretoken": TOKEN, "once": str(uuid.uuid4())})


HANDLER = ClientHandler(enforce_csrf_checks=True)
"""One for all clients: each of its own would load every middleware again."""
TOKEN = "t0kenOfTheTests" + "a" * 17
"""A form token as the cookie holds it: 32 letters."""


def params(route: str) -> list[str]:
    found = get_resolver().reverse_dict.getlist(route)
    return list(max((one[0][0][1] for one in found), key=len))


def under_agreement(route: str) -> bool:
    return "agreement" in params(route)


def make_world() -> World:
    cast = make_cast()
    other_coordinator, other_member = make_person("Autre Coordonnatrice"), make_person("Autre Membre")
    contact, ended, coming = make_person("Personne Jointe"), make_person("Mandat Fini"), make_person("Mandat Futur")
    closed, second_opener = make_person("Compte Fermé"), make_person("Autre Ouvreuse", opens_agreements=True)
    other = cast.other_agreement
    other_coordination = make_coordination(other, other_coordinator)
    other_body = make_body(other, "Comité des forêts", "management", contact=other_member)
    make_term(other_body, other_member)
    make_term(cast.working, ended, ends_on=TODAY - timedelta(days=1))
    make_term(cast.working, coming, starts_on=TODAY + timedelta(days=30))
    make_coordination(cast.agreement, closed)
    Person.objects.filter(pk=closed.pk).update(is_active=False)
    people = {
        "anonymous": None,
        "link_holder": None,
        "stranger": make_person("Passante"),
        "promoter": cast.stranger,
        "technician": cast.technician,
        "opener": cast.opener,
        "other_opener": second_opener,
        "other_coordinator": other_coordinator,
        "other_member": other_member,
        "contact": contact,
        "ended_term": ended,
        "coming_term": coming,
        "deactivated": closed,
        "working_member": cast.worker,
        "management_member": cast.manager,
        "coordinator": cast.coordinator,
    }
    ours = _furnished(cast.agreement, cast.working, cast.section, cast.action, cast.coordination, contact)
    other_section = make_section(make_plan(other, 2013))
    other_action = make_action(other_section, "Planter mille pins", other_body)
    theirs = _furnished(other, other_body, other_section, other_action, other_coordination, other_member)
    ours |= _uploads(cast.opener) | {"person": cast.stranger.pk, "format": "csv", "pk": _key_of(cast.worker)}
    theirs |= _uploads(second_opener) | {"pk": _key_of(other_member)}
    sitting, needed = sittings.furnish(cast.agreement, cast.coordination, cast.manager)
    ours, theirs = sitting | ours, sittings.furnish(other, other_coordination, other_member)[0] | theirs
    calling, called = callings.furnish(cast.agreement, cast.working, cast.coordination, contact)
    ours, theirs = calling | ours, callings.furnish(other, other_body, other_coordination, other_member)[0] | theirs
    money, spent = moneys.furnish(cast.agreement, cast.working, Party.objects.get(pk=ours["party"]), cast.coordination)
    ours, theirs = money | ours, moneys.furnish(other, other_body, Party.objects.get(pk=theirs["party"]), other_coordination)[0] | theirs
    applied, asked = applying.furnish(cast.agreement, cast.coordination, cast.stranger)
    ours, theirs = applied | ours, applying.furnish(other, other_coordination, other_member)[0] | theirs
    ranked, held = awards.furnish(cast.agreement, cast.working, cast.action, cast.coordination, cast.stranger)
    their_rows = awards.furnish(other, other_body, other_action, other_coordination, other_member)[0]
    ours, theirs = ranked | ours, their_rows | theirs
    granting = (Party.objects.get(pk=ours["party"]), cast.coordination, cast.stranger)
    granted, promised = conventions.furnish(cast.agreement, cast.working, *granting)
    granting = (Party.objects.get(pk=theirs["party"]), other_coordination, other_member)
    ours, theirs = granted | ours, conventions.furnish(other, other_body, *granting)[0] | theirs
    analysed, scored = analysing.furnish(cast.agreement, cast.working, cast.coordination, cast.worker, cast.stranger)
    promoter = make_person("Autre Promotrice")
    ours, theirs = analysed | ours, analysing.furnish(other, other_body, other_coordination, other_member, promoter)[0] | theirs
    followed, unfinished = followings.furnish(cast.agreement, cast.working, cast.coordination, cast.stranger, ours["convention"])
    their_rows = followings.furnish(other, other_body, other_coordination, other_member, theirs["convention"])[0]
    ours, theirs = followed | ours, their_rows | theirs
    people["finance"] = Finance.objects.get(pk=ours["finance"]).person
    people["analyst"] = analysing.another(cast.working, cast.coordination, ours["analysis_free"])
    world = World(cast, people, ours, theirs)
    world.special = {
        "upload_undo": {"upload": ours["built"]},
        "point_reopen": {"point": ours["closed_point"]},
        "seat_remove": {"seat": ours["vacant"]},
        "plan_section_drop": {"section": ours["empty_section"]},
        "framework_export": {"format": "pdf"},
        "framework_revise": {"framework": ours["adopted_framework"]},
        "norms": {"framework": ours["allocation"]},
        "document_file": {"filing": ours["public_filing"]},
        "consent": {"token": ours["consent_token"]},
        "consent_copy": {"token": ours["consent_token"]},
        "extract_link": {"token": ours["extract_token"]},
        "plan_revise": {"year": ours["adopted_year"]},
        "matter_send_on": {"matter": ours["waiting"]},
        "committee_dissolve": {"body": ours["spare_body"]},
        "coordination_end": {"coordination": ours["second_coordination"]},
        **needed,
        **called,
        **spent,
        **asked,
        **held,
        **promised,
        **scored,
        **unfinished,
    }
    for capacity, person in people.items():
        if person is not None:
            client = Client()
            client.force_login(person)
            world.sessions[capacity] = client.cookies[settings.SESSION_COOKIE_NAME].value
    visitor = Client()
    visitor.get(world.address("answer"))
    if settings.SESSION_COOKIE_NAME in visitor.cookies:
        world.sessions["link_holder"] = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    return world


def _key_of(person: Person) -> int:
    """A security key of the person, as a browser would have registered it."""
    number = person.pk.to_bytes(16, "big")
    held = AttestedCredentialData.create(
        b"\0" * 16, number, ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    )
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
    proof = AttestationObject.create("none", AuthenticatorData.create(sha256(b"testserver").digest(), flags, 0, held), {})
    said = CollectedClientData.create("webauthn.create", b"\1" * 32, "http://testserver")
    response = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(proof)}
    credential = {"id": websafe_encode(number), "rawId": websafe_encode(number), "type": "public-key", "response": response}
    made = Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": credential})
    return int(made.pk)


def _uploads(person: Person) -> Parts:
    read = brought(person)
    built = brought(person, SMALL.replace(b"pain", b"beurre"))
    importing.build(built, by=person, when=NOW)
    return {"upload": read.pk, "built": built.pk, "key": read.reading["actions"][0]["key"]}


def _furnished(agreement: Agreement, body: Body, section: Section, action: Action, coordination: Any, contact: Person) -> Parts:
    """One of everything in the agreement."""
    seated = body.seats.first()
    vacant = Seat.objects.create(body=body, label="Siège vacant", position=9)
    organisation = Organisation.objects.create(name=f"Maison de {agreement.slug}")
    party = Party.objects.create(agreement=agreement, organisation=organisation, contact=contact)
    filings = [_filed(agreement, contact, is_public) for is_public in (True, False)]
    points = [
        Point.objects.create(agreement=agreement, plan=section.plan, action=action, kind="x", sentence="Quand?", settled_by=body)
        for _ in range(2)
    ]
    plans.settle(points[1], by=coordination, when=NOW, text="À l’automne.")
    spare = make_action(section, f"Tenir le carnet de {agreement.slug}", body)
    merged = make_action(section, f"Ranger le carnet de {agreement.slug}", body)
    text = SimpleUploadedFile("preuve.txt", b"preuve", "text/plain")
    note = plans.note(action, by=coordination, when=NOW, dated_on=TODAY, text="C’est parti.", files=[text])
    asked = NOW - timedelta(days=5)
    [request] = plans.ask(agreement, by=coordination, when=asked, actions=[action], due_on=TODAY + timedelta(days=9))
    edit = _reworded(spare, coordination)
    empty = make_section(section.plan, "O7", "Vide")
    committees.give_mandate(body, words="Adopter le plan d’action", verbs=["adopt"], subject_kind="plan")
    body.procedures.create(starts_on=date(2011, 1, 1), recorded_by=coordination.coordination, recorded_at=NOW)
    last = TODAY + timedelta(days=9)
    asked = meetings.consult(body, title="Un four", resolved="de bâtir", closes_on=last, by=coordination, when=NOW)
    chain = [Link(("decide",), body)]
    framework = _framework(agreement, body, coordination)
    second = make_coordination(agreement, make_person(f"Deuxième de {agreement.slug}"))
    question = request.questions.get()
    return {
        "agreement": agreement.slug,
        "year": section.plan.year,
        "body": body.pk,
        "seat": vacant.pk,
        "vacant": vacant.pk,
        "seated": seated.pk,
        "term": seated.terms.get().pk,
        "amendment": _amended(agreement, contact, coordination),
        "territory": committees.represent(body, territories=[f"Pays de {agreement.slug}"], by=coordination).territories.get().pk,
        "charge": committees.give_charge(body, office="chair", person=seated.terms.get().person, starts_on=TODAY, by=coordination).pk,
        "coordination": coordination.coordination.pk,
        "second_coordination": second.coordination.pk,
        "party": party.pk,
        "organisation": organisation.pk,
        "filing": filings[1],
        "public_filing": filings[0],
        "point": points[0].pk,
        "closed_point": points[1].pk,
        "section": section.pk,
        "empty_section": empty.pk,
        "action": action.pk,
        "spare": spare.pk,
        "merged": merged.pk,
        "piece": note.attachments.get().pk,
        "request_pk": request.pk,
        "question": question.pk,
        "token": links.token(question, links.last_day(TODAY)),
        "edit": edit,
        **framework,
        "consultation": asked.pk,
        "consultation_sha256": asked.sha256,
        "consent": asked.consents.latest("pk").pk,
        "consent_token": consents.path(asked.consents.latest("pk")).split("/")[-2],
        "adopted_year": _adopted(agreement, coordination, chain),
        "member": contact.pk,
    } | matters.furnished(agreement, body, organisation, coordination, contact)


def _filed(agreement: Agreement, person: Person, is_public: bool) -> int:
    file = documents.keep(content=f"{agreement.slug} {is_public}".encode(), name="a.txt", media_type="text/plain", by=person, when=NOW)
    return agreements.file_document(agreement, file=file, title="Un document", is_public=is_public).pk


def _framework(agreement: Agreement, body: Body, coordination: Any) -> Parts:
    """A text that the body proposes, read in a file, with two sections."""
    committees.give_mandate(body, words="Adopter le cadre d’évaluation", verbs=["adopt"], subject_kind="evaluation_framework")
    file = documents.keep(content=b"Lu.", name="cadre.txt", media_type="text/plain", by=coordination.person, when=NOW)
    sections = [("Objet", f"Le four de {agreement.slug}."), ("Suites", "Deux.")]
    facts = {"kind": "evaluation_framework", "title": f"Cadre de {agreement.slug}", "by": coordination, "when": NOW}
    made = frameworks.begin(agreement, **facts, sections=sections, source=file)
    first = made.sections.get(title="Objet")
    adopted = frameworks.begin(agreement, **facts, sections=sections)
    Matter.objects.filter(pk=frameworks.propose(adopted, by=coordination, when=NOW).pk).update(state="settled", ended_at=NOW)
    allocation = frameworks.begin(agreement, **facts | {"kind": "allocation_framework"}, sections=sections)
    projects.set_norms(allocation, norms=EXAMPLE, by=coordination, when=NOW)
    return {
        "framework": made.pk,
        "adopted_framework": adopted.pk,
        "allocation": allocation.pk,
        "passage": first.pk,
        "earlier": first.texts.get().pk,
    }


def _adopted(agreement: Agreement, coordination: Any, chain: list[Link]) -> int:
    """The year of a plan that is in force."""
    matter = decisions.open_matter(agreement, kind="plan", title="Un plan adopté", links=chain, by=coordination, when=NOW)
    Matter.objects.filter(pk=matter.pk).update(state="settled", ended_at=NOW)
    plan = make_plan(agreement, 2020)
    Plan.objects.filter(pk=plan.pk).update(matter=matter)
    return plan.year


def _amended(agreement: Agreement, person: Person, coordination: Any) -> int:
    file = documents.keep(content=agreement.slug.encode(), name="avenant.txt", media_type="text/plain", by=person, when=NOW)
    said = {"number": "1", "title": "Un avenant", "in_force_on": TODAY}
    return decisions.amend(agreement, **said, file=file, by=coordination, when=NOW).pk


def _reworded(action: Action, coordination: Any) -> int:
    made = plans.reword(
        action,
        revision=action.revision,
        text=f"{action.text}, à jour",
        responsibilities=[],
        schedules={},
        targets=[],
        by=coordination,
        when=NOW,
    )
    assert made is not None
    return made.pk
