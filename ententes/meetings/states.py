"""The closed words of meetings, replies, votes and minutes, and the table of moves of a meeting."""

from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a meeting is in its life."""

    PLANNED = "planned", _("prévue")
    CALLED = "called", _("convoquée")
    OPEN = "open", _("ouverte")
    CLOSED = "closed", _("levée")
    ADJOURNED = "adjourned", _("ajournée faute de quorum")
    CANCELLED = "cancelled", _("annulée")


MOVES: dict[Any, tuple[Any, ...]] = {
    State.PLANNED: (State.CALLED, State.OPEN, State.CANCELLED),
    State.CALLED: (State.OPEN, State.CANCELLED),
    State.OPEN: (State.CLOSED, State.ADJOURNED),
    State.CLOSED: (),
    State.ADJOURNED: (),
    State.CANCELLED: (),
}
"""What a meeting may become. Entered afterwards from paper, it opens without having been called."""

COMING = (State.PLANNED, State.CALLED)
HELD = (State.CLOSED,)
"""A meeting adjourned for lack of quorum was not held."""


class Purpose(models.TextChoices):
    """What an item asks of the body."""

    INFORM = "inform", _("pour information")
    DISCUSS = "discuss", _("pour discussion")
    DECIDE = "decide", _("pour décision")


class Usual(models.TextChoices):
    """The items that agendas have of themselves; the product knows what each one is for."""

    OPENING = "opening", _("Ouverture et constat du quorum")
    AGENDA = "agenda", _("Adoption de l’ordre du jour")
    INTERESTS = "interests", _("Déclarations d’intérêts")
    MINUTES = "minutes", _("Adoption du procès-verbal")
    FOLLOW_UPS = "follow_ups", _("Suivi du procès-verbal")
    OTHER_BUSINESS = "other_business", _("Varia")
    NEXT = "next", _("Prochaine rencontre")
    END = "end", _("Levée")


def item_title(title: str, usual: str) -> str:
    """The title of an item; that of a usual one in the language of the reader, unless somebody gave it other words."""
    if not usual:
        return title
    label = Usual(usual).label
    with translation.override("fr"):
        unchanged = title == str(label)
    return str(label) if unchanged else title


class ItemState(models.TextChoices):
    """What became of an item."""

    PENDING = "pending", _("à venir")
    UNDER_WAY = "under_way", _("en cours")
    DONE = "done", _("traité")
    POSTPONED = "postponed", _("reporté")


class Reply(models.TextChoices):
    """What somebody answered to a notice."""

    PRESENT = "present", _("sera là")
    REMOTE = "remote", _("sera là à distance")
    EXCUSED = "excused", _("s’excuse")
    SUBSTITUTE = "substitute", _("envoie son substitut")


class Standing(models.TextChoices):
    """In which standing somebody attends."""

    MEMBER = "member", _("membre")
    OBSERVER = "observer", _("observateur")
    GUEST = "guest", _("invité")
    SECRETARY = "secretary", _("secrétariat")


class Choice(models.TextChoices):
    """What a vote says."""

    FOR = "for", _("pour")
    AGAINST = "against", _("contre")
    ABSTAIN = "abstain", _("abstention")


class MinutesState(models.TextChoices):
    """Where minutes are: adopted at the next meeting of the body, then signed."""

    DRAFT = "draft", _("brouillon")
    SENT = "sent", _("projet transmis")
    ADOPTED = "adopted", _("adopté")
    SIGNED = "signed", _("signé")


class Every(models.TextChoices):
    """How far apart the meetings of a series stand. Those of months keep the day of the week and its rank: the second Tuesday."""

    WEEK = "week", _("chaque semaine")
    TWO_WEEKS = "two_weeks", _("toutes les deux semaines")
    MONTH = "month", _("chaque mois, le même jour de la semaine")
    TWO_MONTHS = "two_months", _("tous les deux mois, le même jour de la semaine")
    THREE_MONTHS = "three_months", _("tous les trois mois, le même jour de la semaine")
