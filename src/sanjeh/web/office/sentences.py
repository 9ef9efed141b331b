"""The sentences of a draft of the agreement: to what each is held, and which remedies follow."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.commitments import queries, sentence_actions
from sanjeh.apps.commitments.kinds import REMEDY_WORDS, Remedy
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import CommitmentMove, Reading
from sanjeh.web.choices import offered
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.refusals import with_what_was_typed

OFFERED = _("این نسخه پیشنهاد شده است؛ تعهدهایش دیگر عوض نمی‌شود.")


class MeasureForm(forms.Form):
    target = forms.IntegerField(
        label=_("دست‌کم چند درصد؟"),
        help_text=_("خالی: هنوز اندازه‌ای توافق نشده است، و نرسیدن به آن نقض شمرده نمی‌شود."),
        min_value=1,
        max_value=100,
        required=False,
        widget=forms.NumberInput({"class": "form-control"}),
    )
    remedies = forms.MultipleChoiceField(
        label=_("اگر نقض شد، کدام جبران؟"),
        choices=partial(offered, REMEDY_WORDS),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def measure(self) -> sentence_actions.Measure:
        percent = self.cleaned_data["target"]
        target = None if percent is None else Decimal(percent) / 100
        return sentence_actions.Measure(target, tuple(map(Remedy, self.cleaned_data["remedies"])))


class Sentences(OfficePage):
    """The sentences of one version; of a draft those of the version before it can be carried over."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(CommitmentMove.CARRY_OVER, Subject.AGREEMENT.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(queries.NoSuchVersion):
            rows = queries.sentences(number)
        shown = {"number": number, "rows": rows, "is_open": queries.is_open(number)}
        return render(request, "office/sentences.html", shown | {"may_set": may_set(request, number)})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        try:
            count = sentence_actions.carry_over(number=number, by=signed_in(request.user), now=timezone.now())
        except sentence_actions.VersionOffered:
            messages.error(request, OFFERED)
        else:
            said = gettext("%(count)s جمله که در متن تازه هم هست آورده شد.")
            messages.success(request, said % {"count": count})
        return redirect("office:sentences", number)


class SentencePage(OfficePage):
    """To what one sentence of a draft is held."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(CommitmentMove.SET, Subject.AGREEMENT.named(where["number"]))

    def get(self, request: HttpRequest, number: int, code: str) -> HttpResponse:
        with or_404(queries.NoSuchCheck, queries.NoSuchVersion):
            row = queries.sentence(number, code.upper())
        percent = round(row.target * 100) if row.target is not None else None
        form = MeasureForm(initial={"target": percent, "remedies": list(row.remedies)})
        return self.page(request, number, row, form)

    def post(self, request: HttpRequest, number: int, code: str) -> HttpResponse:
        form = MeasureForm(request.POST)
        with or_404(queries.NoSuchCheck, queries.NoSuchVersion):
            row = queries.sentence(number, code.upper())
        if not form.is_valid():
            return self.page(request, number, row, form)
        try:
            sentence_actions.set_measure(
                number=number,
                code=row.code,
                measure=form.measure(),
                by=signed_in(request.user),
                now=timezone.now(),
            )
        except sentence_actions.VersionOffered:
            messages.error(request, OFFERED)
            return self.page(request, number, row, form)
        messages.success(request, gettext("ثبت شد و سطری در دفتر رویداد دارد."))
        return redirect("office:sentences", number)

    def page(
        self, request: HttpRequest, number: int, row: queries.SentenceRow, form: MeasureForm
    ) -> HttpResponse:
        shown = {"number": number, "row": row, "form": form, "may_set": may_set(request, number)}

        def draw(homeless: Sequence[str]) -> HttpResponse:
            return render(request, "office/sentence.html", {**shown, "homeless": homeless})

        return with_what_was_typed(request, draw)


def may_set(request: HttpRequest, number: int) -> bool:
    """Say whether this reader may hold a sentence of this version to anything, while it is a draft."""
    refused = in_office(request).staff.refusal(CommitmentMove.SET, Subject.AGREEMENT.named(number))
    return refused is None and queries.is_open(number)
