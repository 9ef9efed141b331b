"""Each person's own messages: what was written to me, and that I have seen it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.messages import actions, queries
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage


class Inbox(OfficePage):
    """The messages to the reader, newest first."""

    reads = Reading.INBOX

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [shown(row) for row in queries.inbox(signed_in(request.user))]
        return render(request, "office/inbox.html", {"rows": rows})


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message as the page shows it; its link is a button there, and who signs is the page itself."""

    row: queries.InboxRow
    paragraphs: tuple[str, ...]


def shown(row: queries.InboxRow) -> ShownMessage:
    parts = row.text.split("\n\n")
    return ShownMessage(
        row, tuple(one for one in parts if not (one.startswith("-- ") or one.endswith(f"\n{row.link}")))
    )


class Acknowledgement(OfficePage):
    """The reader has seen one message; nobody can say so of a message to another."""

    reads = Reading.INBOX

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(actions.NotYours):
            actions.acknowledge(message=number, by=signed_in(request.user), now=timezone.now())
        return redirect("office:inbox")
