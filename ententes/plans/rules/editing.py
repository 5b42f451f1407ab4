"""What stands in the way of editing a draft plan, of undoing an edit, and of starting the next year's plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.queries import last_year_on
from ententes.committees.queries import Capacity
from ententes.decisions.states import State
from ententes.ground.wording import listing, long_date

from ..models import Action, Edit, Plan, Section
from ..queries import snapshots
from ..queries.standing import OPEN

LONGEST = 5_000
"""Characters in the words of an action."""


class Stale(Exception):
    """Somebody else saved the action since this form was opened; `action` is what they saved. Not a refusal: the page shows both."""

    def __init__(self, action: Action) -> None:
        super().__init__(action.pk)
        self.action = action


def obstacles_to_editing(plan: Plan, *, by: Capacity, on: date) -> Iterator[str]:
    """What a body adopted no longer changes; a revision makes it a draft again."""
    yield from obstacles_to_preparing(plan, by=by, on=on)
    if plan.matter is not None and plan.matter.state == State.SETTLED:
        yield _("Ce plan a été adopté le %(day)s : ses mots ne changent plus. Commencez une révision pour en proposer d’autres.") % {
            "day": long_date(timezone.localdate(plan.matter.ended_at))
        }


def obstacles_to_preparing(plan: Plan, *, by: Capacity, on: date) -> Iterator[str]:
    """Only the coordination of the agreement prepares its plans."""
    if not by.coordinates or by.agreement.pk != plan.agreement_id:
        yield _("Seule la coordination de l’entente modifie le brouillon du plan. Vous agissez ici comme %(capacity)s.") % {
            "capacity": by.words
        }
    elif by.coordination and by.coordination.ends_on and by.coordination.ends_on < on:
        yield _("Vous ne coordonnez plus cette entente.")


def obstacles_to_changing(action: Action) -> Iterator[str]:
    if action.removed_at is not None:
        yield _("Cette action a été retirée du plan.")


def obstacles_to_wording(text: str) -> Iterator[str]:
    if not text.strip():
        yield _("Le libellé de l’action est obligatoire.")
    if len(text) > LONGEST:
        yield _("Le libellé d’une action compte au plus %(number)s caractères.") % {"number": LONGEST}
    if "\0" in text:
        yield _("Le libellé contient un caractère qui ne s’écrit pas.")


def obstacles_to_removing(action: Action) -> Iterator[str]:
    """An action somebody was asked about must not vanish under them."""
    yield from obstacles_to_changing(action)
    if action.questions.filter(OPEN).exists():
        yield _("Une demande de nouvelles de cette action attend sa réponse; retirez d’abord la demande.")


def obstacles_to_merging(action: Action, other: Action) -> Iterator[str]:
    """The action that goes must carry no news: notes are never moved."""
    yield from obstacles_to_changing(action)
    if other.pk == action.pk:
        yield _("Une action ne se fusionne pas avec elle-même.")
    elif other.plan_id != action.plan_id:
        yield _("Les deux actions ne sont pas du même plan.")
    yield from obstacles_to_removing(other)
    if other.notes.exists():
        yield _("L’action %(code)s a déjà donné des nouvelles, qui ne se déplacent pas; fusionnez plutôt l’autre dans celle-ci.") % {
            "code": other.code
        }


def obstacles_to_moving(action: Action, section: Section) -> Iterator[str]:
    if section.plan_id != action.plan_id:
        yield _("Cette section n’est pas du même plan.")


def obstacles_to_titling(title: str) -> Iterator[str]:
    if not title.strip():
        yield _("Le titre de la section est obligatoire.")
    if "\0" in title:
        yield _("Le titre contient un caractère qui ne s’écrit pas.")


def obstacles_to_dropping(section: Section) -> Iterator[str]:
    if section.actions.exists():
        yield _("Cette section a contenu des actions; elle reste, pour qu’on sache d’où elles viennent.")


def obstacles_to_undoing(edit: Edit) -> Iterator[str]:
    """Edits are undone last first, as long as nothing was built on what they made."""
    if edit.undone_at is not None:
        yield _("Cette modification est déjà annulée.")
        return
    if edit.plan.edits.filter(undone_at__isnull=True, pk__gt=edit.pk).exists():
        yield _("Une modification plus récente n’est pas annulée; les modifications s’annulent de la dernière à la première.")
        return
    made = [int(key) for key in edit.after["actions"] if key not in edit.before["actions"]]
    built = False
    for action in Action.objects.filter(pk__in=made):
        if reasons := list(_built_on(action)):
            built = True
            yield _("L’action %(code)s ne peut plus disparaître : %(reasons)s.") % {"code": action.code, "reasons": listing(reasons)}
    sections = [int(key) for key in edit.after["sections"] if key not in edit.before["sections"]]
    if Action.objects.filter(section__in=sections).exclude(pk__in=made).exists():
        built = True
        yield _("La section ajoutée contient maintenant des actions.")
    if not built and not snapshots.still(edit.plan, edit.after):
        yield _("Ce que cette modification avait laissé a changé depuis.")


def _built_on(action: Action) -> Iterator[str]:
    """What hangs from an action that an edit made, in words."""
    for found, words in (
        (action.notes.exists(), _("elle a donné des nouvelles")),
        (action.questions.exists(), _("on en a demandé")),
        (action.points.exists(), _("un point à préciser s’y rattache")),
        (action.drafts.exists(), _("quelqu’un y écrit")),
        (action.continued_by.exists(), _("le plan suivant la reprend")),
    ):
        if found:
            yield words


def obstacles_to_rolling(plan: Plan, *, kept: Sequence[int]) -> Iterator[str]:
    """A year of the agreement has one plan, and an action is brought from the plan it stands in."""
    agreement, following = plan.agreement, plan.agreement.fiscal_year(plan.year + 1)
    if agreement.plans.filter(year=following.start).exists():
        yield _("L’exercice %(year)s a déjà son plan.") % {"year": following.label}
    last = last_year_on(agreement, following.first_day)
    if last is not None and following.start > last:
        yield _("L’entente prend fin avec l’exercice %(last)s : un avenant qui la prolonge vient avant le plan de %(year)s.") % {
            "last": agreement.fiscal_year(last).label,
            "year": following.label,
        }
    unknown = set(kept) - set(plan.actions.filter(removed_at__isnull=True).values_list("pk", flat=True))
    if unknown:
        yield ngettext(
            "Une action choisie n’est plus dans ce plan.", "%(number)s actions choisies ne sont plus dans ce plan.", len(unknown)
        ) % {"number": len(unknown)}
