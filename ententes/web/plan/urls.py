"""Addresses of the plan: reading it, searching, editing its draft, and the next year's."""

from django.urls import include, path

from . import editing, history, proposing, rolling, views

draft = [
    path("", editing.draft, name="plan_edit"),
    path("ajouter/", editing.add, name="plan_action_add"),
    path("<int:action>/", editing.edit, name="plan_action_edit"),
    path("<int:action>/deplacer/", editing.move, name="plan_action_move"),
    path("<int:action>/diviser/", editing.split, name="plan_action_split"),
    path("<int:action>/fusionner/", editing.merge, name="plan_action_merge"),
    path("<int:action>/retirer/", editing.remove, name="plan_action_remove"),
    path("sections/ajouter/", editing.section_add, name="plan_section_add"),
    path("sections/<int:section>/", editing.section_rename, name="plan_section_rename"),
    path("sections/<int:section>/deplacer/", editing.section_move, name="plan_section_move"),
    path("sections/<int:section>/retirer/", editing.section_drop, name="plan_section_drop"),
    path("historique/", history.history, name="plan_history"),
    path("historique/<int:edit>/annuler/", history.undo, name="plan_undo"),
]
urlpatterns = [
    path(
        "e/<slug:agreement>/",
        include(
            [
                path("plan/", views.plan, name="plan"),
                path("plan/commencer/", rolling.begin, name="plan_begin"),
                path("plan/<int:year>/", views.plan, name="plan_year"),
                path("plan/<int:year>/modifier/", include(draft)),
                path("plan/<int:year>/proposer/", proposing.propose, name="plan_propose"),
                path("plan/<int:year>/reviser/", proposing.revise, name="plan_revise"),
                path("plan/<int:year>/reconduire/", rolling.roll, name="plan_roll"),
                path("recherche/", views.search, name="search"),
            ]
        ),
    ),
]
