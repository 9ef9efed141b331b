"""What machines look for at fixed addresses: robots.txt, the site map, security.txt."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.rounds import queries as rounds
from sanjeh.web.public.contact import contact
from sanjeh.web.public.site_pages import GROUPS, PAGES

# RFC 9116, section 2.5.5: less than a year ahead.
VALID_FOR = timedelta(days=180)
MOST_ENTRIES = 50_000  # sitemaps.org: of one file
CLOSED = ("/office/", "/complaints/receipt/", "/complaints/track/", "/language/")


def robots(request: HttpRequest) -> HttpResponse:
    """Let every crawler read all that is public (RFC 9309)."""
    shut = (*CLOSED, *(f"/*{path}" for path in CLOSED))
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in shut),
        "",
        f"Sitemap: {site_map_address(request)}",
        "",
    ]
    return plain("\n".join(lines))


def site_map_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("public:sitemap"))


def plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def addresses() -> Iterator[str]:
    """Give the address of every public page that stands for itself."""
    yield from (reverse(f"public:{name}") for name in PAGES)
    yield from (reverse("public:body", args=[row.code]) for row in catalogue.bodies())
    yield from (reverse("public:round", args=[row.code]) for row in rounds.announced())
    yield from (reverse("public:notice", args=[number]) for number in notices.numbers())


def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages, each once, at its address for all languages."""
    listed = [request.build_absolute_uri(address) for address in addresses()][:MOST_ENTRIES]
    return render(request, "public/sitemap.xml", {"addresses": listed}, content_type="application/xml")


def security(request: HttpRequest) -> HttpResponse:
    """Say where a hole is told (RFC 9116); nowhere to be told, there is no such file."""
    email = contact().email
    if not email:
        raise Http404
    here = request.build_absolute_uri
    lines = [
        f"Contact: mailto:{email}",
        f"Expires: {expiry(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fa, en",
        f"Canonical: {here(reverse('public:security-txt'))}",
        f"Policy: {here(reverse('public:terms'))}",
        "",
    ]
    return plain("\n".join(lines))


def expiry(now: datetime) -> datetime:
    """Return until when the file holds: the same moment for all of a day."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + VALID_FOR


def site_map(request: HttpRequest) -> HttpResponse:
    """Show the same pages to people, in groups."""
    groups = [
        {
            "title": gettext(title),
            "pages": [{"url": reverse(f"public:{name}"), "title": gettext(PAGES[name])} for name in names],
        }
        for title, names in GROUPS
    ]
    return render(request, "public/site_map.html", {"groups": groups})
