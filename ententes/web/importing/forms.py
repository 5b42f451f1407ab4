"""The forms of an import: the file, the correction of one item, and where to build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.committees.states import Kind
from ententes.ground.years import FiscalYear
from ententes.importing import corrections
from ententes.importing.understanding.wording import quoted
from ententes.plans.states import Per, Role
from ententes.web.days import DAY

Plain = dict[str, Any]

ACCEPTED = ".docx,.xlsx,.odt,.pdf,.txt,.md"


class BringForm(forms.Form):
    """The document in which a plan of action was adopted. An empty file is let in, so that its refusal is listed with the others."""

    file = forms.FileField(label=lazy("Le document"), allow_empty_file=True, max_length=1000)


class WhereForm(forms.Form):
    """A new agreement, or one that the person coordinates."""

    where = forms.CharField()

    def __init__(self, data: Any, slugs: Iterable[str]) -> None:
        super().__init__(data)
        self._slugs = set(slugs)

    def clean_where(self) -> str:
        where = str(self.cleaned_data["where"])
        if where != "new" and where not in self._slugs:
            raise forms.ValidationError(_("Choisissez une entente nouvelle, ou une entente que vous coordonnez."))
        return where


LABELS = {
    "title": lazy("Titre"),
    "plan_title": lazy("Titre du plan"),
    "region": lazy("Région"),
    "field": lazy("Domaine"),
    "context": lazy("Contexte"),
    "purpose": lazy("Objet"),
    "number": lazy("Numéro"),
    "words": lazy("Texte"),
    "name": lazy("Nom"),
    "acronym": lazy("Sigle"),
    "composition": lazy("Composition"),
    "subject": lazy("Sur quoi porte le mandat"),
    "addressee": lazy("À qui il s’adresse"),
    "text": lazy("Libellé"),
    "settlement": lazy("Votre précision"),
}
LONG = ("context", "purpose", "composition", "text", "settlement")
HINTS = {
    "settlement": lazy("Laissez vide pour y revenir plus tard : le point restera parmi les points à préciser de l’entente."),
    "text": lazy("Le document garde ses mots : seul le libellé du plan change."),
}


class ItemForm(forms.Form):
    """The fields of one item, made from its kind; `changes` says what to change in the reading."""

    def __init__(self, kind: str, item: Plain, plain: Plain, data: Any = None, settlement: str = "") -> None:
        super().__init__(data, auto_id=f"{item.get('key', 'agreement')}-%s")
        self.kind, self.item, self.plain = kind, item, plain
        for name, limit in corrections.TEXTS[kind].items():
            long = name in LONG or (name == "words" and kind in ("clauses", "mandates"))
            value = settlement if name == "settlement" else item[name]
            widget: forms.Widget = forms.Textarea({"rows": 4}) if long else forms.TextInput()
            self._add(
                name,
                forms.CharField(required=limit.required, strip=False, widget=widget, help_text=HINTS.get(name, "")),
                LABELS[name],
                value,
            )
        made = {"agreement": self._agreement, "bodies": self._body, "sections": self._section, "actions": self._action}.get(kind)
        if made:
            made()

    def _add(self, name: str, field: forms.Field, label: Any, value: Any) -> None:
        field.label, field.initial = label, value
        self.fields[name] = field

    def _agreement(self) -> None:
        if not self.item["plan_title"]:
            ours = quoted(corrections.proposed_title(self.plain))
            self.fields["plan_title"].help_text = _("Le document n’en donne pas : laissé vide, ce sera %(title)s.") % {"title": ours}
        year = forms.IntegerField(min_value=1900, max_value=2200, help_text=_("L’année où l’exercice commence : 2011 pour 2011-2012."))
        self._add("year", year, _("Exercice du plan"), corrections.plan_year(self.plain))
        day = forms.DateField(required=False, widget=DAY)
        self._add("dated_on", day, _("Date du document"), self.item["dated_on"])
        self.order_fields(["title", "plan_title", "year", "dated_on", "region", "field", "context", "purpose"])

    def _body(self) -> None:
        none = [("", _("— personne —"))]
        bodies = [(one["key"], one["name"]) for one in self.plain["bodies"] if one["key"] != self.item["key"]]
        hosts = [(one["key"], one["name"]) for one in self.plain["organisations"]]
        self._add("kind", forms.ChoiceField(choices=Kind.choices), _("Nature"), self.item["kind"])
        self._add("parent", forms.ChoiceField(choices=none + bodies, required=False), _("Relève de"), self.item["parent"])
        self._add("host", forms.ChoiceField(choices=none + hosts, required=False), _("Hôte"), self.item["host"])

    def _section(self) -> None:
        number = forms.IntegerField(required=False, min_value=1, max_value=999, help_text=_("Vide si ce n’est pas un objectif."))
        self._add("number", number, _("Numéro de l’objectif"), self.item["number"])

    def _action(self) -> None:
        sections = [(one["key"], one["words"] or one["title"]) for one in self.plain["sections"]]
        self._add("section", forms.ChoiceField(choices=sections), _("Section"), self.item["section"])
        month = self.plain["agreement"]["year_month"]
        for one in self.item["schedules"]:
            label = _("Échéance %(year)s") % {"year": FiscalYear(one["year"], month).label} if one["year"] else _("Échéance")
            self._add(f"year_{one['year']}", forms.CharField(required=False, max_length=2000), label, one["words"])
        who = [("", _("— personne —"))]
        who += [(one["key"], one["name"]) for one in [*self.plain["bodies"], *self.plain["organisations"]]]
        for place, read in enumerate([*self.item["responsibilities"], None]):
            words = f" {quoted(read['words'])}" if read else ""
            said = (read["body"] or read["organisation"]) if read else ""
            known = {key for key, _name in who}
            self._add(f"who_{place}", forms.ChoiceField(choices=who, required=False), _("Qui") + words, said if said in known else "")
            self._add(
                f"role_{place}", forms.ChoiceField(choices=Role.choices), _("À quel titre"), read["role"] if read else Role.COLLABORATOR
            )
        for place, target in enumerate(self.item["targets"]):
            number = forms.IntegerField(
                required=False, min_value=0, max_value=1_000_000, help_text=_("Vide ou 0 pour enlever cette cible.")
            )
            self._add(f"count_{place}", number, _("Cible"), target["number"])
            self._add(f"what_{place}", forms.CharField(required=False, max_length=300), _("Ce qui est compté"), target["what"])
            self._add(f"per_{place}", forms.ChoiceField(choices=Per.choices), _("Période"), target["per"])

    def changes(self) -> Plain:
        """The fields that differ from what was shown, as `importing.acts.correct` takes them."""
        said = self.cleaned_data
        # A browser sends every line break as CRLF.
        changes: Plain = {name: said[name].replace("\r\n", "\n") for name in corrections.TEXTS[self.kind]}
        for name in ("year", "kind", "parent", "host", "number", "section"):
            if name in said and name not in changes:
                changes[name] = said[name]
        if "dated_on" in said:
            changes["dated_on"] = said["dated_on"].isoformat() if said["dated_on"] else None
        if self.kind == "actions":
            changes["schedules"] = {str(one["year"]): said[f"year_{one['year']}"] for one in self.item["schedules"]}
            changes["responsibilities"] = self._responsibilities(said)
            changes["targets"] = self._targets(said)
        return changes

    def _responsibilities(self, said: Mapping[str, Any]) -> list[Plain]:
        bodies = {one["key"]: one for one in self.plain["bodies"]}
        names = {one["key"]: one["name"] for one in [*self.plain["bodies"], *self.plain["organisations"]]}
        made: list[Plain] = []
        for place, read in enumerate([*self.item["responsibilities"], None]):
            key, role = said[f"who_{place}"], said[f"role_{place}"]
            before = (read["body"] or read["organisation"]) if read else ""
            if read and key == (before if before in names else ""):
                made.append({**read, "role": role})
            elif key:
                words = read["words"] if read else names[key]
                made.append(
                    {"words": words, "body": key if key in bodies else "", "organisation": "" if key in bodies else key, "role": role}
                )
        return made

    def _targets(self, said: Mapping[str, Any]) -> list[Plain]:
        return [
            {**read, "number": said[f"count_{place}"], "what": said[f"what_{place}"], "per": said[f"per_{place}"]}
            for place, read in enumerate(self.item["targets"])
            if said[f"count_{place}"]
        ]
