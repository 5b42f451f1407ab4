"""The addresses of an agreement's home."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/", views.agreement, name="agreement"),
    path("e/<slug:agreement>/publier/", views.publish, name="agreement_publish"),
    path("e/<slug:agreement>/depublier/", views.withdraw, name="agreement_withdraw"),
]
