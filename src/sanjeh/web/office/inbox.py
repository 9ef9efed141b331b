"""Each person's own messages: what was written to me, and that I have seen it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.messages import actions, listings
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage
from sanjeh.web.office.inbox_list import inbox_listing


class Inbox(OfficePage):
    """The messages to the reader, newest first."""

    reads = Reading.INBOX

    def get(self, request: HttpRequest) -> HttpResponse:
        written = partial(listings.inbox, signed_in(request.user))
        return answer(request, inbox_listing(written), "office/inbox.html")


class Acknowledgement(OfficePage):
    """The reader has seen one message; nobody can say so of a message to another."""

    reads = Reading.INBOX

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(actions.NotYours):
            actions.acknowledge(message=number, by=signed_in(request.user), now=timezone.now())
        return redirect("office:inbox")
