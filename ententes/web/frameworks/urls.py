"""The addresses of frameworks and of their sections."""

from django.urls import include, path

from . import sections, views

urlpatterns = [
    path(
        "e/<slug:agreement>/cadres/",
        include(
            [
                path("", views.frameworks, name="frameworks"),
                path("commencer/", views.begin, name="framework_begin"),
                path("<int:framework>/", views.framework, name="framework"),
                path("<int:framework>/titre/", views.entitle, name="framework_entitle"),
                path("<int:framework>/importer/", views.bring_in, name="framework_bring_in"),
                path("<int:framework>/fichier/", views.source, name="framework_source"),
                path("<int:framework>/emporter/<slug:format>/", views.export, name="framework_export"),
                path("<int:framework>/proposer/", views.propose, name="framework_propose"),
                path("<int:framework>/reviser/", views.revise, name="framework_revise"),
                path("<int:framework>/sections/", sections.add, name="framework_section_add"),
                path("sections/<int:passage>/", sections.edit, name="framework_section"),
                path("sections/<int:passage>/apercu/", sections.preview, name="framework_preview"),
                path("sections/<int:passage>/brouillon/", sections.save_draft, name="framework_draft"),
                path("sections/<int:passage>/brouillon/effacer/", sections.drop_draft, name="framework_draft_drop"),
                path("sections/<int:passage>/deplacer/", sections.move, name="framework_section_move"),
                path("sections/<int:passage>/retirer/", sections.remove, name="framework_section_remove"),
                path("sections/<int:passage>/historique/", sections.history, name="framework_history"),
                path("textes/<int:earlier>/reprendre/", sections.restore, name="framework_restore"),
            ]
        ),
    ),
]
