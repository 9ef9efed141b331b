"""Addresses that anyone may read."""

from django.urls import path

from sanjeh.web.public import about

app_name = "public"
urlpatterns = [
    path("", about.home, name="home"),
    path("about-probing/", about.about_probing, name="about-probing"),
]
