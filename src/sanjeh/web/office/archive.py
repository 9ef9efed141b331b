"""Where ended rounds and closed complaints are handed over to an archive, and its receipts are noted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from procrastinate.exceptions import AlreadyEnqueued

from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.retention import actions, queries
from sanjeh.apps.rounds.queries import NoSuchRound
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import SOURCE, Translatable
from sanjeh.core.workflow.moves import ArchiveMove, Reading
from sanjeh.locale.catalogues import said
from sanjeh.report import archive_words as words
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.archive_list import package_listing
from sanjeh.web.office.fields import DayField
from sanjeh.web.office.refusals import with_what_was_typed

ASKED = _("کارگر بسته را می‌سازد؛ صفحه را کمی دیگر تازه کنید.")
DONE = _("انجام شد و در دفتر رویداد ثبت شد.")


@dataclass(frozen=True, slots=True)
class RefusedReceipt:
    """The receipt that was typed for a package and not taken."""

    name: str
    receipt: str


class PeriodForm(forms.Form):
    since = DayField(label=_("از این روز"))
    until = DayField(label=_("تا پایان این روز"))

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        since, until = given.get("since"), given.get("until")
        if isinstance(since, date) and isinstance(until, date) and until < since:
            self.add_error("until", _("این روز پیش از روز نخست است."))
        return given


class Archive(OfficePage):
    """What was handed over, what waits, and the form that makes the package of a period."""

    reads = Reading.ARCHIVE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(ArchiveMove.PACK)

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, PeriodForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form, staff = PeriodForm(request.POST), in_office(request).staff
        if not form.is_valid():
            return page(request, form)
        refused = refusal_of(
            lambda: actions.ask_for_complaints(
                since=form.cleaned_data["since"],
                until=form.cleaned_data["until"],
                by=staff.person,
                now=staff.at,
            )
        )
        if refused:
            form.add_error(None, refused)
            return page(request, form)
        messages.success(request, ASKED)
        return redirect("office:archive")


class RoundPacked(OfficePage):
    """The package of one round."""

    reads = Reading.ARCHIVE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(ArchiveMove.PACK, Subject.ROUND.named(where["code"]))

    def post(self, request: HttpRequest, code: str) -> HttpResponse:
        staff = in_office(request).staff
        refused = refusal_of(lambda: actions.ask_for_round(round_code=code, by=staff.person, now=staff.at))
        messages.error(request, refused) if refused else messages.success(request, ASKED)
        return redirect("office:archive")


class Receipt(OfficePage):
    """Somebody else notes that the archive has confirmed a package; or that it was lost before that."""

    reads = Reading.ARCHIVE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        move = ArchiveMove.PACK if "lost" in request.POST else ArchiveMove.RECEIVE
        return RequestedMove(move, Subject.ARCHIVE.named(where["name"]))

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        if "lost" in request.POST:
            return lost(request, name)
        staff, receipt = in_office(request).staff, request.POST.get("receipt", "")
        try:
            actions.note_receipt(name=name, receipt=receipt, by=staff.person, now=staff.at)
        except actions.NotAwaited:
            messages.error(request, gettext("چنین بسته‌ای در انتظار رسید نیست؛ صفحه را تازه کنید."))
        except actions.NoReceipt:
            messages.error(request, gettext("شماره‌ی رسید بایگانی را بنویسید."))
        except actions.UnderHold as held:
            messages.error(request, spoken(words.HELD.filled(numbers=str(held))))
        else:
            messages.success(request, DONE)
            return redirect("office:archive")
        return with_what_was_typed(
            request, lambda homeless: page(request, PeriodForm(), RefusedReceipt(name, receipt), homeless)
        )


def lost(request: HttpRequest, name: str) -> HttpResponse:
    """Note that a package was lost, so that it can be made again."""
    staff = in_office(request).staff
    try:
        actions.note_loss(name=name, by=staff.person, now=staff.at)
    except actions.NotAwaited:
        messages.error(request, gettext("چنین بسته‌ای در انتظار رسید نیست؛ صفحه را تازه کنید."))
    else:
        messages.success(
            request, gettext("گم‌شدن بسته در دفتر رویداد ثبت شد؛ اکنون می‌توان آن را دوباره ساخت.")
        )
    return redirect("office:archive")


def page(
    request: HttpRequest,
    form: PeriodForm,
    refused: RefusedReceipt | None = None,
    homeless: Sequence[str] = (),
) -> HttpResponse:
    """Show the packages; `homeless` is what was typed of one that waits for no receipt."""
    shown = {
        "refused": refused,
        "homeless": homeless,
        "form": form,
        "failed": queries.last_failure(),
        "is_waited_for": authorities.current().hands_over,
        "rounds": queries.packable_rounds(in_office(request).staff.authority),
    }
    return answer(request, package_listing(queries.hand_overs()), "office/archive.html", shown)


def refusal_of(pack: Callable[[], object]) -> str:
    """Ask for a package and return why that is not possible, or nothing."""
    try:
        pack()
    except (NoSuchRound, actions.RoundNotOver, actions.NothingToHandOver) as refused:
        return spoken(PLAIN[type(refused)])
    except actions.UnderHold as held:
        return spoken(words.HELD.filled(numbers=str(held)))
    except actions.AlreadyPacked as packed:
        return spoken(words.PACKED.filled(folder=packed.folder))
    except AlreadyEnqueued:
        return gettext("این بسته در نوبت ساختن است؛ صفحه را کمی دیگر تازه کنید.")
    return ""


PLAIN: dict[type[Exception], Translatable] = {
    NoSuchRound: words.NO_ROUND,
    actions.RoundNotOver: words.NOT_OVER,
    actions.NothingToHandOver: words.NOTHING,
}


def spoken(told: Translatable) -> str:
    return said(told, get_language() or SOURCE)
