"""The addresses of sittings and votes."""

from django.urls import path

from . import voting

urlpatterns = [
    path("vote/<str:token>/", voting.vote, name="vote"),
    path("e/<slug:agreement>/votes/<int:motion>/", voting.ballot, name="ballot"),
]
