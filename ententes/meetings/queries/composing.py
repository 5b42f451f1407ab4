"""The minutes of a meeting as they are composed from what was recorded of it: sections in order, in French, in the Markdown subset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.committees.models import Term
from ententes.committees.states import Role
from ententes.decisions.models import Head, Interest, Resolution
from ententes.decisions.states import Manner, Outcome
from ententes.ground.days import long_date
from ententes.ground.french import NBSP, listing, quoted, time_text

from ..models import Attendance, FollowUp, Invitation, Item, Meeting, Motion
from ..states import Choice, ItemState, Reply, Standing, State, Usual
from .quorum import Change, changes, quorum_at, sitting_day

Section = dict[str, Any]


@translation.override("fr")
def composed(meeting: Meeting) -> list[Section]:
    """`{"item", "title", "text"}` in order. A few queries an item.

    What was said in camera stands apart, with `"in_camera": True`; what the register said is `"fixed"`: nobody writes it.
    """
    hands = [f"motions__resolution__{name}__person" for name in ("mover", "seconder")]
    items = list(meeting.items.select_related("minutes").prefetch_related("recusals__term__person", *hands, "follow_ups"))
    moves = changes(meeting)
    sections = [
        _section(_("Rencontre"), _heading(meeting)),
        _section(_("Présences"), _presences(meeting)),
        _section(_("Quorum"), _found(meeting, moves)),
    ]
    for number, item in enumerate(items, 1):
        if meeting.state != State.ADJOURNED or item.state != ItemState.PENDING:
            sections += _of_item(meeting, number, item, moves)
    sections.append(following([one for item in items for one in item.follow_ups.all()]))
    sections.append(_section(_("Registre"), [head_said(meeting, composing=True)]) | {"fixed": True})
    return [one for one in sections if one["text"]]


def _section(title: str, paragraphs: Iterable[str], item: Item | None = None, in_camera: bool = False) -> Section:
    found: Section = {"item": item.pk if item else None, "title": title, "text": "\n\n".join(one for one in paragraphs if one.strip())}
    return found | ({"in_camera": True} if in_camera else {})


def _hour(at: datetime) -> str:
    return time_text(timezone.localtime(at).time())


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{term}\N{NO-BREAK SPACE}:** {words}" for term, words in pairs if words)


def _heading(meeting: Meeting) -> Iterator[str]:
    opened, closed = meeting.opened_at or meeting.starts_at, meeting.closed_at
    chairs = [(one.person.name, one.since) for one in meeting.presidings.select_related("person")]
    said = [
        name if place == 0 else _("%(name)s, à partir de %(hour)s") % {"name": name, "hour": _hour(since)}
        for place, (name, since) in enumerate(chairs)
    ]
    yield _facts(
        [
            (_("Instance"), meeting.body.name),
            (_("Rencontre"), f"n°{NBSP}{meeting.number}" + (", " + _("extraordinaire") if meeting.is_special else "")),
            (_("Date"), long_date(sitting_day(meeting))),
            (_("Ouverture"), _hour(opened)),
            (_("Levée") if meeting.state == State.CLOSED else _("Ajournement"), _hour(closed) if closed else ""),
            (_("Lieu"), meeting.place),
            (_("Présidence"), "; ".join(said)),
            (_("Secrétariat"), meeting.secretary.name if meeting.secretary else ""),
        ]
    )
    if meeting.state == State.ADJOURNED:
        yield _("La rencontre a été ajournée faute de quorum : elle n’a pas eu lieu. Les points de son ordre du jour restent à traiter.")
    if meeting.afterwards:
        yield _("Cette rencontre a été consignée après coup, d’après des notes.")
    if meeting.shortness:
        yield _("L’avis de convocation a été plus court que les règles ne le demandent, pour ce motif : %(why)s") % {
            "why": meeting.shortness
        }


def _presences(meeting: Meeting) -> Iterator[str]:
    rows = list(meeting.attendances.select_related("term__seat", "term__person").order_by("arrived_at", "pk"))
    members = [row for row in rows if row.standing == Standing.MEMBER]
    present = {row.term.seat_id for row in members if row.term}
    replies = dict(Invitation.objects.filter(meeting=meeting).values_list("person", "reply"))
    absent = [term for term in _holders(meeting) if term.seat_id not in present]
    excused = [term for term in absent if replies.get(term.person_id) in (Reply.EXCUSED, Reply.SUBSTITUTE)]
    groups = [
        (_("Personnes présentes"), _stays(meeting, members)),
        (_("Personnes excusées"), [_seated(term) for term in excused]),
        (_("Personnes absentes"), [_seated(term) for term in absent if term not in excused]),
        (_("Personnes qui observent"), _stays(meeting, [row for row in rows if row.standing == Standing.OBSERVER])),
        (_("Personnes invitées"), _stays(meeting, [row for row in rows if row.standing == Standing.GUEST])),
    ]
    for title, lines in groups:
        if lines:
            yield f"**{title}**\n\n" + "\n".join(f"- {line}" for line in lines)


def _holders(meeting: Meeting) -> list[Term]:
    rows = Term.objects.in_force(sitting_day(meeting)).filter(seat__body=meeting.body, role=Role.HOLDER)
    return list(rows.select_related("person", "seat").order_by("seat__position", "seat", "pk"))


def _seated(term: Term) -> str:
    return f"{term.person.name} ({term.seat.label})"


def _stays(meeting: Meeting, rows: Sequence[Attendance]) -> list[str]:
    """Each person once, with their hours when they were not there from beginning to end."""
    by_person: dict[Any, list[Attendance]] = {}
    for row in rows:
        by_person.setdefault(row.term_id or row.name, []).append(row)
    return [_stay(meeting, found) for found in by_person.values()]


def _stay(meeting: Meeting, found: Sequence[Attendance]) -> str:
    first = found[0]
    words = [_seated(first.term) if first.term else first.name]
    if first.term and first.term.role == Role.SUBSTITUTE:
        words.append(_("substitut"))
    if any(row.is_remote for row in found):
        words.append(_("à distance"))
    hours = [
        _("de %(start)s à %(end)s") % {"start": _hour(row.arrived_at), "end": _hour(row.left_at)}
        if row.left_at
        else _("à partir de %(start)s") % {"start": _hour(row.arrived_at)}
        for row in found
    ]
    if not (len(found) == 1 and first.left_at is None and _from_the_start(meeting, first)):
        words.append(listing(hours))
    return ", ".join(words)


def _from_the_start(meeting: Meeting, row: Attendance) -> bool:
    """Whether somebody was there before the first item, as far as the roll call tells: the minutes give no hour for it."""
    first = min((one.arrived_at for one in meeting.attendances.all() if one.standing == Standing.MEMBER), default=row.arrived_at)
    return (row.arrived_at - first).total_seconds() <= 15 * 60


def _found(meeting: Meeting, moves: Sequence[Change]) -> Iterator[str]:
    """When the quorum was found and who made it, when it was lost and found again; or that it never was."""
    said = [_("Constaté à %(hour)s."), _("Perdu à %(hour)s."), _("Retrouvé à %(hour)s.")]
    for place, (at, quorum) in enumerate(moves):
        yield said[0 if not place else 2 if quorum.reached else 1] % {"hour": _hour(at)} + " " + quorum.said()
    if not moves:
        yield quorum_at(meeting, meeting.closed_at or meeting.ends_at).said()


def _lost(item: Item, moves: Sequence[Change]) -> Iterator[str]:
    """What became of the quorum while the meeting was at an item: what was lost there says when it came back, were it later."""
    if item.begun_at is None:
        return
    for place, (at, quorum) in enumerate(moves):
        if place and item.begun_at <= at and (item.ended_at is None or at < item.ended_at):
            if not quorum.reached:
                yield _("Le quorum se perd à %(hour)s.") % {"hour": _hour(at)} + " " + quorum.said()
                if place + 1 == len(moves):
                    yield _("Il n’est pas revenu avant la fin de la rencontre.")
                elif item.ended_at is not None and moves[place + 1][0] >= item.ended_at:
                    yield _("Il revient à %(hour)s, à un autre point.") % {"hour": _hour(moves[place + 1][0])}
            else:
                yield _("Le quorum revient à %(hour)s.") % {"hour": _hour(at)} + " " + quorum.said()


def _decided(item: Item, resolution: Resolution) -> str:
    """A resolution with the quorum by which it was taken."""
    quorum = quorum_at(item.meeting, resolution.taken_at, item)
    fact = {"hour": _hour(resolution.taken_at), "counted": len(quorum.counted), "needed": quorum.needed, "seats": quorum.seats}
    said = ngettext(
        "Quorum à %(hour)s : %(counted)s membre compte; il en faut %(needed)s sur %(seats)s.",
        "Quorum à %(hour)s : %(counted)s membres comptent; il en faut %(needed)s sur %(seats)s.",
        len(quorum.counted),
    )
    return words_of(resolution) + "\n\n" + said % fact


def _of_item(meeting: Meeting, number: int, item: Item, moves: Sequence[Change]) -> list[Section]:
    title = f"{number}. {item.title}"
    motions = list(item.motions.all())
    resolutions = [one.resolution for one in motions if one.resolution is not None]
    resolutions.sort(key=lambda one: (one.taken_at, one.pk))
    closed = item.in_camera_from is not None
    said = [item.summary] if item.summary and not closed else []
    open_ones = [_decided(item, one) for one in resolutions if not (closed and one.in_camera)]
    dropped = [_withdrawn(one) for one in motions if one.withdrawn_at is not None]
    told = [
        *_withdrawals(item),
        *_camera(item),
        *_lost(item, moves),
        *_of_itself(meeting, item),
        *said,
        *open_ones,
        *([] if closed else dropped),
    ]
    if not told:
        told = [_("Reporté.") if item.state == ItemState.POSTPONED else _("Aucune délibération consignée.")]
    sections = [_section(title, told, item)]
    if closed:
        inside = [item.summary, *(_decided(item, one) for one in resolutions if one.in_camera), *dropped]
        sections.append(_section(_("%(title)s – huis clos") % {"title": title}, inside, item, in_camera=True))
    return sections


def _of_itself(meeting: Meeting, item: Item) -> Iterator[str]:
    """What a usual item says without anybody having written it."""
    if item.usual == Usual.OPENING:
        yield _("La rencontre s’ouvre à %(hour)s.") % {"hour": _hour(meeting.opened_at or meeting.starts_at)}
    elif item.usual == Usual.INTERESTS:
        yield from _declared(meeting)
    elif item.usual == Usual.MINUTES and item.minutes is not None:
        noted = item.minutes.remarks.filter(is_correction=True, resolution__motion__item=item)
        if lines := [f"- {' '.join(one.text.split())}" for one in noted]:
            yield _("Corrections demandées :") + "\n\n" + "\n".join(lines)
    elif item.usual == Usual.FOLLOW_UPS:
        if lines := [f"- {one}" for one in _carried(meeting)]:
            yield "\n".join(lines)
    elif item.usual == Usual.END and meeting.closed_at is not None:
        yield _("La rencontre est levée à %(hour)s.") % {"hour": _hour(meeting.closed_at)}


def _declared(meeting: Meeting) -> Iterator[str]:
    """The interests of members in the matters of the agenda, whenever they were declared before its end."""
    members = Term.objects.in_force(sitting_day(meeting)).filter(seat__body=meeting.body).values("person")
    rows = Interest.objects.filter(
        matter__items__meeting=meeting, person__in=members, declared_at__lte=meeting.closed_at or meeting.ends_at
    )
    lines = []
    for one in rows.select_related("person", "matter").order_by("declared_at", "pk").distinct():
        fact = {"name": one.person.name, "matter": quoted(one.matter.title), "day": long_date(timezone.localdate(one.declared_at))}
        fact |= {"nature": one.nature.strip().rstrip(".")}
        lines.append("- " + _("%(name)s, dans %(matter)s, le %(day)s : %(nature)s.") % fact)
    yield "\n".join(lines) or _("Aucun intérêt n’est déclaré.")


def _carried(meeting: Meeting) -> Iterator[str]:
    """What earlier meetings asked for: what was done since the last one, and what goes on."""
    end = meeting.closed_at or meeting.ends_at
    before = Meeting.objects.filter(body=meeting.body, starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    rows = FollowUp.objects.filter(item__meeting__body=meeting.body, item__meeting__starts_at__lt=meeting.starts_at)
    since = before.starts_at if before else meeting.starts_at
    for one in rows.filter(Q(done_at=None) | Q(done_at__gt=since)).order_by("due_on", "pk"):
        done = one.done_at is not None and one.done_at <= end
        yield f"{_to_do(one)}\N{NO-BREAK SPACE}: {one.outcome.rstrip('.') if done else _('à poursuivre')}."


def _withdrawn(motion: Motion) -> str:
    return _("Proposition retirée : %(title)s.") % {"title": quoted(motion.title or motion.resolved)}


def _withdrawals(item: Item) -> Iterator[str]:
    natures = dict(Interest.objects.filter(matter=item.matter_id).order_by("pk").values_list("person", "nature")) if item.matter_id else {}
    for one in item.recusals.all():
        nature = natures.get(one.term.person_id, "").strip().rstrip(".")
        declared = " " + _("Intérêt déclaré : %(nature)s.") % {"nature": nature} if nature else ""
        fact = {"name": one.term.person.name, "left": _hour(one.left_at), "back": _hour(one.returned_at) if one.returned_at else ""}
        if one.returned_at:
            yield _("Retrait de la délibération et du vote : %(name)s, de %(left)s à %(back)s.") % fact + declared
        else:
            yield _("Retrait de la délibération et du vote : %(name)s, à partir de %(left)s.") % fact + declared


def _camera(item: Item) -> Iterator[str]:
    if item.in_camera_from is not None:
        until = item.in_camera_until
        fact = {"start": _hour(item.in_camera_from), "end": _hour(until) if until else ""}
        yield (_("Huis clos de %(start)s à %(end)s.") if until else _("Huis clos à partir de %(start)s.")) % fact


def words_of(resolution: Resolution) -> str:
    """A resolution as minutes print it: number, « considérant », who moved and seconded, what is resolved, and how."""
    lines = [f"**{_('Résolution')} {resolution.number} – {resolution.title}**"]
    lines += [f"{_('Considérant')} {line}" for line in resolution.whereas.splitlines() if line.strip()]
    lines.append(f"{_moved(resolution)} {resolution.resolved}")
    if resolution.conditions:
        lines.append(_("Aux conditions suivantes : %(words)s") % {"words": resolution.conditions})
    lines.append(_outcome(resolution))
    lines += _by_name(resolution)
    return "\n\n".join(lines)


def _by_name(resolution: Resolution) -> Iterator[str]:
    """Who voted what, where members were called by name."""
    if resolution.manner == Manner.BY_NAME:
        cast = list(resolution.motion.ballots.select_related("term__person").order_by("term__seat__position", "pk"))
        for choice, label in Choice.choices:
            if names := [one.term.person.name for one in cast if one.choice == choice]:
                yield f"{str(label).capitalize()}\N{NO-BREAK SPACE}: {listing(names)}."


def _moved(resolution: Resolution) -> str:
    who = {"mover": resolution.mover and resolution.mover.person.name, "seconder": resolution.seconder and resolution.seconder.person.name}
    lost = resolution.outcome == Outcome.REJECTED
    if resolution.mover and resolution.seconder:
        if lost:
            return _("Il est proposé par %(mover)s, avec l’appui de %(seconder)s,") % who
        return _("Il est proposé par %(mover)s, avec l’appui de %(seconder)s, et **il est résolu**") % who
    if resolution.mover:
        return _("Il est proposé par %(mover)s") % who if lost else _("Il est proposé par %(mover)s, et **il est résolu**") % who
    return _("Il est proposé") if lost else _("**Il est résolu**")


def _outcome(resolution: Resolution) -> str:
    said = str(Outcome(resolution.outcome).label).capitalize()
    if resolution.unanimous:
        said += " " + _("à l’unanimité")
    if resolution.manner != Manner.UNOPPOSED:
        said += f", {Manner(resolution.manner).label}"
    if resolution.votes_for is not None:
        counts = {"for": resolution.votes_for, "against": resolution.votes_against or 0, "abstain": resolution.abstentions or 0}
        said += " " + _("(pour %(for)s, contre %(against)s, abstentions %(abstain)s)") % counts
    said += "."
    if resolution.casting_vote:
        said += " " + _("La présidence a départagé les voix.")
    elif resolution.is_tied:
        said += " " + _("Les voix sont partagées : rien n’est adopté à égalité.")
    if resolution.dissents:
        said += " " + _("Dissidence inscrite à leur demande : %(names)s.") % {"names": listing(resolution.dissents)}
    return said


@translation.override("fr")
def following(rows: Iterable[FollowUp]) -> Section:
    """The section that says what must follow, a line each; its text is empty without any."""
    return _section(_("Suites à donner"), ["\n".join(f"- {_to_do(one)}" for one in rows)]) | {"usual": str(Usual.FOLLOW_UPS)}


def _to_do(one: FollowUp) -> str:
    due = _(", d’ici le %(day)s") % {"day": long_date(one.due_on)} if one.due_on else ""
    return f"{one.what} – {one.who}{due}"


def head_said(meeting: Meeting, *, composing: bool = False) -> str:
    """The head of the register now, in the language in force: what is printed cannot be older than what it names."""
    head = Head.objects.filter(agreement=meeting.body.agreement_id).first()
    if head is None or not head.number:
        return _("Le registre de l’entente n’a encore aucune inscription.")
    said = _("Dernière inscription au registre de l’entente quand ce document a été tiré : n° %(number)s, empreinte `%(sha256)s`.")
    if composing:
        said = _("Dernière inscription au registre de l’entente quand ce texte a été composé : n° %(number)s, empreinte `%(sha256)s`.")
    return said % {"number": head.number, "sha256": head.sha256}


def name_of(meeting: Meeting) -> str:
    """« rencontre n° 3 de « Comité de gestion », 12 avril 2011 », in the language in force."""
    return _("rencontre n° %(number)s de %(body)s, %(day)s") % {
        "number": meeting.number,
        "body": quoted(meeting.body.name),
        "day": long_date(sitting_day(meeting)),
    }


def news_of(follow_up: FollowUp) -> str:
    """The words with which news of its action may begin."""
    with translation.override("fr"):
        fact = {"what": follow_up.what, "meeting": name_of(follow_up.item.meeting)}
        said = _("Suite donnée à la %(meeting)s : %(what)s") % fact
    return f"{said}\n\n{follow_up.outcome}".strip()
