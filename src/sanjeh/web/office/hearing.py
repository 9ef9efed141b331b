"""The page of the other side: it reads the points, and answers by its own hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import hearing_actions, sides
from sanjeh.apps.desk.actions import NotImpartial, ReasonMissing
from sanjeh.apps.desk.queries import NoSuchComplaint
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove

REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: _("زمان پاسخ گذشته یا پاسخی ثبت شده است؛ صفحه را تازه کنید."),
    ReasonMissing: _("پاسخ را بنویسید؛ تا نوشته نشود چیزی ثبت نمی‌شود."),
}


class Hearing(OfficePage):
    """Whoever is not the other side of this complaint finds nothing here."""

    reads = ComplaintMove.HEAR

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del request
        return RequestedMove(ComplaintMove.HEAR, Subject.COMPLAINT.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(sides.NotASide):
            page = sides.respondent_page(number, signed_in(request.user), timezone.now())
        return render(request, "office/hearing.html", {"page": page, "typed": request.POST.get("answer", "")})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        by, now = signed_in(request.user), timezone.now()
        try:
            with or_404(NoSuchComplaint, NotImpartial):
                hearing_actions.answer_complaint(
                    number=number, answer=request.POST.get("answer", ""), by=by, now=now
                )
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
            return self.get(request, number)
        messages.success(request, gettext("پاسخ شما ثبت شد و نزد رسیدگی‌کننده و شاکی است."))
        return redirect("office:complaint-hearing", number=number)
