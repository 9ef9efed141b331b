"""What a refused person is told: what was refused, who may do it, and what to do."""

from collections.abc import Callable, Iterable, Sequence

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.translation import get_language, gettext

from sanjeh.core.text.words import SOURCE, Translatable
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import ROLE_WORDS, Role
from sanjeh.locale import catalogues

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "move", "act"})


def refused_page(request: HttpRequest, refused: NotPermitted) -> HttpResponse:
    """Return the page of a refusal, with what was typed so that it can be handed to somebody else."""
    shown = {
        "move": refused.permission.title,
        "is_page": isinstance(refused.permission.move, Reading),
        "why": why_refused(refused),
        "what_to_do": what_to_do(refused),
        "typed": typed_in(request),
    }
    return render(request, "office/refused.html", shown, status=403)


def signed_out_page(request: HttpRequest) -> HttpResponse:
    """Sign out whoever holds no mandate (any more), and give back what was typed."""
    typed = typed_in(request)
    logout(request)
    return render(request, "office/no_mandate.html", {"typed": typed}, status=403)


def typed_in(request: HttpRequest) -> list[str]:
    sent = request.POST.items()
    return [str(text) for name, text in sent if name not in NOT_TYPED and str(text).strip()]


def with_what_was_typed(request: HttpRequest, draw: Callable[[Sequence[str]], HttpResponse]) -> HttpResponse:
    """Return a page after a refusal: `draw` is given what was typed into a form that the page has no more."""
    page = draw(())
    drawn = page.content.decode()
    homeless = [text for text in typed_in(request) if escape(text) not in drawn]
    return draw(homeless) if homeless else page


def why_refused(refused: NotPermitted) -> str:
    """Return in a sentence who may do it, and why this person may not."""
    roles = roles_said(refused.permission.roles)
    if refused.why is Why.SAME_PERSON and refused.earlier:
        said = gettext(
            "شما در همین موضوع «%(earlier)s» را انجام داده‌اید؛ این کار با کسی دیگر است: %(roles)s."
        )
        return said % {"earlier": in_tongue(refused.earlier.title), "roles": roles}
    if refused.why is Why.ONESELF:
        return gettext("هیچ‌کس این کار را برای خود نمی‌کند.")
    if refused.why is Why.AUTHORITY:
        return gettext("این از آن مرجع ارزیابی دیگری است و حکم شما از آن مرجع نیست.")
    return gettext("تنها با این نقش می‌شود: %(roles)s.") % {"roles": roles}


def what_to_do(refused: NotPermitted) -> str:
    if refused.why is Why.ROLE:
        return gettext("اگر باید با شما باشد، از مدیر بخواهید نقش را به شما بدهد.")
    if refused.why is Why.AUTHORITY:
        return gettext("از همکاری که از آن مرجع حکم دارد بخواهید آن را انجام دهد.")
    return gettext("از همکار دیگری که این نقش را دارد بخواهید آن را انجام دهد.")


def roles_said(roles: frozenset[Role]) -> str:
    """Return the roles in the order of the table, in one line."""
    return listed(in_tongue(ROLE_WORDS[role]) for role in Role if role in roles)


def listed(texts: Iterable[str]) -> str:
    return catalogues.listed(tuple(texts), get_language() or SOURCE)


def in_tongue(words: Translatable) -> str:
    return catalogues.said(words, get_language() or SOURCE)
