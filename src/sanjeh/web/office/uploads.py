"""A text that is given as a file or typed: what cannot be taken stays in the form, to be mended there."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.core.text.numerals import in_digits
from sanjeh.web.office.fields import area
from sanjeh.web.templatetags.persian import language

MOST_BYTES = 1_000_000  # the longest of our own methods has a tenth of it


class TextForm(forms.Form):
    """`file` or `text`; once it is valid, `content` are the bytes and `written` is the text without a mark
    of its order of bytes. A file that is read fills the field of the text, so that nothing is lost.
    """

    file = forms.FileField(
        label=_("پرونده"),
        help_text=_("متن ساده با رمزگذاری UTF-8، تا یک مگابایت."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"class": "form-control"}),
    )
    text = forms.CharField(label=_("یا خود متن"), required=False, strip=False, widget=area("auto", rows=12))

    def __init__(
        self, data: QueryDict | None = None, files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None
    ) -> None:
        file = files.get("file") if files else None
        self.sent = file.read(MOST_BYTES + 1) if file else b""
        if data is not None and self.is_readable():
            data = data.copy()
            data["text"] = self.sent.decode("utf-8-sig")
        super().__init__(data, files)

    def is_readable(self) -> bool:
        try:
            return bool(self.sent) and len(self.sent) <= MOST_BYTES and bool(self.sent.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return False

    def clean_file(self) -> None:
        if len(self.sent) > MOST_BYTES:
            raise forms.ValidationError(_("این پرونده از یک مگابایت بزرگ‌تر است؛ پرونده‌ی درست را برگزینید."))
        try:
            self.sent.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            said = gettext(
                "این پرونده متن UTF-8 نیست (بایت شماره‌ی %(place)s)؛ آن را با رمزگذاری UTF-8 ذخیره کنید."
            )
            place = in_digits(error.start + 1, language())
            raise forms.ValidationError(said % {"place": place}) from error

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text.encode()) > MOST_BYTES:
            raise forms.ValidationError(_("این متن از یک مگابایت بزرگ‌تر است."))
        if not text.strip() and "file" not in self.errors:
            raise forms.ValidationError(_("پرونده‌ای برگزینید یا متن را بنویسید."))
        return text

    @property
    def content(self) -> bytes:
        """Return the very bytes of the file, or those of what was typed."""
        return self.sent or self.written.encode()

    @property
    def written(self) -> str:
        text: str = self.cleaned_data["text"]
        return text
