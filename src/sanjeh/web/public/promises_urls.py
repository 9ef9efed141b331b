"""Addresses of the promises: agreement, notices, complaints."""

from django.urls import path

from sanjeh.web.public import (
    agreement,
    agreement_papers,
    board,
    calendar,
    channels,
    complaint_acts,
    complaints,
    courtesy,
    journal,
    notices,
    provisions,
    running,
    subscriptions,
)

urlpatterns = [
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/<int:number>.txt", agreement.exact_text, name="agreement-text"),
    path("agreement/<int:number>/", agreement.version_page, name="agreement-version"),
    path("agreement/<int:number>.pdf", agreement_papers.version_pdf, name="agreement-pdf"),
    path("agreement/verify/", agreement_papers.verify, name="agreement-verify"),
    path("agreement/gaps/", agreement.gap_register, name="gaps"),
    path("board/", board.board, name="board"),
    path("board/summary/", board.summary, name="board-summary"),
    path("board/<slug:code>/", board.line, name="board-line"),
    path("board.json", board.as_json, name="board-json"),
    path("board.csv", board.as_csv, name="board-csv"),
    path("courtesy/", courtesy.courtesy, name="courtesy"),
    path("courtesy/<slug:token>/", courtesy.answer, name="courtesy-answer"),
    path("channels/", channels.channels, name="channels"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/feed.atom", notices.NoticeFeed(), name="notices-feed"),
    path("notices/feed/<slug:kind>.atom", notices.TopicFeed(), name="topic-feed"),
    path("subscriptions/", subscriptions.subscribe, name="subscriptions"),
    path("subscriptions/asked/", subscriptions.subscription_asked, name="subscription-asked"),
    path("subscriptions/confirm/<str:token>/", subscriptions.confirm, name="subscription-confirm"),
    path("subscriptions/end/<str:token>/", subscriptions.end, name="subscription-end"),
    path("notices/<int:number>/", notices.notice_page, name="notice"),
    path("provisions/", provisions.provision_list, name="provisions"),
    path("provisions/<slug:kind>/<str:name>/", provisions.provision_page, name="provision"),
    path("running/", running.running_page, name="running"),
    path("journal/", journal.journal, name="journal"),
    path("journal/checkpoint.txt", journal.newest, name="journal-newest"),
    path("journal/<int:size>/checkpoint.txt", journal.checkpoint, name="journal-checkpoint"),
    path(
        "journal/<int:earlier>/<int:size>/consistency.json", journal.consistency, name="journal-consistency"
    ),
    path("complaints/", complaints.lodge, name="complaint-lodge"),
    path("complaints/receipt/", complaints.receipt, name="complaint-receipt"),
    path("complaints/contest/", complaints.contest, name="complaint-contest"),
    path("complaints/act/", complaint_acts.act, name="complaint-act"),
    path("complaints/track/", complaints.track, name="complaint-track"),
]
