"""Every address of the product; `ententes/web/access` says who may come to each."""

from django.urls import include, path

urlpatterns = [
    path("", include("ententes.web.urls")),
]

handler400 = "ententes.web.errors.bad_request"
handler403 = "ententes.web.errors.forbidden"
handler404 = "ententes.web.errors.not_found"
handler429 = "ententes.web.errors.too_many"
handler500 = "ententes.web.errors.broken"
