"""Pages of a walk over everybody: each is drawn once, and not a hundred times again."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import loader

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


@pytest.fixture
def each_page_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what stands at an address for the first reader alone; the others are answered by the view.

    What each role is shown is drawn where its pages are looked at: by its menu, and as the auditor.
    """
    drawn: set[tuple[str, str]] = set()
    draw = loader.render_to_string

    def once(template: str, context: dict[str, object], request: HttpRequest, **given: str) -> str:
        page = (template, request.path)
        if page in drawn:
            return ""
        drawn.add(page)
        return draw(template, context, request, **given)

    monkeypatch.setattr(loader, "render_to_string", once)
