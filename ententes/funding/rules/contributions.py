"""What stands in the way of what partners promise and bring, of what the money earns and costs, and of a correction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Amendment, Party
from ententes.agreements.queries import last_year_on
from ententes.committees.queries import Capacity
from ententes.ground.days import long_date
from ententes.ground.money import MOST
from ententes.ground.wording import money, percent

from ..models import Contribution, Ledger, LedgerEntry
from ..queries.figures import Figures
from ..states import Kind, Nature, Sharing

YEARS_AROUND = 5
"""Years before and after those that the agreement is known to cover, for which money may be told."""
WORDS = 500
"""Characters of the words of an entry."""


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
    yield from told_why(words)


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
    yield from told_why(words)


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


def told_why(words: str) -> Iterator[str]:
    if not words.strip():
        yield _("Dites pourquoi : le motif reste avec l’écriture.")


def _two(one: int, other: int) -> dict[str, str]:
    return {"one": money(one), "other": money(other)}
