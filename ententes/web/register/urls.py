"""The addresses of resolutions, of the register, and of the public verification of an extract."""

from django.urls import include, path

from . import proving, resolutions, views

urlpatterns = [
    path("verifier-un-extrait/", proving.check, name="extract_check"),
    path("extrait/<str:token>/", resolutions.by_letter, name="extract_link"),
    path(
        "e/<slug:agreement>/",
        include(
            [
                path("resolutions/", resolutions.resolutions, name="resolutions"),
                path("resolutions/exporter/", resolutions.export, name="resolutions_export"),
                path("resolutions/<int:resolution>/", resolutions.resolution, name="resolution"),
                path("resolutions/<int:resolution>/extrait/", resolutions.extract, name="resolution_extract"),
                path("resolutions/<int:resolution>/delivrer/", resolutions.deliver, name="resolution_deliver"),
                path("registre/", views.register, name="register"),
                path("registre/verifier/", views.verification, name="register_verify"),
                path("registre/<int:entry>/", views.entry, name="register_entry"),
            ]
        ),
    ),
]
