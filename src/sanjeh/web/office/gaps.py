"""Where the office registers what the agreement announces and does not give, and proposes words for it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.agreements import gap_actions, gaps
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.gaps import GAP_WORDS, GapKind
from sanjeh.core.workflow.moves import GapMove, Reading
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.agreement import DONE
from sanjeh.web.office.fields import area, line

NOT_IN_THE_TEXT = _("این جمله در این بند از این نسخه نیست؛ شماره‌ها را ببینید و جمله را از متن رونویس کنید.")


def kinds() -> Choices:
    return offered(GAP_WORDS)


class GapForm(forms.Form):
    version = forms.IntegerField(
        label=_("نسخه"), min_value=1, max_value=32_767, localize=True, widget=line("ltr")
    )
    clause = forms.IntegerField(label=_("بند"), min_value=1, max_value=999, localize=True, widget=line("ltr"))
    sentence = forms.CharField(
        label=_("جمله‌ای که وعده می‌دهد"),
        help_text=_("از متن رونویس کنید؛ شکل حروف و نیم‌فاصله مهم نیست."),
        max_length=2_000,
        widget=area("rtl", rows=2),
    )
    kind = choice(_("چه چیزی نیامده است؟"), kinds)
    lacks_fa = forms.CharField(label=_("شرح فارسی"), max_length=2_000, widget=area("rtl", rows=2))
    lacks_en = forms.CharField(label=_("شرح انگلیسی"), max_length=2_000, widget=area("ltr", rows=2))

    def found(self) -> gap_actions.Found:
        given = self.cleaned_data
        return gap_actions.Found(
            version=given["version"],
            clause=given["clause"],
            kind=GapKind(given["kind"]),
            sentence=given["sentence"],
            lacks=Words(given["lacks_fa"], given["lacks_en"]),
        )


class ProposalForm(forms.Form):
    words_fa = forms.CharField(
        label=_("عبارت فارسی"),
        help_text=_("همین عبارت باید در نسخه‌ی پذیرفته بیاید تا اثر کند."),
        max_length=4_000,
        widget=area("rtl", rows=3),
    )
    words_en = forms.CharField(label=_("ترجمه‌ی انگلیسی"), max_length=4_000, widget=area("ltr", rows=3))


class Gaps(OfficePage):
    """The register, and the form of a new gap."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(GapMove.REGISTER)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, GapForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = GapForm(request.POST)
        if form.is_valid() and registered(request, form):
            return redirect("office:gaps")
        return self.page(request, form)

    def page(self, request: HttpRequest, form: GapForm) -> HttpResponse:
        staff = in_office(request).staff
        return render(
            request, "office/gaps.html", {"form": form, "gaps": gaps.register(staff.at, staff.authority)}
        )


def registered(request: HttpRequest, form: GapForm) -> bool:
    try:
        gap_actions.register_gap(found=form.found(), by=signed_in(request.user), now=timezone.now())
    except gap_actions.NotInTheText:
        form.add_error("sentence", NOT_IN_THE_TEXT)
    else:
        messages.success(request, DONE)
    return not form.errors


class GapProposed(OfficePage):
    """One gap with what was proposed for it, and the form of the next proposal."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(GapMove.PROPOSE, Subject.GAP.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        return self.page(request, number, ProposalForm())

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        form = ProposalForm(request.POST)
        if not form.is_valid():
            return self.page(request, number, form)
        words = Words(form.cleaned_data["words_fa"], form.cleaned_data["words_en"])
        with or_404(gaps.NoSuchGap):
            gap_actions.propose(gap=number, words=words, by=signed_in(request.user), now=timezone.now())
        messages.success(request, DONE)
        return redirect("office:gap", number=number)

    def page(self, request: HttpRequest, number: int, form: ProposalForm) -> HttpResponse:
        with or_404(gaps.NoSuchGap):
            row = gaps.gap(number, in_office(request).staff.at)
        return render(request, "office/gap.html", {"form": form, "row": row})
