"""Each person's own messages: what was written to me, and that I have seen it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.messages import actions, queries
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.office.access import OfficePage


class Inbox(OfficePage):
    """The messages to the reader, newest first."""

    reads = Reading.INBOX

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "office/inbox.html", {"rows": queries.inbox(signed_in(request.user))})


class Acknowledgement(OfficePage):
    """The reader has seen one message; nobody can say so of a message to another."""

    reads = Reading.INBOX

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            actions.acknowledge(message=number, by=signed_in(request.user), now=timezone.now())
        except actions.NotYours as error:
            raise Http404 from error
        return redirect("office:inbox")
