"""Addresses of the promises: agreement, notices, complaints."""

from django.urls import path

from sanjeh.web.public import agreement, complaints, notices

urlpatterns = [
    path("agreement/", agreement.agreement, name="agreement"),
    path("agreement/<int:number>.txt", agreement.exact_text, name="agreement-text"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/feed.atom", notices.NoticeFeed(), name="notices-feed"),
    path("notices/<int:number>/", notices.notice_page, name="notice"),
    path("complaints/", complaints.lodge, name="complaint-lodge"),
    path("complaints/receipt/", complaints.receipt, name="complaint-receipt"),
    path("complaints/track/", complaints.track, name="complaint-track"),
]
