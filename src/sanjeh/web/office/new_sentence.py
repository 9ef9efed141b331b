"""Where a sentence of a draft becomes a commitment: its owner, metric, period and remedies."""

from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.commitments import passages, queries, sentence_actions
from sanjeh.apps.commitments.kinds import PERIOD_WORDS, SIDE_WORDS, Period, Side
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import CommitmentMove, Reading
from sanjeh.core.workflow.roles import ROLE_WORDS, Role
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.sentences import OFFERED, MeasureForm
from sanjeh.web.templatetags.persian import words

REFUSALS: dict[type[Exception], str] = {
    sentence_actions.NotInTheText: gettext_noop("این جمله چنین در متن نسخه نیست."),
    sentence_actions.EnteredAlready: gettext_noop("این جمله تعهد خود را دارد."),
    sentence_actions.NotMeasurable: gettext_noop("خانه چنین چیزی نمی‌سنجد."),
}


def metrics() -> Choices:
    return [(code, f"{code}: {words(title)}") for code, title in passages.measurable().items()]


class NewSentenceForm(MeasureForm):
    """A sentence is chosen from the text, never typed."""

    sentence = forms.ChoiceField(
        label=_("کدام جمله‌ی متن؟"), widget=forms.RadioSelect, help_text=_("جمله‌هایی که هنوز تعهدی ندارند.")
    )
    metric = choice(_("با چه سنجه‌ای سنجیده شود؟"), metrics)
    side = choice(_("چه کسی قول می‌دهد؟"), partial(offered, SIDE_WORDS))
    duty = choice(_("وظیفه‌ی کیست؟"), partial(offered, ROLE_WORDS))
    period = choice(_("هر چند وقت؟"), partial(offered, PERIOD_WORDS))
    field_order = ("sentence", "metric", "side", "duty", "period", "target", "remedies")

    def __init__(self, *args: object, number: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kept = {row.sentence.fa for row in queries.sentences(number)}
        self.texts = {
            str(nth): row.fa for nth, row in enumerate(passages.passages(number)) if row.fa not in kept
        }
        field = self.fields["sentence"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- what it was made as
        field.choices = list(self.texts.items())

    def new(self) -> sentence_actions.NewSentence:
        given = self.cleaned_data
        return sentence_actions.NewSentence(
            sentence=self.texts[given["sentence"]],
            side=Side(given["side"]),
            duty=Role(given["duty"]),
            metric=given["metric"],
            period=Period(given["period"]),
            measure=self.measure(),
        )


class NewSentence(OfficePage):
    """A new commitment of a draft; it binds nobody before its version is in force."""

    reads = Reading.AGREEMENT

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request
        return RequestedMove(CommitmentMove.ADD, Subject.AGREEMENT.named(where["number"]))

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(queries.NoSuchVersion):
            return self.page(request, number, NewSentenceForm(number=number))

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        with or_404(queries.NoSuchVersion):
            form = NewSentenceForm(request.POST, number=number)
        if not form.is_valid():
            return self.page(request, number, form)
        try:
            code = sentence_actions.add_sentence(
                number=number, new=form.new(), by=signed_in(request.user), now=timezone.now()
            )
        except sentence_actions.VersionOffered:
            messages.error(request, OFFERED)
            return redirect("office:sentences", number)
        except tuple(REFUSALS) as refused:
            form.add_error("sentence", gettext(REFUSALS[type(refused)]))
            return self.page(request, number, form)
        messages.success(
            request, gettext("تعهد %(code)s نوشته شد؛ تا نسخه‌ی آن اجرا نشود سنجیده نمی‌شود.") % {"code": code}
        )
        return redirect("office:sentences", number)

    def page(self, request: HttpRequest, number: int, form: NewSentenceForm) -> HttpResponse:
        shown = {"number": number, "form": form, "is_open": queries.is_open(number)}
        return render(request, "office/sentence_new.html", shown)
