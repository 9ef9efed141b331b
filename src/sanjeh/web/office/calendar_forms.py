"""What the office types into the working calendar: a week, a holiday, a decree."""

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.calendars.entries import (
    EFFECT_WORDS,
    FROM_SATURDAY,
    WEEKDAY_WORDS,
    Change,
    DecreeEntry,
    Entry,
    HolidayEntry,
    WeekEntry,
)
from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.words import SOURCE, Words
from sanjeh.core.working_time.calendar import Effect, Hours, HoursBroken, Span, checked_hours
from sanjeh.locale.catalogues import said
from sanjeh.web.office.fields import DayField, line

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

PART = re.compile(r"([0-9]{1,2}):([0-9]{2}) *(?:-|–|تا|to) *([0-9]{1,2}):([0-9]{2})")
BETWEEN = re.compile(r"[,،;·]")
ONE_HOUR, ONE_MINUTE = 3600, 60
HOURS_LIKE_THIS = _("مانند ۷:۳۰ تا ۱۴:۳۰؛ خالی یعنی تعطیل.")
UNREADABLE = _("ساعت‌ها را مانند ۷:۳۰ تا ۱۴:۳۰ بنویسید؛ چند بخش را با ویرگول جدا کنید.")


class HoursField(forms.CharField):
    """The hours of one day; empty is a day off."""

    def __init__(self, *, label: "_StrOrPromise", help_text: "_StrOrPromise" = HOURS_LIKE_THIS) -> None:
        super().__init__(label=label, help_text=help_text, max_length=100, required=False, widget=line())

    def clean(self, value: object) -> Hours:
        text = latin_digits(super().clean(value) or "")
        parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
        found = [PART.fullmatch(part) for part in parts]
        try:
            return checked_hours(tuple(span_of(one) for one in found))
        except HoursBroken as error:
            raise forms.ValidationError(UNREADABLE) from error


def span_of(found: re.Match[str] | None) -> Span:
    if found is None or int(found[2]) >= ONE_MINUTE or int(found[4]) >= ONE_MINUTE:
        raise HoursBroken("no hours of a day")
    opens, closes = (int(found[hour]) * ONE_HOUR + int(found[hour + 1]) * ONE_MINUTE for hour in (1, 3))
    return Span(opens, closes)


class PlaceForm(forms.Form):
    """What every change says: where it holds."""

    place = forms.CharField(
        label=_("جا"),
        help_text=_("کد استان، مانند tehran؛ خالی یعنی همه‌جا."),
        max_length=40,
        required=False,
        widget=line("ltr"),
    )

    def entry(self) -> Entry:
        raise NotImplementedError


class WeekForm(PlaceForm):
    effective_from = DayField(label=_("از روز"))
    field_order = ("effective_from",)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for day in FROM_SATURDAY:
            self.fields[f"day{day}"] = HoursField(label=said(WEEKDAY_WORDS[day], get_language() or SOURCE))

    def entry(self) -> WeekEntry:
        given = self.cleaned_data
        week = tuple(given[f"day{day}"] for day in range(7))
        return WeekEntry(given["effective_from"], week, given["place"].strip())


class TitledForm(PlaceForm):
    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=200, widget=line("rtl"))
    title_en = forms.CharField(label=_("عنوان انگلیسی"), max_length=200, widget=line("ltr"))

    def title(self) -> Words:
        return Words(self.cleaned_data["title_fa"], self.cleaned_data["title_en"])


class HolidayForm(TitledForm):
    day = DayField(label=_("کدام روز"))
    field_order = ("day", "title_fa", "title_en", "place")

    def entry(self) -> HolidayEntry:
        return HolidayEntry(self.cleaned_data["day"], self.title(), self.cleaned_data["place"].strip())


def effects() -> list[tuple[str, str]]:
    return [(effect.value, said(words, get_language() or SOURCE)) for effect, words in EFFECT_WORDS.items()]


class DecreeForm(TitledForm):
    letter = forms.CharField(label=_("شماره‌ی نامه"), max_length=100, widget=line())
    issued = DayField(label=_("روز صدور"))
    first_day = DayField(label=_("نخستین روز"))
    last_day = DayField(label=_("واپسین روز"))
    effect = forms.ChoiceField(
        label=_("چه می‌شود؟"), choices=effects, widget=forms.Select({"class": "form-select"})
    )
    hours = HoursField(
        label=_("ساعت کار آن روزها"),
        help_text=_("مانند ۷:۳۰ تا ۱۴:۳۰؛ تنها اگر ساعت کار عوض می‌شود."),
    )
    field_order = (
        "letter",
        "issued",
        "first_day",
        "last_day",
        "effect",
        "hours",
        "title_fa",
        "title_en",
        "place",
    )

    def clean(self) -> dict[str, object]:
        given: dict[str, object] = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", _("این روز پیش از نخستین روز است."))
        if "hours" in given and bool(given["hours"]) is (given.get("effect") == Effect.CLOSES):
            self.add_error("hours", _("برای روز تعطیل خالی بگذارید و برای بقیه ساعت کار را بنویسید."))
        return given

    def entry(self) -> DecreeEntry:
        given = self.cleaned_data
        return DecreeEntry(
            first_day=given["first_day"],
            last_day=given["last_day"],
            effect=Effect(given["effect"]),
            title=self.title(),
            letter=given["letter"],
            issued_at=timezone.make_aware(datetime.combine(given["issued"], time.min)),
            hours=given["hours"],
            place=given["place"].strip(),
        )


FORMS: dict[Change, type[PlaceForm]] = {
    Change.WEEK: WeekForm,
    Change.HOLIDAY: HolidayForm,
    Change.DECREE: DecreeForm,
}
