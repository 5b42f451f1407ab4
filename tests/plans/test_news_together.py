"""Two people, or one who pressed twice, at the same moment: nothing lost, nothing done twice. In threads, on PostgreSQL.

The SQLite of the tests lives in memory, where threads share one connection's locks; its writers are serialised by IMMEDIATE
transactions, which `bench` tries on a file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ententes.correspondence import acts as correspondence
from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Action, Draft, Note, Question, Request
from ententes.plans.states import Status
from tests.cast import NOW, TODAY, Cast, make_cast

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("'sqlite' in __import__('django.conf').conf.settings.DATABASES['default']['ENGINE']", reason="in-memory SQLite"),
]


@pytest.fixture
def cast(transactional_db: None, settings: Any) -> Cast:
    settings.ENTENTES_TODAY = TODAY
    return make_cast()


def together(*acts_: Callable[[], Any]) -> list[Any]:
    """Run these in as many threads, begun at one moment; what each gave back, or the reasons it was refused for."""
    ready = Barrier(len(acts_))

    def run(act: Callable[[], Any]) -> Any:
        try:
            ready.wait(10)
            return act()
        except Refused as refused:
            return refused.reasons
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts_)) as pool:
        return list(pool.map(run, acts_))


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_same_form_pressed_eight_times_is_one_note(cast: Cast) -> None:
    sent = {"text": "Le four est coulé.", "dated_on": TODAY.isoformat(), "status": "under_way", "once": str(uuid.uuid4())}
    address = reverse("action_note", args=[cast.agreement.slug, cast.action.pk])
    clients = [signed_in(cast.worker) for _ in range(8)]
    answers = together(*[lambda client=client: client.post(address, sent) for client in clients])  # type: ignore[misc]
    assert ({one.status_code for one in answers}, len({one.headers["Location"] for one in answers})) == ({302}, 1)
    assert Note.objects.count() == 1


def test_what_two_people_write_at_once_is_kept_and_the_status_is_that_of_the_latest(cast: Cast) -> None:
    def write(by: Any, minute: int, status: str) -> Callable[[], Note]:
        when = NOW + timedelta(minutes=minute)
        return lambda: acts.note(cast.action, by=by, when=when, dated_on=TODAY, text=f"Minute {minute}", status=status)

    states = [Status.UNDER_WAY, Status.DONE, Status.PARTLY_DONE, Status.POSTPONED]
    together(*[write((cast.worker_term, cast.coordination)[n % 2], n, states[n % 4]) for n in range(12)])
    cast.action.refresh_from_db()
    assert Note.objects.count() == 12
    assert cast.action.news is not None
    latest = cast.action.notes.exclude(status="")[0]
    assert (cast.action.news.text, cast.action.status) == ("Minute 11", latest.status)


def test_asking_twice_at_once_writes_one_letter(cast: Cast) -> None:
    due_on = TODAY + timedelta(days=14)
    ask = lambda: acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=[cast.action], due_on=due_on)  # noqa: E731
    together(*[ask] * 6)
    assert (Request.objects.count(), Question.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_several_workers_remind_once_and_send_each_letter_once(cast: Cast) -> None:
    acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=[cast.action, cast.ongoing], due_on=TODAY + timedelta(days=1))
    later = NOW + timedelta(days=9)
    together(*[lambda: acts.remind_due(when=later)] * 6)
    assert (Letter.objects.count(), sorted(Request.objects.values_list("reminders", flat=True))) == (4, [1, 1])
    sent = together(*[lambda: correspondence.send_due(when=later)] * 6)
    assert (sum(sent), sorted(Letter.objects.values_list("attempts", flat=True))) == (4, [1, 1, 1, 1])


def test_an_answer_and_a_withdrawal_at_once_leave_one_of_them(cast: Cast) -> None:
    question = acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=[cast.action], due_on=TODAY + timedelta(days=9))[0]
    asked = question.questions.get()
    together(
        lambda: acts.answer(Question.objects.get(pk=asked.pk), when=NOW, dated_on=TODAY, text="Voilà."),
        lambda: acts.withdraw(Question.objects.get(pk=asked.pk), by=cast.coordination, when=NOW),
    )
    asked.refresh_from_db()
    assert (asked.answer is None) != (asked.withdrawn_at is None)


def test_a_draft_saved_twice_at_once_is_one_draft(cast: Cast) -> None:
    save = lambda: acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="Le four")  # noqa: E731
    together(*[save] * 8)
    assert (Draft.objects.count(), Action.objects.count()) == (1, 2)
