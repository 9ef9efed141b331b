"""A database that restarts in the middle of a page costs the reader a wait, and nobody a second writing."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory
from django.urls import ResolverMatch

from sanjeh.web import restarts
from sanjeh.web.restarts import MadeAgainAfterARestart

GONE = OperationalError("terminating connection due to administrator command")


def shown(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse(f"{request.method} {name}")


def drawn(_request: HttpRequest, name: str) -> HttpResponse:
    page = SimpleTemplateResponse("unused.html", {})
    page.resolve_context = lambda _context: name  # type: ignore[method-assign,assignment,return-value]
    page.resolve_template = lambda _template: SimpleNamespace(render=lambda *told: told[0])  # type: ignore[method-assign,assignment]
    return page


def answer(
    monkeypatch: pytest.MonkeyPatch,
    problem: Exception,
    *,
    method: str = "GET",
    usable: bool = False,
    view: Any = shown,
) -> tuple[str | None, int]:
    """Return what a page says whose view has failed so, and how often the connection was given up."""
    closed: list[bool] = []
    monkeypatch.setattr(
        restarts, "connection", SimpleNamespace(is_usable=lambda: usable, close=lambda: closed.append(True))
    )
    request = RequestFactory().generic(method, "/ranking/")
    request.resolver_match = ResolverMatch(view, (), {"name": "ranking"})
    made: Any = MadeAgainAfterARestart(lambda _request: HttpResponse()).process_exception(request, problem)
    return (made.content.decode() if made else None), len(closed)


@pytest.mark.parametrize("problem", [GONE, InterfaceError("the connection is closed")])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_whose_connection_is_lost_is_made_again(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, method: str
) -> None:
    assert answer(monkeypatch, problem, method=method) == (f"{method} ranking", 1)


def test_a_page_that_is_drawn_late_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, GONE, view=drawn) == ("ranking", 1)


def test_a_form_is_not_taken_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, GONE, method="POST") == (None, 0)


def test_a_fault_over_a_sound_connection_stays_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    assert answer(monkeypatch, OperationalError("canceling statement"), usable=True) == (None, 0)
    assert answer(monkeypatch, ValueError("ours")) == (None, 0)


def test_every_page_stands_behind_it(settings: Any) -> None:
    assert settings.MIDDLEWARE[-1] == "sanjeh.web.restarts.MadeAgainAfterARestart"
