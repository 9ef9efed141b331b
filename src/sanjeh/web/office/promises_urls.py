"""Addresses of the promises for staff."""

from django.urls import path

from sanjeh.web.office import complaints, notices

urlpatterns = [
    path("complaints/", complaints.ComplaintList.as_view(), name="complaints"),
    path("complaints/<int:number>/", complaints.ComplaintDesk.as_view(), name="complaint"),
    path("notices/", notices.Notices.as_view(), name="notices"),
]
