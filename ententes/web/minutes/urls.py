"""The addresses of minutes and of follow-ups."""

from django.urls import path

from . import by_letter, following, views, writing

_MINUTES = "e/<slug:agreement>/rencontres/<int:meeting>/proces-verbal/"

urlpatterns = [
    path(_MINUTES, views.minutes, name="minutes"),
    path(f"{_MINUTES}composer/", writing.compose, name="minutes_compose"),
    path(f"{_MINUTES}sections/<int:place>/", writing.section, name="minutes_section"),
    path(f"{_MINUTES}versions/", writing.versions, name="minutes_versions"),
    path(f"{_MINUTES}versions/<int:edition>/reprendre/", writing.take_back, name="minutes_take_back"),
    path(f"{_MINUTES}transmettre/", writing.send, name="minutes_send"),
    path(f"{_MINUTES}remarques/", views.remark, name="minutes_remark"),
    path(f"{_MINUTES}suites/", writing.follow_up, name="minutes_follow_up"),
    path(f"{_MINUTES}corrections/", views.correct, name="minutes_correct"),
    path(f"{_MINUTES}papier/", views.paper, name="minutes_paper"),
    path(f"{_MINUTES}signer/", views.sign, name="minutes_sign"),
    path(f"{_MINUTES}document/<str:format>/", views.document, name="minutes_file"),
    path("pv/<str:token>/", by_letter.read, name="minutes_link"),
    path("pv/<str:token>/remarques/", by_letter.remark, name="minutes_link_remark"),
    path("pv/<str:token>/signer/", by_letter.sign, name="minutes_link_sign"),
    path("e/<slug:agreement>/suites/", following.follow_ups, name="follow_ups"),
    path("e/<slug:agreement>/suites/<int:follow_up>/faite/", following.finish, name="follow_up_finish"),
    path("e/<slug:agreement>/suites/<int:follow_up>/nouvelle/", following.news, name="follow_up_news"),
]
