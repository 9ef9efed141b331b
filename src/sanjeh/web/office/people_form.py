"""What an officer writes of a mandate; every mistake is told beside its field, and nothing typed is lost."""

from datetime import datetime, time

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts import letters, queries
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.letters import Letter, LetterRefused
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.workflow.roles import IN_A_BODY, ROLE_WORDS, Role
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.office.fields import DayField, line

LETTER_REFUSED = {
    "too_large": _("پرونده‌ی نامه از ۴ مگابایت بزرگ‌تر است."),
    "not_a_document": _("پرونده‌ی نامه باید PDF یا تصویر (JPEG یا PNG) باشد."),
}


def roles() -> Choices:
    return offered(ROLE_WORDS)


class MandateForm(forms.Form):
    """The part that is written of every mandate. `letter_sha256` carries a file over the preview."""

    role = choice(_("نقش"), roles)
    body = forms.CharField(
        label=_("کد دستگاه"),
        help_text=_("تنها برای نقش‌هایی که در یک دستگاه است."),
        max_length=60,
        required=False,
        widget=line("ltr"),
    )
    until = DayField(label=_("تا پایان این روز"))
    letter_number = forms.CharField(label=_("شماره‌ی نامه"), max_length=80, required=False, widget=line())
    letter_day = DayField(label=_("روز نامه"), required=False)
    letter_file = forms.FileField(
        label=_("پرونده‌ی نامه (PDF یا تصویر)"),
        required=False,
        widget=forms.ClearableFileInput({"class": "form-control"}),
    )
    letter_sha256 = forms.RegexField("[0-9a-f]{64}", required=False, widget=forms.HiddenInput)

    def clean_until(self) -> datetime:
        day = self.cleaned_data["until"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("این روز گذشته است."))
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean_letter_file(self) -> str:
        """Return the digest of what was sent, which is kept from now on; nothing for no file."""
        sent = self.cleaned_data["letter_file"]
        if not isinstance(sent, UploadedFile):
            return ""
        try:
            return letters.keep(sent.read())
        except LetterRefused as refused:
            raise forms.ValidationError(LETTER_REFUSED[refused.why]) from None

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        role, body = given.get("role"), str(given.get("body", "")).strip()
        if role in IN_A_BODY and not body:
            self.add_error("body", _("این نقش در یک دستگاه است: کد آن را بنویسید."))
        elif role and role not in IN_A_BODY and body:
            self.add_error("body", _("این نقش در دستگاهی نیست: این بخش را خالی بگذارید."))
        elif body and not self.knows(body):
            self.add_error("body", _("دستگاهی با این کد در فهرست نیست."))
        return given | {"body": body}

    def knows(self, body: str) -> bool:
        try:
            catalogue.body(body)
        except catalogue.NoSuchBody:
            return False
        return True

    def letter(self) -> Letter:
        given = self.cleaned_data
        return Letter(given["letter_number"], given["letter_day"], self.kept_letter)

    @property
    def kept_letter(self) -> str:
        """Return the digest of the letter that was sent, now or before: a refused form carries it on."""
        given: dict[str, str] = getattr(self, "cleaned_data", {})
        return given.get("letter_file") or given.get("letter_sha256") or ""


class GiveForm(MandateForm):
    """A mandate for somebody who has an account."""

    person = forms.CharField(label=_("نام کاربری"), max_length=60, widget=line("ltr"))
    field_order = ("person",)

    def clean_person(self) -> AbstractBaseUser:
        try:
            return queries.person(self.cleaned_data["person"].strip())
        except queries.NoSuchPerson:
            raise forms.ValidationError(_("کسی با این نام حساب ندارد؛ او را دعوت کنید.")) from None

    def grant(self) -> Grant:
        given = self.cleaned_data
        return Grant(
            given["person"], Role(given["role"]), given["body"], until=given["until"], letter=self.letter()
        )


class InviteForm(MandateForm):
    """A mandate that waits for whoever opens the link."""

    name = forms.CharField(label=_("نام و نام خانوادگی"), max_length=120, widget=line())
    email = forms.EmailField(
        label=_("ایمیل"),
        help_text=_("اگر خالی بماند، پیوند را خودتان به او می‌دهید."),
        required=False,
        widget=line("ltr"),
    )
    field_order = ("name", "email")

    def invited(self) -> Invited:
        given = self.cleaned_data
        return Invited(
            given["name"],
            Role(given["role"]),
            given["body"],
            given["email"],
            given["until"],
            self.letter(),
        )
