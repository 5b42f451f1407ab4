"""The forms of bodies, seats and terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure, Seat
from ententes.committees.states import Kind, Majority, Office, Quorum, Readers, Role
from ententes.organisations.models import Organisation, Territory
from ententes.web.choosing import ContactForm as AnyContactForm
from ententes.web.choosing import WhoForm
from ententes.web.days import DAY
from ententes.web.seen import SeenForm


class BodyForm(SeenForm):
    """What a body is called, what it is for, and under what it stands."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    acronym = forms.CharField(label=_("Sigle"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=Kind.choices)
    parent = forms.ModelChoiceField(Body.objects.none(), label=_("Relève de"), required=False, empty_label=_("Aucune autre instance"))
    host = forms.ModelChoiceField(Organisation.objects.none(), label=_("Hôte"), required=False, empty_label=_("Aucun organisme"))
    composition = forms.CharField(label=_("Composition"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, agreement: Agreement, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = agreement.bodies.exclude(pk=body.pk if body else None)  # type: ignore[attr-defined]
        self.fields["host"].queryset = Organisation.objects.filter(parties__agreement=agreement)  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """A seat: its name, who designates its holder, whether it votes."""

    label = forms.CharField(label=_("Siège"), max_length=200)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Désigné par"), required=False, empty_label=_("Aucun organisme en particulier")
    )
    territories = forms.ModelMultipleChoiceField(
        Territory.objects.none(), label=_("Territoires qu’il représente"), required=False, widget=forms.CheckboxSelectMultiple
    )
    votes = forms.BooleanField(label=_("Ce siège vote"), required=False, initial=True)

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(parties__agreement=body.agreement)  # type: ignore[attr-defined]
        self.fields["territories"].queryset = found = body.territories.all()  # type: ignore[attr-defined]
        if not found:
            del self.fields["territories"]


class TerritoriesForm(SeenForm):
    """The territories a body is to represent, one a line."""

    territories = forms.CharField(
        label=_("Territoires à représenter"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=5000,
        help_text=_("Un par ligne. Une région, une MRC, une ville, une nation."),
    )

    def names(self) -> list[str]:
        return [line for line in self.cleaned_data["territories"].splitlines() if line.strip()]


class SeatTerritoriesForm(SeenForm):
    """The territories a seat stands for, of those of its body."""

    territories = forms.ModelMultipleChoiceField(
        Territory.objects.none(),
        label=_("Territoires"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Un siège peut en représenter plusieurs, et un territoire avoir plusieurs sièges."),
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territories"].queryset = body.territories.all()  # type: ignore[attr-defined]


class TermForm(WhoForm):
    """Who holds a seat, since when, by which act of designation."""

    role = forms.ChoiceField(label=_("À titre de"), choices=Role.choices, initial=Role.HOLDER)
    starts_on = forms.DateField(label=_("À partir du"), widget=DAY)
    source = forms.CharField(
        label=_("Acte de désignation"), max_length=300, required=False, help_text=_("Par exemple « résolution 2011-04 du conseil ».")
    )


class ChargeForm(WhoForm):
    """Who presides over a body or keeps its minutes, since when, by which act."""

    office = forms.ChoiceField(label=_("Charge"), choices=Office.choices)
    starts_on = forms.DateField(label=_("À partir du"), widget=DAY)
    source = forms.CharField(
        label=_("Acte de désignation"), max_length=300, required=False, help_text=_("Par exemple « résolution 2011-04 du comité ».")
    )


class EndForm(forms.Form):
    """The last day of something held."""

    ends_on = forms.DateField(label=_("Dernier jour"), widget=DAY)


class ContactForm(AnyContactForm):
    """Who receives the letters of a body, and how often news is expected of it."""

    cadence = forms.IntegerField(label=_("Mois entre deux nouvelles"), min_value=1, max_value=12, required=False)


class ProcedureForm(forms.Form):
    """The rules of procedure of a body. Each is explained; what the body has not said yet is proposed, and marked so by the page."""

    starts_on = forms.DateField(label=_("En vigueur à partir du"), widget=DAY)
    source = forms.CharField(
        label=_("Acte d’adoption"),
        max_length=300,
        required=False,
        help_text=_("Par exemple « résolution 2010-04 du comité ». Vide : c’est l’usage de l’instance."),
    )
    quorum = forms.ChoiceField(
        label=_("Ce qu’il faut pour décider"),
        choices=Quorum.choices,
        widget=forms.RadioSelect,
        help_text=_("La majorité des sièges qui votent compte aussi les sièges vacants; celle des sièges occupés ne les compte pas."),
    )
    quorum_number = forms.IntegerField(
        label=_("Nombre fixé"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_("Pour un nombre fixé seulement : combien de sièges."),
    )
    required_seat = forms.ModelChoiceField(
        Seat.objects.none(),
        label=_("Siège qui doit être représenté"),
        required=False,
        empty_label=_("Aucun en particulier"),
        help_text=_("En plus du nombre : sans ce siège, il n’y a pas quorum."),
    )
    recused_count = forms.BooleanField(
        label=_("Qui s’est retiré pour un intérêt compte encore pour le quorum"),
        required=False,
        help_text=_("Décoché : un retrait peut faire perdre le quorum, le temps du point."),
    )
    notice_days = forms.IntegerField(
        label=_("Avis d’une rencontre, en jours"),
        min_value=0,
        max_value=365,
        help_text=_("Le temps de recevoir les documents et de les lire."),
    )
    special_notice_days = forms.IntegerField(
        label=_("Avis d’une rencontre extraordinaire, en jours"),
        min_value=0,
        max_value=365,
        help_text=_("Plus court, parce qu’une telle rencontre ne traite que de ce que son avis annonce."),
    )
    short_notice_allowed = forms.BooleanField(
        label=_("Un avis plus court est permis"),
        required=False,
        help_text=_("Coché : on peut convoquer plus tard en disant pourquoi, et le procès-verbal le dit aussi."),
    )
    meetings_a_year = forms.IntegerField(
        label=_("Rencontres attendues par année"),
        min_value=1,
        max_value=365,
        required=False,
        help_text=_("Ce que dit le plan ou l’entente. Vide : aucun nombre n’est attendu."),
    )
    remote_allowed = forms.BooleanField(
        label=_("La participation à distance est permise"),
        required=False,
        help_text=_("Coché : qui participe à distance compte pour le quorum et vote."),
    )
    substitutes_vote = forms.BooleanField(
        label=_("Un substitut vote"),
        required=False,
        help_text=_("Coché : il vote et compte pour le quorum quand le titulaire est absent, jamais en même temps que lui."),
    )
    majority = forms.ChoiceField(
        label=_("Une proposition est adoptée par"),
        choices=Majority.choices,
        widget=forms.RadioSelect,
        help_text=_("Une abstention n’est pas un vote exprimé : elle ne compte ni pour ni contre."),
    )
    abstention_allowed = forms.BooleanField(
        label=_("L’abstention est permise"), required=False, help_text=_("Décoché : qui vote est pour ou contre.")
    )
    casting_vote = forms.BooleanField(
        label=_("La présidence a voix prépondérante"),
        required=False,
        help_text=_("Décoché : à voix égales, la proposition est rejetée."),
    )
    seconder_required = forms.BooleanField(
        label=_("Une proposition doit être appuyée"),
        required=False,
        help_text=_("Coché : sans l’appui d’un deuxième membre, elle n’est pas mise aux voix."),
    )
    written_allowed = forms.BooleanField(
        label=_("Une résolution peut être prise par écrit"),
        required=False,
        help_text=_("Coché : entre deux rencontres, si tous ceux qui votent la signent; un seul refus la renvoie à une rencontre."),
    )
    in_camera_allowed = forms.BooleanField(
        label=_("Le huis clos est permis"),
        required=False,
        help_text=_("Coché : les invités sortent, et le procès-verbal ne garde que les heures et ce qui est résolu."),
    )
    numbering = forms.CharField(
        label=_("Numéros des résolutions"),
        max_length=60,
        help_text=_(
            "{SIGLE} est le sigle de l’instance, {AAAA}, {MM} et {JJ} le jour de la rencontre, {NN} le rang. Un numéro ne sert qu’une fois."
        ),
    )
    readers = forms.ChoiceField(
        label=_("Les procès-verbaux adoptés sont lus par"),
        choices=Readers.choices,
        widget=forms.RadioSelect,
        help_text=_("Un projet de procès-verbal n’est lu que de l’instance et de la coordination."),
    )
    confirmed = forms.BooleanField(
        label=_("Ces règles ont été relues : ce sont celles de l’instance."),
        error_messages={"required": _("Relisez ces règles, puis confirmez que ce sont celles de l’instance.")},
    )

    def __init__(self, body: Body, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["required_seat"].queryset = body.seats.all()  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under what they are about, but the first day, the source and the confirmation."""
        return [(str(subject), [self[name] for name in names.split()]) for subject, names in _GROUPS]


_GROUPS = (
    (_("Quorum"), "quorum quorum_number required_seat recused_count"),
    (_("Avis et rencontres"), "notice_days special_notice_days short_notice_allowed meetings_a_year"),
    (_("Présence"), "remote_allowed substitutes_vote"),
    (_("Vote"), "majority abstention_allowed casting_vote seconder_required written_allowed"),
    (_("Huis clos, numéros et procès-verbaux"), "in_camera_allowed numbering readers"),
)

RULES = [name for name in ProcedureForm.base_fields if name not in ("starts_on", "source", "confirmed")]


def rules_of(procedure: Procedure | None) -> dict[str, Any]:
    """The rules in force by the names of the form; those usually proposed where the body has none."""
    known = procedure or Procedure()
    return {name: getattr(known, name) for name in RULES}
