"""The titles under which points to clarify are grouped."""

from __future__ import annotations

from django.utils.translation import gettext as _


def title(kind: str) -> str:
    """The title of a kind of point, in the order of the list below; « Autres » for a kind nobody named."""
    titles = {
        "title_years": _("Années du plan"),
        "year_guessed": _("Années du plan"),
        "no_ending": _("Document incomplet"),
        "clause_without_text": _("Articles cités sans leur texte"),
        "number_mismatch": _("Nombres qui ne correspondent pas"),
        "objective_without_action": _("Objectifs sans action"),
        "spelling_variants": _("Graphies"),
        "acronym_not_introduced": _("Sigles"),
        "acronym_case": _("Sigles"),
        "acronym_ambiguous": _("Sigles"),
        "host_unclear": _("Qui répond de quoi"),
        "unknown_responsible": _("Qui répond de quoi"),
        "several_leads": _("Qui répond de quoi"),
        "no_responsible": _("Qui répond de quoi"),
        "power_exceeded": _("Pouvoirs"),
        "chain_open": _("Pouvoirs"),
        "subject_without_action": _("Mandats sans action"),
        "mandate_without_action": _("Mandats sans action"),
        "validates_own_work": _("Pouvoirs"),
        "schedule_before_document": _("Échéances hors de leur temps"),
        "schedule_outside_year": _("Échéances hors de leur temps"),
        "one_off_ongoing": _("Gestes uniques dits « en continu »"),
        "one_off_then_ongoing": _("Gestes uniques dits « en continu »"),
        "empty_cell": _("Échéances vides"),
        "empty_column": _("Échéances vides"),
        "two_actions_in_row": _("Deux actions en une ligne"),
        "same_action_twice": _("Actions écrites deux fois"),
        "to_be_assessed": _("À évaluer"),
        "unreadable_schedule": _("Échéances illisibles"),
    }
    return titles.get(kind) or _("Autres")
