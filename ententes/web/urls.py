"""The addresses of the pages, folder by folder."""

from django.urls import include, path

urlpatterns = [
    path("", include("ententes.web.installation.urls")),
]
