"""What all forms of a complaint's page have in common: one address, one field that names the move."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ClockMove, ComplaintAct
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.complaints import desk_page

CaseMove = ComplaintAct | ClockMove
Make = Callable[[HttpRequest, int, datetime], None]


class CaseForms(OfficePage):
    """Makes the move that a form names, of those in `makes`; any other is no page.

    `field` is the field that names it, `refusals` the sentence for each exception that it may raise.
    """

    reads = Reading.COMPLAINTS
    field = "act"
    makes: Mapping[CaseMove, Make]
    refusals: Mapping[type[Exception], str]

    def asked(self, request: HttpRequest) -> CaseMove | None:
        return next((move for move in self.makes if move.value == request.POST.get(self.field)), None)

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = self.asked(request)
        return RequestedMove(move, Subject.COMPLAINT.named(where["number"])) if move else None

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = self.asked(request)
        if move is None:
            raise Http404
        try:
            self.makes[move](request, number, timezone.now())
        except NoSuchComplaint as error:
            raise Http404 from error
        except tuple(self.refusals) as refusal:
            messages.error(request, gettext(self.refusals[type(refusal)]))
            return desk_page(request, number)
        return redirect("office:complaint", number=number)
