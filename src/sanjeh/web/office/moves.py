"""Moving a round on: each button of the round's page is one move of its table of states."""

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.methodology import actions as methodologies
from sanjeh.apps.methodology.queries import NoSuchMethodology
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.results.actions import StillLooking
from sanjeh.apps.rounds.actions import MethodNotInForce, NotAnnounced, NothingToLookAt, NotOpenYet
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.moves import MethodologyMove, Reading
from sanjeh.core.workflow.rounds import RoundMove
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.rounds import round_or_404
from sanjeh.web.templatetags.persian import fa

log = structlog.get_logger(__name__)

NO_SUCH_MOVE = _("این کار در وضعیت کنونی دوره ممکن نیست؛ صفحه را تازه کنید.")
NOT_REPRODUCIBLE = _(
    "منتشر نشد: شمارش دوباره‌ی پرونده‌های ویراست به نتایج نگه‌داشته نرسید (%(where)s). راهبر سامانه را خبر کنید."
)
TOO_MUCH_UNSEEN = _(
    "منتشر نشد: از %(of)s نشانی، %(count)s تا دیده نشد و این از دوره‌ی عادی بیشتر است؛ "
    "نخست دو نفر آن را در همین صفحه بررسی کنند."
)
HELD = _(
    "منتشر نشد: اعتراضی به این نمره‌ها در جریان است (%(marks)s). در همین صفحه بپذیرید که "
    "«در دست رسیدگی» نشان داده شوند، یا تا پایان رسیدگی بمانید."
)
REFUSALS: dict[type[Exception], str] = {
    MoveNotAllowed: NO_SUCH_MOVE,
    NotAnnounced: _("نخست اطلاعیه‌ی این دوره را منتشر کنید؛ باید پیش از آغاز دوره به اجرا درآید."),
    MethodNotInForce: _("روش این دوره هنوز در اجرا نیست؛ نخست آن را با اطلاعیه به اجرا بگذارید."),
    NothingToLookAt: _("در فهرست هیچ نشانی نیست؛ نخست دستگاه‌ها و خدمات را بارگذاری کنید."),
    NotOpenYet: _("روز اعلام‌شده‌ی آغاز سنجش هنوز نرسیده است."),
    StillLooking: _("سنجش هنوز پایان نیافته است؛ نتیجه از نیمی از دوره گرفته نمی‌شود."),
}


class RoundMoves(OfficePage):
    """A move is asked for by its name and made by one action; a refusal is told, nothing is lost."""

    reads = Reading.ROUNDS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = request.POST.get("move")
        return (
            RequestedMove(RoundMove(move), Subject.ROUND.named(where["code"]))
            if move in set(RoundMove)
            else None
        )

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        asked = request.POST.get("move", "")
        move = next((row.move for row in round_or_404(code).moves if row.move.value == asked), None)
        if move is None:
            messages.error(request, gettext(NO_SUCH_MOVE))
        else:
            make(request, code, move)
        return redirect("office:round", code=code)


def make(request: HttpRequest, code: str, move: RoundMove) -> None:
    try:
        publication.make_move(round_code=code, move=move, by=signed_in(request.user), now=timezone.now())
    except tuple(REFUSALS) as refusal:
        messages.error(request, gettext(REFUSALS[type(refusal)]))
    except publication.TooMuchUnseen as refusal:
        missing = refusal.missing
        messages.error(request, gettext(TOO_MUCH_UNSEEN) % {"of": fa(missing.of), "count": fa(missing.count)})
    except publication.HeldByAppeal as refusal:
        messages.error(request, gettext(HELD) % {"marks": ", ".join(refusal.marks)})
    except publication.NotReproducible as refusal:
        log.exception("edition.refused", round=code, where=refusal.where)
        messages.error(request, gettext(NOT_REPRODUCIBLE) % {"where": refusal.where[0]})
    else:
        messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))


class MethodInForce(OfficePage):
    """The method of a draft is put in force, from the day that its notice names."""

    reads = Reading.ROUNDS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        method = round_or_404(where["code"]).row.methodology
        return RequestedMove(MethodologyMove.PUT_IN_FORCE, Subject.METHODOLOGY.named(method))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        method = round_or_404(code).row.methodology
        try:
            methodologies.put_in_force(code=method, by=signed_in(request.user), now=timezone.now())
        except (methodologies.NoNotice, NoSuchMethodology):
            messages.error(request, gettext("برای این روش هنوز اطلاعیه‌ای منتشر نشده است."))
        else:
            messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:round", code=code)
