"""What stands in the way of drawing up a convention, wording it, naming who signs it, sending it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.awards.models import Project
from ententes.awards.queries.decided import Decision
from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.documents.models import File
from ententes.ground.wording import listing, long_date, money, quoted

from ..models import GrantAgreement, GrantSignature
from ..queries.clauses import BLANKS, strange
from ..states import Side

MOST_CLAUSES = 60
LONGEST = 20_000
"""Characters of one clause."""
MOST_DAYS = 366
"""Days that may be left to sign."""


def obstacles_to_wording(content: Mapping[str, Any]) -> Iterator[str]:
    """Each clause has a title and a text, and its blanks are of those that are filled."""
    clauses = content["clauses"]
    if not clauses:
        yield _("Une convention a des clauses.")
    if len(clauses) > MOST_CLAUSES:
        yield _("Une convention compte au plus %(number)s clauses.") % {"number": MOST_CLAUSES}
    for one in clauses:
        if not one["title"].strip() or not one["text"].strip():
            yield _("Chaque clause a un titre et un texte.")
            break
    words = [*(part for one in clauses for part in (one["title"], one["text"])), content["visibility"]]
    if any(len(one) > LONGEST or "\0" in one for one in words):
        yield _("Un texte compte au plus %(most)s caractères.") % {"most": LONGEST}
    if unknown := sorted({one for part in words for one in strange(part)}):
        yield _("Rien ne remplit %(unknown)s : une clause ne laisse à remplir que %(known)s.") % {
            "unknown": listing(f"{{{one[:40]}}}" for one in unknown),
            "known": listing(f"{{{one}}}" for one in BLANKS),
        }


def obstacles_to_drawing_up(project: Project, *, found: Decision | None, by: Capacity) -> Iterator[str]:
    """A convention follows a decision that grants the aid, and is drawn up once."""
    yield from obstacles_to_coordinating(project.agreement, by=by)
    if found is None:
        yield _("Aucune instance n’a encore décidé de ce projet : sans décision, pas de convention.")
    elif not found.granted or found.aid <= 0:
        yield _("La résolution %(number)s n’accorde pas d’aide à ce projet.") % {"number": found.resolution.number}
    if GrantAgreement.objects.filter(project=project).exists():
        yield _("Ce projet a déjà sa convention.")


def obstacles_to_rewording(convention: GrantAgreement, *, by: Capacity) -> Iterator[str]:
    """What was sent is what will be signed: it no longer changes."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if convention.sent_at is not None:
        yield _("La convention a été transmise le %(day)s : son texte ne change plus que par un avenant.") % {
            "day": long_date(convention.sent_at)
        }


def obstacles_to_naming_signatory(
    convention: GrantAgreement,
    *,
    side: str,
    person: Any,
    name: str,
    office: str,
    authority: str,
    authority_file: File | None,
    resolution: Resolution | None,
    by: Capacity,
) -> Iterator[str]:
    """Whoever signs has a name, an office, and a resolution that authorises them."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if convention.sent_at is not None:
        yield _("La convention est transmise : ceux qui la signent y sont nommés.")
    if side not in Side.values:
        yield _("Dites pour qui cette personne signe.")
    if not name.strip() or not office.strip():
        yield _("Dites le nom et la fonction de la personne qui signe.")
    if person is not None and not person.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": person.name}
    if side == Side.PROMOTER and not authority.strip() and authority_file is None:
        yield _("Le conseil du promoteur autorise quelqu’un à signer : notez les mots de sa résolution, ou versez-la.")
    if side == Side.MANAGER and resolution is None and not authority.strip():
        yield _("Quelle résolution autorise cette fonction à signer? Choisissez-la, ou notez ses mots.")
    if resolution is not None and (resolution.agreement_id != convention.agreement_id or resolution.outcome != Outcome.ADOPTED):
        yield _("La résolution %(number)s n’a pas été adoptée dans cette entente.") % {"number": resolution.number}


def obstacles_to_sending(
    convention: GrantAgreement, *, found: Decision | None, committed: int, sign_by: date | None, by: Capacity, on: date
) -> Iterator[str]:
    """Only a firm decision is sent to be signed, with its money committed, and somebody with authority on each side."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if convention.sent_at is not None:
        yield _("La convention a déjà été transmise.")
        return
    if found is None or not found.granted:
        yield _("Aucune résolution n’accorde plus d’aide à ce projet.")
    elif not found.firm:
        yield _("La décision attend des documents : %(awaited)s") % {"awaited": found.awaited}
    elif found.aid != convention.cents:
        yield _("La décision accorde %(aid)s et la convention dit %(said)s.") % {
            "aid": money(found.aid),
            "said": money(convention.cents),
        }
    if convention.ends_on is not None and convention.ends_on < on:
        yield _("La fin du projet, le %(day)s, est déjà passée : corrigez-la dans le texte.") % {"day": long_date(convention.ends_on)}
    if committed < convention.cents:
        yield _("Seulement %(committed)s sont engagés au livre de comptes.") % {"committed": money(committed)}
    if convention.project.deposit is not None and convention.project.deposit.application.withdrawn_at is not None:
        yield _("Le promoteur a retiré sa demande.")
    signatories = {one.side: one for one in convention.signatures.standing()}
    for side, label in Side.choices:
        if side not in signatories:
            yield _("Personne n’est encore nommé pour signer au nom du %(side)s.") % {"side": label}
    promoter: GrantSignature | None = signatories.get(str(Side.PROMOTER))
    if promoter is not None and promoter.person is None:
        yield _("%(name)s n’a pas d’adresse : la lettre ne peut pas partir.") % {"name": quoted(promoter.name)}
    if sign_by is not None and not 0 < (sign_by - on).days <= MOST_DAYS:
        yield _("Le dernier jour pour signer est à venir, dans l’année.")
