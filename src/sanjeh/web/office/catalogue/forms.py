"""Forms of one body and one service: they are read by the rules of a file, so both refuse the same things."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.catalogue.columns import NAMES, Column
from sanjeh.core.catalogue.records import Record, read
from sanjeh.core.catalogue.remarks import Remark, words_of
from sanjeh.core.catalogue.standing import BodyState, ServiceState, State
from sanjeh.core.catalogue.tables import Cell, Line, Sheet, Table
from sanjeh.locale.catalogues import said
from sanjeh.web.choices import Choices, choice
from sanjeh.web.formatting import typed_day
from sanjeh.web.office.catalogue.listings import body_choices
from sanjeh.web.office.fields import CodeStays, DayField, area, line
from sanjeh.web.templatetags.persian import language

ONE_A_LINE = _("هر نشانی در یک سطر.")


def choices_of_bodies() -> Choices:
    return [("", gettext("هیچ‌یک")), *body_choices(timezone.now())]


class UnitForm(forms.Form):
    """What a body and a service have in common; `record` reads what was typed as a line of a file is read."""

    sheet: Sheet

    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=300, widget=line("rtl"))
    title_en = forms.CharField(
        label=_("عنوان انگلیسی"),
        help_text=_("می‌تواند خالی بماند."),
        max_length=300,
        required=False,
        widget=line("ltr"),
    )
    address = forms.CharField(
        label=_("نشانی"), help_text=ONE_A_LINE, required=False, max_length=20_000, widget=area("ltr", rows=3)
    )

    def clean(self) -> dict[str, object]:
        """Tell beside each field what the rules of the list refuse."""
        cleaned: dict[str, object] = super().clean() or {}
        if not self.errors:
            self.refuse_taken_code()
        if not self.errors:
            for remark in self.record().remarks:
                if remark.is_problem:
                    tell(self, remark)
        return cleaned

    def refuse_taken_code(self) -> None:
        listed = catalogue.standing()
        states = listed.bodies if self.sheet is Sheet.BODIES else listed.services
        if not self.fields["code"].disabled and self.record().code in states:
            self.add_error("code", gettext("این کد در فهرست هست."))

    def record(self) -> Record:
        cells = [(column, text) for column in NAMES[self.sheet] for text in self.typed(column)]
        head = tuple(Cell(column.value) for column, _text in cells)
        row = tuple(Cell(text) for _column, text in cells)
        table = Table(self.sheet.value, (Line(1, head), Line(2, row)))
        return read((table,), catalogue.standing(), catalogue.code_rule()).records[0]

    def typed(self, column: Column) -> list[str]:
        """Return the cells of a column; none where the form does not ask for it."""
        if column.value not in self.fields:
            return []
        text = str(self.cleaned_data.get(column.value, ""))
        return (text.splitlines() or [""]) if column is Column.ADDRESS else [text]

    def state(self) -> State:
        """Return what was typed as the list keeps it, once the form is valid."""
        found = self.record().state
        if found is None:
            raise ValueError(self.errors)
        return found


class BodyForm(UnitForm):
    sheet = Sheet.BODIES

    parent = choice(_("بالادست"), choices_of_bodies, required=False)
    categories = forms.CharField(
        label=_("کد دسته‌ها"),
        help_text=_("میان آن‌ها ویرگول."),
        required=False,
        max_length=600,
        widget=line("ltr"),
    )
    domain = forms.CharField(label=_("دامنه"), required=False, max_length=253, widget=line("ltr"))
    code = forms.CharField(label=_("کد"), help_text=_("دیگر عوض نمی‌شود."), max_length=60, widget=line("ltr"))
    field_order = ("code", "title_fa", "title_en", "parent", "categories", "domain", "address")


class ServiceForm(UnitForm):
    sheet = Sheet.SERVICES

    body = choice(_("دستگاه"), choices_of_bodies)
    code = forms.CharField(label=_("کد"), help_text=_("دیگر عوض نمی‌شود."), max_length=60, widget=line("ltr"))
    field_order = ("code", "title_fa", "title_en", "body", "address")


class SinceForm(forms.Form):
    """From which day a change holds."""

    on = DayField(label=_("از این روز"))

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("این روز هنوز نرسیده است؛ تغییر را همان روز ثبت کنید."))
        return on


class ChangeBody(CodeStays, BodyForm, SinceForm):
    """The same for a body that is there."""


class ChangeService(CodeStays, ServiceForm, SinceForm):
    """The same for a service that is there."""


class EndForm(SinceForm):
    """The end of a body or a service."""


class EndBody(EndForm):
    into = choice(
        _("خدمت‌ها و زیرمجموعه‌ها می‌روند به"),
        choices_of_bodies,
        required=False,
        help_text=_("اگر هیچ‌یک باشد، خدمت‌هایش هم پایان می‌یابد."),
    )


def today() -> str:
    return typed_day(timezone.localdate(), language())


def typed_body(state: BodyState) -> dict[str, object]:
    """Return a body as its form would hold it."""
    return {
        "code": state.code,
        "title_fa": state.title_fa,
        "title_en": state.title_en,
        "parent": state.parent,
        "categories": ", ".join(state.categories),
        "domain": state.domain,
        "address": "\n".join(state.portals),
        "on": today(),
    }


def typed_service(state: ServiceState) -> dict[str, object]:
    """Return a service as its form would hold it."""
    return {
        "code": state.code,
        "title_fa": state.title_fa,
        "title_en": state.title_en,
        "body": state.body,
        "address": "\n".join(state.addresses),
        "on": today(),
    }


def tell(form: forms.Form, remark: Remark) -> None:
    """Write a problem beside the field that it is about, or above all where the form does not ask for it."""
    text = said(words_of(remark.told, remark.facts), language())
    form.add_error(remark.column if remark.column in form.fields else None, text)


def tell_all(form: forms.Form, problems: Iterable[Remark]) -> None:
    """Tell each problem once; an address that two bodies claim is told of both of them."""
    for remark in {(one.told, one.value): one for one in reversed(tuple(problems))}.values():
        tell(form, remark)
