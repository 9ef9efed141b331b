"""Where anybody asks to be told of some kinds of notices, follows the link, and ends it again."""

from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanjeh.apps.conf import conf
from sanjeh.apps.desk import attempt_actions, rate_limit
from sanjeh.apps.notices import subscription_actions, tokens
from sanjeh.apps.notices.kinds import KINDS, RHYTHM_WORDS, Kind, Rhythm
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.formatting import moment
from sanjeh.web.templatetags.persian import language

ASKING = rate_limit.RateLimit("subscription", 10, rate_limit.LODGING.per)


def topics() -> Choices:
    return offered({kind: one.title for kind, one in KINDS.items()})


class SubscriptionForm(forms.Form):
    email = forms.EmailField(
        label=_("نشانی ایمیل"),
        max_length=254,
        widget=forms.EmailInput({"class": "form-control", "dir": "ltr", "autocomplete": "email"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("کدام اطلاعیه‌ها؟"), choices=topics, widget=forms.CheckboxSelectMultiple
    )
    rhythm = choice(_("هر چند وقت؟"), partial(offered, RHYTHM_WORDS))

    def wish(self) -> tokens.Wish:
        given = self.cleaned_data
        return tokens.Wish(tuple(map(Kind, given["topics"])), Rhythm(given["rhythm"]), language())


@never_cache
def subscribe(request: HttpRequest) -> HttpResponse:
    form = SubscriptionForm(request.POST or None, initial={"topics": list(Kind)})
    if request.method == "POST" and form.is_valid() and asked(request, form):
        return redirect("public:subscription-asked")
    shown = {"form": form, "has_mail": bool(conf()["SMTP_URL"]), "topics": topics()}
    return render(request, "public/subscriptions.html", shown)


def asked(request: HttpRequest, form: SubscriptionForm) -> bool:
    """Send the link; after too many from one place, tell when the next is welcome."""
    now = timezone.now()
    try:
        attempt_actions.count_attempt(ASKING, request.META.get("REMOTE_ADDR", ""), now)
    except rate_limit.TooMany as refusal:
        told = gettext("از این‌جا درخواست‌های زیادی رسیده است؛ پس از %(after)s دوباره بفرستید.")
        form.add_error(None, told % {"after": moment(refusal.after, request.LANGUAGE_CODE)})
        return False
    subscription_actions.ask(email=form.cleaned_data["email"], wish=form.wish(), now=now)
    return True


@never_cache
def subscription_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "public/subscription.html", {"step": "asked"})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one click: what reads mails for us follows links, and presses no buttons."""
    try:
        if request.method == "POST":
            subscription_actions.confirm(token=token, now=timezone.now())
            return render(request, "public/subscription.html", {"step": "confirmed"})
        tokens.confirmed(token)
    except tokens.TokenUnknown:
        return render(request, "public/subscription.html", {"step": "unknown"}, status=410)
    return render(request, "public/subscription.html", {"step": "confirm"})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    """End it by one POST, also that of a mail program (RFC 8058), which knows no token of ours."""
    try:
        if request.method == "POST":
            subscription_actions.end(token=token, now=timezone.now())
            return render(request, "public/subscription.html", {"step": "ended"})
        tokens.ended(token)
    except tokens.TokenUnknown as unknown:
        raise Http404 from unknown
    return render(request, "public/subscription.html", {"step": "end"})
