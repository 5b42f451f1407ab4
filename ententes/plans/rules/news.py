"""What stands in the way of giving news of an action, of asking for them, and of answering from a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.documents.queries import media_type
from ententes.ground.days import long_date
from ententes.ground.wording import listing

from ..models import Action, Question, Request
from ..queries import answering
from ..queries.links import LINK_DAYS
from ..states import Status

LONGEST = 20_000
"""Characters in a note."""
MOST_FILES = 10
"""Files that come with one note."""
ENDINGS = {
    "application/pdf": ("pdf",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
}
"""What may come with a note, and how its name must then end."""

_INSIDE = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml", "odt": b"application/vnd.oasis.opendocument.text"}


def obstacles_to_speaking(action: Action, *, by: Capacity | None, spoken: answering.Speakers | None = None) -> Iterator[str]:
    """Whether this capacity may give news of this action at all: what the closed button says. `spoken` saves its reading twice."""
    if action.removed_at is not None:
        yield _("Cette action a été retirée du plan.")
    if by is None:
        yield _("Seules les personnes qui siègent dans cette entente et sa coordination peuvent donner des nouvelles.")
        return
    if by.agreement.pk != action.plan.agreement_id:
        yield _("Vous n’agissez pas à ce titre dans cette entente.")
        return
    allowed = spoken or answering.speakers(action)
    if allowed.include(by):
        return
    if allowed.names:
        who = listing(_("« %(name)s »") % {"name": name} for name in allowed.names)
        yield _("Donnent des nouvelles de cette action : les membres de %(who)s, et la coordination de l’entente.") % {"who": who}
    else:
        yield _("Le plan ne dit pas qui répond de cette action : seule la coordination peut en donner des nouvelles.")
    yield _("Vous agissez ici comme %(capacity)s.") % {"capacity": by.words}


def obstacles_to_noting(
    action: Action,
    *,
    by: Capacity,
    when: datetime,
    dated_on: date,
    text: str,
    status: str = "",
    files: Sequence[Any] = (),
    on_behalf_of: str = "",
) -> Iterator[str]:
    """Everything that stands in the way of this note."""
    yield from obstacles_to_speaking(action, by=by)
    yield from _ended(by, when)
    if on_behalf_of and not by.coordinates:
        yield _("Seule la coordination peut écrire au nom de quelqu’un.")
    yield from obstacles_to_words(text=text, status=status, dated_on=dated_on, when=when)
    yield from obstacles_to_attaching(files)


def obstacles_to_words(*, text: str, status: str, dated_on: date, when: datetime) -> Iterator[str]:
    """What stands in the way of the words, the status and the date of a note, whoever writes it."""
    if not text.strip():
        if status == Status.POSTPONED:
            yield _("Dites pourquoi l’action est reportée, et à quand.")
        elif status == Status.ABANDONED:
            yield _("Dites pourquoi l’action est abandonnée.")
        else:
            yield _("Une nouvelle ne peut pas être vide.")
    if len(text) > LONGEST:
        yield _(
            "Une nouvelle compte au plus 20 000 caractères; celle-ci en compte %(count)s. Le reste peut aller dans un fichier joint."
        ) % {"count": len(text)}
    if status and status not in Status.values:
        yield _("Cet état n’existe pas.")
    if dated_on > timezone.localdate(when):
        yield _("La date d’une nouvelle ne peut pas être à venir : une nouvelle dit ce qui est arrivé.")
    if dated_on.year < 1900:
        yield _("La date de la nouvelle est trop ancienne.")


def obstacles_to_attaching(files: Sequence[Any]) -> Iterator[str]:
    """What stands in the way of the files of a note. Each has `name`, `size`, `read` and `seek`, as an upload has."""
    if len(files) > MOST_FILES:
        yield _("Une nouvelle porte au plus %(most)s fichiers.") % {"most": MOST_FILES}
        return
    limit = settings.UPLOAD_LIMIT
    for file in files:
        if not file.size:
            yield _("« %(name)s » est vide.") % {"name": file.name}
        elif file.size > limit:
            yield _("« %(name)s » dépasse %(most)s Mo.") % {"name": file.name, "most": limit // 1024 // 1024}
        elif not file_type(file):
            yield _(
                "« %(name)s » n’est pas un fichier PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), PNG, JPEG, texte ou CSV,"
                " ou son contenu n’est pas celui que son nom annonce."
            ) % {"name": file.name}


def file_type(file: Any) -> str:
    """The media type of a file that a note may carry, told by its content; "" for any other."""
    file.seek(0)
    head = file.read(4096)
    kind = media_type(head, file.name)
    ending = file.name.rpartition(".")[2].lower()
    inside = _INSIDE.get(ending)
    sound = ending in ENDINGS.get(kind, ()) and (inside is None or _holds(file, head, inside))
    file.seek(0)
    return kind if sound else ""


def _holds(file: Any, head: bytes, mark: bytes) -> bool:
    """Whether the bytes of a packed file name this part: names are never compressed in it. One piece of it in memory at a time."""
    piece, last = head, b""
    while piece:
        if mark in last + piece:
            return True
        last = piece[-len(mark) :]
        piece = file.read(1024 * 1024)
    return False


def _ended(by: Capacity, when: datetime) -> Iterator[str]:
    end = by.holding.ends_on
    if end is not None and end < timezone.localdate(when):
        yield _("Vous n’agissez plus à ce titre depuis le %(day)s.") % {"day": long_date(end)}


def obstacles_to_coordinating(agreement: Agreement, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Asking, reminding and withdrawing belong to the coordination."""
    if by.agreement.pk != agreement.pk or not by.coordinates:
        yield _("Seule la coordination de l’entente demande des nouvelles.")
    yield from _ended(by, when)


