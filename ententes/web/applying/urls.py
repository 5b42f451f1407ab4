"""The addresses of public calls and of those who apply: they stand outside agreements, some of which are private."""

from django.urls import include, path

from . import beginning, completing, people, views, writing

urlpatterns = [
    path("appels/", views.calls, name="public_calls"),
    path("appels/<int:call>/", views.call, name="public_call"),
    path("appels/<int:call>/demande/", beginning.begin, name="apply"),
    path(
        "demandes/",
        include(
            [
                path("", writing.own, name="applications"),
                path("<int:application>/", writing.application, name="application"),
                path("<int:application>/calculer/", writing.reckon, name="application_reckon"),
                path("<int:application>/deposer/", writing.deposit, name="application_deposit"),
                path("<int:application>/retirer/", writing.withdraw, name="application_withdraw"),
                path("<int:application>/document/", writing.document, name="application_document"),
                path("<int:application>/recue/<int:deposit>/", writing.received, name="application_received"),
                path("<int:application>/lettre/", people.letter, name="application_letter"),
                path("<int:application>/personnes/", people.invite, name="application_invite"),
                path("<int:application>/personnes/<int:applicant>/retirer/", people.dismiss, name="application_dismiss"),
                path("<int:application>/pieces/", completing.join, name="application_join"),
                path("<int:application>/pieces/<int:enclosed>/", completing.piece, name="application_piece"),
                path("<int:application>/pieces/<int:enclosed>/retirer/", completing.take_out, name="application_take_out"),
                path("<int:application>/complement/<int:asked>/", completing.complete, name="application_complete"),
                path("<int:application>/complement/<int:asked>/brouillon/", completing.keep_draft, name="application_complete_draft"),
                path("<int:application>/partie/<slug:section>/", writing.section, name="application_section"),
                path("<int:application>/partie/<slug:section>/brouillon/", writing.keep_draft, name="application_draft"),
            ]
        ),
    ),
]
