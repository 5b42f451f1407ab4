"""The addresses of projects before the bodies, and of what all may read once it is announced."""

from django.urls import include, path

from . import announcing, board, deciding, funded, packets, projects

urlpatterns = [
    path("projets-soutenus/", funded.funded, name="funded"),
    path("projets-soutenus/emporter/<slug:format>/", funded.take, name="funded_export"),
    path(
        "e/<slug:agreement>/projets/",
        include(
            [
                path("suivi/", board.board, name="project_board"),
                path("suivi/emporter/<slug:format>/", board.take, name="project_board_export"),
                path("soumettre/<int:deposit>/", projects.begin, name="project_begin"),
                path("du-plan/", projects.bear, name="project_bear"),
                path("<int:project>/", projects.project, name="project"),
                path("<int:project>/modifier/", projects.describe, name="project_describe"),
                path("<int:project>/proposer/", deciding.propose, name="project_propose"),
                path("<int:project>/ouvrir/", deciding.open_one, name="project_open"),
                path("<int:project>/documents-recus/", deciding.complete, name="project_complete"),
                path("<int:project>/lettre/", deciding.tell, name="project_tell"),
                path("cahiers/<int:body>/", packets.show, name="project_packet"),
                path("cahiers/<int:body>/emporter/<slug:format>/", packets.take, name="project_packet_export"),
                path("cahiers/<int:body>/scenarios/", packets.combine, name="project_combine"),
                path("scenarios/<int:scenario>/retirer/", packets.drop, name="project_scenario_drop"),
                path("annonces/", announcing.announcements, name="project_announcements"),
                path("annonces/preparer/", announcing.announce, name="project_announce"),
                path("annonces/<int:announcement>/reporter/", announcing.postpone, name="project_announcement_postpone"),
                path("annonces/<int:announcement>/annuler/", announcing.call_off, name="project_announcement_cancel"),
            ]
        ),
    ),
]
