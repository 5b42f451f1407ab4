"""Addresses of an action and of its news."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/actions/<int:action>/", views.action, name="action"),
    path("e/<slug:agreement>/actions/<int:action>/nouvelle/", views.note, name="action_note"),
    path("e/<slug:agreement>/actions/<int:action>/brouillon/", views.save_draft, name="action_draft"),
    path("e/<slug:agreement>/actions/<int:action>/brouillon/effacer/", views.drop_draft, name="action_draft_drop"),
    path("e/<slug:agreement>/actions/<int:action>/pieces/<int:piece>/", views.piece, name="action_file"),
]
