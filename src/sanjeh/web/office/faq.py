"""Answers for everybody: experts write them, another publishes; and the templates of answers."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.questions import faq, faq_actions, queries
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.questions import About, FaqMove
from sanjeh.web.choices import choice
from sanjeh.web.listing import answer
from sanjeh.web.missing import or_404
from sanjeh.web.office.access import OfficePage, RequestedMove, in_office
from sanjeh.web.office.fields import area, line
from sanjeh.web.office.question_list import faq_listing
from sanjeh.web.office.questions import matters

DONE = gettext_noop("انجام شد و در دفتر رویداد ثبت شد.")
MOVES = {FaqMove.PUBLISH.value: FaqMove.PUBLISH, FaqMove.WITHDRAW.value: FaqMove.WITHDRAW}


class FaqForm(forms.Form):
    about = choice(_("درباره‌ی چیست؟"), matters)
    name = forms.CharField(
        label=_("رمز شاخص یا خدمت، یا شماره‌ی اطلاعیه (اختیاری)"),
        max_length=60,
        required=False,
        widget=line("ltr"),
    )
    question_fa = forms.CharField(
        label=_("پرسش، فارسی"),
        help_text=_("بی نام کسی یا دستگاهی: همه آن را می‌خوانند."),
        max_length=2_000,
        widget=area("rtl", rows=3),
    )
    answer_fa = forms.CharField(label=_("پاسخ، فارسی"), max_length=10_000, widget=area("rtl", rows=6))
    question_en = forms.CharField(
        label=_("پرسش، انگلیسی (اختیاری)"), max_length=2_000, required=False, widget=area("ltr", rows=3)
    )
    answer_en = forms.CharField(
        label=_("پاسخ، انگلیسی (اختیاری)"), max_length=10_000, required=False, widget=area("ltr", rows=6)
    )

    def entry(self) -> faq_actions.FaqEntry:
        given = self.cleaned_data
        return faq_actions.FaqEntry(
            question_fa=given["question_fa"],
            answer_fa=given["answer_fa"],
            question_en=given["question_en"],
            answer_en=given["answer_en"],
            about=About(given["about"]),
            name=given["name"],
        )


class FaqList(OfficePage):
    """All of them, and the form of the next."""

    reads = Reading.FAQ

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(FaqMove.DRAFT)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, FaqForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FaqForm(request.POST)
        if form.is_valid() and (number := drafted(request, form)):
            messages.success(request, gettext(DONE))
            return redirect("office:faq-page", number=number)
        return self.page(request, form)

    def page(self, request: HttpRequest, form: FaqForm) -> HttpResponse:
        return answer(request, faq_listing(faq.faqs()), "office/faq.html", {"form": form})


def drafted(request: HttpRequest, form: FaqForm) -> int | None:
    """Keep the draft; tell beside the field what cannot stand in it."""
    try:
        return faq_actions.draft_faq(entry=form.entry(), by=signed_in(request.user), now=timezone.now())
    except faq_actions.NamesAPerson:
        form.add_error("answer_fa", gettext("نام کسی در متن هست؛ آن را بردارید، همه این را می‌خوانند."))
    except faq_actions.WordsMissing:
        form.add_error("answer_en", gettext("انگلیسی پرسش و پاسخ را با هم بنویسید، یا هیچ‌یک را."))
    return None


class FaqPage(OfficePage):
    """One of them, with the buttons of whoever publishes or withdraws it."""

    reads = Reading.FAQ

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove | None:
        move = MOVES.get(request.POST.get("move", ""))
        return RequestedMove(move, Subject.FAQ.named(where["number"])) if move else None

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        staff, about = in_office(request).staff, Subject.FAQ.named(number)
        with or_404(faq.NoSuchFaq):
            row = faq.faq(number)
        may = {
            "publish": not (row.published_at or row.withdrawn_at)
            and not staff.refusal(FaqMove.PUBLISH, about),
            "withdraw": row.withdrawn_at is None and not staff.refusal(FaqMove.WITHDRAW, about),
        }
        return render(request, "office/faq_page.html", {"row": row, "may": may})

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        move = MOVES.get(request.POST.get("move", ""))
        if move is None:
            raise Http404
        act = faq_actions.publish_faq if move is FaqMove.PUBLISH else faq_actions.withdraw_faq
        try:
            with or_404(faq.NoSuchFaq):
                act(number=number, by=signed_in(request.user), now=timezone.now())
        except faq_actions.NotAwaited:
            messages.error(request, gettext("این پاسخ دیگر در این مرحله نیست؛ صفحه را تازه کنید."))
        else:
            messages.success(request, gettext(DONE))
        return redirect("office:faq-page", number=number)


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("عنوان الگو"), max_length=120, widget=line())
    text = forms.CharField(
        label=_("متن"),
        help_text=_("متنی تازه زیر همان عنوان جای پیشین را می‌گیرد؛ متن خالی الگو را برمی‌دارد."),
        max_length=4_000,
        required=False,
        widget=area("auto", rows=6),
    )


class AnswerTemplates(OfficePage):
    """The templates with which an answer may begin."""

    reads = Reading.FAQ

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(FaqMove.KEEP_TEMPLATE)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(request, TemplateForm(initial={"title": request.GET.get("title", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = TemplateForm(request.POST)
        if not form.is_valid():
            return self.page(request, form)
        try:
            faq_actions.keep_template(**form.cleaned_data, by=signed_in(request.user), now=timezone.now())
        except faq_actions.WordsMissing:
            form.add_error("text", gettext("متن الگو را بنویسید."))
            return self.page(request, form)
        messages.success(request, gettext(DONE))
        return redirect("office:answer-templates")

    def page(self, request: HttpRequest, form: TemplateForm) -> HttpResponse:
        shown = {"form": form, "templates": queries.templates()}
        return render(request, "office/answer_templates.html", shown)
