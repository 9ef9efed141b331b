"""Four questions after a contact, by the secret of an invitation; and what the answers say, all together."""

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from sanjeh.apps.courtesy import actions, house_rules, queries
from sanjeh.apps.courtesy.kinds import QUESTIONS, SCORE_WORDS, Question
from sanjeh.apps.desk import attempt_actions, rate_limit
from sanjeh.web.choices import Choices
from sanjeh.web.templatetags.persian import words

ANSWERING = rate_limit.RateLimit("courtesy", 30, rate_limit.TRACKING.per)


def scores() -> Choices:
    return [(str(score), words(title)) for score, title in SCORE_WORDS.items()]


class AnswerForm(forms.Form):
    """Four statements; none is chosen before the reader chooses."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for question, title in QUESTIONS.items():
            self.fields[question.value] = forms.ChoiceField(
                label=partial(words, title)(),
                choices=scores,
                widget=forms.RadioSelect,
                error_messages={"required": gettext("یکی را برگزینید.")},
            )

    def scores(self) -> dict[Question, int]:
        return {question: int(self.cleaned_data[question.value]) for question in Question}


def courtesy(request: HttpRequest) -> HttpResponse:
    """Show the released batches, the counts of incidents, and the house rules of both sides."""
    shown = {
        "batches": queries.released(),
        "rate": queries.response_rate(),
        "counts": queries.incident_counts(),
        "rules": house_rules.RULES,
    }
    return render(request, "public/courtesy.html", shown)


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Take one answer; a second one with the same secret is refused kindly."""
    now = timezone.now()
    form = AnswerForm(request.POST or None)
    try:
        attempt_actions.count_attempt(ANSWERING, request.META.get("REMOTE_ADDR", ""), now)
        queries.invited(token, now)
        if request.method == "POST" and form.is_valid():
            actions.answer(token=token, scores=form.scores(), now=now)
            return render(request, "public/courtesy_closed.html", {"is_counted": True})
    except queries.NotInvited:
        return render(request, "public/courtesy_closed.html", {"is_counted": False}, status=404)
    except rate_limit.TooMany as refusal:
        return render(request, "public/courtesy_closed.html", {"after": refusal.after}, status=429)
    return render(request, "public/courtesy_answer.html", {"form": form})
