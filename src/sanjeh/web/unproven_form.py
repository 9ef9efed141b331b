"""What is told where a form is not known to come from a page of ours: nothing was done, nothing is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HIDDEN = ("password", "csrf", "credential", "code")


def unproven_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page of the refusal with what was typed, but no secret of it; `reason` is for operators."""
    del reason  # Django has logged it
    sent = request.POST.items()
    typed = [str(text) for name, text in sent if not name.startswith(HIDDEN) and str(text).strip()]
    return render(request, "403_csrf.html", {"typed": typed}, status=403)
