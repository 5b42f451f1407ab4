"""The addresses of an agreement's settings."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/reglages/", views.settings, name="settings"),
    path("e/<slug:agreement>/reglages/presentation/", views.entitle, name="settings_titles"),
    path("e/<slug:agreement>/reglages/calendrier/", views.calendar, name="settings_calendar"),
]
