"""The addresses of norms, calls and applications received."""

from django.urls import include, path

from . import calls, completing, examining, letters, norms, received

urlpatterns = [
    path("e/<slug:agreement>/cadres/<int:framework>/normes/", norms.norms, name="norms"),
    path(
        "e/<slug:agreement>/projets/",
        include(
            [
                path("", calls.projects, name="projects"),
                path("appels/commencer/", calls.begin, name="call_begin"),
                path("appels/<int:call>/", calls.call, name="call"),
                path("appels/<int:call>/demandes/emporter/<slug:format>/", calls.applications_export, name="applications_export"),
                path("appels/<int:call>/modifier/", calls.revise, name="call_revise"),
                path("appels/<int:call>/publier/", calls.publish, name="call_publish"),
                path("appels/<int:call>/prolonger/", calls.prolong, name="call_prolong"),
                path("demandes/<int:application>/", received.application, name="call_application"),
                path("demandes/<int:application>/document/", received.document, name="call_application_file"),
                path("demandes/<int:application>/pieces/<int:enclosed>/", received.piece, name="call_application_piece"),
                path("demandes/<int:application>/completer/", completing.ask, name="completion_ask"),
                path("demandes/<int:application>/completer/<int:asked>/retirer/", completing.take_back, name="completion_take_back"),
                path("demandes/<int:application>/lettre/", letters.letter, name="call_letter"),
                path("appels/<int:call>/liste/", calls.checklist, name="call_checklist"),
                path("demandes/<int:application>/admissibilite/", examining.admissibility, name="admissibility"),
                path("demandes/<int:application>/admissibilite/prononcer/", examining.pronounce, name="admissibility_pronounce"),
                path("demandes/<int:application>/admissibilite/preuves/<int:check>/", examining.evidence, name="admissibility_evidence"),
                path("appels/<int:call>/annuler/", calls.cancel, name="call_cancel"),
            ]
        ),
    ),
]
