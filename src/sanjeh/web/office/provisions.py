"""Where the office loads forms, lists of documents and processes, and puts what was announced in force."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.notices import provision_actions, provisions
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.moves import ProvisionMove, Reading
from sanjeh.core.workflow.provisions import PROVISION_WORDS, ProvisionKind
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import area, line
from sanjeh.web.office.provision_list import provision_listing

DONE = _("انجام شد و در دفتر رویداد ثبت شد.")
REFUSALS: dict[type[Exception], str] = {
    provision_actions.NotAnnounced: gettext_noop(
        "پس از بارگذاری این نسخه اطلاعیه‌ای درباره‌اش نیست؛ نخست آن را با همین شناسه منتشر کنید."
    ),
    provision_actions.InForceAlready: gettext_noop(
        "این نسخه پیش‌تر به اجرا گذاشته شده است؛ صفحه را تازه کنید."
    ),
}


def kinds() -> Choices:
    return offered(PROVISION_WORDS)


class ProvisionForm(forms.Form):
    kind = choice(_("گونه"), kinds)
    code = forms.SlugField(
        label=_("کد"),
        help_text=_("حروف کوچک لاتین، رقم و خط‌تیره، مانند complaint-form؛ نسخه‌ی بعدی همین کد را می‌گیرد."),
        max_length=60,
        widget=line("ltr"),
    )
    title_fa = forms.CharField(label=_("عنوان فارسی"), max_length=200, widget=line("rtl"))
    title_en = forms.CharField(label=_("عنوان انگلیسی"), max_length=200, widget=line("ltr"))
    text_fa = forms.CharField(
        label=_("متن فارسی"),
        help_text=_("هر بند در یک سطر؛ تفاوت دو نسخه بند به بند نشان داده می‌شود."),
        max_length=100_000,
        widget=area("rtl", rows=8),
    )
    text_en = forms.CharField(label=_("متن انگلیسی"), max_length=100_000, widget=area("ltr", rows=8))

    def loaded(self, authority: str) -> provision_actions.ProvisionText:
        given = self.cleaned_data
        return provision_actions.ProvisionText(
            kind=ProvisionKind(given["kind"]),
            code=given["code"],
            title=Words(given["title_fa"], given["title_en"]),
            text=Words(given["text_fa"], given["text_en"]),
            authority=authority,
        )


class Provisions(OfficePage):
    """Every version, and the form of the next one."""

    reads = Reading.NOTICES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(ProvisionMove.LOAD)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, ProvisionForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ProvisionForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        loaded = form.loaded(in_office(request).staff.authority)
        name = provision_actions.load_provision(loaded=loaded, by=signed_in(request.user), now=timezone.now())
        messages.success(request, DONE)
        return redirect("office:provision", kind=loaded.kind, name=name)

    def page(self, request: HttpRequest, form: ProvisionForm) -> HttpResponse:
        staff = in_office(request).staff
        rows = provisions.provisions(staff.authority)
        return answer(request, provision_listing(rows), "office/provisions.html", {"form": form})


class ProvisionForce(OfficePage):
    """One version with what it changes, and the button by which a second person puts it in force."""

    reads = Reading.NOTICES

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(ProvisionMove.PUT_IN_FORCE, about(where["kind"], where["name"]))

    def get(self, request: HttpRequest, kind: str, name: str) -> HttpResponse:
        with or_404(provisions.NoSuchProvision):
            row = provisions.provision(kind, name)
        staff = in_office(request).staff
        refused = staff.refusal(ProvisionMove.PUT_IN_FORCE, about(kind, name))
        shown = {
            "row": row,
            "text_changes": provisions.changes_since_last(row),
            "may_put": row.in_force_from is None and refused is None,
            "now": staff.at,
        }
        return render(request, "office/provision.html", shown)

    def post(self, request: HttpRequest, kind: str, name: str) -> HttpResponse:
        with or_404(provisions.NoSuchProvision):
            row = provisions.provision(kind, name)
        try:
            provision_actions.put_provision_in_force(
                kind=row.kind, name=row.name, by=signed_in(request.user), now=timezone.now()
            )
        except tuple(REFUSALS) as refused:
            messages.error(request, gettext(REFUSALS[type(refused)]))
        else:
            messages.success(request, DONE)
        return redirect("office:provision", kind=kind, name=name)


def about(kind: str, name: str) -> str:
    return Subject(kind).named(name) if kind in set(ProvisionKind) else ""
