"""The sentence of each point to clarify, in the language of the reader, from its kind and its parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ententes.ground.french import listing, shortened

from ..wording import gettext, ngettext, quoted

Params = dict[str, Any]
Writer = Callable[[Params], str]

_WRITERS: dict[str, Writer] = {}


def sentence(kind: str, params: Params) -> str:
    """One or two sentences that say what is odd, then what remains to be said; the kind itself for a kind that nobody wrote."""
    writer = _WRITERS.get(kind)
    return writer(params) if writer else kind


def kinds() -> list[str]:
    """Every kind of point that has its sentence."""
    return list(_WRITERS)


def _for(kind: str) -> Callable[[Writer], Writer]:
    def keep(writer: Writer) -> Writer:
        _WRITERS[kind] = writer
        return writer

    return keep


def _words(words: Any, width: int = 90) -> str:
    return quoted(shortened(str(words), width))


def _listed(words: Sequence[Any], width: int = 60) -> str:
    """« a », « b » et « c »; past eight, how many more."""
    shown = [_words(word, width) for word in list(words)[:8]]
    if len(words) > 8:
        shown.append(ngettext("%(count)d autre", "%(count)d autres", len(words) - 8) % {"count": len(words) - 8})
    return listing(shown, gettext("et"))


def _codes(actions: Sequence[Any]) -> str:
    """G.1, O2.3 et O3.1; past twelve, how many more."""
    shown = [str(action) for action in list(actions)[:12]]
    if len(actions) > 12:
        shown.append(ngettext("%(count)d autre", "%(count)d autres", len(actions) - 12) % {"count": len(actions) - 12})
    return listing(shown, gettext("et"))


# --- the document ---------------------------------------------------------------------------------------------------------------


@_for("title_years")
def _title_years(params: Params) -> str:
    return gettext(
        "Le titre annonce %(title)s, mais les colonnes du tableau couvrent %(columns)s. Les années au-delà du titre sont-elles "
        "adoptées, ou "
        "seulement prévues?"
    ) % {"title": listing(params["title"], gettext("et")), "columns": listing(params["columns"], gettext("et"))}


@_for("no_ending")
def _no_ending(params: Params) -> str:
    return gettext("Le fichier s’arrête sans fin de ligne ni signature, après %(words)s. Le document est-il complet?") % {
        "words": _words(params["words"])
    }


@_for("year_guessed")
def _year_guessed(params: Params) -> str:
    return gettext("Le document ne dit pas quelles années le plan couvre. Les échéances ont été placées à partir de %(year)s.") % params


@_for("clause_without_text")
def _clause_without_text(params: Params) -> str:
    return gettext("Le document cite l’article %(number)s de l’entente sans en donner le texte. Ce texte est à verser.") % params


@_for("number_mismatch")
def _number_mismatch(params: Params) -> str:
    return gettext("Le texte annonce %(announced)s %(what)s, mais %(counted)d noms suivent : %(names)s. Lequel des deux est le bon?") % {
        "announced": params["announced_words"],
        "what": params["what"],
        "counted": params["counted"],
        "names": listing(params["names"], gettext("et")),
    }


@_for("objective_without_action")
def _objective_without_action(params: Params) -> str:
    return gettext("L’objectif %(words)s est annoncé dans le texte, mais aucune action ne s’y rattache.") % {
        "words": _words(params["words"])
    }


@_for("spelling_variants")
def _spelling_variants(params: Params) -> str:
    return gettext("Le document écrit tantôt %(forms)s. Laquelle de ces graphies retenir?") % {
        "forms": listing([_words(form) for form in params["forms"]], gettext("tantôt"))
    }


# --- who ------------------------------------------------------------------------------------------------------------------------


@_for("acronym_not_introduced")
def _acronym_not_introduced(params: Params) -> str:
    if params.get("meaning"):
        return gettext("Le sigle %(acronym)s est employé sans être expliqué. Il a été compris comme %(meaning)s; à confirmer.") % {
            "acronym": _words(params["acronym"]),
            "meaning": _words(params["meaning"]),
        }
    return gettext("Le sigle %(acronym)s est employé sans être expliqué. Que désigne-t-il?") % {"acronym": _words(params["acronym"])}


@_for("acronym_case")
def _acronym_case(params: Params) -> str:
    pairs = [gettext("%(one)s et %(other)s") % {"one": _words(one), "other": _words(other)} for one, other in params["pairs"]]
    return ngettext(
        "Le même sigle est écrit de deux façons : %(pairs)s. Laquelle retenir?",
        "Les mêmes sigles sont écrits de deux façons : %(pairs)s. Laquelle retenir?",
        len(pairs),
    ) % {"pairs": listing(pairs, gettext("ainsi que")) if len(pairs) < 3 else "; ".join(pairs)}


@_for("acronym_ambiguous")
def _acronym_ambiguous(params: Params) -> str:
    parts = {"acronym": _words(params["acronym"]), "name": _words(params["name"]), "usual": _words(params["usual"])}
    if params.get("present"):
        parts["present"] = _words(params["present"])
        return (
            gettext(
                "Le sigle %(acronym)s désigne ici %(name)s, alors qu’il désigne d’ordinaire un %(usual)s, et que le document nomme "
                "aussi %(present)s. "
                "Écrire le nom au long évitera la confusion."
            )
            % parts
        )
    return (
        gettext(
            "Le sigle %(acronym)s désigne ici %(name)s, alors qu’il désigne d’ordinaire un %(usual)s. Écrire le nom au long évitera la "
            "confusion."
        )
        % parts
    )


@_for("host_unclear")
def _host_unclear(params: Params) -> str:
    return gettext("Le texte annonce %(count)d comités (%(names)s), mais le plan en compte un de plus, %(name)s. De qui relève-t-il?") % {
        "count": params["count"],
        "names": listing(params["names"], gettext("et")),
        "name": _words(params["name"]),
    }


@_for("unknown_responsible")
def _unknown_responsible(params: Params) -> str:
    return ngettext(
        "%(names)s a des actions dans le tableau, mais le texte ne dit pas qui c’est.",
        "%(names)s ont des actions dans le tableau, mais le texte ne dit pas qui c’est.",
        len(params["names"]),
    ) % {"names": _listed(params["names"])}


@_for("several_leads")
def _several_leads(params: Params) -> str:
    return ngettext(
        "La colonne %(column)s donne plusieurs noms à une action (%(actions)s) sans dire qui en répond : le premier a été retenu.",
        "La colonne %(column)s donne plusieurs noms à %(count)d actions (%(actions)s) sans dire qui en répond : le premier a été retenu.",
        len(params["actions"]),
    ) % {"column": _words(params["column"]), "count": len(params["actions"]), "actions": _codes(params["actions"])}


@_for("no_responsible")
def _no_responsible(params: Params) -> str:
    return ngettext(
        "Personne ne répond de l’action %(actions)s.", "Personne ne répond de %(count)d actions : %(actions)s.", len(params["actions"])
    ) % {
        "count": len(params["actions"]),
        "actions": _codes(params["actions"]),
    }


# --- powers ---------------------------------------------------------------------------------------------------------------------


@_for("power_exceeded")
def _power_exceeded(params: Params) -> str:
    if params.get("addressee"):
        return gettext(
            "Dans le plan, %(body)s doit %(words)s, alors que son mandat est seulement de %(mandate)s. Qui décide : %(body)s, ou "
            "%(addressee)s?"
        ) % {
            "body": _words(params["body"]),
            "words": _words(params["words"]),
            "mandate": _words(params["mandate"]),
            "addressee": _words(params["addressee"]),
        }
    return gettext("Dans le plan, %(body)s doit %(words)s, alors que son mandat est seulement de %(mandate)s. Qui décide?") % {
        "body": _words(params["body"]),
        "words": _words(params["words"]),
        "mandate": _words(params["mandate"]),
    }


@_for("subject_without_action")
def _subject_without_action(params: Params) -> str:
    return gettext("Le mandat %(mandate)s (%(body)s) n’est préparé par aucune action du plan. Qui le prépare, et pour quand?") % {
        "mandate": _words(params["mandate"]),
        "body": params["body"],
    }


@_for("mandate_without_action")
def _mandate_without_action(params: Params) -> str:
    name = _words(params["name"])
    if params.get("through"):
        return gettext(
            "%(name)s a des mandats, mais aucune action à son nom : le tableau nomme %(through)s, dont les membres le constituent. "
            "Est-ce lui qui répond de "
            "ces actions?"
        ) % {"name": name, "through": _words(params["through"])}
    if params.get("charged"):
        return gettext("Le texte charge %(name)s de mener des actions, mais aucune action du plan n’est à son nom.") % {"name": name}
    return gettext("%(name)s a des mandats, mais aucune action du plan n’est à son nom.") % {"name": name}


@_for("validates_own_work")
def _validates_own_work(params: Params) -> str:
    return gettext("Dans le plan, %(body)s doit %(words)s, que son mandat lui demande ensuite de %(mandate)s. Qui le prépare?") % {
        "body": _words(params["body"]),
        "words": _words(params["words"]),
        "mandate": _words(params["mandate"]),
    }


# --- the table ------------------------------------------------------------------------------------------------------------------


@_for("schedule_before_document")
def _schedule_before_document(params: Params) -> str:
    return gettext(
        "L’action %(code)s (%(text)s) est prévue pour %(words)s, avant la date du document (%(dated)s). Est-elle déjà faite?"
    ) % {
        "code": params["code"],
        "text": _words(params["text"], 60),
        "words": _words(params["words"]),
        "dated": params["dated"],
    }


@_for("schedule_outside_year")
def _schedule_outside_year(params: Params) -> str:
    shown = [
        gettext("%(words)s dans la colonne %(column)s") % {"words": _words(words), "column": _words(column)}
        for words, column in params["cells"]
    ]
    return gettext("L’action %(code)s (%(text)s) a une échéance hors de l’année de sa colonne : %(cells)s. Est-ce la bonne année?") % {
        "code": params["code"],
        "text": _words(params["text"], 60),
        "cells": listing(shown, gettext("et")),
    }


@_for("one_off_ongoing")
def _one_off_ongoing(params: Params) -> str:
    return gettext("L’action %(code)s (%(text)s) se fait une fois, mais son échéance est %(words)s. Pour quand faut-il l’avoir faite?") % {
        "code": params["code"],
        "text": _words(params["text"], 60),
        "words": _words(params["words"]),
    }


@_for("one_off_then_ongoing")
def _one_off_then_ongoing(params: Params) -> str:
    return ngettext(
        "Une action qui se fait une fois (%(actions)s) a une échéance, puis %(words)s l’année suivante. Que reste-t-il à faire ensuite?",
        "%(count)d actions qui se font une fois (%(actions)s) ont une échéance, puis %(words)s l’année suivante. Que reste-t-il à "
        "faire ensuite?",
        len(params["actions"]),
    ) % {"count": len(params["actions"]), "actions": _codes(params["actions"]), "words": _words(params["words"])}


@_for("empty_cell")
def _empty_cell(params: Params) -> str:
    return ngettext(
        "La colonne %(column)s est vide pour l’action %(actions)s. Est-elle terminée, à poursuivre ou à décider?",
        "La colonne %(column)s est vide pour %(count)d actions (%(actions)s). Sont-elles terminées, à poursuivre ou à décider?",
        len(params["actions"]),
    ) % {"column": _words(params["column"]), "count": len(params["actions"]), "actions": _codes(params["actions"])}


@_for("empty_column")
def _empty_column(params: Params) -> str:
    return gettext("La colonne %(column)s est vide d’un bout à l’autre du tableau. Est-elle à remplir?") % {
        "column": _words(params["column"])
    }


@_for("two_actions_in_row")
def _two_actions_in_row(params: Params) -> str:
    return gettext(
        "Une même ligne du tableau contient %(count)d actions : %(texts)s. Elles partagent leurs responsables et leur échéance; à "
        "confirmer."
    ) % {
        "count": len(params["texts"]),
        "texts": _listed(params["texts"], 70),
    }


@_for("to_be_assessed")
def _to_be_assessed(params: Params) -> str:
    said = {
        "count": len(params["actions"]),
        "actions": _codes(params["actions"]),
        "words": _words(params["words"]),
        "column": params["column"],
    }
    if not params["column"]:
        return (
            ngettext(
                "L’action %(actions)s est %(words)s, sans qu’on sache qui décide, ni sur quoi.",
                "%(count)d actions (%(actions)s) sont %(words)s, sans qu’on sache qui décide, ni sur quoi.",
                len(params["actions"]),
            )
            % said
        )
    return (
        ngettext(
            "L’action %(actions)s est %(words)s pour %(column)s, sans qu’on sache qui décide, ni sur quoi.",
            "%(count)d actions (%(actions)s) sont %(words)s pour %(column)s, sans qu’on sache qui décide, ni sur quoi.",
            len(params["actions"]),
        )
        % said
    )


@_for("unreadable_schedule")
def _unreadable_schedule(params: Params) -> str:
    return ngettext(
        "L’échéance %(words)s (%(actions)s) n’a pas été comprise. Quelle date ou quelle période faut-il lire?",
        "L’échéance %(words)s de %(count)d actions (%(actions)s) n’a pas été comprise. Quelle date ou quelle période faut-il lire?",
        len(params["actions"]),
    ) % {"words": _words(params["words"]), "count": len(params["actions"]), "actions": _codes(params["actions"])}


@_for("unreadable_schedules")
def _unreadable_schedules(params: Params) -> str:
    return gettext("%(count)d échéances n’ont pas été comprises : %(words)s. Quelles dates ou quelles périodes faut-il lire?") % {
        "count": len(params["words"]),
        "words": _listed(params["words"], 40),
    }


@_for("same_action_twice")
def _same_action_twice(params: Params) -> str:
    return gettext("La même action (%(text)s) figure plus d’une fois dans le plan : %(actions)s.") % {
        "text": _words(params["text"]),
        "actions": _codes(params["actions"]),
    }
