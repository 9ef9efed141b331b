"""The compliance board: every promise and every invariant, as the last nightly check left them, or now."""

import csv
import io
from collections.abc import Sequence

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.commitments import breaches, queries
from sanjeh.apps.commitments.kinds import (
    PERIOD_WORDS,
    SIDE_WORDS,
    VERDICT_WORDS,
    Finding,
    Period,
    Side,
    Verdict,
)
from sanjeh.core.text.legible import cell
from sanjeh.core.workflow.breaches import BreachState
from sanjeh.web.missing import or_404
from sanjeh.web.templatetags.persian import words

GRADES = {
    Verdict.KEPT: "good",
    Verdict.COUNTED: "fair",
    Verdict.BROKEN: "poor",
    Verdict.NOT_MEASURED: "unknown",
}
LIVE_S = 60  # whoever asks again sooner gets the same answer: nobody makes the database count for ever
ON_THE_SHEET = 12  # more breaches would lead to a second page
COLUMNS = (
    "code", "title", "side", "duty", "period", "target", "held", "verdict", "hits", "whole", "violations",
    "references", "rests_on_broken", "why", "checked_at", "query",
)  # fmt: skip


def board(request: HttpRequest) -> HttpResponse:
    return render(request, "public/board.html", shown())


def summary(request: HttpRequest) -> HttpResponse:
    """Show what a manager needs on one printed page."""
    found = shown()
    lines: Sequence[queries.BoardLine] = found["lines"]  # type: ignore[assignment]
    troubled = [one for one in lines if one.verdict is Verdict.BROKEN or one.broken_below]
    silent = [one for one in lines if one.verdict is Verdict.NOT_MEASURED]
    waiting = breaches.under_way(timezone.now())
    sheet = {
        "troubled": troubled,
        "silent": silent,
        "waiting": waiting[:ON_THE_SHEET],
        "more": len(waiting) - ON_THE_SHEET,
    }
    return render(request, "public/board_summary.html", {**found, **sheet})


def shown() -> dict[str, object]:
    now = timezone.now()
    state = agreements.state(now)
    lines = queries.board(state.number)
    return {
        "state": state,
        "run": queries.run_row(),
        "lines": lines,
        "sentences": [one for one in lines if one.is_sentence],
        "invariants": [one for one in lines if not one.is_sentence],
        "breaches": breaches.rows(now),
        "sides": {side.value: title for side, title in SIDE_WORDS.items()},
        "grades": GRADES,
        "open_states": (BreachState.OPEN, BreachState.REMEDIED, BreachState.EXCUSE_ASKED),
    }


def line(request: HttpRequest, code: str) -> HttpResponse:
    """Show one line with its query, what the last runs found, and on demand what holds at this moment."""
    now = timezone.now()
    with or_404(queries.NoSuchCheck):
        found = queries.line(code.upper(), agreements.state(now).number)
    live = live_finding(found.code) if "live" in request.GET else None
    shown_line = {
        "line": found,
        "grade": GRADES[found.verdict],
        "side": SIDE_WORDS[Side(found.side)] if found.side else None,
        "period": PERIOD_WORDS[Period(found.period)] if found.period else PERIOD_WORDS[Period.DAY],
        "history": queries.history(found.code),
        "breaches": breaches.rows(now, found.code) if found.is_sentence else (),
        "live": live,
        "live_says": VERDICT_WORDS[live.verdict] if live else None,
        "live_grade": GRADES[live.verdict] if live else "",
    }
    return render(request, "public/board_line.html", shown_line)


def live_finding(code: str) -> Finding:
    """Run the check, at most once a minute for all readers together."""
    found: Finding | None = cache.get(f"board:{code}")
    if found is None:
        found = queries.live(code, timezone.now())
        cache.set(f"board:{code}", found, LIVE_S)
    return found


def rows() -> list[dict[str, object]]:
    """Return the lines as data: codes, figures and texts in the language of the page; nothing of a person."""
    lines = queries.board(agreements.state(timezone.now()).number)
    return [
        {
            "code": one.code,
            "title": words(one.sentence or one.title),
            "side": one.side,
            "duty": words(one.duty) if one.duty else "",
            "period": one.period,
            "target": one.target,
            "held": [words(each) for each in one.held],
            "verdict": one.verdict.value,
            "hits": one.hits,
            "whole": one.whole,
            "violations": one.violations,
            "references": list(one.refs),
            "rests_on_broken": list(one.broken_below),
            "why": words(one.why) if one.why else "",
            "checked_at": one.checked_at.isoformat() if one.checked_at else "",
            "query": one.query,
        }
        for one in lines
    ]


def as_json(request: HttpRequest) -> HttpResponse:
    del request
    run = queries.run_row()
    at = run.at.isoformat() if run else None
    return JsonResponse({"checked_at": at, "lines": rows()}, json_dumps_params={"ensure_ascii": False})


def as_csv(request: HttpRequest) -> HttpResponse:
    """Give the lines as a table; the mark at its head tells spreadsheets that it is UTF-8."""
    del request
    file = io.StringIO()
    table = csv.writer(file)
    table.writerow(COLUMNS)
    table.writerows([plain_cell(row[name]) for name in COLUMNS] for row in rows())
    name = 'attachment; filename="board.csv"'
    return HttpResponse(
        "\ufeff" + file.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def plain_cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return cell(text)
