"""The addresses of norms and projects."""

from django.urls import path

from . import norms

urlpatterns = [
    path("e/<slug:agreement>/cadres/<int:framework>/normes/", norms.norms, name="norms"),
]
