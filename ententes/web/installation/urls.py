"""Addresses that belong to no agreement."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.language, name="language"),
    path("premiere-visite/", views.first, name="first"),
    path("comptes/", views.accounts, name="accounts"),
    path("comptes/inscrire/", views.account_invite, name="account_invite"),
    path("comptes/<int:person>/connexion/", views.account_active, name="account_active"),
    path("comptes/<int:person>/ouverture/", views.account_opening, name="account_opening"),
    path("comptes/<int:person>/administration/", views.account_technical, name="account_technical"),
]
