"""The addresses of points to clarify."""

from django.urls import path

from . import views

urlpatterns = [
    path("e/<slug:agreement>/points/", views.points, name="points"),
    path("e/<slug:agreement>/points/<int:point>/", views.point, name="point"),
    path("e/<slug:agreement>/points/<int:point>/preciser/", views.settle, name="point_settle"),
    path("e/<slug:agreement>/points/<int:point>/ecarter/", views.dismiss, name="point_dismiss"),
    path("e/<slug:agreement>/points/<int:point>/rouvrir/", views.reopen, name="point_reopen"),
]
