"""The addresses of conventions under way: those of an agreement, and those of a promoter."""

from django.urls import include, path

from . import changing, promoting, views

urlpatterns = [
    path(
        "e/<slug:agreement>/conventions/",
        include(
            [
                path("rapports/", views.listed, name="reports"),
                path("rapports/<int:report>/", views.report, name="report"),
                path("rapports/<int:report>/accepter/", views.accept, name="report_accept"),
                path("rapports/<int:report>/renvoyer/", views.give_back, name="report_return"),
                path("rapports/<int:report>/dispenser/", views.waive, name="report_waive"),
                path("rapports/<int:report>/pieces/<int:piece>/", views.piece, name="report_piece"),
                path("<int:convention>/suivi/", views.follow, name="convention_follow"),
                path("<int:convention>/rapports/", views.expect, name="report_expect"),
                path("<int:convention>/recuperer/", views.find, name="recovery_find"),
                path("<int:convention>/resilier/", views.terminate, name="convention_terminate"),
                path("<int:convention>/clore/", views.close, name="convention_close"),
                path("recuperations/<int:recovery>/reclamer/", views.claim, name="recovery_claim"),
                path("recuperations/<int:recovery>/echeancier/", views.schedule, name="recovery_schedule"),
                path("recuperations/<int:recovery>/radier/", views.write_off, name="recovery_write_off"),
                path("modifications/<int:change>/", changing.change, name="change"),
                path("modifications/<int:change>/analyser/", changing.analyse, name="change_analyse"),
                path("modifications/<int:change>/porter/", changing.put, name="change_put"),
                path("modifications/<int:change>/repondre/", changing.decide, name="change_decide"),
                path("modifications/<int:change>/transmettre/", changing.send, name="change_send"),
                path("modifications/<int:change>/papier/<slug:side>/", changing.paper, name="change_paper"),
                path("modifications/<int:change>/document/", changing.file, name="change_file"),
                path("remboursements/<int:repayment>/", views.repay, name="repayment_repay"),
            ]
        ),
    ),
    path("mes-conventions/<int:convention>/modification/", changing.ask, name="own_change_ask"),
    path("mes-modifications/<int:change>/", changing.own, name="own_change"),
    path("mes-modifications/<int:change>/retirer/", changing.withdraw, name="own_change_withdraw"),
    path("mes-modifications/<int:change>/signer/", changing.sign, name="own_change_sign"),
    path("mes-modifications/<int:change>/document/", changing.own_file, name="own_change_file"),
    path("mes-rapports/<int:report>/", promoting.report, name="own_report"),
    path("mes-rapports/<int:report>/brouillon/", promoting.keep_draft, name="own_report_draft"),
    path("mes-rapports/<int:report>/deposer/", promoting.deposit, name="own_report_deposit"),
    path("mes-rapports/<int:report>/pieces/<int:piece>/", promoting.piece, name="own_report_piece"),
]