def obstacles_to_asking(
    agreement: Agreement, *, by: Capacity, when: datetime, actions: Sequence[Action], found: answering.Asking, due_on: date
) -> Iterator[str]:
    """What stands in the way of asking for news of these actions; `found` says whom each would be asked of."""
    yield from obstacles_to_coordinating(agreement, by=by, when=when)
    if not actions:
        yield _("Aucune action n’est choisie.")
    elif any(action.plan.agreement_id != agreement.pk or action.removed_at for action in actions):
        yield _("Une des actions choisies n’est plus dans le plan.")
    elif not found.sheets:
        yield _("Aucune lettre ne partirait : ces actions n’ont personne à joindre, ou des nouvelles en sont déjà demandées.")
    today = timezone.localdate(when)
    if due_on <= today:
        yield _("La réponse doit être attendue pour un jour à venir.")
    elif due_on > today + timedelta(days=LINK_DAYS):
        yield _("La réponse doit être attendue d’ici %(days)s jours : les liens des lettres ne servent pas plus longtemps.") % {
            "days": LINK_DAYS
        }
    if not settings.BASE_URL:
        yield _(
            "L’adresse publique de cette installation n’est pas réglée (ENTENTES_URL) : les liens des lettres ne mèneraient nulle part."
        )


def obstacles_to_reminding(request: Request, *, by: Capacity, when: datetime, remaining: Iterable[Question]) -> Iterator[str]:
    """What stands in the way of reminding somebody at once."""
    yield from obstacles_to_coordinating(request.agreement, by=by, when=when)
    if not list(remaining):
        yield _("Il ne reste rien à rappeler : tout est répondu ou retiré.")
    if not request.recipient.is_active:
        yield _("%(name)s ne peut plus se connecter : désignez une autre personne à joindre.") % {"name": request.recipient.name}
    last = request.reminded_at or request.asked_at
    if timezone.localdate(last) == timezone.localdate(when):
        yield _("Une lettre est déjà partie aujourd’hui à %(name)s.") % {"name": request.recipient.name}


def obstacles_to_withdrawing(question: Question, *, by: Capacity, when: datetime) -> Iterator[str]:
    """What stands in the way of no longer asking."""
    yield from obstacles_to_coordinating(question.request.agreement, by=by, when=when)
    if question.answer_id:
        yield _("Cette demande a déjà sa réponse.")
    if question.withdrawn_at:
        yield _("Cette demande est déjà retirée.")


def obstacles_to_answering(question: Question) -> Iterator[str]:
    """What makes a link no longer serve: the demand was withdrawn, the action left the plan, or the person no longer acts here."""
    if question.withdrawn_at:
        yield _("La coordination a retiré cette demande le %(day)s : il n’y a plus rien à répondre.") % {
            "day": long_date(timezone.localdate(question.withdrawn_at))
        }
    if question.action.removed_at:
        yield _("Cette action a été retirée du plan : il n’y a plus rien à répondre.")
    if not question.request.recipient.is_active:
        yield _("Ce lien a été donné à une personne qui n’agit plus dans cette installation.")


def counted(actions: int) -> str:
    """« une action », « 3 actions »."""
    return ngettext("%(count)s action", "%(count)s actions", actions) % {"count": actions}
