"""What a complainant fills in; every mistake is told beside its field and nothing typed is lost."""

from functools import partial

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.desk.actions import Lodging
from sanjeh.apps.desk.kinds import KINDS, ComplaintKind
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.text.numerals import latin_digits
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.templatetags.persian import words

LONGEST = 4_000


def bodies() -> Choices:
    named = [(row.code, words(row.title)) for row in catalogue.bodies()]
    return [("", gettext("به دستگاه ویژه‌ای مربوط نیست")), *named]


def all_rounds() -> Choices:
    named = [(row.code, words(row.title)) for row in rounds.announced()]
    return [("", gettext("به دوره‌ی ویژه‌ای مربوط نیست")), *named]


def published() -> Choices:
    named = [(str(row.number), words(row.title)) for row in notices.notices()]
    return [("", gettext("به اطلاعیه‌ی ویژه‌ای مربوط نیست")), *named]


def box(*, required: bool) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "form-control", "rows": 4, "dir": "auto"})
    return forms.CharField(max_length=LONGEST, required=required, widget=area)


class ComplaintForm(forms.Form):
    """A complaint of one to three points; each is answered on its own."""

    kind = choice(_("شکایت درباره‌ی چیست؟"), partial(offered, KINDS))
    body = choice(_("دستگاه"), bodies, required=False)
    round = choice(_("دوره‌ی ارزیابی"), all_rounds, required=False)
    notice = choice(_("اطلاعیه"), published, required=False)
    about_person = forms.CharField(
        label=_("نام کسی که از رفتارش شکایت دارید (اختیاری)"),
        help_text=_("کسی که نامش را بنویسید نه این شکایت را می‌خواند و نه به آن رسیدگی می‌کند."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )
    earlier = forms.CharField(
        label=_("شماره‌ی شکایت پیشین، اگر درباره‌ی رسیدگی به آن است (اختیاری)"),
        max_length=9,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "inputmode": "numeric"}),
    )
    contact = forms.CharField(
        label=_("شماره‌ی گزارشی که فرستاده بودید، اگر شکایت از پاسخ آن است (اختیاری)"),
        max_length=9,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "inputmode": "numeric"}),
    )
    indicator = forms.CharField(
        label=_("رمز شاخصی که نمره‌اش را درست نمی‌دانید (اختیاری)"),
        help_text=_("رمز را در کارنامه‌ی دستگاه، کنار نام شاخص می‌بینید."),
        max_length=60,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )
    first = box(required=True)
    second = box(required=False)
    third = box(required=False)
    words_for_the_draw = forms.CharField(
        label=_("چند واژه‌ی دلخواه برای قرعه (اختیاری)"),
        help_text=_("با آن‌ها نتیجه‌ی قرعه به دست ما تنها نیست. خود واژه‌ها جایی نوشته نمی‌شوند."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "off", "dir": "auto"}),
    )
    complainant = forms.CharField(
        label=_("نام شما (اختیاری)"),
        help_text=_("پی‌گیری تنها با شماره و رسید است؛ بی‌نام هم رسیدگی می‌شود."),
        max_length=120,
        required=False,
        widget=forms.TextInput({"class": "form-control", "autocomplete": "name", "dir": "auto"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["first"].label = _("مورد نخست: چه رخ داد و چه می‌خواهید؟")
        self.fields["first"].help_text = _(
            "هر مورد را جدا بنویسید تا جدا پاسخ بگیرد. شماره‌ی ملی و گذرواژه ننویسید."
        )
        self.fields["second"].label = _("مورد دوم (اختیاری)")
        self.fields["third"].label = _("مورد سوم (اختیاری)")

    def clean_earlier(self) -> str:
        return whole_number(self.cleaned_data["earlier"]) if self.cleaned_data["earlier"] else ""

    def clean_contact(self) -> str:
        return whole_number(self.cleaned_data["contact"]) if self.cleaned_data["contact"] else ""

    def clean(self) -> dict[str, object]:
        given = self.cleaned_data
        if given.get("indicator") and not given.get("body"):
            self.add_error("body", gettext("بگویید نمره‌ی کدام دستگاه را درست نمی‌دانید."))
        return given

    def lodging(self) -> Lodging:
        given = self.cleaned_data
        return Lodging(
            kind=ComplaintKind(given["kind"]),
            body=given["body"],
            round=given["round"],
            complainant=given["complainant"],
            allegations=(given["first"], given["second"], given["third"]),
            notice=given["notice"],
            earlier=given["earlier"],
            about_person=given["about_person"],
            words_for_the_draw=given["words_for_the_draw"],
            contact=given["contact"],
            indicator=given["indicator"].strip(),
        )


class TrackingForm(forms.Form):
    """The number and the receipt, typed with whatever digits the keyboard has."""

    number = forms.CharField(
        label=_("شماره‌ی شکایت"),
        max_length=10,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("رسید"),
        max_length=60,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr", "autocomplete": "off"}),
    )

    def clean_number(self) -> int:
        return int(whole_number(self.cleaned_data["number"]))


def whole_number(typed: str) -> str:
    """Return the number of a complaint without zeros before it; raise ValidationError for anything else."""
    digits = latin_digits(typed).strip()
    if not (digits.isascii() and digits.isdecimal()):
        raise forms.ValidationError(_("شماره‌ی شکایت تنها رقم دارد، مانند ۱۲."))
    return str(int(digits))
