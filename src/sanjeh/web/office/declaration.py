"""Where whoever was drawn reads the names of a case, and says whether there is a tie to any of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.desk import declaration_actions as actions
from sanjeh.apps.desk.parties import NotSeated
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove

ANSWERS = {"clear": True, "tied": False}
UNANSWERED = _("یکی از دو پاسخ را برگزینید.")
SIGNED = _("این اعلام پیش از این امضا شده است، یا نام‌ها هنوز خوانده نشده‌اند؛ صفحه را تازه کنید.")
STEPPED_BACK = _("ثبت شد؛ جای شما را قرعه‌ای تازه پر می‌کند و کسی دلیل نمی‌پرسد.")


class DeclarationPage(OfficePage):
    """Whoever was not drawn for this complaint finds nothing here."""

    reads = ComplaintAct.DECLARE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del request
        return RequestedMove(ComplaintAct.DECLARE, Subject.COMPLAINT.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(NotSeated):
            page = actions.read_names(number=number, by=signed_in(request.user), now=timezone.now())
        return render(request, "office/declaration.html", {"page": page})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        is_clear = ANSWERS.get(request.POST.get("answer", ""))
        if is_clear is None:
            messages.error(request, gettext(UNANSWERED))
            return self.get(request, number)
        try:
            with or_404(NotSeated):
                actions.declare(
                    number=number, is_clear=is_clear, by=signed_in(request.user), now=timezone.now()
                )
        except actions.DeclaredAlready:
            messages.error(request, gettext(SIGNED))
            return self.get(request, number)
        if not is_clear:
            messages.success(request, gettext(STEPPED_BACK))
            return redirect("office:complaints")
        return redirect("office:complaint", number=number)
