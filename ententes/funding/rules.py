"""What stands in the way of each thing that can happen to the money of an agreement, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Amendment, Party
from ententes.agreements.queries import last_year_on
from ententes.committees.queries import Capacity
from ententes.decisions.models import Resolution
from ententes.decisions.rules import ground_of
from ententes.decisions.states import ENDED, Outcome, State
from ententes.ground.days import long_date
from ententes.ground.money import MOST
from ententes.ground.wording import money, percent, quoted

from .models import Allotment, Contribution, Envelope, Ledger, LedgerEntry, Shortfall, Use
from .queries.closing import Preview, is_closed
from .queries.figures import Figures
from .states import AFTER_CLOSING, Fate, Kind, Nature, Sharing

YEARS_AROUND = 5
"""Years before and after those that the agreement is known to cover, for which money may be told."""
WORDS = 500
"""Characters of the words of an entry."""


IN_THE_WAY: list[Callable[[Agreement, int], Iterator[str]]] = []
"""What the rooms above see in the way of closing a year, such as a payment under way: each says so as it starts (its `apps`)."""


def obstacles_to_keeping(agreement: Agreement, *, by: Capacity, on: date) -> Iterator[str]:
    """The coordination keeps the accounts, and the finances of the manager."""
    if not (by.keeps_accounts and by.agreement.pk == agreement.pk):
        yield _("C’est la coordination de l’entente qui tient ses comptes, avec les finances de son gestionnaire.")
    elif not by.holding.runs_on(on):
        yield _("Vous ne tenez plus ce titre.")


def obstacles_to_amount(cents: int) -> Iterator[str]:
    """An amount is more than nothing."""
    if cents <= 0:
        yield _("Le montant est de plus de zéro.")
    if cents >= MOST:
        yield _("Ce montant est trop grand : il doit rester sous %(most)s.") % {"most": money(MOST)}


def obstacles_to_dating(dated_on: date, *, on: date) -> Iterator[str]:
    if dated_on > on:
        yield _("Ce qui est inscrit est arrivé : sa date, le %(day)s, est à venir.") % {"day": long_date(dated_on)}


def obstacles_to_year(agreement: Agreement, year: int, *, on: date) -> Iterator[str]:
    """Money is of a year near those of the agreement: a plan may tell fewer of them than what was signed."""
    first, last = agreement.first_year, last_year_on(agreement, on)
    if (first is not None and year < first - YEARS_AROUND) or (last is not None and year > last + YEARS_AROUND):
        yield _("L’exercice %(year)s est à plus de %(number)s ans de l’entente.") % {
            "year": agreement.fiscal_year(year).label,
            "number": YEARS_AROUND,
        }


def obstacles_to_pledging(
    agreement: Agreement, *, party: Party, year: int, cents: int, nature: str, by: Capacity, on: date, **earmarks: object
) -> Iterator[str]:
    """A party that has not left promises for a year of the agreement."""
    yield from obstacles_to_keeping(agreement, by=by, on=on)
    yield from obstacles_to_amount(cents)
    yield from obstacles_to_year(agreement, year, on=on)
    if party.agreement_id != agreement.pk:
        yield _("Cet organisme n’est pas une partie de l’entente.")
    elif party.left_by is not None and party.left_by.in_force_on <= on:
        yield _("%(party)s a quitté l’entente par l’avenant %(number)s.") % {"party": party, "number": party.left_by.number}
    if nature not in Nature.values:
        yield _("Dites si la contribution est en argent ou en nature.")
    if any(getattr(one, "agreement_id", agreement.pk) != agreement.pk for one in earmarks.values()):
        yield _("Ce qui est visé n’est pas de cette entente.")


def obstacles_to_receiving(
    contribution: Contribution, *, cents: int, figures: Figures, dated_on: date, by: Capacity, on: date
) -> Iterator[str]:
    """What is received was promised: a larger sum is promised first."""
    yield from obstacles_to_keeping(contribution.agreement, by=by, on=on)
    yield from obstacles_to_amount(cents)
    yield from obstacles_to_dating(dated_on, on=on)
    left = figures.pledged - figures.received
    if cents > left:
        yield _("%(party)s a promis %(pledged)s et il reste %(left)s à recevoir : une somme de plus s’inscrit d’abord comme promesse.") % {
            "party": contribution.party,
            "pledged": money(figures.pledged),
            "left": money(left),
        }


def obstacles_to_cancelling(
    contribution: Contribution, *, amendment: Amendment, figures: Figures, words: str, by: Capacity, on: date
) -> Iterator[str]:
    """Only an amendment takes back what was promised and not received."""
    yield from obstacles_to_keeping(contribution.agreement, by=by, on=on)
    if amendment.agreement_id != contribution.agreement_id:
        yield _("Cet avenant n’est pas de cette entente.")
    elif amendment.in_force_on > on:
        yield _("L’avenant %(number)s n’est en vigueur que le %(day)s.") % {
            "number": amendment.number,
            "day": long_date(amendment.in_force_on),
        }
    if figures.pledged <= figures.received:
        yield _("Tout ce qui a été promis est reçu : il n’y a rien à annuler.")
    yield from _said(words)


def obstacles_to_charging(agreement: Agreement, ledger: Ledger, *, charged: int, base: int) -> Iterator[str]:
    """Administration stays under its cap: so many hundredths of a percent of the money pledged for the year."""
    if ledger.administration_cap is None:
        yield _("L’entente n’a pas de plafond de frais d’administration : fixez-le d’abord.")
        return
    most = base * ledger.administration_cap // 10_000
    if charged > most:
        yield _("Les frais d’administration de l’exercice iraient à %(charged)s; le plafond, %(cap)s de %(base)s, est de %(most)s.") % {
            "charged": money(charged),
            "cap": percent(ledger.administration_cap),
            "base": money(base),
            "most": money(most),
        }


def obstacles_to_settings(*, sharing: str, administration_cap: int | None) -> Iterator[str]:
    if sharing not in Sharing.values:
        yield _("Dites comment les sommes sont partagées entre les partenaires.")
    if administration_cap is not None and not 0 <= administration_cap <= 10_000:
        yield _("Un plafond va de 0 à 100 %.")


def obstacles_to_correcting(entry: LedgerEntry, *, cents: int, present: int, words: str, by: Capacity, on: date) -> Iterator[str]:
    """An entry is corrected by a later one, with its reason; a correction is not corrected, what it corrects is."""
    yield from obstacles_to_keeping(entry.agreement, by=by, on=on)
    if entry.corrects_id is not None:
        yield _("Cette écriture en corrige une autre : corrigez plutôt l’écriture %(number)s.") % {"number": entry.corrects.number}
    if entry.kind in (Kind.RECOMMENDED, Kind.COMMITTED) and entry.use is not None and entry.use.matter is not None:
        yield _("Cette somme vient de ce qu’une instance a résolu sur « %(matter)s » : seule une autre résolution la change.") % {
            "matter": entry.use.matter.title
        }
    if entry.kind == Kind.PAID and entry.use is not None and entry.use.matter is not None and cents > present:
        yield _("Un versement, saisi par une personne et approuvé par une autre, ne se corrige pas à la hausse : le reste se verse à part.")
    if entry.kind in (Kind.CARRIED, Kind.RETURNED) or entry.cents < 0:
        yield _("Cette écriture suit d’une autre ou va de pair avec elle : elle ne se corrige pas seule.")
    if cents == present:
        yield _("Le montant est déjà de %(amount)s.") % {"amount": money(present)}
    if not 0 <= cents < MOST:
        yield _("Un montant corrigé va de zéro à %(most)s.") % {"most": money(MOST)}
    yield from _said(words)


def obstacles_to_figures(figures: Figures) -> Iterator[str]:
    """What the figures of a contribution or of a use may never become, whatever the entry."""
    if figures.received > figures.pledged:
        yield _("Plus serait reçu (%(one)s) que promis (%(other)s).") % _two(figures.received, figures.pledged)
    if figures.paid > figures.committed:
        yield _("Plus serait versé (%(one)s) qu’engagé (%(other)s).") % _two(figures.paid, figures.committed)
    if figures.justified + figures.recovered > figures.paid:
        yield _("Plus serait justifié ou récupéré (%(one)s) que versé (%(other)s).") % _two(
            figures.justified + figures.recovered, figures.paid
        )
    kinds = ("pledged", "received", "reserved", "recommended", "committed", "paid", "justified", "recovered", "interest", "administration")
    if any(getattr(figures, kind) < 0 for kind in kinds):
        yield _("Une somme deviendrait négative.")


def obstacles_to_drawing(envelope: Envelope, *, more: int, figures: Figures, short: list[Shortfall], firm: int = 0) -> Iterator[str]:
    """What is drawn on an envelope is available in it, and its credits are not under reserve.

    `more` is what was not set aside yet; `firm` is what is committed, which the envelope must hold even where it was recommended before.
    """
    left = figures.allotted + figures.carried - figures.committed + figures.recovered
    if firm > left and not more > max(figures.available, 0):
        yield _("L’enveloppe « %(title)s » ne peut plus engager que %(left)s : %(firm)s la dépasserait.") % {
            "title": envelope.title,
            "left": money(max(left, 0)),
            "firm": money(firm),
        }
    if more > 0 and more > figures.available:
        yield _("L’enveloppe « %(title)s » n’a plus que %(left)s de disponible : %(more)s de plus la dépasserait.") % {
            "title": envelope.title,
            "left": money(figures.available),
            "more": money(more),
        }
    if more > 0 or firm:
        for one in short:
            if one.envelope_id in (None, envelope.pk):
                yield _("La réserve des crédits disponibles est invoquée depuis le %(day)s : %(reason)s") % {
                    "day": long_date(one.invoked_at.date()),
                    "reason": one.reason,
                }


def obstacles_to_resolving(use: Use, resolution: Resolution | None, *, firm: bool = False) -> Iterator[str]:
    """A sum is recommended and committed by a resolution that was adopted, never by a click.

    Where a matter carries the use, the resolution is one on that matter, and only that of its last body commits.
    """
    agreement = use.envelope.agreement
    if resolution is None:
        yield _("Une somme n’est recommandée ou engagée que par une résolution.")
    elif use.matter is not None and (resolution.matter_id != use.matter_id or (firm and use.matter.state != State.SETTLED)):
        last = use.matter.stages.select_related("body").last()
        yield _("« %(use)s » ne reçoit rien que par ce que résolvent les instances de son dossier; %(body)s a le dernier mot.") % {
            "use": use.title,
            "body": last.body.name if last and last.body else _("la dernière"),
        } + (" " + _("Mandat : %(mandate)s.") % {"mandate": ground_of(last)} if last and last.words else "")
    elif resolution.agreement_id != agreement.pk or resolution.outcome != Outcome.ADOPTED:
        yield _("La résolution %(number)s n’a pas été adoptée dans cette entente.") % {"number": resolution.number}


def obstacles_to_releasing(use: Use, *, kind: str, cents: int, figures: Figures, words: str) -> Iterator[str]:
    """What was reserved, recommended or committed and not paid may be given back, with its reason."""
    if kind not in (Kind.RESERVED, Kind.RECOMMENDED, Kind.COMMITTED):
        yield _("Seule une somme réservée, recommandée ou engagée se libère.")
        return
    left = getattr(figures, kind) - (figures.paid if kind == Kind.COMMITTED else 0)
    if cents > left:
        yield _("Il ne reste que %(left)s à libérer pour « %(use)s ».") % {"left": money(left), "use": use.title}
    yield from _said(words)


def obstacles_to_titling(title: str) -> Iterator[str]:
    if not title.strip():
        yield _("Le titre est obligatoire.")


def obstacles_to_allotting(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """What a body adopted no longer changes, until a revision is opened."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    matter = allotment.matter
    if matter is not None and matter.state == State.SETTLED and matter.ended_at:
        yield _("Cette répartition est adoptée par le dossier %(matter)s : une révision permet d’en préparer une autre.") % {
            "matter": quoted(matter.title)
        }


