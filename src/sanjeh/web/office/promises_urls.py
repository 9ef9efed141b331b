"""Addresses of the promises for staff."""

from django.urls import path

from sanjeh.apps.calendars.entries import Change
from sanjeh.web.office import (
    archive,
    breaches,
    calendar,
    case_acts,
    case_clocks,
    case_words,
    channels,
    complaints,
    declaration,
    feedback,
    hearing,
    incidents,
    journal,
    new_sentence,
    notice_delivery,
    notices,
    outside,
    provisions,
    sentences,
    ties,
)

urlpatterns = [
    path("complaints/", complaints.ComplaintList.as_view(), name="complaints"),
    path("complaints/<int:number>/", complaints.ComplaintDesk.as_view(), name="complaint"),
    path("complaints/<int:number>/clocks/", case_clocks.CaseClocks.as_view(), name="complaint-clocks"),
    path("complaints/<int:number>/answer/", hearing.Hearing.as_view(), name="complaint-hearing"),
    path(
        "complaints/<int:number>/declaration/",
        declaration.DeclarationPage.as_view(),
        name="complaint-declaration",
    ),
    path("complaints/<int:number>/acts/", case_acts.CaseActs.as_view(), name="complaint-acts"),
    path("complaints/<int:number>/words/", case_words.CaseWords.as_view(), name="complaint-words"),
    path("outside/", outside.Outside.as_view(), name="outside"),
    path("ties/", ties.Ties.as_view(), name="ties"),
    path("breaches/", breaches.Breaches.as_view(), name="breaches"),
    path("breaches/<int:number>/", breaches.BreachPage.as_view(), name="breach"),
    path("incidents/", incidents.Incidents.as_view(), name="incidents"),
    path("incidents/<int:number>/", incidents.IncidentMoves.as_view(), name="incident"),
    path("house-rules/", incidents.HouseRules.as_view(), name="house-rules"),
    path("agreement/<int:number>/sentences/", sentences.Sentences.as_view(), name="sentences"),
    path("agreement/<int:number>/sentences/new/", new_sentence.NewSentence.as_view(), name="sentence-new"),
    path("agreement/<int:number>/sentences/<slug:code>/", sentences.SentencePage.as_view(), name="sentence"),
    path("archive/", archive.Archive.as_view(), name="archive"),
    path("archive/rounds/<slug:code>/", archive.RoundPacked.as_view(), name="archive-round"),
    path("archive/<slug:name>/receipt/", archive.Receipt.as_view(), name="archive-receipt"),
    path("journal/", journal.Journal.as_view(), name="journal"),
    path("journal/proofs.zip", journal.Proofs.as_view(), name="journal-proofs"),
    path("feedback/", feedback.FeedbackList.as_view(), name="feedback"),
    path("feedback/<int:number>/", feedback.FeedbackSettling.as_view(), name="feedback-settle"),
    path("channels/", channels.Channels.as_view(), name="channels"),
    path("channels/<int:number>/", channels.ChannelPage.as_view(), name="channel"),
    path("calendar/", calendar.CalendarPage.as_view(), name="calendar"),
    path("calendar/<int:number>/", calendar.ChangePage.as_view(), name="calendar-change"),
    *(
        path(f"calendar/{kind}/", calendar.NewChange.as_view(change=kind), name=f"calendar-{kind}")
        for kind in Change
    ),
    path("notices/<int:number>/", notice_delivery.NoticeDelivery.as_view(), name="notice"),
    path("notices/provisions/", provisions.Provisions.as_view(), name="provisions"),
    path("notices/provisions/<slug:kind>/<str:name>/", provisions.ProvisionForce.as_view(), name="provision"),
    path("notices/", notices.Notices.as_view(), name="notices"),
]
