"""Addresses for staff."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from sanjeh.web.office import (
    catalogue_urls,
    drafts,
    judgements,
    message_urls,
    moves,
    pauses,
    permissions,
    promises_urls,
    rounds,
    start_urls,
)
from sanjeh.web.office.sign_in import SignIn

app_name = "office"
urlpatterns = [
    path("rounds/", rounds.Home.as_view(), name="rounds"),
    path("rounds/new/", drafts.NewRound.as_view(), name="round-new"),
    path("rounds/<slug:code>/", rounds.RoundWatch.as_view(), name="round"),
    path("rounds/<slug:code>/moves/", moves.RoundMoves.as_view(), name="round-moves"),
    path("rounds/<slug:code>/judgement/", judgements.RoundJudgement.as_view(), name="round-judgement"),
    path("rounds/<slug:code>/draft/", drafts.ChangeDraft.as_view(), name="round-draft"),
    path("rounds/<slug:code>/method/", moves.MethodInForce.as_view(), name="round-method"),
    path("pauses/", pauses.Pauses.as_view(), name="pauses"),
    path("pauses/end/", pauses.PauseEnd.as_view(), name="pause-end"),
    path("permissions/", permissions.PermissionTable.as_view(), name="permissions"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    *start_urls.urlpatterns,
    *message_urls.urlpatterns,
    *promises_urls.urlpatterns,
    *catalogue_urls.urlpatterns,
]
