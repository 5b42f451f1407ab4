"""Addresses of what leaves the product, and of the record of it."""

from django.urls import include, path

from . import views

urlpatterns = [
    path(
        "e/<slug:agreement>/",
        include(
            [
                path("plan/<int:year>/exporter/", views.choose, name="plan_exports"),
                path("plan/<int:year>/exporter/<str:format>/", views.export_plan, name="plan_export"),
                path("exportations/", views.record, name="exports"),
            ]
        ),
    ),
]
