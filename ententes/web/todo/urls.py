"""The address of what awaits somebody."""

from django.urls import path

from . import views

urlpatterns = [path("a-faire/", views.todo, name="todo")]
