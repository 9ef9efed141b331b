"""Refusals of a walk: the page of each is drawn at its first refusal, and not a hundred times again."""

import pytest
from django.http import HttpRequest, HttpResponse

from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.web.office import access, refusals


@pytest.fixture
def each_refusal_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer a refusal that has had its page with the bare status: a walk over everybody asks no more."""
    drawn: set[tuple[str, str]] = set()

    def once(request: HttpRequest, refused: NotPermitted) -> HttpResponse:
        kind = (refused.permission.key, refused.why)
        if kind in drawn:
            return HttpResponse(status=403)
        drawn.add(kind)
        return refusals.refused_page(request, refused)

    monkeypatch.setattr(access, "refused_page", once)
