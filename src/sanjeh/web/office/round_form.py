"""What staff write of a new round; every mistake is told beside its field and nothing typed is lost."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.rounds.actions import RoundDraft
from sanjeh.apps.rounds.queries import RoundRow
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.words import Words
from sanjeh.web.choices import Choices, choice
from sanjeh.web.formatting import typed_day
from sanjeh.web.office.fields import CodeStays, DayField, line
from sanjeh.web.templatetags.persian import language

RESERVED = "new"  # the address of this very form
END_OF_DAY = time(23, 59)


def methods() -> Choices:
    return [(row.code, method_title(row)) for row in methodologies.versions()]


def method_title(row: methodologies.MethodologyRow) -> str:
    title = f"{row.title.in_language(language())} ({row.code})"
    return title if row.in_force_from else f"{title} – {gettext('هنوز در اجرا نیست')}"


def categories() -> Choices:
    return [("", gettext("همه‌ی دستگاه‌ها")), *((name, name) for name in catalogue.categories())]


def at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))


class RoundForm(forms.Form):
    """A round of the automatic indicators, as it is to be announced."""

    code = forms.CharField(
        label=_("کد دوره"),
        help_text=_("در نشانی صفحه‌ها می‌آید و دیگر عوض نمی‌شود؛ مانند \u2066۱۴۰۵-۳\u2069."),
        max_length=40,
        widget=line("ltr"),
    )
    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=300, widget=line("rtl"))
    title_en = forms.CharField(label=_("عنوان انگلیسی"), max_length=300, widget=line("ltr"))
    methodology = choice(_("روش"), methods)
    category = choice(
        _("کدام دستگاه‌ها"),
        categories,
        required=False,
        help_text=_("آن‌ها که هنگام اعلام دوره در این دسته‌اند؛ دسته را در فهرست دستگاه‌ها می‌دهید."),
    )
    opens = DayField(label=_("روز آغاز سنجش"))
    closes = DayField(label=_("روز پایان سنجش"))

    def clean_code(self) -> str:
        code: str = latin_digits(self.cleaned_data["code"]).strip()
        if code == RESERVED or not (code.isascii() and code.replace("-", "").replace("_", "").isalnum()):
            raise forms.ValidationError(_("کد تنها حرف لاتین، رقم و خط تیره دارد، مانند \u2066۱۴۰۵-۳\u2069."))
        return code

    def clean_opens(self) -> date:
        opens: date = self.cleaned_data["opens"]
        if opens < timezone.localdate():
            raise forms.ValidationError(_("این روز گذشته است؛ دوره پیش از آغاز اعلام می‌شود."))
        return opens

    def clean_closes(self) -> date:
        closes: date = self.cleaned_data["closes"]
        if "opens" in self.cleaned_data and closes < self.cleaned_data["opens"]:
            raise forms.ValidationError(_("پایان سنجش پیش از آغاز آن است."))
        return closes

    def draft(self) -> RoundDraft:
        given = self.cleaned_data
        return RoundDraft(
            code=given["code"],
            title=Words(given["title_fa"], given["title_en"]),
            methodology=given["methodology"],
            opens_at=at(given["opens"], time.min),
            closes_at=at(given["closes"], END_OF_DAY),
            category=given["category"],
        )


class DraftForm(CodeStays, RoundForm):
    """The same for a draft that exists already: its code stands in its notice."""


def typed(row: RoundRow, language: str) -> dict[str, object]:
    """Return a draft as its form would hold it."""
    return {
        "code": row.code,
        "title_fa": row.title.fa,
        "title_en": row.title.en,
        "methodology": row.methodology,
        "category": row.category,
        "opens": typed_day(timezone.localdate(row.opens_at), language),
        "closes": typed_day(timezone.localdate(row.closes_at), language),
    }
