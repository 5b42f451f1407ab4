"""A draft is edited, each edit is recorded, and undoing gives back exactly what was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ententes.committees.queries import Capacity
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.acts import ActionDraft, ResponsibilityDraft, TargetDraft
from ententes.plans.models import Action, Edit, Note, Plan, Point, Question, Request, SourceRow
from ententes.plans.queries import snapshots
from ententes.plans.rules.editing import Stale
from tests.cast import NOW, Cast, make_coordination, make_section


def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.coordination, "when": NOW}


def codes(plan: Plan) -> list[tuple[str, str]]:
    rows = plan.actions.filter(removed_at__isnull=True).order_by("section__position", "position")
    return list(rows.values_list("code", "text"))


def everything(plan: Plan) -> Any:
    """The whole state of a plan, revisions and computed windows left out."""
    found = snapshots.state(plan, plan.actions.values_list("pk", flat=True))
    for action in found["actions"].values():
        action["points"] = sorted(action["points"])
    return found


def worded(action: Action, cast: Cast, **changes: Any) -> Edit | None:
    action = Action.objects.get(pk=action.pk)
    details: dict[str, Any] = {
        "revision": action.revision,
        "text": action.text,
        "responsibilities": [
            ResponsibilityDraft(one.words, one.role, one.body, one.organisation, one.is_confirmed) for one in action.responsibilities.all()
        ],
        "schedules": {one.year: one.words for one in action.schedules.all()},
        "targets": [TargetDraft(one.number, one.what, one.per, one.words) for one in action.targets.all()],
    }
    return acts.reword(action, **details | changes, **by(cast))


def test_an_action_is_added_at_the_end_of_its_section(cast: Cast) -> None:
    second = make_section(cast.plan, "O2", "Raconter")
    acts.add(second, text="Écrire un livre", **by(cast))
    added = acts.add(cast.section, text=" Semer du seigle ", schedules={2011: "Hiver 2012"}, **by(cast))
    assert codes(cast.plan) == [
        ("O1.1", "Bâtir un four communal"),
        ("O1.2", "Tenir la table des boulangers"),
        ("O1.3", "Semer du seigle"),
        ("O2.1", "Écrire un livre"),
    ]
    assert [(one.year, one.words, one.kind, one.ends_on) for one in added.schedules.all()] == [
        (2011, "Hiver 2012", "season", date(2012, 3, 31)),
        (2012, "", "unspecified", None),
    ]


def test_new_words_are_recorded_with_the_old_ones(cast: Cast) -> None:
    edit = worded(cast.action, cast, text="Bâtir deux fours", schedules={2011: "Mars 2012"})
    assert edit is not None
    key = str(cast.action.pk)
    assert (edit.before["actions"][key]["text"], edit.after["actions"][key]["text"]) == ("Bâtir un four communal", "Bâtir deux fours")
    action = Action.objects.get(pk=cast.action.pk)
    assert (action.folded, action.revision, action.status) == ("batir deux fours", 2, "upcoming")
    assert [(one.words, one.kind, one.starts_on) for one in action.schedules.all()] == [
        ("Mars 2012", "month", date(2012, 3, 1)),
        ("En continu", "ongoing", date(2012, 4, 1)),
    ]


def test_nothing_new_is_not_an_edit(cast: Cast) -> None:
    assert worded(cast.action, cast) is None
    assert (Edit.objects.count(), Action.objects.get(pk=cast.action.pk).revision) == (0, 1)


def test_a_responsibility_is_confirmed_and_undone(cast: Cast) -> None:
    drafts = [
        ResponsibilityDraft("Comité des fours", "collaborator", cast.working, None, True),
        ResponsibilityDraft("les gestionnaires", "lead", cast.management, None, True),
    ]
    edit = worded(cast.action, cast, responsibilities=drafts)
    rows = cast.action.responsibilities.values_list("body__name", "words", "role", "is_confirmed")
    assert list(rows) == [
        ("Comité des fours", "Comité des fours", "collaborator", True),
        ("Comité de gestion", "les gestionnaires", "lead", True),
    ]
    assert edit is not None
    acts.undo(edit, **by(cast))
    assert list(rows.all()) == [("Comité des fours", "Comité des fours", "lead", False)]


def test_the_second_to_save_is_told_and_overwrites_nothing(cast: Cast) -> None:
    worded(cast.action, cast, text="Bâtir deux fours")
    with pytest.raises(Stale) as refused:
        worded(cast.action, cast, revision=1, text="Bâtir trois fours")
    assert refused.value.action.text == "Bâtir deux fours"
    assert Action.objects.get(pk=cast.action.pk).text == "Bâtir deux fours"


def test_only_the_coordination_edits(cast: Cast) -> None:
    others: list[Capacity] = [cast.worker_term, make_coordination(cast.other_agreement, cast.stranger)]
    for capacity in others:
        with pytest.raises(Refused, match="Seule la coordination"):
            acts.add(cast.section, text="Semer", by=capacity, when=NOW)
    ended = cast.coordination
    assert ended.coordination is not None
    ended.coordination.ends_on = date(2011, 11, 1)
    with pytest.raises(Refused, match="ne coordonnez plus"):
        acts.remove(cast.action, revision=1, by=ended, when=NOW)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5_001, "a\0b"])
def test_words_that_cannot_be_are_refused(cast: Cast, text: str) -> None:
    with pytest.raises(Refused):
        acts.add(cast.section, text=text, **by(cast))
    with pytest.raises(Refused):
        worded(cast.action, cast, text=text)


def test_an_action_moves_up_down_and_away(cast: Cast) -> None:
    second = make_section(cast.plan, "O2", "Raconter")
    assert acts.move(cast.action, revision=1, up=True, **by(cast)) is None
    acts.move(cast.action, revision=1, up=False, **by(cast))
    assert codes(cast.plan) == [("O1.1", "Tenir la table des boulangers"), ("O1.2", "Bâtir un four communal")]
    acts.move_to(cast.ongoing, revision=1, section=second, **by(cast))
    assert codes(cast.plan) == [("O1.1", "Bâtir un four communal"), ("O2.1", "Tenir la table des boulangers")]


def test_two_actions_of_one_split_keep_the_source_and_share_its_number(cast: Cast) -> None:
    row = SourceRow.objects.create(plan=cast.plan, cells=["Bâtir un four et tenir 5 rencontres"])
    Action.objects.filter(pk=cast.action.pk).update(source_row=row)
    cast.action.targets.create(number=5, what="rencontres", words="5 rencontres")
    other = acts.split(cast.action, revision=1, first="Bâtir un four", second="Tenir 5 rencontres", **by(cast))
    assert codes(cast.plan) == [("O1.1a", "Bâtir un four"), ("O1.1b", "Tenir 5 rencontres"), ("O1.2", "Tenir la table des boulangers")]
    assert (other.source_row, other.status, other.news) == (row, "upcoming", None)
    assert [one.words for one in other.responsibilities.all()] == ["Comité des fours"]
    assert [(one.year, one.words) for one in other.schedules.all()] == [(2011, "Automne 2011"), (2012, "En continu")]
    assert ([one.number for one in other.targets.all()], cast.action.targets.count()) == ([5], 0)


def test_two_actions_become_one_and_both_sources_stay_known(cast: Cast) -> None:
    rows = [SourceRow.objects.create(plan=cast.plan, cells=[text]) for text in "ab"]
    for action, row in zip((cast.action, cast.ongoing), rows, strict=True):
        Action.objects.filter(pk=action.pk).update(source_row=row)
    cast.action.schedules.filter(year=2012).update(words="", kind="unspecified", starts_on=None, ends_on=None)
    point = Point.objects.create(agreement=cast.agreement, plan=cast.plan, action=cast.ongoing, kind="x", sentence="?")
    before = everything(cast.plan)
    edit = acts.merge(cast.action, revision=1, other=cast.ongoing, other_revision=1, text="Bâtir un four et tenir la table", **by(cast))
    merged = Action.objects.get(pk=cast.action.pk)
    assert codes(cast.plan) == [("O1.1", "Bâtir un four et tenir la table")]
    assert [one.source_row for one in [merged, *merged.merged.all()]] == rows
    assert [(one.words, one.role) for one in merged.responsibilities.all()] == [("Comité des fours", "lead"), ("Comité de gestion", "lead")]
    assert [(one.year, one.words) for one in merged.schedules.all()] == [(2011, "Automne 2011"), (2012, "En continu")]
    assert list(merged.points.all()) == [point]
    acts.undo(edit, **by(cast))
    assert everything(cast.plan) == before


def test_an_action_that_spoke_is_not_merged_away(cast: Cast) -> None:
    Note.objects.create(action=cast.ongoing, author=cast.worker, capacity="membre", dated_on=NOW.date(), written_at=NOW, text="Fait.")
    with pytest.raises(Refused) as refused:
        acts.merge(cast.action, revision=1, other=cast.ongoing, other_revision=1, text="Tout", **by(cast))
    assert refused.value.reasons == [
        "L’action O1.2 a déjà donné des nouvelles, qui ne se déplacent pas; fusionnez plutôt l’autre dans celle-ci."
    ]
    with pytest.raises(Refused):
        acts.merge(cast.action, revision=1, other=cast.action, other_revision=1, text="Tout", **by(cast))


def test_an_action_somebody_was_asked_about_is_not_removed(cast: Cast) -> None:
    assert cast.coordination.coordination is not None
    request = Request.objects.create(
        agreement=cast.agreement,
        body=cast.working,
        recipient=cast.worker,
        asked_by=cast.coordination.coordination,
        asked_at=NOW,
        due_on=date(2011, 12, 1),
    )
    question = Question.objects.create(request=request, action=cast.action)
    with pytest.raises(Refused, match="attend sa réponse"):
        acts.remove(cast.action, revision=1, **by(cast))
    question.withdrawn_at = NOW
    question.save()
    acts.remove(cast.action, revision=1, **by(cast))
    assert (codes(cast.plan), Action.objects.get(pk=cast.action.pk).removed_at) == ([("O1.1", "Tenir la table des boulangers")], NOW)


def test_edits_are_undone_from_the_last(cast: Cast) -> None:
    first, second = worded(cast.action, cast, text="Un"), worded(cast.action, cast, text="Deux")
    assert first is not None
    assert second is not None
    with pytest.raises(Refused, match="plus récente"):
        acts.undo(first, **by(cast))
    acts.undo(second, **by(cast))
    with pytest.raises(Refused, match="déjà annulée"):
        acts.undo(second, **by(cast))
    acts.undo(first, **by(cast))
    action = Action.objects.get(pk=cast.action.pk)
    assert (action.text, action.folded, action.revision) == ("Bâtir un four communal", "batir un four communal", 5)


def test_what_was_built_upon_is_not_undone(cast: Cast) -> None:
    other = acts.split(cast.action, revision=1, first="Bâtir", second="Chauffer", **by(cast))
    Note.objects.create(action=other, author=cast.worker, capacity="membre", dated_on=NOW.date(), written_at=NOW, text="Chaud.")
    with pytest.raises(Refused) as refused:
        acts.undo(Edit.objects.get(), **by(cast))
    assert refused.value.reasons == ["L’action O1.2 ne peut plus disparaître\u00a0: elle a donné des nouvelles."]
    assert Action.objects.filter(pk=other.pk).exists()


def test_what_changed_otherwise_is_not_undone(cast: Cast) -> None:
    edit = worded(cast.action, cast, text="Un")
    Action.objects.filter(pk=cast.action.pk).update(text="Autre")
    assert edit is not None
    with pytest.raises(Refused, match="a changé depuis"):
        acts.undo(edit, **by(cast))


def test_news_given_meanwhile_do_not_stop_an_undo(cast: Cast) -> None:
    edit = worded(cast.action, cast, text="Un")
    Action.objects.filter(pk=cast.action.pk).update(status="under_way")
    assert edit is not None
    acts.undo(edit, **by(cast))
    assert Action.objects.filter(pk=cast.action.pk).values_list("text", "status").get() == ("Bâtir un four communal", "under_way")


def test_sections_are_opened_renamed_moved_and_dropped(cast: Cast) -> None:
    before = everything(cast.plan)
    section = acts.open_section(cast.plan, title="Raconter", **by(cast))
    assert (section.code, section.columns) == ("S1", cast.section.columns)
    acts.rename_section(section, title="Raconter le pain", **by(cast))
    assert acts.rename_section(section, title="Raconter le pain", **by(cast)) is None
    acts.move_section(section, up=True, **by(cast))
    assert [one.title for one in cast.plan.sections.all()] == ["Raconter le pain", "Nourrir"]
    acts.add(section, text="Écrire", **by(cast))
    assert codes(cast.plan)[0] == ("S1.1", "Écrire")
    with pytest.raises(Refused, match="a contenu des actions"):
        acts.drop_section(section, **by(cast))
    acts.undo(cast.plan.edits.all()[0], **by(cast))
    acts.drop_section(section, **by(cast))
    for edit in cast.plan.edits.filter(undone_at__isnull=True):
        acts.undo(edit, **by(cast))
    assert everything(cast.plan) == before


def test_a_refused_act_writes_nothing(cast: Cast) -> None:
    before = everything(cast.plan)
    for refused in (
        lambda: acts.split(cast.action, revision=1, first="Bâtir", second="", **by(cast)),
        lambda: acts.open_section(cast.plan, title=" ", **by(cast)),
        lambda: acts.move_to(cast.action, revision=1, section=make_section(Plan.objects.create(
            agreement=cast.other_agreement, title="x", year=2011, years=[2011])), **by(cast)),
    ):  # fmt: skip
        with pytest.raises(Refused):
            refused()
    assert (everything(cast.plan), Edit.objects.count()) == (before, 0)


MOVES = st.sampled_from(["add", "reword", "up", "down", "away", "split", "merge", "remove", "section", "section_up", "undo"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(MOVES, st.integers(0, 50), st.integers(0, 50)), max_size=14))
def test_whatever_was_done_undoing_it_all_gives_back_the_first_plan(cast: Cast, moves: list[tuple[str, int, int]]) -> None:
    """The states of the plan form a stack: each edit pushes one, each undo pops one, and the top is always what is read."""
    plan = _fresh_plan(cast)
    stack = [everything(plan)]
    for number, (move, first, second) in enumerate(moves):
        edits = plan.edits.filter(undone_at__isnull=True)
        count = edits.count()
        if move == "undo":
            if last := edits.first():
                acts.undo(last, **by(cast))
                stack.pop()
        else:
            _edit(plan, cast, move, first, second, number)
            if edits.count() > count:
                stack.append(everything(plan))
        assert everything(plan) == stack[-1]
        assert sorted({code for code, _text in codes(plan)}) == sorted(code for code, _text in codes(plan))
    for edit in plan.edits.filter(undone_at__isnull=True):
        acts.undo(edit, **by(cast))
        stack.pop()
    assert everything(plan) == stack[0]


def test_an_action_gone_keeps_its_place_for_the_undo(cast: Cast) -> None:
    """Found by the test above: a split after a merge shifted the position of the action that was gone."""
    merged = acts.merge(cast.action, revision=1, other=cast.ongoing, other_revision=1, text="Tout", **by(cast))
    acts.split(cast.action, revision=2, first="a", second="b", **by(cast))
    acts.undo(cast.plan.edits.all()[0], **by(cast))
    acts.undo(merged, **by(cast))
    assert [code for code, _text in codes(cast.plan)] == ["O1.1", "O1.2"]


def _fresh_plan(cast: Cast) -> Plan:
    """A small plan of its own for each example, in another year."""
    years = set(cast.agreement.plans.values_list("year", flat=True))
    plan = acts.draft_plan(cast.agreement, title="Plan", year=max(years) + 1, years=[max(years) + 1])
    for code in ("O1", "O2"):
        section = acts.add_section(plan, title=code, code=code)
        row = acts.add_source_row(plan, headers=["Action"], cells=[code], place={})
        acts.add_actions(plan, [ActionDraft(section, f"{code} {n}", code=f"{code}.1{'ab'[n]}", source_row=row) for n in range(2)])
    return plan


def _edit(plan: Plan, cast: Cast, move: str, first: int, second: int, number: int) -> None:
    sections = list(plan.sections.all())
    section = sections[second % len(sections)]
    actions = list(plan.actions.filter(removed_at__isnull=True).order_by("position"))
    if move == "add":
        acts.add(section, text=f"ajout {number}", **by(cast))
    elif move == "section":
        acts.open_section(plan, title=f"section {number}", **by(cast))
    elif move == "section_up":
        acts.move_section(section, up=bool(first % 2), **by(cast))
    elif actions:
        action, other = actions[first % len(actions)], actions[second % len(actions)]
        common = {"revision": action.revision, **by(cast)}
        if move == "reword":
            worded(action, cast, text=f"mots {second % 3}", schedules={plan.year: ["", "En continu", "Automne"][second % 3]})
        elif move in ("up", "down"):
            acts.move(action, up=move == "up", **common)
        elif move == "away":
            acts.move_to(action, section=section, **common)
        elif move == "split":
            acts.split(action, first=f"a {number}", second=f"b {number}", **common)
        elif move == "remove":
            acts.remove(action, **common)
        elif action != other:
            acts.merge(action, other=other, other_revision=other.revision, text=f"uni {number}", **common)
