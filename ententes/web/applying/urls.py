"""The addresses of public calls: they stand outside agreements, some of which are private."""

from django.urls import path

from . import views

urlpatterns = [
    path("appels/", views.calls, name="public_calls"),
    path("appels/<int:call>/", views.call, name="public_call"),
]
