"""The mark of the authority, as a picture of its own: what it draws, and nothing that it could do."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanjeh.apps.authorities import queries


@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    """Show the picture; there is none while the authority has the mark of the house."""
    del request
    found = queries.mark()
    if found is None:
        raise Http404
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "max-age=300"}
    return HttpResponse(found.content, content_type=found.kind, headers=headers)
