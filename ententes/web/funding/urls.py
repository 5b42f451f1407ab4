"""The addresses of money."""

from django.urls import include, path

from . import amending, closing, envelopes, leaving, ledger, uses, views, writing

urlpatterns = [
    path(
        "e/<slug:agreement>/argent/",
        include(
            [
                path("", views.funding, name="funding"),
                path("promettre/", writing.pledge, name="funding_pledge"),
                path("interets/", writing.interest, name="funding_interest"),
                path("frais/", writing.administration, name="funding_administration"),
                path("fermer/<int:year>/", closing.close, name="year_close"),
                path("regles/", writing.rule, name="funding_rules"),
                path("contributions/<int:contribution>/", views.contribution, name="contribution"),
                path("contributions/<int:contribution>/recevoir/", writing.receive, name="contribution_receive"),
                path("contributions/<int:contribution>/annuler/", writing.cancel, name="contribution_cancel"),
                path("contributions/<int:contribution>/destination/", writing.earmark, name="contribution_earmark"),
                path("contributions/destinations/<int:earmark>/lettre/", views.earmark_file, name="earmark_file"),
                path("avenants/<int:amendment>/", amending.amended, name="contributions_amended"),
                path("livre/", ledger.lines, name="ledger"),
                path("livre/<int:line>/", ledger.line, name="ledger_line"),
                path("livre/<int:line>/piece/", ledger.evidence, name="ledger_evidence"),
                path("livre/<int:line>/corriger/", writing.correct, name="ledger_correct"),
                path("livre/emporter/<slug:format>/", leaving.take_ledger, name="ledger_export"),
                path("releves/<int:party>/", leaving.statement, name="statement"),
                path("releves/<int:party>/emporter/<slug:format>/", leaving.take_statement, name="statement_export"),
                path("repartition/<int:year>/", envelopes.allotment, name="allotment"),
                path("repartition/<int:year>/commencer/", envelopes.begin, name="allotment_begin"),
                path("repartition/<int:year>/lignes/", envelopes.set_line, name="allotment_line"),
                path("repartition/<int:year>/proposer/", envelopes.propose, name="allotment_propose"),
                path("repartition/<int:year>/reviser/", envelopes.revise, name="allotment_revise"),
                path("repartition/lignes/<int:allotted>/retirer/", envelopes.drop_line, name="allotment_line_drop"),
                path("enveloppes/<int:envelope>/", envelopes.envelope, name="envelope"),
                path("enveloppes/<int:envelope>/reporter/", envelopes.carry, name="envelope_carry"),
                path("enveloppes/<int:envelope>/reserve/", envelopes.invoke, name="shortfall_invoke"),
                path("enveloppes/<int:envelope>/affecter/", uses.open_use, name="use_open"),
                path("affectations/<int:use>/", uses.use, name="use"),
                path("affectations/<int:use>/inscrire/", uses.enter, name="use_enter"),
                path("reserve/<int:shortfall>/lever/", envelopes.lift, name="shortfall_lift"),
            ]
        ),
    ),
]
