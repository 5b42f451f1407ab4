"""What bodies wait for, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def what(kind: str, count: int = 1) -> str:
    """What is asked, before its title; of several people where `count` says so."""
    said = {
        "vote": _("Voter :"),
        "consent": ngettext("Signer ou refuser :", "%(num)s accords attendus :", count),
        "reply": ngettext("Répondre à la convocation :", "%(num)s réponses attendues :", count),
        "dates": _("Dire quelles dates vous conviennent :"),
        "sign": ngettext("Signer le procès-verbal :", "%(num)s signatures attendues :", count),
        "remark": _("Lire le projet de procès-verbal :"),
        "declare": _("Déclarer un intérêt dans un dossier, s’il y en a un :"),
        "prepare": _("Préparer la rencontre, lire ses documents :"),
        "minutes": _("Rédiger et transmettre le procès-verbal :"),
        "follow_up": _("Donner suite :"),
        "call": _("Convoquer :"),
        "meet": _("Prévoir une rencontre pour ce dossier :"),
        "agenda": _("Mettre à l’ordre du jour de la prochaine rencontre :"),
        "rules": _("Préciser les règles de fonctionnement :"),
        "matter": _("Devant votre instance :"),
        "transmit": _("Transmettre :"),
        "send_on": _("Dire quelle instance prend la place de celle qui est dissoute :"),
    }
    return said[kind].replace("%(num)s", str(count))
