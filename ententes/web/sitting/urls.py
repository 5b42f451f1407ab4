"""The addresses of sittings and votes."""

from django.urls import path

from . import motions, views, voting

_SITTING = "e/<slug:agreement>/rencontres/<int:meeting>/seance/"
_ITEM = "e/<slug:agreement>/points/<int:item>/seance/"
_MOTION = "e/<slug:agreement>/propositions/<int:motion>/"

urlpatterns = [
    path(_SITTING, views.sitting, name="sitting"),
    path(f"{_SITTING}etat/", views.state, name="sitting_state"),
    path(f"{_SITTING}ouvrir/", views.open_sitting, name="sitting_open"),
    path(f"{_SITTING}presider/", views.preside, name="sitting_preside"),
    path(f"{_SITTING}arrivees/", views.arrive, name="sitting_arrive"),
    path(f"{_SITTING}invites/", views.welcome, name="sitting_welcome"),
    path(f"{_SITTING}lever/", views.close, name="sitting_close"),
    path(f"{_SITTING}ajourner/", views.adjourn, name="sitting_adjourn"),
    path("e/<slug:agreement>/presences/<int:attendance>/depart/", views.depart, name="attendance_depart"),
    path("e/<slug:agreement>/presences/<int:attendance>/effacer/", views.strike, name="attendance_strike"),
    path(f"{_ITEM}prendre/", views.take_up, name="item_take_up"),
    path(f"{_ITEM}traite/", views.finish, name="item_finish"),
    path(f"{_ITEM}reporter/", views.postpone, name="item_postpone"),
    path(f"{_ITEM}huis-clos/", views.go_in_camera, name="item_camera"),
    path(f"{_ITEM}fin-du-huis-clos/", views.end_in_camera, name="item_camera_end"),
    path(f"{_ITEM}retrait/", views.recuse, name="item_recuse"),
    path(f"{_ITEM}resume/", views.summarise, name="item_summary"),
    path(f"{_ITEM}correction/", views.correct, name="item_correct"),
    path(f"{_ITEM}suites/", views.give_follow_up, name="item_follow_up"),
    path(f"{_ITEM}proposer/", motions.write, name="motion_write"),
    path("e/<slug:agreement>/retraits/<int:recusal>/retour/", views.come_back, name="recusal_return"),
    path(_MOTION, motions.motion, name="motion"),
    path(f"{_MOTION}enregistrer/", motions.save, name="motion_save"),
    path(f"{_MOTION}relire/", motions.read_back, name="motion_read"),
    path(f"{_MOTION}consigner/", motions.record, name="motion_record"),
    path(f"{_MOTION}retirer/", motions.withdraw, name="motion_withdraw"),
    path(f"{_MOTION}vote/ouvrir/", motions.open_ballot, name="ballot_open"),
    path(f"{_MOTION}vote/fermer/", motions.close_ballot, name="ballot_close"),
    path(f"{_MOTION}vote/reprendre/", motions.vote_again, name="ballot_again"),
    path(f"{_MOTION}vote/", voting.ballot, name="ballot"),
    path("vote/<str:token>/", voting.vote, name="vote"),
]
