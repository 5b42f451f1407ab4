"""The addresses of analysis."""

from django.urls import include, path

from . import analysts, board, grids, outside, session

urlpatterns = [
    path(
        "e/<slug:agreement>/analyses/",
        include(
            [
                path("", analysts.analyses, name="analyses"),
                path("<int:assignment>/", analysts.file, name="analysis_file"),
                path("<int:assignment>/engagement/", analysts.undertake, name="analysis_undertake"),
                path("<int:assignment>/interet/", analysts.declare, name="analysis_declare"),
                path("<int:assignment>/brouillon/", analysts.keep_draft, name="analysis_draft"),
                path("<int:assignment>/verrouiller/", analysts.lock, name="analysis_lock"),
                path("<int:assignment>/document/", analysts.document, name="analysis_document"),
                path("<int:assignment>/pieces/<int:enclosed>/", analysts.piece, name="analysis_piece"),
                path("<int:assignment>/reprendre/", board.unassign, name="analysis_unassign"),
            ]
        ),
    ),
    path(
        "e/<slug:agreement>/projets/grilles/",
        include(
            [
                path("", grids.grids, name="grids"),
                path("commencer/", grids.begin, name="grid_begin"),
                path("<int:grid>/", grids.grid, name="grid"),
                path("<int:grid>/version/", grids.renew, name="grid_renew"),
            ]
        ),
    ),
    path(
        "e/<slug:agreement>/projets/appels/<int:call>/analyse/",
        include(
            [
                path("", board.call_analysis, name="call_analysis"),
                path("confier/", board.assign, name="analysis_assign"),
                path("rang/", session.ranking, name="analysis_ranking"),
                path("rang/emporter/<slug:format>/", session.take, name="analysis_ranking_export"),
                path("<int:deposit>/", session.session, name="analysis_session"),
                path("<int:deposit>/brouillon/", session.keep_draft, name="analysis_session_draft"),
                path("<int:deposit>/document/", session.document, name="analysis_session_document"),
                path("<int:deposit>/pieces/<int:enclosed>/", session.piece, name="analysis_session_piece"),
                path("<int:deposit>/avis/", session.ask, name="opinion_ask"),
                path("<int:deposit>/avis/retirer/", session.withdraw, name="opinion_withdraw"),
            ]
        ),
    ),
    path("avis/<str:token>/", outside.opinion, name="opinion"),
    path("avis/<str:token>/engagement/", outside.accept, name="opinion_accept"),
    path("avis/<str:token>/refuser/", outside.decline, name="opinion_decline"),
    path("avis/<str:token>/document/", outside.document, name="opinion_document"),
    path("avis/<str:token>/pieces/<int:enclosed>/", outside.piece, name="opinion_piece"),
]
