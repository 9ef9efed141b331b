"""One capture: what was seen, when, from where, with what; and its raw evidence."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sanjeh.apps.scans import queries as scans

FOREVER = "public, max-age=31536000, immutable"  # the address is the digest of the content


def capture_or_404(digest: str) -> scans.CaptureView:
    try:
        return scans.capture(digest)
    except scans.NoSuchCapture as error:
        raise Http404 from error


def capture_page(request: HttpRequest, digest: str) -> HttpResponse:
    return render(request, "public/evidence.html", {"view": capture_or_404(digest)})


def capture_json(request: HttpRequest, digest: str) -> HttpResponse:
    del request
    response = JsonResponse(
        capture_or_404(digest).document, json_dumps_params={"ensure_ascii": False, "indent": 1}, safe=False
    )
    response["Cache-Control"] = FOREVER
    return response


def screenshot(request: HttpRequest, digest: str) -> HttpResponse:
    """Serve the picture that this capture names; nothing else of the evidence can be asked for."""
    del request
    view = capture_or_404(digest)
    try:
        picture = scans.evidence(view.screenshot)
    except scans.NoSuchEvidence as error:
        raise Http404 from error
    return HttpResponse(
        picture,
        content_type="image/jpeg",
        headers={"Cache-Control": FOREVER},
    )
