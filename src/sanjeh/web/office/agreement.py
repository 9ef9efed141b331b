"""Where an authority loads its own agreement, a second person offers it, and it is put in force."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import bodies_with_a_voice, signed_in
from sanjeh.apps.agreements import actions, queries
from sanjeh.apps.agreements.clauses import ClausesMissing
from sanjeh.apps.authorities import queries as authorities
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.agreements import AGREEMENT, HELD, VersionState
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import AgreementMove, ConsultationMove, Reading
from sanjeh.locale.days import day
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, Staff, in_office
from sanjeh.web.office.agreement_list import RegisterRow, register_listing, version_listing
from sanjeh.web.office.fields import DayField, area
from sanjeh.web.office.uploads import TextForm
from sanjeh.web.public.agreement import commented
from sanjeh.web.templatetags.persian import language

ADDRESSES = {
    AgreementMove.CONSULT: "office:agreement-consult",
    AgreementMove.CONFIRM: "office:agreement-version",
    AgreementMove.PUT_IN_FORCE: "office:agreement-force",
    AgreementMove.WITHDRAW: "office:agreement-withdraw",
}
STEP_TITLES = {
    AgreementMove.CONSULT: _("به رایزنی بگذارید"),
    AgreementMove.CONFIRM: _("خواندم و تأیید می‌کنم"),
    AgreementMove.PUT_IN_FORCE: _("به اجرا بگذارید"),
    AgreementMove.WITHDRAW: _("پس بگیرید"),
}
HAS_REGISTER = (VersionState.OFFERED, *HELD)
MOVES = {
    "consult": AgreementMove.CONSULT,
    "force": AgreementMove.PUT_IN_FORCE,
    "withdraw": AgreementMove.WITHDRAW,
}
ACTS = {
    AgreementMove.CONSULT: actions.consult_on,
    AgreementMove.CONFIRM: actions.confirm_agreement,
    AgreementMove.PUT_IN_FORCE: actions.put_in_force,
    AgreementMove.WITHDRAW: actions.withdraw_agreement,
}
REFUSALS: dict[type[Exception], str] = {
    actions.NotAwaited: gettext_noop("این نسخه در این مرحله نیست؛ صفحه را تازه کنید."),
    actions.NotAnnounced: gettext_noop(
        "هنوز هیچ اطلاعیه‌ای این نسخه را اعلام نکرده است؛ نخست اطلاعیه‌ای از نوع «توافق‌نامه»"
        " با شماره‌ی همین نسخه منتشر کنید."
    ),
    actions.BeforeItsNotice: gettext_noop(
        "اعتبار این نسخه پیش از اثر اطلاعیه‌ی آن آغاز می‌شود؛ نسخه‌ای با نخستین روز دیرتر بار کنید."
    ),
}
UNANSWERED = gettext_noop("هنوز به %(count)s نظر دستگاه‌ها پاسخ داده نشده است؛ نخست به هر کدام پاسخ بدهید.")
DONE = _("انجام شد و در دفتر رویداد ثبت شد.")


class AgreementForm(TextForm):
    reading_en = forms.CharField(
        label=_("ترجمه‌ی انگلیسی، بند به بند"),
        help_text=_("الزام‌آور نیست؛ بندهای آن باید به شمار بندهای متن باشد."),
        max_length=200_000,
        widget=area("ltr", rows=8),
    )
    reading_fa = forms.CharField(
        label=_("بازخوانی فارسی با نیم‌فاصله (اختیاری)"),
        help_text=_("همان واژه‌ها، با نیم‌فاصله‌ای که متن اصلی ندارد؛ الزام‌آور نیست."),
        max_length=200_000,
        required=False,
        widget=area("rtl", rows=4),
    )
    first_day = DayField(
        label=_("نخستین روز اعتبار"),
        help_text=_(
            "مانند ۱۴۰۵/۱۰/۰۱. تا توافق‌نامه‌ای در حال اجرا نیست، می‌تواند همان روز اثر اطلاعیه باشد؛"
            " نسخه‌ای که جای دیگری را می‌گیرد، پس از اثر اطلاعیه آغاز می‌شود."
        ),
    )
    last_day = DayField(label=_("واپسین روز اعتبار"))
    field_order = ("file", "text", "reading_fa", "reading_en", "first_day", "last_day")

    def draft(self) -> actions.Draft:
        last: date = self.cleaned_data["last_day"]
        calendar = authorities.current().calendar
        return actions.Draft(
            exact=self.content,
            reading_fa=self.cleaned_data["reading_fa"],
            reading_en=self.cleaned_data["reading_en"],
            valid_from=midnight(self.cleaned_data["first_day"]),
            valid_until=midnight(last + timedelta(days=1)),
            until=Words(day(last, "fa", calendar), day(last, "en", calendar)),
        )


def midnight(when: date) -> datetime:
    return timezone.make_aware(datetime.combine(when, time.min))


class Agreements(OfficePage):
    """The versions of the agreement, and the form of the next one."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(AgreementMove.LOAD)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, AgreementForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AgreementForm(request.POST, request.FILES)
        if form.is_valid() and loaded(request, form):
            return redirect("office:agreement")
        return self.page(request, form)

    def page(self, request: HttpRequest, form: AgreementForm) -> HttpResponse:
        now, own = in_office(request).staff.at, in_office(request).staff.authority
        shown = {"form": form, "state": queries.state(now, own)}
        return answer(request, version_listing(queries.versions(own)), "office/agreement.html", shown)


