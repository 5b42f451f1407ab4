"""The addresses of meetings before they open, of the links of their letters, of dates to choose from, and of calendars."""

from django.urls import path

from . import agenda, answering, calling, dates, feeds, papers, planning, views

urlpatterns = [
    path("e/<slug:agreement>/rencontres/", views.meetings, name="meetings"),
    path("e/<slug:agreement>/instances/<int:body>/rencontres/planifier/", planning.plan, name="meeting_plan"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/", views.meeting, name="meeting"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/deplacer/", planning.reschedule, name="meeting_reschedule"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/annuler/", planning.cancel, name="meeting_cancel"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/convoquer/", calling.call, name="meeting_call"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/inviter/", calling.invite, name="meeting_invite"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/invites/<int:invitation>/retirer/", calling.uninvite, name="meeting_uninvite"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/reponses/<int:invitation>/", calling.record, name="meeting_reply"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/rencontre.ics", papers.event, name="meeting_event"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/documents/<int:paper>/", papers.document, name="meeting_document"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/copies/<int:item>/", papers.copy, name="meeting_copy"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/ordre-du-jour.<str:format>", papers.agenda, name="meeting_agenda"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/cahier.<str:format>", papers.file, name="meeting_file"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/ordre-du-jour/envoyer/", calling.send_agenda, name="agenda_send"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/ajouter/", agenda.add, name="item_add"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/completer/", agenda.complete, name="item_complete"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/<int:item>/", agenda.edit, name="item_edit"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/<int:item>/placer/", agenda.move, name="item_move"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/<int:item>/enlever/", agenda.remove, name="item_remove"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/points/<int:item>/joindre/", agenda.join, name="item_join"),
    path("e/<slug:agreement>/rencontres/<int:meeting>/documents/<int:paper>/enlever/", agenda.part, name="item_part"),
    path("e/<slug:agreement>/instances/<int:body>/dates/", dates.ask, name="dates_ask"),
    path("e/<slug:agreement>/dates/<int:poll>/", dates.show, name="dates"),
    path("e/<slug:agreement>/dates/<int:poll>/retenir/", dates.choose, name="dates_choose"),
    path("e/<slug:agreement>/dates/<int:poll>/clore/", dates.close, name="dates_close"),
    path("d/<str:token>/", dates.answer, name="dates_answer"),
    path("r/<str:token>/", answering.reply, name="reply"),
    path("r/<str:token>/interet/", answering.declare, name="reply_interest"),
    path("r/<str:token>/rencontre.ics", answering.event, name="reply_ics"),
    path("r/<str:token>/documents/<int:paper>/", answering.document, name="reply_document"),
    path("r/<str:token>/copies/<int:item>/", answering.copy, name="reply_copy"),
    path("compte/calendrier/", feeds.show, name="calendar"),
    path("compte/calendrier/creer/", feeds.make, name="calendar_make"),
    path("compte/calendrier/revoquer/", feeds.revoke, name="calendar_revoke"),
    path("calendrier/<str:key>.ics", feeds.read, name="calendar_feed"),
]
