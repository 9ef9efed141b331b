"""Where people of the house tell who stands too close to whom; it bars, and seats nobody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import NoSuchPerson, everybody, person_of, signed_in
from sanjeh.apps.desk import tie_actions as actions
from sanjeh.apps.desk.kinds import TIES, TieKind
from sanjeh.apps.desk.ties import ties_for
from sanjeh.core.workflow.desk_moves import TieMove
from sanjeh.core.workflow.moves import Reading
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.tie_list import tie_listing

REFUSALS: dict[type[Exception], str] = {
    actions.TieOfOthers: _("پیوند دیگران را مدیر می‌نویسد؛ شما پیوند خود را بنویسید."),
    actions.TiedAlready: _("این پیوند نوشته شده است، یا هر دو یک نفرند."),
    actions.NoSuchTie: _("این پیوند پایان یافته است؛ صفحه را تازه کنید."),
}


class Ties(OfficePage):
    """The ties that this reader may see, and the form for one more."""

    reads = Reading.TIES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        del where
        return RequestedMove(TieMove.END if "number" in request.POST else TieMove.DECLARE)

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = ties_for(signed_in(request.user), timezone.now())
        shown = {"people": everybody(), "kinds": TIES.items(), "typed": request.POST}
        return answer(request, tie_listing(rows), "office/ties.html", shown)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            end(request) if "number" in request.POST else declare(request)
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
            return self.get(request)
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:ties")


def declare(request: HttpRequest) -> None:
    kind = request.POST.get("kind", "")
    if kind not in set(TieKind):
        raise Http404
    try:
        one, other = person_of(request.POST.get("one", "")), person_of(request.POST.get("other", ""))
    except NoSuchPerson as error:
        raise Http404 from error
    by, now = signed_in(request.user), timezone.now()
    actions.declare_tie(kind=TieKind(kind), one=one, other=other, by=by, now=now)


def end(request: HttpRequest) -> None:
    number = request.POST["number"]
    if not (number.isascii() and number.isdecimal()):
        raise Http404
    actions.end_tie(number=int(number), by=signed_in(request.user), now=timezone.now())
