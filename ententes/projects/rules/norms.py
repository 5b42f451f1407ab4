"""What stands in the way of writing norms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.frameworks.models import Framework
from ententes.frameworks.rules import obstacles_to_writing
from ententes.frameworks.states import Kind
from ententes.ground.french import fold
from ententes.ground.money import MOST
from ententes.ground.wording import money, quoted

from ..queries.norms import WHOLE, Norms
from ..states import ExpenseStart, Promoter, SourceKind, Trigger

MOST_POSTS = 60
POST = 120
"""Characters of the name of a post."""
MOST_DAYS = 3660


def obstacles_to_setting_norms(framework: Framework, *, norms: Norms, by: Capacity, on: date) -> Iterator[str]:
    """Whoever writes the text of an allocation framework writes its norms, until it is adopted."""
    if framework.kind != Kind.ALLOCATION_FRAMEWORK:
        yield _("Seul un cadre de référence sur l’allocation des sommes porte des normes.")
    yield from obstacles_to_writing(framework, by=by, on=on)
    yield from obstacles_to_norms(norms)


def obstacles_to_norms(norms: Norms) -> Iterator[str]:
    """Norms that make sense: shares of a whole, amounts in order, posts that are named once."""
    known = (norms.rates, Promoter), (norms.stacking, Promoter), (norms.weights, SourceKind), (norms.instalments, Trigger)
    if any(set(shares) - set(words.values) for shares, words in known) or norms.expense_start not in ExpenseStart.values:
        yield _("Un mot de ces normes n’est pas de ceux qui se choisissent.")
    shares = [share for found, _words in known for share in found.values()]
    shares += [norms.own_minimum, norms.in_kind_most, norms.transfer_free, norms.administration_cap or 0]
    if any(not 0 <= share <= WHOLE for share in shares):
        yield _("Une part va de 0 % à 100 %.")
    if sum(norms.instalments.values()) > WHOLE:
        yield _("Les versements font ensemble plus que l’aide.")
    if not any(norms.rates.values()):
        yield _("Dites au moins une sorte de promoteur admissible, avec son taux.")
    if any(amount is not None and not 0 <= amount < MOST for amount in (norms.minimum, norms.maximum)):
        yield _("Un montant va de zéro à moins de %(most)s.") % {"most": money(MOST)}
    if norms.minimum is not None and norms.maximum is not None and norms.minimum > norms.maximum:
        yield _("L’aide minimale, %(minimum)s, dépasse l’aide maximale, %(maximum)s.") % {
            "minimum": money(norms.minimum),
            "maximum": money(norms.maximum),
        }
    if any(days is not None and not 0 <= days <= MOST_DAYS for days in (norms.first_paid_within_days, norms.sign_within_days)) or (
        norms.final_report_days is not None and not 0 <= norms.final_report_days <= MOST_DAYS
    ):
        yield _("Un délai compte au plus %(days)s jours.") % {"days": MOST_DAYS}
    yield from _obstacles_to_posts(norms)


def _obstacles_to_posts(norms: Norms) -> Iterator[str]:
    posts = [*norms.posts, *norms.administration_posts, *norms.excluded_posts]
    if not norms.posts:
        yield _("Nommez au moins un poste de dépenses admissible.")
    if len(posts) > MOST_POSTS:
        yield _("Les postes de dépenses sont au plus %(number)s.") % {"number": MOST_POSTS}
    seen: set[str] = set()
    for post in posts:
        if not post.strip() or len(post) > POST or "\0" in post:
            yield _("Le nom d’un poste de dépenses compte de 1 à %(number)s caractères.") % {"number": POST}
            return
        if fold(post) in seen:
            yield _("Le poste %(post)s est nommé deux fois.") % {"post": quoted(post)}
        seen.add(fold(post))
