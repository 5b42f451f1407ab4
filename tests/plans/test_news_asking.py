"""Asking, reminding, stopping: whom a letter goes to, what it says, when it is said again, and what makes it stop."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ententes.agreements.models import Party
from ententes.committees.models import Seat, Term
from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.organisations.models import Organisation
from ententes.plans import acts
from ententes.plans.models import Action, Note, Question, Request, Responsibility
from ententes.plans.queries import answering, links
from ententes.plans.states import Status
from tests.cast import NOW, TODAY, Cast, make_action, make_body, make_coordination, make_person

pytestmark = pytest.mark.django_db

DUE = date(2011, 12, 7)


def ask(cast: Cast, *actions: Action, when: datetime = NOW, due_on: date = DUE) -> list[Request]:
    return acts.ask(cast.agreement, by=cast.coordination, when=when, actions=actions or [cast.action], due_on=due_on)


def on(day: date) -> datetime:
    return NOW + (day - TODAY)


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("address", "subject"))


def reply(question: Question, text: str = "C’est fait.", **fields: Any) -> Note:
    return acts.answer(question, **({"when": NOW, "dated_on": TODAY, "text": text} | fields))


def test_one_letter_a_person_groups_the_actions_of_all_they_answer_for(cast: Cast) -> None:
    kneading = make_body(cast.agreement, "Comité du pétrin", "working", contact=cast.worker)
    more = [make_action(cast.section, "Pétrir", kneading), make_action(cast.section, "Cuire", cast.working)]
    requests = ask(cast, cast.action, *more, cast.ongoing)
    asked = [(one.recipient, one.body, [question.action for question in one.questions.all()]) for one in requests]
    assert asked == [
        (cast.worker, cast.working, [cast.action, more[1]]),
        (cast.worker, kneading, [more[0]]),
        (cast.manager, cast.management, [cast.ongoing]),
    ]
    assert letters() == [
        (cast.worker.email, "Entente sur le pain et la culture – des nouvelles de 3 actions, d’ici le 7\u00a0décembre\u00a02011"),
        (cast.manager.email, "Entente sur le pain et la culture – des nouvelles d’une action, d’ici le 7\u00a0décembre\u00a02011"),
    ]


def test_the_letter_says_everything_and_its_links_are_absolute(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = "https://ententes.exemple.test"
    acts.note(
        cast.action, by=cast.worker_term, when=NOW, dated_on=date(2011, 10, 4), text="Le **plan** du four\n\n- est prêt", status="under_way"
    )
    question = ask(cast)[0].questions.get()
    letter = Letter.objects.get()
    link = f"https://ententes.exemple.test/n/{links.token(question, date(2012, 1, 21))}/"
    assert letter.text == (
        "Bonjour Noémie Tran,\n\n"
        "Amélie Bouchard, de la coordination de l’entente «\u00a0Entente sur le pain et la culture\u00a0», vous demande des nouvelles"
        " d’une action du plan, d’ici le 7\u00a0décembre\u00a02011.\n\n"
        "Le lien ouvre une page où répondre sans mot de passe. L’ouvrir n’enregistre rien. Deux phrases suffisent.\n\n"
        "— Comité des fours —\n\n"
        "1. Bâtir un four communal\n"
        "Échéance\u00a0: Automne 2011 (2011-2012); En continu (2012-2013)\n"
        "Dernière nouvelle, le 4\u00a0octobre\u00a02011\u00a0: Le plan du four est prêt\n"
        f"Répondre\u00a0: {link}\n\n"
        "Ce lien vous est personnel\u00a0: la réponse portera votre nom. Il sert jusqu’au 21\u00a0janvier\u00a02012.\n\n"
        "Une question? Répondez simplement à cette lettre\u00a0: elle parvient à Amélie Bouchard.\n\n"
        "Amélie Bouchard\nCoordination, Entente sur le pain et la culture\n"
    )
    assert (letter.recipient, letter.reply_to) == (cast.worker, cast.coordinator.email)


def test_each_reads_the_letter_in_their_language(cast: Cast) -> None:
    cast.worker.language = "en"
    cast.worker.save()
    ask(cast)
    assert "December\u00a07,\u00a02011" in Letter.objects.get().text


def test_what_a_writer_typed_makes_no_second_header(cast: Cast) -> None:
    cast.agreement.short_title = "Pain\r\nBcc: tous@exemple.test"
    cast.agreement.save()
    ask(cast)
    assert Letter.objects.get().subject.startswith("Pain Bcc: tous@exemple.test – des nouvelles")


def test_the_person_to_reach_is_the_contact_then_the_chair_then_the_contact_of_who_makes_the_body(cast: Cast) -> None:
    def reached() -> list[str]:
        return [lead.contact.name if lead.contact else "" for lead in answering.leads_of(cast.agreement, [cast.action])[cast.action.pk]]

    bakers = Organisation.objects.get(acronym="RDB")
    assert reached() == ["Noémie Tran"]
    cast.working.contact = None
    cast.working.constituted_from = bakers
    cast.working.save()
    assert reached() == [""]
    Party.objects.filter(organisation=bakers).update(contact=cast.stranger)
    assert reached() == ["Étienne Passant"]
    seat = Seat.objects.create(body=cast.working, label="Présidence")
    term = Term.objects.create(seat=seat, person=cast.opener, starts_on=date(2010, 1, 1))
    assert reached() == ["Odile Ouvreur"]
    term.ends_on = date(2011, 1, 1)
    term.save()
    assert reached() == ["Étienne Passant"]
    cast.stranger.is_active = False
    cast.stranger.save()
    assert reached() == [""]


def test_an_organisation_that_leads_is_reached_by_its_contact_or_by_the_body_of_its_members(cast: Cast) -> None:
    bakers = Organisation.objects.get(acronym="RDB")
    cast.action.responsibilities.all().delete()
    Responsibility.objects.create(action=cast.action, organisation=bakers, words="RDB", role="lead")

    def reached() -> tuple[str, Any]:
        lead = answering.leads_of(cast.agreement, [cast.action])[cast.action.pk][0]
        return lead.name, lead.contact

    assert reached() == ("Regroupement des boulangers", None)
    members = make_body(cast.agreement, "Assemblée des boulangers", constituted_from=bakers, contact=cast.opener)
    assert reached() == (members.name, cast.opener)
    Party.objects.filter(organisation=bakers).update(contact=cast.stranger)
    assert reached() == ("Regroupement des boulangers", cast.stranger)


def test_actions_without_anybody_to_reach_are_listed_back_and_the_others_are_asked(cast: Cast) -> None:
    lost = make_action(cast.section, "Semer", make_body(cast.agreement, "Comité sans visage"))
    alone = make_action(cast.section, "Moudre")
    found = answering.asking(cast.agreement, [cast.action, lost, alone])
    assert [(action.text, names) for action, names in found.unreachable] == [("Semer", "Comité sans visage"), ("Moudre", "")]
    assert [one.recipient for one in ask(cast, cast.action, lost, alone)] == [cast.worker]


def test_what_was_asked_and_waits_is_not_asked_again(cast: Cast) -> None:
    ask(cast)
    found = answering.asking(cast.agreement, [cast.action, cast.ongoing])
    assert ([action for action, _question in found.already], found.actions) == ([cast.action], [cast.ongoing])
    with pytest.raises(Refused) as refused:
        ask(cast)
    assert refused.value.reasons == [
        "Aucune lettre ne partirait\u00a0: ces actions n’ont personne à joindre, ou des nouvelles en sont déjà demandées."
    ]


@pytest.mark.parametrize(
    ("due_on", "reason"),
    [
        (TODAY, "La réponse doit être attendue pour un jour à venir."),
        (
            TODAY + timedelta(days=61),
            "La réponse doit être attendue d’ici 60 jours\u00a0: les liens des lettres ne servent pas plus longtemps.",
        ),
    ],
)
def test_the_day_of_the_answer_is_ahead_and_within_the_life_of_the_links(cast: Cast, due_on: date, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(cast, due_on=due_on)
    assert refused.value.reasons == [reason]


def test_only_the_coordination_of_the_agreement_asks_for_news_of_its_own_actions(cast: Cast) -> None:
    elsewhere = make_coordination(cast.other_agreement, cast.stranger)
    for by in (cast.worker_term, elsewhere):
        with pytest.raises(Refused) as refused:
            acts.ask(cast.agreement, by=by, when=NOW, actions=[cast.action], due_on=DUE)
        assert refused.value.reasons == ["Seule la coordination de l’entente demande des nouvelles."]
    with pytest.raises(Refused) as refused:
        acts.ask(cast.other_agreement, by=elsewhere, when=NOW, actions=[cast.action], due_on=DUE)
    assert refused.value.reasons[0] == "Une des actions choisies n’est plus dans le plan."
    assert (Request.objects.count(), Letter.objects.count()) == (0, 0)


def test_without_an_address_of_its_own_the_installation_sends_no_link(cast: Cast, settings: Any) -> None:
    settings.BASE_URL = ""
    with pytest.raises(Refused) as refused:
        ask(cast)
    assert "ENTENTES_URL" in refused.value.reasons[0]


def test_an_answer_is_signed_by_who_received_the_letter(cast: Cast) -> None:
    question = ask(cast)[0].questions.get()
    note = reply(question, status=Status.DONE)
    assert (note.author, note.capacity, note.term, note.by_letter) == (
        cast.worker,
        "membre, Comité des fours",
        cast.worker_term.term,
        True,
    )
    question.refresh_from_db()
    cast.action.refresh_from_db()
    assert (question.answer, cast.action.status) == (note, Status.DONE)


def test_who_sits_nowhere_answers_as_the_person_to_reach(cast: Cast) -> None:
    cast.working.contact = cast.stranger
    cast.working.save()
    note = reply(ask(cast)[0].questions.get())
    assert (note.author, note.capacity, note.term) == (cast.stranger, "personne à joindre, Comité des fours", None)


def test_the_same_link_brings_more_news_and_the_first_stays_the_answer(cast: Cast) -> None:
    question = ask(cast)[0].questions.get()
    first = reply(question)
    reply(question, "Autre chose.")
    question.refresh_from_db()
    assert (question.answer, cast.action.notes.count()) == (first, 2)


def test_news_of_a_member_or_on_behalf_answers_and_the_coordination_s_own_does_not(cast: Cast) -> None:
    def is_open() -> bool:
        return Question.objects.filter(answer=None).exists()

    ask(cast)
    acts.note(cast.action, by=cast.coordination, when=NOW, dated_on=TODAY, text="J’ai téléphoné, pas de réponse.")
    assert is_open()
    note = acts.note(
        cast.action, by=cast.coordination, when=NOW, dated_on=TODAY, text="Dit au téléphone.", on_behalf_of="Noémie Tran, Comité des fours"
    )
    assert (is_open(), note.on_behalf_of, note.author) == (False, "Noémie Tran, Comité des fours", cast.coordinator)
    ask(cast)
    acts.note(cast.action, by=cast.worker_term, when=NOW, dated_on=TODAY, text="Fait.")
    assert not is_open()


def test_reminders_leave_each_week_after_the_day_three_times_then_stop(cast: Cast) -> None:
    ask(cast)
    sent = [day for day in range(120) if acts.remind_due(when=on(TODAY + timedelta(days=day)))]
    assert [TODAY + timedelta(days=day) for day in sent] == [DUE + timedelta(days=7 * n) for n in (1, 2, 3)]
    assert [subject.split(" : ")[0].split("\u00a0:")[0] for _to, subject in letters()[1:]] == ["Rappel"] * 3
    last = Letter.objects.order_by("-pk")[0].text
    assert "C’est le dernier rappel" in last
    assert "Le 23\u00a0novembre\u00a02011, la coordination" in last


def test_a_worker_that_slept_for_weeks_sends_one_reminder_and_not_three(cast: Cast) -> None:
    ask(cast)
    later = on(DUE + timedelta(days=40))
    assert [acts.remind_due(when=later), acts.remind_due(when=later), acts.remind_due(when=later + timedelta(days=1))] == [1, 0, 0]


def test_a_reminder_never_reaches_who_has_answered(cast: Cast) -> None:
    both = [cast.action, make_action(cast.section, "Cuire", cast.working)]
    questions = list(ask(cast, *both)[0].questions.all())
    reply(questions[0])
    assert acts.remind_due(when=on(DUE + timedelta(days=7))) == 1
    text = Letter.objects.order_by("-pk")[0].text
    assert ("Cuire" in text, "four communal" in text, "Il reste une action sans réponse" in text) == (True, False, True)
    reply(questions[1])
    assert acts.remind_due(when=on(DUE + timedelta(days=14))) == 0


@pytest.mark.parametrize("stopped", ["withdrawn", "removed", "inactive", "noted"])
def test_what_else_stops_reminders(cast: Cast, stopped: str) -> None:
    question = ask(cast)[0].questions.get()
    if stopped == "withdrawn":
        acts.withdraw(question, by=cast.coordination, when=NOW)
    elif stopped == "removed":
        Action.objects.filter(pk=cast.action.pk).update(removed_at=NOW)
    elif stopped == "inactive":
        cast.worker.is_active = False
        cast.worker.save()
    else:
        acts.note(cast.action, by=cast.worker_term, when=NOW, dated_on=TODAY, text="Voilà.")
    assert acts.remind_due(when=on(DUE + timedelta(days=7))) == 0
    assert len(letters()) == 1


def test_one_reminder_a_person_groups_what_several_demands_left_open(cast: Cast) -> None:
    ask(cast)
    ask(cast, make_action(cast.section, "Cuire", cast.working))
    assert acts.remind_due(when=on(DUE + timedelta(days=7))) == 1
    assert Letter.objects.order_by("-pk")[0].text.count("/n/") == 2


def test_a_reminder_after_a_change_of_coordination_is_signed_by_the_new_one(cast: Cast) -> None:
    ask(cast)
    held = cast.coordination.coordination
    assert held is not None
    held.ends_on = DUE
    held.save()
    make_coordination(cast.agreement, cast.opener)
    acts.remind_due(when=on(DUE + timedelta(days=7)))
    assert Letter.objects.order_by("-pk")[0].reply_to == cast.opener.email


def test_the_coordination_may_remind_at_once_but_not_twice_a_day(cast: Cast) -> None:
    request = ask(cast)[0]

    def remind(days: int) -> list[str]:
        try:
            acts.remind(request, by=cast.coordination, when=NOW + timedelta(days=days))
        except Refused as refused:
            return refused.reasons
        return []

    assert remind(0) == ["Une lettre est déjà partie aujourd’hui à Noémie Tran."]
    assert (remind(1), len(letters())) == ([], 2)
    assert remind(1) == ["Une lettre est déjà partie aujourd’hui à Noémie Tran."]
    reply(request.questions.get())
    assert remind(2) == ["Il ne reste rien à rappeler\u00a0: tout est répondu ou retiré."]


def test_what_is_withdrawn_or_answered_is_not_withdrawn(cast: Cast) -> None:
    def withdraw(question: Question) -> list[str]:
        try:
            acts.withdraw(question, by=cast.coordination, when=NOW)
        except Refused as refused:
            return refused.reasons
        return []

    question = ask(cast)[0].questions.get()
    assert (withdraw(question), withdraw(question)) == ([], ["Cette demande est déjà retirée."])
    with pytest.raises(Refused):
        reply(question)
    question = ask(cast)[0].questions.get()
    reply(question)
    assert withdraw(question) == ["Cette demande a déjà sa réponse."]


def test_a_link_names_its_question_until_its_last_day_and_nothing_else_opens(cast: Cast) -> None:
    question = ask(cast)[0].questions.get()
    token = links.token(question, links.last_day(TODAY))
    assert links.question_of(token, date(2012, 1, 21)) == question
    with pytest.raises(links.Expired):
        links.question_of(token, date(2012, 1, 22))
    head, _dot, signature = token.partition(".")
    later = head.replace("20120121", "20130121")
    for forged in (f"{later}.{signature}", f"{question.pk + 1}-20120121.{signature}", head, "", ".", "é", token + "x", "0" * 5000):
        with pytest.raises(links.Forged):
            links.question_of(forged, TODAY)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_sorting_actions_by_who_to_reach_costs_the_same_whatever_their_number(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    made = [make_action(cast.section, f"Action {n}", cast.working) for n in range(count)]
    with django_assert_num_queries(6):
        answering.asking(cast.agreement, made)


def test_two_coordinators_asking_at_once_write_one_letter(cast: Cast) -> None:
    second = make_coordination(cast.agreement, make_person("Béatrice Levain"))
    ask(cast)
    with pytest.raises(Refused):
        acts.ask(cast.agreement, by=second, when=NOW, actions=[cast.action], due_on=DUE)
    assert len(letters()) == 1
