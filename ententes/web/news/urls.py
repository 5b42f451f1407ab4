"""Addresses of what is asked and answered: the demand, its reminders, the link of a letter, and the letters of the demonstration."""

from django.urls import path

from . import answering, asking

urlpatterns = [
    path("e/<slug:agreement>/demander/", asking.ask, name="ask"),
    path("e/<slug:agreement>/demander/envoyer/", asking.send, name="ask_send"),
    path("e/<slug:agreement>/demandes/<int:request_pk>/rappeler/", asking.remind, name="remind"),
    path("e/<slug:agreement>/questions/<int:question>/retirer/", asking.withdraw, name="withdraw"),
    path("n/<str:token>/", answering.answer, name="answer"),
    path("lettres/", answering.letters, name="letters"),
]
