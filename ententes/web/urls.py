"""The addresses of the pages, folder by folder."""

from django.urls import include, path

urlpatterns = [
    path("", include("ententes.web.installation.urls")),
    path("", include("ententes.web.sign_in.urls")),
    path("", include("ententes.web.importing.urls")),
    path("", include("ententes.web.agreement.urls")),
    path("", include("ententes.web.committees.urls")),
    path("", include("ententes.web.matters.urls")),
    path("", include("ententes.web.consultations.urls")),
    path("", include("ententes.web.sitting.urls")),
    path("", include("ententes.web.minutes.urls")),
    path("", include("ententes.web.register.urls")),
    path("", include("ententes.web.frameworks.urls")),
    path("", include("ententes.web.projects.urls")),
    path("", include("ententes.web.funding.urls")),
    path("", include("ententes.web.awards.urls")),
    path("", include("ententes.web.conventions.urls")),
    path("", include("ententes.web.reporting.urls")),
    path("", include("ententes.web.applying.urls")),
    path("", include("ententes.web.scoring.urls")),
    path("", include("ententes.web.points.urls")),
    path("", include("ententes.web.documents.urls")),
    path("", include("ententes.web.people.urls")),
    path("", include("ententes.web.settings.urls")),
    path("", include("ententes.web.plan.urls")),
    path("", include("ententes.web.action.urls")),
    path("", include("ententes.web.news.urls")),
    path("", include("ententes.web.todo.urls")),
    path("", include("ententes.web.exports.urls")),
    path("", include("ententes.web.meetings.urls")),
]
