"""The addresses of matters, and of « Qui fait quoi »."""

from django.urls import include, path

from . import acting, interests, powers, views

urlpatterns = [
    path(
        "e/<slug:agreement>/",
        include(
            [
                path("dossiers/", views.matters, name="matters"),
                path("dossiers/ouvrir/", acting.open_one, name="matter_open"),
                path("dossiers/<int:matter>/", views.matter, name="matter"),
                path("dossiers/<int:matter>/modifier/", acting.rephrase, name="matter_rephrase"),
                path("dossiers/<int:matter>/transmettre/", acting.transmit, name="matter_transmit"),
                path("dossiers/<int:matter>/retirer/", acting.withdraw, name="matter_withdraw"),
                path("dossiers/<int:matter>/pieces/", acting.join, name="matter_join"),
                path("dossiers/<int:matter>/pieces/<int:joined>/", views.piece, name="matter_piece"),
                path("dossiers/<int:matter>/copies/<int:version>/", views.version, name="matter_version"),
                path("dossiers/<int:matter>/etapes/<int:stage>/", acting.send_on, name="matter_send_on"),
                path("dossiers/<int:matter>/interets/", interests.declare, name="interest_declare"),
                path("dossiers/<int:matter>/interets/<int:interest>/lever/", interests.lift, name="interest_lift"),
                path("qui-fait-quoi/", powers.powers, name="powers"),
                path("qui-fait-quoi/choisir/", powers.choose, name="power_choose"),
            ]
        ),
    ),
]