def obstacles_to_proposing(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """An allotment has lines, and one matter at a time."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    yield from obstacles_to_reopening(allotment.agreement, allotment.year)
    if not allotment.lines.exists():
        yield _("Cette répartition n’a encore aucune ligne.")
    if allotment.matter is not None and allotment.matter.state not in ENDED:
        yield _("Un dossier porte déjà cette répartition.")
    elif allotment.matter is not None and allotment.matter.state == State.SETTLED:
        yield _("Cette répartition est adoptée : commencez plutôt une révision.")


def obstacles_to_reopening(agreement: Agreement, year: int) -> Iterator[str]:
    """The sums of a closed year are no longer shared out."""
    if is_closed(agreement, year):
        yield _("L’exercice %(year)s est fermé.") % {"year": agreement.fiscal_year(year).label}


def obstacles_to_revising(allotment: Allotment, *, by: Capacity, on: date) -> Iterator[str]:
    """Only what was adopted is revised."""
    yield from obstacles_to_keeping(allotment.agreement, by=by, on=on)
    yield from obstacles_to_reopening(allotment.agreement, allotment.year)
    if allotment.matter is None or allotment.matter.state != State.SETTLED:
        yield _("Cette répartition n’est pas adoptée : elle se modifie encore.")


def obstacles_to_invoking(agreement: Agreement, *, envelope: Envelope | None, reason: str, short: list[Shortfall]) -> Iterator[str]:
    """The clause is invoked once at a time, with its reason."""
    if envelope is not None and envelope.agreement_id != agreement.pk:
        yield _("Cette enveloppe n’est pas de cette entente.")
    if any(one.envelope_id == (envelope.pk if envelope else None) for one in short):
        yield _("La réserve des crédits disponibles est déjà invoquée ici.")
    yield from _said(reason)


def obstacles_to_lifting(shortfall: Shortfall, *, because: str) -> Iterator[str]:
    if shortfall.lifted_at is not None:
        yield _("La réserve est déjà levée.")
    yield from _said(because)


def obstacles_to_carrying(envelope: Envelope, *, figures: Figures, on: date) -> Iterator[str]:
    """The year is over, and something is left in its envelope."""
    year = envelope.agreement.fiscal_year(envelope.year)
    if on <= year.last_day:
        yield _("L’exercice %(year)s n’est clos qu’après le %(day)s.") % {"year": year.label, "day": long_date(year.last_day)}
    if figures.available <= 0:
        yield _("Il ne reste rien dans l’enveloppe « %(title)s ».") % {"title": envelope.title}


def obstacles_to_entering(agreement: Agreement, *, year: int, kind: str, cents: int, dated_on: date) -> Iterator[str]:
    """In a closed year: only what settles what was promised or committed before, on a later day; what comes back; corrections."""
    last = agreement.fiscal_year(year).last_day
    said = {"year": agreement.fiscal_year(year).label, "day": long_date(last)}
    if kind in AFTER_CLOSING:
        if dated_on <= last:
            yield _("L’exercice %(year)s est fermé : ce qui s’y inscrit encore est d’après le %(day)s, ou corrige une écriture.") % said
    elif cents > 0:
        yield _("L’exercice %(year)s est fermé : plus rien ne s’y promet, ne s’y réserve ni ne s’y engage.") % said


def obstacles_to_closing(agreement: Agreement, preview: Preview, *, by: Capacity, on: date) -> Iterator[str]:
    """A year is closed once, in order, when it is over and nothing of it is left half-way."""
    yield from obstacles_to_keeping(agreement, by=by, on=on)
    if preview.closed:
        yield _("L’exercice %(year)s est déjà fermé.") % {"year": preview.label}
        return
    if on <= preview.last_day:
        yield _("L’exercice %(year)s n’est clos qu’après le %(day)s.") % {"year": preview.label, "day": long_date(preview.last_day)}
    if preview.before:
        yield _("L’exercice %(before)s n’est pas fermé : les exercices se ferment dans l’ordre.") % {"before": preview.before}
    for use, figures in preview.unsettled:
        title = _("Une affectation que vous ne pouvez lire") if use is None else quoted(use)
        if figures.reserved:
            yield _("%(use)s : %(cents)s restent réservés. Engagez-les ou libérez-les.") % {"use": title, "cents": money(figures.reserved)}
        if figures.recommended:
            yield _("%(use)s : %(cents)s restent recommandés. Ils attendent une décision, ou se libèrent.") % {
                "use": title,
                "cents": money(figures.recommended),
            }
    if preview.allotting:
        yield _("Le dossier %(matter)s, qui répartit les sommes de l’exercice, n’est pas réglé.") % {"matter": quoted(preview.allotting)}
    if preview.short:
        yield _("La réserve des crédits disponibles est invoquée : elle se lève d’abord.")
    for also in IN_THE_WAY:
        yield from also(agreement, preview.year)


def obstacles_to_fates(preview: Preview, fates: Mapping[int, tuple[str, int]]) -> Iterator[str]:
    """Each envelope with something left is carried over or given back, of the amount that was read; only what came is given back."""
    for one in preview.remainders:
        if not one.left:
            continue
        fate, seen = fates.get(one.key, ("", one.left))
        if fate not in Fate.values:
            yield _("Dites ce que devient le reste de l’enveloppe %(title)s.") % {"title": quoted(one.title)}
        if seen != one.left:
            yield _("Il reste maintenant %(left)s dans l’enveloppe %(title)s : relisez l’aperçu.") % {
                "title": quoted(one.title),
                "left": money(one.left),
            }
        if fate == Fate.RETURN and one.left > one.returnable:
            yield _("Des partenaires de l’enveloppe %(title)s, %(most)s sont reçus et libres : on ne rend pas %(left)s.") % {
                "title": quoted(one.title),
                "most": money(one.returnable),
                "left": money(one.left),
            }


def _said(words: str) -> Iterator[str]:
    if not words.strip():
        yield _("Dites pourquoi : le motif reste avec l’écriture.")


def _two(one: int, other: int) -> dict[str, str]:
    return {"one": money(one), "other": money(other)}
