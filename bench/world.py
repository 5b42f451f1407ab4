"""The data that is measured: an agreement with a plan of as many actions as wanted, some with news."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement
from ententes.committees import acts as committees
from ententes.committees.models import Body, Seat
from ententes.committees.queries import capacities
from ententes.documents.acts import keep
from ententes.ground.french import fold
from ententes.ground.windows import Window
from ententes.ground.years import FiscalYear
from ententes.people.models import Person
from ententes.plans.models import Action, Attachment, Note, Plan, Responsibility, Schedule, Section

NOW = datetime.now(UTC)
YEAR = FiscalYear.of(NOW.date()).start
WORDS = ["développer", "soutenir", "commercialisation", "coopérative", "territoire", "formation"]
WORDS += ["promotion", "concertation", "relève", "achat", "répertoire", "charte"]


def person(name: str = "Mesure Étalon") -> Person:
    known = Person.objects.filter(name=name).first()
    return known or Person.objects.create_user(email=f"{fold(name).replace(' ', '.')}@mesure.example", name=name)


def agreement(actions: int, *, notes_each: int = 1, title: str = "", coordinator: Person | None = None) -> Agreement:
    """An agreement whose plan has so many actions over ten sections, each with two schedules, two responsibles and some notes."""
    title = title or f"Entente de {actions} actions"
    made = agreements.open_agreement(title=title, short_title=title[:80], when=NOW)
    committees.name_coordinator(made, person=coordinator or person(), starts_on=date(2000, 1, 1))
    bodies = [committees.set_up_body(made, name=f"Comité {number}", kind="working") for number in range(8)]
    Seat.objects.create(body=bodies[0], label="Animation")
    plan(made, bodies, YEAR, actions, notes_each)
    return made


def grow(first: Agreement, *, agreements: int, years: int, actions: int) -> None:
    """Bring an installation of one agreement to so many, each with a plan a year for so many years."""
    others = [
        agreement(actions, title=f"Entente voisine {n}", coordinator=person(f"Coordination voisine {n}")) for n in range(1, agreements)
    ]
    for made in [first, *others]:
        for year in range(YEAR - years + 1, YEAR):
            plan(made, list(made.bodies.all()), year, actions, 1)


def plan(made: Agreement, bodies: list[Body], year: int, actions: int, notes_each: int) -> None:
    """The plan of one year, with everything an action has."""
    own = Plan.objects.create(agreement=made, title="Plan d’action", year=year, years=[year, year + 1])
    sections = [Section.objects.create(plan=own, code=f"O{n}", title=f"Objectif {n}", position=n) for n in range(1, 11)]
    texts = [
        f"{WORDS[n % 12].capitalize()} la {WORDS[(n * 5 + 3) % 12]} et la {WORDS[(n * 7 + 1) % 12]} des entreprises, volet {n}"
        for n in range(actions)
    ]
    rows = Action.objects.bulk_create(
        (
            Action(plan=own, section=sections[n * 10 // actions], code=f"A.{n}", text=text, folded=fold(text), position=n)
            for n, text in enumerate(texts)
        ),
        batch_size=500,
    )
    autumn = Window("season", date(year, 9, 1), date(year, 12, 31))
    Schedule.objects.bulk_create(
        (
            Schedule(action=action, year=column, words=words, kind=window.kind, starts_on=window.starts_on, ends_on=window.ends_on)
            for action in rows
            for column, words, window in (
                (year, "Automne", autumn),
                (year + 1, "En continu", Window("ongoing", date(year + 1, 4, 1), date(year + 2, 3, 31))),
            )
        ),
        batch_size=500,
    )
    Responsibility.objects.bulk_create(
        (
            Responsibility(
                action=action, body=bodies[(n + k) % 8], words=bodies[(n + k) % 8].name, role="collaborator" if k else "lead", position=k
            )
            for n, action in enumerate(rows)
            for k in (0, 1)
        ),
        batch_size=500,
    )
    write_notes(made, rows, made.coordinations.get().person, notes_each)


def write_notes(made: Agreement, rows: list[Action], coordinator: Person, each: int) -> None:
    [capacity] = capacities(coordinator, made)
    notes = Note.objects.bulk_create(
        (
            Note(
                action=action,
                coordination=capacity.coordination,
                author=coordinator,
                capacity=capacity.words,
                dated_on=NOW.date() - timedelta(days=k),
                written_at=NOW - timedelta(days=k),
                text=f"Nouvelle {k} : le travail avance, deux rencontres tenues et une troisième prévue.",
                status="under_way",
            )
            for action in rows
            for k in range(each)
        ),
        batch_size=500,
    )
    if each > 1:
        piece = keep(content=b"x", name="compte-rendu.txt", media_type="text/plain", by=coordinator, when=NOW)
        Attachment.objects.bulk_create((Attachment(note=note, file=piece) for note in notes), batch_size=500)
    for action, note in zip(rows, notes[::each], strict=True):
        action.news, action.status = note, "under_way"
    Action.objects.bulk_update(rows, ["news", "status"], batch_size=500)
