"""What stands in the way of proposing, voting and recording a resolution: quorum, eligibility, majority and what the rules require."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.models import Procedure, Term
from ententes.committees.queries import Capacity, procedure_on
from ententes.committees.states import Majority
from ententes.decisions.acts import Copy
from ententes.decisions.queries.register import fingerprint
from ententes.decisions.rules import obstacles_to_changing
from ententes.decisions.states import Manner, Move
from ententes.ground.wording import hour, listing, quoted

from ..models import Item, Meeting, Motion
from ..queries.counting import Tally, tally, ties
from ..queries.quorum import Room, room, sitting_day
from ..states import Choice, ItemState, MinutesState, State, Usual
from .during import absent_chair, obstacles_to_recording, obstacles_to_sitting

FROZEN = ("title", "whereas", "resolved", "conditions", "move", "manner")
"""What no longer changes once it was put to the vote."""


def obstacles_to_writing_motion(item: Item, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A motion is written while the meeting is open, at an item that is not put off."""
    yield from obstacles_to_recording(item.meeting.body, by=by, when=when)
    if item.meeting.state != State.OPEN:
        yield _("La rencontre est %(state)s : on n’y propose plus rien.") % {"state": State(item.meeting.state).label}
    elif item.state == ItemState.POSTPONED:
        yield _("Ce point est reporté : reprenez-le d’abord.")


def ended(motion: Motion) -> Iterator[str]:
    """A motion is settled once."""
    if motion.resolution is not None:
        yield _("Cette proposition est déjà consignée : résolution %(number)s.") % {"number": motion.resolution.number}
    elif motion.withdrawn_at is not None:
        yield _("Cette proposition est retirée.")


def obstacles_to_saving_motion(motion: Motion, fields: Mapping[str, Any], *, by: Capacity, when: datetime) -> Iterator[str]:
    """What is put to the vote no longer changes; who moves and seconds belongs to the body."""
    yield from obstacles_to_recording(motion.item.meeting.body, by=by, when=when)
    yield from ended(motion)
    if motion.opened_at is not None and any(name in fields and fields[name] != getattr(motion, name) for name in FROZEN):
        yield _("Cette proposition est mise aux voix : son texte ne change plus. Retirez-la, ou reprenez le vote sur un autre texte.")
    for name in ("mover", "seconder"):
        term = fields.get(name)
        if term is not None and term.seat.body_id != motion.item.meeting.body_id:
            yield _("%(name)s ne siège pas à cette instance à ce titre.") % {"name": term.person.name}
    if fields.get("manner", Manner.HANDS) not in (Manner.UNOPPOSED, Manner.HANDS, Manner.BY_NAME, Manner.SECRET):
        yield _("Cette manière de voter n’existe pas en rencontre.")
    if len(fields.get("title", "")) > 300:
        yield _("L’objet tient en 300 caractères.")


