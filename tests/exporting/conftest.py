"""The reference plan as models, row by row, for the documents that are made of it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ententes.agreements.models import Objective
from ententes.committees.models import Mandate
from ententes.ground.windows import window
from ententes.plans.models import Action, Note, Plan, Responsibility, Schedule, Section, SourceRow
from tests.cast import make_agreement, make_body, make_coordination, make_person

TEXT = Path(__file__).resolve().parents[2] / "demo" / "plan-d-action-2011-2012.txt"
TITLE = "ENTENTE SPÉCIFIQUE EN ÉCONOMIE SOCIALE DANS LA RÉGION DE LA CAPITALE-NATIONALE"
DOUBLE = "Réaliser 5 rencontres du PRESCN"


def rows_of(text: str) -> list[tuple[str, list[str], list[list[str]]]]:
    """Heading, headers and rows of each table of the reference text."""
    found: list[tuple[str, list[str], list[list[str]]]] = []
    heading = ""
    for line in text.splitlines():
        cells = line.split("\t")
        if len(cells) == 1:
            heading = line or heading
        elif cells[0] == "Actions":
            found.append((heading, cells, []))
        else:
            found[-1][2].append(cells)
    return found


@pytest.fixture
def reference(db: None) -> Plan:
    """Thirty actions of twenty-nine rows, in five sections, with three notes."""
    return make_reference()


def make_reference(copies: int = 1, slug: str = "economie-sociale") -> Plan:
    """The reference plan; its rows several times over where many actions are wanted."""
    agreement = make_agreement(slug, TITLE)
    agreement.context = "L'Entente a été signée en 2010.\n\n- La promotion;\n- La concertation."
    agreement.save()
    plan = Plan.objects.create(
        agreement=agreement,
        title="PLAN D'ACTION 2011-2012",
        year=2011,
        years=[2011, 2012],
        dated_on=date(2011, 4, 1),
        dated_words="Avril 2011",
    )
    follow_up = make_body(agreement, "Comité de suivi", "follow_up", composition="Les membres du PRESCN.")
    Mandate.objects.create(body=follow_up, position=0, words="Proposer le plan d'action;", verbs=["propose"])
    kinds = ("action", "responsible", "year", "year")
    sources, actions, responsibilities, schedules = [], [], [], []
    for place, (heading, headers, rows) in enumerate(rows_of(TEXT.read_text(encoding="utf-8"))):
        number = re.match(r"Objectif (\d)", heading)
        objective = Objective.objects.create(agreement=agreement, number=int(number[1]), title=heading) if number else None
        columns = [
            {"kind": kind, "header": header} | ({"year": int(header[:4])} if kind == "year" else {})
            for kind, header in zip(kinds, headers, strict=True)
        ]
        code = f"O{number[1]}" if number else "G"
        section = Section.objects.create(
            plan=plan, objective=objective, code=code, title=heading, heading=heading, columns=columns, position=place
        )
        for cells in rows * copies:
            source = SourceRow(plan=plan, headers=headers, cells=cells)
            sources.append(source)
            texts = [cells[0].removesuffix(DOUBLE).strip(), DOUBLE] if cells[0].endswith(DOUBLE) and cells[0] != DOUBLE else [cells[0]]
            for text in texts:
                action = Action(
                    plan=plan, section=section, source_row=source, code=f"{code}.{len(actions) + 1}", text=text, position=len(actions)
                )
                actions.append(action)
                for rank, words in enumerate(re.split(r"\s*/\s*| et le ", cells[1])):
                    responsibilities.append(
                        Responsibility(action=action, words=words, role="collaborator" if rank else "lead", position=rank)
                    )
                for year, words in zip((2011, 2012), cells[2:], strict=True):
                    found = window(words, year)
                    schedules.append(
                        Schedule(
                            action=action,
                            year=year,
                            words=words,
                            kind=found.kind,
                            starts_on=found.starts_on,
                            ends_on=found.ends_on,
                            decide_by=found.decide_by,
                        )
                    )
    SourceRow.objects.bulk_create(sources)
    Action.objects.bulk_create(actions)
    Responsibility.objects.bulk_create(responsibilities)
    Schedule.objects.bulk_create(schedules)
    coordinator = make_coordination(agreement, make_person(f"Amélie {slug}"))
    for text, action, day, status in (
        ("Comité formé le **14 juin**, onze membres.", actions[2], date(2011, 6, 20), "done"),
        ("Version 2 en préparation.", actions[3], date(2011, 9, 1), "under_way"),
        ("Renvoyé avec commentaires.", actions[3], date(2011, 12, 5), "partly_done"),
    ):
        note(action, coordinator, text, day, status)
    return plan


def note(action: Action, coordination: object, text: str, day: date, status: str = "", written: datetime | None = None) -> Note:
    """A note of the coordination, written at noon of its day unless said otherwise."""
    made = Note.objects.create(
        action=action, coordination=coordination.coordination, author=coordination.person, capacity="coordination de l’entente",
        dated_on=day, written_at=written or datetime(day.year, day.month, day.day, 16, tzinfo=UTC), text=text, status=status,
    )  # fmt: skip
    Action.objects.filter(pk=action.pk).update(news=made, **({"status": status} if status else {}))
    return made
