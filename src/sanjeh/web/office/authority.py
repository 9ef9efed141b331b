"""What the authority says of itself: the head writes it, and every page speaks so from then on."""

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.authorities import actions, queries
from sanjeh.apps.authorities.cards import AuthorityCard, CodeRule, Contact
from sanjeh.apps.authorities.marks import MarkRefused, kind_of
from sanjeh.core.text.calendars import CALENDAR_WORDS, Calendar
from sanjeh.core.text.code_rule import RuleBroken, checked
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import AuthorityMove, Reading
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import area, line

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

MARK_REFUSED = {
    "too_large": _("نشان از ۱۰۰ کیلوبایت بزرگ‌تر است."),
    "not_a_picture": _("نشان باید تصویری PNG یا SVG باشد؛ این پرونده هیچ‌یک نیست."),
    "too_many_pixels": _("نشان از ۲۰۰۰ پیکسل پهن‌تر یا بلندتر است."),
    "not_only_drawing": _("در این SVG چیزی جز ترسیم هست، مانند اسکریپت یا پیوند. آن را ساده کنید."),
}


def calendars() -> Choices:
    return offered(CALENDAR_WORDS)


def optional(label: "_StrOrPromise", most: int, direction: str = "auto") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, widget=line(direction))


class AuthorityForm(forms.Form):
    title_fa = forms.CharField(label=_("نام فارسی"), max_length=200, widget=line("rtl"))
    title_en = forms.CharField(label=_("نام انگلیسی"), max_length=200, widget=line("ltr"))
    mark = forms.FileField(
        label=_("نشان (PNG یا SVG، تا ۱۰۰ کیلوبایت)"),
        required=False,
        widget=forms.FileInput({"class": "form-control", "accept": "image/png,image/svg+xml"}),
    )
    no_mark = forms.BooleanField(label=_("بی‌نشان: نشان سامانه بماند"), required=False)
    email = forms.EmailField(label=_("ایمیل"), required=False, widget=line("ltr"))
    phone = optional(_("تلفن"), 40, "ltr")
    url = forms.URLField(label=_("سایت"), required=False, assume_scheme="https", widget=line("ltr"))
    postal_address = forms.CharField(
        label=_("نشانی پستی"), max_length=1_000, required=False, widget=area("auto", 3)
    )
    calendar = choice(_("گاه‌شماری"), calendars)
    time_zone = forms.CharField(
        label=_("منطقه‌ی زمانی"),
        help_text=_("مانند \u2066Asia/Tehran\u2069."),
        max_length=60,
        widget=line("ltr"),
    )
    languages = forms.MultipleChoiceField(
        label=_("زبان‌هایی که پیشنهاد می‌شود"),
        help_text=_("اگر هیچ‌یک را برنگزینید، همه‌ی زبان‌های سامانه."),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pattern = forms.CharField(
        label=_("الگوی کد خدمت"),
        help_text=_("مانند \u2066[0-9]{11}\u2069 برای یازده رقم، یا \u2066KE-[0-9]{4}\u2069."),
        max_length=100,
        widget=line("ltr"),
    )
    hint_fa = optional(_("همان به فارسی، برای خوانندگان"), 200, "rtl")
    hint_en = optional(_("همان به انگلیسی"), 200, "ltr")
    hands_over = forms.BooleanField(
        label=_("پیش از پاک کردن به بایگانی می‌سپاریم"),
        help_text=_(
            "تنها اگر بایگانی‌ای هست که رسید می‌دهد: از آن پس متن شکایت‌ها و شاهد دوره‌ها تا رسید آن می‌ماند."
        ),
        required=False,
    )

    def clean_mark(self) -> bytes:
        sent = self.cleaned_data["mark"]
        content = sent.read() if isinstance(sent, UploadedFile) else b""
        try:
            kind_of(content) if content else None
        except MarkRefused as refused:
            raise forms.ValidationError(MARK_REFUSED[refused.why]) from None
        return content

    def clean_time_zone(self) -> str:
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("چنین منطقه‌ای نیست؛ آن را مانند \u2066Asia/Tehran\u2069 بنویسید."))
        return zone

    def clean_pattern(self) -> str:
        try:
            return checked(self.cleaned_data["pattern"].strip())
        except RuleBroken as broken:
            says = gettext("این الگو از حرف %(at)s به بعد خوانده نمی‌شود؛ تنها حرف، رقم، [..] و {..} می‌شود.")
            raise forms.ValidationError(says % {"at": broken.at}) from None

    def card(self, code: str, mark_kind: str) -> AuthorityCard:
        given = self.cleaned_data
        return AuthorityCard(
            code,
            Words(given["title_fa"], given["title_en"]),
            mark_kind,
            Contact(given["email"], given["phone"], given["url"], given["postal_address"]),
            Calendar(given["calendar"]),
            given["time_zone"],
            tuple(given["languages"]),
            CodeRule(given["pattern"], given["hint_fa"], given["hint_en"]),
            given["hands_over"],
        )


def initial(card: AuthorityCard) -> dict[str, object]:
    return {
        "title_fa": card.title.fa,
        "title_en": card.title.en,
        "email": card.contact.email,
        "phone": card.contact.phone,
        "url": card.contact.url,
        "postal_address": card.contact.postal_address,
        "calendar": card.calendar.value,
        "time_zone": card.time_zone,
        "languages": card.languages,
        "pattern": card.code_rule.pattern,
        "hint_fa": card.code_rule.hint_fa,
        "hint_en": card.code_rule.hint_en,
        "hands_over": card.hands_over,
    }


def card_of(request: HttpRequest) -> AuthorityCard:
    """Return the authority that is worked for."""
    return queries.card(in_office(request).staff.authority)


class AuthorityPage(OfficePage):
    """The card of the authority, and the form that changes it."""

    reads = Reading.AUTHORITY

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del where
        return RequestedMove(AuthorityMove.CHANGE, card_of(request).reference)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, AuthorityForm(initial=initial(card_of(request))))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AuthorityForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, form)
        staff, before = in_office(request).staff, card_of(request)
        actions.change_authority(card=form.card(before.code, before.mark_kind), by=staff.person, now=staff.at)
        if form.cleaned_data["mark"] or form.cleaned_data["no_mark"]:
            actions.set_mark(
                code=before.code, content=form.cleaned_data["mark"], by=staff.person, now=staff.at
            )
        messages.success(request, gettext("نگه داشته شد؛ صفحه‌ها از همین دم چنین می‌گویند."))
        return redirect("office:authority")

    def page(self, request: HttpRequest, form: AuthorityForm) -> HttpResponse:
        shown = {"form": form, "card": card_of(request)}
        return render(request, "office/authority.html", shown)
