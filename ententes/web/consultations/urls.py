"""The addresses of written resolutions."""

from django.urls import path

from . import answering, views

urlpatterns = [
    path("e/<slug:agreement>/instances/<int:body>/par-ecrit/", views.consult, name="consult"),
    path("e/<slug:agreement>/consultations/<int:consultation>/", views.consultation, name="consultation"),
    path("e/<slug:agreement>/consultations/<int:consultation>/arreter/", views.call_off, name="consultation_stop"),
    path("e/<slug:agreement>/consultations/<int:consultation>/papier/", views.record, name="consultation_record"),
    path("accord/<str:token>/", answering.consent, name="consent"),
    path("accord/<str:token>/copie/", answering.copy, name="consent_copy"),
]
