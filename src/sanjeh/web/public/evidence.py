"""One capture: what was seen, when, from where, with what; and its raw evidence."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sanjeh.apps.scans import queries as scans
from sanjeh.web.missing import or_404

FOREVER = "public, max-age=31536000, immutable"  # the address is the digest of the content


def capture_or_404(digest: str) -> scans.CaptureView:
    with or_404(scans.NoSuchCapture):
        return scans.capture(digest)


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
    with or_404(scans.NoSuchEvidence):
        picture = scans.evidence(view.screenshot)
    return HttpResponse(
        picture,
        content_type="image/jpeg",
        headers={"Cache-Control": FOREVER},
    )
