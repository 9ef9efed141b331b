"""The register of those from outside, who are drawn only where too few of the house are left."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.queries import NoSuchPerson, everybody, person_of, signed_in
from sanjeh.apps.desk import outside
from sanjeh.apps.desk import outside_actions as actions
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.outsiders import OutsideMove
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import DayField, line
from sanjeh.web.office.outside_list import outside_listing

REFUSALS: dict[type[Exception], str] = {
    actions.NotFromOutside: gettext_noop("این کس در فهرست است یا در این خانه کار کرده است؛ از بیرون نیست."),
    actions.LetterMissing: gettext_noop("سازمان و نامه‌ی معرفی را بنویسید."),
    actions.NoSuchMember: gettext_noop("این عضویت پایان یافته است؛ صفحه را تازه کنید."),
}


class MemberForm(forms.Form):
    organisation = forms.CharField(label=_("از کدام سازمان"), max_length=200, widget=line())
    letter_number = forms.CharField(label=_("شماره‌ی نامه"), max_length=60, widget=line())
    letter_day = DayField(label=_("روز نامه"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        people = [(one.reference, one.display_name) for one in everybody()]
        self.fields["person"] = forms.ChoiceField(
            label=_("چه کسی"), choices=people, widget=forms.Select({"class": "form-select"})
        )
        self.order_fields(["person"])


class Outside(OfficePage):
    """The register, with the form of one more and the end of each."""

    reads = Reading.OUTSIDE

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del where
        if "number" in request.POST:
            return RequestedMove(OutsideMove.END)
        return RequestedMove(OutsideMove.REGISTER, request.POST.get("person", ""))

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, MemberForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = MemberForm(request.POST)
        is_end = "number" in request.POST
        if not is_end and not form.is_valid():
            return page(request, form)
        try:
            end(request) if is_end else register(request, form)
        except tuple(REFUSALS) as refusal:
            messages.error(request, gettext(REFUSALS[type(refusal)]))
            return page(request, MemberForm() if is_end else form)
        return redirect("office:outside")


def page(request: HttpRequest, form: MemberForm) -> HttpResponse:
    rows = outside.outside_members()
    may = in_office(request).may
    more = {
        "form": form if "outside.register" in may else None,
        "open_ones": [row for row in rows if row.ended_at is None] if "outside.end" in may else [],
    }
    return answer(request, outside_listing(rows), "office/outside.html", more)


def register(request: HttpRequest, form: MemberForm) -> None:
    typed = form.cleaned_data
    try:
        person = person_of(typed["person"])
    except NoSuchPerson as error:
        raise Http404 from error
    actions.register_outside_member(
        person=person,
        organisation=typed["organisation"],
        letter=Letter(typed["letter_number"], typed["letter_day"]),
        by=signed_in(request.user),
        now=timezone.now(),
    )


def end(request: HttpRequest) -> None:
    number = request.POST["number"]
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        raise Http404
    actions.end_outside_member(number=int(number), by=signed_in(request.user), now=timezone.now())
