"""The addresses of public calls and of those who apply: they stand outside agreements, some of which are private."""

from django.urls import include, path

from . import beginning, views, writing

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
                path("<int:application>/partie/<slug:section>/", writing.section, name="application_section"),
                path("<int:application>/partie/<slug:section>/brouillon/", writing.keep_draft, name="application_draft"),
            ]
        ),
    ),
]
