"""The addresses of an agreement's home."""

from django.urls import path

from . import amending, views

urlpatterns = [
    path("e/<slug:agreement>/", views.agreement, name="agreement"),
    path("e/<slug:agreement>/publier/", views.publish, name="agreement_publish"),
    path("e/<slug:agreement>/depublier/", views.withdraw, name="agreement_withdraw"),
    path("e/<slug:agreement>/avenants/", amending.amendments, name="amendments"),
    path("e/<slug:agreement>/avenants/inscrire/", amending.amend, name="amendment_add"),
    path("e/<slug:agreement>/avenants/<int:amendment>/document/", amending.amendment_file, name="amendment_file"),
]
