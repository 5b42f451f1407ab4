"""The addresses of people and access in an agreement."""

from django.urls import path

from . import organisations, views

urlpatterns = [
    path("e/<slug:agreement>/personnes/", views.members, name="members"),
    path("e/<slug:agreement>/personnes/coordination/", views.name_coordinator, name="coordination_name"),
    path("e/<slug:agreement>/personnes/coordination/<int:coordination>/terminer/", views.end_coordination, name="coordination_end"),
    path("e/<slug:agreement>/personnes/finances/", views.name_finance, name="finance_name"),
    path("e/<slug:agreement>/personnes/finances/<int:finance>/terminer/", views.end_finance, name="finance_end"),
    path("e/<slug:agreement>/parties/ajouter/", views.party_add, name="party_add"),
    path("e/<slug:agreement>/parties/<int:party>/joindre/", views.party_contact, name="party_contact"),
    path("e/<slug:agreement>/parties/<int:party>/titres/", views.party_mark, name="party_mark"),
    path("e/<slug:agreement>/parties/<int:party>/organisme/", organisations.organisation, name="party_organisation"),
    path("e/<slug:agreement>/parties/<int:party>/organisme/nom/", organisations.rename, name="party_rename"),
    path("e/<slug:agreement>/parties/<int:party>/organisme/fusion/", organisations.merge, name="party_merge"),
    path("e/<slug:agreement>/parties/<int:party>/organisme/dissolution/", organisations.dissolve, name="party_dissolve"),
]
