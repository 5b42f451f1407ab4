"""Addresses that belong to no agreement."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("langue/", views.language, name="language"),
    path("premiere-visite/", views.first, name="first"),
    path("a-faire/", views.todo, name="todo"),
]
