"""Addresses of the plan: reading it, searching, editing its draft, and the next year's."""

from django.urls import include, path

from . import views

urlpatterns = [
    path(
        "e/<slug:agreement>/",
        include(
            [
                path("plan/", views.plan, name="plan"),
                path("plan/<int:year>/", views.plan, name="plan_year"),
                path("recherche/", views.search, name="search"),
            ]
        ),
    ),
]
