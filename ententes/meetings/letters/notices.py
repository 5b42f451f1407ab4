"""Notices of meetings, their changes and reminders, and dates to choose from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.committees.models import Body
from ententes.correspondence import acts as correspondence
from ententes.ground.days import long_date
from ententes.ground.wording import span

from ..models import DateAnswer, Invitation, Meeting
from ..queries.agenda import Agenda, agenda
from ..queries.answering import DATES, INVITATIONS
from ..queries.calendars import file_of
from ..states import Standing


def notice(invitation: Invitation, *, signer: Any, when: datetime, points: Agenda | None = None) -> None:
    """Call somebody to a meeting: when, where, what will be taken up, and a link to answer. `points` saves its reading again."""
    meeting = invitation.meeting
    with translation.override(invitation.person.language):
        lines = [_opening(invitation), _where(meeting)]
        if meeting.shortness:
            lines.append(_("L’avis est plus court que le délai habituel : %(why)s") % {"why": meeting.shortness})
        lines.append(_listed((points or agenda(meeting)).read_by(invitation.person)))
        lines += _asking(invitation)
        _post(invitation, _("convocation, %(span)s"), lines, signer=signer, when=when)


def moved(invitation: Invitation, *, was: tuple[datetime, datetime], why: str, anew: bool, had: bool, signer: Any, when: datetime) -> None:
    """Tell somebody called that the meeting is moved, and ask again where its time is another (`anew`); `had` whether they had answered."""
    with translation.override(invitation.person.language):
        lines = [
            _("La rencontre n° %(number)s de « %(body)s », qui était annoncée %(was)s, est déplacée.")
            % {
                "number": invitation.meeting.number,
                "body": invitation.meeting.body.name,
                "was": span(*was),
            }
        ]
        if why:
            lines.append(_("Motif : %(why)s") % {"why": why})
        lines.append(_where(invitation.meeting))
        if anew:
            again = [_("Votre réponse à la première date ne vaut plus : dites-nous de nouveau si vous y serez.")] if had else []
            lines += [*again, *_asking(invitation)]
        elif had:
            lines += [_("L’heure ne change pas et votre réponse tient toujours."), *_event(invitation)]
        else:
            lines += [_("L’heure ne change pas."), *_asking(invitation)]
        _post(invitation, _("rencontre déplacée, %(span)s"), lines, signer=signer, when=when)


def added(invitation: Invitation, *, added: Collection[int], points: Agenda, signer: Any, when: datetime) -> None:
    """Tell somebody called what was put on the agenda since their notice; the meeting and their answer stay as they are."""
    with translation.override(invitation.person.language):
        points = points.read_by(invitation.person)
        fresh = [row for row in points.rows if row.pk in added]
        lines = [
            ngettext(
                "Un point s’est ajouté à l’ordre du jour de la rencontre n° %(number)s de « %(body)s » depuis sa convocation :",
                "%(num)s points se sont ajoutés à l’ordre du jour de la rencontre n° %(number)s de « %(body)s » depuis sa convocation :",
                len(fresh),
            )
            % {"num": len(fresh), "number": invitation.meeting.number, "body": invitation.meeting.body.name}
            + "\n"
            + "\n".join(f"{row.number}. {row.said} ({row.purpose_words})" for row in fresh),
            _where(invitation.meeting),
            _listed(points),
            *_asking(invitation),
        ]
        _post(invitation, _("ordre du jour modifié, %(span)s"), lines, signer=signer, when=when)


def cancelled(invitation: Invitation, *, signer: Any, when: datetime) -> None:
    """Tell somebody called that the meeting will not be held."""
    meeting = invitation.meeting
    with translation.override(invitation.person.language):
        lines = [
            _("La rencontre n° %(number)s de « %(body)s », prévue %(span)s, est annulée.")
            % {"number": meeting.number, "body": meeting.body.name, "span": span(meeting.starts_at, meeting.ends_at)},
            _("Motif : %(why)s") % {"why": meeting.why_ended},
            *_event(invitation),
        ]
        _post(invitation, _("rencontre annulée, %(span)s"), lines, signer=signer, when=when)


def reminder(invitation: Invitation, *, signer: Any, when: datetime) -> None:
    """Ask again somebody who has not answered."""
    with translation.override(invitation.person.language):
        lines = [_("Nous n’avons pas encore votre réponse."), _opening(invitation), _where(invitation.meeting), *_asking(invitation)]
        _post(invitation, _("rappel de convocation, %(span)s"), lines, signer=signer, when=when)


def stand_in(invitation: Invitation, *, of: Any, signer: Any, when: datetime) -> None:
    """Tell a substitute that the holder of their seat counts on them."""
    with translation.override(invitation.person.language):
        lines = [
            _("%(name)s ne pourra pas être de la rencontre et compte sur vous, qui êtes son substitut.") % {"name": of.name},
            _where(invitation.meeting),
            *_asking(invitation),
        ]
        _post(invitation, _("vous remplacez quelqu’un, %(span)s"), lines, signer=signer, when=when)


def dates(answer: DateAnswer, *, signer: Any, when: datetime, again: bool = False) -> None:
    """Ask somebody which of the dates of a poll suit them."""
    poll, person = answer.poll, answer.person
    with translation.override(person.language):
        lines = [
            _("« %(body)s » cherche une date pour : %(title)s.") % {"body": poll.body.name, "title": poll.title},
            "\n".join(f"– {span(one.starts_at, one.ends_at)}" for one in poll.options.all()),
            _("Dites d’ici le %(day)s lesquelles vous conviennent, sans mot de passe :") % {"day": long_date(poll.closes_on)}
            + "\n"
            + DATES.address(answer, poll.closes_on),
            _personal(poll.closes_on),
            _signature(signer, poll.body),
        ]
        subject = _("%(body)s – quelles dates vous conviennent, d’ici le %(day)s") % {
            "body": poll.body.name,
            "day": long_date(poll.closes_on),
        }
        if again:
            subject = _("Rappel : %(subject)s") % {"subject": subject}
        correspondence.write_to(person, subject, *lines, when=when, reply_to=signer.email)


def date_kept(answer: DateAnswer, meeting: Meeting, *, signer: Any, when: datetime) -> None:
    """Tell somebody who answered a poll which date was kept."""
    poll, person = answer.poll, answer.person
    with translation.override(person.language):
        lines = [
            _("Merci de votre réponse. La date retenue pour « %(title)s » :") % {"title": poll.title},
            _where(meeting),
            _("La convocation suivra, avec l’ordre du jour et un lien pour y répondre."),
            _signature(signer, poll.body),
        ]
        subject = _("%(body)s – date retenue, %(span)s") % {"body": poll.body.name, "span": span(meeting.starts_at, meeting.ends_at)}
        correspondence.write_to(person, subject, *lines, when=when, reply_to=signer.email)


def link_until(invitation: Invitation) -> date:
    """The last day of the link of a notice: that of the end of the meeting."""
    return timezone.localdate(invitation.meeting.ends_at)


def _opening(invitation: Invitation) -> str:
    meeting, body = invitation.meeting, invitation.meeting.body
    names = {"number": meeting.number, "body": body.name, "agreement": body.agreement.title}
    if invitation.standing == Standing.GUEST:
        return _("Voici une invitation à la rencontre n° %(number)s de « %(body)s », de l’entente « %(agreement)s ».") % names
    if meeting.is_special:
        return (
            _(
                "Voici votre convocation à la rencontre n° %(number)s de « %(body)s », de l’entente « %(agreement)s »."
                " Elle est extraordinaire et s’en tiendra à son ordre du jour."
            )
            % names
        )
    return _("Voici votre convocation à la rencontre n° %(number)s de « %(body)s », de l’entente « %(agreement)s ».") % names


def _where(meeting: Meeting) -> str:
    lines = [_("Quand : %(span)s") % {"span": span(meeting.starts_at, meeting.ends_at)}]
    if meeting.place:
        lines.append(_("Où : %(place)s") % {"place": meeting.place})
    if meeting.link:
        lines.append(_("À distance : %(link)s") % {"link": meeting.link})
    return "\n".join(lines)


def _listed(points: Agenda) -> str:
    """The agenda as a letter says it, with the numbers of its documents."""
    lines = [_("Projet d’ordre du jour")]
    for row in points.rows:
        time = ngettext(", %(num)s minute", ", %(num)s minutes", row.estimate) % {"num": row.estimate} if row.estimate else ""
        lines.append(f"{row.number}. {row.said} ({row.purpose_words}{time})")
        lines += [f"    {one.number} {one.title}" for one in row.documents if not one.version]
    return "\n".join(lines)


def _asking(invitation: Invitation) -> list[str]:
    """The link to answer, and what the page behind it does."""
    until = link_until(invitation)
    if invitation.standing == Standing.GUEST:
        words = _("Dites-nous si vous y serez. La page montre aussi l’ordre du jour et les documents; l’ouvrir n’enregistre rien :")
    else:
        words = _(
            "Dites si vous y serez ou qui viendra pour vous, et signalez d’avance tout intérêt dans un dossier."
            " La page montre aussi les documents; l’ouvrir n’enregistre rien :"
        )
    return [words + "\n" + INVITATIONS.address(invitation, until), *_event(invitation), _personal(until)]


def _event(invitation: Invitation) -> list[str]:
    address = INVITATIONS.address(invitation, link_until(invitation), "reply_ics")
    return [_("Pour votre calendrier : %(link)s") % {"link": address}]


def _personal(until: date) -> str:
    return _("Ce lien vous est personnel : la réponse portera votre nom. Il sert jusqu’au %(day)s.") % {"day": long_date(until)}


def _signature(signer: Any, body: Body) -> str:
    return _("Une question? Répondez simplement à cette lettre : elle parvient à %(name)s.") % {"name": signer.name} + (
        f"\n\n{signer.name}\n{body.agreement.short_title}"
    )


def _post(invitation: Invitation, what: str, lines: Sequence[str], *, signer: Any, when: datetime) -> None:
    """Write the letter to somebody called, its event joined; `what` finishes its subject."""
    meeting, person = invitation.meeting, invitation.person
    subject = f"{meeting.body.acronym or meeting.body.name} – {what % {'span': span(meeting.starts_at, meeting.ends_at)}}"
    event = file_of(meeting, when=when).decode()
    correspondence.write_to(person, subject, *lines, _signature(signer, meeting.body), when=when, reply_to=signer.email, event=event)