def loaded(request: HttpRequest, form: AgreementForm) -> bool:
    """Load it; tell beside the field what cannot be taken."""
    try:
        draft = replace(form.draft(), authority=in_office(request).staff.authority)
        actions.load_agreement(draft=draft, by=signed_in(request.user), now=timezone.now())
    except ClausesMissing:
        form.add_error(
            "text", gettext("هیچ بندی پیدا نشد؛ بندها را با «۱)»، «۲)» و … در آغاز سطر شماره بزنید.")
        )
    except actions.ReadingDiffers as odd:
        said = gettext("متن %(agreed)s بند دارد و ترجمه %(read)s بند؛ بندها را برابر کنید.")
        form.add_error("reading_en", said % {"agreed": counted(odd.agreed), "read": counted(odd.read)})
    except actions.OtherWords as odd:
        said = gettext("این سطر در متن اصلی واژه‌های دیگری دارد: «%(line)s». بازخوانی تنها نیم‌فاصله می‌افزاید.")
        form.add_error("reading_fa", said % {"line": odd.line[:200]})
    except actions.WrongDays:
        form.add_error("last_day", gettext("این روز پیش از نخستین روز اعتبار است."))
    else:
        messages.success(request, DONE)
    return not form.errors


def counted(number: int) -> str:
    return in_digits(number, language())


class AgreementMoved(OfficePage):
    """Where a version is led on by one move."""

    reads = Reading.AGREEMENT
    move = AgreementMove.CONFIRM

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(self.move, Subject.AGREEMENT.named(where["number"]))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            ACTS[self.move](number=number, by=signed_in(request.user), now=timezone.now())
        except actions.Unanswered as waiting:
            messages.error(request, gettext(UNANSWERED) % {"count": counted(waiting.count)})
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
        else:
            messages.success(request, DONE)
        return redirect("office:agreement")


class AgreementConfirmed(AgreementMoved):
    """A version as it is read here; a second person offers what another has loaded."""

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return version_shown(request, number, {})


def version_shown(request: HttpRequest, number: int, typed: dict[str, object]) -> HttpResponse:
    """Show the version; `typed` is an answer to a comment that could not be taken."""
    version, staff = version_or_404(number), in_office(request).staff
    about = Subject.AGREEMENT.named(number)
    open_moves = AGREEMENT.moves(version.row.state)
    steps = [Step(move) for move in open_moves if not staff.refusal(move, about)]
    may_confirm = any(step.move is AgreementMove.CONFIRM for step in steps)
    shown = {"version": version, "steps": steps, "may_confirm": may_confirm}
    shown["changes"] = queries.changes_since_last(version)
    shown |= {"comments": commented(number), "typed": typed}
    shown["may_answer"] = not staff.refusal(ConsultationMove.ANSWER, about)
    rows = register_of(version.row, staff) if version.row.state in HAS_REGISTER else []
    shown["has_missing"] = any(row.at is None for row in rows)
    lists = [register_listing(rows)] if version.row.state in HAS_REGISTER else []
    return answer(request, lists, "office/agreement_version.html", shown)


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the page of a version: the move, where it is sent, what stands on it."""

    move: AgreementMove

    @property
    def address(self) -> str:
        return ADDRESSES[self.move]

    @property
    def title(self) -> str:
        return str(STEP_TITLES[self.move])

    @property
    def is_main(self) -> bool:
        return self.move is not AgreementMove.WITHDRAW


def register_of(row: queries.VersionRow, staff: Staff) -> list[RegisterRow]:
    """Return which bodies have accepted a version, and then which that could have not."""
    titles, register = catalogue.titles(), queries.register(row.number)
    speaking = bodies_with_a_voice(SPEAKS_FOR_A_BODY, staff.at, row.authority)
    missing = sorted(speaking - {one.body for one in register})
    return [
        *(RegisterRow(one.body, titled(titles, one.body), one.at, one.by) for one in register),
        *(RegisterRow(code, titled(titles, code), None, "") for code in missing),
    ]


def titled(titles: Mapping[str, Words], code: str) -> Words:
    return titles.get(code) or Words(code, code)


def version_or_404(number: int) -> queries.Version:
    with or_404(KeyError):
        return queries.version(number)
