"""Where the other side of a complaint answers by a link of its own, without signing in."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from sanjeh.apps.desk import attempt_actions, hearing_actions, rate_limit, sides
from sanjeh.apps.desk.actions import ReasonMissing


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("پاسخ شما"),
        help_text=_("اگر تا پایان مهلت پاسخی نرسد، رسیدگی بی پاسخ شما پیش می‌رود و رأی همین را می‌گوید."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 8, "dir": "auto"}),
    )


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the points and take one answer; a wrong, a used and an old link are told the same."""
    now, form = timezone.now(), AnswerForm(request.POST or None)
    try:
        attempt_actions.count_attempt(rate_limit.ANSWERING, request.META.get("REMOTE_ADDR", ""), now)
        page = sides.linked_page(token, now)
        if request.method == "POST" and form.is_valid():
            hearing_actions.answer_by_link(token=token, answer=form.cleaned_data["answer"], now=now)
            return closed(request, {"is_taken": True})
    except sides.NotASide:
        return closed(request, {}, status=404)
    except rate_limit.TooMany as refusal:
        return closed(request, {"after": refusal.after}, status=429)
    except ReasonMissing:
        form.add_error("answer", gettext("پاسخ را بنویسید؛ تا نوشته نشود چیزی ثبت نمی‌شود."))
    return render(request, "public/complaint_answer.html", {"page": page, "form": form})


def closed(request: HttpRequest, shown: dict[str, object], status: int = 200) -> HttpResponse:
    return render(request, "public/complaint_answer_closed.html", shown, status=status)
