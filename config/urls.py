"""Every address of the product; `ententes/web/access.py` says who may come to each."""

from django.urls import include, path

urlpatterns = [
    path("", include("ententes.web.urls")),
    path("compte/", include("allauth.urls")),
]
