"""Addresses for staff."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from sanjeh.web.office import moves, promises_urls, rounds

app_name = "office"
urlpatterns = [
    path("", rounds.Home.as_view(), name="home"),
    path("rounds/<slug:code>/", rounds.RoundWatch.as_view(), name="round"),
    path("rounds/<slug:code>/moves/", moves.RoundMoves.as_view(), name="round-moves"),
    path("login/", LoginView.as_view(template_name="office/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    *promises_urls.urlpatterns,
]
