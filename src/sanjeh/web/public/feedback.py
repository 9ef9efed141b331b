"""Where a reader tells what is wrong with a page, or how it could be better."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from sanjeh.apps.desk import attempt_actions, rate_limit
from sanjeh.apps.feedback import actions
from sanjeh.apps.feedback.kinds import HELPED, KINDS, FeedbackKind, Helped
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.formatting import moment

SENDING = rate_limit.RateLimit("feedback", 10, rate_limit.LODGING.per)
PAGE_LENGTH, LONGEST = 500, 4_000


def answers() -> Choices:
    return [("", gettext("نمی‌گویم")), *offered(HELPED)]


class FeedbackForm(forms.Form):
    """What went wrong, where; a way back to the reader only if wanted."""

    kind = choice(_("درباره‌ی چیست؟"), partial(offered, KINDS))
    page = forms.CharField(
        label=_("نشانی صفحه"),
        max_length=PAGE_LENGTH,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "ltr"}),
    )
    text = forms.CharField(
        label=_("چه دیدید و چه انتظاری داشتید؟"),
        help_text=_("گذرواژه و شماره‌ی ملی ننویسید. برای شکایت از نتیجه یا رفتار، صفحه‌ی شکایت است."),
        max_length=LONGEST,
        widget=forms.Textarea({"class": "form-control", "rows": 5, "dir": "auto"}),
    )
    helped = choice(_("این صفحه کارتان را راه انداخت؟ (اختیاری)"), answers, required=False)
    contact = forms.CharField(
        label=_("ایمیل یا تلفن برای پاسخ (اختیاری)"),
        help_text=_("تنها برای پاسخ به همین پیام؛ چندی پس از پاسخ پاک می‌شود."),
        max_length=200,
        required=False,
        widget=forms.TextInput({"class": "form-control", "dir": "auto", "autocomplete": "email"}),
    )

    def message(self) -> actions.Message:
        given = self.cleaned_data
        return actions.Message(
            kind=FeedbackKind(given["kind"]),
            text=given["text"],
            page=given["page"],
            contact=given["contact"],
            helped=Helped(given["helped"]) if given["helped"] else None,
        )


@never_cache
def feedback(request: HttpRequest) -> HttpResponse:
    """Take a message; a number shows that it has arrived."""
    if request.method != "POST":
        form = FeedbackForm(initial={"page": request.GET.get("page", "")[:PAGE_LENGTH]})
        return form_page(request, form)
    form = FeedbackForm(request.POST)
    if not form.is_valid() or not may_send(request, form):
        return form_page(request, form)
    request.session["feedback"] = actions.give_feedback(message=form.message(), now=timezone.now())
    return redirect("public:feedback-thanks")


def form_page(request: HttpRequest, form: FeedbackForm) -> HttpResponse:
    return render(request, "public/feedback.html", {"form": form})


def may_send(request: HttpRequest, form: FeedbackForm) -> bool:
    """Count this message; after too many, tell when the next one is welcome."""
    try:
        attempt_actions.count_attempt(SENDING, request.META.get("REMOTE_ADDR", ""), timezone.now())
    except rate_limit.TooMany as refusal:
        told = gettext("از این نشانی بارها پیام آمد. پس از %(after)s دوباره بفرستید؛ نوشته‌تان همین‌جاست.")
        form.add_error(None, told % {"after": moment(refusal.after, request.LANGUAGE_CODE)})
        return False
    return True


@never_cache
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "public/feedback_thanks.html", {"number": request.session.pop("feedback", None)})
