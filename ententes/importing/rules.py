"""What stands in the way of receiving, correcting, building and undoing, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees import queries as committees
from ententes.committees.models import Charge, Coordination, Procedure, Term
from ententes.committees.states import Kind
from ententes.ground.french import shortened
from ententes.ground.wording import figure
from ententes.ground.years import FiscalYear
from ententes.plans.models import Draft, Edit, Note, Plan, Question
from ententes.plans.states import Per, PointState, Role

from . import corrections
from .models import Upload
from .states import Stage
from .understanding.wording import quoted

WAITING_AT_MOST = 20
"""Documents one person may have waiting to be read."""


def obstacles_to_receiving(size: int, by: Any) -> Iterator[str]:
    """A document of that many bytes, brought by that person."""
    if size > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        yield _(
            "Ce fichier dépasse la limite de %(limit)s Mo. "
            "Retirez-en les images ou enregistrez-en une version plus légère, puis déposez-la."
        ) % {"limit": limit}
    if Upload.objects.seen_by(by).filter(stage=Stage.RECEIVED).count() >= WAITING_AT_MOST:
        yield _("Vous avez déjà %(count)s documents en attente de lecture : attendez qu’ils soient lus.") % {"count": WAITING_AT_MOST}


def obstacles_to_correcting(upload: Upload, key: str, changes: Mapping[str, Any]) -> Iterator[str]:
    """Changing these fields of the item that `key` names."""
    if upload.stage not in (Stage.READ, Stage.UNDONE) or upload.reading is None:
        yield _("Seul un document lu et pas encore importé peut être corrigé.")
        return
    which = corrections.found(upload.reading, key)
    if which is None:
        yield _("Cet élément n’est plus dans la lecture du document.")
        return
    kind, item = which
    allowed = {*corrections.TEXTS[kind], *corrections.OTHERS.get(kind, ())}
    if kind != corrections.AGREEMENT:
        allowed.add("dismissed")
    if set(changes) - allowed:
        yield _("Ce champ ne se corrige pas.")
        return
    for field, limit in corrections.TEXTS[kind].items():
        if field in changes:
            yield from _wrong_words(field, changes[field], limit)
    now = corrections.corrected(upload.reading, upload.corrections)
    yield from _wrong_choices(now, kind, item, changes)


NAMES = {
    "title": lazy("Le titre"),
    "plan_title": lazy("Le titre du plan"),
    "region": lazy("La région"),
    "field": lazy("Le domaine"),
    "context": lazy("Le contexte"),
    "purpose": lazy("L’objet"),
    "number": lazy("Le numéro"),
    "words": lazy("Le texte"),
    "name": lazy("Le nom"),
    "acronym": lazy("Le sigle"),
    "composition": lazy("La composition"),
    "subject": lazy("L’objet"),
    "addressee": lazy("Le destinataire"),
    "text": lazy("Le libellé"),
    "settlement": lazy("La précision"),
}


def _wrong_words(field: str, words: Any, limit: corrections.Limit) -> Iterator[str]:
    name = NAMES[field]
    if not isinstance(words, str) or "\x00" in words:
        yield _("%(name)s contient des caractères qui ne s’écrivent pas.") % {"name": name}
    elif limit.required and not words.strip():
        yield _("%(name)s est obligatoire. Pour laisser cet élément de côté, écartez-le.") % {"name": name}
    elif len(words) > limit.most:
        yield _("%(name)s compte %(length)s caractères; la limite est de %(most)s.") % {
            "name": name,
            "length": figure(len(words)),
            "most": figure(limit.most),
        }


def _wrong_choices(now: corrections.Plain, kind: str, item: corrections.Plain, changes: Mapping[str, Any]) -> Iterator[str]:
    bodies = {one["key"]: one for one in now["bodies"]}
    organisations = {one["key"] for one in now["organisations"]}
    sections = {one["key"] for one in now["sections"]}
    if "year" in changes and not (isinstance(changes["year"], int) and 1900 <= changes["year"] <= 2200):
        yield _("L’exercice du plan est l’année où il commence, par exemple 2011 pour 2011-2012.")
    if changes.get("dated_on") and not _is_day(changes["dated_on"]):
        yield _("La date du document s’écrit année-mois-jour, par exemple 2011-04-12.")
    if "kind" in changes and changes["kind"] not in Kind.values:
        yield _("Choisissez la nature de l’instance dans la liste.")
    if changes.get("host") and changes["host"] not in organisations:
        yield _("L’hôte est une organisation de la liste.")
    if changes.get("parent") and (changes["parent"] not in bodies or item["key"] in _line_above(changes["parent"], bodies)):
        yield _("Une instance relève d’une autre instance de la liste, qui ne relève pas d’elle.")
    if kind == "sections" and changes.get("number") is not None and not 1 <= changes["number"] <= 999:
        yield _("Le numéro d’un objectif va de 1 à 999; laissez-le vide si ce n’en est pas un.")
    if "section" in changes and changes["section"] not in sections:
        yield _("Choisissez une section de la liste.")
    for one in changes.get("responsibilities", ()):
        unknown = (one["body"] and one["body"] not in bodies) or (one["organisation"] and one["organisation"] not in organisations)
        if unknown or one["role"] not in Role.values:
            yield _("Un responsable est une instance ou une organisation de la liste.")
    for one in changes.get("targets", ()):
        if not 1 <= one["number"] <= 1_000_000 or one["per"] not in Per.values or not one["what"].strip():
            yield _("Une cible compte un nombre de 1 à %(most)s et dit ce qui est compté.") % {"most": figure(1_000_000)}
    if any(len(words) > 2000 for words in changes.get("schedules", {}).values()):
        yield _("Une échéance compte au plus %(most)s caractères.") % {"most": figure(2000)}


def _is_day(words: str) -> bool:
    try:
        return bool(date.fromisoformat(words))
    except ValueError:
        return False


def _line_above(key: str, bodies: Mapping[str, corrections.Plain]) -> set[str]:
    """The body and all those it comes under."""
    line: set[str] = set()
    while key in bodies and key not in line:
        line.add(key)
        key = bodies[key]["parent"]
    return line


def obstacles_to_building(upload: Upload, *, by: Any, on: date, agreement: Agreement | None = None) -> Iterator[str]:
    """Building what was understood: a new agreement, or a plan of the one given."""
    if upload.stage == Stage.BUILT:
        yield _("Ce document est déjà importé.")
    elif upload.stage == Stage.REFUSED:
        yield _("Ce document n’a pas pu être lu.")
    elif upload.reading is None:
        yield _("La lecture de ce document n’est pas terminée.")
    if upload.stage in (Stage.BUILT, Stage.REFUSED) or upload.reading is None:
        return
    plain = corrections.kept(corrections.corrected(upload.reading, upload.corrections), corrections.dismissed(upload.corrections))
    year = corrections.plan_year(plain)
    if not plain["actions"]:
        yield _("Il ne reste aucune action à importer.")
    if not plain["agreement"]["title"].strip() and agreement is None:
        yield _("L’entente n’a pas de titre : donnez-lui-en un.")
    if year is None:
        yield _("Le document ne dit pas pour quel exercice est le plan : indiquez l’année où il commence.")
    for name, count in Counter(shortened(body["name"], 200) for body in plain["bodies"]).items():
        if count > 1:
            yield _("%(count)s instances portent le nom %(name)s : renommez-en une ou écartez-la.") % {"count": count, "name": quoted(name)}
    if agreement is None:
        return
    if not any(one.coordinates for one in committees.capacities(by, agreement, on)):
        yield _("Vous ne coordonnez pas l’entente %(title)s.") % {"title": quoted(agreement.short_title)}
    elif year is not None and agreement.plans.filter(year=year).exists():
        label = FiscalYear(year, agreement.fiscal_month).label
        yield _("L’entente %(title)s a déjà un plan %(year)s.") % {"title": quoted(agreement.short_title), "year": label}


def obstacles_to_undoing(upload: Upload, *, by: Any, on: date) -> Iterator[str]:
    """Undoing an import: everything that was built on it since, in one sentence each."""
    agreement, built = upload.agreement, upload.built
    if upload.stage != Stage.BUILT or agreement is None:
        yield _("Ce document n’est pas importé : il n’y a rien à annuler.")
        return
    if not any(one.coordinates for one in committees.capacities(by, agreement, on)):
        yield _("Vous ne coordonnez pas l’entente %(title)s.") % {"title": quoted(agreement.short_title)}
    plan = Plan.objects.filter(pk=built["plan"]).first()
    if plan is not None:
        yield from _written_on(plan, built)
    if agreement.contributions.exists() or agreement.envelopes.exists() or agreement.ledger_entries.exists():
        yield _("De l’argent est inscrit dans l’entente.")
    if built["agreement"]:
        yield from _added_to(agreement, built, by)
    else:
        yield from _leaning_on(agreement, built)


def _written_on(plan: Plan, built: Mapping[str, Any]) -> Iterator[str]:
    actions = {"action__plan": plan}
    notes = Note.objects.filter(**actions).count()
    if notes:
        yield ngettext("%d nouvelle a été écrite sur ce plan.", "%d nouvelles ont été écrites sur ce plan.", notes) % notes
    if drafts := Draft.objects.filter(**actions).exclude(text="").count():
        yield ngettext("%d nouvelle est en cours de rédaction.", "%d nouvelles sont en cours de rédaction.", drafts) % drafts
    if questions := Question.objects.filter(**actions).count():
        yield (
            ngettext("Des nouvelles ont été demandées pour %d action.", "Des nouvelles ont été demandées pour %d actions.", questions)
            % questions
        )
    if edits := Edit.objects.filter(plan=plan).count():
        yield ngettext("Le plan a été modifié %d fois.", "Le plan a été modifié %d fois.", edits) % edits
    settled = plan.points.exclude(state=PointState.OPEN).exclude(pk__in=built["settled"]).count()
    if settled:
        yield ngettext("%d point a été précisé ou écarté.", "%d points ont été précisés ou écartés.", settled) % settled
    if plan.following.exists():
        yield _("Un autre plan en a été tiré.")


def _added_to(agreement: Agreement, built: Mapping[str, Any], by: Any) -> Iterator[str]:
    """What an agreement made by the import holds besides what the import wrote."""
    if agreement.is_public:
        yield _("L’entente est publiée.")
    for plan in agreement.plans.exclude(pk=built["plan"]):
        yield _("Le plan %(title)s a été ajouté.") % {"title": quoted(shortened(plan.title))}
    for body in agreement.bodies.exclude(pk__in=built["bodies"]):
        yield _("L’instance %(name)s a été ajoutée.") % {"name": quoted(body.name)}
    if terms := Term.objects.filter(seat__body__agreement=agreement).count():
        yield ngettext("%d personne a été désignée à une instance.", "%d personnes ont été désignées à une instance.", terms) % terms
    bodies = agreement.bodies.all()
    if Procedure.objects.filter(body__in=bodies).exists():
        yield _("Des règles de fonctionnement ont été données à une instance.")
    if Charge.objects.filter(body__in=bodies).exists():
        yield _("La présidence ou le secrétariat d’une instance a été confié.")
    if amendments := agreement.amendments.count():
        yield ngettext("%d avenant a été inscrit.", "%d avenants ont été inscrits.", amendments) % amendments
    if others := Coordination.objects.filter(agreement=agreement).exclude(person=by).count():
        yield ngettext("%d autre personne coordonne l’entente.", "%d autres personnes coordonnent l’entente.", others) % others
    if agreement.bodies.filter(contact__isnull=False).exists() or agreement.parties.filter(contact__isnull=False).exists():
        yield _("Des personnes à joindre ont été nommées.")
    if parties := agreement.parties.exclude(pk__in=built["parties"]).count():
        yield ngettext("%d partenaire a été ajouté.", "%d partenaires ont été ajoutés.", parties) % parties
    if filings := agreement.filings.exclude(pk__in=built["filings"]).count():
        yield ngettext("%d autre document a été versé.", "%d autres documents ont été versés.", filings) % filings
    if exports := agreement.exports.count():
        yield ngettext("%d document en est sorti.", "%d documents en sont sortis.", exports) % exports
    if requests := agreement.requests.exclude(questions__action__plan=built["plan"]).count():
        yield ngettext("%d autre demande de nouvelles est partie.", "%d autres demandes de nouvelles sont parties.", requests) % requests
    if points := agreement.points.exclude(plan=built["plan"]).count():
        yield ngettext("%d autre point a été soulevé.", "%d autres points ont été soulevés.", points) % points


def _leaning_on(agreement: Agreement, built: Mapping[str, Any]) -> Iterator[str]:
    """What came to lean on the bodies that the import had added to an agreement older than it."""
    for body in agreement.bodies.filter(pk__in=built["bodies"]):
        used = (
            body.seats.filter(terms__isnull=False).exists()
            or body.procedures.exists()
            or body.charges.exists()
            or body.mandates.filter(amendment__isnull=False).exists()
            or body.contact_id
            or body.requests.exists()
            or body.children.exclude(pk__in=built["bodies"]).exists()
            or body.responsibilities.exclude(action__plan=built["plan"]).exists()
        )
        if used:
            yield _("L’instance %(name)s, venue de cet import, sert maintenant à autre chose.") % {"name": quoted(body.name)}
