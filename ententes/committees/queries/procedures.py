"""The rules of procedure as they stand on a day: which ones apply, who votes, how many it takes, and what they say in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.ground.wording import quoted

from ..models import Body, Procedure, Term
from ..states import Majority, Quorum, Readers, Role
from .seats import Place


def procedure_on(body: Body, day: date) -> Procedure | None:
    """The rules of the body on that day: the latest that had begun. None where the body has not given itself any. One query."""
    return body.procedures.filter(starts_on__lte=day).select_related("required_seat").first()


def entitled(terms: Iterable[Term], *, substitutes_vote: bool) -> list[Term]:
    """Those of these terms that vote, one a seat: its holder, else its substitute where the rules let one vote.

    Given those who are in the room, a holder who withdrew from an item is still there: the substitute does not vote for them.
    """
    by_seat: dict[int, Term] = {}
    for term in terms:
        if term.seat.votes and (term.role == Role.HOLDER or (substitutes_vote and term.seat_id not in by_seat)):
            by_seat[term.seat_id] = term
    return list(by_seat.values())


def voting_terms(body: Body, *, on: date, procedure: Procedure | None, present: Collection[int] | None = None) -> list[Term]:
    """Whose voice counts on that day, seat after seat; among those `present` (keys of terms) when they are given. One query.

    Without rules nothing lets a substitute vote. Without `present`, a holder is absent when the seat has none.
    """
    terms = Term.objects.in_force(on).filter(seat__body=body, seat__votes=True).select_related("seat", "person")
    if present is not None:
        terms = terms.filter(pk__in=present)
    found = terms.order_by("seat__position", "seat", "role", "starts_on", "pk")
    return entitled(found, substitutes_vote=procedure is not None and procedure.substitutes_vote)


@dataclass(frozen=True)
class SeatCount:
    """How many seats of a body vote, and how many of those somebody can vote for."""

    voting: int
    occupied: int


def seat_count(body: Body, *, on: date, procedure: Procedure | None) -> SeatCount:
    """The seats of the body that vote, and those occupied on that day. Two queries."""
    roles = [Role.HOLDER, Role.SUBSTITUTE] if procedure is not None and procedure.substitutes_vote else [Role.HOLDER]
    held = Term.objects.in_force(on).filter(seat__body=body, seat__votes=True, role__in=roles)
    return SeatCount(body.seats.filter(votes=True).count(), held.values("seat").distinct().count())


def seats_of(places: Iterable[Place], procedure: Procedure) -> SeatCount:
    """The same, from seats already read."""
    roles = {Role.HOLDER, Role.SUBSTITUTE} if procedure.substitutes_vote else {Role.HOLDER}
    voting = [place for place in places if place.votes]
    return SeatCount(len(voting), sum(any(one.role in roles for one in place.held) for place in voting))


def quorum_needed(procedure: Procedure, seats: SeatCount) -> int:
    """How many seats must be represented: the number fixed, or more than half; never none."""
    if procedure.quorum == Quorum.COUNT:
        return procedure.quorum_number or 1
    return (seats.voting if procedure.quorum == Quorum.MAJORITY else seats.occupied) // 2 + 1


def spelled_out(procedure: Procedure, seats: SeatCount) -> Sequence[tuple[str, str]]:
    """The rules in words, one line a subject, as the page of the body and its letters say them."""
    return [
        (_("Quorum"), _quorum_words(procedure, seats)),
        (_("Avis"), _notice_words(procedure)),
        (_("Majorité"), _majority_words(procedure)),
        (_("Présence"), _presence_words(procedure)),
        (_("Entre les rencontres"), _written_words(procedure)),
        (_("Huis clos"), _("Le huis clos est permis.") if procedure.in_camera_allowed else _("Le huis clos n’est pas permis.")),
        (_("Numéros"), procedure.numbering),
        (_("Procès-verbaux"), _("Adoptés, ils sont lus par %(readers)s.") % {"readers": Readers(procedure.readers).label}),
        (_("Rencontres"), _meetings_words(procedure.meetings_a_year)),
    ]


def _quorum_words(procedure: Procedure, seats: SeatCount) -> str:
    needed = quorum_needed(procedure, seats)
    if procedure.quorum == Quorum.COUNT:
        words = ngettext("%(needed)s siège représenté", "%(needed)s sièges représentés", needed) % {"needed": needed}
    else:
        total = seats.voting if procedure.quorum == Quorum.MAJORITY else seats.occupied
        words = _("%(what)s, soit %(needed)s sur %(total)s") % {
            "what": Quorum(procedure.quorum).label[:1].upper() + Quorum(procedure.quorum).label[1:],
            "needed": needed,
            "total": total,
        }
    if procedure.required_seat is not None:
        words += _(", dont le siège %(seat)s") % {"seat": quoted(procedure.required_seat.label)}
    recused = (
        _("Qui s’est retiré d’un point compte encore.") if procedure.recused_count else _("Qui s’est retiré d’un point ne compte plus.")
    )
    return f"{words}. {recused}"


def _days(number: int) -> str:
    return ngettext("%(days)s jour", "%(days)s jours", number) % {"days": number}


def _notice_words(procedure: Procedure) -> str:
    words = _("%(ordinary)s; %(special)s pour une rencontre extraordinaire.") % {
        "ordinary": _days(procedure.notice_days),
        "special": _days(procedure.special_notice_days),
    }
    short = (
        _("Un avis plus court est permis, avec son motif.") if procedure.short_notice_allowed else _("Un avis plus court n’est pas permis.")
    )
    return f"{words} {short}"


def _majority_words(procedure: Procedure) -> str:
    label = Majority(procedure.majority).label
    said = [
        label[:1].upper() + label[1:],
        _("l’abstention est permise") if procedure.abstention_allowed else _("l’abstention n’est pas permise"),
        _("la présidence départage les voix égales") if procedure.casting_vote else _("la présidence ne départage pas les voix égales"),
        _("une proposition doit être appuyée") if procedure.seconder_required else _("une proposition n’a pas à être appuyée"),
    ]
    return "; ".join(said) + "."


def _presence_words(procedure: Procedure) -> str:
    remote = _("On peut participer à distance.") if procedure.remote_allowed else _("On ne participe pas à distance.")
    vote = _("Un substitut vote en l’absence du titulaire.") if procedure.substitutes_vote else _("Un substitut ne vote pas.")
    return f"{remote} {vote}"


def _written_words(procedure: Procedure) -> str:
    if procedure.written_allowed:
        return _("Une résolution peut être prise par écrit, si tous ceux qui votent la signent.")
    return _("Aucune résolution n’est prise par écrit.")


def _meetings_words(number: int | None) -> str:
    if number is None:
        return _("Aucun nombre n’est attendu.")
    return ngettext("%(number)s attendue par année.", "%(number)s attendues par année.", number) % {"number": number}
