"""The addresses of conventions: those of an agreement, those of a promoter, and the link of a letter."""

from django.urls import include, path

from . import paying, promoting, signing, views, writing

urlpatterns = [
    path(
        "e/<slug:agreement>/conventions/",
        include(
            [
                path("", views.conventions, name="conventions"),
                path("clauses/", writing.standard, name="convention_clauses"),
                path("projets/<int:project>/rediger/", writing.draw_up, name="convention_draw_up"),
                path("<int:convention>/", views.convention, name="convention"),
                path("<int:convention>/texte/", writing.reword, name="convention_reword"),
                path("<int:convention>/signataire/<slug:side>/", writing.signatory, name="convention_signatory"),
                path("<int:convention>/signataire/<slug:side>/autorisation/", views.authority, name="convention_authority"),
                path("<int:convention>/transmettre/", writing.send, name="convention_send"),
                path("<int:convention>/emporter/<slug:format>/", views.export, name="convention_export"),
                path("<int:convention>/document/", views.file, name="convention_file"),
                path("<int:convention>/papier/<slug:side>/", signing.paper, name="convention_paper"),
                path("<int:convention>/papier/<slug:side>/copie/", views.paper, name="convention_paper_file"),
                path("<int:convention>/reprendre/", signing.recall, name="convention_recall"),
                path("<int:convention>/reprises/<int:recall>/<slug:what>/", views.recalled, name="convention_recalled"),
                path("<int:convention>/liberer/", signing.release, name="convention_release"),
                path("<int:convention>/defaut/", signing.default, name="convention_default"),
                path("<int:convention>/defaut/lever/", signing.lift, name="convention_default_lift"),
            ]
        ),
    ),
    path(
        "e/<slug:agreement>/argent/versements/",
        include(
            [
                path("", paying.payments, name="payments"),
                path("emporter/<slug:format>/", paying.export, name="payments_export"),
                path("<int:instalment>/condition/", paying.meet, name="instalment_meet"),
                path("<int:instalment>/saisir/", paying.enter, name="payment_enter"),
                path("saisis/<int:payment>/approuver/", paying.approve, name="payment_approve"),
                path("saisis/<int:payment>/refuser/", paying.refuse, name="payment_refuse"),
            ]
        ),
    ),
    path("mes-conventions/", promoting.own, name="own_conventions"),
    path("mes-conventions/<int:convention>/", promoting.convention, name="own_convention"),
    path("mes-conventions/<int:convention>/signer/", promoting.sign, name="own_convention_sign"),
    path("mes-conventions/<int:convention>/document/", promoting.file, name="own_convention_file"),
    path("convention/<str:token>/", signing.by_link, name="convention_link"),
    path("convention/<str:token>/document/", signing.link_file, name="convention_link_file"),
]
