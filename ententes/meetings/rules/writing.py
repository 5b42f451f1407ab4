"""What stands in the way of a written resolution: the rules of the body, who may vote, and what was already answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity, procedure_on
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.models import Matter, interested_in
from ententes.decisions.rules import ground_of
from ententes.decisions.states import State
from ententes.ground.days import long_date

from ..models import Consent, Consultation


def obstacles_to_consulting(
    body: Body, *, matter: Matter | None, title: str, resolved: str, closes_on: date, voters: Sequence[Term], by: Capacity, on: date
) -> Iterator[str]:
    """The rules of the body allow it, somebody may vote, and the matter is before that very body."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    procedure = procedure_on(body, on)
    if procedure is None:
        yield _("%(body)s n’a pas encore de règles de fonctionnement : elles disent si une résolution peut être prise par écrit.") % {
            "body": body.name
        }
    elif not procedure.written_allowed:
        yield _("Les règles de %(body)s ne permettent pas de résolution par écrit : il faut une rencontre.") % {"body": body.name}
    if not title.strip():
        yield _("L’objet de la résolution est obligatoire.")
    if not resolved.strip():
        yield _("Écrivez ce qui est résolu.")
    if closes_on < on:
        yield _("Le dernier jour pour signer est passé.")
    if not voters:
        yield _("Personne ne peut voter : les sièges sont vacants, ou chacun a déclaré un intérêt.")
    if matter is not None:
        if matter.state != State.BEFORE or matter.stage is None or matter.stage.body_id != body.pk:
            ground = ground_of(matter.stage) if matter.stage else ""
            quoted = " " + _("Mandat : %(mandate)s.") % {"mandate": ground} if ground else ""
            yield _("Ce dossier n’est pas devant %(body)s.") % {"body": body.name} + quoted
        if matter.consultations.filter(ended_at=None).exists():
            yield _("Une consultation porte déjà sur ce dossier.")


def obstacles_to_answering(consent: Consent, *, sha256: str, on: date) -> Iterator[str]:
    """One answer a seat, by whoever holds it today, over the text that was read."""
    consultation = consent.consultation
    if consultation.ended_at is not None:
        yield _("Cette consultation est terminée.") + (f" {consultation.why_ended}" if consultation.why_ended else "")
    elif on > consultation.closes_on:
        yield _("Le dernier jour pour signer était le %(day)s.") % {"day": long_date(consultation.closes_on)}
    elif consent.signed is not None:
        yield _("Ce siège a déjà répondu à cette consultation.")
    elif not consent.term.runs_on(on):
        yield _("%(name)s ne tient plus ce siège.") % {"name": consent.term.person.name}
    elif consultation.matter_id and consent.term.person_id in interested_in(consultation.matter_id):
        yield _("%(name)s a déclaré un intérêt dans ce dossier : son siège ne signe pas.") % {"name": consent.term.person.name}
    if sha256 != consultation.sha256:
        yield _("Le texte que vous avez lu n’est pas celui de la consultation : rouvrez le lien de la lettre.")


def obstacles_to_recording_consent(consent: Consent, *, by: Capacity, on: date) -> Iterator[str]:
    """The coordination writes down what came on paper, and only what the seat could still answer by its link."""
    yield from obstacles_to_coordinating(consent.consultation.body.agreement, by=by)
    yield from obstacles_to_answering(consent, sha256=consent.consultation.sha256, on=on)


def obstacles_to_calling_off(consultation: Consultation, *, by: Capacity, why: str) -> Iterator[str]:
    """What is under way may be called off, with a reason that everybody reads."""
    yield from obstacles_to_coordinating(consultation.body.agreement, by=by)
    if consultation.ended_at is not None:
        yield _("Cette consultation est terminée.")
    if not why.strip():
        yield _("Les motifs sont obligatoires.")
