"""The signed checkpoints of the journal: whoever keeps one can hold it against the journal later."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sanjeh.apps.journal import queries
from sanjeh.apps.publication.queries import public_keys
from sanjeh.ledger.signed_note import verifier_key

SHOWN = 60
CACHED = "public, max-age=31536000, immutable"


def journal(request: HttpRequest) -> HttpResponse:
    key = public_keys()[0]
    shown = {
        "checkpoints": queries.checkpoints(SHOWN),
        "verifier_key": verifier_key(queries.origin(), key),
        "key": key,
    }
    return render(request, "public/journal.html", shown)


def newest(request: HttpRequest) -> HttpResponse:
    """Give the newest checkpoint, as programs that watch a log ask for it."""
    del request
    if (found := queries.newest_checkpoint()) is None:
        raise Http404
    return plain(found.note)


def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    del request
    try:
        found = queries.checkpoint(size)
    except queries.NoSuchCheckpoint as error:
        raise Http404 from error
    return plain(found.note, {"Cache-Control": CACHED})


def consistency(request: HttpRequest, earlier: int, size: int) -> HttpResponse:
    """Give the path of RFC 9162 between two checkpoints, as hexadecimal digits."""
    del request
    try:
        path = queries.consistency(earlier, size)
    except queries.NoSuchCheckpoint as error:
        raise Http404 from error
    shown = {"earlier": earlier, "size": size, "path": [step.hex() for step in path]}
    return JsonResponse(shown, headers={"Cache-Control": CACHED})


def plain(text: str, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
