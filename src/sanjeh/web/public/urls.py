"""Addresses that anyone may read."""

from django.urls import path

from sanjeh.web.public import (
    about,
    audit,
    bodies,
    changes,
    evidence,
    feedback,
    home,
    mark,
    method,
    open_data,
    promises_urls,
    ranking,
    rounds,
    service,
    well_known,
)
from sanjeh.web.public.statements import REVIEWED, statement

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("mark/", mark.mark, name="mark"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("bodies/", bodies.body_list, name="bodies"),
    path("bodies/<slug:code>/", bodies.body_card, name="body"),
    path("services/<slug:code>/", service.service_page, name="service"),
    path("evidence/<slug:digest>/", evidence.capture_page, name="evidence"),
    path("evidence/<slug:digest>/capture.json", evidence.capture_json, name="capture-json"),
    path("evidence/<slug:digest>/screenshot", evidence.screenshot, name="screenshot"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/<slug:code>/", rounds.round_page, name="round"),
    path("rounds/<slug:code>/audit/", audit.index_audit, name="round-audit"),
    path("rounds/<slug:code>/changes/", changes.changes_page, name="round-changes"),
    path("rounds/<slug:code>/progress/", rounds.round_progress, name="round-progress"),
    path("method/", method.in_force, name="method"),
    path("method/<slug:code>/", method.version, name="method-version"),
    path("method/<slug:code>.toml", method.text, name="method-text"),
    path("open-data/", open_data.editions, name="open-data"),
    path("open-data/keys.pem", open_data.public_keys, name="public-keys"),
    path("open-data/<slug:code>/<int:number>.zip", open_data.edition_archive, name="edition-archive"),
    path("open-data/<slug:code>/<int:number>/<str:name>", open_data.edition_file, name="edition-file"),
    path("about-probing/", about.about_probing, name="about-probing"),
    *(path(f"{name}/", statement(name), name=name) for name in REVIEWED),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.thanks, name="feedback-thanks"),
    path("site-map/", well_known.site_map, name="site-map"),
    path("sitemap.xml", well_known.sitemap, name="sitemap"),
    path("robots.txt", well_known.robots, name="robots"),
    path(".well-known/security.txt", well_known.security, name="security-txt"),
    *promises_urls.urlpatterns,
]
