"""Whose place a recount after a correction has moved, and the erratum by which it is published."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication import queries as editions
from sanjeh.apps.results.moved import MovedRow, moved_of
from sanjeh.apps.results.queries import NoResults
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading, RoundAct
from sanjeh.web.cells import Cell, worded
from sanjeh.web.list_in_memory import in_memory
from sanjeh.web.listing import Column, Listing, answer
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.rounds import round_or_404
from sanjeh.web.templatetags.persian import fa

REFUSALS: dict[type[Exception], str] = {
    publication.NoReason: _("بنویسید چه چیز در ویراست پیشین نادرست بود."),
    publication.NotPublishedYet: _("این دوره هنوز منتشر نشده است؛ شمارش دوباره در نخستین ویراست می‌آید."),
    publication.HeldByAppeal: _(
        "اعتراضی به نمره‌ای در جریان است؛ نخست در صفحه‌ی دوره بپذیرید که آن نمره «در دست رسیدگی» نشان داده شود."
    ),
    NoResults: _("این دوره هنوز نتیجه‌ی نهایی ندارد."),
}


class Moved(OfficePage):
    """The list of bodies whose place is another since a correction, and the form of the erratum."""

    reads = Reading.ROUNDS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(RoundAct.PUBLISH_ERRATUM, Subject.ROUND.named(where["code"]))

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        shown = {"page": round_or_404(code), "has_edition": bool(editions.editions(code))}
        return answer(request, moved_listing(moved_of(code)), "office/moved.html", shown)

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        round_or_404(code)
        reason, by = request.POST.get("reason", ""), signed_in(request.user)
        try:
            publication.publish_erratum(round_code=code, reason=reason, by=by, now=timezone.now())
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
        else:
            messages.success(request, gettext("انجام شد و در دفتر رویداد ثبت شد."))
        return redirect("office:round-moved", code=code)


def moved_listing(rows: Sequence[MovedRow]) -> Listing[MovedRow]:
    columns: tuple[Column[MovedRow], ...] = (
        Column("body", _("دستگاه"), lambda row: worded(row.title), key=lambda row: row.code),
        Column(
            "before",
            _("رتبه‌ی پیشین"),
            lambda row: placed(row.before),
            key=lambda row: row.before or 0,
            is_number=True,
        ),
        Column(
            "after",
            _("رتبه‌ی تازه"),
            lambda row: placed(row.after),
            key=lambda row: row.after or 0,
            is_number=True,
        ),
        Column(
            "version",
            _("شمارش"),
            lambda row: Cell(fa(row.version)),
            key=lambda row: row.version,
            is_number=True,
        ),
    )
    return Listing(
        name="moved",
        caption=_("دستگاه‌هایی که رتبه‌شان جابه‌جا شد"),
        columns=columns,
        find=in_memory(rows, columns, ()),
        filters=(),
        empty=_("پس از هیچ دستور اصلاحی رتبه‌ای جابه‌جا نشده است."),
    )


def placed(rank: int | None) -> Cell:
    return Cell("–" if rank is None else fa(rank))
