"""What stands in the way of a signature, and of giving back the money of a convention that lapsed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.documents.models import File
from ententes.ground.wording import long_date

from ..models import GrantAgreement, GrantSignature
from ..states import RUNNING, TO_SIGN, Side, State


def obstacles_to_signing(signature: GrantSignature, *, sha256: str, on: date) -> Iterator[str]:
    """Each signs once, the very text that was sent, while it awaits it; an addendum has no last day."""
    convention, change, text = signature.convention, signature.change, signature.signed_text
    if signature.recall is not None:
        yield _("Ce texte a été repris le %(day)s : il ne se signe plus.") % {"day": long_date(signature.recall.recalled_at)}
        return
    if text.sent_at is None:
        yield _("La convention n’est pas encore transmise.")
        return
    if signature.signed_at is not None:
        yield _("Vous avez signé le %(day)s.") % {"day": long_date(signature.signed_at)}
    if convention.terminated_at is not None or convention.closed_at is not None:
        yield _("La convention a pris fin.")
    elif convention.released_at is not None:
        yield _("La convention est caduque : la somme a été libérée le %(day)s.") % {"day": long_date(convention.released_at)}
    elif change is None and signature.side == Side.PROMOTER and convention.sign_by is not None and convention.sign_by < on:
        yield _("La convention est caduque : elle se signait au plus tard le %(day)s.") % {"day": long_date(convention.sign_by)}
    if (
        signature.side == Side.MANAGER
        and not convention.signatures.standing(change).filter(side=Side.PROMOTER, signed_at__isnull=False).exists()
    ):
        yield _("Le promoteur signe d’abord : un lien vous parviendra ensuite.")
    if sha256 != text.sha256:
        yield _("Le texte que vous avez lu n’est pas celui qui a été transmis : rechargez la page.")


def obstacles_to_confirming(signature: GrantSignature, *, person: Any, confirmed: bool) -> Iterator[str]:
    """Only the person who was authorised signs, and says so."""
    if person is not None and signature.person_id != person.pk:
        yield _("C’est %(name)s qui est autorisé à signer.") % {"name": signature.name}
    if not confirmed:
        yield _("Confirmez que vous avez lu le texte et que vous le signez.")


def obstacles_to_filing(signature: GrantSignature, *, copy: File | None, signed_on: date, by: Capacity, on: date) -> Iterator[str]:
    """The coordination files the paper that was signed."""
    yield from obstacles_to_coordinating(signature.convention.agreement, by=by)
    if copy is None:
        yield _("Versez la copie signée.")
    if signed_on > on:
        yield _("Une signature est arrivée : sa date, le %(day)s, est à venir.") % {"day": long_date(signed_on)}
    sent_at = signature.signed_text.sent_at
    if sent_at is not None and signed_on < timezone.localdate(sent_at):
        yield _("Ce texte n’a été transmis que le %(day)s.") % {"day": long_date(sent_at)}


def obstacles_to_recalling(convention: GrantAgreement, *, state: Any, reason: str, by: Capacity) -> Iterator[str]:
    """What awaits a signature may be taken back, with a reason; what both signed changes only by an addendum."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state in RUNNING:
        yield _("Les deux parties ont signé : la convention ne change plus que par un avenant.")
    elif state not in TO_SIGN:
        yield _("La convention n’attend aucune signature.")
    if not reason.strip():
        yield _("Dites pourquoi : ceux qui avaient un lien le liront.")


def obstacles_to_releasing(convention: GrantAgreement, *, state: Any, by: Capacity) -> Iterator[str]:
    """Money goes back to its envelope once the promoter let the delay pass."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state != State.LAPSED:
        yield _("La convention n’est pas caduque.")
    elif convention.released_at is not None:
        yield _("La somme a déjà été libérée.")


def obstacles_to_defaulting(convention: GrantAgreement, *, state: Any, reason: str, by: Capacity) -> Iterator[str]:
    """A promoter is in default of a convention in force, once at a time, for a reason that is said."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state == State.IN_DEFAULT:
        yield _("Le promoteur est déjà en défaut.")
    elif state != State.IN_FORCE:
        yield _("La convention n’est pas en vigueur.")
    if not reason.strip():
        yield _("Dites en quoi le promoteur est en défaut : il l’apprendra par une lettre.")


def obstacles_to_lifting(convention: GrantAgreement, *, state: Any, because: str, by: Capacity) -> Iterator[str]:
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state != State.IN_DEFAULT:
        yield _("Le promoteur n’est pas en défaut.")
    if not because.strip():
        yield _("Dites pourquoi le défaut est levé.")