def obstacles_to_withdrawing_motion(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A motion is withdrawn before it is settled; an open vote is closed first."""
    yield from obstacles_to_sitting(motion.item.meeting, by=by, at=at, when=when)
    yield from ended(motion)
    if motion.is_open:
        yield _("Un vote est ouvert sur cette proposition : fermez-le d’abord.")


def obstacles_to_opening_ballot(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A secret vote opens on a whole motion, with a quorum, once."""
    yield from obstacles_to_sitting(motion.item.meeting, by=by, at=at, when=when)
    yield from ended(motion)
    if motion.manner != Manner.SECRET:
        yield _("Chacun ne vote de son appareil qu’au scrutin secret.")
    if motion.opened_at is not None:
        yield _("Le vote est clos.") if motion.closed_at else _("Le vote est déjà ouvert.")
    if motion.item.meeting.afterwards:
        yield _("Cette rencontre est consignée après coup : inscrivez le résultat du scrutin tenu sur papier.")
    yield from _whole(motion)
    yield from obstacles_to_deciding(motion.item, room(motion.item.meeting, at, motion.item), at=at)


def _whole(motion: Motion) -> Iterator[str]:
    if not motion.title.strip():
        yield _("Écrivez l’objet de la proposition.")
    if not motion.resolved.strip():
        yield _("Écrivez ce qui est résolu.")


def obstacles_to_deciding(item: Item, found: Room, *, at: datetime) -> Iterator[str]:
    """A body decides on the item under way, with a quorum and with somebody to preside."""
    if item.state != ItemState.UNDER_WAY:
        yield _("Une résolution se prend au point en cours : prenez d’abord ce point.")
    if not found.quorum.reached:
        yield found.quorum.said()
    if item.meeting.chair is None:
        yield _("Personne ne préside : nommez d’abord qui préside.")
    else:
        yield from absent_chair(item.meeting, item.meeting.chair, at)


def obstacles_to_casting(motion: Motion, term: Term, choice: str, *, when: datetime) -> Iterator[str]:
    """A ballot is counted or refused, never both: while the vote is open, from who may vote, once a seat."""
    if motion.opened_at is None or motion.is_ended:
        yield _("Aucun vote n’est ouvert sur cette proposition.")
        return
    if motion.closed_at is not None:
        yield _("Le vote a été fermé à %(hour)s : ce bulletin n’est pas compté.") % {"hour": hour(motion.closed_at)}
        return
    meeting = motion.item.meeting
    found = room(meeting, when, motion.item)
    name = {"name": term.person.name}
    if motion.ballots.filter(term__seat=term.seat_id).exists():
        yield _("Le siège %(seat)s a déjà voté : ce bulletin n’est pas compté.") % {"seat": quoted(term.seat.label)}
    elif term.pk not in {one.pk for one in found.voters}:
        if motion.item.recusals.filter(term=term, returned_at=None).exists():
            yield _("%(name)s est en retrait de ce point et n’y vote pas.") % name
        else:
            yield _("%(name)s n’est pas parmi les membres présents qui votent, à ce titre.") % name
    elif motion.item.matter is not None and motion.item.matter.interests.filter(person=term.person, lifted_at=None).exists():
        yield _("%(name)s a un intérêt déclaré dans ce dossier et n’y vote pas.") % name
    if choice not in Choice.values:
        yield _("Choisissez pour, contre ou abstention.")
    elif choice == Choice.ABSTAIN:
        yield from _abstaining(meeting)


def _abstaining(meeting: Meeting) -> Iterator[str]:
    if not rules_of(meeting).abstention_allowed:
        yield _("Les règles ne permettent pas l’abstention.")


def rules_of(meeting: Meeting) -> Procedure:
    """The rules under which a meeting sits: it does not open without any."""
    found = procedure_on(meeting.body, sitting_day(meeting))
    assert found is not None
    return found


def obstacles_to_closing_ballot(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """An open vote closes."""
    yield from obstacles_to_sitting(motion.item.meeting, by=by, at=at, when=when)
    if not motion.is_open:
        yield _("Aucun vote n’est ouvert sur cette proposition.")
    elif motion.opened_at and at < motion.opened_at:
        yield _("Le vote a été ouvert à %(hour)s.") % {"hour": hour(motion.opened_at)}


def obstacles_to_voting_again(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Iterator[str]:
    """A vote is taken again when it was closed and not recorded."""
    yield from obstacles_to_sitting(motion.item.meeting, by=by, at=at, when=when)
    yield from ended(motion)
    if motion.closed_at is None:
        yield _("Aucun vote n’a été tenu sur cette proposition.")


def obstacles_to_resolving(
    motion: Motion,
    *,
    by: Capacity,
    at: datetime,
    when: datetime,
    votes: tuple[int, int, int] | None = None,
    by_name: Mapping[int, str] | None = None,
    casting: str = "",
    dissents: Sequence[Term] = (),
    copy: Copy | None = None,
) -> Iterator[str]:
    """Everything that stands in the way of recording what a body made of a motion at that moment."""
    item, by_name = motion.item, by_name or {}
    rules, found, counted = rules_of(item.meeting), room(item.meeting, at, item), tally(motion, votes, by_name)
    yield from obstacles_to_sitting(item.meeting, by=by, at=at, when=when)
    yield from ended(motion)
    if motion.is_open:
        yield _("Le vote est encore ouvert : fermez-le d’abord.")
    yield from _whole(motion)
    yield from obstacles_to_deciding(item, found, at=at)
    if motion.closed_at is not None and not found.quorum.reached:
        yield _("Le quorum s’est perdu pendant le vote : reprenez-le quand il sera revenu, le texte et ce vote sont gardés.")
    yield from _moving(motion, rules, found)
    yield from _counting(motion, rules, found, counted, by_name)
    yield from _casting(item.meeting, rules, found, counted, casting)
    voters = {term.pk for term in found.voters}
    for term in dissents:
        if term.pk not in voters or by_name.get(term.pk) == Choice.FOR:
            yield _("%(name)s ne peut pas être en dissidence : il faut être là, et n’avoir pas voté pour.") % {"name": term.person.name}
    yield from obstacles_to_changing(item.meeting.body, motion.amends, motion.repeals)
    yield from _changing(motion, copy)
    yield from _adopting_minutes(item)


def _changing(motion: Motion, copy: Copy | None) -> Iterator[str]:
    """What a body adopts with changes is a text that changed."""
    if motion.move == Move.PASS_WITH_CHANGES and motion.item.matter is not None:
        last = motion.item.matter.versions.last()
        if copy is None or (last is not None and fingerprint(copy.data) == last.sha256):
            yield _("Le texte est encore celui qui a été transmis : modifiez-le d’abord, sa copie sera figée avec la résolution.")


def _moving(motion: Motion, rules: Procedure, found: Room) -> Iterator[str]:
    """Who moves and who seconds are two people who are there, where the rules ask for them."""
    voters = {term.pk for term in found.voters}
    mover, seconder = motion.mover, motion.seconder
    if rules.seconder_required:
        if mover is None:
            yield _("Dites qui propose : les règles l’exigent.")
        if seconder is None:
            yield _("Dites qui appuie : les règles l’exigent.")
    if mover is not None and seconder is not None and mover.person_id == seconder.person_id:
        yield _("On n’appuie pas sa propre proposition.")
    for term in filter(None, (mover, seconder)):
        if term.pk not in voters:
            yield _("%(name)s n’est pas parmi les membres qui votent sur ce point : on ne propose ni n’appuie ce dont on s’est retiré.") % {
                "name": term.person.name
            }


def _counting(motion: Motion, rules: Procedure, found: Room, counted: Tally | None, by_name: Mapping[int, str]) -> Iterator[str]:
    """Votes never outnumber those who may vote; by name, each of them is asked."""
    if motion.manner == Manner.UNOPPOSED:
        if counted is not None:
            yield _("Sans vote demandé, il n’y a rien à compter : choisissez une autre manière, ou effacez les nombres.")
        return
    if motion.manner == Manner.BY_NAME:
        silent = [term.person.name for term in found.voters if by_name.get(term.pk) not in Choice.values]
        if silent:
            yield _("N’ont pas encore répondu à l’appel : %(names)s.") % {"names": listing(silent)}
        if set(by_name) - {term.pk for term in found.voters}:
            yield _("Un des noms appelés n’est pas parmi ceux qui votent sur ce point.")
    if counted is None or not counted.cast:
        yield _("Inscrivez le compte des voix.")
        return
    if motion.opened_at is None and counted.cast > len(found.voters):
        yield _("Le compte fait %(cast)s voix, et %(voters)s membres seulement peuvent voter : %(names)s.") % {
            "cast": counted.cast,
            "voters": len(found.voters),
            "names": listing(term.person.name for term in found.voters),
        }
    if counted.abstentions and not rules.abstention_allowed:
        yield _("Les règles ne permettent pas l’abstention.")


def _casting(meeting: Meeting, rules: Procedure, found: Room, counted: Tally | None, casting: str) -> Iterator[str]:
    """The chair decides a tie where the rules say so, and only then."""
    if counted is None:
        if casting:
            yield _("La présidence ne tranche que des voix partagées.")
    elif ties(rules, counted) and counted.cast:
        if casting not in (Choice.FOR, Choice.AGAINST):
            yield _("Les voix se partagent, et les règles donnent à la présidence voix prépondérante : dites comment elle tranche.")
        elif meeting.chair_id not in {term.person_id for term in found.voters}:
            yield _("Qui préside ne vote pas sur ce point et ne peut pas trancher.")
    elif casting and not (rules.casting_vote and rules.majority == Majority.SIMPLE):
        yield _("Les règles ne donnent pas voix prépondérante à la présidence : des voix partagées rejettent la proposition.")
    elif casting:
        yield _("La présidence ne tranche que des voix partagées.")


def _adopting_minutes(item: Item) -> Iterator[str]:
    """Draft minutes are read before they are adopted, and adopted once."""
    minutes = item.minutes if item.usual == Usual.MINUTES else None
    if minutes is None:
        return
    if minutes.state in (MinutesState.ADOPTED, MinutesState.SIGNED):
        if not minutes.remarks.filter(is_correction=True, resolution=None).exists():
            yield _("Ce procès-verbal est déjà adopté, et aucune correction n’en est demandée.")
    elif minutes.state == MinutesState.DRAFT and not item.meeting.afterwards:
        yield _("Le projet de procès-verbal n’a pas été transmis aux membres : transmettez-le d’abord.")
