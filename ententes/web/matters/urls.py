"""The addresses of matters."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/dossiers/", views.matters, name="matters"),
    path("e/<slug:agreement>/dossiers/<int:matter>/", views.matter, name="matter"),
]
