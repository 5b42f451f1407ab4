"""The addresses of bodies, their seats and their terms."""

from django.urls import path

from . import acting, procedures, territories, views

urlpatterns = [
    path("e/<slug:agreement>/instances/", views.committees, name="committees"),
    path("e/<slug:agreement>/instances/ajouter/", acting.add, name="committee_add"),
    path("e/<slug:agreement>/instances/<int:body>/", views.committee, name="committee"),
    path("e/<slug:agreement>/instances/<int:body>/modifier/", acting.edit, name="committee_edit"),
    path("e/<slug:agreement>/instances/<int:body>/dissoudre/", acting.dissolve, name="committee_dissolve"),
    path("e/<slug:agreement>/instances/<int:body>/joindre/", acting.contact, name="committee_contact"),
    path("e/<slug:agreement>/instances/<int:body>/regles/", procedures.procedure, name="procedure"),
    path("e/<slug:agreement>/instances/<int:body>/regles/preciser/", procedures.set_procedure, name="procedure_set"),
    path("e/<slug:agreement>/instances/<int:body>/sieges/", acting.add_seat, name="seat_add"),
    path("e/<slug:agreement>/instances/<int:body>/charges/", acting.give_charge, name="charge_give"),
    path("e/<slug:agreement>/charges/<int:charge>/terminer/", acting.end_charge, name="charge_end"),
    path("e/<slug:agreement>/instances/<int:body>/territoires/", territories.represented, name="committee_territories"),
    path("e/<slug:agreement>/sieges/<int:seat>/territoires/", territories.stood_for, name="seat_territories"),
    path("e/<slug:agreement>/sieges/<int:seat>/enlever/", acting.remove_seat, name="seat_remove"),
    path("e/<slug:agreement>/sieges/<int:seat>/nommer/", acting.appoint, name="seat_appoint"),
    path("e/<slug:agreement>/mandats/<int:term>/terminer/", acting.end_term, name="term_end"),
]
