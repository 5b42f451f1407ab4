"""The letters of conventions, from the signature to the closing. Each is in the language of whom it is written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Coordination
from ententes.correspondence import acts
from ententes.ground.wording import long_date, money

from .models import (
    ChangeRequest,
    Default,
    GrantAgreement,
    GrantSignature,
    Payment,
    ProjectReport,
    Recall,
    Recovery,
    Repayment,
    ReportDeposit,
)
from .queries import signing
from .queries.changes import new_aid
from .queries.final import Final
from .states import Change, Outcome, Report, Side


def ask_to_sign(signature: GrantSignature, *, when: datetime, again: bool = False) -> None:
    """Ask whoever is authorised to read the convention or its addendum and sign it, by a link of their own; `again` for a reminder."""
    convention, person = signature.convention, signature.person
    if person is None:
        return
    with translation.override(person.language):
        said = _said(convention) | {"side": str(Side(signature.side).label), "day": long_date(convention.sign_by)}
        subject, *lines = (one % said for one in _to_sign(signature, again))
        lines.append(_("Lisez le texte en entier, puis signez-le ou imprimez-le, à cette adresse qui n’est que pour vous :"))
        lines.append(signing.address(signature))
        if signature.change is None and signature.side == Side.PROMOTER and convention.sign_by is not None:
            lines.append(
                _("Elle se signe au plus tard le %(day)s. Passé ce jour, elle est caduque et la somme retourne à son enveloppe.") % said
            )
        lines += [_("Ouvrir cette adresse ne signe rien."), "Ententes"]
        acts.write_to(person, subject, *lines, when=when)


def _to_sign(signature: GrantSignature, again: bool) -> list[str]:
    """The subject, then what there is to sign."""
    if signature.change is not None:
        words = _("Un avenant à la convention d’aide financière du projet « %(project)s » attend votre signature, au nom du %(side)s.")
        return [_("Avenant à signer : %(project)s"), words]
    return [
        _("Rappel : convention à signer, %(project)s") if again else _("Convention à signer : %(project)s"),
        _("La convention d’aide financière du projet « %(project)s » attend votre signature, au nom du %(side)s."),
        _("L’aide accordée est d’au plus %(aid)s."),
    ]


def tell_recalled(recall: Recall, asked: Iterable[GrantSignature], *, when: datetime) -> None:
    """Tell those who had a link that it leads nowhere any more, and why; the manager has one once the promoter signed."""
    asked = list(asked)
    promoted = any(one.side == Side.PROMOTER and one.signed_at for one in asked)
    for one in asked:
        if one.person is None or not (promoted or one.side == Side.PROMOTER):
            continue
        with translation.override(one.person.language):
            lines = [
                _("La convention d’aide financière du projet « %(project)s » est reprise pour être corrigée : son lien ne sert plus."),
                _("Votre signature du texte repris reste au dossier.") if one.signed_at else "",
                _("Un autre lien vous parviendra avec le texte corrigé."),
            ]
            said = [line % _said(recall.convention) for line in lines if line]
            subject = _("Convention reprise : %(project)s") % _said(recall.convention)
            acts.write_to(one.person, subject, said[0], recall.reason, *said[1:], "Ententes", when=when)


def tell_in_force(convention: GrantAgreement, *, when: datetime) -> None:
    """Tell those of the promoter that both have signed."""

    def lines() -> Sequence[str]:
        said = _said(convention)
        return [
            _("La convention d’aide financière du projet « %(project)s » est signée de part et d’autre : elle est en vigueur.") % said,
            _("Ses versements, et ce qui vous est demandé et pour quand, se lisent ici :"),
        ]

    _each(convention, lambda: _("Convention en vigueur : %(project)s"), lines, when)


def tell_lapsed(convention: GrantAgreement, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        said = _said(convention) | {"day": long_date(convention.sign_by)}
        return [
            _("La convention d’aide financière du projet « %(project)s » n’a pas été signée au plus tard le %(day)s.") % said,
            _("Elle est caduque, et la somme qui lui était engagée est retournée à son enveloppe."),
        ]

    _each(convention, lambda: _("Convention caduque : %(project)s"), lines, when, leads=False)


def tell_default(default: Default, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [
            _("Le gestionnaire constate un défaut à la convention du projet « %(project)s » :") % _said(default.convention),
            default.reason,
            _("Rien n’est versé tant qu’il n’est pas levé. Répondez à la coordination de l’entente pour y remédier."),
        ]

    _each(default.convention, lambda: _("Défaut constaté : %(project)s"), lines, when, leads=False)


def tell_paid(payment: Payment, *, when: datetime) -> None:
    """Tell those of the promoter what was paid."""
    convention = payment.instalment.convention

    def lines() -> Sequence[str]:
        said = _said(convention) | {"cents": money(payment.cents), "day": long_date(payment.paid_on), "by": payment.reference}
        paid = _("Un versement de %(cents)s vous a été fait le %(day)s pour le projet « %(project)s ».") % said
        return [paid, _("Numéro du chèque ou du virement : %(by)s.") % said if payment.reference else ""]

    _each(convention, lambda: _("Versement : %(project)s"), lines, when)


def promoters(convention: GrantAgreement) -> Iterable[Any]:
    """Those who wrote the application, and whoever signs for the promoter; each once."""
    found: dict[int, Any] = {}
    deposit = convention.project.deposit
    if deposit is not None:
        for one in deposit.application.applicants.select_related("person").order_by("pk"):
            found[one.person_id] = one.person
    for signature in convention.signatures.filter(side=Side.PROMOTER, person__isnull=False, recall=None).select_related("person"):
        found[signature.person_id] = signature.person
    return [one for one in found.values() if one.is_active]


def _said(convention: GrantAgreement) -> dict[str, Any]:
    return {"project": convention.project.title, "aid": money(convention.cents), "number": convention.number}


def _address(convention: GrantAgreement) -> str:
    return settings.BASE_URL + reverse("own_convention", kwargs={"convention": convention.pk})


def _inside(convention: GrantAgreement, route: str, **parts: int) -> str:
    """A page of the agreement, for those who keep it."""
    return settings.BASE_URL + reverse(route, kwargs={"agreement": convention.agreement.slug, **parts})


def _each(
    convention: GrantAgreement, subject: Callable[[], str], lines: Callable[[], Sequence[str]], when: datetime, *, leads: bool = True
) -> None:
    """Write to each person of the promoter, in their language; `leads` says whether the letter leads to the page of the convention."""
    for person in promoters(convention):
        with translation.override(person.language):
            told = [*(one for one in lines() if one), *([_address(convention)] if leads else [])]
            acts.write_to(person, subject() % _said(convention), *told, "Ententes", when=when)


def _coordination(
    convention: GrantAgreement, subject: Callable[[], str], lines: Callable[[], Sequence[str]], here: str, when: datetime
) -> None:
    """Write to whoever coordinates, in their language, but for those to whom an interest closes the project."""
    for one in Coordination.objects.in_force(timezone.localdate(when)).filter(agreement=convention.agreement).select_related("person"):
        if GrantAgreement.objects.seen_by(one.person).filter(pk=convention.pk).exists():
            with translation.override(one.person.language):
                acts.write_to(one.person, subject() % _said(convention), *lines(), here, "Ententes", when=when)


def tell_reserve(convention: GrantAgreement, *, when: datetime) -> None:
    """Tell the promoter that credits are under reserve, and where what becomes of its payments is read."""

    def lines() -> list[str]:
        said = _said(convention) | {"day": long_date(timezone.localdate(when))}
        return [
            _("La réserve des crédits disponibles est invoquée depuis le %(day)s.") % said,
            _("Rien n’est versé pour le projet « %(project)s » tant qu’elle n’est pas levée.") % said,
            _("Ce qui est engagé le reste. La page de la convention dit ce qu’il en est :"),
        ]

    _each(convention, lambda: _("Crédits sous réserve : %(project)s"), lines, when)


def ask_report(report: ProjectReport, *, when: datetime, again: bool = False) -> None:
    """Ask for a report by its day; `again` for a reminder."""

    def lines() -> Sequence[str]:
        said = _said(report.convention) | {"day": long_date(report.due_on), "report": str(Report(report.kind).label)}
        return [_("Le %(report)s du projet « %(project)s » est attendu au plus tard le %(day)s. Il s’écrit et se dépose ici :") % said]

    subject = (lambda: _("Rappel : rapport attendu, %(project)s")) if again else (lambda: _("Rapport attendu : %(project)s"))
    _each(report.convention, subject, lines, when)


def tell_deposited(deposit: ReportDeposit, *, when: datetime) -> None:
    """Acknowledge a report to its promoter, with its hash, and tell the coordination that it is to be read."""
    convention, report = deposit.report.convention, str(deposit.report.kind)

    def lines() -> Sequence[str]:
        said = _said(convention) | {"report": str(Report(report).label), "sha256": deposit.sha256}
        return [_("Le %(report)s du projet « %(project)s » est reçu. Empreinte SHA-256 : %(sha256)s") % said]

    _each(convention, lambda: _("Rapport reçu : %(project)s"), lines, when)

    def to_read() -> Sequence[str]:
        said = _said(convention) | {"report": str(Report(report).label)}
        return [_("Le %(report)s du projet « %(project)s » est déposé : il se renvoie à corriger, ou s’accepte.") % said]

    here = _inside(convention, "report", report=deposit.report_id)
    _coordination(convention, lambda: _("Rapport à lire : %(project)s"), to_read, here, when)


def tell_returned(deposit: ReportDeposit, *, when: datetime) -> None:
    convention = deposit.report.convention

    def lines() -> Sequence[str]:
        return [_("Le rapport du projet « %(project)s » est à corriger :") % _said(convention), deposit.returned_because]

    _each(convention, lambda: _("Rapport à corriger : %(project)s"), lines, when)


def tell_accepted(deposit: ReportDeposit, final: Final | None, *, when: datetime) -> None:
    """Tell that a report is accepted; for the final one, how the final aid was reckoned."""
    convention = deposit.report.convention

    def lines() -> Sequence[str]:
        told = [_("Le rapport du projet « %(project)s » est accepté.") % _said(convention)]
        if final:
            told.append("\n".join(f"{one.label} : {money(one.cents)}" for one in final.lines))
        return told

    _each(convention, lambda: _("Rapport accepté : %(project)s"), lines, when)


def claim(recovery: Recovery, due_on: date, *, when: datetime) -> None:
    convention = recovery.convention

    def lines() -> Sequence[str]:
        said = _said(convention) | {"cents": money(recovery.cents), "day": long_date(due_on)}
        return [
            _("%(cents)s de l’aide versée au projet « %(project)s » sont à rembourser au plus tard le %(day)s.") % said,
            recovery.reason,
            _("Si vous ne pouvez rembourser d’un coup, répondez à la coordination : un échéancier se convient."),
        ]

    _each(convention, lambda: _("Somme à rembourser : %(project)s"), lines, when)


def tell_schedule(recovery: Recovery, parts: Sequence[Repayment], *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [
            _("L’échéancier convenu pour le projet « %(project)s » est :") % _said(recovery.convention),
            "\n".join(f"{long_date(one.due_on)} : {money(one.cents)}" for one in parts),
        ]

    _each(recovery.convention, lambda: _("Échéancier convenu : %(project)s"), lines, when)


def tell_repaid(repayment: Repayment, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        said = _said(repayment.recovery.convention) | {"cents": money(repayment.cents)}
        return [_("Votre remboursement de %(cents)s est reçu.") % said]

    _each(repayment.recovery.convention, lambda: _("Remboursement reçu : %(project)s"), lines, when)


def tell_written_off(recovery: Recovery, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [_("Ce qui restait à rembourser pour le projet « %(project)s » n’est plus réclamé.") % _said(recovery.convention)]

    _each(recovery.convention, lambda: _("Somme non réclamée : %(project)s"), lines, when)


def tell_terminated(convention: GrantAgreement, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [
            _("La convention du projet « %(project)s » est résiliée : rien de plus ne sera versé.") % _said(convention),
            convention.terminated_because,
        ]

    _each(convention, lambda: _("Convention résiliée : %(project)s"), lines, when)


def tell_closed(convention: GrantAgreement, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [_("La convention du projet « %(project)s » est close : plus rien ne vous est demandé.") % _said(convention)]

    _each(convention, lambda: _("Convention close : %(project)s"), lines, when)


def tell_change_asked(change: ChangeRequest, *, when: datetime) -> None:
    """Tell the coordination, but for whoever an interest closes the project to."""
    convention = change.convention

    def lines() -> Sequence[str]:
        said = _said(convention) | {"what": str(Change(change.kind).label)}
        return [_("Le promoteur du projet « %(project)s » demande : %(what)s.") % said, change.words]

    here = _inside(convention, "change", change=change.pk)
    _coordination(convention, lambda: _("Demande de modification : %(project)s"), lines, here, when)


def tell_change_withdrawn(change: ChangeRequest, *, when: datetime) -> None:
    """Tell the coordination that what a matter carries is no longer asked."""
    convention = change.convention

    def lines() -> Sequence[str]:
        said = _said(convention) | {"number": change.number}
        return [_("Le promoteur du projet « %(project)s » retire sa demande %(number)s : le dossier qui la porte est à retirer.") % said]

    here = _inside(convention, "change", change=change.pk)
    _coordination(convention, lambda: _("Demande retirée : %(project)s"), lines, here, when)


def tell_change_decided(change: ChangeRequest, *, when: datetime) -> None:
    convention = change.convention

    def lines() -> Sequence[str]:
        said = _said(convention) | {"number": change.number, "outcome": str(Outcome(change.outcome).label)}
        told = [_("Votre demande de modification %(number)s, pour le projet « %(project)s », est %(outcome)s.") % said]
        if change.kind == Change.AMOUNT and change.outcome == Outcome.ACCEPTED:
            told.append(_("La nouvelle aide, une fois l’avenant signé, est d’au plus %(aid)s.") % {"aid": money(new_aid(change))})
        return [*told, change.reasons]

    _each(convention, lambda: _("Réponse à votre demande de modification : %(project)s"), lines, when)


def tell_addendum_signed(change: ChangeRequest, *, when: datetime) -> None:
    def lines() -> Sequence[str]:
        return [_("L’avenant à la convention du projet « %(project)s » est signé de part et d’autre.") % _said(change.convention)]

    _each(change.convention, lambda: _("Avenant signé : %(project)s"), lines, when)
