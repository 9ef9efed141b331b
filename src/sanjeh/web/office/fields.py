"""What the forms of the office share: how a line, an area and a day are asked for."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjeh.core.text.persian import dates_in

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ONE_DAY = _("یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱.")


def line(direction: str = "auto") -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": direction})


def area(direction: str, rows: int = 5) -> forms.Textarea:
    return forms.Textarea({"class": "form-control", "dir": direction, "rows": rows})


LIKE_THIS = _("مانند ۱۴۰۵/۱۰/۰۱")


class DayField(forms.CharField):
    """One day, Jalali or Gregorian, in whatever digits the keyboard has."""

    def __init__(
        self,
        *,
        label: "_StrOrPromise",
        required: bool = True,
        help_text: "_StrOrPromise" = LIKE_THIS,
    ) -> None:
        super().__init__(label=label, help_text=help_text, max_length=40, widget=line(), required=required)

    def clean(self, value: object) -> date | None:
        text = super().clean(value) or ""
        if not (text or self.required):
            return None
        days = dates_in(text, may_be_lunar=False)
        if len(days) != 1:
            raise forms.ValidationError(ONE_DAY)
        return days[0]


def typed_end(text: str) -> datetime | None:
    """Return the end of the one day that was typed and has not passed, None where there is none such."""
    days = dates_in(text, may_be_lunar=False)
    if len(days) != 1 or days[0] < timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(days[0], time.max))


class CodeStays(forms.Form):
    """A form of what is there already: whatever is sent, its code stays."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["code"].disabled = True
