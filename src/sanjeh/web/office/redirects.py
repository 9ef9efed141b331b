"""What reached somebody of the house by another way: it is kept, and its writer shown the channels."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjeh.apps.accounts.queries import signed_in
from sanjeh.apps.channels import redirect_actions, redirects
from sanjeh.apps.conf import conf
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.reach_moves import MailMove
from sanjeh.core.workflow.redirects import REACHED_BY, TOLD_BY_HAND, ReachedBy
from sanjeh.web.choices import Choices, choice, offered
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage, RequestedMove
from sanjeh.web.office.fields import area, line
from sanjeh.web.office.redirect_list import redirect_listing

LANGUAGES = (("fa", _("فارسی")), ("en", _("انگلیسی")))


def ways() -> Choices:
    return offered({way: REACHED_BY[way] for way in TOLD_BY_HAND})


class RedirectForm(forms.Form):
    way = choice(_("از چه راهی رسید؟"), ways)
    text = forms.CharField(
        label=_("آنچه گفته یا نوشته است"),
        help_text=_("همان سخن او؛ در فرمی که پیوندش را می‌گیرد آماده می‌شود و جز او کسی آن را نمی‌خواند."),
        max_length=4_000,
        required=False,
        widget=area("auto", rows=5),
    )
    address = forms.EmailField(
        label=_("نشانی ایمیل او (اختیاری)"),
        help_text=_("پاسخی با راه‌های مجاز و پیوند فرم به آن می‌رود؛ نشانی نگه داشته نمی‌شود."),
        max_length=254,
        required=False,
        widget=line("ltr"),
    )
    language = forms.ChoiceField(
        label=_("زبان پاسخ"), choices=LANGUAGES, widget=forms.Select({"class": "form-select"})
    )

    def reached(self) -> redirect_actions.Reached:
        given = self.cleaned_data
        way = ReachedBy(given["way"])
        return redirect_actions.Reached(way, given["text"], given["address"].lower(), given["language"])


class Redirects(OfficePage):
    """What came by another way so far, and the form of the next."""

    reads = Reading.REDIRECTS

    def requested_move(self, request: HttpRequest, **where: str) -> RequestedMove:
        del request, where
        return RequestedMove(MailMove.REDIRECT)

    def get(self, request: HttpRequest) -> HttpResponse:
        return page(request, RedirectForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RedirectForm(request.POST)
        if not form.is_valid():
            return page(request, form)
        told = redirect_actions.record_redirect(
            reached=form.reached(), by=signed_in(request.user), now=timezone.now()
        )
        return page(request, RedirectForm(), told)


def page(request: HttpRequest, form: RedirectForm, told: redirect_actions.Told | None = None) -> HttpResponse:
    """Show the list; the link with its secret stands on the page that answers the form, and nowhere else."""
    site = conf()["SITE_URL"].rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    shown = {
        "form": form,
        "told": told,
        "link": f"{site}{told.path}" if told else "",
        "counts": redirects.counts(),
    }
    return answer(request, redirect_listing(redirects.redirects()), "office/redirects.html", shown)
