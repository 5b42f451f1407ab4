"""How a body resolves in writing between two meetings: all who may vote sign the same text, or a meeting decides."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Body
from ententes.committees.queries import Capacity, procedure_on, voting_terms
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, interested_in
from ententes.decisions.states import Manner, Move, Outcome
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters
from ..models import Consent, Consultation
from ..queries import consents
from ..rules import writing as rules


@transaction.atomic
def consult(
    body: Body,
    *,
    title: str,
    resolved: str,
    closes_on: date,
    by: Capacity,
    when: datetime,
    whereas: str = "",
    conditions: str = "",
    matter: Matter | None = None,
) -> Consultation:
    """Propose a resolution in writing: one signed link to each seat that votes, but those with an interest in the matter."""
    body, on = hold(body), timezone.localdate(when)
    matter = hold(matter) if matter else None
    interested = set(interested_in(matter.pk)) if matter else set()
    voters = [term for term in voting_terms(body, on=on, procedure=procedure_on(body, on)) if term.person_id not in interested]
    facts = {"matter": matter, "title": title, "resolved": resolved, "closes_on": closes_on, "voters": voters}
    refuse_if(rules.obstacles_to_consulting(body, **facts, by=by, on=on))  # type: ignore[arg-type]
    consultation = Consultation(
        body=body,
        matter=matter,
        title=shortened(title, 300),
        whereas=whereas.strip(),
        resolved=resolved.strip(),
        conditions=conditions.strip(),
        opened_at=when,
        closes_on=closes_on,
    )
    consultation.sha256 = consents.seal(consultation)
    consultation.save()
    for term in voters:
        letters.ask_consent(Consent.objects.create(consultation=consultation, term=term), by.person, when)
    return consultation


@transaction.atomic
def answer_consultation(consent: Consent, *, signed: bool, sha256: str, when: datetime, words: str = "") -> Consent:
    """Record that a seat signed the text it read, or refused it. The last signature makes the resolution; one refusal ends it."""
    consultation = hold(consent.consultation)
    consent = hold(consent)
    consent.consultation = consultation
    refuse_if(rules.obstacles_to_answering(consent, sha256=sha256, on=timezone.localdate(when)))
    return _answered(consent, signed, words, Capacity(consultation.body.agreement, term=consent.term), when)


@transaction.atomic
def record_consent(consent: Consent, *, signed: bool, by: Capacity, when: datetime, words: str = "") -> Consent:
    """Write down what a seat signed or refused on paper; it says who did, and whoever holds the seat is told by letter."""
    consultation = hold(consent.consultation)
    consent = hold(consent)
    consent.consultation = consultation
    refuse_if(rules.obstacles_to_recording_consent(consent, by=by, on=timezone.localdate(when)))
    consent.recorded_by = f"{by.person.name}, {by.recorded}"[:300]
    letters.tell_recorded(consent, signed, by.person, when)
    return _answered(consent, signed, words, by, when)


def _answered(consent: Consent, signed: bool, words: str, by: Capacity, when: datetime) -> Consent:
    consultation = consent.consultation
    consent.signed, consent.words, consent.sha256, consent.at = signed, words.strip(), consultation.sha256, when
    consent.save(update_fields=["signed", "words", "sha256", "at", "recorded_by"])
    if not signed:
        with translation.override("fr"):
            _end(consultation, when, _("%(name)s ne signe pas : une rencontre décidera.") % {"name": consent.term.person.name})
    elif not consultation.consents.filter(signed=None).exclude(term__person__in=interested_in(consultation.matter_id)).exists():
        _resolve(consultation, by, when)
    return consent


@transaction.atomic
def call_off(consultation: Consultation, *, by: Capacity, when: datetime, why: str) -> Consultation:
    """Stop a consultation before its end; those who were asked are told why."""
    consultation = hold(consultation)
    refuse_if(rules.obstacles_to_calling_off(consultation, by=by, why=why))
    _end(consultation, when, why.strip())
    return consultation


def close_consultations(*, when: datetime) -> int:
    """End the consultations whose last day is over without every signature; return how many."""
    over = Consultation.objects.filter(ended_at=None, closes_on__lt=timezone.localdate(when)).order_by("pk")
    return sum(_expire(one, when) for one in over[:50])


@transaction.atomic
def _expire(consultation: Consultation, when: datetime) -> int:
    consultation = hold(consultation)
    if consultation.ended_at is not None:
        return 0
    with translation.override("fr"):
        _end(consultation, when, _("Tous n’ont pas signé à temps : une rencontre décidera."))
    return 1


def _end(consultation: Consultation, when: datetime, why: str) -> None:
    consultation.ended_at, consultation.why_ended = when, why
    consultation.save(update_fields=["ended_at", "why_ended"])
    letters.tell_consultation(consultation, when)


def _resolve(consultation: Consultation, by: Capacity, when: datetime) -> None:
    """The resolution that every eligible seat signed, recorded as whoever signed last or wrote the last signature down.

    A seat whose holder declared an interest since it was asked signs no more, and is waited for no more.
    """
    number = consultation.consents.filter(signed=True).count()
    consultation.resolution = decisions.resolve(
        consultation.body,
        title=consultation.title,
        whereas=consultation.whereas,
        resolved=consultation.resolved,
        conditions=consultation.conditions,
        outcome=str(Outcome.ADOPTED),
        manner=str(Manner.WRITTEN),
        unanimous=True,
        votes=(number, 0, 0),
        by=by,
        taken_on=timezone.localdate(when),
        taken_at=when,
        when=when,
        matter=consultation.matter,
        move=str(Move.PASS) if consultation.matter else "",
    )
    consultation.ended_at = when
    consultation.save(update_fields=["resolution", "ended_at"])
    letters.tell_consultation(consultation, when)
