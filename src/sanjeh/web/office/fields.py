"""What the forms of the office share: how a line, an area and a day are asked for."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjeh.core.text.persian import dates_in

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

ONE_DAY = _("یک روز بنویسید، مانند ۱۴۰۵/۱۰/۰۱.")


def line(direction: str = "auto") -> forms.TextInput:
    return forms.TextInput({"class": "form-control", "dir": direction})


def area(direction: str, rows: int = 5) -> forms.Textarea:
    return forms.Textarea({"class": "form-control", "dir": direction, "rows": rows})


class DayField(forms.CharField):
    """One day, Jalali or Gregorian, in whatever digits the keyboard has."""

    def __init__(self, *, label: "_StrOrPromise") -> None:
        super().__init__(label=label, help_text=_("مانند ۱۴۰۵/۱۰/۰۱"), max_length=40, widget=line())

    def clean(self, value: object) -> date | None:
        days = dates_in(super().clean(value) or "")
        if len(days) != 1:
            raise forms.ValidationError(ONE_DAY)
        return days[0]
