"""Addresses for staff."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from sanjeh.web.office import (
    authority,
    catalogue_urls,
    drafts,
    judgements,
    message_urls,
    moved,
    moves,
    pauses,
    people,
    people_bulk,
    people_invited,
    people_many,
    people_moves,
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
    path("rounds/<slug:code>/moved/", moved.Moved.as_view(), name="round-moved"),
    path("rounds/<slug:code>/draft/", drafts.ChangeDraft.as_view(), name="round-draft"),
    path("rounds/<slug:code>/method/", moves.MethodInForce.as_view(), name="round-method"),
    path("pauses/", pauses.Pauses.as_view(), name="pauses"),
    path("pauses/end/", pauses.PauseEnd.as_view(), name="pause-end"),
    path("authority/", authority.AuthorityPage.as_view(), name="authority"),
    path("people/", people.People.as_view(), name="people"),
    path("people/give/", people.Give.as_view(), name="people-give"),
    path("people/invite/", people.Invite.as_view(), name="people-invite"),
    path("people/invite/many/", people_many.InviteMany.as_view(), name="people-invite-many"),
    path("people/invited/", people_invited.PeopleInvited.as_view(), name="people-invited"),
    path("people/bulk/", people_bulk.PeopleBulk.as_view(), name="people-bulk"),
    path("people/bulk/<int:line>/", people_bulk.PeopleBulkDone.as_view(), name="people-bulk-done"),
    path("people/moves/", people_moves.PeopleMoves.as_view(), name="people-moves"),
    path("people/letters/<slug:digest>/", people_moves.LetterFile.as_view(), name="people-letter"),
    path("permissions/", permissions.PermissionTable.as_view(), name="permissions"),
    path("login/", SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    *start_urls.urlpatterns,
    *message_urls.urlpatterns,
    *promises_urls.urlpatterns,
    *catalogue_urls.urlpatterns,
]
