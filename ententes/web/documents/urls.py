"""The addresses of an agreement's documents."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/documents/", views.documents, name="documents"),
    path("e/<slug:agreement>/documents/ajouter/", views.add, name="document_add"),
    path("e/<slug:agreement>/documents/<int:filing>/", views.fetch, name="document_file"),
    path("e/<slug:agreement>/documents/<int:filing>/publier/", views.publish, name="document_publish"),
    path("e/<slug:agreement>/documents/<int:filing>/retirer/", views.withdraw, name="document_withdraw"),
]
